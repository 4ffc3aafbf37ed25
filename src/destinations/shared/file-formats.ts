// Named values as dotenv, JSON or YAML, and back. Writes one form only, in which every value keeps each
// of its characters; what cannot be kept is told, never changed. No disk.
import * as v from 'valibot'
import { dotenvValues } from '../../secrets/dotenv.ts'
import { dotenvNames, dotenvValue } from '../../secrets/dotenv-value.ts'

export const fileFormats = ['dotenv', 'json', 'yaml'] as const
export type FileFormat = (typeof fileFormats)[number]

export type Values = ReadonlyMap<string, string>

/**
 * undefined: it is no file of this format with nothing but names and text.
 * @param numbers of JSON: as they are written (AWS keeps the port of a database as one), or refused, by who
 *   would write them back as text
 */
export async function readValues(
  format: FileFormat,
  text: string,
  numbers: 'as written' | 'refused' = 'refused',
): Promise<Values | undefined> {
  if (text.trim() === '') return new Map()
  if (format === 'dotenv') return dotenvValues(text)
  if (format === 'yaml') return yamlTexts(text)
  try {
    return textsOf(numbers === 'refused' ? JSON.parse(text) : parseAsWritten(text))
  } catch {
    return undefined
  }
}

function parseAsWritten(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, ...context: readonly unknown[]) => {
    if (typeof value !== 'number' && typeof value !== 'boolean') return value
    // Not the number itself: it may have lost digits.
    return v.parse(WITH_SOURCE, context[0]).source
  })
}

const WITH_SOURCE = v.object({ source: v.string() })

// The library's own check for keys that stand there twice compares each with all before it.
async function yamlTexts(text: string): Promise<Values | undefined> {
  const { isMap, isScalar, parseDocument } = await import('yaml')
  const { contents, errors } = parseDocument(text, { uniqueKeys: false, logLevel: 'error' })
  if (errors.length > 0 || !isMap(contents)) return undefined
  const texts = new Map<string, string>()
  for (const { key, value } of contents.items) {
    const isText = isScalar(key) && isScalar(value)
    if (!isText || typeof key.value !== 'string' || typeof value.value !== 'string')
      return undefined
    if (texts.has(key.value)) return undefined
    texts.set(key.value, value.value)
  }
  return texts
}

function textsOf(parsed: unknown): Values | undefined {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value !== 'string') return undefined
    texts.set(name, value)
  }
  return texts
}

/** Sorted by name. A name whose value the format cannot keep is in `unkept`, and not in the text. */
export function writeValues(
  format: FileFormat,
  values: Values,
): { readonly text: string; readonly unkept: readonly string[] } {
  const sorted = [...values].toSorted(([one], [other]) => (one < other ? -1 : 1))
  if (format === 'json') {
    // Written by hand: an object would put names like `1` first and lose `__proto__`.
    const lines = sorted.map(
      ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    )
    return { text: lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`, unkept: [] }
  }
  const lines: string[] = []
  const unkept: string[] = []
  for (const [name, value] of sorted) {
    const line = format === 'yaml' ? `${quoted(name)}: ${quoted(value)}` : dotenvLine(name, value)
    if (line === undefined) unkept.push(name)
    else lines.push(line)
  }
  return { text: lines.map((line) => `${line}\n`).join(''), unkept }
}

// A JSON string is a YAML string, once what YAML does not print is escaped.
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function dotenvLine(name: string, value: string): string | undefined {
  const written = dotenvNames.pattern.test(name) ? dotenvValue(value) : undefined
  return written === undefined ? undefined : `${name}=${written}`
}
