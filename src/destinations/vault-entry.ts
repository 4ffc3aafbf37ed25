// One entry of a key/value engine with our keys, their marks, and keys of others, which are kept. Owns
// the order of writes (claims of new keys, values, marks), check-and-set and what a conflict is.
// Values of others are in memory only, as long as a call.
import type { SecretText } from '../secret-value.ts'
import { DestinationError, type Mark, type Outcome, type RemoteItem } from './contract.ts'
import { failed } from './shared/outcomes.ts'
import type { Engine, EntryContent, EntryState, EntryValues } from './vault-engine.ts'
import { VaultBook, type Marks } from './vault-book.ts'
import { withoutValue, type MarkBook, type MarkRow } from './vault-marks.ts'
import { carried, isSame, versionOf, type EntryPlace } from './vault-values.ts'

/** Vault's storage takes 1 MiB an entry, with what it adds. Of the entry as JSON. */
const ENTRY_BYTES_MAX = 1024 * 1024 - 4096
const TRIES_MAX = 3

export interface EntryChange {
  /** undefined: take it away. */
  readonly value: SecretText | undefined
  readonly mark: Mark | undefined
  /** What was there when it was planned. */
  readonly current: RemoteItem | undefined
}

/** What a change finds. */
interface Standing {
  readonly now: EntryContent
  readonly before: Marks
  /** Of the keys that are there. */
  readonly rows: ReadonlyMap<string, MarkRow>
}

/** What is refused, by key. */
type Failures = ReadonlyMap<string, DestinationError>

export interface WritablePlace extends EntryPlace {
  readonly signal: AbortSignal
}

export class VaultEntry {
  readonly #place: WritablePlace
  readonly #engine: Engine
  readonly #path: string
  readonly #marks: VaultBook
  /** Known to be, so that a first write reads nothing: check-and-set tells if it is no longer. */
  #isAbsent: boolean
  /** The change that is under way may have written something. */
  #isBegun = false

  constructor(place: WritablePlace, isAbsent = false) {
    this.#place = place
    this.#engine = place.engine
    this.#path = place.path
    this.#marks = new VaultBook(place.engine, place.path)
    this.#isAbsent = isAbsent && place.engine.hasVersions
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
    const { book } = await this.#marks.read(state.metadata)
    // A claim does not tell whether its key was written.
    const claimed = book.claims.flatMap(({ marks }) => [...marks.keys()])
    const hasClaims = claimed.some((name) => !book.rows.has(name))
    const isTold = book.version === state.version && !book.hasOthers && !hasClaims
    if (state.isDeleted || isTold) {
      return itemsOf([...book.rows.keys()], state, book)
    }
    const content = await this.#engine.read(this.#path)
    return content ? this.#listed(content) : []
  }

  async #listed(content: EntryContent): Promise<readonly RemoteItem[]> {
    const { book } = await this.#marks.read(content.metadata)
    if (content.isDeleted) return itemsOf([...book.rows.keys()], content, book)
    const rows = await carried(this.#place, book, content)
    const items = itemsOf([...content.values.keys()], content, { ...book, rows })
    if (this.#engine.hasVersions) return items
    return items.map((item) => ({ ...item, version: versionOf(content.values.get(item.name)) }))
  }

  /** Somebody may have made it since it was listed; its marks must not be written over. */
  lookAgain(): void {
    this.#isAbsent = false
  }

  async values(): Promise<EntryValues> {
    const content = await this.#engine.read(this.#path)
    return content?.values ?? new Map()
  }

  /** An outcome a key, whatever happens. */
  async change(changes: ReadonlyMap<string, EntryChange>): Promise<readonly Outcome[]> {
    const names = [...changes.keys()]
    this.#isBegun = false
    try {
      const failures = await this.#changePersistently(changes)
      return names.map((name) => {
        const error = failures.get(name)
        return error ? { name, kind: 'failed', error } : { name, kind: 'done' }
      })
    } catch (error) {
      const isUntouched = this.#place.signal.aborted && !this.#isBegun
      return names.map((name) =>
        isUntouched && !(error instanceof DestinationError)
          ? { name, kind: 'not tried' }
          : failed(name, error),
      )
    }
  }

  async #changePersistently(changes: ReadonlyMap<string, EntryChange>): Promise<Failures> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#changeOnce(changes, tries === 1 && this.#isAbsent)
      } catch (error) {
        const isConflict = error instanceof DestinationError && error.kind === 'conflict'
        if (!isConflict || tries === TRIES_MAX) throw error
      }
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
    const done = [...changes].filter(([name]) => !failures.has(name))
    if (done.length === 0) return failures
    const before = await this.#marks.read(now.metadata)
    const rows = new Map(await carried(this.#place, before.book, now))
    this.#place.signal.throwIfAborted()
    this.#isBegun = true
    const marks = await this.#claim(new Map(done), { now, before, rows })
    const version = await this.#writeValues(now, values)
    this.#isAbsent = false
    for (const [name, { value, mark }] of done) {
      if (value && mark) rows.set(name, { mark, isDrifted: false })
      else rows.delete(name)
    }
    try {
      await this.#marks.write(marks, { version, values, rows })
    } catch (error) {
      throw error instanceof DestinationError ? unmarked(error) : error
    }
    return failures
  }

  /**
   * Keys that are to be made are claimed. Those that a run has made that was killed before their marks, and
   * without versions all that are changed, are ours whatever comes: their marks say so first, or one more
   * run that is killed would leave what looks like somebody else's, or like a change by hand.
   */
  async #claim(
    changes: ReadonlyMap<string, EntryChange>,
    { now, before, rows }: Standing,
  ): Promise<Marks> {
    const claims = new Map<string, Mark>()
    const open = new Map<string, MarkRow>()
    for (const [name, { value, mark }] of changes) {
      if (!value || !mark) continue
      const isMarked = before.book.rows.has(name) && this.#engine.hasVersions
      if (!now.values.has(name)) claims.set(name, mark)
      else if (rows.has(name) && !isMarked && now.values.get(name) !== value.reveal()) {
        open.set(name, withoutValue(mark))
      }
    }
    if (open.size > 0) {
      const { version, values } = now
      return this.#marks.write(before, {
        version,
        values,
        rows: new Map([...rows, ...open]),
        claims,
      })
    }
    return claims.size > 0 ? this.#marks.claim(before, claims, now === NOTHING) : before
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
      if (!this.#engine.hasVersions) {
        if (version !== versionOf(now.values.get(name))) names.push(name)
        continue
      }
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
    fix: `${fix} The next run finds out what was written, and marks it.`,
  })
}
