// New values into the text of a dotenv file, everything else left as it is: order, comments, line
// ends, byte order mark. Owns where an assignment stands; how it is written is dotenv-assignment.ts's.
// Nothing is given out that dotenv and our own reader do not read back as exactly what was wanted. Pure.
import { parse } from 'dotenv'
import { ActionError, throwIfAny, type ErrorCode } from '../errors.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { assignment, type Quote } from './dotenv-assignment.ts'
import { dotenvNames } from './dotenv-value.ts'
import { dotenvValues, MAX_DOTENV_BYTES, scan } from './dotenv.ts'

export type Values = ReadonlyMap<string, SecretText>

/**
 * The text with these values: of a variable that is there the assignment that counts (the last one)
 * is changed, new ones are appended in the order of the map. A value that is right already stays as
 * it is written.
 * @param file as messages name it
 * @throws ActionError or ActionErrors NAME_INVALID, VALUE_NOT_WRITABLE, FILE_TOO_LARGE
 */
export function editDotenv(source: string, wanted: Values, file: string): SecretText {
  const before = dotenvValues(source)
  const changed = new Map(
    [...wanted]
      .map(([name, value]) => [name, value.reveal()] as const)
      .filter(([name, value]) => before.get(name) !== value),
  )
  if (changed.size === 0) return new SecretValue(source)
  refuseBadNames([...changed.keys()], file)
  const after = new Map([...before, ...changed])
  let wrong: readonly string[] = []
  for (const quote of PREFERENCES) {
    const { text, unwritable } = assemble(source, changed, quote)
    wrong = unwritable.length > 0 ? unwritable : misread(text, after)
    if (wrong.length > 0) continue
    if (Buffer.byteLength(text) > MAX_DOTENV_BYTES) throw tooLarge(file)
    return new SecretValue(text)
  }
  throwIfAny(wrong.map((name) => notWritable(name, file)))
  throw new TypeError('nothing is wrong, and nothing was written')
}

/** Quotes to try first: those of the line; others where an open quote further up would take them. */
const PREFERENCES = [undefined, "'", '"', '`'] as const

interface Assembled {
  readonly text: string
  /** Names of values that no form of an assignment gives. */
  readonly unwritable: readonly string[]
}

function assemble(
  source: string,
  changed: ReadonlyMap<string, string>,
  preferred: Quote | undefined,
): Assembled {
  const normal = source.replace(/\r\n?/g, '\n')
  const inSource = sourceOffsets(source)
  const lineEnd = usualLineEnd(source)
  const places = lastAssignments(normal)
  const unwritable: string[] = []
  const parts: string[] = []
  const write = (name: string, old: string): void => {
    const written = assignment(name, { value: changed.get(name) ?? '', old, preferred })
    if (written === undefined) unwritable.push(name)
    else parts.push(written.replaceAll('\n', lineEnd))
  }
  let done = 0
  for (const { name, start, end } of places.values()) {
    if (!changed.has(name)) continue
    parts.push(source.slice(done, inSource(start)))
    write(name, normal.slice(start, end))
    done = inSource(end)
  }
  parts.push(source.slice(done))
  let needsLineEnd = !/(?:^\ufeff?|[\r\n])$/.test(source)
  for (const name of changed.keys()) {
    if (places.has(name)) continue
    parts.push(needsLineEnd ? lineEnd : '')
    write(name, `${name}=`)
    parts.push(lineEnd)
    needsLineEnd = false
  }
  return { text: parts.join(''), unwritable }
}

interface Place {
  readonly name: string
  /** Of the text with line feeds only. */
  readonly start: number
  readonly end: number
}

const REST_OF_LINE = /.*/y
const BLANK = /\s*/y

/** Of each name the assignment that counts, in the order of the text. */
function lastAssignments(normal: string): ReadonlyMap<string, Place> {
  const { assignments, texts } = scan(normal)
  const places = new Map<string, Place>()
  let at = skip(BLANK, normal, 0)
  for (const [index, { name }] of assignments.entries()) {
    const text = texts[index] ?? ''
    // What is no assignment goes to the end of its line: there the next one can begin.
    while (at < normal.length && !normal.startsWith(text, at)) {
      at = skip(BLANK, normal, skip(REST_OF_LINE, normal, at))
    }
    places.delete(name)
    places.set(name, { name, start: at, end: at + text.length })
    at = skip(BLANK, normal, at + text.length)
  }
  return places
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

/** From offsets of the text with line feeds only, in growing order, to those of the text itself. */
function sourceOffsets(source: string): (offset: number) => number {
  let removed = 0
  let next = source.indexOf('\r\n')
  return (offset) => {
    while (next !== -1 && next - removed < offset) {
      removed += 1
      next = source.indexOf('\r\n', next + 2)
    }
    return offset + removed
  }
}

function usualLineEnd(source: string): string {
  const counts = new Map([
    ['\n', 0],
    ['\r\n', 0],
    ['\r', 0],
  ])
  for (const [end] of source.matchAll(/\r\n?|\n/g)) counts.set(end, (counts.get(end) ?? 0) + 1)
  const [[usual] = ['\n']] = [...counts].toSorted(([, one], [, other]) => other - one)
  return usual
}

/** Names that are not read back as they should be, by the library or by us. */
function misread(text: string, wanted: ReadonlyMap<string, string>): readonly string[] {
  const ours = dotenvValues(text)
  const readings = [ours]
  if (isCheapForLibrary(text)) readings.push(new Map(Object.entries(parse(text))))
  const names = new Set([...wanted.keys(), ...readings.flatMap((read) => [...read.keys()])])
  return [...names].filter((name) => readings.some((read) => read.get(name) !== wanted.get(name)))
}

/** Some tenths of a second. */
const MAX_LIBRARY_STEPS = 1e8

/** The library takes quadratic time in blank lines; beyond that our reader, proven equal, has to do. */
function isCheapForLibrary(text: string): boolean {
  let steps = 0
  for (const [{ length }] of text.matchAll(/\s+/g)) steps += length * length
  return steps <= MAX_LIBRARY_STEPS
}

function refuseBadNames(names: readonly string[], file: string): void {
  const { pattern, allows, maxLength } = dotenvNames
  const bad = names.filter((name) => !pattern.test(name) || name.length > maxLength)
  throwIfAny(
    bad.map((name) =>
      refusal('NAME_INVALID', file, {
        what: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a variable in ${file}`,
        fix: `Names in dotenv files are ${allows}, ${maxLength} characters at most. Leave it out (\`!NAME\`) or rename it.`,
      }),
    ),
  )
}

function notWritable(name: string, file: string): ActionError {
  return refusal('VALUE_NOT_WRITABLE', file, {
    what: `no dotenv text of ${name} in ${file} is read back as its value`,
    fix: 'A dotenv file has no form for some mixtures of quotes, `#` and line ends, and a quote that is opened and never closed changes what later lines mean. Correct the file, or keep the value in base64.',
  })
}

function tooLarge(file: string): ActionError {
  return refusal('FILE_TOO_LARGE', file, {
    what: `${file} would become too large to hold variables (over ${MAX_DOTENV_BYTES} bytes)`,
    fix: 'Bring fewer values into it, or into several files.',
  })
}

function refusal(
  code: ErrorCode,
  file: string,
  details: { readonly what: string; readonly fix: string },
): ActionError {
  return new ActionError(code, { ...details, where: { file } })
}
