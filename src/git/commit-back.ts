// Commits changed files back to the remote: on a branch, or as a pull request. Owns the order (the
// remote before the disk), what happens when the branch moves meanwhile, and the fall back to a pull
// request. Never merges, never forces, never touches the work tree, the index or a local branch.
import { ActionError } from '../errors.ts'
import { GithubRefusal, type GithubApi } from '../platform/github-api.ts'
import { isAncestor, isOfThisAction, isOnBranch, isThisChange, withTrailer } from './branch-tip.ts'
import { askVerified, type Lander, type Landed } from './landing.ts'
import type { FileChange } from './new-commit.ts'
import { openPullRequest, wordsOf } from './pull-request.ts'
import type { Remote } from './remote.ts'
import type { Repository } from './repository.ts'

const TRIES_AFTER_MOVE = 3

type LandedCommit = Extract<Landed, { kind: 'landed' }>

/** What is to be committed, made from one known commit. */
export interface Prepared {
  readonly files: readonly FileChange[]
  readonly message: string
  readonly pullRequest: { readonly title: string; readonly body: string }
}

export interface CommitPlace {
  readonly repository: Repository
  readonly remote: Remote
  readonly lander: Lander
  /** undefined where the remote is not on GitHub, or there is no token. */
  readonly api: GithubApi | undefined
  readonly serverUrl: string
  /** The commit to start from: what is checked out, or what this run has made of it already. */
  readonly head: string
  /** The branch that is checked out. */
  readonly branch: string
}

export interface CommitTarget {
  readonly mode: 'branch' | 'pull-request'
  /** The `commit-branch` input. */
  readonly branch: string | undefined
  /** What it is about, as a part of a branch name: a proposal of the same is brought up to date. */
  readonly topic: string
  readonly labels: readonly string[]
}

/** @returns undefined when at this commit nothing is to be changed */
export type Prepare<P extends Prepared> = (commit: string) => Promise<P | undefined>

export interface Committed<P extends Prepared> {
  readonly prepared: P
  readonly commit: string
  readonly isVerified: boolean | undefined
  readonly branch: string
  /** Of a proposal: the commit that it was made from. undefined: it stands on the branch it is for. */
  readonly proposedFrom: string | undefined
  readonly pullRequest: { readonly number: number; readonly url: string } | undefined
  readonly warnings: readonly string[]
}

/**
 * @returns undefined when nothing was to be changed: no commit
 * @throws ActionError COMMIT_HEAD_MOVED, COMMIT_BRANCH_TAKEN, COMMIT_PROTECTED, COMMIT_PLACE, and what
 * landing throws
 */
export async function commitBack<P extends Prepared>(
  place: CommitPlace,
  target: CommitTarget,
  prepare: Prepare<P>,
): Promise<Committed<P> | undefined> {
  if (target.mode === 'pull-request') return proposeBack(place, target, prepare)
  const branch = target.branch ?? place.branch
  const landed = await landOnBranch(place, branch, prepare)
  if (landed === undefined || !('why' in landed)) return landed
  const fallBack = { ...target, branch: undefined }
  const proposed = await proposeBack({ ...place, branch, head: landed.base }, fallBack, prepare)
  const note = `${branch} takes no direct commits (${landed.why}), so a pull request was made instead`
  return proposed && { ...proposed, warnings: [note, ...proposed.warnings] }
}

interface Protected {
  readonly why: string
  /** The commit that was read last. */
  readonly base: string
}

async function landOnBranch<P extends Prepared>(
  place: CommitPlace,
  branch: string,
  prepare: Prepare<P>,
): Promise<Committed<P> | Protected | undefined> {
  const isOther = branch !== place.branch
  let expected = isOther ? await place.remote.fetch(branch) : place.head
  for (let tries = 0; tries <= TRIES_AFTER_MOVE; tries += 1) {
    const base = expected ?? place.head
    const prepared = await prepare(base)
    if (!prepared) return undefined
    const landed = await place.lander.land({
      branch,
      expected,
      base,
      parents: [base],
      files: prepared.files,
      message: withTrailer(prepared.message),
    })
    if (landed.kind === 'protected') {
      // No pull request can lead to a branch that is not there.
      if (expected === undefined) throw landed.denied ?? protectedName(branch, landed.why)
      return { why: landed.why, base }
    }
    if (landed.kind === 'landed') return committed(prepared, branch, landed)
    const tip = await place.remote.fetch(branch)
    if (tip === undefined && !isOther) throw branchGone(branch)
    // A lost answer looks like somebody else's commit: what stands there may be ours.
    if (
      tip !== undefined &&
      (await isThisChange(place.repository, tip, { parents: [base], files: prepared.files }))
    ) {
      return committed(prepared, branch, await foundAgain(place, tip))
    }
    if (tip !== undefined && !isOther && !(await isOnBranch(place, { branch, tip }))) {
      throw notPushed(branch)
    }
    expected = tip
  }
  throw moved(branch)
}

async function proposeBack<P extends Prepared>(
  place: CommitPlace,
  target: CommitTarget,
  prepare: Prepare<P>,
): Promise<Committed<P> | undefined> {
  const branch = target.branch ?? `kanuka/${target.topic}-${place.branch}`
  if (branch === place.branch) throw onItself(branch)
  const prepared = await prepare(place.head)
  if (!prepared) return undefined
  let parents: readonly string[] = []
  for (let tries = 0; tries <= TRIES_AFTER_MOVE; tries += 1) {
    const tip = await place.remote.fetch(branch)
    if (tip !== undefined) {
      if (
        tries > 0 &&
        (await isThisChange(place.repository, tip, { parents, files: prepared.files }))
      ) {
        const found = await foundAgain(place, tip)
        return withPullRequest(place, target, committed(prepared, branch, found))
      }
      await refuseForeign(place, branch, tip)
    }
    const isNew = tip === undefined || tip === place.head
    // What an older proposal of ours holds is replaced, not built upon: the branch is moved
    // forward to a commit whose tree knows only the checked-out commit and this change.
    parents = isNew ? [place.head] : [tip, place.head]
    const landed = await place.lander.land({
      branch,
      expected: tip,
      base: place.head,
      parents,
      files: prepared.files,
      message: withTrailer(prepared.message),
    })
    if (landed.kind === 'protected') throw landed.denied ?? protectedProposal(branch, landed.why)
    if (landed.kind === 'moved') continue
    return withPullRequest(place, target, committed(prepared, branch, landed))
  }
  throw moved(branch)
}

async function withPullRequest<P extends Prepared>(
  place: CommitPlace,
  target: CommitTarget,
  result: Committed<P>,
): Promise<Committed<P>> {
  const { api, branch: base, head: proposedFrom } = place
  const compare = api
    ? `${place.serverUrl}/${api.repository}/compare/${inUrl(base)}...${inUrl(result.branch)}?expand=1`
    : undefined
  const left = (why: string): Committed<P> => ({
    ...result,
    proposedFrom,
    warnings: [
      ...result.warnings,
      `the branch ${result.branch} is pushed, but no pull request could be opened: ${why}` +
        (compare === undefined ? '' : `. Open it here: ${compare}`),
    ],
  })
  if (!api) return left('the remote is not on this GitHub server, or `github-token` is empty')
  const { labels } = target
  const draft = { ...result.prepared.pullRequest, head: result.branch, base, labels }
  const outcome = await openPullRequest(api, draft).catch((error: unknown) => {
    // The commit has landed; that no pull request came of it must not undo what is known of it.
    if (error instanceof GithubRefusal) return { kind: 'failed' as const, why: wordsOf(error) }
    if (error instanceof ActionError) return { kind: 'failed' as const, why: error.what }
    throw error
  })
  if (outcome.kind === 'failed') return left(outcome.why)
  if (outcome.kind === 'forbidden') return left(`${outcome.why}. ${HOW_TO_ALLOW}`)
  const { number, url, warning } = outcome
  const warnings = [...result.warnings, ...(warning === undefined ? [] : [warning])]
  return { ...result, proposedFrom, pullRequest: { number, url }, warnings }
}

function inUrl(branch: string): string {
  return encodeURI(branch).replaceAll('#', '%23')
}

const HOW_TO_ALLOW =
  'The job needs `pull-requests: write`, and the repository the setting Actions > General > "Allow GitHub Actions to create and approve pull requests"'

function committed<P extends Prepared>(
  prepared: P,
  branch: string,
  { commit, isVerified }: LandedCommit,
): Committed<P> {
  const made = { prepared, commit, isVerified, branch }
  return { ...made, proposedFrom: undefined, pullRequest: undefined, warnings: [] }
}

/** A commit of ours that landed, although its answer was lost. */
async function foundAgain({ api }: CommitPlace, commit: string): Promise<LandedCommit> {
  return { kind: 'landed', commit, isVerified: await askVerified(api, commit) }
}

async function refuseForeign(
  { repository, head }: CommitPlace,
  branch: string,
  tip: string,
): Promise<void> {
  if (tip === head || (await isOfThisAction(repository, tip))) return
  // A branch that holds nothing which is not checked out: what came of it is merged, or never came.
  if (await isAncestor(repository.place, tip, head)) return
  throw new ActionError('COMMIT_BRANCH_TAKEN', {
    what: `the branch ${branch} exists, and its last commit is not of this action`,
    fix: 'Name another `commit-branch`, or delete that branch if nobody needs it.',
  })
}

function branchGone(branch: string): ActionError {
  return new ActionError('COMMIT_BRANCH_UNKNOWN', {
    what: `the branch ${branch} is not on the remote (any more)`,
    fix: 'Push it, or name the branch to commit to with `commit-branch`.',
  })
}

function notPushed(branch: string): ActionError {
  return new ActionError('COMMIT_PLACE', {
    what: `the commit that is checked out is not on the branch ${branch} of the remote`,
    fix: 'Push it before this step, or check out what the remote has: a rotation made from there would lose it.',
  })
}

function onItself(branch: string): ActionError {
  return new ActionError('COMMIT_BRANCH_UNKNOWN', {
    what: `a pull request from ${branch} into itself was asked for`,
    fix: 'Check out the branch to merge into, or name another `commit-branch`.',
  })
}

function moved(branch: string): ActionError {
  return new ActionError('COMMIT_HEAD_MOVED', {
    what: `${branch} moved ${TRIES_AFTER_MOVE + 1} times while we were at it; nothing was changed`,
    fix: 'Run the job again when fewer commits arrive, and give the workflow a `concurrency` group so that two of its runs never meet.',
  })
}

function protectedName(branch: string, why: string): ActionError {
  return new ActionError('COMMIT_PROTECTED', {
    what: `the branch ${branch} is not there, and may not be made: ${why}`,
    fix: 'Make it on GitHub first, let the rules of the repository leave that name out, or name another `commit-branch`.',
  })
}

function protectedProposal(branch: string, why: string): ActionError {
  return new ActionError('COMMIT_PROTECTED', {
    what: `the branch for the pull request, ${branch}, is protected itself: ${why}`,
    fix: 'Let the rules of the repository leave that name out, or name another `commit-branch`.',
  })
}
