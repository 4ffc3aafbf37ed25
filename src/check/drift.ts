// DESTINATION_DRIFT: from the plan of a push that is not carried out to one finding a destination. Names
// of items only where they may be seen; never a value.
import { LATER_COMMIT, DELETION_REFUSED } from '../push/plan.ts'
import type { DestinationResult, ItemResult } from '../push/results.ts'
import { count } from '../platform/printable.ts'
import { finding, type Finding } from './finding.ts'
import { namesOf } from './names.ts'

export interface DriftPlace {
  /** Relative to the workspace; the name of the input where the workflow itself says it. */
  readonly path: string
  readonly line?: number
}

export interface DriftOptions extends DriftPlace {
  readonly namesVisible: boolean
}

const KINDS: readonly (readonly [what: string, is: (item: ItemResult) => boolean])[] = [
  ['missing', ({ kind }) => kind === 'create'],
  ['out of date', ({ kind }) => kind === 'update'],
  ['changed there since', ({ kind }) => kind === 'drifted'],
  [
    'no longer in the source',
    ({ kind, why }) => kind === 'delete' || (kind === 'skip' && why === DELETION_REFUSED),
  ],
  ['taken by somebody else', ({ kind }) => kind === 'foreign'],
]

/** undefined: a push would change nothing there. */
export function driftFinding(
  { counts: { destination }, items }: DestinationResult,
  { namesVisible, ...place }: DriftOptions,
): Finding | undefined {
  const parts = KINDS.flatMap(([what, is]) => {
    const names = items.filter(is).map(({ name }) => name)
    if (names.length === 0) return []
    const which = namesVisible ? ` (${namesOf(names, true)})` : ''
    return [`${names.length} ${what}${which}`]
  })
  if (parts.length === 0) return undefined
  return finding('DESTINATION_DRIFT', {
    ...place,
    message: `The destination ${destination} differs from what a push would leave there: ${parts.join(', ')}`,
    fix: 'Run `push` with `dry-run: true` to see its plan, find out who changed what is there, and push.',
  })
}

/** What the plan does not compare, because somebody pushed later. */
export function laterNote({ counts, items }: DestinationResult): string | undefined {
  const later = items.filter(({ why }) => why === LATER_COMMIT)
  if (later.length === 0) return undefined
  return `The destination ${counts.destination} has what a later commit pushed: ${count(later.length, 'item')} there differing from this commit ${later.length === 1 ? 'is' : 'are'} no drift`
}
