// Many items, a bounded number at a time, one outcome each: a failed one does not stop the others, an
// abort stops before the next.
import { DestinationError, type Outcome } from '../contract.ts'
import { stopped } from './aws-errors.ts'
import { eachBounded } from './bounded-work.ts'

export interface Work<T> {
  readonly title: string
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
  { title, signal, each }: Work<T>,
): Promise<Outcome> {
  const { name } = item
  if (signal.aborted) return { name, kind: 'failed', error: stopped(title) }
  try {
    await each(item)
    return { name, kind: 'done' }
  } catch (error) {
    // Anything else is a bug of ours and must be seen as one.
    if (!(error instanceof DestinationError)) throw error
    return { name, kind: 'failed', error }
  }
}

/** In pieces of what one call takes. */
export function inChunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}

/** @throws DestinationError rejected, before anything is sent; names the item, never the value */
export function requireSize(
  { name, value }: { readonly name: string; readonly value: string },
  { title, maxBytes }: { readonly title: string; readonly maxBytes: number },
): void {
  const bytes = Buffer.byteLength(value)
  if (bytes > 0 && bytes <= maxBytes) return
  const what = bytes === 0 ? 'is empty' : `has ${bytes} bytes`
  throw new DestinationError('rejected', {
    what: `${name} ${what}; ${title} takes 1 to ${maxBytes} bytes`,
    fix:
      bytes === 0
        ? 'Leave it out with `select` or `empty: skip`.'
        : 'Make it shorter, or split it.',
  })
}
