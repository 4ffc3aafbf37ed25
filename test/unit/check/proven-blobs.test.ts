// Contents that are believed only where they are what their id says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { provenBlobs } from '../../../src/check/proven-blobs.ts'
import { objectId } from '../../../src/git/committed-blobs.ts'

const BYTES = Buffer.from('what was committed\n')

test('what is not what its id says is as if it were missing', async () => {
  const [sha1, sha256] = [40, 64].map((length) => objectId('blob', BYTES, length))
  const ids = [
    sha1 ?? '',
    sha256 ?? '',
    objectId('tree', BYTES, 40),
    '1'.repeat(40),
    '2'.repeat(64),
  ]
  const limits: number[] = []
  const proven = provenBlobs({
    sizes: async (asked) => new Map([...asked].map((id) => [id, BYTES.length])),
    read: async (asked, limit) => {
      limits.push(limit)
      return new Map([...asked].map((id) => [id, BYTES]))
    },
  })
  assert.deepEqual([...(await proven.read(ids, 77)).keys()], [sha1, sha256])
  assert.deepEqual(limits, [77])
  assert.equal((await proven.sizes(ids)).size, ids.length)
})
