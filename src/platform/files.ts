// Reading files of a hostile checkout: regular files only, never through a link, never unbounded.
// Synchronous on purpose: stores hold many small files, and for those a call costs microseconds
// while a round through node's thread pool costs ten times that. `breathe` lets signals in.
import * as fs from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'

type ReadFailure = 'absent' | 'no regular file' | 'too large' | 'unreadable'
export type ReadResult =
  | { readonly bytes: Buffer }
  | { readonly failure: ReadFailure; readonly size?: number; readonly reason?: string }

// NONBLOCK so that a named pipe in the checkout does not stop us; NOFOLLOW does not exist on Windows.
const READ_FLAGS =
  fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0)

/** Reads one regular file of at most `limit` bytes. Says why not instead of throwing. */
export function readRegularFile(path: string, limit: number): ReadResult {
  let file: number
  try {
    file = fs.openSync(path, READ_FLAGS)
  } catch (error) {
    return { failure: openFailure(error), reason: errorCode(error) }
  }
  try {
    const stats = fs.fstatSync(file)
    if (!stats.isFile()) return { failure: 'no regular file' }
    if (stats.size > limit) return { failure: 'too large', size: stats.size }
    return { bytes: readExactly(file, stats.size) }
  } catch (error) {
    return { failure: 'unreadable', reason: errorCode(error) }
  } finally {
    fs.closeSync(file)
  }
}

// A file that grows while it is read must not grow our memory: no more than was measured.
function readExactly(file: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(length)
  let filled = 0
  while (filled < length) {
    const bytesRead = fs.readSync(file, buffer, filled, length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

function openFailure(error: unknown): ReadFailure {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'absent'
    case 'ELOOP':
    case 'EMLINK':
    case 'ENXIO':
      return 'no regular file'
    default:
      return 'unreadable'
  }
}

export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? 'unknown'
}

/** What stands at the path itself, links not followed; undefined when nothing does. */
export function statOf(path: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    // What has such a name cannot be there.
    if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(errorCode(error))) return undefined
    throw error
  }
}

/** Whether `path` is `folder` or below it, by names alone. Both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** `path` relative to `folder` with `/`; `.` for the folder itself. */
export function slashed(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.'
}

/** The path as outputs show it: relative to the workspace where it lies inside, else absolute. */
export function shownPath(workspace: string, path: string): string {
  return isWithin(workspace, path) ? slashed(workspace, path) : path.split(sep).join('/')
}

/**
 * Whether nothing on the way from `folder` down to `path` is a link. `folder` must be a real path;
 * the last parts of `path` need not exist.
 */
export function isFreeOfLinks(folder: string, path: string): boolean {
  let present = resolve(path)
  const missing: string[] = []
  while (statOf(present) === undefined) {
    const parent = resolve(present, '..')
    if (parent === present) return false
    missing.unshift(slashed(parent, present))
    present = parent
  }
  if (!isWithin(folder, present)) return isWithin(present, folder)
  try {
    return join(fs.realpathSync.native(present), ...missing) === resolve(path)
  } catch {
    // A link to nothing, or to itself.
    return false
  }
}

const LONGEST_STRETCH_MS = 50
let lastTurn = Date.now()

/** To be awaited in long loops: lets the event loop turn now and then, so that signals get in. */
export async function breathe(): Promise<void> {
  if (Date.now() - lastTurn < LONGEST_STRETCH_MS) return
  await new Promise((resume) => setImmediate(resume))
  lastTurn = Date.now()
}
