// The marks of a plain file's items, in a file beside it. Holds no value and no digest of one but the
// keyed fingerprints.
import * as v from 'valibot'
import { readRegularFile } from '../../platform/files.ts'
import type { Mark } from '../contract.ts'

/** Of 20,000 items with the longest names. */
const MAX_BYTES = 16 * 1024 * 1024
const part = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,256}$/))
const marksSchema = v.strictObject({
  'kanuka-marks': v.literal(1),
  items: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.maxLength(255)),
      version: v.optional(v.pipe(v.string(), v.maxLength(256))),
      mark: v.strictObject({ owner: part, kid: part, own: part, fp: part, commit: part }),
    }),
  ),
})

export interface StampedMark {
  readonly mark: Mark
  /** Of the file, when mark and value were written: a file of another version was changed by hand. */
  readonly version: string | undefined
}

export type Marks = ReadonlyMap<string, StampedMark>

export function marksPath(path: string): string {
  return `${path}.kanuka-marks.json`
}

/** None where there is no such file, or where it is none of ours: then all is foreign. */
export function readMarks(path: string): Map<string, StampedMark> {
  const read = readRegularFile(marksPath(path), MAX_BYTES)
  const parsed = 'bytes' in read ? v.safeParse(marksSchema, json(read.bytes)) : undefined
  if (!parsed?.success) return new Map()
  const { items } = parsed.output
  return new Map(items.map(({ name, mark, version }) => [name, { mark, version }]))
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** @param write undefined as text takes the file away */
export function writeMarks(
  path: string,
  marks: Marks,
  write: (path: string, text: string | undefined) => void,
): void {
  if (marks.size === 0) return write(marksPath(path), undefined)
  const items = [...marks].map(([name, { mark, version }]) => ({ name, version, mark }))
  write(marksPath(path), `${JSON.stringify({ 'kanuka-marks': 1, items }, null, 2)}\n`)
}
