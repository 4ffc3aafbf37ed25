// sync commits what it rotated through GitHub's API: one commit, Verified, of nothing but the store.
import assert from 'node:assert/strict'
import { appendFileSync, chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { key, withoutGit } from '../helpers/action.ts'
import { git, operations, remoteTree, scene } from '../helpers/committing.ts'
import {
  assertFails,
  assertLanded,
  assertNoLeak,
  assertNothingDone,
  assertOpens,
} from '../helpers/committing-asserts.ts'
import { openIndependently, sealIndependently } from '../helpers/independent-reader.ts'

const STAFF_AUTHOR = 'Ada Lovelace <ada@example.com>'

describe('a commit through the API', { skip: withoutGit, concurrency: 2 }, () => {
  test('one call, one Verified commit; what else lies in the checkout stays as it is', async (t) => {
    const story = await scene(t, {
      store: 'rotated/before',
      arrange: (folder) => {
        for (const name of ['README.md', 'gone.txt']) writeFileSync(join(folder, name), 'hello\n')
      },
    })
    const { workspace, github, head } = story
    writeFileSync(join(workspace, 'README.md'), 'half done\n')
    writeFileSync(join(workspace, 'staged.txt'), 'staged\n')
    git(workspace, 'add', 'staged.txt')
    git(workspace, 'rm', '--quiet', 'gone.txt')
    writeFileSync(join(workspace, '.env'), 'PLAIN=1\n')
    const result = await story.sync()
    const commit = await assertLanded(t, { scene: story, result })
    assert.deepEqual(operations(github), ['graphql'])
    assert.equal(result.outputs.get('commit-verified'), 'true')
    assert.equal(result.outputs.get('members-count'), '4')
    assert.equal(github.git('show', `${commit}:README.md`), 'hello')
    assert.equal(git(workspace, 'rev-parse', 'HEAD'), head)
    assert.equal(git(workspace, 'status', '--short', 'README.md'), ' M README.md')
    const message = github.git('log', '-1', '--format=%B', commit)
    assert.match(message, /^Rotate the Kanuka key of "payments"\n\n/)
    assert.match(message, /4 members with the new key, 5 files re-encrypted/)
    for (const shown of [result.summary, result.log]) {
      assert.match(shown, /its HEAD is still the commit before/)
      assert.match(shown, /git fetch origin main/)
      assert.match(shown, /actions\/create-github-app-token/)
    }
  })

  test('who was left out cannot open it; who was let in and who was removed are as asked', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const inputs = { grant: 'all-pending', revoke: 'carol@example.com' }
    const result = await story.sync(inputs)
    assert.equal(result.exitCode, 0, result.log)
    const tree = remoteTree(t, story.github)
    const keys = ['team-alice-workstation.pem', 'team-bob-rsa4096.pem', 'team-dave-pending.pem']
    await assertOpens(tree, { store: story.store, keys })
    await assert.rejects(openIndependently(tree, key('team-carol-rsa3072.pem')))
    const message = story.github.git('log', '-1', '--format=%B', 'main')
    assert.match(message, /^Revoke access and rotate the Kanuka key of "payments"$/m)
    assert.match(message, /^Let in: dave@example\.com, .*, key [0-9a-f]{64}$/m)
    assert.match(message, /^Removed: carol@example\.com, studio/m)
    assert.equal(result.outputs.get('commit-sha'), story.github.git('rev-parse', 'main'))
    assertNoLeak(story.github, result)
  })

  test('an author of ours goes through the Git Data API, and the run says what that costs', async (t) => {
    const story = await scene(t)
    const inputs = {
      'commit-author': STAFF_AUTHOR,
      'commit-committer': 'Build <build@example.com>',
      'commit-message': 'chore: rotate',
    }
    const result = await story.sync(inputs)
    const commit = await assertLanded(t, { scene: story, result })
    const format = '%an <%ae>|%cn <%ce>|%s'
    const expected = `${STAFF_AUTHOR}|Build <build@example.com>|chore: rotate`
    assert.equal(story.github.git('log', '-1', `--format=${format}`, commit), expected)
    assert.equal(operations(story.github).includes('graphql'), false)
    assert.equal(operations(story.github).at(-1), 'git/update-ref')
    assert.equal(result.outputs.get('commit-verified'), 'false')
    assert.match(result.log, /##\[warning\]GitHub does not show commit .* as Verified/)
  })

  test('a secret file that is executable stays so', async (t) => {
    const arrange = (folder: string): void => chmodSync(join(folder, '.env.local.kanuka'), 0o755)
    const story = await scene(t, { arrange })
    const result = await story.sync()
    const commit = await assertLanded(t, { scene: story, result })
    const modes = story.github.git('ls-tree', commit, '.env.kanuka', '.env.local.kanuka')
    assert.match(modes, /^100644 blob \w+\t\.env\.kanuka\n100755 blob \w+\t\.env\.local\.kanuka$/)
    assert.equal(result.outputs.get('commit-verified'), 'true')
    assert.equal(operations(story.github).includes('graphql'), false)
  })

  test('more than one call of GraphQL can carry goes up blob by blob', async (t) => {
    const big = Buffer.alloc(20_000_001, 'BIG=yes\n')
    const story = await scene(t, {
      arrange: async (folder) => {
        const { symmetricKey } = await openIndependently(folder, key('basic-alice.pkcs1.pem'))
        writeFileSync(join(folder, 'big.env.kanuka'), await sealIndependently(big, symmetricKey))
      },
    })
    const result = await story.sync()
    await assertLanded(t, { scene: story, result }, { more: { 'big.env.kanuka': big } })
    const blobs = operations(story.github).filter((name) => name === 'git/create-blob')
    assert.equal(blobs.length, 6)
    assert.equal(operations(story.github).includes('graphql'), false)
    assert.equal(result.outputs.get('commit-verified'), 'true')
  })

  test('a young rotation is left alone: no call at all', async (t) => {
    const story = await scene(t)
    await story.sync({ commit: 'none' })
    git(story.workspace, 'commit', '--quiet', '--all', '--message', 'rotated by hand')
    const result = await story.sync({ 'rotate-after': '1d' })
    assert.equal(result.exitCode, 0, result.log)
    assertNothingDone(story)
    assert.deepEqual(operations(story.github), [])
    assert.equal(result.outputs.get('changed'), 'false')
    assert.equal(result.outputs.has('commit-sha'), false)
    assert.match(result.log, /left alone, the key is younger than `rotate-after`/)
  })

  test('a dry run asks nobody and changes nothing', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const result = await story.sync({ 'dry-run': 'true', grant: 'all-pending' })
    assert.equal(result.exitCode, 0, result.log)
    assertNothingDone(story)
    assert.deepEqual(operations(story.github), [])
    assert.equal(result.outputs.get('changed'), 'false')
    assert.match(result.log, /Dry run, nothing was changed: .* 5 members and 5 files/)
    assertNoLeak(story.github, result)
  })

  test('a store that differs from the commit is not rotated; the files are named', async (t) => {
    const story = await scene(t)
    const { workspace, github } = story
    appendFileSync(join(workspace, '.kanuka/config.toml'), '\n# by hand\n')
    copyFileSync(join(workspace, '.env.kanuka'), join(workspace, 'new.env.kanuka'))
    rmSync(join(workspace, '.env.local.kanuka'))
    git(workspace, 'add', '--all')
    const result = await story.sync()
    const files =
      /config\.toml, .*(?:new\.env\.kanuka, .*\.env\.local|\.env\.local.*, new\.env)\.kanuka/
    assertFails(result, 'STORE_DIRTY', files)
    assertNothingDone(story)
    assert.deepEqual(operations(github), [])
  })

  test('without a token the API cannot be used, and the run says how to give one', async (t) => {
    const story = await scene(t)
    const result = await story.sync({ 'github-token': '', 'commit-method': 'api' })
    assertFails(result, 'TOKEN_MISSING', /`commit-method: api` needs `github-token`/)
    assertNothingDone(story)
  })

  test('a branch of another name is made, from what is checked out', async (t) => {
    const story = await scene(t)
    const result = await story.sync({ 'commit-branch': 'rotations/2026' })
    await assertLanded(t, { scene: story, result }, { branch: 'rotations/2026' })
    assert.deepEqual(operations(story.github).slice(-2), ['git/create-ref', 'graphql'])
    assert.equal(story.github.git('rev-parse', 'main'), story.head)
  })
})
