// Pull requests of sync that GitHub does not open, or whose answers get lost: the branch is there, and
// the run says how to go on.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { operations, scene } from '../helpers/committing.ts'
import { assertLanded, assertProposed, PROPOSED, warnings } from '../helpers/committing-asserts.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const AS_PULL_REQUEST = { commit: 'pull-request' }

describe('a pull request that cannot be opened', OPTIONS, () => {
  for (const [what, options] of [
    ['by the settings of the repository', { mayOpenPullRequests: false }],
    ['by the permissions of the job', { permissions: { pull_requests: 'read' } }],
    ['without any such permission', { permissions: { pull_requests: 'none' } }],
  ] as const) {
    test(`${what}: the branch stays, and the run says how to go on`, async (t) => {
      const story = await scene(t, { github: options })
      const { github } = story
      const result = await story.sync(AS_PULL_REQUEST)
      await assertLanded(t, { scene: story, result }, { branch: PROPOSED })
      assert.deepEqual(github.pulls, [])
      assert.equal(result.outputs.has('pull-request-number'), false)
      const link = `${github.url}/acme/widgets/compare/main...${PROPOSED}?expand=1`
      assert.ok(warnings(result).includes(link), warnings(result))
      assert.match(warnings(result), /pull-requests: write/)
      assert.match(warnings(result), /Allow GitHub Actions to create and approve pull requests/)
      assert.match(result.summary, /compare/)
    })
  }

  test('for another reason: that reason is said, and no permission asked for', async (t) => {
    const story = await scene(t)
    const body = { message: 'Validation Failed', errors: [{ message: 'base is odd' }] }
    story.github.failNext('pulls/create', { status: 422, body })
    const result = await story.sync(AS_PULL_REQUEST)
    await assertLanded(t, { scene: story, result }, { branch: PROPOSED })
    assert.match(warnings(result), /could be opened: Validation Failed: base is odd\. Open it here/)
    assert.doesNotMatch(warnings(result), /pull-requests: write/)
  })

  test('the link to open it by hand survives odd branch names', async (t) => {
    const story = await scene(t, { github: { mayOpenPullRequests: false } })
    const result = await story.sync({
      ...AS_PULL_REQUEST,
      'commit-branch': 'bots/#1 %25'.replace(' ', '-'),
    })
    assert.equal(result.exitCode, 0, result.log)
    assert.ok(
      warnings(result).includes('/compare/main...bots/%231-%2525?expand=1'),
      warnings(result),
    )
  })

  test('labels that are not taken are a warning: the pull request is there', async (t) => {
    for (const status of [403, 404, 410, 422]) {
      const story = await scene(t)
      const body = { message: 'no such label' }
      story.github.failNext('issues/add-labels', { status, body })
      const result = await story.sync({ ...AS_PULL_REQUEST, 'pull-request-labels': 'security' })
      await assertProposed(t, story, result)
      assert.match(warnings(result), /labels .*no such label/)
      assert.doesNotMatch(warnings(result), /no pull request could be opened/)
    }
  })
})

describe('an answer about a proposal that gets lost', OPTIONS, () => {
  for (const [what, operation, inputs] of [
    ['of GraphQL', 'graphql', {}],
    ['to making the branch', 'git/create-ref', { 'commit-author': 'A <a@example.com>' }],
    ['to a push', 'git-receive-pack', { 'commit-method': 'git' }],
    ['to opening the pull request', 'pulls/create', {}],
  ] as const) {
    test(`${what}: one commit, one pull request`, async (t) => {
      const story = await scene(t)
      const { github } = story
      github.failNext(operation, { actThenHangUp: true })
      const result = await story.sync({ ...AS_PULL_REQUEST, ...inputs })
      await assertProposed(t, story, result)
      assert.equal(github.git('rev-list', '--count', PROPOSED), '2')
      assert.ok(!operations(github).includes('git/delete-ref'))
    })
  }
})
