// Pull requests on a fake GitHub that a check has something to find in: each clone of them, the job that
// checks it, and what it asked of the remote. What every run must hold is asserted with it: the clone has
// the refs, settings and objects afterwards that it had before, and nothing is left of what was fetched.
import assert from 'node:assert/strict'
import { createPublicKey, privateDecrypt, publicEncrypt, constants } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { folder, key } from './action.ts'
import {
  checkPull,
  put,
  removes,
  runCheck,
  writes,
  type CheckOptions,
  type CheckPull,
  type CheckResult,
  type Edit,
} from './checking.ts'
import { git } from './committing.ts'
import { fakeGithub, type FakeGithub, type FakeGithubOptions } from './github/fake-github.ts'
import type { Job } from './runner.ts'

type Variables = Readonly<Record<string, string>>

export const NEWCOMER = '0c6f6b1e-35f5-4e0c-8f53-2f8a1f2f6d11'
const DOTENV = 'SESSION_COOKIE=not-a-real-one-1\n'

/** What a check of the range of `pullOnGithub` finds, and says by its exit code 1. */
export const FOUND = ['PLAINTEXT_IN_HISTORY', 'MEMBER_ADDED']

export interface PullOnGithub extends CheckPull {
  readonly github: FakeGithub
  /** GitHub's trial merge, `refs/pull/7/merge`. */
  readonly merge: string
}

/** Lets a member into `basic`, with access, as another member does it with the CLI. */
const letsSomebodyIn: Edit = (root) => {
  const [own = ''] = readdirSync(join(root, '.kanuka/secrets'))
  const padding = constants.RSA_PKCS1_PADDING
  const wrapped = readFileSync(join(root, '.kanuka/secrets', own))
  const symmetric = privateDecrypt({ key: key('basic-alice.pkcs1.pem'), padding }, wrapped)
  const publicKey = createPublicKey(key('stranger-rsa2048.pem'))
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  put(root, `.kanuka/public_keys/${NEWCOMER}.pub`, pem)
  const bytes = publicEncrypt({ key: publicKey, padding }, symmetric)
  put(root, `.kanuka/secrets/${NEWCOMER}.kanuka`, bytes)
  const config = readFileSync(join(root, '.kanuka/config.toml'), 'utf8')
  const user = `[users]\n  ${NEWCOMER} = "zoe@example.com"\n`
  const device = `  [devices.${NEWCOMER}]\n    email = "zoe@example.com"\n    name = "zoes-mac"\n`
  put(root, '.kanuka/config.toml', `${config.replace('[users]\n', user)}${device}`)
}

/** Commits a plaintext, takes it out again, and lets somebody in: three commits. */
export const BRANCH: readonly Edit[] = [
  writes('tools/.env', DOTENV),
  removes('tools/.env'),
  letsSomebodyIn,
]

/** What others did on main meanwhile, which no check of the branch may speak of. */
export const MEANWHILE: readonly Edit[] = [
  writes('docs/CHANGES.md', 'news\n'),
  writes('main/.env', 'QUEUE_SECRET=not-a-real-one-2\n'),
]

/** `BRANCH` as pull request 7 of a GitHub whose main has gone on by two commits. */
export async function pullOnGithub(
  t: TestContext,
  options: FakeGithubOptions & { readonly branch?: readonly Edit[] } = {},
): Promise<PullOnGithub> {
  const { branch = BRANCH } = options
  const github = await fakeGithub(t, options)
  const pull = await checkPull(t, { store: 'basic', branch, main: MEANWHILE })
  const { workspace, tip, head } = pull
  git(workspace, 'checkout', '--quiet', '--detach', tip)
  git(workspace, 'merge', '--quiet', '--no-ff', '--message', 'trial', head)
  const merge = git(workspace, 'rev-parse', 'HEAD')
  const refs = ['main', 'feature', `${head}:refs/pull/7/head`, `${merge}:refs/pull/7/merge`]
  git(workspace, 'push', '--quiet', github.bare, ...refs)
  return { ...pull, github, merge }
}

/** As actions/checkout does it: fetches, leaves HEAD detached, and keeps no credentials. */
export function checkedOut(
  t: TestContext,
  { bare, cloneUrl }: Pick<FakeGithub, 'bare' | 'cloneUrl'>,
  { refs, args = ['--depth=1'] }: { refs: readonly string[]; args?: readonly string[] },
): string {
  const root = realpathSync(folder(t))
  git(root, 'init', '--quiet', '--template=')
  git(root, 'remote', 'add', 'origin', `file://${bare}`)
  git(root, 'fetch', '--quiet', '--no-tags', ...args, 'origin', ...refs)
  git(root, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  git(root, 'remote', 'set-url', 'origin', cloneUrl)
  return root
}

export const MERGE = ['refs/pull/7/merge']
export const HEAD = ['refs/pull/7/head']

export interface CloneRun {
  readonly workspace: string
  readonly inputs?: Variables
  readonly options?: CheckOptions
}

/** Checks a clone of the pull request, as its workflow does: with the job's own token. */
export async function checkClone(
  t: TestContext,
  { github, base, tip, head, merge }: PullOnGithub,
  { workspace, inputs = {}, options = {} }: CloneRun,
): Promise<CheckResult> {
  let started: Job | undefined
  const arrange = async (job: Job): Promise<void> => {
    started = job
    await options.arrange?.(job)
  }
  const before = objectsOf(workspace)
  const env = {
    ...github.env,
    GITHUB_SHA: merge,
    GITHUB_REF: 'refs/pull/7/merge',
    ...options.env,
  }
  const result = await runCheck(t, {
    workspace,
    base: tip || base,
    head,
    inputs: { 'github-token': github.token, ...inputs },
    options: { ...options, env, arrange },
  })
  assert.deepEqual(objectsOf(workspace), before, 'the clone got objects')
  const left = readdirSync(started?.temp ?? '').filter((name) => !name.startsWith('_'))
  assert.deepEqual(left, [], 'something is left in the temp folder')
  return result
}

/** Packs and loose objects of a work tree with a `.git` folder, by their names. */
function objectsOf(workspace: string): readonly string[] {
  return readdirSync(join(workspace, '.git/objects'), {
    recursive: true,
    encoding: 'utf8',
  }).toSorted()
}

/** Which commits were compared. */
export function ends({ report }: CheckResult): readonly unknown[] {
  return [report['base'], report['tip'], report['head']]
}

export function notesOf({ report }: CheckResult): string {
  return (report['notes'] as readonly string[]).join('\n')
}

/** How often git turned to the remote: each time it begins by asking what is there. */
export function visits({ calls }: FakeGithub): number {
  return calls.filter(({ method, path }) => method === 'GET' && path.includes('/info/refs')).length
}
