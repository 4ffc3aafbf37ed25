// The way back of a name: from how an item is called at a destination to the variable of the file that
// it is the value of. Pure; knows no values.
import { ActionError } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'
import { dotenvNames } from '../secrets/dotenv-value.ts'
import { schemaInverse } from '../secrets/key-schema-parser.ts'
import { parseSelection, type Selection } from '../secrets/selection.ts'
import { listed } from './refusals.ts'

/** How one destination came to its names. */
export interface NameRules {
  readonly keySchema: string
  /** The variables of the key schema but `secretKey`, for the file. */
  readonly schemaValues: ReadonlyMap<string, string>
  readonly select: readonly string[]
  /** Names under `values`: made from others, so there is nothing that could take them back. */
  readonly derived: Iterable<string>
  /** How the provider writes names; left out for what stands in one item. */
  readonly spelled?: (name: string) => string
}

/** By the names that the file has now. */
type Names = Pick<ReadonlyMap<string, SecretText>, 'keys'>

/** Those whose values an import needs; what is wrong with the entry is planImport's to say. */
export function namesToRead(
  source: NameRules & { readonly names: readonly string[] },
  current: Names,
): readonly string[] {
  try {
    const nameOf = variablesFor(source, current)
    return source.names.filter((remote) => {
      const target = nameOf(remote)
      return target !== undefined && 'name' in target
    })
  } catch (error) {
    if (error instanceof ActionError) return []
    throw error
  }
}

/** What a name there is here; undefined: none that our key schema gives, and no business of ours. */
export type Target = { readonly name: string } | { readonly why: string } | undefined

/** @throws ActionError SCHEMA_INVALID, SELECT_INVALID */
export function variablesFor(source: NameRules, current: Names): (remote: string) => Target {
  const { keySchema, schemaValues, spelled = same } = source
  const inverse = schemaInverse(keySchema)
  const selection = parseSelection(source.select)
  const derived = new Set([...source.derived].map(spelled))
  // Forwards first: a provider that writes `_` as `-` leaves nothing from which to go back.
  const known = knownNames(source.select, selection, current)
  const bySpelling = Map.groupBy(known, ([outside]) => spelled(outside))
  return (remote) => {
    const key = inverse(remote, schemaValues, spelled)
    if (key === undefined) return undefined
    if (derived.has(spelled(key))) return { why: 'made from other variables (`values`)' }
    const own = new Set((bySpelling.get(spelled(key)) ?? []).map(([, inside]) => inside))
    const [first] = own
    if (own.size > 1) return { why: `${listed([...own])} would all go out under this name` }
    if (first !== undefined) return { name: first }
    if (!selection.namesFor(key).includes(key)) return { why: 'left out by `select`' }
    const { pattern, maxLength, allows } = dotenvNames
    if (pattern.test(key) && key.length <= maxLength) return { name: key }
    return { why: `no name for a variable of a file: those are ${allows}` }
  }
}

const same = (name: string): string => name

type Pair = readonly [outside: string, inside: string]

/** As what each variable of the file goes out, and each that `select` renames. */
function knownNames(
  select: readonly string[],
  selection: Selection,
  current: Names,
): readonly Pair[] {
  const renamed = select.flatMap((rule) => /^[^=\s]+\s*=\s*([^=\s]+)$/.exec(rule)?.[1] ?? [])
  const inside = new Set([...current.keys(), ...renamed])
  return [...inside].flatMap((name) =>
    selection.namesFor(name).map((outside): Pair => [outside, name]),
  )
}
