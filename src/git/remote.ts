// The remote of a checkout: looks at its branches, fetches from it, pushes to it. All of it happens in
// a git folder of our own (scratch.ts), so that neither refs nor settings of the checkout play a part.
// Never forces, and never merges.
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ActionError } from '../errors.ts'
import { printable } from '../platform/printable.ts'
import { connect, type Connection, type RemoteOptions } from './connection.ts'
import { runGit, type GitResult } from './git-process.ts'
import { failure, PassingFailure, refusalIn, type Refused } from './remote-failure.ts'
import type { Repository } from './repository.ts'
import { inScratch, type Scratch } from './scratch.ts'

const TRIES = 3
const FIRST_PAUSE_MS = 1000

export interface Push {
  readonly commit: string
  readonly branch: string
  /** Where the branch stands, an ancestor of the commit; undefined: it must not exist yet. */
  readonly expected: string | undefined
}

export type Pushed =
  | { readonly kind: 'landed' }
  /** moved: the branch stands elsewhere. protected: a rule wants a pull request, in GitHub's words. */
  | Refused

interface Wanted {
  /** A full ref, or a commit id. */
  readonly source: string
  /** What we have already, so that it need not come again. */
  readonly have: string | undefined
  readonly options: readonly string[]
}

interface ObjectFetch {
  readonly options?: readonly string[]
  /** Before the name of git's command. */
  readonly settings?: readonly string[]
}

/** What all methods may throw: ActionError COMMIT_DENIED, REMOTE_FAILED, GIT_MISSING, PATH_UNSAFE. */
export class Remote {
  readonly #repository: Repository
  readonly #options: RemoteOptions
  #connection: Promise<Connection> | undefined

  constructor(repository: Repository, options: RemoteOptions) {
    this.#repository = repository
    this.#options = options
  }

  /** The commit that a branch of the remote stands at; undefined when there is no such branch. */
  async tip(branch: string): Promise<string | undefined> {
    return inScratch(this.#repository, async (scratch) =>
      this.#persistently(async () => this.#tip(scratch, branch)),
    )
  }

  /**
   * Gets the objects of a branch's tip into the checkout's own; no ref remembers them. In a shallow or
   * partial clone these are the tip alone, without its history; the clone stays as it is.
   * @returns the tip; undefined when there is no such branch
   */
  async fetch(branch: string): Promise<string | undefined> {
    const head = await this.#repository.head()
    return inScratch(this.#repository, async (scratch) => {
      // Of a partial clone nobody can say what it has. Told nothing, the remote sends all of the tip.
      const have = scratch.isPartial ? undefined : head
      const isCut = scratch.isPartial || scratch.shallow.size > 0
      const wanted = { source: `refs/heads/${branch}`, have, options: isCut ? ['--depth=1'] : [] }
      return this.#persistently(async () => this.#fetch(scratch, wanted))
    })
  }

  /**
   * Gets the whole history of a branch or commit, without contents of files, into a place of its own
   * that exists as long as `use` runs. For shallow clones.
   */
  async fetchHistory<T>(
    branchOrCommit: string,
    use: (history: Scratch, tip: string) => Promise<T>,
  ): Promise<T> {
    const isCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(branchOrCommit)
    const source = isCommit ? branchOrCommit : `refs/heads/${branchOrCommit}`
    const get = async (history: Scratch): Promise<T> => {
      const wanted = { source, have: undefined, options: ['--filter=blob:none'] }
      const tip = await this.#persistently(async () => this.#fetch(history, wanted))
      if (tip === undefined) throw noSuchBranch(branchOrCommit)
      return use(history, tip)
    }
    return inScratch(this.#repository, get, { objects: 'own' })
  }

  /**
   * The commit that a branch or else a tag of this name stands at, or what a full ref (`refs/…`) does;
   * undefined when there is none.
   */
  async commitNamed(name: string): Promise<string | undefined> {
    const full = ['', 'refs/heads/', 'refs/tags/'].map((start) => `${start}${name}`)
    const refs = name.startsWith('refs/') ? full.slice(0, 1) : full.slice(1)
    return inScratch(this.#repository, async (scratch) =>
      this.#persistently(async () => {
        // A tag is an object of its own; what it stands for is told with `^{}` behind its name.
        const wanted = refs.flatMap((ref) => [`${ref}^{}`, ref])
        const found = await this.#list(scratch, wanted)
        return found.get(wanted.find((ref) => found.has(ref)) ?? '')
      }),
    )
  }

  /**
   * Gets commits with their whole history, without contents of files, into a place with objects of its
   * own that reads no others.
   */
  async fetchCommits(into: Scratch, ids: readonly string[]): Promise<void> {
    const config = join(into.gitDir, 'config')
    const before = readFileSync(config)
    await this.#fetchObjects(into, ids, { options: ['--filter=blob:none'] })
    // git has noted where to get the rest: asked for a file that is missing, it would give up, not say so.
    writeFileSync(config, before)
  }

  /** Gets contents of files by their ids, in one call. The place must not have them. */
  async fetchBlobs(into: Scratch, ids: readonly string[]): Promise<void> {
    // Told what we have, the remote would think that we have the contents as well.
    await this.#fetchObjects(into, ids, { settings: ['-c', 'fetch.negotiationAlgorithm=noop'] })
  }

  /** Moves a branch of the remote from `expected` to a commit that has it as an ancestor, or not at all. */
  async push({ commit, branch, expected }: Push): Promise<Pushed> {
    return inScratch(this.#repository, async (scratch) => {
      if (expected !== undefined && !(await isAncestor(scratch, expected, commit))) {
        throw new Error('a push that is no fast-forward was asked for')
      }
      return this.#persistently(async (): Promise<Pushed> => {
        const { network, url } = await this.#connect(scratch)
        const ref = `refs/heads/${branch}`
        // With the check above, the lease is no force: it only makes sure where the branch stands.
        const lease = `--force-with-lease=${ref}:${expected ?? ''}`
        const args = [...PUSH, lease, '--', url, `${commit}:${ref}`]
        const result = await runGit(scratch, args, { network })
        if (result.exitCode === 0) return { kind: 'landed' }
        const refusal = refusalIn(result, network)
        if (refusal?.kind === 'protected') return refusal
        const error = refusal ? undefined : failure(result, 'push to', network)
        if (error && !(error instanceof PassingFailure)) throw error
        // Where an answer was lost, the commit may stand there all the same, even below another by
        // now. git, or curl below it, may have asked again on its own, and found the branch moved.
        if (await this.#hasLanded(scratch, { branch, commit })) return { kind: 'landed' }
        if (error) throw error
        return { kind: 'moved' }
      })
    })
  }

  async #hasLanded(
    scratch: Scratch,
    { branch, commit }: { readonly branch: string; readonly commit: string },
  ): Promise<boolean> {
    try {
      const tip = await this.#tip(scratch, branch)
      if (tip === undefined || tip === commit) return tip === commit
      await this.#fetch(scratch, { source: `refs/heads/${branch}`, have: commit, options: [] })
      return await isAncestor(scratch, commit, tip)
    } catch (error) {
      // What failed just before is what the reader needs to know.
      if (error instanceof ActionError) return false
      throw error
    }
  }

  async #tip(scratch: Scratch, branch: string): Promise<string | undefined> {
    const ref = `refs/heads/${branch}`
    return (await this.#list(scratch, [ref])).get(ref)
  }

  async #list(scratch: Scratch, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { network, url } = await this.#connect(scratch)
    const result = await runGit(scratch, ['ls-remote', '--quiet', '--', url, ...refs], { network })
    if (result.exitCode !== 0) throw failure(result, 'look at', network)
    // The pattern also matches at the end of longer names: who asks looks for the whole name.
    const lines = result.stdout.toString('utf8').matchAll(/^([0-9a-f]+)\t(.+)$/gm)
    return new Map([...lines].map(([, id = '', ref = '']) => [ref, id]))
  }

  async #fetchObjects(
    into: Scratch,
    ids: readonly string[],
    { options = [], settings = [] }: ObjectFetch,
  ): Promise<void> {
    if (ids.length === 0) return
    const { network, url } = await this.#connect(into)
    const args = [...settings, ...FETCH, ...options, '--stdin', '--', url]
    const input = Buffer.from(ids.map((id) => `${id}\n`).join(''))
    await this.#persistently(async () => {
      const result = await runGit(into, args, { network, input })
      if (result.exitCode !== 0) throw failure(result, 'fetch from', network)
    })
  }

  async #fetch(scratch: Scratch, wanted: Wanted): Promise<string | undefined> {
    const { network, url } = await this.#connect(scratch)
    const refs = join(scratch.gitDir, 'refs/kanuka')
    mkdirSync(refs, { recursive: true })
    if (wanted.have !== undefined) writeFileSync(join(refs, 'have'), `${wanted.have}\n`)
    const refspec = `+${wanted.source}:refs/kanuka/tip`
    const args = [...FETCH, ...wanted.options, '--', url, refspec]
    const result = await runGit(scratch, args, { network })
    if (result.exitCode === 0) return readFileSync(join(refs, 'tip'), 'latin1').trim()
    if (/^fatal: couldn't find remote ref/m.test(result.stderr)) return undefined
    throw failure(result, 'fetch from', network)
  }

  async #connect(scratch: Scratch): Promise<Connection> {
    this.#connection ??= connect(this.#repository, scratch, this.#options)
    return this.#connection
  }

  async #persistently<T>(work: () => Promise<T>): Promise<T> {
    const { default: pRetry } = await import('p-retry')
    return pRetry(work, {
      retries: TRIES - 1,
      minTimeout: this.#options.pauseMs ?? FIRST_PAUSE_MS,
      shouldRetry: ({ error }) => error instanceof PassingFailure,
    })
  }
}

const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--recurse-submodules=no',
  '--no-auto-maintenance',
]
const PUSH = ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', '--no-signed']

/** A parent is one also where history is cut off, which git may refuse to walk. */
async function isAncestor(scratch: Scratch, ancestor: string, commit: string): Promise<boolean> {
  if (ancestor === commit) return true
  const raw = await runGit(scratch, ['cat-file', 'commit', commit])
  const [header = ''] = raw.stdout.toString('latin1').split('\n\n')
  if (header.split('\n').includes(`parent ${ancestor}`)) return true
  const result: GitResult = await runGit(scratch, ['merge-base', '--is-ancestor', ancestor, commit])
  return result.exitCode === 0
}

function noSuchBranch(branch: string): ActionError {
  return new ActionError('REMOTE_FAILED', {
    what: `the remote has no branch ${printable(branch)}`,
    fix: 'Push it, or name another.',
  })
}
