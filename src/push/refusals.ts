// What a plan must not do, and what people have to be told of it: as errors and warnings. Pure.
import { ActionError } from '../errors.ts'
import { isOurs, type Known, type PlanRequest, type PlanRow } from './decision.ts'
import { isCommitId, type Judgement } from './ownership.ts'

const SHOWN_NAMES = 10

export function rollback(request: PlanRequest, known: readonly Known[]): ActionError | undefined {
  const { destination, rules } = request
  if (rules.allowRollback) return undefined
  const later = known.find(
    ({ item, whose }) =>
      isOurs(whose) &&
      isCommitId(item.mark?.commit ?? '') &&
      request.isLater(item.mark?.commit ?? ''),
  )
  if (later === undefined) return undefined
  return new ActionError('ROLLBACK_REFUSED', {
    what: `"${destination}" holds what the later commit ${later.item.mark?.commit.slice(0, 12)} pushed (${later.item.name}): this run is an older one, and wrote nothing there`,
    fix: 'Nothing is to be done if a newer run has pushed already. To go back to the older values on purpose, set `allow-rollback: true`.',
  })
}

export function tooManyDeletes(
  { destination, desired, rules }: PlanRequest,
  amount: number,
): ActionError | undefined {
  if (amount === 0) return undefined
  if (desired.length === 0) {
    return new ActionError('DELETE_REFUSED', {
      what: `the source of "${destination}" is empty: all ${amount} of our items there would be deleted, and were not`,
      fix: 'Look at `from`, `files` and `select`. To empty a destination on purpose, delete its items there.',
    })
  }
  if (amount <= rules.maxDeletes) return undefined
  return new ActionError('DELETE_REFUSED', {
    what: `${amount} items of "${destination}" would be deleted, which is more than \`max-deletes: ${rules.maxDeletes}\`; none was`,
    fix: `Look at the plan (\`dry-run: true\`). If it is right, set \`max-deletes: ${amount}\` for this destination.`,
  })
}

export function foreignNames(
  { destination }: PlanRequest,
  rows: readonly PlanRow[],
): ActionError | undefined {
  const names = rows.filter(({ kind }) => kind === 'foreign').map(({ name }) => name)
  if (names.length === 0) return undefined
  return new ActionError('ITEM_FOREIGN', {
    what: `"${destination}" has ${listed(names)} already, not made by this destination; not written`,
    fix: 'Rename ours (`select`, `key-schema`), remove it there, or set `adopt: true` once to take it over.',
  })
}

export function obstaclesOf(
  { destination, remote, capabilities, rules }: PlanRequest,
  rows: readonly PlanRow[],
): readonly ActionError[] {
  const obstacles: ActionError[] = []
  if (rules.initialSync !== 'overwrite-destination' && capabilities.reads !== 'values') {
    obstacles.push(
      new ActionError('IMPORT_UNREADABLE', {
        what: `"${destination}" has \`initial-sync: ${rules.initialSync}\`, but its values cannot be read back`,
        fix: 'Set `initial-sync: overwrite-destination`.',
      }),
    )
  }
  const { items } = capabilities.limits
  const living = remote.filter(({ isDeleted }) => !isDeleted).length
  const creates = rows.filter(({ kind }) => kind === 'create').length
  if (items !== undefined && creates > 0 && living + creates > items) {
    obstacles.push(
      new ActionError('DESTINATION_FULL', {
        what: `"${destination}" takes ${items} items: ${living} are there and ${creates} would be added`,
        fix: 'Remove items there, push fewer (`select`), or put them into one (`format: json`).',
      }),
    )
  }
  return obstacles
}

export function warningsOf(
  { destination }: PlanRequest,
  known: readonly Known[],
): readonly string[] {
  const namesOf = (whose: Judgement): readonly string[] =>
    known
      .filter((each) => each.whose === whose && !each.item.isDeleted)
      .map(({ item }) => item.name)
      .toSorted(compareNames)
  const [forged, another] = [namesOf('forged'), namesOf('ours by another key')]
  return [
    ...(forged.length > 0
      ? [
          `"${destination}": ${listed(forged)} has our mark, but not one that is valid for it: copied from another item, or written by someone else. It counts as foreign.`,
        ]
      : []),
    ...(another.length > 0
      ? [
          `"${destination}": ${listed(another)} is marked with another key: written once more when it is in the source, and never deleted.`,
        ]
      : []),
  ]
}

/** Some of many names, for a sentence. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).join(', ')
  const more = names.length - SHOWN_NAMES
  return more > 0 ? `${shown} and ${more} more` : shown
}

export function compareNames(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
