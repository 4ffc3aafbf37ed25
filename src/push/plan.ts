// What has to be done at one destination: a comparison of what should be there with what is. Pure:
// the same input gives the same plan. Sends nothing, and no row of it holds a value.
import type { RemoteItem } from '../destinations/contract.ts'
import type { ActionError } from '../errors.ts'
import { byKey, decideUnwanted, decideWanted, isOurs, keyOf } from './decision.ts'
import type { Decision, Known, PlannedWrite, PlanRequest, PlanRow } from './decision.ts'
import { isCommitId } from './ownership.ts'
import {
  compareNames,
  foreignNames,
  obstaclesOf,
  rollback,
  tooManyDeletes,
  warningsOf,
} from './refusals.ts'

export interface Plan {
  /** By name; one a name. */
  readonly rows: readonly PlanRow[]
  /** Those that create come first. */
  readonly writes: readonly PlannedWrite[]
  readonly removals: readonly RemoteItem[]
  /** Whose values are brought into the source before anything is written. */
  readonly takenIn: readonly string[]
  /** What fails the step, after the plan was carried out. */
  readonly problems: readonly ActionError[]
  /** What must be solved before anything is written anywhere. */
  readonly obstacles: readonly ActionError[]
  readonly warnings: readonly string[]
}

/** Why rows are skipped that were to be deleted, or where a later commit was pushed. */
export const DELETION_REFUSED = 'its deletion is refused'
export const LATER_COMMIT = 'a later commit was pushed already'

export function planDestination(request: PlanRequest): Plan {
  const remote = byKey(request)
  const wanted = new Set(request.leftOut.map(({ name }) => keyOf(request, name)))
  const decisions: Decision[] = request.leftOut.map(({ name, why }) => ({
    kind: 'skip',
    name,
    why,
  }))
  for (const desired of request.desired) {
    const key = keyOf(request, desired.name)
    wanted.add(key)
    decisions.push(decideWanted(request, desired, remote.get(key)))
  }
  for (const [key, known] of remote) {
    const decision = wanted.has(key) ? undefined : decideUnwanted(request, known)
    if (decision) decisions.push(decision)
  }
  return {
    ...settle(request, decisions, [...remote.values()]),
    warnings: warningsOf(request, [...remote.values()]),
  }
}

/** A plan made after the import, with the rows of what was taken in and is not for the source to push. */
export function withTakenIn(plan: Plan, before: Plan, spelled: (name: string) => string): Plan {
  const known = new Set(plan.rows.map(({ name }) => spelled(name)))
  const rest = before.rows.filter(
    ({ kind, name }) => kind === 'import' && !known.has(spelled(name)),
  )
  const rows = [...plan.rows, ...rest].toSorted((one, other) => compareNames(one.name, other.name))
  return { ...plan, rows }
}

/** Commits that stand in marks of ours: those that `isLater` may be asked for. */
export function markedCommits(request: Omit<PlanRequest, 'isLater'>): readonly string[] {
  const commits = [...byKey(request).values()]
    .filter(({ whose }) => isOurs(whose))
    .map(({ item }) => item.mark?.commit ?? '')
  return [...new Set(commits)].filter(isCommitId).toSorted()
}

/** Takes out of the decisions what must not be done, and puts the rest in order. */
function settle(
  request: PlanRequest,
  decisions: readonly Decision[],
  known: readonly Known[],
): Omit<Plan, 'warnings'> {
  const problems: ActionError[] = []
  let rest = decisions.toSorted((one, other) => compareNames(one.name, other.name))
  const refuse = (isRefused: (each: Decision) => boolean, why: string): void => {
    rest = rest.map((each) => (isRefused(each) ? { kind: 'skip', name: each.name, why } : each))
  }
  const later = rollback(request, known)
  if (later && rest.some((each) => each.write ?? each.removal)) {
    problems.push(later)
    refuse((each) => (each.write ?? each.removal) !== undefined, LATER_COMMIT)
  }
  const tooMany = tooManyDeletes(request, rest.filter((each) => each.removal).length)
  if (tooMany) {
    problems.push(tooMany)
    refuse((each) => each.removal !== undefined, DELETION_REFUSED)
  }
  const foreign = foreignNames(request, rest)
  if (foreign) problems.push(foreign)
  const writes = rest.flatMap(({ kind, write }) => (write ? [{ kind, write }] : []))
  return {
    rows: rest.map(({ kind, name, why }) => ({ kind, name, why })),
    writes: [
      ...writes.filter(({ kind }) => kind === 'create'),
      ...writes.filter(({ kind }) => kind !== 'create'),
    ].map(({ write }) => write),
    removals: rest.flatMap(({ removal }) => (removal ? [removal] : [])),
    takenIn: rest.filter(({ isTakenIn }) => isTakenIn).map(({ name }) => name),
    problems,
    obstacles: obstaclesOf(request, rest),
  }
}
