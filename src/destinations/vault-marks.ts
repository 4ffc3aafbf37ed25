// The marks of all keys of one entry as a small map of text: Vault's custom_metadata. Pure. Vault takes
// 64 keys of 128 bytes with values of 512 bytes, printable and not empty, so rows are packed:
//   kanuka          v1,<version of the entry>,<1 when it holds keys of others, else 0>
//                   v1,beside: the rows are in the entry beside, `<path>.kanuka`
//   kanuka-owner-0  <owner>,<kid>
//   kanuka-rows-000 <name>,<own>,<fp>,<commit>,<number of the owner>,<= or !>;<name>,…
//   kanuka-claims-<run>     <owner>,<kid>
//   kanuka-claims-<run>-000 <name>,<own>,<fp>;<name>,…
// A claim stands before its key is written, so that a key whose mark was never written is not taken for
// somebody else's: it is ours, if its value is the one of <fp>. Every run has its own keys for claims, so
// that it can add them without a look at what stands there.
// A row with nothing but zeros for <fp> is ours, and of no value that is known.
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
  readonly claims: readonly Claims[]
}

/** Of one run. */
export interface Claims {
  /** 8 hex digits that no two runs share. */
  readonly run: string
  /** By name, of one owner, without commits. */
  readonly marks: ReadonlyMap<string, Mark>
}

export type TextMap = Readonly<Record<string, string>>

/** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#create-update-metadata */
export const METADATA_KEYS_MAX = 64
const VALUE_BYTES_MAX = 512

const HEADER = 'kanuka'
const POINTER = 'v1,beside'
const CLAIMS_FORM = /^kanuka-claims-[0-9a-f]{8}$/
const HEADER_FORM = /^v1,(\d{1,15}),([01])$/
const KEY_FORM = /^kanuka(?:-owner-\d{1,4}|-rows-\d{3,6}|-claims-[0-9a-f]{8}(?:-\d{3,6})?)?$/
const OWNER_FORM = /^([a-z0-9-]{1,400}),([a-z0-9-]{1,64})$/
const ROW_FORM =
  /^([A-Za-z0-9_.-]{1,200}),([0-9a-f]{16}),([0-9a-f]{32}),([0-9a-f]{7,64}),(\d{1,4}),([=!])$/
const CLAIM_FORM = /^([A-Za-z0-9_.-]{1,200}),([0-9a-f]{16}),([0-9a-f]{32})$/

const NO_VALUE = '0'.repeat(32)
const NO_COMMIT = '0'.repeat(40)

export const EMPTY_BOOK: MarkBook = {
  version: 0,
  hasOthers: true,
  rows: new Map(),
  claims: [],
}

/** Of a key that is ours, whatever its value is. */
export function withoutValue(mark: Mark): MarkRow {
  return { mark: { ...mark, fp: NO_VALUE }, isDrifted: false }
}

export function hasValue({ mark }: MarkRow): boolean {
  return mark.fp !== NO_VALUE
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
export function encodeBook({ version, hasOthers, rows, claims }: MarkBook): TextMap {
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
    ...numbered('kanuka-rows', texts),
    ...Object.assign({}, ...claims.map(encodeClaims)),
  }
}

/** Claims alone, to be added to a book. @throws RangeError as encodeBook */
export function encodeClaims({ run, marks }: Claims): TextMap {
  const [first] = marks.values()
  if (!first) return {}
  const owner = ownerText(first)
  const texts = [...marks].map(([name, mark]) => {
    if (!isMarkable(name, mark) || ownerText(mark) !== owner) throw new RangeError('not a claim')
    return [name, mark.own, mark.fp].join(',')
  })
  const key = `kanuka-claims-${run}`
  return { [key]: owner, ...numbered(key, texts) }
}

function numbered(start: string, texts: readonly string[]): TextMap {
  return Object.fromEntries(
    packed(texts).map((text, index) => [`${start}-${String(index).padStart(3, '0')}`, text]),
  )
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
  const claims = Object.keys(map)
    .filter((key) => CLAIMS_FORM.test(key))
    .flatMap((key) => claimsOf(map, key))
  if (version === undefined) return claims.length > 0 ? { ...EMPTY_BOOK, claims } : EMPTY_BOOK
  const rows = readOnce(map, 'kanuka-rows', (text) => rowOf(text, map))
  return { version: Number(version), hasOthers: others === '1', rows, claims }
}

function claimsOf(map: TextMap, key: string): readonly Claims[] {
  const [, owner, kid] = OWNER_FORM.exec(map[key] ?? '') ?? []
  if (owner === undefined || kid === undefined) return []
  const marks = readOnce(map, key, (text) => {
    const [, name, own, fp] = CLAIM_FORM.exec(text) ?? []
    if (name === undefined || own === undefined || fp === undefined) return undefined
    return [name, { owner, kid, own, fp, commit: NO_COMMIT }]
  })
  return marks.size > 0 ? [{ run: key.slice(-8), marks }] : []
}

/** What stands in the numbered keys. Two of one name: which is true cannot be told. */
function readOnce<T>(
  map: TextMap,
  start: string,
  read: (text: string) => readonly [string, T] | undefined,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  const twice = new Set<string>()
  for (const key of Object.keys(map).filter((each) => each.startsWith(`${start}-`))) {
    if (!isBookKey(key)) continue
    for (const text of (map[key] ?? '').split(';')) {
      const entry = read(text)
      if (entry === undefined) continue
      const [name, each] = entry
      if (found.has(name)) twice.add(name)
      found.set(name, each)
    }
  }
  for (const name of twice) found.delete(name)
  return found
}

function rowOf(text: string, map: TextMap): readonly [string, MarkRow] | undefined {
  const [, name, own, fp, commit, number, state] = ROW_FORM.exec(text) ?? []
  const [, owner, kid] = OWNER_FORM.exec(map[`kanuka-owner-${number}`] ?? '') ?? []
  if (name === undefined || own === undefined || fp === undefined) return undefined
  if (commit === undefined || owner === undefined || kid === undefined) return undefined
  return [name, { mark: { owner, kid, own, fp, commit }, isDrifted: state === '!' }]
}
