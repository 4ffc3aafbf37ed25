// The engine of a push: asks all destinations before it writes to any, plans, and carries the plans
// out. Owns the order, what stops what, and the outcome of each item. Knows no provider; prints
// nothing, and keeps values only to hand them on.
import type {
  Capabilities,
  Outcome,
  PutItem,
  RemoteItem,
  Session,
} from '../destinations/contract.ts'
import { ActionErrors, type ActionError } from '../errors.ts'
import { attempt, eachBounded, reasonOf, untilCut } from './calls.ts'
import type { Call, WriteSignals } from './calls.ts'
import type { DesiredItem } from './item.ts'
import { isCommitId, type Ownership } from './ownership.ts'
import { clashesOf, type Writer } from './clashes.ts'
import { spelling, type LeftOut, type SyncRules } from './decision.ts'
import { tooLargeFor } from './place-limits.ts'
import { markedCommits, planDestination, withTakenIn, type Plan } from './plan.ts'
import { failureAt, groupedErrors, resultOf } from './results.ts'
import type { Attempt, DestinationResult } from './results.ts'

/** One entry of the configuration, with all that was derived for it. */
export interface PushTarget extends Writer {
  readonly capabilities: Capabilities
  readonly ownership: Ownership
  readonly rules: SyncRules
  readonly desired: readonly DesiredItem[]
  readonly leftOut: readonly LeftOut[]
  connect(): Promise<Session>
}

/** The commit that the values come from. */
export interface PushOrigin {
  /** Its id. */
  readonly commit: string
  /** Which of these commits are strict descendants of ours. Asked only when there is something to do. */
  laterThanOurs(commits: readonly string[]): Promise<ReadonlySet<string>>
}

/** What there is to push, from the source as it now is. */
interface Retaken {
  /** The same entries, by name. */
  readonly targets: readonly PushTarget[]
  readonly origin: PushOrigin
}

export interface PushRun extends PushOrigin, WriteSignals {
  readonly isDryRun: boolean
  /**
   * Brings into the source what the plans would import, of all destinations at once; not in a dry run.
   * What it throws stops the writes. Left out: such items are left alone.
   * @returns undefined where the source does not have it for good: then what is taken in stays
   * there as it is, since the next run might not know it
   */
  takeIn?(found: readonly Importable[]): Promise<Retaken | undefined>
}

/** A destination that has values for the source. */
export interface Importable {
  /** Of the target. */
  readonly name: string
  readonly session: Session
  /** As the plan has them. */
  readonly items: readonly string[]
}

export interface PushResult {
  /** In the order of the targets. */
  readonly destinations: readonly DestinationResult[]
  /** Any of them fails the step. */
  readonly errors: readonly ActionError[]
  readonly warnings: readonly string[]
}

/** How far one target got. */
interface Progress {
  target: PushTarget
  session?: Session
  remote?: readonly RemoteItem[]
  plan?: Plan
  readonly errors: ActionError[]
  readonly attempts: Map<string, Attempt>
}

/** Destinations at a time. */
const AT_ONCE = 4

/** Writes nothing anywhere unless every destination answers, and every plan can be carried out. */
export async function push(targets: readonly PushTarget[], run: PushRun): Promise<PushResult> {
  const all = targets.map((target): Progress => ({ target, errors: [], attempts: new Map() }))
  const clashes = clashesOf(targets)
  if (clashes.length > 0) return finish(all, run, { errors: clashes, hindrance: 'not asked' })
  await eachBounded(all, AT_ONCE, async (each) => {
    try {
      await prepare(each, run)
    } catch (thrown) {
      each.errors.push(failureAt(each.target.name, thrown))
    }
  })
  if (run.stop.aborted && all.some(({ plan }) => plan === undefined)) {
    return finish(all, run, { errors: [reasonOf(run.stop)], hindrance: STOPPED })
  }
  if (all.some(({ errors }) => errors.length > 0)) {
    return finish(all, run, { errors: [], hindrance: 'nothing was written: see the errors' })
  }
  if (run.isDryRun) return finish(all, run, { errors: [], hindrance: '' })
  // The source first: what fails there must not leave half of both.
  const { errors: refused, origin } = await takeInAll(all, run)
  if (refused.length > 0 || all.some(({ errors }) => errors.length > 0)) {
    const hindrance = run.stop.aborted ? STOPPED : 'nothing was written: see the errors'
    return finish(all, run, { errors: refused, hindrance })
  }
  await eachBounded(all, AT_ONCE, (each) => write(each, { ...run, ...origin }))
  const isAllWritten = all.every(({ plan, attempts }) =>
    plan?.writes.every(({ desired }) => attempts.get(desired.name) === 'done'),
  )
  if (isAllWritten) await eachBounded(all, AT_ONCE, (each) => remove(each, run))
  const isCutShort = run.stop.aborted && all.some(hasLeft)
  const hindrance = run.stop.aborted ? STOPPED : 'not deleted: not all was written'
  return finish(all, run, { errors: isCutShort ? [reasonOf(run.stop)] : [], hindrance })
}

const STOPPED = 'the push was stopped'

function hasLeft({ plan, attempts }: Progress): boolean {
  const planned = (plan?.writes.length ?? 0) + (plan?.removals.length ?? 0)
  const ended = [...attempts.values()].filter(
    (each) => each === 'done' || each.code !== 'PUSH_STOPPED',
  )
  return ended.length < planned
}

interface TakenIn {
  readonly errors: readonly ActionError[]
  readonly origin: PushOrigin
}

async function takeInAll(all: readonly Progress[], run: PushRun): Promise<TakenIn> {
  const found = all.flatMap(({ target: { name }, session, plan }): readonly Importable[] => {
    const items = plan?.takenIn ?? []
    return session && items.length > 0 ? [{ name, session, items }] : []
  })
  if (found.length === 0) return { errors: [], origin: run }
  try {
    const retaken = await run.takeIn?.(found)
    // What was taken in, is: it is not left half done. But nothing more is begun.
    if (run.stop.aborted) return { errors: [reasonOf(run.stop)], origin: run }
    return retaken ? await planAgain(all, run, retaken) : { errors: [], origin: run }
  } catch (thrown) {
    if (thrown instanceof ActionErrors) return { errors: thrown.errors, origin: run }
    const names = found.map(({ name }) => name).join(', ')
    return { errors: [failureAt(names, thrown)], origin: run }
  }
}

/** With the source as it now is: what came from there is the source's to push from here on. */
async function planAgain(
  all: readonly Progress[],
  run: PushRun,
  { targets, origin }: Retaken,
): Promise<TakenIn> {
  for (const progress of all) {
    const { session, remote, plan: before } = progress
    const target = targets.find(({ name }) => name === progress.target.name)
    if (!target || !session || !remote || !before) throw new TypeError('an entry that is gone')
    const rules = { ...target.rules, initialSync: 'overwrite-destination' } as const
    progress.target = { ...target, rules }
    const there = { remote, canDelete: session.remove !== undefined }
    const plan = await planFor(progress.target, there, { ...run, ...origin })
    progress.plan = withTakenIn(plan, before, (name) => spelling(target.capabilities, name))
    progress.errors.push(...plan.obstacles, ...tooLargeFor(session, target, plan))
  }
  return { errors: clashesOf(targets), origin }
}

async function prepare(progress: Progress, run: PushRun): Promise<void> {
  const { target } = progress
  const step = async <T>(begin: () => Promise<T>): Promise<T> => {
    if (run.stop.aborted) throw reasonOf(run.stop)
    return untilCut(run, begin())
  }
  const session = await step(() => target.connect())
  await step(() => session.check())
  const remote = await step(() => session.list())
  progress.session = session
  progress.remote = remote
  progress.plan = await planFor(target, { remote, canDelete: session.remove !== undefined }, run)
  progress.errors.push(...progress.plan.obstacles, ...tooLargeFor(session, target, progress.plan))
}

async function planFor(
  target: PushTarget,
  there: { readonly remote: readonly RemoteItem[]; readonly canDelete: boolean },
  run: PushRun,
): Promise<Plan> {
  const { name: destination, desired, leftOut, ownership, rules } = target
  const { remote } = there
  const canDelete = target.capabilities.canDelete && there.canDelete
  const capabilities = { ...target.capabilities, canDelete }
  const request = { destination, desired, leftOut, remote, capabilities, ownership, rules }
  const plan = planDestination({ ...request, isLater: () => false })
  // History costs: it is asked only by who would write.
  if (rules.allowRollback || plan.writes.length + plan.removals.length === 0) return plan
  const commits = markedCommits(request).filter((commit) => commit !== run.commit)
  if (commits.length === 0 || !isCommitId(run.commit)) return plan
  const later = await run.laterThanOurs(commits)
  return planDestination({ ...request, isLater: (commit) => later.has(commit) })
}

async function write(progress: Progress, run: PushRun): Promise<void> {
  const { target, session, plan } = progress
  if (!session || !plan || plan.writes.length === 0) return
  const items = plan.writes.map(({ desired, current }): PutItem => {
    const { name, value } = desired
    const mark = target.ownership.mark(spelling(target.capabilities, name), value, run.commit)
    return { name, value, mark, current }
  })
  await carryOut(progress, items, { signals: run, send: () => session.put(items) })
}

async function remove(progress: Progress, run: PushRun): Promise<void> {
  const { session, plan } = progress
  if (!session?.remove || !plan || plan.removals.length === 0) return
  const send = async (): Promise<readonly Outcome[]> =>
    (await session.remove?.(plan.removals)) ?? []
  await carryOut(progress, plan.removals, { signals: run, send })
}

async function carryOut(
  { target, attempts }: Progress,
  items: readonly { readonly name: string }[],
  how: Pick<Call, 'signals' | 'send'>,
): Promise<void> {
  const names = items.map(({ name }) => name)
  const outcomes = await attempt({ destination: target.name, names, ...how })
  for (const [name, outcome] of outcomes) attempts.set(name, outcome)
}

function finish(
  all: readonly Progress[],
  { isDryRun }: PushRun,
  { errors, hindrance }: { readonly errors: readonly ActionError[]; readonly hindrance: string },
): PushResult {
  const own = all.flatMap(({ errors: found, plan, attempts }) => [
    ...found,
    ...(plan?.problems ?? []),
    ...groupedErrors(attempts),
  ])
  // The one error of a run that was stopped is not told by every destination.
  const isTold = (error: ActionError): boolean =>
    errors.some(({ code, what }) => code === error.code && what === error.what)
  return {
    destinations: all.map(({ target, plan, attempts }) =>
      resultOf({
        destination: target.name,
        plan,
        wanted: target.desired.length,
        attempts,
        isDryRun,
        hindrance,
      }),
    ),
    errors: [...errors, ...own.filter((error) => !isTold(error))],
    warnings: all.flatMap(({ plan }) => plan?.warnings ?? []),
  }
}
