// What stands in a plain file now: its values with their marks, and whether it may be touched at all.
// Writes nothing.
import { isFreeOfLinks, readRegularFile, slashed } from '../../platform/files.ts'
import type { Context, RemoteItem } from '../contract.ts'
import { readValues, type FileFormat } from './file-formats.ts'
import { marksPath, readMarks, type StampedMark } from './file-marks.ts'
import { failed, textOf, unusable, versionOf, type Place } from './file-place.ts'
import { valueVersion } from './value-version.ts'

export const MAX_FILE_BYTES = 16 * 1024 * 1024

export interface FilePlace extends Place {
  readonly format: FileFormat
}

export interface Standing {
  readonly values: Map<string, string>
  readonly marks: Map<string, StampedMark>
  /** Of the file's content; undefined: there is none. */
  readonly version: string | undefined
}

/** @throws DestinationError rejected */
export async function readStanding({ root, path, format }: FilePlace): Promise<Standing> {
  if (!isFreeOfLinks(root, path)) throw unusable(slashed(root, path), 'there is a link on the way')
  const marks = readMarks(path)
  const read = readRegularFile(path, MAX_FILE_BYTES)
  if ('failure' in read) {
    if (read.failure !== 'absent') throw failed('rejected', `the file is ${read.failure}`)
    return { values: new Map(), marks: new Map(), version: undefined }
  }
  const text = textOf(read.bytes)
  const values = text === undefined ? undefined : await readValues(format, text)
  if (text === undefined || values === undefined) {
    throw failed('rejected', `${slashed(root, path)} is no ${format} file of names and texts`)
  }
  return { values: new Map(values), marks, version: versionOf(path) }
}

/** Plaintext must not get into the next commit. @throws DestinationError rejected */
export async function refuseTracked({ root, path }: FilePlace, context: Context): Promise<void> {
  if (!context.isTracked) return
  for (const each of [path, marksPath(path)]) {
    const isTracked = await context.isTracked(each)
    if (isTracked === false) continue
    const why = isTracked ? 'git tracks it' : 'git cannot be asked whether it is committed'
    throw unusable(slashed(root, each), `${why}, and it would hold plaintext`)
  }
}

export function isAsListed(item: RemoteItem | undefined, { values }: Standing): boolean {
  const value = item && values.get(item.name)
  return value !== undefined && item?.version === valueVersion(value)
}
