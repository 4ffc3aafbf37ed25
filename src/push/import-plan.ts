// The way back: which values of which destinations go into one secret file, and what that would change
// there. Pure; no row of it holds a value. Names are import-names.ts's, the file's text is
// secrets/dotenv-edit.ts's.
import type { RemoteItem } from '../destinations/contract.ts'
import { ActionError } from '../errors.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import type { SyncRules } from './decision.ts'
import { problem, type ItemRules } from './desired-items.ts'
import { variablesFor, type NameRules, type Target } from './import-names.ts'
import { compareNames, listed } from './refusals.ts'

type Values = ReadonlyMap<string, SecretText>

/** One destination, and what was read from it. */
export interface ImportSource extends NameRules, Pick<ItemRules, 'name' | 'where' | 'empty'> {
  readonly initialSync: SyncRules['initialSync']
  /** As they stand there: of what a plan takes in, of `livingNames`, or those in its one item. */
  readonly names: readonly string[]
  /** What could be read; null or no entry: it could not. */
  readonly values: ReadonlyMap<string, SecretText | null>
}

export interface ImportRequest {
  /** As messages name it. */
  readonly file: string
  /** Of the file as it is; empty where it is to be made. */
  readonly current: Values
  /** In order: later ones win. */
  readonly sources: readonly ImportSource[]
}

interface ImportRow {
  readonly kind: 'added' | 'changed' | 'unchanged' | 'skipped'
  /** Of the variable; where it would be none, as it stands at the destination. */
  readonly name: string
  /** Whose value it is. */
  readonly destination: string
  /** Empty where there is nothing to say. */
  readonly why: string
}

/** Destinations that have different values for one variable. */
interface ImportClash {
  readonly name: string
  /** In their order: the value of the last one was taken. */
  readonly destinations: readonly string[]
}

export interface ImportPlan {
  /** By name. */
  readonly rows: readonly ImportRow[]
  readonly clashes: readonly ImportClash[]
  /** What is to be written into the file: added and changed. Worthless with errors. */
  readonly values: Values
  /** What must be solved before the file is changed. */
  readonly errors: readonly ActionError[]
}

/** Names of all that can be read there, whoever made it: those of a pull. */
export function livingNames(remote: readonly RemoteItem[]): readonly string[] {
  const living = remote.filter(({ isDeleted }) => !isDeleted)
  return [...new Set(living.map(({ name }) => name))]
}

export function planImport(request: ImportRequest): ImportPlan {
  const errors: ActionError[] = []
  const skipped: ImportRow[] = []
  const offers: Offer[] = []
  for (const source of request.sources) {
    const offered = offersOf(source, request)
    errors.push(...offered.errors)
    skipped.push(...offered.skipped)
    offers.push(...offered.offers)
  }
  const byName = Map.groupBy(offers, ({ name }) => name)
  const rows = [...byName.values()].flatMap((group) => settle(group, request.current))
  const values = rows.filter(({ kind }) => kind === 'added' || kind === 'changed')
  return {
    rows: [
      ...rows.map(({ kind, name, destination, why }) => ({ kind, name, destination, why })),
      ...skipped,
    ].toSorted((one, other) => compareNames(one.name, other.name)),
    clashes: [...byName.values()]
      .flatMap(clashesOf)
      .toSorted((a, b) => compareNames(a.name, b.name)),
    values: new Map(
      values
        .toSorted((one, other) => compareNames(one.name, other.name))
        .map(({ name, value }) => [name, value]),
    ),
    errors,
  }
}

/** A value that a destination has for a variable. */
interface Offer {
  readonly name: string
  readonly value: SecretText
  readonly destination: string
  /** Whether it replaces what the file has. */
  readonly wins: boolean
}

interface Offered {
  readonly offers: readonly Offer[]
  readonly skipped: readonly ImportRow[]
  readonly errors: readonly ActionError[]
}

const NOTHING: Offered = { offers: [], skipped: [], errors: [] }

function offersOf(source: ImportSource, { file, current }: ImportRequest): Offered {
  let nameOf: (name: string) => Target
  try {
    nameOf = variablesFor(source, current)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    const { code, what, fix } = error
    return { ...NOTHING, errors: [problem(source, code, { what, fix })] }
  }
  const found = new Map<string, string[]>()
  const skipped: ImportRow[] = []
  for (const remote of new Set(source.names)) {
    const target = nameOf(remote)
    if (target === undefined) continue
    if ('why' in target) {
      skipped.push({ kind: 'skipped', name: remote, destination: source.name, why: target.why })
    } else found.set(target.name, [...(found.get(target.name) ?? []), remote])
  }
  const read = valuesFor(source, [...found])
  const errors = [...ambiguous(source, found, file), ...read.errors]
  return { offers: read.offers, skipped: [...skipped, ...read.skipped], errors }
}

function valuesFor(
  source: ImportSource,
  found: readonly (readonly [name: string, remotes: readonly string[]])[],
): Offered {
  const offers: Offer[] = []
  const skipped: ImportRow[] = []
  const unreadable: string[] = []
  const blank: string[] = []
  const destination = source.name
  const wins = source.initialSync !== 'import-prioritize-source'
  for (const [name, [remote = '']] of found) {
    const value = source.values.get(remote)
    // What cannot be read is not empty.
    if (!(value instanceof SecretValue)) unreadable.push(remote)
    else if (value.reveal() !== '' || source.empty === 'push') {
      offers.push({ name, value, destination, wins })
    } else if (source.empty === 'error') blank.push(remote)
    else skipped.push({ kind: 'skipped', name, destination, why: 'its value there is empty' })
  }
  return { offers, skipped, errors: [...notRead(source, unreadable), ...empty(source, blank)] }
}

function notRead(source: ImportSource, names: readonly string[]): readonly ActionError[] {
  if (names.length === 0) return []
  return [
    problem(source, 'IMPORT_UNREADABLE', {
      what: `is listed there and could not be read: ${listed(names)}`,
      fix: 'Nothing was imported, since a value that cannot be read is not an empty one. Allow the credentials to read these, leave them out (`!NAME`), or run again if they were just deleted.',
    }),
  ]
}

function empty(source: ImportSource, names: readonly string[]): readonly ActionError[] {
  if (names.length === 0) return []
  return [
    problem(source, 'VALUE_EMPTY', {
      what: `empty there: ${listed(names)}`,
      fix: 'Give a value, leave it out (`!NAME`), or say `empty: skip` or `empty: push`.',
    }),
  ]
}

function ambiguous(
  source: ImportSource,
  found: ReadonlyMap<string, readonly string[]>,
  file: string,
): readonly ActionError[] {
  const several = [...found].filter(([, remotes]) => remotes.length > 1)
  if (several.length === 0) return []
  const told = several.map(([name, remotes]) => `${listed(remotes)} as ${name}`)
  return [
    problem(source, 'NAME_CLASH', {
      what: `several items there would become one variable of ${file}: ${listed(told)}`,
      fix: 'Correct `select`, or remove all but one of them there.',
    }),
  ]
}

type Settled = ImportRow & { readonly value: SecretText }

/** @param group what all destinations have for one variable, in their order */
function settle(group: readonly Offer[], current: Values): readonly Settled[] {
  const last = group.at(-1)
  if (last === undefined) return []
  const here = current.get(last.name)
  // Where the file has a value, only those count that may replace it.
  const taken = here === undefined ? last : group.findLast(({ wins }) => wins)
  const { name, destination, value } = taken ?? last
  const row = { name, destination, value, why: '' }
  if (here === undefined) return [{ ...row, kind: 'added' }]
  if (here.reveal() === value.reveal()) return [{ ...row, kind: 'unchanged' }]
  if (taken) return [{ ...row, kind: 'changed' }]
  return [{ ...row, kind: 'skipped', why: 'the file has another value, which stays' }]
}

function clashesOf(group: readonly Offer[]): readonly ImportClash[] {
  const [first] = group
  if (first === undefined || new Set(group.map(({ value }) => value.reveal())).size < 2) return []
  return [{ name: first.name, destinations: group.map(({ destination }) => destination) }]
}
