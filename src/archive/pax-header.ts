// The extended header of one entry: records of `length key=value`, of which only the path is of use.
import { cell } from '../platform/printable.ts'
import { damaged, unsafe } from './refusals.ts'

// What other programs write and what changes neither the name nor the content of a file.
const HARMLESS =
  /^([acm]time|[ug]id|[ug]name|comment|LIBARCHIVE\.creationtime|(LIBARCHIVE|SCHILY)\.xattr\..+|SCHILY\.(dev|ino|nlink|fflags|acl\..+))$/s

/** @throws ActionError ARCHIVE_DAMAGED, or ARCHIVE_UNSAFE for a key that could mean another content */
export function paxPath(content: Buffer, shown: string): string | undefined {
  const records = new Map<string, string>()
  for (let rest = content; rest.length > 0;) {
    const record = firstRecord(rest)
    if (record === undefined || records.has(record.key)) {
      throw damaged(`${shown}: an extended header is not well-formed`)
    }
    if (record.key !== 'path' && !HARMLESS.test(record.key)) {
      throw unsafe(`${shown}: an extended header has the key ${cell(record.key)}`)
    }
    records.set(record.key, record.value)
    rest = rest.subarray(record.length)
  }
  return records.get('path')
}

interface PaxRecord {
  readonly length: number
  readonly key: string
  readonly value: string
}

function firstRecord(bytes: Buffer): PaxRecord | undefined {
  const [digits = ''] = /^[1-9]\d{0,6} /.exec(bytes.toString('latin1', 0, 8)) ?? []
  const length = Number(digits)
  if (length <= digits.length || bytes[length - 1] !== 0x0a) return undefined
  const text = bytes.toString('utf8', digits.length, length - 1)
  const equals = text.indexOf('=')
  if (equals < 1) return undefined
  return { length, key: text.slice(0, equals), value: text.slice(equals + 1) }
}
