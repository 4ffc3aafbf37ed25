// Reads many blobs without holding them all: a pull request decides how many there are. Reads only.
import type { Blobs } from './context.ts'

const BATCH_BYTES = 32 * 1024 * 1024

/** Each id once, with its bytes; larger and missing ones are left out. */
export async function* eachBlob(
  blobs: Blobs,
  ids: Iterable<string>,
  limit: number,
): AsyncGenerator<readonly [string, Buffer]> {
  const sizes = await blobs.sizes(new Set(ids))
  let batch: string[] = []
  let room = BATCH_BYTES
  for (const [id, size] of sizes) {
    if (size > limit) continue
    if (size > room && batch.length > 0) {
      yield* await blobs.read(batch, limit)
      batch = []
      room = BATCH_BYTES
    }
    batch.push(id)
    room -= size
  }
  if (batch.length > 0) yield* await blobs.read(batch, limit)
}
