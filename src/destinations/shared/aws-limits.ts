// What one call of AWS takes: so many items, so many bytes.
import { DestinationError } from '../contract.ts'

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
