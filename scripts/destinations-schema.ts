// The JSON Schema of a destinations file, for editors: made of the same schemas that check it. Says
// less than the check: what depends on several keys, or on who wrote it, is left out.
import type { Registry } from '../src/push/config-connections.ts'
import { commonSchema } from '../src/push/config-schema.ts'
import {
  alternatives,
  descriptionOf,
  isOptional,
  isPublicHalf,
  isSecret,
  keysOf,
  shapeOf,
  unwrapped,
  type Shape,
} from '../src/push/config-shape.ts'

type Json = Readonly<Record<string, unknown>>

/** Draft 7: what the editors' YAML servers know best. */
export function destinationsSchema(registry: Registry): string {
  const types = Object.entries(registry).map(([type, { options }]) => ({
    type,
    shape: shapeOf(options),
  }))
  const list = { type: 'array', minItems: 1, items: { oneOf: types.map(entryOf) } }
  const connections = { type: 'object', additionalProperties: { anyOf: families(types) } }
  const whole = {
    type: 'object',
    properties: { connections, destinations: list },
    anyOf: [{ required: ['destinations'] }, { required: ['connections'] }],
    additionalProperties: false,
  }
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Generated from src/destinations by `npm run generate`.',
    title: 'Destinations of kanuka-secrets-action',
    anyOf: [whole, list],
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

interface Type {
  readonly type: string
  readonly shape: Shape
}

function entryOf({ type, shape }: Type): Json {
  const own = propertiesOf(shape)
  const common = propertiesOf(shapeOf(commonSchema))
  const needed = requiredOf(shape).filter((key) => key !== 'name')
  return {
    type: 'object',
    properties: { ...common, ...own, name: common['name'], type: { const: type } },
    required: ['name', 'type'],
    // What the type needs may stand in the connection.
    ...(needed.length > 0 && { anyOf: [{ required: ['connection'] }, { required: needed }] }),
    additionalProperties: false,
  }
}

function families(types: readonly Type[]): readonly Json[] {
  const names = new Set(types.flatMap(({ type }) => [type.split('-')[0] ?? type, type]))
  return [...names].map((name) => {
    const members = types.filter(({ type }) => type === name || type.startsWith(`${name}-`))
    const properties = Object.assign({}, ...members.map(({ shape }) => propertiesOf(shape))) as Json
    return {
      type: 'object',
      properties: { ...properties, type: { const: name } },
      required: ['type'],
      additionalProperties: false,
    }
  })
}

function propertiesOf(shape: Shape): Json {
  return Object.fromEntries(
    keysOf(shape).map((key) => {
      const shapes = alternatives(shape).flatMap(({ entries }) => entries?.[key] ?? [])
      const forms = shapes.map((each) => jsonOf(each, key))
      return [key, forms.length === 1 ? forms[0] : { anyOf: forms }]
    }),
  )
}

function requiredOf(shape: Shape): readonly string[] {
  const forms = alternatives(shape)
  return keysOf(shape).filter((key) =>
    forms.every(({ entries }) => entries?.[key] !== undefined && !isOptional(entries[key])),
  )
}

function jsonOf(shape: Shape, key: string): Json {
  const description = descriptionOf(shape)
  const fallback = isOptional(shape) ? shape.default : undefined
  return {
    ...formOf(unwrapped(shape), key),
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && typeof fallback !== 'function' && { default: fallback }),
  }
}

function formOf(shape: Shape, key: string): Json {
  if (shape.type === 'union' || shape.type === 'variant') {
    return { anyOf: alternatives(shape).map((each) => jsonOf(each, key)) }
  }
  if (isSecret(key, [shape], true) && !isPublicHalf(key)) {
    return { type: 'string', pattern: '^env:[A-Za-z_][A-Za-z0-9_]*$' }
  }
  switch (shape.type) {
    case 'string':
      return { type: 'string', ...limitsOf(shape, 'Length') }
    case 'number':
      return {
        type: hasAction(shape, 'integer') ? 'integer' : 'number',
        ...limitsOf(shape, 'imum'),
      }
    case 'boolean':
      return { type: 'boolean' }
    case 'picklist':
      return { enum: shape.options }
    case 'literal':
      return { const: shape.literal }
    case 'array':
      return {
        type: 'array',
        ...(shape.item && { items: jsonOf(shape.item, key) }),
        ...limitsOf(shape, 'Items'),
      }
    case 'record':
      return {
        type: 'object',
        ...(shape.value && { additionalProperties: jsonOf(shape.value, '') }),
      }
    case 'object':
    case 'strict_object':
      return {
        type: 'object',
        properties: propertiesOf(shape),
        required: requiredOf(shape),
        additionalProperties: false,
      }
    default:
      throw new Error(`no JSON Schema is known for valibot's ${shape.type} (\`${key}\`)`)
  }
}

function hasAction(shape: Shape, type: string): boolean {
  return (shape.pipe ?? []).some((action) => action.type === type)
}

function limitsOf(shape: Shape, noun: string): Json {
  // Limits of what the text is turned into are not limits of the text.
  const end = (shape.pipe ?? []).findIndex(({ type }) => type === 'transform')
  const actions = end === -1 ? (shape.pipe ?? []) : (shape.pipe ?? []).slice(0, end)
  return Object.assign(
    {},
    ...actions.map(({ type, requirement }) => {
      if (type === 'non_empty') return { [`min${noun}`]: 1 }
      if (type === 'min_length' || type === 'min_value') return { [`min${noun}`]: requirement }
      if (type === 'max_length' || type === 'max_value') return { [`max${noun}`]: requirement }
      const isPattern =
        type === 'regex' && requirement instanceof RegExp && requirement.flags === ''
      return isPattern ? { pattern: requirement.source } : {}
    }),
  ) as Json
}
