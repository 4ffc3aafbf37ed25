// A change of a store past its commit point: what is staged is put in place, or what was there is put
// back. A run that was not killed and the recovery of one that was take the same steps, each of which
// is one rename or one unlink.
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode, isFreeOfLinks, statOf } from '../platform/files.ts'
import {
  attempt,
  removeFile,
  removeIfEmpty,
  rename,
  slashes,
  syncFolder,
  writing,
  type TransactionHome,
} from './transaction-home.ts'
import {
  ABSENT,
  digestAt,
  JOURNAL_FILE,
  PLAN_FILE,
  type Entry,
  type Journal,
} from './transaction-journal.ts'

export interface Work {
  readonly home: TransactionHome
  readonly journal: Journal
}

export type State = 'before' | 'after' | 'neither' | 'unreadable'

export function targetOf({ home }: Work, { path }: Entry): string {
  return join(home.root, path)
}

/** What a file of the store is, compared with the journal. Through a link it is neither. */
export function stateOf(work: Work, entry: Entry): State {
  const path = targetOf(work, entry)
  try {
    if (!isFreeOfLinks(work.home.root, path)) return 'neither'
  } catch {
    return 'unreadable'
  }
  const digest = digestAt(path)
  if (digest === 'unreadable') return 'unreadable'
  if (digest === entry.before) return 'before'
  return digest === entry.after ? 'after' : 'neither'
}

/** Every folder that holds a target, with one of those targets. */
export function foldersOf(work: Work): ReadonlyMap<string, Entry> {
  return new Map(work.journal.entries.map((entry) => [dirname(targetOf(work, entry)), entry]))
}

/** Where the two versions of a file are kept: in the home, or beside it on another device. */
export interface Places {
  readonly staged: string
  readonly kept: string
}

export function placesInHome({ home }: Work, { index }: Entry): Places {
  return {
    staged: join(home.folder, 'new', `${index}`),
    kept: join(home.folder, 'old', `${index}`),
  }
}

export function placesBeside(work: Work, entry: Entry): Places {
  const path = join(dirname(targetOf(work, entry)), `${prefix(work)}${entry.index}`)
  return { staged: path, kept: `${path}-old` }
}

// Never ".env" in the name: Kanuka's CLI would take it for a secret file.
function prefix({ journal }: Work): string {
  return `.kanuka-txn-${journal.id}-`
}

/** Where the new version is. Not in the journal: it is in one of two places. */
export function stagedAt(work: Work, entry: Entry): string {
  const beside = placesBeside(work, entry).staged
  return statOf(beside) ? beside : placesInHome(work, entry).staged
}

function keptAt(work: Work, entry: Entry): string {
  const beside = placesBeside(work, entry).kept
  return statOf(beside) ? beside : placesInHome(work, entry).kept
}

export function hasNew(work: Work, entry: Entry): boolean {
  return entry.after === ABSENT || digestAt(stagedAt(work, entry)) === entry.after
}

export function hasOld(work: Work, entry: Entry): boolean {
  return entry.before === ABSENT || digestAt(keptAt(work, entry)) === entry.before
}

/**
 * Puts these entries in place, or everything back.
 * @returns why everything was put back, if it was
 * @throws ActionError STORE_INTERRUPTED
 */
export function carryOut(work: Work, entries: readonly Entry[]): unknown {
  try {
    for (const entry of entries) {
      writing(work.home.shown(entry.path), () => place(work, entry))
    }
    writing(slashes(work.home.root), () => syncFolders(work))
  } catch (error) {
    rollBack(work)
    return error
  }
  assertAll(work, 'after')
  return undefined
}

function place(work: Work, entry: Entry): void {
  if (entry.after === ABSENT) fs.unlinkSync(targetOf(work, entry))
  else moveTo(targetOf(work, entry), stagedAt(work, entry))
}

/** @throws ActionError STORE_INTERRUPTED */
export function rollBack(work: Work): void {
  const { entries } = work.journal
  const placed = entries.filter((entry) => stateOf(work, entry) === 'after')
  const lost = placed.filter((entry) => !hasOld(work, entry))
  if (lost.length > 0) throw interrupted(work, LOST, lost)
  try {
    for (const entry of placed.toReversed()) putBack(work, entry)
    if (placed.length > 0) syncFolders(work)
  } catch (error) {
    throw interrupted(work, `could not be put back (${errorCode(error)})`, placed)
  }
  assertAll(work, 'before')
}

function putBack(work: Work, entry: Entry): void {
  if (entry.before === ABSENT) fs.unlinkSync(targetOf(work, entry))
  else moveTo(targetOf(work, entry), keptAt(work, entry))
}

// git takes empty folders away, also one that a file is to come back to.
function moveTo(target: string, from: string): void {
  const folder = dirname(target)
  if (!statOf(folder)) fs.mkdirSync(folder, { recursive: true })
  rename(from, target)
}

function assertAll(work: Work, state: State): void {
  const others = work.journal.entries.filter((entry) => stateOf(work, entry) !== state)
  if (others.length > 0) throw interrupted(work, 'were changed at the same time', others)
}

export function syncFolders(work: Work): void {
  for (const folder of foldersOf(work).keys()) {
    if (statOf(folder)) syncFolder(folder)
  }
}

/**
 * Removes what was kept for a change of which the store holds all or nothing. What cannot be removed
 * is left to the next recovery: the store is whole.
 */
export function forget(work: Work): void {
  attempt(() => removeTraces(work))
}

// First the journal becomes a mere plan again: from then on no recovery touches a file of the store,
// whatever becomes of it.
function removeTraces(work: Work): void {
  const { home, journal } = work
  const committed = join(home.folder, JOURNAL_FILE)
  if (statOf(committed)) {
    rename(committed, join(home.folder, PLAN_FILE))
    syncFolder(home.folder)
  }
  for (const folder of foldersOf(work).keys()) {
    if (!isFreeOfLinks(home.root, folder) || !statOf(folder)?.isDirectory()) continue
    for (const name of fs.readdirSync(folder)) {
      if (name.startsWith(prefix(work))) removeFile(join(folder, name))
    }
  }
  for (const folder of journal.folders.toReversed()) {
    const path = join(home.root, folder)
    if (isFreeOfLinks(home.root, path)) removeIfEmpty(path)
  }
  clearHome(home)
}

export function clearHome(home: TransactionHome): void {
  for (const name of ['new', 'old', PLAN_FILE]) {
    fs.rmSync(join(home.folder, name), { recursive: true, force: true })
  }
}

export const LOST = 'are half changed, and what was kept of them is gone'

const MOST_NAMES = 20

export function interrupted(work: Work, why: string, entries: readonly Entry[]): ActionError {
  const names = entries.map(({ path }) => work.home.shown(path))
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''
  return new ActionError('STORE_INTERRUPTED', {
    what: `a change of this store was cut off, and these files ${why}: ${names.slice(0, MOST_NAMES).join(', ')}${more}`,
    where: { file: names[0] ?? '' },
    fix: `Bring the files of the store back with \`git restore\`, remove new ones that git does not know, then run again. What was kept is in ${slashes(work.home.folder)}`,
  })
}
