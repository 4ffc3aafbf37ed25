// The only reader of action inputs. Gives them back typed and checked; a mistake names the input.
import {
  COMMAND_NAMES,
  inputDefinitions,
  type CommandName,
  type InputName,
} from './action-definition.ts'
import type { InputDefinition } from './input-definition.ts'
import { ActionError } from './errors.ts'
import { capturedInput } from './platform/environment.ts'
import { SecretValue, type SecretText } from './secret-value.ts'

export interface Inputs {
  readonly command: CommandName
  /** undefined when the input is empty. */
  readonly privateKey: SecretText | undefined
  readonly passphrase: SecretText | undefined
  readonly workingDirectories: readonly string[]
  readonly files: readonly string[]
  readonly writeFiles: boolean
  readonly outputDirectory: string | undefined
  readonly exportEnv: boolean
  readonly setOutputs: boolean
  readonly select: readonly string[]
  readonly keySchema: string
  readonly environment: string | undefined
  readonly minMaskLength: number
  readonly unmasked: readonly string[]
  readonly allowEnv: readonly string[]
  readonly cleanup: boolean
  readonly dryRun: boolean
  readonly ifNoKey: 'fail' | 'skip'
  /** Milliseconds. */
  readonly rotateAfter: number | undefined
  readonly grant: readonly string[]
  readonly revoke: readonly string[]
  readonly check: CheckInputs
  readonly push: PushInputs
  readonly archive: ArchiveInputs
  readonly commit: CommitInputs
  readonly showNames: 'true' | 'false' | 'auto'
  readonly allowUntrusted: boolean
}

interface PushInputs {
  /** YAML. */
  readonly destinations: string | undefined
  /** Relative to the workspace. */
  readonly destinationsFile: string | undefined
  readonly allowEndpoints: readonly string[]
  readonly fingerprintKey: SecretText | undefined
  readonly allowPullRequest: boolean
  readonly allowRollback: boolean
}

interface ArchiveInputs {
  /** As given: tokens, `~` and relative paths are for who reads it. */
  readonly path: string | undefined
  /** Armored, one or several blocks. */
  readonly recipients: string | undefined
  readonly passphrase: SecretText | undefined
  readonly decryptionKey: SecretText | undefined
  readonly decryptionPassphrase: SecretText | undefined
  /** Armored, one or several blocks. */
  readonly signers: string | undefined
  readonly requireSignature: boolean
  readonly allowDamaged: boolean
  readonly mode: 'merge' | 'replace'
}

interface CheckInputs {
  readonly failOn: readonly string[]
  readonly ignore: readonly string[]
  /** Empty: what the event says. */
  readonly baseRef: string
  /** Milliseconds. */
  readonly maxKeyAge: number | undefined
  readonly sarifFile: string | undefined
  readonly comment: boolean
}

interface Identity {
  readonly name: string
  readonly mail: string
}

interface CommitInputs {
  readonly mode: 'none' | 'branch' | 'pull-request'
  readonly method: 'auto' | 'api' | 'git'
  readonly branch: string | undefined
  readonly message: string | undefined
  readonly author: Identity | undefined
  readonly committer: Identity | undefined
  readonly title: string | undefined
  readonly body: string | undefined
  readonly labels: readonly string[]
  readonly token: SecretText | undefined
  readonly signingKey: SecretText | undefined
  readonly signingPassphrase: SecretText | undefined
}

/** @throws ActionError INPUT_INVALID */
export function readInputs(): Inputs {
  const inputs: Inputs = {
    command: choice('command', COMMAND_NAMES),
    privateKey: secret('private-key'),
    passphrase: secret('passphrase'),
    workingDirectories: lines('working-directory'),
    files: lines('files'),
    writeFiles: flag('write-files'),
    outputDirectory: optional('output-directory'),
    exportEnv: flag('export-env'),
    setOutputs: flag('set-outputs'),
    select: lines('select'),
    keySchema: text('key-schema'),
    environment: optional('environment'),
    minMaskLength: wholeNumber('min-mask-length', 1),
    unmasked: list('unmasked'),
    allowEnv: list('allow-env'),
    cleanup: flag('cleanup'),
    dryRun: flag('dry-run'),
    ifNoKey: choice('if-no-key', ['fail', 'skip']),
    rotateAfter: duration('rotate-after'),
    grant: list('grant'),
    revoke: list('revoke'),
    check: readCheckInputs(),
    push: readPushInputs(),
    archive: readArchiveInputs(),
    commit: readCommitInputs(),
    showNames: choice('show-names', ['true', 'false', 'auto']),
    allowUntrusted: flag('allow-untrusted'),
  }
  if (inputs.outputDirectory !== undefined && !inputs.writeFiles) {
    throw invalid('output-directory', 'is given, but `write-files` is `false`')
  }
  return inputs
}

function readCheckInputs(): CheckInputs {
  return {
    failOn: list('fail-on'),
    ignore: lines('ignore'),
    baseRef: text('base-ref'),
    maxKeyAge: duration('max-key-age'),
    sarifFile: optional('sarif-file'),
    comment: flag('comment'),
  }
}

function readPushInputs(): PushInputs {
  return {
    destinations: optional('destinations'),
    destinationsFile: optional('destinations-file'),
    allowEndpoints: list('allow-endpoints'),
    fingerprintKey: secret('fingerprint-key'),
    allowPullRequest: flag('allow-pull-request'),
    allowRollback: flag('allow-rollback'),
  }
}

function readArchiveInputs(): ArchiveInputs {
  return {
    path: optional('archive'),
    recipients: optional('archive-recipients'),
    passphrase: secret('archive-passphrase'),
    decryptionKey: secret('archive-decryption-key'),
    decryptionPassphrase: secret('archive-decryption-passphrase'),
    signers: optional('archive-signers'),
    requireSignature: flag('require-signature'),
    allowDamaged: flag('allow-damaged'),
    mode: choice('import-mode', ['merge', 'replace']),
  }
}

function readCommitInputs(): CommitInputs {
  return {
    mode: choice('commit', ['none', 'branch', 'pull-request']),
    method: choice('commit-method', ['auto', 'api', 'git']),
    branch: branchName('commit-branch'),
    message: optional('commit-message'),
    author: identity('commit-author'),
    committer: identity('commit-committer'),
    title: optional('pull-request-title'),
    body: optional('pull-request-body'),
    labels: list('pull-request-labels'),
    token: token('github-token'),
    signingKey: secret('signing-key'),
    signingPassphrase: secret('signing-passphrase'),
  }
}

/** As given, or the default where it is empty; without blanks around. */
function text(name: InputName): string {
  const definition: InputDefinition = inputDefinitions[name]
  return capturedInput(name).trim() || (definition.default ?? '')
}

function optional(name: InputName): string | undefined {
  return text(name) || undefined
}

// Every byte of a secret may count, so it is not trimmed.
function secret(name: InputName): SecretText | undefined {
  const given = capturedInput(name)
  return given.trim() === '' ? undefined : new SecretValue(given)
}

// No part of a token is a blank, but a file or `echo` ends in one.
function token(name: InputName): SecretText | undefined {
  const given = capturedInput(name).trim()
  return given === '' ? undefined : new SecretValue(given)
}

function lines(name: InputName): readonly string[] {
  return text(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

function list(name: InputName): readonly string[] {
  return lines(name)
    .flatMap((line) => line.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

// YAML's own spellings, as the toolkit accepts them.
function flag(name: InputName): boolean {
  const given = text(name)
  if (/^(true|True|TRUE)$/.test(given)) return true
  if (/^(false|False|FALSE)$/.test(given)) return false
  throw invalid(name, 'must be `true` or `false`')
}

function choice<const T extends string>(name: InputName, choices: readonly T[]): T {
  const given = text(name)
  const found = choices.find((option) => option === given.toLowerCase())
  if (found !== undefined) return found
  throw invalid(name, `must be one of ${choices.map((option) => `\`${option}\``).join(', ')}`)
}

function wholeNumber(name: InputName, least: number): number {
  const given = text(name)
  if (/^\d{1,6}$/.test(given) && Number(given) >= least) return Number(given)
  throw invalid(name, `must be a whole number from ${least}`)
}

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 }

function duration(name: InputName): number | undefined {
  const given = text(name)
  if (given === '') return undefined
  const [, amount = '', unit = ''] = /^(\d{1,5})\s*([hdw])$/i.exec(given) ?? []
  const hours = Number(amount) * (HOURS[unit.toLowerCase()] ?? 0)
  if (hours > 0) return hours * 3_600_000
  throw invalid(name, 'must be a number and `h`, `d` or `w`, such as `30d`')
}

function identity(name: InputName): Identity | undefined {
  const given = text(name)
  if (given === '') return undefined
  const [, who = '', mail = ''] = /^([^<>\p{Cc}]+?)\s*<([^<>\s\p{Cc}]+)>$/u.exec(given) ?? []
  if (who !== '') return { name: who, mail }
  throw invalid(name, 'must look like `Name <mail@example.com>`')
}

// https://git-scm.com/docs/git-check-ref-format
function branchName(name: InputName): string | undefined {
  const given = text(name)
  if (given === '') return undefined
  const branch = given.replace(/^refs\/heads\//, '')
  const isBad =
    /^$|[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|^[-/.@]|\/\.|[/.]$|\.lock(\/|$)/u.test(branch) ||
    branch.length > 200
  if (!isBad) return branch
  throw invalid(name, 'is no name that a branch can have')
}

function invalid(name: InputName, why: string): ActionError {
  return new ActionError('INPUT_INVALID', {
    what: `the input \`${name}\` ${why}`,
    fix: 'README.md lists every input with what it takes.',
  })
}
