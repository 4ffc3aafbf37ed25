// Lands a commit through GitHub's API: signed by GitHub and shown as Verified, without a key.
// createCommitOnBranch is one call, but makes plain files, one parent, no author of ours, and takes
// some 40 MB; what needs more goes through the Git database API.
// https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
// https://docs.github.com/en/rest/git
import * as v from 'valibot'
import { ActionError } from '../errors.ts'
import { GithubRefusal, type GithubApi, type Refusal } from '../platform/github-api.ts'
import type { Landed, Lander, Landing } from './landing.ts'
import type { FileChange, Identity } from './new-commit.ts'
import type { Repository } from './repository.ts'

/** Base64 and JSON add a third to this. */
const MAX_MUTATION_BYTES = 20_000_000
/** GitHub takes few parallel writes well. */
const PARALLEL_BLOBS = 4
const PLAIN_FILE = '100644'
const EXECUTABLE = '100755'

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid signature { isValid } } }
}`

const CommitAnswer = v.object({
  createCommitOnBranch: v.object({
    commit: v.object({
      oid: v.string(),
      signature: v.nullish(v.object({ isValid: v.boolean() })),
    }),
  }),
})

export interface GithubLanderOptions {
  /** For file modes. */
  readonly repository: Repository
  /** Only where the workflow names them: GitHub then does not sign. */
  readonly author: Identity | undefined
  readonly committer: Identity | undefined
}

export class GithubLander implements Lander {
  readonly #api: GithubApi
  readonly #options: GithubLanderOptions

  constructor(api: GithubApi, options: GithubLanderOptions) {
    this.#api = api
    this.#options = options
  }

  async land(landing: Landing): Promise<Landed> {
    try {
      const modes = await this.#modes(landing)
      return this.#fitsMutation(landing, modes)
        ? await this.#byMutation(landing)
        : await this.#byGitData(landing, modes)
    } catch (error) {
      if (error instanceof GithubRefusal) return whatItMeans(error, landing)
      throw error
    }
  }

  async #modes({ base, files }: Landing): Promise<ReadonlyMap<string, string>> {
    const entries = await this.#options.repository.treeEntries(base, '')
    return new Map(files.map(({ path }) => [path, entries.get(path)?.mode ?? PLAIN_FILE]))
  }

  #fitsMutation({ files, parents, base }: Landing, modes: ReadonlyMap<string, string>): boolean {
    const { author, committer } = this.#options
    const bytes = files.reduce((sum, { content }) => sum + (content?.length ?? 0), 0)
    const arePlain = files.every((file) => !file.content || modes.get(file.path) === PLAIN_FILE)
    const isOurs = author === undefined && committer === undefined
    return (
      bytes <= MAX_MUTATION_BYTES &&
      arePlain &&
      parents.length === 1 &&
      parents[0] === base &&
      isOurs
    )
  }

  async #byMutation(landing: Landing): Promise<Landed> {
    const [parent = ''] = landing.parents
    if (landing.expected === undefined) await this.#createRef(landing.branch, parent)
    try {
      const answer = await this.#api.graphql(COMMIT, {
        input: mutationInput(landing, parent, this.#api.repository),
      })
      const { commit } = v.parse(CommitAnswer, answer).createCommitOnBranch
      return {
        kind: 'landed',
        commit: commit.oid,
        isVerified: commit.signature?.isValid ?? false,
      }
    } catch (error) {
      // A branch that moved is no longer what we made: somebody's commit is on it, or our own whose
      // answer was lost.
      const isUntouched = error instanceof GithubRefusal && !hasMoved(error.refusal)
      if (landing.expected === undefined && isUntouched) await this.#deleteRef(landing.branch)
      throw error
    }
  }

  async #byGitData(landing: Landing, modes: ReadonlyMap<string, string>): Promise<Landed> {
    const { author, committer } = this.#options
    const base = await this.#api.rest('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      commit_sha: landing.base,
    })
    const tree = await this.#api.rest('POST /repos/{owner}/{repo}/git/trees', {
      base_tree: base.tree.sha,
      tree: await this.#treeEntries(landing.files, modes),
    })
    const commit = await this.#api.rest('POST /repos/{owner}/{repo}/git/commits', {
      message: landing.message,
      tree: tree.sha,
      parents: [...landing.parents],
      ...(author && { author: person(author) }),
      ...(committer && { committer: person(committer) }),
    })
    if (landing.expected === undefined) await this.#createRef(landing.branch, commit.sha)
    else await this.#moveRef(landing.branch, commit.sha)
    return { kind: 'landed', commit: commit.sha, isVerified: commit.verification.verified }
  }

  async #treeEntries(
    files: readonly FileChange[],
    modes: ReadonlyMap<string, string>,
  ): Promise<TreeEntry[]> {
    const entries: TreeEntry[] = []
    const pending = files.values()
    const work = async (): Promise<void> => {
      for (const { path, content } of pending) {
        const mode = modes.get(path) === EXECUTABLE ? EXECUTABLE : PLAIN_FILE
        const sha = content ? await this.#createBlob(content) : null
        entries.push({ path, mode, type: 'blob', sha })
      }
    }
    await Promise.all(Array.from({ length: PARALLEL_BLOBS }, work))
    return entries
  }

  async #createBlob(content: Uint8Array): Promise<string> {
    const blob = await this.#api.rest('POST /repos/{owner}/{repo}/git/blobs', {
      content: Buffer.from(content).toString('base64'),
      encoding: 'base64',
    })
    return blob.sha
  }

  async #createRef(branch: string, sha: string): Promise<void> {
    await this.#api.rest('POST /repos/{owner}/{repo}/git/refs', {
      ref: `refs/heads/${branch}`,
      sha,
    })
  }

  async #moveRef(branch: string, sha: string): Promise<void> {
    await this.#api.rest('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ref: `heads/${branch}`,
      sha,
      force: false,
    })
  }

  // A branch that we made for a commit that then was refused.
  async #deleteRef(branch: string): Promise<void> {
    try {
      await this.#api.rest('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
        ref: `heads/${branch}`,
      })
    } catch (error) {
      // The refusal of the commit is what the reader needs; an empty branch harms nobody.
      if (!(error instanceof GithubRefusal)) throw error
    }
  }
}

interface TreeEntry {
  path: string
  mode: '100644' | '100755'
  type: 'blob'
  sha: string | null
}

function person({ name, mail }: Identity): { name: string; email: string } {
  return { name, email: mail }
}

function mutationInput(
  { branch, files, message }: Landing,
  parent: string,
  repository: string,
): object {
  const [headline = '', ...body] = message.split('\n')
  const base64 = (content: Uint8Array): string => Buffer.from(content).toString('base64')
  return {
    expectedHeadOid: parent,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: files.flatMap(({ path, content }) =>
        content ? [{ path, contents: base64(content) }] : [],
      ),
      deletions: files.flatMap(({ path, content }) => (content ? [] : [{ path }])),
    },
    branch: { repositoryNameWithOwner: repository, branchName: branch },
  }
}

const MOVED =
  /expectedHeadOid|expected branch to point|not a fast forward|reference (?:already exists|does not exist)|could not resolve to a ref\b/i
const PROTECTED =
  /GH006|GH013|protected branch|rule violations?|through a pull request|required status/i
// Where a branch may not even be made, the message alone is "Reference update failed".
const PROTECTED_PAGE = /\babout-(?:protected-branches|rulesets)\b/

function hasMoved({ type, message }: Refusal): boolean {
  return type === 'STALE_DATA' || MOVED.test(message)
}

function whatItMeans({ refusal }: GithubRefusal, { branch }: Landing): Landed {
  const { status, type, message, permissions, documentation } = refusal
  if (hasMoved(refusal)) return { kind: 'moved' }
  if (PROTECTED.test(message) || PROTECTED_PAGE.test(documentation)) {
    return { kind: 'protected', why: message }
  }
  // A rule of who may push, or a permission that the token lacks: a pull request shows which.
  if (status === 403 && permissions !== '') {
    const why = `${message}; GitHub wants ${permissions}`
    return { kind: 'protected', why, denied: denied(refusal, branch) }
  }
  const isDenied =
    [401, 403, 404].includes(status) ||
    ['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'NOT_FOUND'].includes(type)
  if (isDenied) throw denied(refusal, branch)
  const needs = permissions === '' ? '' : ` (it wants ${permissions})`
  throw new ActionError('COMMIT_PLACE', {
    what: `GitHub does not take the commit for ${branch}: ${message || status}${needs}`,
    fix: 'The commit that is checked out must be on GitHub (push it first), and the branch must exist or be free to make.',
  })
}

/** What a token lacks, with the lines to paste. */
function denied({ status, message, permissions }: Refusal, branch: string): ActionError {
  const wanted = permissions === '' ? '' : `; GitHub wants ${permissions}`
  return new ActionError('COMMIT_DENIED', {
    what: `\`github-token\` may not write to ${branch}: ${message || status}${wanted}`,
    fix:
      status === 401
        ? 'The token is not valid (any more). Use `${{ github.token }}`, or make the token of your GitHub App in a step right before.'
        : 'Give the job what it needs, then run it again:\npermissions:\n  contents: write\n  pull-requests: write',
  })
}
