// Changes a store all or nothing: a kill at any moment leaves what recovery.ts brings to entirely old
// or entirely new. Everything is made ready aside (in memory, then in the transaction's home); the
// rename of the journal is the moment from which on the change counts; after it there are only
// renames and unlinks. The caller has computed all bytes, and says whether what was staged is right.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode, readRegularFile, statOf } from '../platform/files.ts'
import {
  AUDIT_FILE,
  CONFIG_FILE,
  isLayoutPath,
  MAX_SELECTED_BYTES,
  PUBLIC_KEYS_FOLDER,
  WRAPPED_KEYS_FOLDER,
} from './layout.ts'
import { recoverLocked } from './recovery.ts'
import {
  keepCopy,
  makeFolder,
  notWritten,
  permissionsOf,
  rename,
  slashes,
  syncFile,
  syncFiles,
  syncFolder,
  writeNewFile,
  writing,
  type TransactionHome,
} from './transaction-home.ts'
import {
  ABSENT,
  digestOf,
  foldersAbove,
  JOURNAL_FILE,
  MAX_JOURNAL_BYTES,
  PLAN_FILE,
  type Entry,
  type Journal,
} from './transaction-journal.ts'
import { lockStore } from './transaction-lock.ts'
import {
  carryOut,
  forget,
  foldersOf,
  hasOld,
  placesBeside,
  placesInHome,
  stagedAt,
  stateOf,
  syncFolders,
  targetOf,
  type Work,
} from './transaction-work.ts'

export { transactionHome, type TransactionHome } from './transaction-home.ts'

export interface Change {
  /** Relative to the root, with `/`; a path of the layout. */
  readonly path: string
  /** SHA-256 (hex) of what the change was computed from; undefined = no file. */
  readonly before: string | undefined
  readonly after: Uint8Array | undefined
}

export interface ChangeOptions {
  /** Names this run to others that find the store locked. */
  readonly runId: string
  /** Commit that is checked out. */
  readonly head: string | undefined
}

/** A change with its entry in the journal. */
interface Planned {
  readonly change: Change
  readonly entry: Entry
}

/**
 * Makes all changes or none, with the store's lock held. Recovers first what an earlier run left.
 * @throws ActionError STORE_BUSY, STORE_CHANGED, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED.
 * With any but STORE_INTERRUPTED no file of the store is changed
 */
export async function applyChanges(
  home: TransactionHome,
  changes: readonly Change[],
  options: ChangeOptions,
): Promise<void> {
  const unlock = lockStore(home, options.runId)
  try {
    recoverLocked(home)
    const planned = plan(changes)
    if (planned.length === 0) return
    const work = { home, journal: journalFor(home, planned, options.head) }
    try {
      assertUnchanged(work)
      writePlan(work)
      await stage(work, planned)
      readBack(work)
      assertUnchanged(work)
      assertKept(work)
      // From here on nothing is awaited: no signal gets in between two steps.
      commit(work)
    } catch (error) {
      forget(work)
      throw error
    }
    const failure = carryOut(work, work.journal.entries)
    forget(work)
    if (failure !== undefined) throw failure
  } finally {
    unlock()
  }
}

// The order of the renames: keys before the files that they open, deletions last.
function rank({ path, after }: Change): number {
  if (after === undefined) return 5
  if (path.startsWith(`${WRAPPED_KEYS_FOLDER}/`)) return 0
  if (path.startsWith(`${PUBLIC_KEYS_FOLDER}/`)) return 2
  if (path === CONFIG_FILE) return 3
  return path === AUDIT_FILE ? 4 : 1
}

/** What is to be done, in its order; without what is right already. */
function plan(changes: readonly Change[]): readonly Planned[] {
  const places = new Map(changes.map(({ path }, index) => [path, index]))
  const isWrong = ({ path }: Change, index: number): boolean =>
    !isLayoutPath(path) || places.get(path) !== index
  const wrong = changes.find(isWrong)?.path
  if (wrong !== undefined) {
    throw new ActionError('PATH_UNSAFE', {
      what: `${wrong} is no file of a Kanuka store, or is to be changed twice`,
      fix: 'Name files of the store only, each once.',
    })
  }
  return changes
    .toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
    .map((change) => ({ change, before: change.before ?? ABSENT, after: digestOf(change.after) }))
    .filter(({ before, after }) => before !== after)
    .map(({ change, before, after }, index) => ({
      change,
      entry: { index, path: change.path, before, after },
    }))
}

function journalFor(
  home: TransactionHome,
  planned: readonly Planned[],
  head: string | undefined,
): Journal {
  const id = randomBytes(8).toString('hex')
  const entries = planned.map(({ entry }) => entry)
  const above = new Set(entries.flatMap(({ path }) => foldersAbove(path)))
  const folders = writing(slashes(home.root), () =>
    [...above].filter((folder) => !statOf(join(home.root, folder))).toSorted(),
  )
  return { version: 1, id, root: home.root, head: head ?? '', folders, entries }
}

// Twice: before anything is written, so that nothing is written through a link; and right before the
// commit point.
function assertUnchanged(work: Work): void {
  for (const entry of work.journal.entries) {
    if (stateOf(work, entry) !== 'before') throw changed(work, entry)
  }
}

function assertKept(work: Work): void {
  for (const entry of work.journal.entries) {
    if (!hasOld(work, entry)) throw changed(work, entry)
  }
}

function changed({ home }: Work, { path }: Entry): ActionError {
  return new ActionError('STORE_CHANGED', {
    what: `${home.shown(path)} was changed, removed or replaced by a link after it was read; nothing was written`,
    where: { file: home.shown(path) },
    fix: 'Let only one step at a time work on the store, then run again.',
  })
}

// Before there is anything that it lists: what a kill leaves can then be found and removed.
function writePlan({ home, journal }: Work): void {
  const path = join(home.folder, PLAN_FILE)
  writing(slashes(path), () => {
    const bytes = Buffer.from(JSON.stringify(journal))
    if (bytes.length > MAX_JOURNAL_BYTES) throw notWritten(slashes(path), 'too many files')
    writeNewFile(path, bytes, 0o600)
    syncFile(path)
    syncFolder(home.folder)
  })
}

async function stage(work: Work, planned: readonly Planned[]): Promise<void> {
  const { home, journal } = work
  const ownFolders = ['new', 'old'].map((name) => join(home.folder, name))
  for (const folder of ownFolders) writing(slashes(folder), () => makeFolder(folder, 0o700))
  for (const folder of journal.folders) {
    writing(home.shown(folder), () => makeFolder(join(home.root, folder)))
  }
  const elsewhere = foldersOnOtherDevices(work)
  const staged = new Map<string, string>()
  for (const { change, entry } of planned) {
    const target = targetOf(work, entry)
    const places = elsewhere.has(dirname(target)) ? placesBeside : placesInHome
    writing(home.shown(entry.path), () => {
      const { staged: path, kept } = places(work, entry)
      if (change.after) {
        writeNewFile(path, change.after, permissionsOf(target))
        staged.set(path, home.shown(entry.path))
      }
      // A copy, where there are no links, has to be flushed too.
      if (change.before !== undefined && keepCopy(target, kept))
        staged.set(kept, home.shown(entry.path))
    })
  }
  await syncFiles(staged)
  writing(slashes(home.root), () => {
    for (const folder of ownFolders) syncFolder(folder)
    for (const folder of journal.folders) syncFolder(dirname(join(home.root, folder)))
    syncFolders(work)
  })
}

function foldersOnOtherDevices(work: Work): ReadonlySet<string> {
  const found = [...foldersOf(work)].filter(([, entry]) =>
    writing(work.home.shown(posix.dirname(entry.path)), () => probe(work, entry)),
  )
  return new Set(found.map(([folder]) => folder))
}

/** Whether the folder of an entry is on another device. Throws when it cannot be written. */
function probe(work: Work, entry: Entry): boolean {
  const here = placesInHome(work, entry).staged
  const there = placesBeside(work, entry).staged
  fs.writeFileSync(here, '', { flag: 'wx' })
  try {
    rename(here, there)
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
    fs.unlinkSync(here)
    fs.writeFileSync(there, '', { flag: 'wx' })
    fs.unlinkSync(there)
    return true
  }
  fs.unlinkSync(there)
  return false
}

function readBack(work: Work): ReadonlyMap<string, Uint8Array> {
  const staged = new Map<string, Uint8Array>()
  for (const entry of work.journal.entries) {
    if (entry.after === ABSENT) continue
    const read = readRegularFile(stagedAt(work, entry), MAX_SELECTED_BYTES)
    if (!('bytes' in read) || digestOf(read.bytes) !== entry.after) {
      throw notWritten(work.home.shown(entry.path), 'other bytes came back')
    }
    staged.set(entry.path, read.bytes)
  }
  return staged
}

function commit({ home }: Work): void {
  const committed = join(home.folder, JOURNAL_FILE)
  writing(slashes(committed), () => {
    rename(join(home.folder, PLAN_FILE), committed)
    syncFolder(home.folder)
  })
}
