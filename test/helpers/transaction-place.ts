// A store with a transaction's home for a test, what version of it lies on the disk, and ways to
// disturb what is done to it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs, {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { transactionHome, type TransactionHome } from '../../src/kanuka/transaction.ts'
import { filesIn } from './action.ts'
import { VERSIONS, writeVersion, type Job, type Said, type Version } from './transaction-driver.ts'

export interface Place {
  /** Holds nothing but the store. */
  readonly around: string
  readonly root: string
  readonly home: TransactionHome
}

export const DRIVER = join(import.meta.dirname, 'transaction-driver.ts')
const PRELOAD = join(import.meta.dirname, 'kill-at-step.mjs')

/** Where stores are made: in memory if there is such a disk, as an fsync costs nothing there. */
export const DISK = realpathSync(fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir())

// Halves the time that a process takes to start.
const CACHE = mkdtempSync(join(DISK, 'kanuka-compile-cache-'))
process.on('exit', () => rmSync(CACHE, { recursive: true, force: true }))

/** @param elsewhere where the home lies instead of in the store's git folder */
export function newPlace(version: Version = 'old', elsewhere?: string): Place {
  const around = mkdtempSync(join(DISK, 'kanuka-transaction-'))
  const root = join(around, 'store')
  writeVersion(root, version)
  mkdirSync(join(root, '.git'))
  return { around, root, home: transactionHome(root, elsewhere ?? join(root, '.git'), '') }
}

export function place(t: TestContext, version: Version = 'old', elsewhere?: string): Place {
  const made = newPlace(version, elsewhere)
  t.after(() => rmSync(made.around, { recursive: true, force: true }))
  return made
}

const isStaged = (path: string): boolean => path.includes('.kanuka-txn-')

/** What stands on the disk: all files, and no others but staged ones. */
export function versionOf({ root }: Place): Version | 'mixed' {
  const found = filesIn(root).filter((path) => !isStaged(path))
  for (const version of ['old', 'new'] as const) {
    const files = VERSIONS[version]
    const isIt = ([path, bytes]: [string, Buffer]): boolean =>
      found.includes(path) && readFileSync(join(root, path)).equals(bytes)
    if (found.length === files.size && [...files].every(isIt)) return version
  }
  return 'mixed'
}

/** Folders that hold no file, without those of git. */
export function emptyFoldersIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== '.git' && !path.startsWith('.git/'))
    .filter((path) => fs.statSync(join(root, path)).isDirectory())
    .filter((path) => readdirSync(join(root, path)).length === 0)
}

/** What a transaction left in its home, and staged files in the store. */
export function leftIn({ root, home }: Place): readonly string[] {
  const kept = fs.existsSync(home.folder) ? readdirSync(home.folder) : []
  return [...kept, ...filesIn(root).filter(isStaged)]
}

/** This version, and nothing lies around. */
export function assertIs(at: Place, version: Version = 'old'): void {
  assert.equal(versionOf(at), version)
  assert.deepEqual(leftIn(at), [])
  assert.deepEqual(emptyFoldersIn(at.root), [])
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly errors: string
}

export type Faults = Readonly<Record<string, string>>

/** Runs the driver with the faults that `faults` asks for; see kill-at-step.mjs. */
export async function drive(at: Place, mode: 'apply' | 'recover', faults: Faults): Promise<Ended> {
  return runDriver([mode, at.root, at.home.folder], { ...withinOf(at), ...faults }, '')
}

/** The same for failures, which need no process each. */
export async function driveAll(
  jobs: readonly { readonly at: Place; readonly faults: Faults }[],
  mode: 'apply' | 'recover',
): Promise<readonly Said[]> {
  const input: readonly Job[] = jobs.map(({ at, faults }) => ({
    mode,
    root: at.root,
    folder: at.home.folder,
    faults: { ...withinOf(at), ...faults },
  }))
  const { output, errors } = await runDriver(['many'], {}, JSON.stringify(input))
  assert.notEqual(output, '', errors)
  return JSON.parse(output) as readonly Said[]
}

function withinOf({ root, home }: Place): Faults {
  return { KILL_WITHIN: [root, dirname(home.folder)].join(delimiter) }
}

async function runDriver(args: readonly string[], env: Faults, input: string): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', PRELOAD, DRIVER, ...args], {
    env: { NODE_COMPILE_CACHE: CACHE, ...env },
  })
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((done, failed) => {
    child.on('error', failed)
    child.on('close', (code, signal) => done([code, signal]))
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code, signal] = await ended
  return { code, signal, output, errors }
}

type Call = (...args: readonly unknown[]) => unknown

/** Until the end of the test, `before` is called with what a function of node:fs is called with. */
export function watch(t: TestContext, name: keyof typeof fs, before: Call): void {
  replace(t, name, (original) => (...args) => {
    before(...args)
    return original(...args)
  })
}

export function replace(
  t: TestContext,
  name: keyof typeof fs,
  made: (original: Call) => Call,
): void {
  const functions = fs as unknown as Record<string, Call>
  const original = functions[name] as Call
  const set = (call: Call): void => {
    functions[name] = call
    syncBuiltinESMExports()
  }
  set(made(original))
  t.after(() => set(original))
}

/** Runs once, when all is staged and is read back: the last moment before the change begins to count. */
export function whileStaged(t: TestContext, action: () => void): void {
  let isDone = false
  watch(t, 'openSync', (path, flags) => {
    if (isDone || typeof flags !== 'number' || !String(path).includes('/new/')) return
    isDone = true
    action()
  })
}

export function failWith(code: string): never {
  throw Object.assign(new Error(`${code}: made by the test`), { code })
}

/** At most `limit` at once, as each is a process of its own. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const pending = [...items]
  const worker = async (): Promise<void> => {
    for (let item = pending.shift(); item !== undefined; item = pending.shift()) await run(item)
  }
  await Promise.all(Array.from({ length: limit }, worker))
}
