// Whether a name at a destination can be one of ours: does it fit the entry's `key-schema`? Names that
// do not are left alone, whatever their marks say. Pure.
import { IDENTITY_SCHEMA } from '../secrets/key-schema.ts'
import { parseKeySchema } from '../secrets/key-schema-parser.ts'

export interface SchemaScope {
  readonly keySchema: string
  /** Of all in one item. */
  readonly item: string | undefined
  /** The schema variables besides `secretKey`, once for each source. */
  readonly settings: readonly ReadonlyMap<string, string>[]
  /** As the destination writes names. */
  readonly spelled?: ((name: string) => string) | undefined
}

/** Keys that differ at both ends, whatever one helper makes of one of them. */
const PROBES = ['a', 'b', '0', '_']

/** undefined: every name fits. @throws ActionError SCHEMA_INVALID */
export function schemaFit(scope: SchemaScope): ((name: string) => boolean) | undefined {
  const { keySchema, item, settings, spelled = (same) => same } = scope
  if (item !== undefined) return (name) => name === spelled(item)
  if (keySchema === IDENTITY_SCHEMA) return undefined
  const schema = parseKeySchema(keySchema)
  const fits = settings.map((values) => {
    const nameOf = (secretKey: string): string =>
      spelled(schema.apply(new Map([...values, ['secretKey', secretKey]])))
    const probed = PROBES.map(nameOf)
    const start = commonStart(probed)
    const end = commonEnd(probed)
    const [sample = ''] = probed
    return (name: string): boolean =>
      name.length > start + end &&
      name.startsWith(sample.slice(0, start)) &&
      keysIn(name.slice(start, name.length - end)).some((key) => nameOf(key) === name)
  })
  return (name) => fits.some((fit) => fit(name))
}

// What a helper made of a key stays as it is when it is made again: `upper` of upper case. A helper that
// does otherwise makes a name not fit, and so it stays. A key may stand in a schema several times.
function keysIn(inner: string): readonly string[] {
  return Array.from({ length: inner.length }, (_, index) => inner.slice(0, inner.length - index))
}

function commonStart(texts: readonly string[]): number {
  return common(texts, (text, at) => text[at])
}

function commonEnd(texts: readonly string[]): number {
  return common(texts, (text, at) => text[text.length - 1 - at])
}

function common(
  texts: readonly string[],
  unitAt: (text: string, at: number) => string | undefined,
): number {
  const [first = ''] = texts
  let at = 0
  while (at < first.length && texts.every((text) => unitAt(text, at) === unitAt(first, at))) at += 1
  return at
}
