// One entry of a key/value engine with our keys, their marks, and keys of others, which are kept. Owns
// the order of writes (values, then marks), check-and-set and what a change by hand is. Values of
// others are in memory only, as long as a call.
import { SecretValue, type SecretText } from '../secret-value.ts'
import { DestinationError, type Mark, type RemoteItem } from './contract.ts'
import type { Engine, EntryContent, EntryState, EntryValues } from './vault-engine.ts'
import {
  decodeBook,
  encodeBook,
  EMPTY_BOOK,
  isBookKey,
  METADATA_KEYS_MAX,
  pointerToBeside,
  pointsBeside,
  type MarkBook,
  type MarkRow,
  type TextMap,
} from './vault-marks.ts'
import { BESIDE } from './vault-options.ts'

/** Vault's storage takes 1 MiB an entry, with what it adds. Of the entry as JSON. */
export const ENTRY_BYTES_MAX = 1024 * 1024 - 4096
const TRIES_MAX = 3

export interface EntryChange {
  /** undefined: take it away. */
  readonly value: SecretText | undefined
  readonly mark: Mark | undefined
  /** What was there when it was planned. */
  readonly current: RemoteItem | undefined
}

/** What was not done, by key. */
export type Failures = ReadonlyMap<string, DestinationError>

interface Marks {
  readonly book: MarkBook
  /** Where the book is an entry of its own: that entry's version. */
  readonly besideVersion: number | undefined
}

interface Written {
  readonly now: EntryContent
  readonly values: EntryValues
  readonly version: number
}

export class VaultEntry {
  readonly #engine: Engine
  readonly #path: string
  /** Known to be, so that a first write reads nothing: check-and-set tells if it is no longer. */
  #isAbsent = false

  constructor(engine: Engine, path: string) {
    this.#engine = engine
    this.#path = path
  }

  /** Without values where the marks tell all: nobody wrote since, and nobody else has keys here. */
  async list(): Promise<readonly RemoteItem[]> {
    if (!this.#engine.hasVersions) {
      const content = await this.#engine.read(this.#path)
      return content ? this.#listed(content) : []
    }
    const state = await this.#engine.state(this.#path)
    this.#isAbsent = state === undefined
    if (state === undefined || state.version === 0) return []
    const { book } = await this.#marks(state.metadata)
    const isCurrent = book.version === state.version
    if (state.isDeleted || (isCurrent && !book.hasOthers)) {
      return itemsOf([...book.rows.keys()], state, book)
    }
    const content = await this.#engine.read(this.#path)
    return content ? this.#listed(content) : []
  }

  async #listed(content: EntryContent): Promise<readonly RemoteItem[]> {
    const { book } = await this.#marks(content.metadata)
    if (content.isDeleted) return itemsOf([...book.rows.keys()], content, book)
    const rows = await this.#carried(book, content)
    return itemsOf([...content.values.keys()], content, { ...book, rows })
  }

  /** Rows of the keys that are there, those flagged whose value is not what the mark speaks of. */
  async #carried(book: MarkBook, now: EntryContent): Promise<ReadonlyMap<string, MarkRow>> {
    const rows = [...book.rows].filter(([name]) => now.values.has(name))
    if (book.version === now.version || rows.length === 0) return new Map(rows)
    const then = await this.#engine.read(this.#path, book.version)
    return new Map(
      rows.map(([name, { mark, isDrifted }]) => [
        name,
        { mark, isDrifted: isDrifted || !then || !isSame(name, then.values, now.values) },
      ]),
    )
  }

  async values(): Promise<EntryValues> {
    const content = await this.#engine.read(this.#path)
    return content?.values ?? new Map()
  }

  /** @throws what stops the whole run; everything else is a failure of each key */
  async change(changes: ReadonlyMap<string, EntryChange>): Promise<Failures> {
    try {
      for (let tries = 1; ; tries++) {
        try {
          return await this.#changeOnce(changes, tries === 1 && this.#isAbsent)
        } catch (error) {
          const isConflict = error instanceof DestinationError && error.kind === 'conflict'
          if (!isConflict || tries === TRIES_MAX) throw error
        }
      }
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error
      return new Map([...changes.keys()].map((name) => [name, error]))
    }
  }

  async #changeOnce(
    changes: ReadonlyMap<string, EntryChange>,
    isAbsent: boolean,
  ): Promise<Failures> {
    const now = isAbsent ? NOTHING : await this.#now()
    const conflicts = await this.#conflicts(changes, now)
    const failures = new Map(conflicts.map((name) => [name, changedSince(name)]))
    const values = new Map(now.values)
    for (const [name, { value }] of changes) {
      if (failures.has(name)) continue
      if (value) values.set(name, value.reveal())
      else values.delete(name)
    }
    refuseTooLarge(values)
    const version = await this.#writeValues(now, values)
    this.#isAbsent = false
    try {
      const done = [...changes].filter(([name]) => !failures.has(name))
      await this.#writeMarks({ now, values, version }, new Map(done))
    } catch (error) {
      throw error instanceof DestinationError ? unmarked(error) : error
    }
    return failures
  }

  async #now(): Promise<EntryContent> {
    const content = await this.#engine.read(this.#path)
    if (content) return content
    // An entry of metadata alone looks absent, and may have metadata of others.
    const state = await this.#engine.state(this.#path)
    return state ? { ...state, values: new Map() } : NOTHING
  }

  /** Keys whose value is not the one that the plan was made for, nor already the wanted one. */
  async #conflicts(
    changes: ReadonlyMap<string, EntryChange>,
    now: EntryContent,
  ): Promise<readonly string[]> {
    const names: string[] = []
    const planned = new Map<string, EntryContent | undefined>()
    for (const [name, { value, current }] of changes) {
      if (!now.values.has(name) || now.values.get(name) === value?.reveal()) continue
      if (current === undefined || current.isDeleted) {
        names.push(name)
        continue
      }
      const { version } = current
      if (version === undefined || version === String(now.version)) continue
      if (!planned.has(version)) {
        planned.set(version, await this.#engine.read(this.#path, Number(version)))
      }
      const then = planned.get(version)
      if (!then || !isSame(name, then.values, now.values)) names.push(name)
    }
    return names
  }

  async #writeValues(now: EntryContent, values: EntryValues): Promise<number> {
    const isUnchanged =
      !now.isDeleted &&
      values.size === now.values.size &&
      [...values.keys()].every((name) => isSame(name, values, now.values))
    if (isUnchanged) return now.version
    if (values.size > 0) return this.#engine.write(this.#path, values, now.version)
    if (now.values.size > 0) await this.#engine.remove(this.#path, now.version)
    return now.version
  }

  async #writeMarks(
    { now, values, version }: Written,
    changes: ReadonlyMap<string, EntryChange>,
  ): Promise<void> {
    const marks = await this.#marks(now.metadata)
    const rows = new Map(await this.#carried(marks.book, now))
    const known = marks.book.rows.size
    for (const [name, { value, mark }] of changes) {
      if (value && mark) rows.set(name, { mark, isDrifted: false })
      else rows.delete(name)
    }
    // Nothing of ours is there, nor was: nothing to say.
    if (rows.size === 0 && known === 0) return
    const hasOthers = [...values.keys()].some((name) => !rows.has(name))
    const map = encodeBook({ version, hasOthers, rows })
    const foreign = Object.entries(now.metadata).filter(([key]) => !isBookKey(key))
    const size = foreign.length + Object.keys(map).length
    // Once beside, always beside: two places would be two truths.
    const isBeside = marks.besideVersion !== undefined || size > METADATA_KEYS_MAX
    if (isBeside) await this.#writeBeside(map, marks.besideVersion)
    const described = isBeside ? pointerToBeside : map
    const metadata = { ...Object.fromEntries(foreign), ...described }
    if (!this.#engine.hasVersions || isEqual(metadata, now.metadata)) return
    await this.#engine.describe(this.#path, metadata)
  }

  async #writeBeside(map: TextMap, known: number | undefined): Promise<void> {
    const path = `${this.#path}${BESIDE}`
    const from = known ?? (await this.#engine.read(path))?.version ?? 0
    await this.#engine.write(path, new Map(Object.entries(map)), from)
  }

  async #marks(metadata: TextMap): Promise<Marks> {
    if (this.#engine.hasVersions && !pointsBeside(metadata)) {
      return { book: decodeBook(metadata), besideVersion: undefined }
    }
    const beside = await this.#engine.read(`${this.#path}${BESIDE}`)
    if (!beside) return { book: EMPTY_BOOK, besideVersion: 0 }
    const texts = [...beside.values].flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    )
    return { book: decodeBook(Object.fromEntries(texts)), besideVersion: beside.version }
  }
}

const NOTHING: EntryContent = { version: 0, isDeleted: false, values: new Map(), metadata: {} }

function itemsOf(
  names: readonly string[],
  { version, isDeleted }: EntryState,
  { rows }: MarkBook,
): readonly RemoteItem[] {
  return names.map((name) => ({
    name,
    version: version === 0 ? undefined : String(version),
    mark: rows.get(name)?.mark,
    isDrifted: rows.get(name)?.isDrifted ?? false,
    isDeleted,
  }))
}

function isSame(name: string, some: EntryValues, others: EntryValues): boolean {
  if (!some.has(name) || !others.has(name)) return some.has(name) === others.has(name)
  return JSON.stringify(some.get(name)) === JSON.stringify(others.get(name))
}

function isEqual(some: TextMap, others: TextMap): boolean {
  const keys = Object.keys(some)
  return (
    keys.length === Object.keys(others).length && keys.every((key) => some[key] === others[key])
  )
}

/** A value as text: whatever is no string, as JSON. */
export function textOf(value: unknown): SecretText {
  return new SecretValue(typeof value === 'string' ? value : JSON.stringify(value))
}

function refuseTooLarge(values: EntryValues): void {
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(values)))
  if (bytes <= ENTRY_BYTES_MAX) return
  throw new DestinationError('rejected', {
    what: `the entry would have ${bytes} bytes as JSON, with the keys of others; Vault takes ${ENTRY_BYTES_MAX}`,
    fix: 'Split it over several destinations, or use `layout: entry-per-key`.',
  })
}

function changedSince(name: string): DestinationError {
  return new DestinationError('conflict', {
    what: `${name} was changed by somebody else since the plan was made`,
    fix: 'Run the job again: it reads what is there now.',
  })
}

function unmarked({ kind, what, fix }: DestinationError): DestinationError {
  return new DestinationError(kind, {
    what: `the values are written, but not their marks: ${what}`,
    fix: `${fix} Keys that were new are then taken for somebody else's: say \`adopt: true\` once.`,
  })
}
