// The form of a transaction's journal: which files of the store are to become what. `journal.tmp` is
// a plan: what it lists may lie around half made, and no file of the store was touched. Its rename to
// `journal.json` is the moment from which on the change is to be carried out. Nothing in it is
// believed: recovery renames and deletes what it names.
import { createHash } from 'node:crypto'
import { readRegularFile } from '../platform/files.ts'
import { isLayoutPath, MAX_SELECTED_BYTES } from './layout.ts'

/** SHA-256 in hex, or that there is no file. */
export type Digest = string
export const ABSENT: Digest = 'absent'

export interface Entry {
  /** Its place in the row, from 0: part of the names of what is staged and kept. */
  readonly index: number
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly before: Digest
  readonly after: Digest
}

export interface Journal {
  readonly version: 1
  /** 16 hex: part of the names of what is staged beside its target. */
  readonly id: string
  /** Real path of the store. */
  readonly root: string
  /** Commit that was checked out; '' without one. For whoever reads the journal. */
  readonly head: string
  /** Folders that are not there yet, parents first: taken away again with an undone change. */
  readonly folders: readonly string[]
  /** In the order in which they are put in place. */
  readonly entries: readonly Entry[]
}

export const PLAN_FILE = 'journal.tmp'
export const JOURNAL_FILE = 'journal.json'
export const MAX_JOURNAL_BYTES = 64 * 1024 * 1024
const MAX_PATH = 4096

/** undefined when the bytes are no journal of the store at `root`. */
export function parseJournal(bytes: Uint8Array, root: string): Journal | undefined {
  let journal: unknown
  try {
    journal = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
  return isJournal(journal) && journal.root === root ? journal : undefined
}

function isJournal(value: unknown): value is Journal {
  if (!isRecord(value, ['version', 'id', 'root', 'head', 'folders', 'entries'])) return false
  const { version, id, root, head, folders, entries } = value
  if (version !== 1 || !matches(id, /^[0-9a-f]{16}$/)) return false
  if (typeof root !== 'string' || typeof head !== 'string') return false
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isEntry)) return false
  if (new Set(entries.map(({ path }) => path)).size !== entries.length) return false
  const above = new Set(entries.flatMap(({ path }) => foldersAbove(path)))
  return Array.isArray(folders) && folders.every((folder) => above.has(folder as string))
}

function isEntry(value: unknown, place: number): value is Entry {
  if (!isRecord(value, ['index', 'path', 'before', 'after'])) return false
  const { index, path, before, after } = value
  if (index !== place) return false
  if (typeof path !== 'string' || path.length > MAX_PATH || !isLayoutPath(path)) return false
  return isDigest(before) && isDigest(after) && before !== after
}

function isDigest(value: unknown): value is Digest {
  return value === ABSENT || matches(value, /^[0-9a-f]{64}$/)
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

/** Exactly these keys. */
function isRecord(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const found = Object.keys(value)
  return found.length === keys.length && keys.every((key) => Object.hasOwn(value, key))
}

/** `a/b/c` -> `a`, `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, index) => names.slice(0, index + 1).join('/'))
}

export function digestOf(bytes: Uint8Array | undefined): Digest {
  return bytes === undefined ? ABSENT : createHash('sha256').update(bytes).digest('hex')
}

/** What a file holds. 'other': no regular file; 'unreadable': nobody knows. */
export function digestAt(path: string): Digest {
  const read = readRegularFile(path, MAX_SELECTED_BYTES)
  if ('bytes' in read) return digestOf(read.bytes)
  if (read.failure === 'absent') return ABSENT
  return read.failure === 'unreadable' ? 'unreadable' : 'other'
}
