// Typed questions to git about a checkout, plumbing only; git-process.ts has how it is asked. Nothing
// here writes, neither objects nor refs nor the index.
import { dirname } from 'node:path'
import { isWithin, slashed, statOf } from '../platform/files.ts'
import { gitDirOf } from './git-dir.ts'
import { runGit, type GitPlace } from './git-process.ts'
import { ObjectReader, type GitObject, type GitTreeEntry } from './object-reader.ts'

export class Repository {
  /** Absolute path of the work tree. */
  readonly workTree: string
  readonly place: GitPlace
  readonly #reader: ObjectReader

  constructor(workTree: string) {
    this.workTree = workTree
    this.place = { gitDir: `${workTree}/.git`, workTree }
    this.#reader = new ObjectReader(this.place)
  }

  /** Absolute real path; undefined where a checkout may have brought it. Costs no process. */
  gitDir(): string | undefined {
    return gitDirOf(this.workTree)
  }

  /** Commit id of HEAD; undefined before the first commit. */
  async head(): Promise<string | undefined> {
    return this.#line(['rev-parse', '--verify', '-q', 'HEAD^{commit}'])
  }

  /** The commit that a ref or an id names; undefined when there is none. */
  async commitOf(revision: string): Promise<string | undefined> {
    const args = ['--verify', '-q', '--end-of-options', `${revision}^{commit}`]
    return this.#line(['rev-parse', ...args])
  }

  /** Whether `commit` comes after `ancestor`; false also where git does not know one of them. */
  async isAncestor(ancestor: string, commit: string): Promise<boolean> {
    const args = ['merge-base', '--is-ancestor', '--end-of-options', ancestor, commit]
    return (await runGit(this.place, args)).exitCode === 0
  }

  /** Short name of the branch that is checked out; undefined when none is. */
  async branch(): Promise<string | undefined> {
    const ref = await this.#line(['symbolic-ref', '-q', 'HEAD'])
    return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
  }

  /** Whether history was cut off, as actions/checkout does. */
  async isShallow(): Promise<boolean> {
    return (await this.#line(['rev-parse', '--is-shallow-repository'])) === 'true'
  }

  /** The URL of the remote `origin`; undefined when there is none. */
  async originUrl(): Promise<string | undefined> {
    return this.#line(['config', '--get', 'remote.origin.url'])
  }

  /** Paths in the index, relative to the work tree; undefined when git cannot tell. */
  async trackedPaths(): Promise<ReadonlySet<string> | undefined> {
    const { exitCode, stdout } = await runGit(this.place, ['ls-files', '-z', '--full-name'])
    return exitCode === 0 ? new Set(stdout.toString('utf8').split('\0')) : undefined
  }

  /**
   * What a git attribute says, by path relative to the work tree: `set`, `unset`, or its value. Paths
   * that it says nothing of are left out. undefined when git cannot tell.
   */
  async attribute(
    name: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, string> | undefined> {
    const input = Buffer.from(paths.map((path) => `${path}\0`).join(''))
    const args = ['check-attr', '-z', '--stdin', name]
    const { exitCode, stdout } = await runGit(this.place, args, { input })
    if (exitCode !== 0) return undefined
    const fields = stdout.toString('utf8').split('\0')
    const values = new Map<string, string>()
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path = '', , value = ''] = fields.slice(at, at + 3)
      if (value !== 'unspecified') values.set(path, value)
    }
    return values
  }

  /**
   * Everything but folders at a commit below `prefix` (a folder with `/` at its end, or empty), by path.
   * @throws ActionError GIT_MISSING, HISTORY_MISSING when the commit is not there
   */
  async treeEntries(commit: string, prefix: string): Promise<ReadonlyMap<string, GitTreeEntry>> {
    return this.#reader.treeEntries(commit, prefix)
  }

  /** Contents by id, whatever their size together; undefined when one is missing or no blob. */
  async blobs(ids: Iterable<string>): Promise<ReadonlyMap<string, Buffer> | undefined> {
    const wanted = new Set(ids)
    const found = await this.#reader.read(wanted, Infinity)
    return found.size === wanted.size ? found : undefined
  }

  /** When a commit was made, by its committer; undefined when git cannot tell. */
  async commitTime(id: string): Promise<Date | undefined> {
    const [object] = (await this.objects([id])) ?? []
    const text = object?.type === 'commit' ? object.bytes.toString('utf8') : ''
    const [, seconds] = /^committer .* (\d{1,12}) [+-]\d{4}$/m.exec(text) ?? []
    return seconds === undefined ? undefined : new Date(Number(seconds) * 1000)
  }

  /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
  async objects(ids: readonly string[]): Promise<readonly GitObject[] | undefined> {
    return this.#reader.objects(ids)
  }

  /** A path as git names it. */
  relative(path: string): string {
    return slashed(this.workTree, path)
  }

  async #line(args: readonly string[]): Promise<string | undefined> {
    const { exitCode, stdout } = await runGit(this.place, args)
    return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined
  }
}

/**
 * The repository that `folder` belongs to, looked for up to the workspace and never above.
 * @returns undefined outside of any repository
 */
export function findRepository(workspace: string, folder: string): Repository | undefined {
  for (let at = folder; isWithin(workspace, at); at = dirname(at)) {
    const stats = statOf(`${at}/.git`)
    if (stats?.isDirectory() || stats?.isFile()) return new Repository(at)
    if (dirname(at) === at) break
  }
  return undefined
}
