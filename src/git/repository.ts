// Typed questions to git about a checkout, plumbing only; git-process.ts has how it is asked. Nothing
// here writes, neither objects nor refs nor the index.
import { dirname } from 'node:path'
import { ActionError } from '../errors.ts'
import { isWithin, slashed, statOf } from '../platform/files.ts'
import { gitDirOf } from './git-dir.ts'
import { runGit, throwIfMissing, type GitPlace } from './git-process.ts'

/** Together they become one string at times, and node has none of more than 512 MB. */
const MAX_BATCH_BYTES = 32 * 1024 * 1024

export interface GitObject {
  readonly type: string
  readonly bytes: Buffer
}

export interface GitTreeEntry {
  /** `100644`, `100755`, `120000` (a link), `160000` (a submodule), `040000` (a folder). */
  readonly mode: string
  readonly type: string
  readonly id: string
}

export class Repository {
  /** Absolute path of the work tree. */
  readonly workTree: string
  readonly place: GitPlace

  constructor(workTree: string) {
    this.workTree = workTree
    this.place = { gitDir: `${workTree}/.git`, workTree }
  }

  /** Absolute real path; undefined where a checkout may have brought it. Costs no process. */
  gitDir(): string | undefined {
    return gitDirOf(this.workTree)
  }

  /** Commit id of HEAD; undefined before the first commit. */
  async head(): Promise<string | undefined> {
    return this.#line(['rev-parse', '--verify', '-q', 'HEAD^{commit}'])
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
    const below = prefix === '' ? [] : ['--', prefix]
    const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit, ...below]
    const result = await runGit(this.place, args)
    throwIfMissing(result)
    if (result.exitCode === 0) return parseTree(result.stdout)
    throw new ActionError('HISTORY_MISSING', {
      what: `git does not have the commit ${commit}, or not all of its folders`,
      fix: 'Check out again with actions/checkout: `.git` lacks objects, or holds damaged ones.',
    })
  }

  /** Contents by id, whatever their size together; undefined when one is missing or no blob. */
  async blobs(ids: Iterable<string>): Promise<ReadonlyMap<string, Buffer> | undefined> {
    const batches = await this.#batches([...new Set(ids)])
    if (!batches) return undefined
    const found = new Map<string, Buffer>()
    for (const batch of batches) {
      const objects = await this.objects(batch)
      if (!objects?.every(({ type }) => type === 'blob')) return undefined
      for (const [index, { bytes }] of objects.entries()) found.set(batch[index] ?? '', bytes)
    }
    return found
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
    const input = Buffer.from(ids.map((id) => `${id}\n`).join(''))
    const { exitCode, stdout } = await runGit(this.place, ['cat-file', '--batch'], { input })
    return exitCode === 0 ? parseBatch(stdout, ids.length) : undefined
  }

  /** A path as git names it. */
  relative(path: string): string {
    return slashed(this.workTree, path)
  }

  async #line(args: readonly string[]): Promise<string | undefined> {
    const { exitCode, stdout } = await runGit(this.place, args)
    return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined
  }

  async #batches(ids: readonly string[]): Promise<readonly (readonly string[])[] | undefined> {
    if (ids.length === 0) return []
    const input = Buffer.from(ids.map((id) => `${id}\n`).join(''))
    const args = ['cat-file', '--batch-check=%(objectsize)']
    const { exitCode, stdout } = await runGit(this.place, args, { input })
    const sizes = stdout.toString('latin1').split('\n').map(Number)
    if (exitCode !== 0) return undefined
    const batches: string[][] = []
    let room = 0
    for (const [index, id] of ids.entries()) {
      // NaN for one that is missing, which then is found missing.
      const size = sizes[index] ?? 0
      if (size > room || batches.length === 0) {
        batches.push([])
        room = MAX_BATCH_BYTES
      }
      batches.at(-1)?.push(id)
      room -= size
    }
    return batches
  }
}

/** The output of `ls-tree -z`. */
export function parseTree(output: Buffer): ReadonlyMap<string, GitTreeEntry> {
  const entries = new Map<string, GitTreeEntry>()
  for (const line of output.toString('utf8').split('\0')) {
    const [, mode = '', type = '', id = '', path] =
      /^(\d+) ([a-z]+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
    if (path !== undefined) entries.set(path, { mode, type, id })
  }
  return entries
}

// Each object: `<id> <type> <size>`, a line end, its bytes, a line end. https://git-scm.com/docs/git-cat-file
function parseBatch(output: Buffer, amount: number): readonly GitObject[] | undefined {
  const objects: GitObject[] = []
  let at = 0
  while (objects.length < amount) {
    const end = output.indexOf('\n', at)
    const head = end === -1 ? '' : output.toString('latin1', at, end)
    const [, type, size] = /^[0-9a-f]+ ([a-z]+) (\d+)$/.exec(head) ?? []
    if (type === undefined) return undefined
    const start = end + 1
    objects.push({ type, bytes: output.subarray(start, start + Number(size)) })
    at = start + Number(size) + 1
  }
  return objects
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
