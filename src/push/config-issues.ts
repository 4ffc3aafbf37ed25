// From what a schema says about a value to what a person reads: where it is, what is allowed, the
// nearest known word. Must not quote what was given: it may be a secret.
import * as v from 'valibot'
import { nearWord } from '../platform/near-words.ts'
import {
  suggestion,
  listed,
  shownKey,
  type Place,
  type Problem,
  type Problems,
} from './config-problems.ts'
import {
  allowed,
  alternatives,
  childrenOf,
  choicesOf,
  keysOf,
  shapeOf,
  unwrapped,
  type Shape,
} from './config-shape.ts'
import type { Located } from './config-yaml.ts'

type Key = string | number

/** What is checked: the text with its places, and the values that were made of it. */
export interface Subject {
  readonly located: Located
  readonly value: unknown
  /** Begins each message: "destination `prod`". */
  readonly of: string
  /** The key that all of it stands under, for messages. */
  readonly at?: string
}

/** The output of the schema; undefined when there is none, and `problems` says why. */
export function validated<S extends v.GenericSchema>(
  schema: S,
  subject: Subject,
  problems: Problems,
): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, subject.value)
  if (result.success) return result.output
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map(({ key }) => key as Key)
    for (const problem of explain(issue, { schema, subject, path })) problems.add(problem)
  }
  return undefined
}

interface Site {
  readonly schema: v.GenericSchema
  readonly subject: Subject
  readonly path: readonly Key[]
}

function explain(issue: v.BaseIssue<unknown>, site: Site): readonly Problem[] {
  const { subject, path } = site
  const last = path.at(-1)
  const parent = shapesAt(shapeOf(site.schema), path.slice(0, -1))
  const here = shapesAt(shapeOf(site.schema), path)
  const isAboutKey = issue.path?.at(-1)?.origin === 'key' && issue.kind === 'schema'
  if (isAboutKey && issue.expected === 'never') {
    const known = parent.flatMap(keysOf)
    return [unknownKey(String(last), known, { of: subject.of, place: keyPlaceAt(subject, path) })]
  }
  if (isAboutKey) {
    const place = placeAt(subject.located, path.slice(0, -1))
    const allows = here[0] ? `It takes ${allowed(here[0])}.` : 'Add it.'
    return [{ place, what: `${subject.of}: \`${last}\` is missing`, fix: allows }]
  }
  if (issue.type === 'union' || issue.type === 'variant') {
    const form = here.flatMap(alternatives).length > 1 && closestForm(issue.input, here)
    if (form) return explainForm(form, issue.input, site)
  }
  return [wrongValue(issue, here[0], site)]
}

export function unknownKey(
  key: string,
  known: readonly string[],
  { of, place }: { readonly of: string; readonly place: Place },
): Problem {
  const hint = key.includes(':') ? 'A blank is missing after the colon? ' : ''
  const what = `${of}: there is no key ${shownKey(key)}`
  return { place, what, fix: `${hint}${suggestion(key, [...new Set(known)])}` }
}

function wrongValue(issue: v.BaseIssue<unknown>, shape: Shape | undefined, site: Site): Problem {
  const { subject, path } = site
  const name = nameOf(site)
  const place = placeAt(subject.located, path)
  const choices = shape && choicesOf(shape)
  if (issue.kind === 'schema' || choices) {
    const near = choices && typeof issue.input === 'string' && nearWord(issue.input, choices)
    const form = shape ? allowed(shape) : 'another value'
    const guess = near ? `Did you mean \`${near}\`? ` : ''
    const fix = `${guess}${quotesFor(issue.input, shape)}`
    return { place, what: `${subject.of}: ${name} takes ${form}`, fix: fix || `Write ${form}.` }
  }
  const { what, fix } = limitOf(issue, shape)
  return { place, what: `${subject.of}: ${name} ${what}`, fix }
}

function nameOf({ subject: { at }, path }: Site): string {
  const whole = at === undefined ? path : [at, ...path]
  return whole.length === 0 ? 'it' : `\`${whole.map(segment).join('.')}\``
}

// A record's key may be anything, a pasted secret too.
function segment(key: Key): string {
  return typeof key === 'number' ? String(key + 1) : /^[\w.-]{1,200}$/.test(key) ? key : '…'
}

function quotesFor(input: unknown, shape: Shape | undefined): string {
  const takesText = shape !== undefined && alternatives(shape).some(({ type }) => type === 'string')
  const isScalar = typeof input === 'number' || typeof input === 'boolean'
  if (takesText && isScalar) return 'Put it between quotes.'
  if (takesText && input !== null && typeof input === 'object') {
    return 'A text that begins with { or [ needs quotes.'
  }
  return ''
}

// The library's default messages quote what was given; those that a schema's author wrote say what to
// write instead.
function limitOf(
  issue: v.BaseIssue<unknown>,
  shape: Shape | undefined,
): { readonly what: string; readonly fix: string } {
  if (!issue.message.startsWith('Invalid ')) {
    const wanted = issue.message.replace(/^expected /, '')
    return { what: 'is not as it must be', fix: `Write ${wanted}.` }
  }
  const most = String(issue.requirement)
  const of = Array.isArray(issue.input) ? 'entries' : 'characters'
  switch (issue.type) {
    case 'min_length':
    case 'non_empty':
      return { what: 'must not be empty', fix: `Write ${shape ? allowed(shape) : 'something'}.` }
    case 'max_length':
      return { what: `is longer than ${most}`, fix: `Write at most ${most} ${of}.` }
    case 'min_value':
      return { what: `is less than ${most}`, fix: `Write ${most} or more.` }
    case 'max_value':
      return { what: `is more than ${most}`, fix: `Write ${most} or less.` }
    case 'integer':
      return { what: 'must be a whole number', fix: 'Write it without a fraction.' }
    default:
      return {
        what: 'is not as it must be',
        fix: `Write ${shape ? allowed(shape) : 'another value'}.`,
      }
  }
}

// Which form of a union was meant: by its kind, then by its keys.
function closestForm(input: unknown, shapes: readonly Shape[]): Shape | undefined {
  const forms = shapes.flatMap(alternatives)
  if (Array.isArray(input)) return forms.find(({ type }) => type === 'array')
  if (typeof input === 'string') return forms.find(({ type }) => type === 'string')
  if (input === null || typeof input !== 'object') return undefined
  const given = Object.keys(input)
  if (given.length === 0) return undefined
  const scored = forms
    .filter(({ entries }) => entries)
    .map((form) => ({ form, score: given.filter((key) => keysOf(form).includes(key)).length }))
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  return best?.form
}

function explainForm(form: Shape, input: unknown, site: Site): readonly Problem[] {
  const schema = form as unknown as v.GenericSchema
  const result = v.safeParse(schema, input)
  if (result.success) return []
  const { subject, path } = site
  const known = shapesAt(shapeOf(site.schema), path).flatMap(keysOf)
  return result.issues.flatMap((issue) => {
    const inner = (issue.path ?? []).map(({ key }) => key as Key)
    const whole = [...path, ...inner]
    const isUnknown = inner.length === 1 && issue.expected === 'never'
    if (isUnknown) {
      const place = keyPlaceAt(subject, whole)
      const key = String(inner[0])
      if (!known.includes(key)) return [unknownKey(key, known, { of: subject.of, place })]
      const what = `${subject.of}: \`${key}\` cannot stand beside ${listed(partners(input, key))}`
      return [{ place, what, fix: `Allowed together: ${formsOf(site)}.` }]
    }
    return explain(issue, {
      schema,
      subject: inside(subject, path),
      path: inner,
    })
  })
}

function inside(subject: Subject, path: readonly Key[]): Subject {
  const located = nodeAt(subject.located, path) ?? subject.located
  const at = [...(subject.at === undefined ? [] : [subject.at]), ...path].map(segment).join('.')
  return { ...subject, located, ...(at !== '' && { at }) }
}

function partners(input: unknown, key: string): readonly string[] {
  return Object.keys(input as object).filter((each) => each !== key && /^[\w.-]{1,64}$/.test(each))
}

function formsOf({ schema, path }: Site): string {
  return shapesAt(shapeOf(schema), path)
    .flatMap(alternatives)
    .filter(({ entries }) => entries)
    .map((form) => `{ ${keysOf(form).join(', ')} }`)
    .join(' or ')
}

function shapesAt(shape: Shape, path: readonly Key[]): readonly Shape[] {
  let shapes: readonly Shape[] = [shape]
  for (const key of path) shapes = shapes.flatMap((each) => childrenOf(each, key))
  return shapes.map((each) => (each.type === 'optional' && !each.pipe ? unwrapped(each) : each))
}

function nodeAt(located: Located, path: readonly Key[]): Located | undefined {
  let node: Located | undefined = located
  for (const key of path) {
    if (node?.kind === 'map') node = node.entries.get(String(key))?.node
    else if (node?.kind === 'list') node = node.items[Number(key)]
    else return undefined
  }
  return node
}

/** Of the value at a path, or of the nearest thing around it. */
export function placeAt(located: Located, path: readonly Key[]): Place {
  const node = nodeAt(located, path)
  if (node) return node.place
  return path.length === 0 ? located.place : placeAt(located, path.slice(0, -1))
}

function keyPlaceAt({ located }: Subject, path: readonly Key[]): Place {
  const parent = nodeAt(located, path.slice(0, -1))
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined
  return entry?.keyPlace ?? placeAt(located, path)
}
