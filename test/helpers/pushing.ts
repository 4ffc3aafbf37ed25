// A workflow that pushes: a store whose every value is a canary, a step with `command: push`, and what it
// leaves at Vault. Configurations are written as people write them, as YAML.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { jobIn, key } from './action.ts'
import type { Job, JobOptions, StepOptions, StepResult } from './runner.ts'
import { sealedStore } from './sealed-store.ts'

export type Variables = Readonly<Record<string, string>>

export const KEY = { 'private-key': key('basic-alice.pkcs1.pem') }

/** The environment of a step whose waits, between tries and for what is under way, are short. */
export const HURRY: Variables = {
  NODE_OPTIONS: `--import=${join(import.meta.dirname, 'pushing-hurry.mjs')}`,
}

/** Values that stand nowhere else: finding one is a leak. */
export const CANARIES: Variables = {
  APP_TITLE: 'canary-title-83hfk2',
  DB_USER: 'canary-user-p5w9x1',
  DB_PASSWORD: 'canary p@ss/w&rd 7vq4',
  DB_HOST: 'canary-host-k2m8z6.internal',
}

/** Not all of them: what stays is written as before. */
export const FEWER: Variables = { APP_TITLE: 'canary-title-83hfk2' }

function dotenv(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('')
}

/** A checkout with a store. @param files what is in its secret files, by path */
export async function storeOf(
  t: TestContext,
  files: Readonly<Record<string, Variables>> = { '.env.kanuka': CANARIES },
): Promise<string> {
  const texts = Object.entries(files).map(([path, variables]) => [path, dotenv(variables)] as const)
  const { workspace } = await sealedStore(t, Object.fromEntries(texts))
  return workspace
}

/** The same store with other variables, as a later commit has it. */
export async function storeWith(t: TestContext, variables: Variables): Promise<string> {
  return storeOf(t, { '.env.kanuka': variables })
}

export interface Pushed {
  readonly job: Job
  readonly result: StepResult
}

export interface PushStep extends JobOptions {
  readonly workspace: string
  readonly inputs: Variables
  readonly step?: Omit<StepOptions, 'inputs'>
}

/** One job with one step: `push`, or the command that is given. */
export async function push(t: TestContext, how: PushStep): Promise<Pushed> {
  const { workspace, inputs, step, ...options } = how
  const env = { GITHUB_REPOSITORY_ID: '4711', ...options.env }
  const job = await jobIn(t, workspace, { ...options, env })
  const result = await job.run({ ...step, inputs: { command: 'push', ...KEY, ...inputs } })
  return { job, result }
}

/** A run that must succeed. */
export async function pushed(t: TestContext, how: PushStep): Promise<Pushed> {
  const run = await push(t, how)
  assert.equal(run.result.exitCode, 0, run.result.log)
  return run
}

export type Row = Readonly<Record<string, string | number>>

/** The output `push`. */
function rowsOf({ result }: Pushed): readonly Row[] {
  return JSON.parse(result.outputs.get('push') ?? '') as readonly Row[]
}

const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: 0, failed: 0 }

/** The output `push` has these rows alone, and zero where nothing is said. */
export function assertRow(run: Pushed, ...rows: readonly Row[]): void {
  assert.deepEqual(
    rowsOf(run),
    rows.map((row) => ({ ...NOTHING, ...row })),
  )
}

export const TOKEN = `hvs.${randomBytes(12).toString('hex')}`

/** An entry for Vault. @param lines more keys of it, or others than these */
export function vaultEntry(url: string, ...lines: readonly string[]): string {
  const usual = [
    'name: prod',
    'type: vault',
    `url: ${url}`,
    'path: app',
    `auth: { token: ${TOKEN} }`,
  ]
  const given = new Set(lines.map(keyOf))
  return listItem([...usual.filter((line) => !given.has(keyOf(line))), ...lines])
}

function keyOf(line: string): string {
  return line.slice(0, line.indexOf(':'))
}

/** One item of a list in YAML. */
export function listItem(lines: readonly string[]): string {
  return `${lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`).join('\n')}\n`
}

/** Puts a destinations file into a checkout and says its inputs. */
export function destinationsFile(workspace: string, text: string): Variables {
  writeFileSync(join(workspace, 'destinations.yml'), text)
  return { 'destinations-file': 'destinations.yml' }
}

/** The rows of the tables in the summary, as GitHub shows them: `prod | DB_HOST | create | done | `. */
export function summaryRows({ result }: Pushed): readonly string[] {
  return result.summary
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(2, -1)
        .replaceAll(/<\/?code>/g, '')
        .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .trim(),
    )
}

/** What people see of a step: log and summary. */
export function seenIn({ result }: Pushed): string {
  return [result.log, result.summary].join('\n')
}

/** Errors of a step, as annotations show them: code, message, line in a file. */
function errorsOf({ result }: Pushed): readonly string[] {
  return result.annotations
    .filter(({ type }) => type === 'error')
    .map(({ title = '', message, file, line }) =>
      [title.replace('Kanuka: ', ''), file && `${file}:${line}`, message.replaceAll('\n', ' ')]
        .filter(Boolean)
        .join(' '),
    )
}

/** A step that failed, and said so in these words. */
export function assertFailed(run: Pushed, says: RegExp): void {
  assert.equal(run.result.exitCode, 1, run.result.log)
  const errors = errorsOf(run)
  assert.ok(
    errors.some((error) => says.test(error)),
    `${says.source}: ${errors.join('\n')}`,
  )
}
