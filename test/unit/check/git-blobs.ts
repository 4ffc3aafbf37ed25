// Contents of real repositories for tests; what reads them ends with the test.
import type { TestContext } from 'node:test'
import { GitBlobs } from '../../../src/check/git-blobs.ts'
import type { GitPlace } from '../../../src/git/git-process.ts'

const nothing = async (): Promise<void> => undefined

export function blobsOf(
  t: Pick<TestContext, 'after'>,
  place: GitPlace,
  obtain: (ids: readonly string[]) => Promise<void> = nothing,
): GitBlobs {
  const blobs = new GitBlobs(place, obtain)
  t.after(async () => blobs.close())
  return blobs
}
