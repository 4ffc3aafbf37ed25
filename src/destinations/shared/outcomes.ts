// Many items, a bounded number at a time, one outcome each: a failed one does not stop the others, an
// abort stops before the next.
import { DestinationError, type Outcome } from '../contract.ts'
import { eachBounded } from './bounded-work.ts'

export interface Work<T> {
  readonly signal: AbortSignal
  readonly concurrency: number
  readonly each: (item: T) => Promise<void>
}

export async function eachOutcome<T extends { readonly name: string }>(
  items: readonly T[],
  work: Work<T>,
): Promise<readonly Outcome[]> {
  return eachBounded(items, work.concurrency, (item) => outcomeOf(item, work))
}

async function outcomeOf<T extends { readonly name: string }>(
  item: T,
  { signal, each }: Work<T>,
): Promise<Outcome> {
  const { name } = item
  if (signal.aborted) return { name, kind: 'not tried' }
  try {
    await each(item)
    return { name, kind: 'done' }
  } catch (error) {
    return failed(name, error)
  }
}

/** What an item came to that did not come to its end. */
export function failed(name: string, error: unknown): Outcome {
  if (error instanceof DestinationError) return { name, kind: 'failed', error }
  return { name, kind: 'broken off', thrown: error }
}
