// What every command that commits says of its commit: the sentence, the notes, the outputs.
import type { Committed, Prepared } from '../git/commit-back.ts'
import type { Inputs } from '../inputs.ts'
import type { Report } from './command.ts'

type Landed = Committed<Prepared>

/** `Commit 0123456789ab on main` */
export function whereTo({ commit, branch, pullRequest }: Landed): string {
  const where = `Commit ${commit.slice(0, 12)} on ${branch}`
  return pullRequest ? `${where}, pull request ${pullRequest.url}` : where
}

/** Of a run that changed stores and was no dry run. */
export function commitNotes(committed: Landed | undefined, { commit }: Inputs): readonly string[] {
  const list: string[] = []
  if (commit.mode === 'none') {
    list.push(
      'The files are changed in this checkout only: commit them all together, or set `commit`.',
    )
  }
  if (committed) {
    list.push(
      `The checkout holds the new files, but its HEAD is still the commit before: later steps that need the commit run \`git fetch origin ${committed.branch}\`.`,
    )
  }
  // Asked nobody: the remote is not on GitHub.
  if (committed?.isVerified !== undefined) {
    list.push(
      "Commits by the job's own token start no workflows, so no checks run on them. Give `github-token` the token of a GitHub App (actions/create-github-app-token) if they should.",
    )
  }
  return list
}

export function commitOutputs(committed: Landed | undefined): Report['outputs'] {
  if (!committed) return {}
  const { commit, isVerified, pullRequest } = committed
  return {
    'commit-sha': commit,
    'commit-verified': String(isVerified === true),
    ...(pullRequest && {
      'pull-request-number': String(pullRequest.number),
      'pull-request-url': pullRequest.url,
    }),
  }
}

/** For the `report` output. */
export function commitDetails(committed: Landed | undefined): unknown {
  return (
    committed && {
      sha: committed.commit,
      verified: committed.isVerified ?? null,
      branch: committed.branch,
      pullRequest: committed.pullRequest ?? null,
    }
  )
}
