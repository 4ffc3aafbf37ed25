// What a push says: log, summary and outputs out of its result. Names where they may be seen, counts
// elsewhere, never a value.
import type { Inputs } from '../inputs.ts'
import { count } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { PushResult } from '../push/apply.ts'
import type { DestinationResult, ItemResult } from '../push/results.ts'
import { EMPTY_REPORT, type Report, type Section } from './command.ts'
import { showsNames } from './masks.ts'

export interface PushRunFacts {
  /** A pull request, where nothing is written. */
  readonly isPlan: boolean
  readonly isDryRun: boolean
  /** Destinations that are not for this branch. */
  readonly left: number
  readonly names: Inputs
  readonly workflow: Workflow
}

export function describePush(result: PushResult, facts: PushRunFacts): Report {
  const { destinations, errors, warnings } = result
  const isWritten = !facts.isPlan && !facts.isDryRun
  const rows = destinations.map(({ counts }) => counts)
  const changed = rows.some(({ created, updated, deleted }) => created + updated + deleted > 0)
  return {
    ...EMPTY_REPORT,
    headline: headline(destinations, facts),
    sections: sectionsOf(destinations, facts),
    notes:
      facts.left === 0
        ? []
        : [`${count(facts.left, 'destination')} not pushed to from this branch`],
    notices: facts.isPlan
      ? [
          {
            text: 'A plan only: on pull requests nothing is written. `allow-pull-request: true` writes there too',
          },
        ]
      : [],
    warnings: warnings.map((text) => ({ text })),
    failures: errors,
    outputs: { changed: String(isWritten && changed), push: JSON.stringify(rows) },
    details: { destinations: rows, isDryRun: !isWritten },
  }
}

function headline(destinations: readonly DestinationResult[], facts: PushRunFacts): string {
  const sum = (kind: 'created' | 'updated' | 'deleted' | 'unchanged' | 'failed'): number =>
    destinations.reduce((total, { counts }) => total + counts[kind], 0)
  // Counted as failed, because they are missing.
  const left = destinations.flatMap(({ items }) => items.filter(isMissing)).length
  const [created, updated, deleted] = [sum('created'), sum('updated'), sum('deleted')]
  const would = facts.isPlan || facts.isDryRun ? 'would be ' : ''
  const parts = [
    `${created} ${would}created`,
    `${updated} ${would}updated`,
    `${deleted} ${would}deleted`,
    `${sum('unchanged')} unchanged`,
    ...(sum('failed') > left ? [`${sum('failed') - left} failed`] : []),
    ...(left > 0 ? [`${left} not tried`] : []),
  ]
  return `${count(destinations.length, 'destination')}: ${parts.join(', ')}`
}

function isMissing({ kind, outcome }: ItemResult): boolean {
  return outcome === 'not tried' && kind !== 'delete'
}

function sectionsOf(
  destinations: readonly DestinationResult[],
  { names, workflow }: PushRunFacts,
): readonly Section[] {
  const totals: Section = {
    title: 'Destinations',
    columns: ['destination', 'created', 'updated', 'unchanged', 'deleted', 'skipped', 'failed'],
    rows: destinations.map(({ counts: { destination, ...amounts } }) => [
      destination,
      ...['created', 'updated', 'unchanged', 'deleted', 'skipped', 'failed'].map((kind) =>
        String(amounts[kind as keyof typeof amounts]),
      ),
    ]),
  }
  if (!showsNames(names, workflow)) return [totals]
  return [
    totals,
    {
      title: 'Items',
      columns: ['destination', 'item', 'plan', 'outcome', 'why'],
      rows: destinations.flatMap(({ counts, items }) =>
        items
          .filter(({ kind }) => kind !== 'unchanged')
          .map(({ name, kind, outcome, why }) => [counts.destination, name, kind, outcome, why]),
      ),
    },
  ]
}
