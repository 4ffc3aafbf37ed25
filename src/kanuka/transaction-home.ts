// Where a transaction keeps what it needs, and the few steps on disk that it consists of: each either
// happens or does not. Never in the work tree, where a checkout could bring a journal of its own.
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode, statOf } from '../platform/files.ts'

export interface TransactionHome {
  /** Real path of the store. */
  readonly root: string
  /** Absolute: `<git dir or temp>/kanuka/<16 hex of the root>`. */
  readonly folder: string
  /** A path of the store (relative to its root) as messages show it. */
  shown(path: string): string
}

const IS_WINDOWS = process.platform === 'win32'

/**
 * @param root real path of the store
 * @param gitDir absolute real path; undefined without git
 * @param temp the runner's temp folder, used without git
 * @throws ActionError RUNNER_FILE_MISSING when there is neither
 */
export function transactionHome(
  root: string,
  gitDir: string | undefined,
  temp: string,
): TransactionHome {
  const base = gitDir ?? temp
  if (base === '') {
    throw new ActionError('RUNNER_FILE_MISSING', {
      what: 'a store cannot be changed safely here: there is neither a git repository nor a temp folder (RUNNER_TEMP)',
      fix: 'Run this action in a checkout, or on a runner that sets RUNNER_TEMP.',
    })
  }
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  return { root, folder: join(base, 'kanuka', name), shown: (path) => path }
}

/** Makes the home where it is missing. @throws ActionError PATH_UNSAFE */
export function makeHome(home: TransactionHome): void {
  for (const folder of foldersOf(home)) {
    makeFolder(folder, 0o700)
    assertOwn(home, folder)
  }
}

/**
 * A journal is a means to rename and delete, so nobody else may have put one there.
 * @throws ActionError PATH_UNSAFE
 */
export function assertOwnHome(home: TransactionHome): void {
  for (const folder of foldersOf(home)) assertOwn(home, folder)
}

function foldersOf(home: TransactionHome): readonly string[] {
  return [dirname(home.folder), home.folder]
}

function assertOwn(home: TransactionHome, folder: string): void {
  const stats = statOf(folder)
  if (stats === undefined) return
  // Whoever owns the folder above the home could exchange it anyway.
  const owners = [process.getuid?.(), fs.statSync(dirname(dirname(home.folder))).uid]
  const isPrivate = IS_WINDOWS || (owners.includes(stats.uid) && (stats.mode & 0o022) === 0)
  if (stats.isDirectory() && isPrivate) return
  throw new ActionError('PATH_UNSAFE', {
    what: `${slashes(folder)} is not this action's own folder: it is a link, belongs to another user, or others may write to it`,
    fix: 'Look at what it holds, and remove it.',
  })
}

/** Takes away the home and the folder above if nothing is in them. */
export function removeHomeIfEmpty(home: TransactionHome): void {
  for (const folder of foldersOf(home).toReversed()) removeIfEmpty(folder)
}

/** The path as messages show it. */
export function slashes(path: string): string {
  return path.split(sep).join('/')
}

/** Runs steps on disk; whatever the system says against one is an error that names `shown`. */
export function writing<T>(shown: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    const isOfTheSystem = !(error instanceof ActionError) && errorCode(error) !== 'unknown'
    throw isOfTheSystem ? notWritten(shown, errorCode(error)) : error
  }
}

/** For what may fail without harm: clearing away, which the next run tries again. */
export function attempt(step: () => void): void {
  try {
    step()
  } catch {
    // See above.
  }
}

export function notWritten(shown: string, reason: string): ActionError {
  return new ActionError('WRITE_FAILED', {
    what: `${shown} could not be written (${reason}); the store is as it was`,
    where: { file: shown },
    fix: 'Make the folder writable for the runner, with enough free space.',
  })
}

/** @param mode exact bits; undefined = 0644, less what the umask takes */
export function writeNewFile(path: string, bytes: Uint8Array, mode?: number): void {
  // 'wx' never follows a link and never opens what is already there.
  const file = fs.openSync(path, 'wx', mode ?? 0o644)
  try {
    fs.writeFileSync(file, bytes)
    if (mode !== undefined) fs.fchmodSync(file, mode)
  } finally {
    fs.closeSync(file)
  }
}

/** How many flushes a disk combines well; node has four threads for them. */
const PARALLEL_FLUSHES = 16

/**
 * Makes sure that files are on the disk itself, not only in memory. Side by side, because a disk
 * flushes many files in hardly more time than one.
 * @param files by path, with how messages name each
 * @throws ActionError WRITE_FAILED
 */
export async function syncFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const pending = files.entries()
  const work = async (): Promise<void> => {
    for (const [path, shown] of pending) {
      try {
        await flush(path)
      } catch (error) {
        throw notWritten(shown, errorCode(error))
      }
    }
  }
  await Promise.all(Array.from({ length: PARALLEL_FLUSHES }, work))
}

async function flush(path: string): Promise<void> {
  // Windows flushes only what may be written.
  const file = await fs.promises.open(path, IS_WINDOWS ? 'r+' : 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A second name for a file, or a copy where the disk has no such thing. @returns whether it is a copy */
export function keepCopy(path: string, copy: string): boolean {
  try {
    fs.linkSync(path, copy)
    return false
  } catch {
    writeNewFile(copy, fs.readFileSync(path), permissionsOf(path))
    return true
  }
}

/** The permission bits of a file; undefined when it is absent. */
export function permissionsOf(path: string): number | undefined {
  const stats = statOf(path)
  return stats && stats.mode & 0o777
}

export function makeFolder(path: string, mode?: number): void {
  try {
    fs.mkdirSync(path, mode)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

export function removeFile(path: string): void {
  fs.rmSync(path, { force: true })
}

/** What is not empty, no folder, or gone already stays as it is. */
export function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw error
  }
}

const LONGEST_PAUSE_MS = 100
const MOST_TRIES = 20

/** On Windows a virus scanner or an indexer may hold a file for a moment. */
export function rename(from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return fs.renameSync(from, to)
    } catch (error) {
      const mayPass = IS_WINDOWS && ['EPERM', 'EBUSY'].includes(errorCode(error))
      if (!mayPass || tries === MOST_TRIES) throw error
      pause(Math.min(5 * tries, LONGEST_PAUSE_MS))
    }
  }
}

// Without letting anything else run: a signal must not get in between two renames.
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** Makes names that were made, changed or removed in a folder outlast a power failure. */
export function syncFolder(path: string): void {
  if (!IS_WINDOWS) syncFile(path)
}

export function syncFile(path: string): void {
  const folder = fs.openSync(path, IS_WINDOWS ? 'r+' : 'r')
  try {
    fs.fsyncSync(folder)
  } catch (error) {
    // Some file systems of networks know no such thing.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(errorCode(error))) throw error
  } finally {
    fs.closeSync(folder)
  }
}
