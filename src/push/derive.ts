// From decrypted files to the items that a destination should hold: selected, derived, renamed. What
// it takes is checked by desired-items.ts. Every mistake is found here, before the first write
// anywhere, and none is thrown. Pure: no I/O.
import { ActionError, ActionErrors, type ErrorCode } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'
import { IDENTITY_SCHEMA, type KeySchema } from '../secrets/key-schema.ts'
import { parseKeySchema } from '../secrets/key-schema-parser.ts'
import { parseSelection } from '../secrets/selection.ts'
import {
  collectVariables,
  type Collected,
  type CollectRules,
  type VariableSource,
} from '../secrets/variables.ts'
import { desiredItems, problem, type Checked, type ItemRules } from './desired-items.ts'
import type { DesiredItem } from './item.ts'
import { parseValueTemplate } from './value-template.ts'

/** What of a destination's entry says how its items are derived. */
export interface Derivation extends ItemRules {
  readonly select: readonly string[]
  /** `values:`, name to template. */
  readonly values: ReadonlyMap<string, string>
  readonly keySchema: string
  /** Overrides what the file names tell. */
  readonly environment: string | undefined
  readonly branch: string
}

export interface Derived extends Checked {
  /** Variables that several files hold: the last file won. */
  readonly overridden: Collected['overridden']
}

/** @param sources in the order of the entry's `from`: later ones win */
export function derive(sources: readonly VariableSource[], entry: Derivation): Derived {
  const errors: ActionError[] = []
  const schema = attempt(errors, () =>
    entry.keySchema === IDENTITY_SCHEMA ? undefined : parseKeySchema(entry.keySchema),
  )
  const selection = attempt(errors, () => parseSelection(entry.select))
  // Without these nobody knows the names; files and templates are looked at all the same.
  const isReadable = errors.length === 0
  const { environment, branch } = entry
  const rules = { selection: selection ?? parseSelection(['!*']), schema, environment, branch }
  const collected = collectVariables(sources, rules)
  errors.push(...collected.errors)
  const own = [...collected.variables.values()].map(({ name, value, sourceName, file }) => ({
    name,
    value,
    sources: [`${sourceName} (${file})`],
  }))
  const made = deriveValues(sources, { entry, schema, errors })
  const checked = isReadable ? desiredItems([...own, ...made], entry) : NOTHING
  const all = [...errors.map((error) => inDestination(error, entry)), ...checked.errors]
  // A file whose name tells no environment is told of once, not for each value made of it.
  const different = new Map(all.map((error) => [`${error.code} ${error.what}`, error]))
  const { overridden } = collected
  return { ...checked, overridden, errors: [...different.values()] }
}

const NOTHING: Checked = { items: [], parts: [], leftOut: [], blank: [], errors: [] }

// What depends on the entry names it; mistakes in files are the same for all.
const OF_ENTRY: ReadonlySet<ErrorCode> = new Set(['NAME_CLASH', 'SCHEMA_INVALID', 'SELECT_INVALID'])

function inDestination(error: ActionError, entry: Derivation): ActionError {
  if (!OF_ENTRY.has(error.code)) return error
  const { what, where, fix } = error
  return problem(entry, error.code, { what, fix, ...(where.file !== undefined && { where }) })
}

function attempt<T>(errors: ActionError[], run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof ActionErrors) errors.push(...error.errors)
    else if (error instanceof ActionError) errors.push(error)
    else throw error
    return undefined
  }
}

interface Deriving {
  readonly entry: Derivation
  readonly schema: KeySchema | undefined
  readonly errors: ActionError[]
}

/** `values:`. Their templates may use every variable of the files, also those not selected. */
function deriveValues(
  sources: readonly VariableSource[],
  deriving: Deriving,
): readonly DesiredItem[] {
  const { entry, errors } = deriving
  if (entry.values.size === 0) return []
  // Mistakes in files were found already.
  const rules = { ...rulesFor(deriving), schema: undefined }
  const { variables } = collectVariables(sources, rules)
  const values = new Map([...variables].map(([name, { value }]) => [name, value]))
  return [...entry.values].flatMap(([name, text]) => {
    const title = `the value ${name} of destination "${entry.name}"`
    const { where } = entry
    const place = { title, known: [...values.keys()], ...(where && { where }) }
    const template = attempt(errors, () => parseValueTemplate(text, place))
    const value = template && attempt(errors, () => template.render(values))
    if (!template || !value) return []
    const used = [...template.uses].flatMap((one) => variables.get(one) ?? [])
    const files = new Set(used.map(({ file }) => file))
    const holders = sources.filter(({ file }) => files.size === 0 || files.has(file))
    const from = used.map(({ sourceName, file }) => `${sourceName} (${file})`)
    const item = { name, value, sources: [`values.${name}`, ...from] }
    return renamed(item, holders, deriving)
  })
}

/** The schema applied as if each of these files held the value. */
function renamed(
  item: DesiredItem,
  holders: readonly VariableSource[],
  deriving: Deriving,
): readonly DesiredItem[] {
  const dotenv = holding(item.name, item.value)
  const sources = holders.map((source) => ({ ...source, dotenv }))
  const collected = collectVariables(sources, rulesFor(deriving))
  deriving.errors.push(...collected.errors)
  if (collected.variables.size > 1) deriving.errors.push(severalNames(item.name, collected))
  return [...collected.variables.keys()].slice(0, 1).map((name) => ({ ...item, name }))
}

function rulesFor({ entry, schema }: Deriving): CollectRules {
  const { environment, branch } = entry
  return { selection: parseSelection([]), schema, environment, branch }
}

function holding(name: string, value: SecretText): NonNullable<VariableSource['dotenv']> {
  return { variables: new Map([[name, value]]), assignments: [], strayLines: [] }
}

function severalNames(name: string, { variables }: Collected): ActionError {
  return new ActionError('SCHEMA_INVALID', {
    what: `the value ${name} is made of several files, and \`key-schema\` names it after each: ${[...variables.keys()].slice(0, 5).join(', ')}`,
    fix: 'Give `environment`, leave {{file}} and {{project}} out of `key-schema`, or make a destination for each file.',
  })
}
