// Whether a destination takes what was derived for it: names, clashes, empty values, bytes, items; and
// many variables as one item. Names of what is wrong go into errors, values never. Pure: no I/O.
import type { Capabilities, Limits, NameRule } from '../destinations/contract.ts'
import { ActionError, type ErrorCode, type Where } from '../errors.ts'
import type { LeftOut } from './decision.ts'
import { formatNames, formatVariables, type Format } from './format.ts'
import type { DesiredItem } from './item.ts'

export interface ItemRules {
  /** Of the destination. */
  readonly name: string
  /** Where the configuration has its entry. */
  readonly where?: Where
  readonly capabilities: Pick<Capabilities, 'limits' | 'names'>
  readonly empty: 'error' | 'skip' | 'push'
  /** Many-to-one: one item that holds all. undefined: an item a variable. */
  readonly bundle: { readonly format: Format; readonly item: string } | undefined
}

export interface Checked {
  /** Sorted by name. Without any variable there is no item, not even an empty bundle. */
  readonly items: readonly DesiredItem[]
  /** The same before they become one item: each of these values is to be masked. */
  readonly parts: readonly DesiredItem[]
  /** Items that are neither to be written nor to be deleted. */
  readonly leftOut: readonly LeftOut[]
  /** Names of the empty values that `empty: skip` left out, also of a bundle. */
  readonly blank: readonly string[]
  readonly errors: readonly ActionError[]
}

interface Details {
  readonly what: string
  readonly fix: string
  readonly where?: Where
}

/** A mistake in the entry of a destination. */
export function problem(
  entry: Pick<ItemRules, 'name' | 'where'>,
  code: ErrorCode,
  details: Details,
): ActionError {
  return new ActionError(code, {
    ...(entry.where && { where: entry.where }),
    ...details,
    what: `destination "${entry.name}": ${details.what}`,
  })
}

/** @param derived under their names before the provider spells them */
export function desiredItems(derived: readonly DesiredItem[], entry: ItemRules): Checked {
  const { bundle, capabilities, empty } = entry
  const named = (
    bundle ? derived : derived.map((item) => spell(item, capabilities.names))
  ).toSorted(byName)
  const blank = named.filter(isEmpty)
  const parts = empty === 'skip' ? named.filter((item) => !isEmpty(item)) : named
  const rule = bundle ? formatNames[bundle.format] : capabilities.names
  const errors = [
    // Also among those left out: whether names clash must not depend on values.
    ...clashes(named, entry),
    ...badNames(parts, rule, entry),
    ...emptyValues(blank, entry),
  ]
  const left = empty === 'skip' ? blank : []
  const blankNames = left.map(({ name }) => name)
  if (bundle) return { ...bundled(parts, { entry, bundle, errors }), parts, blank: blankNames }
  const leftOut = blankNames.map((name) => ({ name, why: 'its value is empty' }))
  const all = [...errors, ...overLimits(parts, entry)]
  return { items: parts, parts, leftOut, blank: blankNames, errors: all }
}

const byName = (one: DesiredItem, other: DesiredItem): number => (one.name < other.name ? -1 : 1)

const isEmpty = ({ value }: DesiredItem): boolean => value.reveal() === ''

const bytesOf = ({ value }: DesiredItem): number => Buffer.byteLength(value.reveal())

function spell(item: DesiredItem, { spelled }: NameRule): DesiredItem {
  return spelled ? { ...item, name: spelled(item.name) } : item
}

interface Bundling {
  readonly entry: ItemRules
  readonly bundle: NonNullable<ItemRules['bundle']>
  /** Of the names in it. */
  readonly errors: readonly ActionError[]
}

function bundled(
  parts: readonly DesiredItem[],
  { entry, bundle, errors }: Bundling,
): Pick<Checked, 'items' | 'leftOut' | 'errors'> {
  const { format } = bundle
  const { names } = entry.capabilities
  const { text, unwritable } = formatVariables(format, parts)
  const sources = parts.flatMap((part) => part.sources)
  const item = spell({ name: bundle.item, value: text, sources: [...new Set(sources)] }, names)
  const all = [...errors, ...badNames([item], names, entry)]
  if (unwritable.length > 0) all.push(notWritable(unwritable, format, entry))
  // Nothing to write is no reason to write an empty file over what is there.
  if (parts.length === 0) {
    return { items: [], leftOut: [{ name: item.name, why: 'it would be empty' }], errors: all }
  }
  if (all.length === 0) all.push(...overLimits([item], entry))
  return { items: [item], leftOut: [], errors: all }
}

function notWritable(names: readonly string[], format: Format, entry: ItemRules): ActionError {
  return problem(entry, 'VALUE_NOT_WRITABLE', {
    what: `no ${format} text is read back as the value of ${listed(names)}`,
    fix: 'A dotenv file has no form for some mixtures of quotes, `#` and line ends. Use `format: json` or `yaml`, or put {{base64 NAME}} into `values`.',
  })
}

function clashes(items: readonly DesiredItem[], entry: ItemRules): readonly ActionError[] {
  const groups = Map.groupBy(items, ({ name }) => name)
  const several = [...groups.values()].filter((group) => group.length > 1)
  if (several.length === 0) return []
  const told = several.map(
    (group) => `${listed(group.map(from))} as ${short(group[0]?.name ?? '')}`,
  )
  return [
    problem(entry, 'NAME_CLASH', {
      what: `several would be written under one name: ${listed(told, '; ')}`,
      fix: 'Rename with `select` (`NEW=OLD`) or leave one out (`!NAME`). A name in `values` that a file has too needs `!NAME`.',
    }),
  ]
}

const from = ({ sources }: DesiredItem): string => listed(sources, ' + ')

function badNames(
  items: readonly DesiredItem[],
  rule: NameRule,
  entry: ItemRules,
): readonly ActionError[] {
  const errors: ActionError[] = []
  const wrong = items.filter(({ name }) => !fits(name, rule))
  if (wrong.length > 0) {
    errors.push(
      problem(entry, 'NAME_INVALID', {
        what: `not a possible name there: ${listed(wrong.map(({ name }) => short(name)))}`,
        fix: `Names there are ${rule.allows}, ${rule.maxLength} characters at most. Rename with \`select\` (\`NEW=OLD\`) or \`key-schema\`, or leave them out (\`!NAME\`).`,
      }),
    )
  }
  const prefixes = (rule.reservedPrefixes ?? []).map((prefix) => prefix.toLowerCase())
  const reserved = items.filter(({ name }) =>
    prefixes.some((prefix) => name.toLowerCase().startsWith(prefix)),
  )
  if (reserved.length > 0) {
    errors.push(
      problem(entry, 'NAME_RESERVED', {
        what: `the provider keeps these names for itself: ${listed(reserved.map(({ name }) => short(name)))}`,
        fix: `No name there begins with ${rule.reservedPrefixes?.join(', ')}. Rename with \`select\` (\`NEW=OLD\`) or \`key-schema\`.`,
      }),
    )
  }
  return errors
}

/** The whole name, however the pattern is written. */
function fits(name: string, { pattern, maxLength }: NameRule): boolean {
  if (name === '' || name.length > maxLength) return false
  const flags = pattern.flags.replace('m', '')
  return new RegExp(`^(?:${pattern.source})$`, flags).test(name)
}

function emptyValues(blank: readonly DesiredItem[], entry: ItemRules): readonly ActionError[] {
  const takesThem = entry.bundle !== undefined || entry.capabilities.limits.takesEmpty
  if (blank.length === 0 || entry.empty === 'skip') return []
  if (entry.empty === 'push' && takesThem) return []
  const names = listed(blank.map((item) => `${short(item.name)} (from ${from(item)})`))
  return [
    problem(entry, 'VALUE_EMPTY', {
      what: `empty: ${names}`,
      fix: `Give a value, leave it out (\`!NAME\`), or say \`empty: skip\`${takesThem ? ' or `empty: push`' : '; empty values cannot be kept there'}.`,
    }),
  ]
}

function overLimits(items: readonly DesiredItem[], entry: ItemRules): readonly ActionError[] {
  const { limits } = entry.capabilities
  return [
    ...tooLarge(items, limits, entry),
    ...(limits.items !== undefined && items.length > limits.items
      ? [
          problem(entry, 'DESTINATION_FULL', {
            what: `${items.length} items, and it takes ${limits.items}`,
            fix: 'Push fewer (`select`, `from`), or put them into one item (`format: json`).',
          }),
        ]
      : []),
  ]
}

function tooLarge(
  items: readonly DesiredItem[],
  { valueBytes, totalBytes }: Limits,
  entry: ItemRules,
): readonly ActionError[] {
  const errors: ActionError[] = []
  const large = items.filter((item) => bytesOf(item) > valueBytes)
  if (large.length > 0) {
    const told = large.map((item) => `${short(item.name)} (${bytesOf(item)} bytes)`)
    errors.push(
      problem(entry, 'VALUE_TOO_LARGE', {
        what: `over ${valueBytes} bytes, which is all a value may have there: ${listed(told)}`,
        fix: entry.bundle
          ? 'Put less into the item (`select`), make several destinations of it, or leave `format` out.'
          : 'Shorten the value, or leave it out (`!NAME`).',
      }),
    )
  }
  const total = items.reduce((sum, item) => sum + bytesOf(item), 0)
  if (totalBytes !== undefined && total > totalBytes) {
    errors.push(
      problem(entry, 'VALUE_TOO_LARGE', {
        what: `the values have ${total} bytes together, and it takes ${totalBytes}`,
        fix: 'Push fewer (`select`, `from`), or spread them over several destinations.',
      }),
    )
  }
  return errors
}

const MAX_LISTED = 20
const MAX_LENGTH = 80

/** `A, B and 3 more`. */
function listed(texts: readonly string[], separator = ', '): string {
  const rest = texts.length - MAX_LISTED
  return texts.slice(0, MAX_LISTED).join(separator) + (rest > 0 ? ` and ${rest} more` : '')
}

function short(name: string): string {
  if (name.length <= MAX_LENGTH) return name
  return `${name.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`
}
