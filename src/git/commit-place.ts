// Where a commit goes and how it gets there: from the checkout, the event and the inputs to a
// CommitPlace, or an error that says what is missing.
import { ActionError } from '../errors.ts'
import { GithubApi } from '../platform/github-api.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { SecretText } from '../secret-value.ts'
import type { CommitPlace, CommitTarget } from './commit-back.ts'
import { GithubLander } from './github-lander.ts'
import { GitLander } from './git-lander.ts'
import { runGit, throwIfMissing } from './git-process.ts'
import type { Lander } from './landing.ts'
import type { Identity } from './new-commit.ts'
import { repositoryOn } from './origin.ts'
import { Remote } from './remote.ts'
import type { Repository } from './repository.ts'

export interface CommitSettings {
  readonly method: 'auto' | 'api' | 'git'
  /** undefined: the workflow's bot. */
  readonly author: Identity | undefined
  readonly committer: Identity | undefined
  readonly token: SecretText | undefined
  readonly signingKey: SecretText | undefined
  readonly signingPassphrase: SecretText | undefined
}

/** Who GitHub's own runs commit as. */
const BOT: Identity = {
  name: 'github-actions[bot]',
  mail: '41898282+github-actions[bot]@users.noreply.github.com',
}

interface Wanted {
  readonly repository: Repository
  readonly target: CommitTarget
  /** Where to go on from; undefined: from what is checked out. */
  readonly from?: string | undefined
}

/** @throws ActionError COMMIT_PLACE, COMMIT_BRANCH_UNKNOWN, TOKEN_MISSING, SIGNING_KEY_INVALID */
export async function openCommitPlace(
  { repository, target, from }: Wanted,
  settings: CommitSettings,
  workflow: Workflow,
): Promise<CommitPlace> {
  const [head, url] = await Promise.all([repository.head(), repository.originUrl()])
  if (head === undefined) {
    throwIfMissing(await runGit(repository.place, ['version']))
    throw unusable('the checkout has no commit yet')
  }
  if (url === undefined) throw unusable('the checkout has no remote `origin`')
  const { serverUrl, apiUrl, graphqlUrl } = workflow
  const { token } = settings
  const name = repositoryOn(serverUrl, url)
  const api =
    name !== undefined && token
      ? new GithubApi({ repository: name, apiUrl, graphqlUrl, token })
      : undefined
  const remote = new Remote(repository, { url, serverUrl, ...(token && { token }) })
  const lander = usesApi(settings, name)
    ? viaApi(api, repository, settings)
    : await viaGit({ repository, remote, api }, settings)
  const branch = await branchOf(repository, { head, workflow, target })
  return { repository, remote, lander, api, serverUrl, head: from ?? head, branch }
}

function usesApi({ method, token, signingKey }: CommitSettings, name: string | undefined): boolean {
  if (method !== 'auto') {
    if (method === 'api' && name === undefined) {
      throw unusable("`commit-method: api` is set, but `origin` is not on the workflow's GitHub")
    }
    return method === 'api'
  }
  return name !== undefined && token !== undefined && signingKey === undefined
}

function viaApi(
  api: GithubApi | undefined,
  repository: Repository,
  { author, committer }: CommitSettings,
): Lander {
  if (api) return new GithubLander(api, { repository, author, committer })
  throw new ActionError('TOKEN_MISSING', {
    what: '`commit-method: api` needs `github-token`, which is empty',
    fix: 'Leave `github-token` out (it is `${{ github.token }}` then), or give the token of your GitHub App.',
  })
}

async function viaGit(
  place: Pick<CommitPlace, 'repository' | 'remote' | 'api'>,
  { author = BOT, committer = BOT, signingKey, signingPassphrase }: CommitSettings,
): Promise<Lander> {
  if (!signingKey) return new GitLander({ ...place, author, committer, sign: undefined })
  const { openPgpSigner } = await import('./signature.ts')
  const sign = await openPgpSigner(signingKey, signingPassphrase)
  return new GitLander({ ...place, author, committer, sign })
}

interface Checkout {
  readonly head: string
  readonly workflow: Workflow
  readonly target: CommitTarget
}

async function branchOf(repository: Repository, checkout: Checkout): Promise<string> {
  const { head, workflow, target } = checkout
  const branch = await repository.branch()
  if (branch !== undefined) return branch
  const [, ofEvent] = /^refs\/heads\/(.+)$/.exec(workflow.ref) ?? []
  // `ref: ${{ github.sha }}` detaches HEAD although it is the tip of the event's branch.
  if (ofEvent !== undefined && head === workflow.sha) return ofEvent
  if (target.mode === 'branch' && target.branch !== undefined) return ''
  throw new ActionError('COMMIT_BRANCH_UNKNOWN', {
    what: `no branch is checked out (${whatInstead(workflow)}), so there is none to commit to`,
    fix: 'Check out a branch: `ref: ${{ github.head_ref || github.ref_name }}` for actions/checkout. For a direct commit, `commit-branch` can name it instead.',
  })
}

function whatInstead({ ref }: Workflow): string {
  if (ref.startsWith('refs/pull/')) return 'the run is about the merge of a pull request'
  if (ref.startsWith('refs/tags/')) return 'the run is about a tag'
  return 'HEAD is detached, as in a submodule or after a checkout of a commit'
}

function unusable(why: string): ActionError {
  return new ActionError('COMMIT_PLACE', {
    what: `nothing can be committed: ${why}`,
    fix: 'Run actions/checkout before this step, or set `commit: none`.',
  })
}
