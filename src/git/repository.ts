// Typed git, plumbing only. git does what the checkout says (hooks, filters, fsmonitor, aliases), so
// every call names its repository and work tree, gets an environment of its own, and switches off
// what a checkout could bring. https://git-scm.com/docs/git#_environment_variables
import { dirname } from 'node:path'
import { getExecOutput, type ExecOptions } from '@actions/exec'
import { environment } from '../platform/environment.ts'
import { isWithin, slashed, statOf } from '../platform/files.ts'

const CONFIG: readonly (readonly [string, string])[] = [
  ['safe.bareRepository', 'explicit'],
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
  ['submodule.recurse', 'false'],
  ['protocol.allow', 'never'],
]

export interface GitObject {
  readonly type: string
  readonly bytes: Buffer
}

export class Repository {
  /** Absolute path of the work tree. */
  readonly workTree: string

  constructor(workTree: string) {
    this.workTree = workTree
  }

  /** Commit id of HEAD; undefined before the first commit. */
  async head(): Promise<string | undefined> {
    const { exitCode, stdout } = await this.#git(['rev-parse', '--verify', '-q', 'HEAD^{commit}'])
    return exitCode === 0 ? stdout.trim() : undefined
  }

  /** The URL of the remote `origin`; undefined when there is none. */
  async originUrl(): Promise<string | undefined> {
    const { exitCode, stdout } = await this.#git(['config', '--get', 'remote.origin.url'])
    return exitCode === 0 ? stdout.trim() : undefined
  }

  /** Paths in the index, relative to the work tree; undefined when git cannot tell. */
  async trackedPaths(): Promise<ReadonlySet<string> | undefined> {
    const { exitCode, stdout } = await this.#git(['ls-files', '-z', '--full-name'])
    return exitCode === 0 ? new Set(stdout.split('\0')) : undefined
  }

  /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
  async objects(ids: readonly string[]): Promise<readonly GitObject[] | undefined> {
    const chunks: Buffer[] = []
    const { exitCode } = await this.#git(['cat-file', '--batch'], {
      input: Buffer.from(ids.map((id) => `${id}\n`).join('')),
      listeners: { stdout: (chunk) => chunks.push(chunk) },
    })
    return exitCode === 0 ? parseBatch(Buffer.concat(chunks), ids.length) : undefined
  }

  /** A path as git names it. */
  relative(path: string): string {
    return slashed(this.workTree, path)
  }

  async #git(
    args: readonly string[],
    more: Pick<ExecOptions, 'input' | 'listeners'> = {},
  ): Promise<{ exitCode: number; stdout: string }> {
    const fixed = [`--git-dir=${this.workTree}/.git`, `--work-tree=${this.workTree}`]
    try {
      return await getExecOutput('git', [...fixed, ...args], {
        ...more,
        cwd: this.workTree,
        env: childEnvironment(this.workTree),
        silent: true,
        ignoreReturnCode: true,
      })
    } catch {
      // There is no git program: nothing can be asked, and each caller says what that means.
      return { exitCode: 127, stdout: '' }
    }
  }
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

function childEnvironment(workTree: string): Record<string, string> {
  const config = [...CONFIG, ['safe.directory', workTree] as const]
  const env: Record<string, string> = {
    PATH: environment['PATH'] ?? '',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CONFIG_COUNT: String(config.length),
  }
  for (const [index, [name, value]] of config.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = name
    env[`GIT_CONFIG_VALUE_${index}`] = value
  }
  // Windows starts no process without it.
  if (environment['SystemRoot']) env['SystemRoot'] = environment['SystemRoot']
  return env
}
