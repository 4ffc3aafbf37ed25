// Every hostile archive is refused, with its own words, and costs no more memory than a good one.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { unpackArchive } from '../../../src/archive/unpack.ts'
import { ActionError } from '../../../src/errors.ts'
import { goodEntries } from '../../helpers/hostile/stories.ts'
import { hostileArchives } from '../../helpers/hostile-archives.ts'
import { gzip, tar } from '../../helpers/tar-bytes.ts'

async function* inChunks(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length)
    yield bytes.subarray(start, start + length)
}

async function paths(chunks: AsyncIterable<Uint8Array>): Promise<string[]> {
  const found: string[] = []
  const options = { shown: 'backup.tar.gz', skipped: () => {} }
  for await (const { path } of unpackArchive(chunks, options)) found.push(path)
  return found
}

describe('what no backup is', () => {
  const archives = hostileArchives()

  test('without the one thing that is wrong, they are good', async () => {
    const bytes = gzip(tar(...goodEntries()))
    assert.equal((await paths(inChunks(bytes, bytes.length))).length, 16)
  })

  test('each has a name of its own', () => {
    assert.equal(new Set(archives.map(({ name }) => name)).size, archives.length)
  })

  for (const { name, code, says, bytes } of archives) {
    test(name, async () => {
      const archive = bytes()
      const lengths = archive.length < 100_000 ? [archive.length + 1, 777, 64 * 1024] : [64 * 1024]
      for (const length of lengths) {
        await assert.rejects(paths(inChunks(archive, length)), (error) => {
          assert.ok(error instanceof ActionError, String(error))
          assert.equal(error.code, code, error.what)
          assert.match(error.what, says)
          assert.match(error.what, /^backup\.tar\.gz/)
          return true
        })
      }
    })
  }
})
