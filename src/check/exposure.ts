// VALUE_EXPOSED: decrypted values that stand in clear, or as base64, in files. Pure: values and bytes
// come from the caller. Says where and whose value, never the value.
import { breathe } from '../platform/files.ts'
import { count } from '../platform/printable.ts'
import type { SecretText } from '../secret-value.ts'
import { ByteSearch, MAX_SEARCH_BYTES, type SearchCursor } from '../secrets/byte-search.ts'
import { formsOf, isWorthSearching, MAX_VALUE_BYTES } from './exposure-values.ts'
import { finding, type Finding } from './finding.ts'
import { namesOf } from './names.ts'

export interface ExposureChunk {
  /** As findings show it. */
  readonly path: string
  readonly bytes: Uint8Array
  /** The chunk before it was of the same file. */
  readonly continues?: boolean
}

/** One value in one file. */
export interface Exposure {
  readonly path: string
  /** Of the first place, 1-based. */
  readonly line: number
  /** Every name that has this value. */
  readonly names: readonly string[]
  readonly isBase64: boolean
  readonly occurrences: number
  /** Where it stands in an earlier commit alone. */
  readonly commit?: string
}

export interface ExposureResult {
  readonly exposures: readonly Exposure[]
  readonly filesSearched: number
  /** Paths of binary files, by a NUL in their first 8,000 bytes as git has it. */
  readonly binary: readonly string[]
  /** Files that are larger than the limit, searched up to it at most. */
  readonly largeFiles: number
  /** Names whose values are not looked for: short, words, numbers, URLs without a password. */
  readonly passedOver: readonly string[]
  /** Names whose values are too large, alone or all together. */
  readonly tooLarge: readonly string[]
}

export const MAX_FILE_BYTES = 32 * 1024 * 1024
/** What is read between two looks at the signals. */
const PIECE = 1024 * 1024
const BINARY_BYTES = 8000

export interface ExposureLimits {
  readonly maxFileBytes?: number
}

/** @param values by a name for messages; names that share a value are reported together */
export async function findExposures(
  values: ReadonlyMap<string, SecretText>,
  chunks: AsyncIterable<ExposureChunk>,
  { maxFileBytes = MAX_FILE_BYTES }: ExposureLimits = {},
): Promise<ExposureResult> {
  const { sought, passedOver, tooLarge } = chooseValues(values)
  const search = new ExposureSearch(sought, maxFileBytes)
  for await (const { path, bytes, continues = false } of chunks) {
    if (!continues) search.open(path, bytes)
    for (let at = 0; at < bytes.length; at += PIECE) {
      search.read(bytes.subarray(at, at + PIECE))
      await breathe()
    }
  }
  return { ...search.result(), passedOver, tooLarge }
}

interface SoughtValue {
  readonly names: string[]
  readonly clear: readonly Uint8Array[]
  readonly base64: readonly Uint8Array[]
}

interface Chosen extends Pick<ExposureResult, 'passedOver' | 'tooLarge'> {
  readonly sought: readonly SoughtValue[]
}

function chooseValues(values: ReadonlyMap<string, SecretText>): Chosen {
  const sought = new Map<string, SoughtValue>()
  const passedOver: string[] = []
  const tooLarge: string[] = []
  let total = 0
  for (const [name, value] of values) {
    const text = value.reveal().trim()
    const known = sought.get(text)
    if (known) known.names.push(name)
    else if (!isWorthSearching(text)) passedOver.push(name)
    else if (Buffer.byteLength(text) > MAX_VALUE_BYTES) tooLarge.push(name)
    else {
      const { clear, base64 } = formsOf(text)
      const bytes = [...clear, ...base64].reduce((sum, { length }) => sum + length, 0)
      const fits = total + bytes <= MAX_SEARCH_BYTES
      if (!fits) tooLarge.push(name)
      else {
        total += bytes
        sought.set(text, { names: [name], clear, base64 })
      }
    }
  }
  return { sought: [...sought.values()], passedOver, tooLarge }
}

interface Place {
  readonly line: number
  readonly isBase64: boolean
  occurrences: number
}

interface OpenFile {
  readonly path: string
  readonly cursor: SearchCursor
  /** By the index of the value. */
  readonly places: Map<number, Place>
  isDone: boolean
}

/** What a pattern is a form of: values can share a form. */
interface PatternUse {
  readonly value: number
  readonly isBase64: boolean
}

class ExposureSearch {
  readonly #sought: readonly SoughtValue[]
  readonly #maxFileBytes: number
  readonly #uses: readonly (readonly PatternUse[])[]
  readonly #search: ByteSearch
  readonly #exposures: Exposure[] = []
  readonly #counts = { filesSearched: 0, largeFiles: 0 }
  readonly #binary: string[] = []
  #file: OpenFile | undefined

  constructor(sought: readonly SoughtValue[], maxFileBytes: number) {
    this.#sought = sought
    this.#maxFileBytes = maxFileBytes
    const patterns = new Map<string, { bytes: Uint8Array; uses: PatternUse[] }>()
    for (const [value, { clear, base64 }] of sought.entries()) {
      for (const [index, bytes] of [...clear, ...base64].entries()) {
        const key = Buffer.from(bytes).toString('latin1')
        const pattern = patterns.get(key) ?? { bytes, uses: [] }
        pattern.uses.push({ value, isBase64: index >= clear.length })
        patterns.set(key, pattern)
      }
    }
    const list = [...patterns.values()]
    this.#uses = list.map(({ uses }) => uses)
    this.#search = new ByteSearch(list.map(({ bytes }) => bytes))
  }

  open(path: string, start: Uint8Array): void {
    this.#close()
    const isBinary = start.subarray(0, BINARY_BYTES).includes(0)
    const isLarge = !isBinary && start.length > this.#maxFileBytes
    if (isBinary) this.#binary.push(path)
    else if (isLarge) this.#counts.largeFiles += 1
    else this.#counts.filesSearched += 1
    const isDone = isBinary || isLarge
    this.#file = { path, cursor: this.#search.start(), places: new Map(), isDone }
  }

  read(bytes: Uint8Array): void {
    const file = this.#file
    if (!file || file.isDone) return
    const { cursor, places } = file
    if (cursor.offset + bytes.length > this.#maxFileBytes) {
      this.#counts.filesSearched -= 1
      this.#counts.largeFiles += 1
      file.isDone = true
      return
    }
    this.#search.feed(bytes, cursor, ({ pattern, line }) => {
      for (const { value, isBase64 } of this.#uses[pattern] ?? []) {
        const place = places.get(value)
        if (!place) places.set(value, { line, isBase64, occurrences: 1 })
        else place.occurrences += 1
      }
    })
  }

  result(): Omit<ExposureResult, 'passedOver' | 'tooLarge'> {
    this.#close()
    return { exposures: this.#exposures, binary: this.#binary, ...this.#counts }
  }

  #close(): void {
    const { path, places } = this.#file ?? { path: '', places: new Map<number, Place>() }
    for (const [value, { line, isBase64, occurrences }] of places) {
      const names = this.#sought[value]?.names ?? []
      this.#exposures.push({ path, line, names, isBase64, occurrences })
    }
    this.#file = undefined
  }
}

/** Values a file that are told one by one; above, a file is itself a copy of the secrets. */
const MAX_SINGLE = 5

export function exposureFindings(
  { exposures }: Pick<ExposureResult, 'exposures'>,
  { namesVisible }: { readonly namesVisible: boolean },
): readonly Finding[] {
  const places = Map.groupBy(exposures, ({ path, commit }) => `${commit ?? ''} ${path}`)
  return [...places.values()].flatMap((found) => {
    const groups = found.length > MAX_SINGLE ? [found] : found.map((each) => [each])
    return groups.map((group) => exposed(group, namesVisible))
  })
}

function exposed(group: readonly Exposure[], namesVisible: boolean): Finding {
  const { path = '', commit } = group[0] ?? {}
  const names = [...new Set(group.flatMap((each) => each.names))]
  const [only] = group.length === 1 ? group : []
  const whose = group.length === 1 ? 'The value of' : 'The values of'
  const how = group.every(({ isBase64 }) => isBase64) ? 'as base64' : 'in clear'
  const often = only && only.occurrences > 1 ? `, ${count(only.occurrences, 'time')}` : ''
  return finding('VALUE_EXPOSED', {
    path,
    line: group.reduce((least, { line }) => Math.min(least, line), Number.MAX_SAFE_INTEGER),
    message: `${whose} ${namesOf(names, namesVisible)} ${group.length === 1 ? 'stands' : 'stand'} ${how} in ${path}${often}${commit === undefined ? '' : `, in commit ${commit.slice(0, 12)}`}`,
    fix: 'Take it out of the file, and change the value itself: who could read the repository may have it.',
  })
}
