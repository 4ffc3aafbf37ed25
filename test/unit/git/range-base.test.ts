// What a run compares that no branch tip and no push tells: schedules, and the `base-ref` input.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { Repository } from '../../../src/git/repository.ts'
import { withoutGit } from '../../helpers/action.ts'
import { workflowIn } from '../../helpers/workflows.ts'
import { commitFiles, emptyCheckout, git } from './checkouts.ts'
import { commitAt } from './histories.ts'
import { compare, line, mergeOf, pullOf, pushOf, type Line } from './ranges.ts'

describe('a schedule', { skip: withoutGit }, () => {
  const DAY = 24 * 60 * 60
  const now = new Date('2026-05-05T05:05:05Z')
  const seconds = now.getTime() / 1000

  function at(t: TestContext, ...ages: readonly number[]): Line {
    const root = emptyCheckout(t)
    for (const [index, age] of ages.entries()) commitAt(root, seconds - age, { a: `${index}` })
    const main = git(root, 'rev-parse', 'HEAD')
    return { root, repository: new Repository(root), base: '', side: '', main }
  }

  async function ends(here: Line): Promise<Awaited<ReturnType<typeof compare>>> {
    const workflow = workflowIn(here.root, { eventName: 'schedule' })
    return compare(here.repository, workflow, { now })
  }

  test('is compared with a day before', async (t) => {
    const here = at(t, 3 * DAY, DAY + 1, DAY - 1, 10)
    const base = git(here.root, 'rev-parse', 'HEAD~2')
    assert.deepEqual(await ends(here), { head: here.main, tip: base, base, notes: [] })
  })

  test('follows the first parents alone', async (t) => {
    const here = at(t, 3 * DAY, 2 * DAY)
    const { root } = here
    git(root, 'checkout', '--quiet', '-b', 'side', 'HEAD~1')
    commitAt(root, seconds - 2 * DAY + 5, { s: '1' })
    git(root, 'checkout', '--quiet', 'main')
    git(root, 'reset', '--quiet', '--hard', mergeOf(root, 'main', 'side'))
    commitAt(root, seconds - 5, { a: 'new' })
    // The merge itself has the time of the test.
    assert.equal((await ends(here)).base, git(root, 'rev-parse', 'HEAD~2'))
  })

  test('without commits, or with nothing older: the head alone', async (t) => {
    const quiet = await ends(at(t, 3 * DAY, 2 * DAY))
    assert.deepEqual([quiet.tip, quiet.base], [undefined, undefined])
    assert.match(quiet.notes.join(), /no commits in the last 24 hours/)
    const young = await ends(at(t, 20, 10))
    assert.deepEqual([young.tip, young.base], [undefined, undefined])
    assert.match(young.notes.join(), /whole history is of the last 24 hours/)
  })
})

describe('the `base-ref` input', { skip: withoutGit }, () => {
  test('is a commit, branch or tag, origin’s first', async (t) => {
    const here = line(t)
    const { root, repository } = here
    git(root, 'update-ref', 'refs/remotes/origin/both', here.side)
    git(root, 'update-ref', 'refs/heads/both', here.base)
    git(root, 'tag', '-a', '-m', 'tag', 'v1', here.side)
    const event = pushOf(here, { before: here.base })
    for (const baseRef of [
      here.side,
      here.side.slice(0, 9),
      'side',
      'both',
      'v1',
      'refs/heads/side',
    ]) {
      const ends = await compare(repository, event, { baseRef })
      assert.deepEqual(
        ends,
        { head: here.main, tip: here.side, base: here.base, notes: [] },
        baseRef,
      )
    }
  })

  test('of a pull request leaves its head what it is', async (t) => {
    const here = line(t)
    const merge = mergeOf(here.root, here.main, here.side)
    git(here.root, 'checkout', '--quiet', merge)
    const ends = await compare(here.repository, pullOf(here, { sha: merge }), {
      baseRef: here.base,
    })
    assert.deepEqual(ends, { head: here.side, tip: here.base, base: here.base, notes: [] })
  })

  test('that is nothing here, and may not be looked for: the head alone', async (t) => {
    const here = line(t)
    for (const baseRef of ['nowhere', '--all', 'HEAD..main']) {
      const ends = await compare(here.repository, pushOf(here, {}), { baseRef })
      assert.deepEqual([ends.head, ends.tip, ends.base], [here.main, undefined, undefined])
      assert.match(ends.notes.join(), /fetch-depth: 0.*nothing may be fetched/)
    }
  })

  test('of an unrelated history: the head alone', async (t) => {
    const here = line(t)
    git(here.root, 'checkout', '--quiet', '--orphan', 'other')
    commitFiles(here.root, { x: '1' })
    git(here.root, 'checkout', '--quiet', 'main')
    const ends = await compare(here.repository, pushOf(here, {}), { baseRef: 'other' })
    assert.deepEqual([ends.head, ends.tip, ends.base], [here.main, undefined, undefined])
    assert.match(ends.notes.join(), /no commit in common/)
  })

  test('with several merge bases takes one, and says so', async (t) => {
    const here = line(t)
    const { root } = here
    const crossed = [mergeOf(root, here.main, here.side), mergeOf(root, here.side, here.main)]
    git(root, 'checkout', '--quiet', crossed[0] ?? '')
    const ends = await compare(here.repository, pushOf(here, {}), { baseRef: crossed[1] ?? '' })
    assert.ok([here.main, here.side].includes(ends.base ?? ''))
    assert.match(ends.notes.join(), /several merge bases/)
  })
})
