// Where the marks of one entry stand: in its custom metadata, or in an entry beside, `<path>.kanuka`. Owns
// reading and writing them; which rows there are, and when they are written, is the entry's.
import { randomBytes } from 'node:crypto'
import type { Mark } from './contract.ts'
import type { Engine, EntryValues } from './vault-engine.ts'
import {
  decodeBook,
  encodeBook,
  encodeClaims,
  EMPTY_BOOK,
  isBookKey,
  METADATA_KEYS_MAX,
  pointerToBeside,
  pointsBeside,
  type Claims,
  type MarkBook,
  type TextMap,
} from './vault-marks.ts'
import { BESIDE } from './vault-options.ts'

/** The marks as they stand. */
export interface Marks {
  readonly book: MarkBook
  /** Where the book is an entry of its own: that entry's version. */
  readonly besideVersion: number | undefined
  /** The entry's own, with keys of others. */
  readonly metadata: TextMap
}

/** What marks are to say. */
export interface Described extends Pick<MarkBook, 'version' | 'rows'> {
  /** Of the entry at that version. */
  readonly values: EntryValues
  /** Left out: none. */
  readonly claims?: NewClaims
}

/** By key. */
type NewClaims = ReadonlyMap<string, Mark>

export class VaultBook {
  readonly #engine: Engine
  readonly #path: string
  /** By owner. */
  readonly #runs = new Map<string, string>()

  constructor(engine: Engine, path: string) {
    this.#engine = engine
    this.#path = path
  }

  /** Without the claims that stood there. @returns how they stand then */
  async write(
    marks: Marks,
    { version, values, rows, claims = new Map() }: Described,
  ): Promise<Marks> {
    // Nothing of ours is there, nor was: nothing to say.
    if (rows.size === 0 && marks.book.rows.size === 0) return marks
    const hasOthers = [...values.keys()].some((name) => !rows.has(name))
    return this.#store(marks, { version, hasOthers, rows, claims: this.#claims(claims) })
  }

  /**
   * Says of keys that they are about to be made. Metadata knows no check-and-set: the claims are added to
   * what stands there, so that they never write over marks of a run beside this one.
   */
  async claim(marks: Marks, claims: NewClaims, isAbsent: boolean): Promise<Marks> {
    const own = this.#claims(claims)
    const book = { ...marks.book, claims: [...marks.book.claims, ...own] }
    const added = Object.assign({}, ...own.map(encodeClaims)) as TextMap
    const metadata = { ...marks.metadata, ...added }
    if (marks.besideVersion !== undefined || Object.keys(metadata).length > METADATA_KEYS_MAX) {
      return this.#store(marks, book)
    }
    await this.#engine.amend(this.#path, added, isAbsent)
    return { ...marks, book, metadata }
  }

  #claims(marks: NewClaims): readonly Claims[] {
    const byOwner = Map.groupBy(marks, ([, { owner, kid }]) => `${owner},${kid}`)
    return [...byOwner].map(([owner, each]) => {
      const run = this.#runs.get(owner) ?? randomBytes(4).toString('hex')
      this.#runs.set(owner, run)
      return { run, marks: new Map(each) }
    })
  }

  async #store({ besideVersion, metadata: before }: Marks, book: MarkBook): Promise<Marks> {
    const map = encodeBook(book)
    const foreign = Object.entries(before).filter(([key]) => !isBookKey(key))
    const size = foreign.length + Object.keys(map).length
    // Once beside, always beside: two places would be two truths.
    const isBeside = besideVersion !== undefined || size > METADATA_KEYS_MAX
    const written = isBeside ? await this.#writeBeside(map, besideVersion) : undefined
    const described = isBeside ? pointerToBeside : map
    const metadata = { ...Object.fromEntries(foreign), ...described }
    if (this.#engine.hasVersions && !isEqual(metadata, before)) {
      await this.#engine.describe(this.#path, metadata)
    }
    return { book, besideVersion: written, metadata }
  }

  async #writeBeside(map: TextMap, known: number | undefined): Promise<number> {
    const path = `${this.#path}${BESIDE}`
    const from = known ?? (await this.#engine.read(path))?.version ?? 0
    return this.#engine.write(path, new Map(Object.entries(map)), from)
  }

  async read(metadata: TextMap): Promise<Marks> {
    if (this.#engine.hasVersions && !pointsBeside(metadata)) {
      return { book: decodeBook(metadata), besideVersion: undefined, metadata }
    }
    const beside = await this.#engine.read(`${this.#path}${BESIDE}`)
    if (!beside) return { book: EMPTY_BOOK, besideVersion: 0, metadata }
    const texts = [...beside.values].flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    )
    const book = decodeBook(Object.fromEntries(texts))
    return { book, besideVersion: beside.version, metadata }
  }
}

function isEqual(some: TextMap, others: TextMap): boolean {
  const keys = Object.keys(some)
  return (
    keys.length === Object.keys(others).length && keys.every((key) => some[key] === others[key])
  )
}
