// From the bytes of an archive to the files of a store. Nothing but what a store has: any other entry
// refuses the whole archive. Keeps no file itself, and writes nothing.
import { CONFIG_FILE } from '../kanuka/layout.ts'
import { cell, printable, size } from '../platform/printable.ts'
import {
  fileLimit,
  isArchivePath,
  isExtraOfCli,
  MAX_ENTRIES,
  nameClash,
  pathProblem,
} from './entries.ts'
import { gunzip } from './gunzip.ts'
import { incomplete, tooLarge, unsafe } from './refusals.ts'
import { readTar, type TarEntry } from './tar-reader.ts'

export interface UnpackedFile {
  readonly path: string
  readonly bytes: Buffer
  readonly modified: Date
}

export interface UnpackOptions {
  /** How errors name the archive. */
  readonly shown: string
  /** Told of files that Kanuka's CLI packs too and no store has; they are left out. */
  skipped(path: string): void
}

/**
 * One file at a time. None may be used before the generator has ended: only then was everything checked.
 * @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_UNSAFE, ARCHIVE_TOO_LARGE, ARCHIVE_INCOMPLETE; errors of
 * `chunks` as they are
 */
export async function* unpackArchive(
  chunks: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncGenerator<UnpackedFile> {
  const shown = printable(options.shown)
  const paths: string[] = []
  const wants = (entry: TarEntry): boolean => {
    checkEntry(entry, shown)
    paths.push(entry.path)
    if (paths.length > MAX_ENTRIES) throw tooLarge(`${shown} has over ${MAX_ENTRIES} entries`)
    if (isArchivePath(entry.path)) return true
    options.skipped(entry.path)
    return false
  }
  for await (const { path, bytes, modified } of readTar(gunzip(chunks, shown), { shown, wants })) {
    yield { path, bytes, modified }
  }
  checkTogether(paths, shown)
}

function checkEntry(entry: TarEntry, shown: string): void {
  const { path } = entry
  const problem = pathProblem(path)
  if (problem !== undefined) throw unsafe(`${shown}: ${cell(path)} ${problem}`)
  if (!isArchivePath(path) && !isExtraOfCli(path)) {
    throw unsafe(`${shown}: ${cell(path)} is no file that a backup of a store has`)
  }
  const limit = fileLimit(path)
  if (entry.size > limit) {
    throw tooLarge(`${shown}: ${cell(path)} is over ${size(limit)}`)
  }
}

function checkTogether(paths: readonly string[], shown: string): void {
  const clash = nameClash(paths)
  if (clash !== undefined) throw unsafe(`${shown}: ${cell(clash)}`)
  const kept = paths.filter(isArchivePath)
  if (!kept.includes(CONFIG_FILE)) throw incomplete(`${shown} holds no ${CONFIG_FILE}`)
  if (kept.length === 1) throw incomplete(`${shown} holds neither keys nor secret files`)
}
