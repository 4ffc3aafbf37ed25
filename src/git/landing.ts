// What it means to land a commit on a branch of the remote; git-lander.ts and github-lander.ts are
// the two ways. A landing moves the branch from exactly one known commit, or not at all.
import { ActionError } from '../errors.ts'
import { GithubRefusal, type GithubApi } from '../platform/github-api.ts'
import type { FileChange } from './new-commit.ts'

export interface Landing {
  readonly branch: string
  /** Where the branch stands; undefined = it is to be created. */
  readonly expected: string | undefined
  /** The commit whose tree is changed. */
  readonly base: string
  /** The first is `expected` where that is given. */
  readonly parents: readonly string[]
  readonly files: readonly FileChange[]
  /** First line, blank line, body. */
  readonly message: string
}

export type Landed =
  /** isVerified: what GitHub says of the signature; undefined where nobody could be asked. */
  | {
      readonly kind: 'landed'
      readonly commit: string
      readonly isVerified: boolean | undefined
    }
  /** The branch stands elsewhere than `expected`. */
  | { readonly kind: 'moved' }
  /** A rule of the remote wants a pull request; `why` in its words. */
  | {
      readonly kind: 'protected'
      readonly why: string
      /** Where it may be the token's fault all the same: then another branch is refused too. */
      readonly denied?: ActionError
    }

export interface Lander {
  /** @throws ActionError COMMIT_DENIED, COMMIT_PLACE, REMOTE_FAILED, GITHUB_UNREACHABLE */
  land(landing: Landing): Promise<Landed>
}

/** What GitHub says of a commit's signature; the commit stands, whatever becomes of the question. */
export async function askVerified(
  api: GithubApi | undefined,
  commit: string,
): Promise<boolean | undefined> {
  try {
    const answer = await api?.rest('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      commit_sha: commit,
    })
    return answer?.verification.verified
  } catch (error) {
    if (error instanceof GithubRefusal || error instanceof ActionError) return undefined
    throw error
  }
}
