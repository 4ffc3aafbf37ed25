// Contents of files that are hashed again before they are believed: a `.git` folder that outsiders may
// have filled can hold anything under any id, and git does not look when it reads.
import { objectId } from '../git/committed-blobs.ts'
import type { Blobs } from './context.ts'

/** What is not what its id says is left out, as if it were missing. */
export function provenBlobs(blobs: Blobs): Blobs {
  return {
    sizes: async (ids) => blobs.sizes(ids),
    read: async (ids, limit) =>
      new Map(
        [...(await blobs.read(ids, limit))].filter(
          ([id, bytes]) => objectId('blob', bytes, id.length) === id,
        ),
      ),
  }
}
