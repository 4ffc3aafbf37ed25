// What a run wrote and how to take it away again. The journal lies in the runner's temp folder, not
// in the step's state: state becomes one environment variable of post, and a list of some thousand
// paths would be too long for it. Used by main (on a signal or a failed write) and by post, so it
// needs node's own modules alone. It holds paths and names, never a value.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode } from './files.ts'

/** A file that we made: who it was when we made it. */
export interface WrittenFile {
  readonly path: string
  /** Where its bytes were staged before the rename. */
  readonly staged: string
  readonly dev: string
  readonly ino: string
  /** Nanoseconds: an inode's number is given again, its time of birth is not. */
  readonly born: string
  /** SHA-256 of salt ‖ content, hex: recognises our content in a copy without giving it away. */
  readonly digest: string
}

type Entry =
  | { readonly kind: 'staging'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | ({ readonly kind: 'file' } & WrittenFile)
  /** The second name of a file that ours replaces: put back when ours is taken back too early. */
  | { readonly kind: 'replaced'; readonly path: string; readonly keptAs: string }
  | { readonly kind: 'variable'; readonly name: string }
  | ({ readonly kind: 'transaction' } & AnnouncedTransaction)

/** A change of a store: post looks whether it came to an end. */
export interface AnnouncedTransaction {
  /** Real path of the store. */
  readonly root: string
  /** Where what it needs is kept. */
  readonly folder: string
}

export interface CleanupResult {
  readonly removed: readonly string[]
  /** Files that somebody changed after us: left alone. */
  readonly kept: readonly string[]
  readonly failed: readonly string[]
  readonly variables: readonly string[]
  readonly transactions: readonly AnnouncedTransaction[]
}

export class CleanupJournal {
  readonly path: string
  readonly #salt: string
  readonly #entries: Entry[] = []

  /** @throws ActionError WRITE_FAILED, as whatever is announced below */
  constructor(temp: string) {
    const folder = announced(() => fs.mkdtempSync(join(temp, 'kanuka-cleanup-')))
    this.path = join(folder, 'journal.jsonl')
    this.#salt = randomBytes(32).toString('hex')
    this.#append([{ salt: this.#salt }])
  }

  /** Must be called before the bytes are written. */
  staging(paths: readonly string[]): void {
    this.#add(paths.map((path) => ({ kind: 'staging', path })))
  }

  folder(path: string): void {
    this.#add([{ kind: 'folder', path }])
  }

  /** Must be called before the renames. */
  files(files: readonly WrittenFile[]): void {
    this.#add(files.map((file) => ({ kind: 'file', ...file })))
  }

  /** Must be called before the second name is made. */
  replaced(path: string, keptAs: string): void {
    this.#add([{ kind: 'replaced', path, keptAs }])
  }

  /** Must be called before the names are exported. */
  variables(names: readonly string[]): void {
    this.#add(names.map((name) => ({ kind: 'variable', name })))
  }

  /** Must be called before the store's lock is taken. */
  transaction(transaction: AnnouncedTransaction): void {
    this.#add([{ kind: 'transaction', ...transaction }])
  }

  digest(content: Uint8Array): string {
    return digestOf(this.#salt, content)
  }

  /** Takes back everything that was written so far. */
  undo(): CleanupResult {
    return cleanUp(this.#salt, this.#entries)
  }

  /** Nothing is to be removed after the job: forget it all. */
  forget(): void {
    fs.rmSync(join(this.path, '..'), { recursive: true, force: true })
  }

  #add(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    this.#append(entries)
    this.#entries.push(...entries)
  }

  #append(lines: readonly object[]): void {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    announced(() => fs.appendFileSync(this.path, text, { mode: 0o600 }))
  }
}

/** What cannot be announced must not be written. */
function announced<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new ActionError('WRITE_FAILED', {
      what: `the runner's temp folder cannot be written (${errorCode(error)}), so nothing could be cleaned up after the job`,
      fix: 'Make room in RUNNER_TEMP, or let the runner write to it.',
    })
  }
}

/** Reads the journal that main left at `path` and takes everything back. */
export function cleanUpFrom(path: string): CleanupResult {
  const [first, ...entries] = fs.readFileSync(path, 'utf8').split('\n').flatMap(parseLine)
  const salt = (first as { salt?: unknown } | undefined)?.salt
  if (typeof salt !== 'string') throw new Error('the cleanup journal has no head')
  const result = cleanUp(salt, entries.filter(isEntry))
  if (result.failed.length === 0) fs.rmSync(join(path, '..'), { recursive: true, force: true })
  return result
}

// The last line may be half written when the process was killed in it: what it announces had not
// happened yet.
function parseLine(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  staging: ['path'],
  folder: ['path'],
  file: ['path', 'staged', 'dev', 'ino', 'born', 'digest'],
  replaced: ['path', 'keptAs'],
  variable: ['name'],
  transaction: ['root', 'folder'],
}

function isEntry(entry: unknown): entry is Entry {
  if (typeof entry !== 'object' || entry === null) return false
  const record = entry as Record<string, unknown>
  const kind = String(record['kind'])
  const fields = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined
  return fields !== undefined && fields.every((field) => typeof record[field] === 'string')
}

function cleanUp(salt: string, entries: readonly Entry[]): CleanupResult {
  const removed: string[] = []
  const kept: string[] = []
  const failed: string[] = []
  const remove = (path: string, mayRemove: () => boolean): void => {
    try {
      if (!fs.lstatSync(path, { throwIfNoEntry: false })) return
      if (!mayRemove()) return void kept.push(path)
      fs.unlinkSync(path)
      removed.push(path)
    } catch {
      failed.push(path)
    }
  }
  for (const entry of entries) {
    if (entry.kind === 'staging') remove(entry.path, () => isRegular(entry.path))
    if (entry.kind === 'file') remove(entry.path, () => isStillOurs(salt, entry))
  }
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'replaced' && !putBack(entry.path, entry.keptAs)) failed.push(entry.path)
    if (entry.kind === 'folder') removeFolderIfEmpty(entry.path)
  }
  const variables = entries.flatMap((entry) => (entry.kind === 'variable' ? [entry.name] : []))
  const transactions = entries.filter((entry) => entry.kind === 'transaction')
  return { removed, kept, failed, variables, transactions }
}

function isRegular(path: string): boolean {
  return fs.lstatSync(path).isFile()
}

function isStillOurs(salt: string, file: WrittenFile): boolean {
  const stats = fs.lstatSync(file.path, { bigint: true })
  if (!stats.isFile()) return false
  const { dev, ino, born } = identityOf(stats)
  if (dev === file.dev && ino === file.ino && born === file.born) return true
  const found = Buffer.from(digestOf(salt, fs.readFileSync(file.path)), 'hex')
  const ours = Buffer.from(file.digest, 'hex')
  return found.length === ours.length && timingSafeEqual(found, ours)
}

export function identityOf(stats: fs.BigIntStats): Pick<WrittenFile, 'dev' | 'ino' | 'born'> {
  return { dev: String(stats.dev), ino: String(stats.ino), born: String(stats.birthtimeNs) }
}

function putBack(path: string, keptAs: string): boolean {
  try {
    if (!fs.lstatSync(keptAs, { throwIfNoEntry: false })) return true
    // Where the target was never reached, it still is the very file whose second name this is.
    if (fs.lstatSync(path, { throwIfNoEntry: false })) fs.unlinkSync(keptAs)
    else fs.renameSync(keptAs, path)
    return true
  } catch {
    return false
  }
}

function removeFolderIfEmpty(path: string): void {
  try {
    fs.rmdirSync(path)
  } catch {
    // Something of somebody else is in it, or it is gone already: both are fine.
  }
}

function digestOf(salt: string, content: Uint8Array): string {
  return createHash('sha256').update(salt).update(content).digest('hex')
}
