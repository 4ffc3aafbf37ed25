// How commits are read: with how many processes, from which places, and what is missing.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readSnapshot, readTree } from '../../../src/check/read-snapshot.ts'
import { Repository } from '../../../src/git/repository.ts'
import { inScratch } from '../../../src/git/scratch.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { commitFiles, emptyCheckout, git, gitBytes, recordGit } from '../git/checkouts.ts'
import { blobsOf } from './git-blobs.ts'

const ALICE = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
const CONFIG = `[project]\nproject_uuid = "p"\n`

describe('a snapshot', { skip: withoutGit }, () => {
  test('of a SHA-256 repository, from a folder of our own', async (t) => {
    const root = emptyCheckout(t, '--object-format=sha256')
    const head = commitFiles(root, { 'a/.kanuka/config.toml': CONFIG })
    const { stores } = await inScratch(new Repository(root), async (place) =>
      readSnapshot(await readTree(place, head), blobsOf(t, place)),
    )
    assert.equal(stores.get('a')?.config.kind, 'valid')
  })

  test('of a commit that is not there is an error', async (t) => {
    const root = emptyCheckout(t)
    const { place } = new Repository(root)
    await assert.rejects(readTree(place, '1'.repeat(40)), { code: 'HISTORY_MISSING' })
  })

  test('whose contents are missing says what it does not know', async (t) => {
    const root = emptyCheckout(t)
    const head = commitFiles(root, {
      '.kanuka/config.toml': CONFIG,
      [`.kanuka/public_keys/${ALICE}.pub`]: 'x',
    })
    const { place } = new Repository(root)
    const asked: (readonly string[])[] = []
    const blobs = blobsOf(t, place, async (ids) => void asked.push(ids))
    for (const name of ['config.toml', `public_keys/${ALICE}.pub`]) {
      const id = git(root, 'rev-parse', `HEAD:.kanuka/${name}`)
      fs.rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)))
    }
    const state = (await readSnapshot(await readTree(place, head), blobs)).stores.get('')
    assert.match(state?.config.kind === 'invalid' ? state.config.what : '', /not in the clone/)
    assert.equal(state?.members[0]?.oddity, 'cannot be read: absent')
    assert.equal(asked[0]?.length, 2, 'all are asked for at once')
  })

  test('takes few processes, and the same contents are not read again', async (t) => {
    const root = emptyCheckout(t)
    const files = Array.from({ length: 40 }, (_, index) => [
      `s${index}/.kanuka/config.toml`,
      CONFIG,
    ])
    commitFiles(root, Object.fromEntries(files))
    commitFiles(root, { other: '1' })
    const [head, base] = ['HEAD', 'HEAD~1'].map((name) => git(root, 'rev-parse', name))
    const { place } = new Repository(root)
    const blobs = blobsOf(t, place)
    const calls = recordGit(t)
    assert.equal((await readSnapshot(await readTree(place, head ?? ''), blobs)).stores.size, 40)
    const first = calls().length
    assert.ok(first <= 5, `${first}`)
    assert.equal(
      (await readSnapshot(await readTree(place, base ?? ''), blobs)).stores.get('s7')?.config.kind,
      'valid',
    )
    assert.ok(calls().length - first <= 2, `${calls().length - first}`)
  })
})

describe('contents', { skip: withoutGit }, () => {
  test('are obtained before they are looked at, streamed, and remembered if small', async (t) => {
    const root = fs.realpathSync(folder(t))
    git(root, 'init', '--quiet')
    const put = (text: string): string =>
      gitBytes(root, ['hash-object', '-w', '--stdin'], Buffer.from(text)).toString().trim()
    let late = ''
    const { place } = new Repository(root)
    const blobs = blobsOf(t, place, async () => {
      late = put('late')
    })
    const id = gitBytes(root, ['hash-object', '--stdin'], Buffer.from('late')).toString().trim()
    assert.deepEqual([...(await blobs.sizes([id]))], [[id, 4]])
    assert.equal(late, id)
    const large = put('x'.repeat(1024 * 1024 + 1))
    const calls = recordGit(t)
    for (let round = 0; round < 2; round += 1) {
      const seen: string[] = []
      await blobs.stream([id, large, id], 2_000_000, (one) => seen.push(one))
      assert.deepEqual(seen, [id, large])
    }
    assert.equal(calls().length, 1, 'the process for contents, which stays')
    assert.equal((await blobs.read([id], 10)).get(id)?.toString(), 'late')
    assert.equal((await blobs.read([id], 3)).size, 0)
    assert.equal(calls().length, 1, 'the process for contents, which stays')
  })
})
