// One entry of `destinations`: its common part, the options of its type together with those of its
// connection. Finds all that is wrong with it; reads nothing from outside.
import type { InferOutput } from 'valibot'
import { ActionError, type Where } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'
import { parseKeySchema } from '../secrets/key-schema-parser.ts'
import { parseSelection } from '../secrets/selection.ts'
import type { Connection, Connections, Registry } from './config-connections.ts'
import { placeAt, unknownKey, validated } from './config-issues.ts'
import { plain, readOptions, type HostOption } from './config-options.ts'
import { listed, shownKey, suggestion, type Place, type Problems } from './config-problems.ts'
import { commonSchema, sharedOptions, type Common } from './config-schema.ts'
import { keysOf, shapeOf, type Shape } from './config-shape.ts'
import type { Located, LocatedEntry, LocatedMap } from './config-yaml.ts'

export interface DestinationEntry {
  readonly name: string
  readonly type: string
  /** Of the whole entry. */
  readonly place: Place
  /** The same, for errors; without a file where the workflow itself says it. */
  readonly where: Where
  /** Of something in it: `['values', 'DATABASE_URL']`. */
  readonly placeOf: (path: readonly string[]) => Place
  /** Old names, whose items are ours. */
  readonly formerly: readonly string[]
  readonly store: string | undefined
  /** undefined: all selected files. */
  readonly from: readonly string[] | undefined
  readonly environment: string | undefined
  /** undefined: as the step's input says; so the key schema. */
  readonly select: readonly string[] | undefined
  readonly keySchema: string | undefined
  /** Name to template. */
  readonly values: ReadonlyMap<string, string>
  /** All in one item. */
  readonly bundle:
    | { readonly format: 'json' | 'dotenv' | 'yaml'; readonly item: string }
    | undefined
  readonly initialSync: Common['initial-sync']
  readonly delete: Common['delete']
  readonly maxDeletes: number
  readonly adopt: boolean
  readonly empty: Common['empty']
  /** undefined: all. */
  readonly branches: readonly string[] | undefined
  /** As the schema of the type gives them. */
  readonly options: unknown
  /** Whose hosts are still to be checked. */
  readonly hosts: readonly HostOption[]
}

export interface ReadEntry {
  readonly entry: DestinationEntry
  readonly secrets: readonly SecretText[]
}

interface Setting {
  readonly registry: Registry
  readonly connections: Connections
  readonly problems: Problems
}

const COMMON_KEYS = keysOf(shapeOf(commonSchema))

/** undefined: it is not to be used, and the problems say why. */
export function readEntry(node: Located, index: number, setting: Setting): ReadEntry | undefined {
  const { problems } = setting
  if (node.kind !== 'map') {
    const what = `destination ${index + 1} takes a mapping`
    problems.add({ place: node.place, what, fix: 'Write `- name: …` and `type: …`.' })
    return undefined
  }
  const of = labelOf(node, index)
  const type = typeOf(node, of, setting)
  const own = type === undefined ? unknownType() : shapeOf(type.options)
  refuseUnknown(node, { own, of }, problems)
  const commonPart = part(node, (key) => COMMON_KEYS.includes(key) && !isTypesOwn(key, own))
  const common = validated(
    commonSchema,
    { located: commonPart, value: plain(commonPart), of },
    problems,
  )
  checkTexts(node, { common, own, of }, problems)
  const located = withConnection(node, { own, of }, setting)
  const read = readOptions(located, { shapes: [own], of }, problems)
  if (!type) {
    checkShared(located, { value: read.value as Record<string, unknown>, of }, problems)
    return undefined
  }
  const options = validated(type.options, { located, value: read.value, of }, problems)
  if (common === undefined) return undefined
  return { entry: assemble(common, { node, options, hosts: read.hosts }), secrets: read.secrets }
}

function assemble(
  common: Common,
  { node, options, hosts }: { node: LocatedMap; options: unknown; hosts: readonly HostOption[] },
): DestinationEntry {
  const { name, type, store, from, environment, select, format, item, adopt, empty } = common
  const { place } = node
  return {
    name,
    type,
    place,
    where: place.origin === 'file' ? { file: place.shown, line: place.line } : {},
    placeOf: (path) => placeAt(node, path),
    formerly: common.formerly ?? [],
    store,
    from,
    environment,
    select,
    keySchema: common['key-schema'],
    values: new Map(Object.entries(common.values ?? {})),
    bundle: format !== undefined && item !== undefined ? { format, item } : undefined,
    initialSync: common['initial-sync'],
    delete: common.delete,
    maxDeletes: common['max-deletes'],
    adopt,
    empty,
    branches: common.branches,
    options,
    hosts,
  }
}

function labelOf(node: LocatedMap, index: number): string {
  const name = node.entries.get('name')?.node
  const word = name?.kind === 'scalar' ? name.value : undefined
  const isName = typeof word === 'string' && /^[\w.-]{1,64}$/.test(word)
  return `destination ${isName ? shownKey(word) : index + 1}`
}

function typeOf(
  node: LocatedMap,
  of: string,
  { registry, problems }: Setting,
): Registry[string] | undefined {
  const type = node.entries.get('type')?.node
  const word = type?.kind === 'scalar' ? type.value : undefined
  // Where it is missing, or no text, the common schema says so.
  if (type === undefined || typeof word !== 'string' || word === '') return undefined
  if (Object.hasOwn(registry, word)) return registry[word]
  const what = `${of}: there is no such type of destination`
  problems.add({ place: type.place, what, fix: suggestion(word, Object.keys(registry)) })
  return undefined
}

/** All that is known of options when the type is not. */
function unknownType(): Shape {
  return { type: 'loose_object', entries: sharedOptions }
}

/** `format` of a plain file: the type has an own idea of it. The name is both. */
function isTypesOwn(key: string, own: Shape): boolean {
  return key !== 'name' && key !== 'type' && keysOf(own).includes(key)
}

function refuseUnknown(
  node: LocatedMap,
  { own, of }: { readonly own: Shape; readonly of: string },
  problems: Problems,
): void {
  if (own.type === 'loose_object') return
  const options = keysOf(own)
  // A type with a `format` of its own is one file anyway: `item` would say nothing.
  const common = COMMON_KEYS.filter((key) => key !== 'item' || !options.includes('format'))
  const known = [...common, ...options]
  for (const [key, { keyPlace }] of node.entries) {
    if (!known.includes(key)) problems.add(unknownKey(key, known, { of, place: keyPlace }))
  }
}

function part(node: LocatedMap, isIn: (key: string) => boolean): LocatedMap {
  return { ...node, entries: new Map([...node.entries].filter(([key]) => isIn(key))) }
}

/** The options; what the entry itself says wins over its connection. */
function withConnection(
  node: LocatedMap,
  { own, of }: { readonly own: Shape; readonly of: string },
  setting: Setting,
): LocatedMap {
  const known = keysOf(own)
  const options = part(node, (key) => known.includes(key))
  const connection = connectionOf(node, of, setting)
  const entries = new Map<string, LocatedEntry>()
  for (const [key, entry] of connection?.options.entries ?? []) {
    // What another type of its family takes: `path` is no option of every aws-*.
    if (known.includes(key)) entries.set(key, entry)
  }
  for (const [key, entry] of options.entries) entries.set(key, entry)
  return { ...node, entries }
}

function connectionOf(
  node: LocatedMap,
  of: string,
  { connections, problems }: Setting,
): Connection | undefined {
  const given = node.entries.get('connection')?.node
  if (given?.kind !== 'scalar' || typeof given.value !== 'string') return undefined
  const connection = connections.get(given.value)
  if (!connection) {
    const fix = suggestion(
      given.value,
      [...connections.keys()].filter((name) => shownKey(name) !== 'like this'),
    )
    problems.add({ place: given.place, what: `${of}: there is no such connection`, fix })
    return undefined
  }
  const type = node.entries.get('type')?.node
  const word = type?.kind === 'scalar' ? String(type.value) : ''
  if (connection.types.length > 0 && !connection.types.includes(word)) {
    const what = `${of}: its connection is not for its type`
    const fix = `It is for ${listed(connection.types)}. Name another one, or write the options here.`
    problems.add({ place: given.place, what, fix })
    return undefined
  }
  return connection
}

interface Texts {
  readonly common: InferOutput<typeof commonSchema> | undefined
  readonly own: Shape
  readonly of: string
}

/** What the schema cannot say: grammars, and keys that need each other. */
function checkTexts(node: LocatedMap, { common, own, of }: Texts, problems: Problems): void {
  const has = (key: string): boolean => node.entries.has(key) && !keysOf(own).includes(key)
  for (const [one, other] of [
    ['format', 'item'],
    ['item', 'format'],
  ] as const) {
    if (!has(one) || has(other) || keysOf(own).includes(other)) continue
    const place = node.entries.get(one)?.keyPlace ?? node.place
    const fix = '`format` puts all into one item, called `item`; leave out both for an item each.'
    problems.add({ place, what: `${of}: \`${one}\` needs \`${other}\` beside it`, fix })
  }
  if (!common) return
  const attempt = (key: string, run: () => unknown): void => {
    try {
      run()
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      problems.add({ place: placeAt(node, [key]), what: `${of}: ${error.what}`, fix: error.fix })
    }
  }
  attempt('select', () => parseSelection(common.select ?? []))
  const keySchema = common['key-schema']
  if (keySchema !== undefined) attempt('key-schema', () => parseKeySchema(keySchema))
}

function checkShared(
  located: LocatedMap,
  { value, of }: { readonly value: Record<string, unknown>; readonly of: string },
  problems: Problems,
): void {
  for (const [key, schema] of Object.entries(sharedOptions)) {
    const node = located.entries.get(key)?.node
    if (node) validated(schema, { located: node, value: value[key], of, at: key }, problems)
  }
}
