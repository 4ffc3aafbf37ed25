// Many variables as the text of one item: JSON, dotenv or YAML. The same variables always give the
// same bytes, since these are what is compared: sorted by name in code units, no comment, no date.
// Owns what each format can hold. No I/O.
import type { NameRule } from '../destinations/contract.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'

export const formats = ['json', 'dotenv', 'yaml'] as const

export type Format = (typeof formats)[number]

export interface NamedValue {
  readonly name: string
  readonly value: SecretText
}

export interface Formatted {
  /** Worthless when a name is unwritable. */
  readonly text: SecretText
  /** Names of values that the format cannot hold. */
  readonly unwritable: readonly string[]
}

// YAML allows 1,024 characters for a key on one line, quotes and escapes included.
const ANY_NAME: NameRule = {
  pattern: /^[^\p{C}\p{Zl}\p{Zp}]+$/u,
  allows: 'all but control characters',
  maxLength: 255,
}

/** Of the names inside the item. */
export const formatNames: Readonly<Record<Format, NameRule>> = {
  json: ANY_NAME,
  yaml: ANY_NAME,
  dotenv: {
    // dotenv drops `__proto__`.
    pattern: /^(?!__proto__$)[\w.-]+$/,
    allows: 'letters, digits, `_`, `.` and `-`, and not `__proto__`',
    maxLength: 255,
  },
}

/** @param variables with names that differ and follow `formatNames` */
export function formatVariables(format: Format, variables: readonly NamedValue[]): Formatted {
  const sorted = variables.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const unwritable: string[] = []
  const entries: string[] = []
  for (const { name, value } of sorted) {
    const entry = writers[format](name, value.reveal())
    if (entry === undefined) unwritable.push(name)
    else entries.push(entry)
  }
  const text = format === 'json' ? `{${entries.join(',')}}` : entries.join('')
  return { text: new SecretValue(text), unwritable }
}

/** One entry of the text; undefined: not to be written. */
const writers: Readonly<Record<Format, (name: string, value: string) => string | undefined>> = {
  // Entry by entry: an object of JavaScript would put "10" behind "9", and has a use for `__proto__`.
  json: (name, value) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  yaml: (name, value) => `${yamlScalar(name)}: ${yamlScalar(value)}\n`,
  dotenv: (name, value) => {
    const written = value.isWellFormed() ? dotenvValue(value) : undefined
    return written === undefined ? undefined : `${name}=${written}\n`
  },
}

// JSON leaves these as they are. Readers of YAML 1.1 refuse them, or take them for line ends.
const NOT_PLAIN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** A JSON string is a double-quoted scalar of YAML 1.2. */
function yamlScalar(text: string): string {
  return JSON.stringify(text).replace(
    NOT_PLAIN_YAML,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

// What dotenv makes of a value. Between quotes everything stays, line feeds included. It ends at the
// last quote before which all others follow a backslash and behind which stands nothing but a
// comment; the backslashes stay in the value. Only between `"` are \n and \r read as line ends, and
// nothing escapes a backslash there. A carriage return itself is always read as a line feed.

const PLAIN = /^[\w./:@%+,=-]*$/

function dotenvValue(value: string): string | undefined {
  if (PLAIN.test(value)) return value
  for (const quote of ["'", '"', '`']) {
    const inner = quote === '"' ? escapeReturns(value) : value
    if (inner === undefined || inner.includes('\r') || hasBareQuote(inner, quote)) continue
    return quote + inner + quote + (inner.endsWith('\\') ? stopper(quote) : '')
  }
  return oneLine(value)
}

/**
 * For a value with all three quotes. Where the first quote finds no last one, dotenv takes the line up
 * to `#`, and then drops quotes from both of its ends.
 */
function oneLine(value: string): string | undefined {
  if (/[#\u2028\u2029]/.test(value)) return undefined
  if (!/[\r\n]/.test(value)) return `'${value}'`
  const escaped = escapeReturns(value)?.replaceAll('\n', '\\n')
  return escaped === undefined ? undefined : `"${escaped}"`
}

/**
 * Where the value's last character is a backslash, dotenv searches the next lines for a later quote;
 * this comment has one that cannot be the last, so that a value never depends on those that follow.
 */
function stopper(quote: string): string {
  return ` #${quote}.`
}

function escapeReturns(value: string): string | undefined {
  return /\\[nr]/.test(value) ? undefined : value.replaceAll('\r', '\\r')
}

function hasBareQuote(text: string, quote: string): boolean {
  return text.replaceAll(`\\${quote}`, '').includes(quote)
}
