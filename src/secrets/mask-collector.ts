// The masks of a whole run, within what a runner can carry: it searches every mask in every line of
// the log, so some ten thousand make a job crawl.
import { decodeText, MAX_DOTENV_BYTES, parseDotenv, type Dotenv } from './dotenv.ts'
import { masksOf, masksOfText, type MaskPolicy } from './masking.ts'

const MAX_MASKS = 10_000
const MAX_VALUE_BYTES = 64 * 1024
const MAX_TEXT_BYTES = 1024 * 1024

export interface MaskReport {
  /** Names whose values are too short to be masked, wholly or in some lines. */
  readonly shortNames: readonly string[]
  /** Names whose values are common words, small numbers or public anyway. */
  readonly commonNames: readonly string[]
  /** Files that are not masked, or not wholly, with the reason. */
  readonly unmaskedFiles: readonly { readonly file: string; readonly why: string }[]
}

export class MaskCollector {
  readonly #policy: MaskPolicy
  readonly #unmasked: ReadonlySet<string>
  readonly #masks = new Set<string>()
  readonly #short = new Set<string>()
  readonly #common = new Set<string>()
  readonly #files = new Map<string, string>()

  /** @param unmasked names whose values the workflow wants to see */
  constructor(policy: MaskPolicy, unmasked: ReadonlySet<string>) {
    this.#policy = policy
    this.#unmasked = unmasked
  }

  /** A value that leaves the step: always masked, whatever the budget. */
  addExported(name: string, value: string): void {
    for (const mask of this.#masksOf(name, value)) this.#masks.add(mask)
  }

  /** A decrypted file: the values of its variables, or its lines. */
  addFile(file: string, bytes: Uint8Array, dotenv: Dotenv | undefined): void {
    const found = new Set<string>()
    if (dotenv) {
      for (const [name, variable] of dotenv.variables) {
        const value = variable.reveal()
        if (Buffer.byteLength(value) > MAX_VALUE_BYTES) this.#leave(file, 'a value is over 64 KiB')
        else for (const mask of this.#masksOf(name, value)) found.add(mask)
      }
    }
    if (!dotenv || dotenv.strayLines.length > 0) {
      for (const mask of this.#masksOfText(file, bytes)) found.add(mask)
    }
    if (this.#masks.size + found.size > MAX_MASKS) {
      return this.#leave(file, `over ${MAX_MASKS.toLocaleString('en')} masks in one run`)
    }
    for (const mask of found) this.#masks.add(mask)
  }

  get masks(): ReadonlySet<string> {
    return this.#masks
  }

  report(): MaskReport {
    return {
      shortNames: [...this.#short],
      commonNames: [...this.#common],
      unmaskedFiles: [...this.#files].map(([file, why]) => ({ file, why })),
    }
  }

  #masksOf(name: string, value: string): ReadonlySet<string> {
    if (this.#unmasked.has(name)) return new Set()
    const { masks, outcome } = masksOf(value, this.#policy)
    if (outcome === 'short' || outcome === 'partly') this.#short.add(name)
    if (outcome === 'common') this.#common.add(name)
    return masks
  }

  #masksOfText(file: string, bytes: Uint8Array): ReadonlySet<string> {
    if (bytes.length > MAX_TEXT_BYTES) {
      this.#leave(file, 'over 1 MiB of text that is no dotenv')
      return new Set()
    }
    const text = decodeText(bytes)
    if (text === undefined) {
      this.#leave(file, 'not UTF-8 text')
      return new Set()
    }
    return masksOfText(text, this.#policy)
  }

  #leave(file: string, why: string): void {
    this.#files.set(file, why)
  }
}

/** The variables of a decrypted file; undefined where it is no text, or too large to be looked at. */
export function readDotenv(bytes: Uint8Array): Dotenv | undefined {
  if (bytes.length > MAX_DOTENV_BYTES) return undefined
  const text = decodeText(bytes)
  return text === undefined ? undefined : parseDotenv(text)
}
