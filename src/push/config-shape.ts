// What a valibot schema says of itself: keys, choices, what is a secret and what names a host. For
// messages, and for the published JSON Schema. Validates nothing.
import type { GenericSchema } from 'valibot'

/** The parts of valibot's schemas that are looked at here; all of them are public. */
export interface Shape {
  readonly type: string
  readonly entries?: Readonly<Record<string, Shape>>
  /** Of a union: schemas. Of a picklist: texts. */
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly item?: Shape
  readonly value?: Shape
  readonly wrapped?: Shape
  readonly default?: unknown
  readonly pipe?: readonly Action[]
}

interface Action {
  readonly kind: string
  readonly type: string
  readonly requirement?: unknown
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly description?: string
}

const OPTIONAL = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable'])
const UNIONS = new Set(['union', 'variant'])

/** Options whose value says which server is talked to; others say so with `metadata({ host: true })`. */
const HOST_OPTIONS = new Set(['endpoint', 'server', 'url', 'vault-url'])
/** Options that are credentials, whatever their schema forgets to say. */
const SECRET_OPTIONS = new Set([
  'client-secret',
  'password',
  'private-key',
  'secret-access-key',
  'secret-id',
  'session-token',
  'token',
])

const PUBLIC_HALVES = new Set(['access-key-id', 'client-id', 'role-id'])

export function shapeOf(schema: GenericSchema): Shape {
  return schema
}

export function isOptional(shape: Shape): boolean {
  return OPTIONAL.has(shape.type)
}

/** Without `optional` around it. */
export function unwrapped(shape: Shape): Shape {
  return OPTIONAL.has(shape.type) && shape.wrapped ? unwrapped(shape.wrapped) : shape
}

/** The schemas that a value may follow: those of a union, or the one. */
export function alternatives(shape: Shape): readonly Shape[] {
  const inner = unwrapped(shape)
  if (!UNIONS.has(inner.type)) return [inner]
  return (inner.options as readonly Shape[]).flatMap(alternatives)
}

/** The keys that can stand in a mapping; of a union, those of all its forms. */
export function keysOf(shape: Shape): readonly string[] {
  return [...new Set(alternatives(shape).flatMap(({ entries }) => Object.keys(entries ?? {})))]
}

/** The schemas that the value under a key (or at an index) may follow. */
export function childrenOf(shape: Shape, key: string | number): readonly Shape[] {
  return alternatives(shape).flatMap(({ entries, item, value }) => {
    const named = entries && Object.hasOwn(entries, key) ? entries[key] : undefined
    const child = named ?? (typeof key === 'number' ? item : value)
    return child ? [child] : []
  })
}

/** @param isNamed its schema names the key: in a mapping of any names, `token` is one like others */
export function isSecret(key: string, shapes: readonly Shape[], isNamed: boolean): boolean {
  return shapes.some((shape) => hasMark(shape, 'secret')) || (isNamed && SECRET_OPTIONS.has(key))
}

/** Half of a pair, worth nothing alone: it may be written out. */
export function isPublicHalf(key: string): boolean {
  return PUBLIC_HALVES.has(key)
}

export function namesHost(key: string, shapes: readonly Shape[]): boolean {
  return HOST_OPTIONS.has(key) || shapes.some((shape) => hasMark(shape, 'host'))
}

function hasMark(shape: Shape, mark: string): boolean {
  const isMarked = (each: Shape): boolean =>
    (each.pipe ?? []).some(({ metadata }) => metadata?.[mark] === true)
  return isMarked(shape) || alternatives(shape).some(isMarked)
}

export function descriptionOf(shape: Shape): string | undefined {
  const told = (each: Shape): string | undefined =>
    each.pipe?.findLast(({ type }) => type === 'description')?.description
  return told(shape) ?? told(unwrapped(shape))
}

/** The texts that a choice allows; undefined where it is none. */
export function choicesOf(shape: Shape): readonly string[] | undefined {
  const forms = alternatives(shape)
  if (!forms.every(({ type }) => type === 'picklist' || type === 'literal')) return undefined
  return forms.flatMap(({ options, literal }) => (options ?? [literal]).map(String))
}

/** What is allowed, for people. */
export function allowed(shape: Shape): string {
  const choices = choicesOf(shape)
  const told = descriptionOf(shape)
  if (choices) return `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`
  const forms = [...new Set(alternatives(shape).map(formOf))].join(', or ')
  return told === undefined ? forms : `${forms}: ${told}`
}

function formOf(shape: Shape): string {
  if (hasMark(shape, 'secret')) return '`env:NAME`'
  switch (shape.type) {
    case 'string':
      return 'text'
    case 'number':
      return 'a number'
    case 'boolean':
      return '`true` or `false`'
    case 'array':
      return 'a list'
    case 'record':
      return 'a mapping of names to texts'
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return `a mapping with ${Object.keys(shape.entries ?? {})
        .map((key) => `\`${key}\``)
        .join(', ')}`
    default:
      return 'another value'
  }
}
