// Lands a commit with git itself: made from objects, signed where a key is given, pushed to origin.
import type { GithubApi } from '../platform/github-api.ts'
import { askVerified, type Landed, type Lander, type Landing } from './landing.ts'
import { writeCommit, type Identity } from './new-commit.ts'
import type { Remote } from './remote.ts'
import type { Repository } from './repository.ts'

export interface GitLanderOptions {
  readonly repository: Repository
  readonly remote: Remote
  readonly author: Identity
  readonly committer: Identity
  readonly sign: ((payload: Uint8Array) => Promise<string>) | undefined
  /** Asked whether the commit counts as verified; undefined where there is none to ask. */
  readonly api: GithubApi | undefined
}

export class GitLander implements Lander {
  readonly #options: GitLanderOptions

  constructor(options: GitLanderOptions) {
    this.#options = options
  }

  async land({ branch, expected, base, parents, files, message }: Landing): Promise<Landed> {
    const { repository, remote, author, committer, sign } = this.#options
    const commit = await writeCommit(repository, {
      parents,
      base,
      changes: files,
      message,
      author,
      committer,
      time: new Date(),
      ...(sign && { sign }),
    })
    const pushed = await remote.push({ commit, branch, expected })
    if (pushed.kind !== 'landed') return pushed
    return { kind: 'landed', commit, isVerified: await askVerified(this.#options.api, commit) }
  }
}
