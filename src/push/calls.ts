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
  readonly signals: Signals
  send(): Promise<readonly Outcome[]>
}

/**
 * An outcome for each name; none of them: not tried. Never throws. One call has all items of a
 * destination: some bundle them or keep books over all, and only the adapter knows how.
 */
export async function attempt(call: Call): Promise<ReadonlyMap<string, Attempt>> {
  const { destination, names, signals } = call
  if (signals.stop.aborted) return new Map()
  try {
    const outcomes = await untilCut(signals, call.send())
    return new Map(names.map((name, index) => [name, attemptOf(call, name, outcomes[index])]))
  } catch (thrown) {
    const error = isAbort(thrown, signals) ? reasonOf(signals.stop) : failureAt(destination, thrown)
    return new Map(names.map((name) => [name, error]))
  }
}

function attemptOf({ destination }: Call, name: string, outcome: Outcome | undefined): Attempt {
  if (outcome?.name === name) {
    return outcome.kind === 'done' ? 'done' : failureAt(destination, outcome.error)
  }
  return new ActionError('DESTINATION_FAILED', {
    what: `"${destination}" did not say what became of an item`,
    fix: 'Run again. If it stays, please report it: the adapter of this type has a bug.',
  })
}

/** The work, or the reason of `cut` as soon as it has to be given up. */
export async function untilCut<T>({ cut }: Signals, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onCut = (): void => reject(reasonOf(cut))
  if (cut.aborted) onCut()
  cut.addEventListener('abort', onCut, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    cut.removeEventListener('abort', onCut)
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

function isAbort(thrown: unknown, { stop }: Signals): boolean {
  return stop.aborted && thrown instanceof Error && thrown.name === 'AbortError'
}
