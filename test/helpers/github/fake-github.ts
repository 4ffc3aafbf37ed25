// A GitHub for tests: git over HTTP, REST and GraphQL on one local port, all on one real bare
// repository. Requests and answers are held against GitHub's own descriptions; what does not fit
// fails the test when it ends. What those descriptions do not say (tokens, permissions, protection,
// signatures) is written after GitHub's documentation, named where it is used.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Access, type Permissions } from './access.ts'
import { GitRepository } from './git-repository.ts'
import { Injections, type Failure } from './injections.ts'
import type { Protection } from './protection.ts'
import { FakeServer, type RecordedCall } from './server.ts'
import type { FakeComment, FakePull, World } from './world.ts'

export { withoutHttpBackend } from './smart-http.ts'

export interface FakeGithubOptions {
  /** Default: `acme/widgets` */
  readonly repository?: string
  readonly token?: string
  /** Of the token. Default: all. */
  readonly permissions?: Permissions
  readonly protectedBranches?: Readonly<Record<string, Protection>>
  /** The setting "Allow GitHub Actions to create and approve pull requests". Default: true */
  readonly mayOpenPullRequests?: boolean
  /** A public repository: reading needs no token. */
  readonly anonymousRead?: boolean
}

export interface FakeGithub {
  /** GITHUB_SERVER_URL */
  readonly url: string
  /** GITHUB_SERVER_URL, GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_REPOSITORY and its owner. */
  readonly env: Readonly<Record<string, string>>
  readonly cloneUrl: string
  readonly token: string
  /** The path of the bare repository. */
  readonly bare: string
  readonly calls: readonly Readonly<RecordedCall>[]
  readonly pulls: readonly Readonly<FakePull>[]
  /** In the order in which they were written. A test may add those of others, and take some out. */
  readonly comments: FakeComment[]
  /** What will fail the test when it ends; a test that means it takes it out. */
  readonly problems: string[]
  /** Without permissions: all of them. */
  allow(token: string, permissions?: Permissions): void
  revoke(token: string): void
  protect(branch: string, kind: Protection): void
  /**
   * The next call of an operation fails: `git/create-ref` and the like, `graphql`, `git` for any
   * request of git, or one of its two that move objects, `git-upload-pack` and `git-receive-pack`.
   */
  failNext(operation: string, failure: Failure): void
  /** Runs once, just before the next call of an operation acts. */
  before(operation: string, action: () => Promise<unknown> | void): void
  /** Runs git in the bare repository. */
  git(...args: readonly string[]): string
  /** Makes a folder's content the next commit of a branch, default `main`, and says its id. */
  push(folder: string, branch?: string): string
}

const DEFAULT_TOKEN = 'test-token-of-the-fake-github'

/** Ends with the test. */
export async function fakeGithub(
  t: Pick<TestContext, 'after'>,
  options: FakeGithubOptions = {},
): Promise<FakeGithub> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fake-github-')))
  const { repository: name = 'acme/widgets', token = DEFAULT_TOKEN } = options
  const repository = new GitRepository(root, name)
  const injections = new Injections()
  const server = new FakeServer(injections, () => world)
  const url = await server.listen()
  const world = worldOf(url, repository, options)
  world.access.allow(token, options.permissions)
  for (const [branch, kind] of Object.entries(options.protectedBranches ?? {})) {
    repository.protect(branch, kind)
  }
  t.after(async () => {
    await server.close()
    rmSync(root, { recursive: true, force: true })
    const problems = [...world.problems, ...injections.unused]
    if (problems.length > 0) throw new Error(`GitHub would object:\n- ${problems.join('\n- ')}`)
  })
  return {
    url,
    env: environment(url, name),
    cloneUrl: `${url}/${name}.git`,
    token,
    bare: repository.bare,
    calls: server.calls,
    pulls: world.pulls,
    comments: world.comments,
    problems: world.problems,
    allow: (other, permissions) => world.access.allow(other, permissions),
    revoke: (other) => world.access.revoke(other),
    protect: (branch, kind) => repository.protect(branch, kind),
    failNext: (operation, failure) => injections.failNext(operation, failure),
    before: (operation, action) => injections.before(operation, action),
    git: (...args) => repository.git(...args),
    push: (folder, branch = 'main') => repository.commitFolder(folder, branch, 'test'),
  }
}

function worldOf(url: string, repository: GitRepository, options: FakeGithubOptions): World {
  const { mayOpenPullRequests = true, anonymousRead = false } = options
  const state = { access: new Access(), pulls: [], comments: [], problems: [] }
  const verified = new Set<string>()
  return { url, repository, mayOpenPullRequests, anonymousRead, verified, ...state }
}

function environment(url: string, repository: string): Record<string, string> {
  return {
    GITHUB_SERVER_URL: url,
    GITHUB_API_URL: `${url}/api/v3`,
    GITHUB_GRAPHQL_URL: `${url}/api/graphql`,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
  }
}
