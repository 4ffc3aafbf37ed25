// `connections`: sign-in that several destinations share. Owns which types one is for, and that it
// holds only what these types take.
import type { GenericSchema } from 'valibot'
import { nameSchema } from './config-schema.ts'
import { unknownKey, validated } from './config-issues.ts'
import { readOptions } from './config-options.ts'
import { shownKey, suggestion, type Problems } from './config-problems.ts'
import { childrenOf, keysOf, shapeOf } from './config-shape.ts'
import type { Located, LocatedMap } from './config-yaml.ts'

/** The types of destinations, with the options of each. */
export type Registry = Readonly<Record<string, { readonly options: GenericSchema }>>

export interface Connection {
  /** Those that can use it; empty when its own type is wrong. */
  readonly types: readonly string[]
  readonly options: LocatedMap
}

export type Connections = ReadonlyMap<string, Connection>

/** @param sections `connections` of each source */
export function readConnections(
  sections: readonly Located[],
  registry: Registry,
  problems: Problems,
): Connections {
  const connections = new Map<string, Connection>()
  for (const section of sections) {
    if (section.kind !== 'map') {
      const what = '`connections` takes a mapping of names to connections'
      problems.add({ place: section.place, what, fix: 'Write `name: { type: …, auth: … }`.' })
      continue
    }
    for (const [name, { node, keyPlace }] of section.entries) {
      const of = `connection ${shownKey(name)}`
      const named = { located: { kind: 'scalar', place: keyPlace, value: name, text: name }, of }
      validated(nameSchema, { ...named, value: name } as never, problems)
      if (connections.has(name)) {
        problems.add({ place: keyPlace, what: `${of} exists already`, fix: 'Rename one of them.' })
      } else if (node.kind !== 'map') {
        const what = `${of} takes a mapping`
        problems.add({ place: node.place, what, fix: 'Write `{ type: …, auth: … }`.' })
      } else {
        connections.set(name, readConnection({ node, of }, registry, problems))
      }
    }
  }
  return connections
}

function readConnection(
  { node, of }: { readonly node: LocatedMap; readonly of: string },
  registry: Registry,
  problems: Problems,
): Connection {
  const types = typesOf({ node, of }, registry, problems)
  const entries = new Map([...node.entries].filter(([key]) => key !== 'type'))
  const options: LocatedMap = { kind: 'map', place: node.place, entries }
  if (types.length === 0) return { types, options }
  const shapes = types.flatMap((type) => {
    const found = registry[type]
    return found ? [shapeOf(found.options)] : []
  })
  const known = shapes.flatMap(keysOf)
  for (const [key, { keyPlace }] of entries) {
    if (known.includes(key)) continue
    problems.add(unknownKey(key, ['type', ...known], { of, place: keyPlace }))
  }
  // Here as well, for a connection that nothing uses.
  const { value } = readOptions(options, { shapes, of }, problems)
  for (const [key, { node: located }] of entries) {
    const [first] = shapes.flatMap((shape) => childrenOf(shape, key))
    const given = (value as Record<string, unknown>)[key]
    const subject = { located: options, value: given, of }
    if (first)
      validated(first as unknown as GenericSchema, { ...subject, located, at: key }, problems)
  }
  return { types, options }
}

/** `aws` is for all types that begin with `aws-`. */
function typesOf(
  { node, of }: { readonly node: LocatedMap; readonly of: string },
  registry: Registry,
  problems: Problems,
): readonly string[] {
  const all = Object.keys(registry)
  const type = node.entries.get('type')?.node
  const families = all.flatMap((each) => [each.split('-')[0] ?? each, each])
  const known = [...new Set(families)]
  if (type === undefined) {
    problems.add({
      place: node.place,
      what: `${of}: \`type\` is missing`,
      fix: suggestion('', known),
    })
    return []
  }
  const word = type.kind === 'scalar' && typeof type.value === 'string' ? type.value : ''
  const types = known.includes(word)
    ? all.filter((each) => each === word || each.startsWith(`${word}-`))
    : []
  if (types.length === 0) {
    const what = `${of}: there is no such type of connection`
    problems.add({ place: type.place, what, fix: suggestion(word, known) })
  }
  return types
}
