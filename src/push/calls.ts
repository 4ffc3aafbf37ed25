// Calls to destinations: begun only while the run goes on, cut off when it must end, each item with an
// outcome whatever the adapter does. Decides nothing.
import type { Outcome } from '../destinations/contract.ts'
import { ActionError } from '../errors.ts'
import { failureAt, type Attempt } from './results.ts'

export interface Signals {
  /** Nothing new is begun. */
  readonly stop: AbortSignal
  /** What is under way is given up. */
  readonly cut: AbortSignal
}

/** Of writes: what became of each is told after the cut. */
export interface WriteSignals extends Signals {
  /** Somewhat later than `cut`: nobody waits for an adapter any longer. */
  readonly over: AbortSignal
}

/** Runs so many at a time, in order; what throws ends all. */
export async function eachBounded<T>(
  items: readonly T[],
  concurrency: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const lane = async (): Promise<void> => {
    for (const item of queue) await run(item)
  }
  const lanes = Math.max(1, Math.min(concurrency, items.length))
  await Promise.all(Array.from({ length: lanes }, lane))
}

export interface Call {
  readonly destination: string
  readonly names: readonly string[]
  readonly signals: WriteSignals
  send(): Promise<readonly Outcome[]>
}

/**
 * An outcome for each name; none of them: not tried. Never throws. One call has all items of a
 * destination: some bundle them or keep books over all, and only the adapter knows how.
 */
export async function attempt(call: Call): Promise<ReadonlyMap<string, Attempt>> {
  const { names, signals } = call
  if (signals.stop.aborted) return new Map()
  try {
    const outcomes = await untilAborted(signals.over, call.send())
    return new Map(
      names.flatMap((name, index) => {
        const reached = attemptOf(call, name, outcomes[index])
        return reached === undefined ? [] : [[name, reached] as const]
      }),
    )
  } catch (thrown) {
    const error = failureOf(call, thrown)
    return new Map(names.map((name) => [name, error]))
  }
}

function attemptOf(call: Call, name: string, outcome: Outcome | undefined): Attempt | undefined {
  const { destination, signals } = call
  if (outcome?.name === name) {
    if (outcome.kind === 'done') return 'done'
    if (outcome.kind === 'failed') return failureOf(call, outcome.error)
    if (outcome.kind === 'broken off') return failureOf(call, outcome.thrown)
    // Left undone without a reason, it would be missing and nobody would be told.
    if (signals.stop.aborted) return undefined
  }
  return new ActionError('DESTINATION_FAILED', {
    what: `"${destination}" did not say what became of an item`,
    fix: 'Run again. If it stays, please report it: the adapter of this type has a bug.',
  })
}

/** The work, or the reason of `cut` as soon as it has to be given up. */
export async function untilCut<T>({ cut }: Signals, work: Promise<T>): Promise<T> {
  return untilAborted(cut, work)
}

async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(reasonOf(signal))
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** Why nothing new is begun. */
export function reasonOf(signal: AbortSignal): ActionError {
  if (signal.reason instanceof ActionError) return signal.reason
  return new ActionError('PUSH_STOPPED', {
    what: 'the push was stopped before all was written',
    fix: 'Run again: it finishes the rest, and leaves alone what is done.',
  })
}

function failureOf({ destination, signals }: Call, thrown: unknown): ActionError {
  const error = failureAt(destination, thrown)
  if (!signals.stop.aborted || !isOfTheEnd(thrown)) return error
  return new ActionError('PUSH_STOPPED', {
    what: `"${destination}": the end came in the midst of it, and whether it was done is not known`,
    fix: 'Run again: it finishes the rest, and leaves alone what is done.',
  })
}

function isOfTheEnd(thrown: unknown): boolean {
  if (thrown instanceof ActionError) return thrown.code === 'PUSH_STOPPED'
  return thrown instanceof Error && thrown.name === 'AbortError'
}
