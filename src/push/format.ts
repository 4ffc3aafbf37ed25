// Many variables as the text of one item: JSON, dotenv or YAML. The same variables always give the
// same bytes, since these are what is compared: sorted by name in code units, no comment, no date.
// Owns what each format can hold. No I/O.
import type { NameRule } from '../destinations/contract.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { dotenvNames, dotenvValue } from '../secrets/dotenv-value.ts'

const formats = ['json', 'dotenv', 'yaml'] as const

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
  dotenv: dotenvNames,
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
    const written = dotenvValue(value)
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
