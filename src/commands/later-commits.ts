// Which commits come after ours, for a run that must not undo what a later one pushed. Asks the clone
// first, and `origin` for what the clone does not have; what nobody knows is told, not guessed.
import { ActionError } from '../errors.ts'
import { runGit, type GitPlace } from '../git/git-process.ts'
import type { Repository } from '../git/repository.ts'
import { Remote } from '../git/remote.ts'
import type { Inputs } from '../inputs.ts'
import type { Workflow } from '../platform/workflow.ts'

export interface Clone {
  readonly repository: Repository
  /** undefined without `origin`. */
  readonly remote: Pick<Remote, 'fetchHistory'> | undefined
}

/** Histories to fetch, one a commit that ours does not have in its own. */
const MAX_FETCHED = 3

export class LaterCommits {
  readonly #ours: string
  readonly #clone: Clone | undefined
  readonly #known = new Map<string, boolean>()
  readonly #unknown = new Set<string>()
  #last: Promise<unknown> = Promise.resolve()

  /** With `origin` of the clone, where there is one. */
  static async than(
    ours: string,
    repository: Repository | undefined,
    { inputs, workflow: { serverUrl } }: { readonly inputs: Inputs; readonly workflow: Workflow },
  ): Promise<LaterCommits> {
    const { token } = inputs.commit
    const url = await repository?.originUrl()
    const options = url === undefined ? undefined : { url, serverUrl, ...(token && { token }) }
    const remote = repository && options && new Remote(repository, options)
    return new LaterCommits(ours, repository && { repository, remote })
  }

  constructor(ours: string, clone: Clone | undefined) {
    this.#ours = ours
    this.#clone = clone
  }

  /** Those that are strict descendants of ours. One question after the other: the next knows the answers. */
  among(commits: readonly string[]): Promise<ReadonlySet<string>> {
    const answer = this.#last.then(() => this.#ask(commits))
    this.#last = answer.catch(() => undefined)
    return answer
  }

  get warnings(): readonly string[] {
    if (this.#unknown.size === 0) return []
    const shown = [...this.#unknown].slice(0, MAX_FETCHED).map((commit) => commit.slice(0, 12))
    const more = this.#unknown.size > shown.length ? ' and others' : ''
    return [
      `Could not tell whether a later run has pushed already: the destinations name ${shown.join(', ')}${more}, which neither this clone nor \`origin\` could show. Give actions/checkout \`fetch-depth: 0\``,
    ]
  }

  async #ask(commits: readonly string[]): Promise<ReadonlySet<string>> {
    const asked = commits.filter((commit) => commit !== this.#ours)
    const open = asked.filter((commit) => !this.#known.has(commit) && !this.#unknown.has(commit))
    if (open.length > 0) await this.#findOut(open)
    return new Set(asked.filter((commit) => this.#known.get(commit)))
  }

  async #findOut(commits: readonly string[]): Promise<void> {
    let open = await this.#inClone(commits)
    const remote = this.#clone?.remote
    if (remote && open.length > 0 && (await this.#clone?.repository.isShallow())) {
      open = await this.#amongAncestors(remote, open)
    }
    for (const [index, commit] of open.entries()) {
      const isLater =
        remote && index < MAX_FETCHED ? await this.#isLaterAt(remote, commit) : undefined
      if (isLater === undefined) this.#unknown.add(commit)
      else this.#known.set(commit, isLater)
    }
  }

  /** What the clone cannot tell. Where its history is cut off, it can only tell what is connected. */
  async #inClone(commits: readonly string[]): Promise<readonly string[]> {
    const repository = this.#clone?.repository
    if (!repository) return commits
    const isWhole = !(await repository.isShallow())
    const open: string[] = []
    for (const commit of commits) {
      if (await repository.isAncestor(this.#ours, commit)) this.#known.set(commit, true)
      else if (await repository.isAncestor(commit, this.#ours)) this.#known.set(commit, false)
      else if (isWhole && (await repository.commitOf(commit))) this.#known.set(commit, false)
      else open.push(commit)
    }
    return open
  }

  /** Mostly, an earlier run pushed: then our own history says all. Gives back what is not in it. */
  async #amongAncestors(
    remote: Pick<Remote, 'fetchHistory'>,
    commits: readonly string[],
  ): Promise<readonly string[]> {
    const found = await unlessRefused(
      remote.fetchHistory(this.#ours, async (history) => {
        const earlier: string[] = []
        for (const commit of commits) {
          if (await isAncestorIn(history, commit, this.#ours)) earlier.push(commit)
        }
        return earlier
      }),
    )
    for (const commit of found ?? []) this.#known.set(commit, false)
    return commits.filter((commit) => !this.#known.has(commit))
  }

  async #isLaterAt(
    remote: Pick<Remote, 'fetchHistory'>,
    commit: string,
  ): Promise<boolean | undefined> {
    return unlessRefused(
      remote.fetchHistory(commit, async (history) => isAncestorIn(history, this.#ours, commit)),
    )
  }
}

async function isAncestorIn(place: GitPlace, ancestor: string, commit: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', '--end-of-options', ancestor, commit]
  return (await runGit(place, args)).exitCode === 0
}

/** undefined: the remote does not have it, or does not give it. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ActionError) return undefined
    throw error
  }
}
