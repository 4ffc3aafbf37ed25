// The configuration of destinations: the input `destinations`, a file of the checkout, or both. All
// that is wrong in them is found here and told at once. Pure: reads no file and no environment, and
// leaves it to endpoints.ts whether a host may be talked to.
import { throwIfAny } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'
import { readConnections, type Registry } from './config-connections.ts'
import { readEntry, type DestinationEntry } from './config-entry.ts'
import { unknownKey } from './config-issues.ts'
import { Problems } from './config-problems.ts'
import type { ConfigSource } from './config-text.ts'
import { readYaml, type Located } from './config-yaml.ts'

export interface PushConfig {
  readonly destinations: readonly DestinationEntry[]
  /** Credentials that stand in the workflow's text: to be masked. */
  readonly secrets: readonly SecretText[]
}

const SECTIONS = ['connections', 'destinations']
const MAX_DESTINATIONS = 500
const FIX = 'Write `destinations:`, and below it `- name: …` with its `type: …`.'

/**
 * @param sources connections of one may be used in another
 * @throws ActionError, ActionErrors DESTINATIONS_INVALID, SECRET_LITERAL
 */
export function readDestinations(sources: readonly ConfigSource[], registry: Registry): PushConfig {
  const problems = new Problems()
  const sections = sources.map((source) => sectionsOf(source, problems))
  const connections = readConnections(
    sections.flatMap((section) => section.connections),
    registry,
    problems,
  )
  const entries = sections.flatMap((section) => section.entries)
  const excess = entries[MAX_DESTINATIONS]
  if (excess) {
    const what = `there are more than ${MAX_DESTINATIONS} destinations`
    problems.add({ place: excess.place, what, fix: 'Split them over several steps.' })
  }
  const read = entries
    .slice(0, MAX_DESTINATIONS)
    .flatMap((node, index) => readEntry(node, index, { registry, connections, problems }) ?? [])
  refuseTwins(
    entries.flatMap((node) => namesIn(node)),
    problems,
  )
  const [first] = sources
  if (entries.length === 0 && first) {
    const place = { shown: first.shown, origin: first.origin, line: 1, column: 1 }
    if (problems.errors.length === 0)
      problems.add({ place, what: 'holds no destination', fix: FIX })
  }
  throwIfAny(problems.errors)
  return {
    destinations: read.map(({ entry }) => entry),
    secrets: read.flatMap(({ secrets }) => secrets),
  }
}

interface Sections {
  readonly connections: readonly Located[]
  readonly entries: readonly Located[]
}

function sectionsOf(source: ConfigSource, problems: Problems): Sections {
  const nothing: Sections = { connections: [], entries: [] }
  const before = problems.errors.length
  const root = readYaml(source, problems)
  const { shown, origin } = source
  const start = { shown, origin, line: 1, column: 1 }
  if (!root || (root.kind === 'scalar' && root.value === null)) {
    if (problems.errors.length === before) {
      problems.add({ place: root?.place ?? start, what: 'holds no destination', fix: FIX })
    }
    return nothing
  }
  // A list alone can only be that of the destinations.
  if (root.kind === 'list') return { connections: [], entries: root.items }
  if (root.kind === 'scalar') {
    problems.add({ place: root.place, what: 'takes a mapping', fix: FIX })
    return nothing
  }
  for (const [key, { keyPlace }] of root.entries) {
    if (SECTIONS.includes(key)) continue
    problems.add(unknownKey(key, SECTIONS, { of: 'at the top', place: keyPlace }))
  }
  const list = root.entries.get('destinations')?.node
  const connections = root.entries.get('connections')?.node
  const isEmpty = (node: Located): boolean => node.kind === 'scalar' && node.value === null
  const shared = connections && !isEmpty(connections) ? [connections] : []
  // Connections alone are for the destinations of the other source.
  if (!list && connections) return { connections: shared, entries: [] }
  if (list?.kind !== 'list' || list.items.length === 0) {
    problems.add({
      place: list?.place ?? root.place,
      what: '`destinations` takes a list',
      fix: FIX,
    })
    return { connections: shared, entries: [] }
  }
  return { connections: shared, entries: list.items }
}

interface UsedName {
  readonly name: string
  readonly node: Located
  readonly isOld: boolean
}

function namesIn(entry: Located): readonly UsedName[] {
  if (entry.kind !== 'map') return []
  const current = entry.entries.get('name')?.node
  const old = entry.entries.get('formerly')?.node
  const olds = old?.kind === 'list' ? old.items : old ? [old] : []
  return [
    ...(current ? [{ node: current, isOld: false }] : []),
    ...olds.map((node) => ({ node, isOld: true })),
  ].flatMap(({ node, isOld }) =>
    node.kind === 'scalar' && typeof node.value === 'string' && node.value !== ''
      ? [{ name: node.value.toLowerCase(), node, isOld }]
      : [],
  )
}

// An old name says whose items are ours; two entries must not both say so.
function refuseTwins(names: readonly UsedName[], problems: Problems): void {
  const seen = new Set<string>()
  for (const { name, node, isOld } of names.toSorted((a, b) => Number(a.isOld) - Number(b.isOld))) {
    if (seen.has(name)) {
      const what = isOld
        ? 'this old name is a name of another entry, or stands here twice'
        : 'another destination has this name already, upper and lower case aside'
      problems.add({
        place: node.place,
        what,
        fix: 'Names are shown everywhere: give each its own.',
      })
    }
    seen.add(name)
  }
}
