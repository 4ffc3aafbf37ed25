// What became of a push: an outcome an item, a row of counts a destination, errors that name what
// failed. Holds names and counts, never a value. Prints nothing.
import type { DestinationError } from '../destinations/contract.ts'
import { ActionError, toActionErrors } from '../errors.ts'
import type { RowKind } from './decision.ts'
import type { Plan } from './plan.ts'
import { listed } from './refusals.ts'

/** A row of the `push` output. */
interface DestinationCounts {
  readonly destination: string
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly deleted: number
  readonly skipped: number
  readonly failed: number
}

type ItemOutcome =
  | 'done'
  /** In a dry run: it would be done. */
  | 'planned'
  /** Unchanged, skipped, to be imported. */
  | 'nothing to do'
  | 'failed'
  | 'not tried'

/** A row of the table for people. */
export interface ItemResult {
  readonly name: string
  readonly kind: RowKind
  readonly outcome: ItemOutcome
  /** Empty where there is nothing to say. */
  readonly why: string
}

export interface DestinationResult {
  readonly counts: DestinationCounts
  /** By name; empty where no plan could be made. */
  readonly items: readonly ItemResult[]
}

/** What a call to a provider came to, for one item; left out: not tried. */
export type Attempt = 'done' | ActionError

/** What was tried at one destination; by name as the plan has it. */
export interface Attempts {
  readonly destination: string
  readonly plan: Plan | undefined
  /** How many items should be there. */
  readonly wanted: number
  readonly attempts: ReadonlyMap<string, Attempt>
  readonly isDryRun: boolean
  /** Why those were not tried that were not. */
  readonly hindrance: string
}

export function resultOf({ plan, wanted, ...rest }: Attempts): DestinationResult {
  const { destination } = rest
  if (plan === undefined) {
    const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: 0 }
    return { counts: { destination, ...none, failed: wanted }, items: [] }
  }
  const items = plan.rows.map((row): ItemResult => {
    const outcome = outcomeOf(row.kind, rest.attempts.get(row.name), rest.isDryRun)
    const isHindered = outcome === 'not tried' && row.why === ''
    return { ...row, outcome, why: isHindered ? rest.hindrance : row.why }
  })
  return { counts: countsOf(destination, items), items }
}

function outcomeOf(kind: RowKind, attempt: Attempt | undefined, isDryRun: boolean): ItemOutcome {
  if (kind === 'foreign') return 'failed'
  if (kind === 'unchanged' || kind === 'skip' || kind === 'import') return 'nothing to do'
  if (isDryRun) return 'planned'
  if (attempt === undefined) return 'not tried'
  return attempt === 'done' ? 'done' : 'failed'
}

function countsOf(destination: string, items: readonly ItemResult[]): DestinationCounts {
  const counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: 0, failed: 0 }
  for (const item of items) counts[countOf(item)] += 1
  return { destination, ...counts }
}

function countOf({ kind, outcome }: ItemResult): Exclude<keyof DestinationCounts, 'destination'> {
  if (outcome === 'failed') return 'failed'
  // What is not deleted does no harm; what is not written is missing.
  if (outcome === 'not tried') return kind === 'delete' ? 'skipped' : 'failed'
  switch (kind) {
    case 'create':
      return 'created'
    case 'update':
    case 'drifted':
      return 'updated'
    case 'delete':
      return 'deleted'
    case 'unchanged':
      return 'unchanged'
    case 'skip':
    case 'import':
      return 'skipped'
    case 'foreign':
      return 'failed'
  }
}

/** Whatever was thrown by an adapter, as an error for people. */
export function failureAt(destination: string, thrown: unknown): ActionError {
  if (thrown instanceof ActionError) return thrown
  if (isDestinationError(thrown)) {
    const { what, fix } = thrown
    return new ActionError('DESTINATION_FAILED', { what: `"${destination}": ${what}`, fix })
  }
  const [error] = toActionErrors(thrown)
  return error ?? new ActionError('INTERNAL', { what: 'nothing was thrown', fix: '' })
}

// By its name too: what is typed only is not loaded.
function isDestinationError(thrown: unknown): thrown is DestinationError {
  return thrown instanceof Error && thrown.name === 'DestinationError'
}

/** One error for all items that failed for one reason, in the order of the first of each. */
export function groupedErrors(attempts: ReadonlyMap<string, Attempt>): readonly ActionError[] {
  const groups = new Map<string, { readonly error: ActionError; readonly names: string[] }>()
  for (const [name, error] of attempts) {
    if (error === 'done') continue
    const key = JSON.stringify([error.code, error.what, error.fix])
    const group = groups.get(key) ?? { error, names: [] }
    group.names.push(name)
    groups.set(key, group)
  }
  return [...groups.values()].map(
    ({ error: { code, what, fix }, names }) =>
      new ActionError(code, { what: `${what} (${listed(names)})`, fix }),
  )
}
