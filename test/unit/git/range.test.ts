// What a run compares, where the checkout has everything.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { runGit } from '../../../src/git/git-process.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment, workflowIn } from '../../helpers/workflows.ts'
import { emptyCheckout, git, makeHostile, recordGit, snapshot } from './checkouts.ts'
import { compare, comparing, line, mergeOf, pullOf, pushOf } from './ranges.ts'

const ZEROS = '0'.repeat(40)

describe('a pull request', { skip: withoutGit }, () => {
  test('checked out as its trial merge is its head against the base branch', async (t) => {
    const here = line(t)
    const merge = mergeOf(here.root, here.main, here.side)
    git(here.root, 'checkout', '--quiet', merge)
    const expected = { head: here.side, tip: here.main, base: here.base, notes: [] }
    assert.deepEqual(await compare(here.repository, pullOf(here, { sha: merge })), expected)
    // pull_request_target names another commit, but the event says which one the head is.
    const target = pullOf(here, {
      eventName: 'pull_request_target',
      sha: here.main,
      ref: 'refs/heads/main',
      commits: { pullHead: here.side },
    })
    assert.deepEqual(await compare(here.repository, target), expected)
  })

  test('checked out as its head is compared with origin’s branch', async (t) => {
    const here = line(t)
    git(here.root, 'checkout', '--quiet', here.side)
    git(here.root, 'update-ref', 'refs/remotes/origin/trunk', here.main)
    const commits = { pullHead: here.side, pullBase: here.base, pullBaseRef: 'trunk' }
    const ends = await compare(here.repository, pullOf(here, { commits }))
    assert.deepEqual(ends, { head: here.side, tip: here.main, base: here.base, notes: [] })
  })

  test('without that branch is compared with what the event says', async (t) => {
    const here = line(t)
    git(here.root, 'checkout', '--quiet', here.side)
    for (const pullBaseRef of ['trunk', undefined]) {
      const commits = { pullHead: here.side, pullBase: here.main, pullBaseRef }
      const ends = await compare(here.repository, pullOf(here, { commits }))
      assert.deepEqual(ends, { head: here.side, tip: here.main, base: here.base, notes: [] })
    }
    const nothing = await compare(here.repository, pullOf(here))
    assert.deepEqual([nothing.head, nothing.tip, nothing.base], [here.side, undefined, undefined])
    assert.match(nothing.notes.join(), /does not say what came before/)
  })

  test('whose own commit is a merge is not taken for a trial merge', async (t) => {
    const here = line(t)
    const own = mergeOf(here.root, here.side, here.main)
    git(here.root, 'checkout', '--quiet', own)
    const commits = { pullHead: own, pullBase: here.main }
    const ends = await compare(here.repository, pullOf(here, { sha: here.base, commits }))
    assert.deepEqual(ends, { head: own, tip: here.main, base: here.main, notes: [] })
  })

  test('that is not checked out is told', async (t) => {
    const here = line(t)
    const commits = { pullHead: here.side, pullBase: here.main }
    const event = pullOf(here, { eventName: 'pull_request_target', sha: here.main, commits })
    const { head, notes } = await compare(here.repository, event)
    assert.equal(head, here.main)
    assert.match(notes.join(), /is not the last commit of the pull request/)
  })
})

describe('a push', { skip: withoutGit }, () => {
  test('is compared with where the branch stood', async (t) => {
    const here = line(t)
    const ends = await compare(here.repository, pushOf(here, { before: here.base }))
    assert.deepEqual(ends, { head: here.main, tip: here.base, base: here.base, notes: [] })
  })

  test('that was forced too, and says so', async (t) => {
    const here = line(t)
    const ends = await compare(here.repository, pushOf(here, { before: here.side }))
    assert.deepEqual([ends.tip, ends.base], [here.side, here.side])
    assert.match(ends.notes.join(), /was forced/)
  })

  for (const [what, commits, note] of [
    ['the first one of a branch', { before: ZEROS }, /first push/],
    ['one that says nothing', {}, /does not say what came before/],
    ['one that says nonsense', { before: '--output=/tmp/x' }, /does not say what came before/],
    ['one from a commit that is gone', { before: '1'.repeat(40) }, /fetch-depth: 0/],
  ] as const) {
    test(`${what}: the head alone`, async (t) => {
      const here = line(t)
      const ends = await compare(here.repository, pushOf(here, commits))
      assert.deepEqual([ends.head, ends.tip, ends.base], [here.main, undefined, undefined])
      assert.match(ends.notes.join(), note)
    })
  }
})

describe('a merge queue', { skip: withoutGit }, () => {
  test('is compared with its base', async (t) => {
    const here = line(t)
    const commits = { queueBase: here.base, queueHead: here.main }
    const event = workflowIn(here.root, { eventName: 'merge_group', commits })
    const ends = await compare(here.repository, event)
    assert.deepEqual(ends, { head: here.main, tip: here.base, base: here.base, notes: [] })
  })
})

describe('a checkout', { skip: withoutGit }, () => {
  test('of SHA-256 is compared', async (t) => {
    const here = line(t, '--object-format=sha256')
    const ends = await compare(here.repository, pushOf(here, { before: here.base }))
    assert.deepEqual(ends, { head: here.main, tip: here.base, base: here.base, notes: [] })
  })

  test('that is hostile runs nothing and stays as it is', async (t) => {
    const here = line(t)
    const marker = join(folder(t), 'ran')
    makeHostile(here.root, marker)
    const before = snapshot(here.root)
    const workflow = pushOf(here, { before: here.base })
    const use = async (place: { readonly gitDir: string }): Promise<string> => {
      const { stdout } = await runGit(place, ['config', '--get-regexp', 'evil|alias'])
      return stdout.toString()
    }
    const settings = await comparing(here.repository, workflow, { use: async (c) => use(c.place) })
    assert.equal(settings, '')
    assert.ok(!fs.existsSync(marker))
    assert.deepEqual(snapshot(here.root), before)
  })

  test('without a commit is an error, as is one without git', async (t) => {
    const repository = new Repository(emptyCheckout(t))
    const workflow = workflowIn(repository.workTree)
    await assert.rejects(compare(repository, workflow), { code: 'HISTORY_MISSING' })
    const here = line(t)
    setEnvironment(t, { PATH: folder(t) })
    const without = compare(here.repository, pushOf(here, { before: here.base }))
    await assert.rejects(without, { code: 'GIT_MISSING' })
  })

  test('is asked with few processes, and says what it lacks', async (t) => {
    const here = line(t)
    const calls = recordGit(t)
    await comparing(here.repository, pushOf(here, { before: here.base }), {
      use: async ({ obtain, notes }) => {
        const amount = calls().length
        assert.ok(amount <= 6, `${amount}`)
        await obtain(['1'.repeat(40)])
        assert.match(notes.join(), /^The contents of 1 files? .* \(nothing may be fetched\)/)
        assert.equal(calls().length, amount + 1)
      },
    })
  })
})
