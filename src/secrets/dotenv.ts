// Variables of a decrypted file. Values come from the dotenv library, because its answers are what
// people expect; it tells neither lines nor mistakes, so a scanner of ours finds those, and hands it
// one assignment at a time: over a whole file its pattern takes quadratic time in blank lines. A
// property test holds both to what the library says of the whole.
import { parse } from 'dotenv'
import { SecretValue, type SecretText } from '../secret-value.ts'

interface Assignment {
  readonly name: string
  /** 1-based line on which the name stands. */
  readonly line: number
}

export interface Dotenv {
  /** In the order of the file; of several assignments to a name the last one wins. */
  readonly variables: ReadonlyMap<string, SecretText>
  /** Every assignment, repetitions included. */
  readonly assignments: readonly Assignment[]
  /** Lines that are neither assignment, comment nor blank. 1-based. */
  readonly strayLines: readonly number[]
}

/** Larger files are not looked into for variables. */
export const MAX_DOTENV_BYTES = 16 * 1024 * 1024

/** UTF-8 without NUL, else undefined. */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export function parseDotenv(text: string): Dotenv {
  const found = scan(text)
  const { assignments, strayLines } = found
  const values = [...valuesIn(found)].map(
    ([name, value]) => [name, new SecretValue(value)] as const,
  )
  return { variables: new Map(values), assignments, strayLines }
}

/** The variables alone, for text that is read back to be compared. */
export function dotenvValues(text: string): ReadonlyMap<string, string> {
  return valuesIn(scan(text))
}

function valuesIn({ assignments, texts }: Scan): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const [index, { name }] of assignments.entries()) {
    const values = parse(texts[index] ?? '')
    // dotenv drops `__proto__` silently; the name check reports it.
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value !== undefined) variables.set(name, value)
  }
  return variables
}

const ASSIGNMENT = /(?:export\s+)?([\w.-]+)(?:\s*=|:\s)/y
// Lines end at U+2028 and U+2029 too, as `^`, `$` and `.` of a regular expression have it; an
// unquoted value goes on to the next line feed all the same.
const REST_OF_LINE = /.*/y
const UNQUOTED = /[^#\n]*(?:#.*)?/y
const OPENING = /\s*(['"`])/y
// What may follow a closing quote: blanks, a comment, the end of the line.
const AFTER_QUOTE = /[^\S\n\u2028\u2029]*(?:#.*)?$/my

interface Scan extends Pick<Dotenv, 'assignments' | 'strayLines'> {
  /** The text of each assignment, name and value. */
  readonly texts: readonly string[]
}

/** Where dotenv sees assignments, and which lines it passes over. */
export function scan(source: string): Scan {
  const text = source.replace(/\r\n?/g, '\n')
  const assignments: Assignment[] = []
  const texts: string[] = []
  const strayLines: number[] = []
  const lines = new LineCounter(text)
  let at = skipBlank(text, 0)
  while (at < text.length) {
    const match = text[at] === '#' ? null : matchAt(ASSIGNMENT, text, at)
    if (match) {
      const [whole, name = ''] = match
      assignments.push({ name, line: lines.at(at + whole.lastIndexOf(name)) })
      const end = endOfValue(text, at + whole.length)
      texts.push(text.slice(at, end))
      at = end
    } else {
      if (text[at] !== '#') strayLines.push(lines.at(at))
      at += matchAt(REST_OF_LINE, text, at)?.[0].length ?? 0
    }
    at = skipBlank(text, at)
  }
  return { assignments, strayLines, texts }
}

function endOfValue(text: string, start: number): number {
  const opening = matchAt(OPENING, text, start)
  if (opening) {
    const [whole, quote = ''] = opening
    const end = endOfQuoted(text, start + whole.length, quote)
    if (end !== undefined) return end
  }
  return start + (matchAt(UNQUOTED, text, start)?.[0].length ?? 0)
}

// dotenv closes a value at the first quote that no backslash precedes; where nothing but a comment
// may not follow that one, it goes back to the last escaped quote where that holds.
function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  const candidates: number[] = []
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\' && text[at + 1] === quote) {
      candidates.push(at + 1)
      at += 1
    } else if (text[at] === quote) {
      candidates.push(at)
      break
    }
  }
  for (const closing of candidates.toReversed()) {
    const after = matchAt(AFTER_QUOTE, text, closing + 1)
    if (after) return closing + 1 + after[0].length
  }
  return undefined
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const BLANK = /\s*/y

function skipBlank(text: string, at: number): number {
  return at + (matchAt(BLANK, text, at)?.[0].length ?? 0)
}

/** Line numbers of growing offsets, in one pass. */
class LineCounter {
  readonly #text: string
  #offset = 0
  #line = 1

  constructor(text: string) {
    this.#text = text
  }

  at(offset: number): number {
    for (; this.#offset < offset; this.#offset += 1) {
      if (this.#text[this.#offset] === '\n') this.#line += 1
    }
    return this.#line
  }
}
