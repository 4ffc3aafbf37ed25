// A store in two versions, and a program that changes it from one to the other: what the tests of
// transactions kill. `node transaction-driver.ts apply|recover|contend <root> <home>` prints one line
// of JSON. `contend` says when it is ready and when it is inside, and waits for a line each time.
// `many` reads jobs from its input and says all results: a process for each would take long.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ActionError } from '../../src/errors.ts'
import { recover, type RecoveryResult } from '../../src/kanuka/recovery.ts'
import { applyChanges, type Change, type TransactionHome } from '../../src/kanuka/transaction.ts'

const FIXTURE = join(import.meta.dirname, '../fixtures/ci')
const STAYS = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const LEAVES = '08af7e16-2b39-45b6-b13e-9de1b7641b3f'
const JOINS = 'f1d2d2f9-0000-4000-8000-00000000e571'

export type Version = 'old' | 'new'
export type Files = ReadonlyMap<string, Buffer>

const REPLACED = [
  '.env.kanuka',
  '.env.staging.kanuka',
  `.kanuka/secrets/${STAYS}.kanuka`,
  '.kanuka/config.toml',
  '.kanuka/audit.jsonl',
]
const CREATED = ['apps/api/.env.production.kanuka', `.kanuka/public_keys/${JOINS}.pub`]
const DELETED = [`.kanuka/secrets/${LEAVES}.kanuka`, `.kanuka/public_keys/${LEAVES}.pub`]
const UNTOUCHED = [`.kanuka/public_keys/${STAYS}.pub`]

/** In the order in which a transaction puts them in place. */
export const CHANGED = [
  `.kanuka/secrets/${STAYS}.kanuka`,
  '.env.kanuka',
  '.env.staging.kanuka',
  'apps/api/.env.production.kanuka',
  `.kanuka/public_keys/${JOINS}.pub`,
  '.kanuka/config.toml',
  '.kanuka/audit.jsonl',
  `.kanuka/public_keys/${LEAVES}.pub`,
  `.kanuka/secrets/${LEAVES}.kanuka`,
]

const fixture = (path: string): [string, Buffer] => [path, fs.readFileSync(join(FIXTURE, path))]
const invented = (path: string): [string, Buffer] => [path, Buffer.from(`new ${path}\n`.repeat(20))]

export const VERSIONS: Readonly<Record<Version, Files>> = {
  old: new Map([...REPLACED, ...DELETED, ...UNTOUCHED].map(fixture)),
  new: new Map([...[...REPLACED, ...CREATED].map(invented), ...UNTOUCHED.map(fixture)]),
}

export function writeVersion(root: string, version: Version): void {
  for (const [path, bytes] of VERSIONS[version]) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true })
    fs.writeFileSync(join(root, path), bytes)
  }
}

function changesTo(version: Version): readonly Change[] {
  const [from, to] = [VERSIONS[version === 'new' ? 'old' : 'new'], VERSIONS[version]]
  const paths = [...new Set([...from.keys(), ...to.keys()])]
  return paths.map((path) => ({ path, before: digestOf(from.get(path)), after: to.get(path) }))
}

function digestOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && createHash('sha256').update(bytes).digest('hex')
}

export async function changeTo(home: TransactionHome, version: Version): Promise<void> {
  await applyChanges(home, changesTo(version), { runId: 'test 1', head: undefined })
}

/** The last line that the program prints. */
export interface Said {
  readonly recovered?: RecoveryResult
  readonly error?: { readonly code: string; readonly what: string; readonly fix: string }
}

async function act(mode: string | undefined, home: TransactionHome): Promise<Said> {
  try {
    if (mode === 'recover') return { recovered: recover(home, { dryRun: false }) }
    if (mode === 'contend') {
      await told('ready')
      holdInside()
    }
    await changeTo(home, 'new')
    return {}
  } catch (error) {
    process.exitCode = 1
    if (!(error instanceof ActionError)) throw error
    const { code, what, fix } = error
    return { error: { code, what, fix } }
  }
}

// What is staged is flushed side by side: the one step that can wait, with the lock held.
function holdInside(): void {
  const { open } = fs.promises
  let held: Promise<void> | undefined
  fs.promises.open = async (...args) => {
    held ??= told('inside')
    await held
    return open(...args)
  }
}

async function told(what: string): Promise<void> {
  console.log(what)
  await once(process.stdin, 'data')
}

export interface Job {
  readonly mode: 'apply' | 'recover'
  readonly root: string
  readonly folder: string
  /** See kill-at-step.mjs. */
  readonly faults: Readonly<Record<string, string>>
}

async function many(jobs: readonly Job[]): Promise<readonly Said[]> {
  const { killAtStep } = globalThis as unknown as { killAtStep: () => void }
  const said: Said[] = []
  for (const { mode, root, folder, faults } of jobs) {
    Object.assign(process.env, faults)
    killAtStep()
    said.push(await act(mode, { root, folder, shown: (path) => path }))
  }
  return said
}

if (import.meta.main) {
  const [mode, root = '', folder = ''] = process.argv.slice(2)
  const said =
    mode === 'many'
      ? await many(JSON.parse(await text(process.stdin)) as readonly Job[])
      : await act(mode, { root, folder, shown: (path) => path })
  console.log(JSON.stringify(said))
  process.stdin.destroy()
}
