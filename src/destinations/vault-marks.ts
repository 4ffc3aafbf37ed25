// The marks of all keys of one entry as a small map of text: Vault's custom_metadata. Pure. Vault takes
// 64 keys of 128 bytes with values of 512 bytes, printable and not empty, so rows are packed:
//   kanuka          v1,<version of the entry>,<1 when it holds keys of others, else 0>
//                   v1,beside: the rows are in the entry beside, `<path>.kanuka`
//   kanuka-owner-0  <owner>,<kid>
//   kanuka-rows-000 <name>,<own>,<fp>,<commit>,<number of the owner>,<= or !>;<name>,…
// A claim is a row with nothing but zeros for <fp>: ours, and of no value. It stands before the value is
// written, so that a key whose mark was never written is not taken for somebody else's.
// A row is never split: whoever takes a key away takes its rows and leaves the others readable.
// What is read was written by anybody: what has not this form is no mark.
import type { Mark } from './contract.ts'

export interface MarkRow {
  readonly mark: Mark
  /** Known to have been changed by hand, by a writer who left it so. */
  readonly isDrifted: boolean
}

export interface MarkBook {
  /** Of the entry that the rows speak of; 0 where there are no versions. */
  readonly version: number
  /** Whether the entry, at that version, holds keys without a row. */
  readonly hasOthers: boolean
  readonly rows: ReadonlyMap<string, MarkRow>
}

export type TextMap = Readonly<Record<string, string>>

/** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#create-update-metadata */
export const METADATA_KEYS_MAX = 64
const VALUE_BYTES_MAX = 512

const HEADER = 'kanuka'
const POINTER = 'v1,beside'
const HEADER_FORM = /^v1,(\d{1,15}),([01])$/
const KEY_FORM = /^kanuka(?:-owner-\d{1,4}|-rows-\d{3,6})?$/
const OWNER_FORM = /^([a-z0-9-]{1,400}),([a-z0-9-]{1,64})$/
const ROW_FORM =
  /^([A-Za-z0-9_.-]{1,200}),([0-9a-f]{16}),([0-9a-f]{32}),([0-9a-f]{7,64}),(\d{1,4}),([=!])$/

const NO_VALUE = '0'.repeat(32)

export const EMPTY_BOOK: MarkBook = { version: 0, hasOthers: true, rows: new Map() }

export function claimOf(mark: Mark): MarkRow {
  return { mark: { ...mark, fp: NO_VALUE }, isDrifted: false }
}

export function isClaim({ mark }: MarkRow): boolean {
  return mark.fp === NO_VALUE
}

/** Whether a key of custom_metadata is ours; others are kept as they are. */
export function isBookKey(key: string): boolean {
  return KEY_FORM.test(key)
}

/** The map that says where the rows are. */
export const pointerToBeside: TextMap = { [HEADER]: POINTER }

export function pointsBeside(map: TextMap): boolean {
  return map[HEADER] === POINTER
}

/** Whether the row would be read back as it was written. */
export function isMarkable(name: string, mark: Mark): boolean {
  return (
    ROW_FORM.test(rowText(name, { mark, isDrifted: false }, 0)) && OWNER_FORM.test(ownerText(mark))
  )
}

function ownerText({ owner, kid }: Mark): string {
  return `${owner},${kid}`
}

function rowText(name: string, { mark, isDrifted }: MarkRow, owner: number): string {
  return [name, mark.own, mark.fp, mark.commit, owner, isDrifted ? '!' : '='].join(',')
}

/** @throws RangeError for a mark that has not the form which would be read back */
export function encodeBook({ version, hasOthers, rows }: MarkBook): TextMap {
  const owners = new Map<string, number>()
  const texts: string[] = []
  for (const [name, row] of [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isMarkable(name, row.mark)) throw new RangeError('not a mark')
    const owner = ownerText(row.mark)
    const number = owners.get(owner) ?? owners.size
    owners.set(owner, number)
    texts.push(rowText(name, row, number))
  }
  return {
    [HEADER]: `v1,${version},${hasOthers ? 1 : 0}`,
    ...Object.fromEntries([...owners].map(([owner, number]) => [`kanuka-owner-${number}`, owner])),
    ...Object.fromEntries(
      packed(texts).map((text, index) => [`kanuka-rows-${String(index).padStart(3, '0')}`, text]),
    ),
  }
}

// All of it is ASCII, as the forms say: characters are bytes.
function packed(texts: readonly string[]): readonly string[] {
  const values: string[] = []
  for (const text of texts) {
    const last = values.at(-1)
    if (last !== undefined && last.length + 1 + text.length <= VALUE_BYTES_MAX) {
      values[values.length - 1] = `${last};${text}`
    } else values.push(text)
  }
  return values
}

/** EMPTY_BOOK where there is none that can be read. */
export function decodeBook(map: TextMap): MarkBook {
  const [, version, others] = HEADER_FORM.exec(map[HEADER] ?? '') ?? []
  if (version === undefined) return EMPTY_BOOK
  const rows = new Map<string, MarkRow>()
  const twice = new Set<string>()
  for (const key of Object.keys(map).filter((each) => each.startsWith('kanuka-rows-'))) {
    if (!isBookKey(key)) continue
    for (const text of (map[key] ?? '').split(';')) {
      const found = rowOf(text, map)
      if (found === undefined) continue
      const [name, row] = found
      if (rows.has(name)) twice.add(name)
      rows.set(name, row)
    }
  }
  // Two marks of one key: which is true cannot be told.
  for (const name of twice) rows.delete(name)
  return { version: Number(version), hasOthers: others === '1', rows }
}

function rowOf(text: string, map: TextMap): readonly [string, MarkRow] | undefined {
  const [, name, own, fp, commit, number, state] = ROW_FORM.exec(text) ?? []
  const [, owner, kid] = OWNER_FORM.exec(map[`kanuka-owner-${number}`] ?? '') ?? []
  if (name === undefined || own === undefined || fp === undefined) return undefined
  if (commit === undefined || owner === undefined || kid === undefined) return undefined
  return [name, { mark: { owner, kid, own, fp, commit }, isDrifted: state === '!' }]
}
