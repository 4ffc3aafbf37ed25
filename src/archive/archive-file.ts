// An archive as a file on disk: written aside and flushed, read back, and given its name only when it
// has been found true. Knows bytes and paths; what is in them is pack.ts's and sealing.ts's.
import { createHash, randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { ActionError } from '../errors.ts'
import { breathe, errorCode, statOf } from '../platform/files.ts'

const CHUNK_BYTES = 1024 * 1024

export interface ArchiveTarget {
  /** Absolute. */
  readonly path: string
  /** As messages show it. */
  readonly shown: string
  /** Whether another file of that name may go: when the name holds the date of today. */
  readonly mayReplace: boolean
}

export interface StagedArchive {
  readonly target: ArchiveTarget
  readonly path: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** Where the bytes of an archive wait: beside its place, with a name of its own. */
export function stagingPath({ path }: ArchiveTarget): string {
  return join(dirname(path), `.kanuka-staged-${randomBytes(6).toString('hex')}`)
}

/**
 * Writes all chunks and flushes them. The folder is there.
 * @throws ActionError WRITE_FAILED; whatever the chunks throw. Nothing is left then
 */
export async function stageArchive(
  target: ArchiveTarget,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<StagedArchive> {
  const hash = createHash('sha256')
  const file = attempt(target, () => fs.openSync(path, 'wx', 0o600))
  let size = 0
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      attempt(target, () => writeWhole(file, chunk))
      size += chunk.length
    }
    attempt(target, () => fs.fsyncSync(file))
  } catch (error) {
    fs.closeSync(file)
    discard(path)
    throw error
  }
  fs.closeSync(file)
  return { target, path, sha256: hash.digest('hex'), size }
}

function writeWhole(file: number, chunk: Uint8Array): void {
  let written = 0
  while (written < chunk.length) written += fs.writeSync(file, chunk, written)
}

/** The bytes of a staged archive, as the disk has them now. @throws ActionError ARCHIVE_UNTRUE, FILE_UNREADABLE */
export async function* readStaged(staged: StagedArchive): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of readChunks(staged.path, staged.target.shown)) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== staged.sha256) {
    throw new ActionError('ARCHIVE_UNTRUE', {
      what: `${staged.target.shown} was read back, and other bytes came than were written`,
      where: { file: staged.target.shown },
      fix: 'Write it to another disk.',
    })
  }
}

async function* readChunks(path: string, shown: string): AsyncGenerator<Uint8Array> {
  let file: number | undefined
  try {
    file = fs.openSync(path, 'r')
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
      const length = fs.readSync(file, buffer)
      if (length === 0) return
      yield buffer.subarray(0, length)
      await breathe()
    }
  } catch (error) {
    if (error instanceof ActionError || errorCode(error) === 'unknown') throw error
    throw new ActionError('FILE_UNREADABLE', {
      what: `${shown} cannot be read (${errorCode(error)})`,
      where: { file: shown },
      fix: 'Check its permissions, and that no other step removes it.',
    })
  } finally {
    if (file !== undefined) fs.closeSync(file)
  }
}

export type Published = 'new' | 'same' | 'replaced'

/**
 * Gives the archive its name.
 * @returns same: a file with the very bytes had the name already
 * @throws ActionError ARCHIVE_EXISTS, ARCHIVE_PLACE, WRITE_FAILED
 */
export async function publishArchive(staged: StagedArchive): Promise<Published> {
  const { target, path } = staged
  const published = await refuseTaken(target, staged)
  if (published === 'same') {
    discard(path)
    return 'same'
  }
  const isNew = published === 'new'
  attempt(target, () => (isNew ? linkNew(staged) : fs.renameSync(path, target.path)))
  attempt(target, () => syncFolder(dirname(target.path)))
  return published
}

/**
 * What giving the name to an archive with these bytes comes to.
 * @throws ActionError ARCHIVE_EXISTS, ARCHIVE_PLACE
 */
export async function refuseTaken(
  target: ArchiveTarget,
  { sha256, size }: Pick<StagedArchive, 'sha256' | 'size'>,
): Promise<Published> {
  const stats = attempt(target, () => statOf(target.path))
  if (!stats) return 'new'
  if (!stats.isFile()) throw notAFile(target)
  if (stats.size === size && (await digestOf(target)) === sha256) return 'same'
  if (!target.mayReplace) throw exists(target)
  return 'replaced'
}

export function notAFile({ shown }: ArchiveTarget): ActionError {
  return new ActionError('ARCHIVE_PLACE', {
    what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
    where: { file: shown },
    fix: 'Remove it, or name another path in `archive`.',
  })
}

function exists({ shown }: ArchiveTarget): ActionError {
  return new ActionError('ARCHIVE_EXISTS', {
    what: `${shown} exists already, with other contents`,
    where: { file: shown },
    fix: 'Put `{date}` or `{time}` into `archive`, or remove the file: only one whose name holds the date of today is replaced.',
  })
}

// A link refuses a name that somebody took in the meantime; a rename would replace what is there.
function linkNew({ path, target }: StagedArchive): void {
  try {
    fs.linkSync(path, target.path)
    fs.unlinkSync(path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw exists(target)
    // A file system without hard links.
    if (statOf(target.path)) throw error
    fs.renameSync(path, target.path)
  }
}

async function digestOf({ path, shown }: ArchiveTarget): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readChunks(path, shown)) hash.update(chunk)
  return hash.digest('hex')
}

function syncFolder(folder: string): void {
  // Windows has no handles of folders.
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** Removes what was staged, if it is still there and the disk lets us: else post does. */
export function discard(path: string): void {
  try {
    fs.rmSync(path, { force: true })
  } catch {
    // What made the writing fail is what is told.
  }
}

function attempt<T>({ shown }: ArchiveTarget, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ActionError) throw error
    throw new ActionError('WRITE_FAILED', {
      what: `${shown} could not be written (${errorCode(error)})`,
      where: { file: shown },
      fix: 'Make its folder writable for the runner, with enough free space, or name another place in `archive`.',
    })
  }
}
