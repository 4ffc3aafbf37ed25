// The report of decrypt: what a person reads, and what later steps and programs get.
import type { Inputs } from '../inputs.ts'
import type { OpenedFile, OpenedStore } from '../kanuka/open-store.ts'
import type { Store } from '../kanuka/store.ts'
import { readRegularFile } from '../platform/files.ts'
import { count, size } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import type { Dotenv } from '../secrets/dotenv.ts'
import type { MaskReport } from '../secrets/mask-collector.ts'
import type { Collected, Variable } from '../secrets/variables.ts'
import { EMPTY_REPORT, type Message, type Report, type Section } from './command.ts'
import type { Target } from './targets.ts'

const MAX_IGNORE_BYTES = 1024 * 1024

/** One decrypted file with what was found in it. */
export interface DecryptedFile {
  readonly opened: OpenedStore
  readonly file: OpenedFile
  /** Relative to the workspace. */
  readonly shown: string
  /** undefined when it is no text. */
  readonly dotenv: Dotenv | undefined
}

/** What a run of decrypt came to, for its report. */
export interface Decrypted {
  readonly stores: readonly OpenedStore[]
  readonly files: readonly DecryptedFile[]
  readonly targets: readonly Target[]
  readonly collected: Collected
  readonly masking: MaskReport
  readonly namesVisible: boolean
}

export function describeDecrypt(decrypted: Decrypted, inputs: Inputs, workflow: Workflow): Report {
  const { files, targets, collected } = decrypted
  const variables = values(collected.variables)
  const paths = inputs.writeFiles
    ? targets.map(({ write }) => write.shown)
    : files.map(({ shown }) => shown)
  const changed = !inputs.dryRun && targets.some(({ state }) => state !== 'unchanged')
  const warnings = warningsOf(decrypted, inputs, workflow)
  return {
    ...EMPTY_REPORT,
    headline: headline(decrypted, inputs),
    sections: [filesSection(decrypted, inputs), ...variablesSection(decrypted, inputs)],
    notes: notes(decrypted, inputs),
    warnings,
    outputs: {
      changed: String(changed),
      files: JSON.stringify(paths),
      'files-count': String(files.length),
      'members-count': String(decrypted.stores.reduce((sum, s) => sum + activeMembers(s.store), 0)),
      matrix: JSON.stringify({ store: decrypted.stores.map(({ store }) => store.path) }),
    },
    details: details(decrypted, inputs, warnings),
    exports: inputs.exportEnv && !inputs.dryRun ? variables : new Map(),
    stepOutputs: inputs.setOutputs && !inputs.dryRun ? withAllAsJson(variables) : new Map(),
  }
}

function values(variables: ReadonlyMap<string, Variable>): ReadonlyMap<string, SecretText> {
  return new Map([...variables].map(([name, { value }]) => [name, value]))
}

function withAllAsJson(
  variables: ReadonlyMap<string, SecretText>,
): ReadonlyMap<string, SecretText> {
  const entries = [...variables].map(([name, value]) => [name, value.reveal()] as const)
  // fromEntries defines own properties, so that no name can reach a prototype.
  const all = new SecretValue(JSON.stringify(Object.fromEntries(entries)))
  return new Map([...variables, ['secrets', all]])
}

function activeMembers(store: Store): number {
  return store.members.filter(({ state }) => state === 'active').length
}

function headline({ files, targets, collected }: Decrypted, inputs: Inputs): string {
  const amount = collected.variables.size
  const would = inputs.dryRun ? 'would be ' : ''
  const parts: string[] = []
  if (inputs.writeFiles) {
    const written = targets.filter(({ state }) => state !== 'unchanged').length
    parts.push(`${count(written, 'file')} ${would}written`)
    if (written < targets.length) {
      parts.push(`${count(targets.length - written, 'file')} already up to date`)
    }
  }
  if (inputs.exportEnv) parts.push(`${count(amount, 'variable')} ${would}exported`)
  if (inputs.setOutputs) parts.push(`${count(amount, 'output')} ${would}set`)
  if (parts.length === 0) {
    return `${count(files.length, 'file')} opened: every selected file can be decrypted with this key. Nothing was written or exported`
  }
  const hint =
    inputs.exportEnv || inputs.setOutputs
      ? ''
      : ', nothing exported: add `export-env: true` to give variables to later steps'
  return (inputs.dryRun ? 'Dry run: ' : '') + parts.join(', ') + hint
}

function filesSection({ files, targets }: Decrypted, inputs: Inputs): Section {
  const states = {
    new: inputs.dryRun ? 'would be written' : 'written',
    replaced: inputs.dryRun ? 'would replace another content' : 'replaced another content',
    unchanged: 'already up to date',
  }
  const byFile = new Map(targets.map((target) => [target.file, target]))
  return {
    title: 'Files',
    columns: ['secret file', 'plaintext', 'size', 'variables', 'result'],
    rows: files.map(({ file, shown, dotenv }) => {
      const target = byFile.get(file)
      const variables = dotenv ? String(dotenv.variables.size) : 'no text'
      return [
        shown,
        target?.write.shown ?? '-',
        size(file.size),
        variables,
        target ? states[target.state] : 'opened',
      ]
    }),
  }
}

function variablesSection(decrypted: Decrypted, inputs: Inputs): readonly Section[] {
  const { collected, namesVisible } = decrypted
  if (!namesVisible || collected.variables.size === 0) return []
  const ways = [inputs.exportEnv ? 'environment' : '', inputs.setOutputs ? 'output' : '']
  const rows = [...collected.variables.values()].map(({ name, sourceName, file, value }) => [
    name,
    sourceName === name ? file : `${file} (${sourceName})`,
    size(Buffer.byteLength(value.reveal())),
    ways.filter((way) => way !== '').join(', '),
  ])
  return [{ title: 'Variables', columns: ['name', 'from', 'size', 'as'], rows }]
}

function notes(decrypted: Decrypted, inputs: Inputs): readonly string[] {
  const { stores, masking, collected } = decrypted
  const named = (names: readonly string[]): string =>
    decrypted.namesVisible ? names.join(', ') : count(names.length, 'variable')
  const list = stores.map(({ store, member, isProven }) => {
    const who = [member.email ?? member.uuid, member.device].filter(Boolean).join(', ')
    const proof = isProven ? '' : '; it has no secret files, so the key is unproven'
    return `Store ${store.title} (${store.path}): ${count(activeMembers(store), 'member')} with access, opened as ${who}${proof}`
  })
  if (masking.shortNames.length > 0) {
    list.push(
      `Not masked, because shorter than ${inputs.minMaskLength} characters (or some lines are): ${named(masking.shortNames)}`,
    )
  }
  if (masking.commonNames.length > 0) {
    list.push(
      `Not masked, because it would blank the log (common words, small numbers, names of this run): ${named(masking.commonNames)}`,
    )
  }
  if (collected.overridden.length > 0) {
    const what = decrypted.namesVisible
      ? collected.overridden.map(({ name, files }) => `${name} (${files.join(' < ')})`).join(', ')
      : count(collected.overridden.length, 'variable')
    list.push(`Set by several files, the last one won: ${what}`)
  }
  return list
}

function warningsOf(
  { stores, targets, masking }: Decrypted,
  inputs: Inputs,
  workflow: Workflow,
): readonly Message[] {
  return [
    ...stores.flatMap(({ store }) =>
      store.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` })),
    ),
    ...targets
      .filter(({ state }) => state === 'replaced')
      .map(({ write }) => ({
        file: write.shown,
        text: `${write.shown} differed and ${inputs.dryRun ? 'would be' : 'was'} replaced; git did not track it`,
      })),
    ...masking.unmaskedFiles.map(({ file, why }) => ({
      file,
      text: `the content of ${file} is not masked in the log, or not wholly: ${why}`,
    })),
    ...dockerWarnings(stores, inputs, workflow),
  ]
}

// Plaintext that stands beside the ciphertext is copied by `COPY . .` into an image.
function dockerWarnings(
  stores: readonly OpenedStore[],
  inputs: Inputs,
  workflow: Workflow,
): readonly Message[] {
  if (!inputs.writeFiles || inputs.outputDirectory !== undefined) return []
  const folders = new Set([workflow.workspace.real, ...stores.map(({ store }) => store.root)])
  return [...folders].flatMap((folder) => {
    const read = readRegularFile(`${folder}/.dockerignore`, MAX_IGNORE_BYTES)
    if (!('bytes' in read) || /^\s*[^#!\s].*\.env/m.test(read.bytes.toString())) return []
    const store = stores.find(({ store: { root } }) => root === folder)?.store
    const file = store ? store.shown('.dockerignore') : '.dockerignore'
    const text = `${file} does not list .env files: an image built after this step would hold the plaintext. Add \`**/.env*\`, or use \`output-directory\``
    return [{ file, text }]
  })
}

function details(
  { stores, files, targets, collected, masking, namesVisible }: Decrypted,
  inputs: Inputs,
  warnings: readonly Message[],
): Readonly<Record<string, unknown>> {
  const byFile = new Map(targets.map((target) => [target.file, target]))
  const hide = (names: readonly string[]): unknown => (namesVisible ? names : names.length)
  return {
    dryRun: inputs.dryRun,
    stores: stores.map(({ store, member, isProven }) => ({
      path: store.path,
      project: store.config.projectName,
      projectUuid: store.config.projectUuid,
      members: store.members.map(({ uuid, state }) => ({ uuid, state })),
      openedAs: member.uuid,
      keyProven: isProven,
    })),
    files: files.map(({ file, shown, dotenv }) => ({
      path: shown,
      plaintext: byFile.get(file)?.write.shown,
      size: file.size,
      variables: dotenv?.variables.size,
      result: byFile.get(file)?.state,
    })),
    variables: hide([...collected.variables.keys()]),
    notMasked: { short: hide(masking.shortNames), common: hide(masking.commonNames) },
    warnings: warnings.map(({ text }) => text),
  }
}
