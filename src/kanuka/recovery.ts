// Brings a store that a run left half changed back to entirely old or entirely new. Needs no key:
// files are told apart by their digests. Used by every command and by post, so it needs node's own
// modules alone.
import * as fs from 'node:fs'
import { join } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode, readRegularFile } from '../platform/files.ts'
import { attempt, slashes, type TransactionHome } from './transaction-home.ts'
import {
  JOURNAL_FILE,
  MAX_JOURNAL_BYTES,
  parseJournal,
  PLAN_FILE,
  type Entry,
} from './transaction-journal.ts'
import { assertNotBusy, lockStore } from './transaction-lock.ts'
import {
  carryOut,
  clearHome,
  forget,
  hasNew,
  hasOld,
  interrupted,
  LOST,
  rollBack,
  stateOf,
  type State,
  type Work,
} from './transaction-work.ts'

/**
 * nothing: there was nothing to do. discarded: the change had not begun, or a checkout has replaced
 * the files since. completed, rolled back: it was half done. cleaned up: it was done.
 */
export type Recovery = 'nothing' | 'discarded' | 'completed' | 'rolled back' | 'cleaned up'

export interface RecoveryResult {
  readonly outcome: Recovery
  /** Files of the store that this wrote or removed (a dry run: would), as messages show them. */
  readonly files: readonly string[]
}

interface Verdict {
  readonly outcome: Recovery
  /** What is to be put in place, or back. */
  readonly entries: readonly Entry[]
}

/** Whether an earlier run may have left something to recover. Cheap: one look. */
export function hasLeftovers(home: TransactionHome): boolean {
  try {
    return fs.readdirSync(home.folder).length > 0
  } catch (error) {
    return errorCode(error) !== 'ENOENT'
  }
}

/**
 * Finishes, takes back or clears away what an earlier run left.
 * @param options dryRun: says what it would do, and changes nothing
 * @throws ActionError STORE_BUSY, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED
 */
export function recover(
  home: TransactionHome,
  options: { readonly dryRun: boolean },
): RecoveryResult {
  if (!hasLeftovers(home)) return { outcome: 'nothing', files: [] }
  if (options.dryRun) {
    assertNotBusy(home)
    const left = leftWork(home)
    return left ? resultOf(left.work, judge(left)) : { outcome: 'nothing', files: [] }
  }
  const unlock = lockStore(home, 'recovery')
  try {
    return recoverLocked(home)
  } finally {
    unlock()
  }
}

/** The same for whoever holds the lock. */
export function recoverLocked(home: TransactionHome): RecoveryResult {
  const left = leftWork(home)
  if (left === undefined) {
    attempt(() => clearHome(home))
    return { outcome: 'nothing', files: [] }
  }
  const { work } = left
  const verdict = carriedOut(work, judge(left))
  forget(work)
  return resultOf(work, verdict)
}

interface LeftWork {
  readonly work: Work
  /** Past the commit point: files of the store may have been changed. */
  readonly isCommitted: boolean
}

function leftWork(home: TransactionHome): LeftWork | undefined {
  for (const name of [JOURNAL_FILE, PLAN_FILE]) {
    const path = join(home.folder, name)
    const read = readRegularFile(path, MAX_JOURNAL_BYTES)
    if ('failure' in read && read.failure === 'absent') continue
    const isCommitted = name === JOURNAL_FILE
    const journal = 'bytes' in read ? parseJournal(read.bytes, home.root) : undefined
    if (journal) return { work: { home, journal }, isCommitted }
    if (isCommitted) throw withDamagedJournal(path)
  }
  // Nothing, or a plan that a kill cut off: what it was to announce had not happened yet.
  return undefined
}

function judge({ work, isCommitted }: LeftWork): Verdict {
  const { entries } = work.journal
  const states = entries.map((entry) => stateOf(work, entry))
  const those = (state: State): readonly Entry[] =>
    entries.filter(({ index }) => states[index] === state)
  const [pending, placed, changed] = [those('before'), those('after'), those('neither')]
  if (placed.length === entries.length) return { outcome: 'cleaned up', entries: [] }
  if (!isCommitted) return { outcome: 'discarded', entries: [] }
  if (those('unreadable').length > 0) {
    throw interrupted(work, 'cannot be read', those('unreadable'))
  }
  // Also when the files are neither: a checkout has replaced the whole tree since.
  if (placed.length === 0) return { outcome: 'discarded', entries: [] }
  if (changed.length > 0) throw interrupted(work, 'were changed since', changed)
  return half(work, pending, placed)
}

// Forward where that is possible and could be undone if it fails; else back; else forward all the same.
function half(work: Work, pending: readonly Entry[], placed: readonly Entry[]): Verdict {
  const canFinish = pending.every((entry) => hasNew(work, entry))
  const canReturn = placed.every((entry) => hasOld(work, entry))
  const isSafe = pending.every((entry) => hasOld(work, entry))
  if (canFinish && (isSafe || !canReturn)) return { outcome: 'completed', entries: pending }
  if (canReturn) return { outcome: 'rolled back', entries: placed }
  throw interrupted(work, LOST, work.journal.entries)
}

function carriedOut(work: Work, verdict: Verdict): Verdict {
  if (verdict.outcome === 'rolled back') rollBack(work)
  if (verdict.outcome !== 'completed') return verdict
  const failure = carryOut(work, verdict.entries)
  return failure === undefined ? verdict : { outcome: 'rolled back', entries: work.journal.entries }
}

function resultOf({ home }: Work, { outcome, entries }: Verdict): RecoveryResult {
  return { outcome, files: entries.map(({ path }) => home.shown(path)) }
}

function withDamagedJournal(path: string): ActionError {
  return new ActionError('STORE_INTERRUPTED', {
    what: `a change of this store was cut off, and its journal ${slashes(path)} is not one that this action wrote`,
    fix: `Bring the files of the store back with \`git restore\`, then remove ${slashes(path)} and run again.`,
  })
}
