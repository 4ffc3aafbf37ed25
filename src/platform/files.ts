// Reading files of a hostile checkout: regular files only, never through a link, never unbounded.
import { constants, type Stats } from 'node:fs'
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'

export type ReadFailure = 'absent' | 'no regular file' | 'too large' | 'unreadable'
export type ReadResult =
  | { readonly bytes: Buffer }
  | { readonly failure: ReadFailure; readonly size?: number; readonly reason?: string }

// NONBLOCK so that a named pipe in the checkout does not stop us; NOFOLLOW does not exist on Windows.
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Reads one regular file of at most `limit` bytes. Says why not instead of throwing. */
export async function readRegularFile(path: string, limit: number): Promise<ReadResult> {
  let handle: FileHandle
  try {
    handle = await open(path, READ_FLAGS)
  } catch (error) {
    return { failure: openFailure(error), reason: errorCode(error) }
  }
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) return { failure: 'no regular file' }
    if (stats.size > limit) return { failure: 'too large', size: stats.size }
    return { bytes: await readExactly(handle, stats.size) }
  } catch (error) {
    return { failure: 'unreadable', reason: errorCode(error) }
  } finally {
    await handle.close()
  }
}

// A file that grows while it is read must not grow our memory: no more than was measured.
async function readExactly(handle: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, filled)
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
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return undefined
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
export async function isFreeOfLinks(folder: string, path: string): Promise<boolean> {
  let present = resolve(path)
  const missing: string[] = []
  while ((await statOf(present)) === undefined) {
    const parent = resolve(present, '..')
    if (parent === present) return false
    missing.unshift(slashed(parent, present))
    present = parent
  }
  if (!isWithin(folder, present)) return isWithin(present, folder)
  return join(await realpath(present), ...missing) === resolve(path)
}
