// Stories of a store that is rotated and committed back: a repository on the fake GitHub, a checkout
// of it, a job in that checkout, and what must be true of all three afterwards.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { commitAll, FIXTURES, folder, jobIn, key } from './action.ts'
import { fakeGithub, type FakeGithub, type FakeGithubOptions } from './github/fake-github.ts'
import { manifest } from './manifest.ts'
import type { StepOptions, StepResult } from './runner.ts'

type Variables = Readonly<Record<string, string>>

export interface SceneOptions {
  /** Which fixture; default: `basic`, the one that is rotated fastest. */
  readonly store?: string
  readonly github?: FakeGithubOptions
  /** Changes the files before they become the first commit. */
  readonly arrange?: (folder: string) => void | Promise<void>
  /** More arguments of `git clone`. */
  readonly clone?: readonly string[]
  /** Below GITHUB_WORKSPACE; default: the checkout is the workspace. */
  readonly at?: string
  readonly env?: Variables
}

export interface Scene {
  readonly store: string
  readonly github: FakeGithub
  /** The checkout. */
  readonly workspace: string
  /** GITHUB_WORKSPACE: the same, unless the checkout lies below. */
  readonly outer: string
  /** The first commit, which is checked out. */
  readonly head: string
  /** The checkout as it was before the step ran last. */
  before: Snapshot
  /** A job with one step of `command: sync` and `commit: branch`, and its post. */
  sync(inputs?: Variables, options?: SceneRun): Promise<StepResult>
}

interface SceneRun {
  readonly env?: Variables
  readonly event?: { readonly name: string; readonly payload: unknown }
  readonly step?: StepOptions
}

/** A repository with a store on the fake GitHub, and a checkout of its branch `main`. */
export async function scene(t: TestContext, options: SceneOptions = {}): Promise<Scene> {
  const { store = 'basic' } = options
  const github = await fakeGithub(t, options.github)
  const files = folder(t)
  cpSync(join(FIXTURES, store), files, { recursive: true })
  await options.arrange?.(files)
  github.push(files)
  return checkoutOf(t, github, { ...options, store })
}

/** A checkout of what is on `main` now. */
export function checkoutOf(
  t: TestContext,
  github: FakeGithub,
  { store = 'basic', clone = [], at, env: jobEnv }: SceneOptions = {},
): Scene {
  const head = github.git('rev-parse', 'main')
  const parent = folder(t)
  const workspace = join(parent, at ?? 'widgets')
  const outer = at === undefined ? workspace : parent
  git('.', 'clone', '--quiet', '--template=', ...clone, `file://${github.bare}`, workspace)
  git(workspace, 'remote', 'set-url', 'origin', github.cloneUrl)
  const made: Scene = {
    store,
    github,
    workspace,
    outer,
    head,
    before: new Map(),
    sync: async (inputs = {}, { env, event, step } = {}) => {
      made.before = snapshot(workspace)
      const job = await jobIn(t, outer, {
        env: { ...github.env, ...jobEnv, ...env },
        ...(event && { event }),
      })
      const place = at === undefined ? {} : { 'working-directory': at }
      const given = { ...inputsFor(made), ...place, ...inputs }
      const result = await job.run({ ...step, inputs: given })
      for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
      return result
    },
  }
  made.before = snapshot(workspace)
  return made
}

function inputsFor({ store, github }: Scene): Record<string, string> {
  const [first = ''] = keysOf(store)
  return {
    command: 'sync',
    commit: 'branch',
    'private-key': key(first),
    'github-token': github.token,
  }
}

/** The keys of all active members, by file name. */
export function keysOf(store: string): readonly string[] {
  return Object.entries(manifest.keys)
    .filter(([, { encoding, opens }]) => encoding === 'PKCS#1 PEM' && opens?.includes(store))
    .map(([path]) => path.replace(/^keys\//, ''))
}

/** What was asked of GitHub, in order. */
export function operations({ calls }: FakeGithub): readonly string[] {
  return calls.map(({ operation }) => operation)
}

/** git as a user has it, without what this machine sets. */
export function git(path: string, ...args: readonly string[]): string {
  const env = gitVariables()
  // What git says to a failure is in the error, and needs not be in the log of the tests too.
  const options = { env, encoding: 'utf8', stdio: 'pipe' } as const
  return execFileSync('git', ['-C', path, ...args], options).trimEnd()
}

export function gitVariables(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'Ada'],
        [`GIT_${who}_EMAIL`, 'ada@example.com'],
      ]),
    ),
  }
}

/** A checkout whose files are the first commit of `main`, there and at a bare repository as `origin`. */
export function published(
  t: TestContext,
  workspace: string,
): { readonly origin: string; readonly head: string } {
  const origin = join(folder(t), 'origin.git')
  git('.', 'init', '--quiet', '--bare', '--initial-branch=main', origin)
  const head = commitAll(workspace, origin)
  git(workspace, 'push', '--quiet', 'origin', 'main')
  return { origin, head }
}

/** A branch of the remote, checked out in a folder of its own. */
export function remoteTree(t: TestContext, github: FakeGithub, branch = 'main'): string {
  const path = join(folder(t), 'tree')
  git('.', 'clone', '--quiet', '--template=', '--branch', branch, github.bare, path)
  return path
}

/** Somebody else changes files and pushes them to `main`. */
export async function pushedByAda(
  t: TestContext,
  github: FakeGithub,
  change: (tree: string) => void | Promise<void>,
): Promise<string> {
  const tree = remoteTree(t, github)
  await change(tree)
  git(tree, 'add', '--all')
  git(tree, 'commit', '--quiet', '--allow-empty', '--message', 'by Ada')
  git(tree, 'push', '--quiet', 'origin', 'HEAD:main')
  return git(tree, 'rev-parse', 'HEAD')
}

/** Path to mode and hash: all of the work tree, and of `.git` all but objects and our own folder. */
export type Snapshot = ReadonlyMap<string, string>

const OURS_OR_OBJECTS = /(?:^|\/)\.git\/(?:(?:modules|worktrees)\/[^/]+\/)?(?:objects|kanuka)$/

export function snapshot(root: string): Snapshot {
  const found = new Map<string, string>()
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const name = path === '' ? entry.name : `${path}/${entry.name}`
      if (OURS_OR_OBJECTS.test(name)) continue
      if (entry.isDirectory()) walk(name)
      else found.set(name, describe(join(root, name)))
    }
  }
  walk('')
  return found
}

function describe(path: string): string {
  const { mode } = lstatSync(path)
  const content = lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readFileSync(path)
  return `${mode.toString(8)} ${createHash('sha256').update(content).digest('hex')}`
}

export function changedSince(before: Snapshot, root: string): readonly string[] {
  const now = snapshot(root)
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((path) => before.get(path) !== now.get(path))
    .toSorted()
}

/** What must be seen nowhere: the token, as it is and as git sends it, and the lines of the keys. */
export function secretsOf({ token }: FakeGithub): readonly string[] {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  const pems = Object.keys(manifest.keys).filter((path) =>
    /\/(?:basic-alice\.pkcs1|team-|monorepo-)/.test(path),
  )
  const lines = pems.flatMap((path) => key(path.replace(/^keys\//, '')).split('\n'))
  return [token, basic, ...lines.filter((line) => line.length > 40)]
}
