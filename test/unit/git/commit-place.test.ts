// Which way a commit takes, told by the inputs and by where origin is.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { openCommitPlace, type CommitSettings } from '../../../src/git/commit-place.ts'
import { GitLander } from '../../../src/git/git-lander.ts'
import { GithubLander } from '../../../src/git/github-lander.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { withoutGit } from '../../helpers/action.ts'
import { workflowIn } from '../../helpers/workflows.ts'
import { checkoutOf, git } from './checkouts.ts'

const TOKEN = new SecretValue('token')
const NOTHING: CommitSettings = {
  method: 'auto',
  author: undefined,
  committer: undefined,
  token: undefined,
  signingKey: undefined,
  signingPassphrase: undefined,
}
const GITHUB = 'https://github.com/acme/widgets'

async function open(t: TestContext, origin: string, settings: Partial<CommitSettings>) {
  const repository = checkoutOf(t, { 'a.txt': 'a' })
  git(repository.workTree, 'remote', 'add', 'origin', origin)
  const target = { mode: 'branch', branch: undefined, topic: 'sync', labels: [] } as const
  const workflow = workflowIn(repository.workTree)
  return openCommitPlace({ repository, target }, { ...NOTHING, ...settings }, workflow)
}

describe('the way a commit takes', { skip: withoutGit }, () => {
  for (const [what, origin, settings, Expected, hasApi] of [
    ['on GitHub with a token', GITHUB, { token: TOKEN }, GithubLander, true],
    ['on GitHub over ssh', 'git@github.com:acme/widgets.git', { token: TOKEN }, GithubLander, true],
    [
      'on GitHub by a token in the URL',
      `https://x:y@github.com/acme/widgets`,
      {},
      GitLander,
      false,
    ],
    ['on GitHub without a token', GITHUB, {}, GitLander, false],
    ['git, as asked', GITHUB, { token: TOKEN, method: 'git' }, GitLander, true],
    ['elsewhere', 'https://git.example.com/acme/widgets', { token: TOKEN }, GitLander, false],
    ['a path', '/srv/git/widgets.git', { token: TOKEN }, GitLander, false],
  ] as const) {
    test(what, async (t) => {
      const place = await open(t, origin, settings)
      assert.ok(place.lander instanceof Expected)
      assert.equal(place.api !== undefined, hasApi)
      assert.equal(place.branch, 'main')
      assert.equal(place.head, git(place.repository.workTree, 'rev-parse', 'HEAD'))
    })
  }

  for (const [what, origin, settings, code] of [
    ['the API without a token', GITHUB, { method: 'api' }, 'TOKEN_MISSING'],
    ['the API elsewhere', '/srv/git/widgets.git', { method: 'api', token: TOKEN }, 'COMMIT_PLACE'],
    [
      'a signing key that is none',
      GITHUB,
      { signingKey: new SecretValue('x') },
      'SIGNING_KEY_INVALID',
    ],
  ] as const) {
    test(`${what} is refused`, async (t) => {
      await assert.rejects(open(t, origin, settings), { code })
    })
  }
})
