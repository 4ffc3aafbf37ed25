// What a check compares in each kind of clone that a workflow makes of a pull request, what it fetches for
// that, and what it says where it may not. Real git, a fake GitHub, and what ships in dist/.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { pullEvent, type CheckOptions } from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'
import {
  checkClone,
  checkedOut,
  ends,
  FOUND,
  HEAD,
  MERGE,
  NEWCOMER,
  notesOf,
  pullOnGithub,
  visits,
  type PullOnGithub,
} from '../helpers/checking-clones.ts'

const skip = withoutGit || withoutHttpBackend
const ALL = '+refs/heads/*:refs/remotes/origin/*'

describe(
  'a pull request that committed a plaintext, took it out again and let somebody in',
  { skip },
  () => {
    for (const [what, refs, args, asked] of [
      ["checkout's default: the trial merge alone", MERGE, ['--depth=1'], 2],
      ['its trial merge with some history', MERGE, ['--depth=2'], 2],
      ['its trial merge with all history', MERGE, [], 0],
      ['its trial merge, fetch-depth: 0', [...MERGE, ALL], [], 0],
      ['its trial merge without contents', MERGE, ['--filter=blob:none'], 1],
      ['its trial merge without folders', MERGE, ['--filter=tree:0'], 2],
      ['its trial merge alone, without contents', MERGE, ['--depth=1', '--filter=blob:none'], 2],
      // Where main stands now has to be asked.
      ['its head alone', HEAD, ['--depth=1'], 3],
      ['its head, fetch-depth: 0', [...HEAD, ALL], [], 0],
    ] as const) {
      test(`of which is checked out ${what}`, async (t) => {
        const here = await pullOnGithub(t)
        const workspace = checkedOut(t, here.github, { refs, args })
        const result = await checkClone(t, here, { workspace })
        assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
        assert.deepEqual(result.codes, FOUND, result.log)
        assert.equal(result.exitCode, 1)
        // Once for commits, and once for the contents that the rules read.
        assert.equal(visits(here.github), asked, result.log)
        const [tracked] = result.findings
        assert.equal(tracked?.path, 'tools/.env')
        assert.equal(tracked.severity, 'error')
        assert.equal(tracked.line, 1)
        assert.match(tracked.message, /stays in history even if a later commit removes it/)
        const added = result.findings.find(({ code }) => code === 'MEMBER_ADDED')
        assert.match(added?.message ?? '', new RegExp(`zoe@example\\.com, zoes-mac.*${NEWCOMER}`))
        assert.doesNotMatch(notesOf(result), /lacks|cut off|not in the checkout/)
      })
    }
  },
)

describe(
  'where history may not or cannot be fetched, what is checked out is judged alone',
  { skip },
  () => {
    const NOTE =
      /Only the head is judged.*`fetch-depth: 0`.*could not be fetched.*PLAINTEXT_IN_HISTORY.*MEMBER_ADDED/
    for (const [why, prepare] of [
      ['no token is given', () => ({ 'github-token': '' })],
      ['the token is not the right one', () => ({ 'github-token': 'not-a-token-of-this-one' })],
      [
        'the remote is gone',
        (_: PullOnGithub, root: string) => {
          git(root, 'remote', 'set-url', 'origin', 'file:///nowhere/at/all')
          return {}
        },
      ],
      [
        'there is no remote',
        (_: PullOnGithub, root: string) => {
          git(root, 'remote', 'remove', 'origin')
          return {}
        },
      ],
    ] as const) {
      test(`as ${why}`, async (t) => {
        const here = await pullOnGithub(t)
        // Of the trial merge, which has main's own plaintext.
        const merged = checkedOut(t, here.github, { refs: MERGE })
        const red = await checkClone(t, here, { workspace: merged, inputs: prepare(here, merged) })
        assert.deepEqual(ends(red), [null, null, here.merge], red.log)
        assert.deepEqual(red.codes, ['PLAINTEXT_TRACKED'], red.log)
        assert.equal(red.findings[0]?.path, 'main/.env')
        assert.equal(red.exitCode, 1)
        assert.match(notesOf(red), NOTE)
        const own = checkedOut(t, here.github, { refs: HEAD })
        const green = await checkClone(t, here, { workspace: own, inputs: prepare(here, own) })
        assert.deepEqual(ends(green), [null, null, here.head], green.log)
        assert.deepEqual(green.codes, [], green.log)
        assert.equal(green.exitCode, 0)
        assert.equal(green.status, 'pass')
        assert.match(notesOf(green), NOTE)
        // The summary cuts long sentences: what to do must come first.
        assert.match(green.summary, /fetch-depth(?::|&#58;) 0/)
      })
    }

    test('but where the whole history is there nobody is asked, and no token needed', async (t) => {
      const here = await pullOnGithub(t)
      const workspace = checkedOut(t, here.github, { refs: [...MERGE, ALL], args: [] })
      git(workspace, 'remote', 'remove', 'origin')
      const result = await checkClone(t, here, { workspace, inputs: { 'github-token': '' } })
      assert.deepEqual(ends(result), [here.base, here.tip, here.head])
      assert.deepEqual(result.codes, FOUND)
    })
  },
)

describe('contents that are missing and cannot be fetched', { skip }, () => {
  test('are counted, and all that can be told without them is told', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, { refs: MERGE, args: ['--filter=blob:none'] })
    const result = await checkClone(t, here, { workspace, inputs: { 'github-token': '' } })
    assert.deepEqual(ends(result), [here.base, here.tip, here.head])
    assert.match(
      notesOf(result),
      /contents of \d+ files? .*could not be fetched.*without `filter:`/,
    )
    assert.equal(result.codes.includes('PLAINTEXT_IN_HISTORY'), false, result.log)
    // Who is let in is told by names and by what is checked out.
    assert.equal(result.codes.includes('MEMBER_ADDED'), true, result.log)
  })
})

describe('credentials', { skip }, () => {
  test('that actions/checkout left in the clone do without `github-token`', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, { refs: MERGE })
    const basic = Buffer.from(`x-access-token:${here.github.token}`).toString('base64')
    const name = `http.${here.github.url}/.extraheader`
    git(workspace, 'config', name, `AUTHORIZATION: basic ${basic}`)
    const result = await checkClone(t, here, { workspace, inputs: { 'github-token': '' } })
    assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
    assert.deepEqual(result.codes, FOUND)
    assert.ok(!result.rawOutput.includes(basic))
  })

  test('are not needed for a public repository, nor is its token for one that only reads', async (t) => {
    const here = await pullOnGithub(t, { anonymousRead: true })
    here.github.allow('token-that-reads', { contents: 'read' })
    for (const token of ['', 'token-that-reads']) {
      const workspace = checkedOut(t, here.github, { refs: MERGE })
      const result = await checkClone(t, here, { workspace, inputs: { 'github-token': token } })
      assert.deepEqual(result.codes, FOUND, result.log)
    }
  })
})

describe('a base branch that has gone on', { skip }, () => {
  /** The event is of when main stood at the merge base. */
  const early = ({ base, head }: PullOnGithub): CheckOptions => ({
    event: pullEvent({ base, head }),
  })

  test('since the event: where it stands now is the tip', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, { refs: HEAD })
    const result = await checkClone(t, here, { workspace, options: early(here) })
    assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
    assert.deepEqual(result.codes, FOUND)
  })

  test('since the checkout: what the trial merge was made of is the tip', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, { refs: MERGE })
    here.github.git('update-ref', 'refs/heads/main', here.head)
    const result = await checkClone(t, here, { workspace, options: early(here) })
    assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
    assert.deepEqual(result.codes, FOUND)
  })
})
