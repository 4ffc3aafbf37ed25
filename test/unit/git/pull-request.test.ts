// When a pull request is brought up to date, and when a new one is opened.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { openPullRequest } from '../../../src/git/pull-request.ts'
import { GithubApi, GithubRefusal } from '../../../src/platform/github-api.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { withoutGit } from '../../helpers/action.ts'
import { filesWith, rest, withCommit } from '../../helpers/github/client.ts'
import type { FakeGithub } from '../../helpers/github/fake-github.ts'

const DRAFT = { head: 'proposal', base: 'main', title: 'Rotate', body: 'All.', labels: [] }

async function withProposal(t: TestContext): Promise<{ github: FakeGithub; api: GithubApi }> {
  const { github } = await withCommit(t)
  github.git('branch', 'proposal', 'main')
  github.git('branch', 'next', 'main')
  github.push(filesWith(t, { 'a.txt': 'a' }), 'proposal')
  const { GITHUB_API_URL: apiUrl = '', GITHUB_GRAPHQL_URL: graphqlUrl = '' } = github.env
  const token = new SecretValue(github.token)
  return { github, api: new GithubApi({ repository: 'acme/widgets', apiUrl, graphqlUrl, token }) }
}

describe('one pull request for one branch', { skip: withoutGit }, () => {
  test('the open one is brought up to date', async (t) => {
    const { github, api } = await withProposal(t)
    await openPullRequest(api, DRAFT)
    const outcome = await openPullRequest(api, { ...DRAFT, title: 'Again', body: 'More.' })
    assert.deepEqual(outcome, {
      kind: 'open',
      number: 1,
      url: `${github.url}/acme/widgets/pull/1`,
      warning: undefined,
    })
    const shown = github.pulls.map(({ title, body }) => [title, body])
    assert.deepEqual(shown, [['Again', 'More.']])
  })

  test('a closed one, or one into another branch, stays as it is', async (t) => {
    const { github, api } = await withProposal(t)
    await openPullRequest(api, DRAFT)
    await rest(github, 'PATCH /pulls/1', { body: { state: 'closed' } })
    await openPullRequest(api, { ...DRAFT, base: 'next', title: 'Into next' })
    await openPullRequest(api, { ...DRAFT, title: 'Again' })
    const shown = github.pulls.map(({ title, base, state }) => [title, base, state])
    assert.deepEqual(shown, [
      ['Rotate', 'main', 'closed'],
      ['Into next', 'next', 'open'],
      ['Again', 'main', 'open'],
    ])
  })

  test('of two runs at once the second takes the one of the first', async (t) => {
    const { github, api } = await withProposal(t)
    github.before('pulls/create', async () => {
      await rest(github, 'POST /pulls', {
        body: { title: 'Faster', head: 'proposal', base: 'main' },
      })
    })
    await openPullRequest(api, { ...DRAFT, labels: ['security'] })
    const shown = github.pulls.map(({ title, labels }) => [title, labels])
    assert.deepEqual(shown, [['Rotate', ['security']]])
  })

  test('what is wrong with it is thrown, in the words of GitHub', async (t) => {
    const { github, api } = await withProposal(t)
    github.git('update-ref', 'refs/heads/proposal', 'refs/heads/main')
    await assert.rejects(openPullRequest(api, DRAFT), (error) => {
      assert.ok(error instanceof GithubRefusal)
      assert.match(error.refusal.message, /No commits between main and proposal/)
      return true
    })
  })

  test('a character of two halves is not cut in two', async (t) => {
    const { github, api } = await withProposal(t)
    await openPullRequest(api, { ...DRAFT, title: `${'x'.repeat(254)}😀😀` })
    assert.equal(github.pulls[0]?.title, `${'x'.repeat(254)}…`)
  })
})
