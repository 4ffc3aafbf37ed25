// Stories of a check: a branch that leaves main, both of them going on, and a job that checks the branch as
// a pull request. Real git, the real CLI's stores, and what ships in dist/. What every check must hold
// (nothing secret said, nothing changed) is asserted with every run.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Finding, FindingCode } from '../../src/check/finding.ts'
import { FIXTURES, folder, jobIn, key } from './action.ts'
import { git, snapshot } from './committing.ts'
import type { Job, JobOptions, StepOptions, StepResult } from './runner.ts'

type Variables = Readonly<Record<string, string>>

/** Changes the files of a work tree. */
export type Edit = (root: string) => void | Promise<void>

export interface PullStory {
  /** Which fixture; default: `team`. */
  readonly store?: string
  /** Before the branch leaves main. */
  readonly arrange?: Edit
  /** The commits of the branch, one each. */
  readonly branch?: readonly Edit[]
  /** The commits of main since. */
  readonly main?: readonly Edit[]
}

export interface CheckPull {
  /** GITHUB_WORKSPACE: the branch is checked out. */
  readonly workspace: string
  /** Where the branch left main, where main stands, where the branch stands. */
  readonly base: string
  readonly tip: string
  readonly head: string
  check(inputs?: Variables, options?: CheckOptions): Promise<CheckResult>
}

export interface CheckOptions {
  readonly env?: Variables
  /** Default: the pull request, number 7. */
  readonly event?: JobOptions['event']
  /** Of a public repository, where names are hidden by default. */
  readonly isPublic?: boolean
  /** Default: the store's first key is not given. */
  readonly key?: string
  readonly signalWhen?: StepOptions['signalWhen']
  /** Before the step. */
  readonly arrange?: (job: Job) => void | Promise<void>
}

export interface CheckResult extends StepResult {
  readonly findings: readonly (Finding & { readonly ignored?: true })[]
  /** In the order of the findings, each once. */
  readonly codes: readonly FindingCode[]
  readonly status: string | undefined
  readonly report: Readonly<Record<string, unknown>>
}

/** A branch that left main, in a repository without a remote. */
export async function checkPull(t: TestContext, story: PullStory = {}): Promise<CheckPull> {
  const { store = 'team', branch = [], main = [] } = story
  const workspace = folder(t)
  cpSync(join(FIXTURES, store), workspace, { recursive: true })
  // What a store in good order has beside the CLI's own files.
  put(workspace, '.gitignore', '.env\n.env.*\n*.env\n!*.kanuka\n')
  put(workspace, '.gitattributes', '*.kanuka -text -diff -merge\n')
  await story.arrange?.(workspace)
  git(workspace, 'init', '--quiet', '--initial-branch=main', '--template=')
  const base = commit(workspace, 'base')
  const tip = await onBranch(workspace, 'main', main)
  git(workspace, 'checkout', '--quiet', '-b', 'feature', base)
  const head = await onBranch(workspace, 'feature', branch)
  return {
    workspace,
    base,
    tip,
    head,
    check: async (inputs, options) => runCheck(t, { workspace, base: tip, head, inputs, options }),
  }
}

async function onBranch(workspace: string, name: string, edits: readonly Edit[]): Promise<string> {
  for (const [index, edit] of edits.entries()) {
    await edit(workspace)
    commit(workspace, `${name} ${index + 1}`)
  }
  return git(workspace, 'rev-parse', 'HEAD')
}

/** Everything in the work tree, ignored or not. @returns its id */
export function commit(workspace: string, message: string): string {
  git(workspace, 'add', '--all', '--force')
  git(workspace, 'commit', '--quiet', '--allow-empty', '--message', message)
  return git(workspace, 'rev-parse', 'HEAD')
}

export interface CheckRunOptions {
  readonly workspace: string
  /** What the event says of the pull request. */
  readonly base: string
  readonly head: string
  readonly inputs?: Variables | undefined
  readonly options?: CheckOptions | undefined
}

/** One job with one step, as a workflow on `pull_request` has it. */
export async function runCheck(
  t: TestContext,
  { workspace, base, head, inputs = {}, options = {} }: CheckRunOptions,
): Promise<CheckResult> {
  const before = snapshot(workspace)
  const event = options.event ?? pullEvent({ base, head, isPublic: options.isPublic === true })
  const job = await jobIn(t, workspace, { event, ...(options.env && { env: options.env }) })
  await options.arrange?.(job)
  const given = options.key === undefined ? {} : { 'private-key': key(options.key) }
  const { signalWhen } = options
  const result = await job.run({
    inputs: { command: 'check', ...given, ...inputs },
    ...(signalWhen && { signalWhen }),
  })
  const written = new Set([inputs['sarif-file']])
  const after = snapshot(workspace)
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (written.has(path)) continue
    assert.equal(after.get(path), before.get(path), `check changed ${path}`)
  }
  assertNothingSecret(result)
  const findings = JSON.parse(result.outputs.get('findings') ?? '[]') as CheckResult['findings']
  const counting = findings.filter(({ ignored }) => ignored !== true)
  return {
    ...result,
    findings,
    codes: [...new Set(counting.map(({ code }) => code))],
    status: result.outputs.get('status'),
    report: JSON.parse(result.outputs.get('report') ?? '{}') as CheckResult['report'],
  }
}

/** What GitHub tells of a pull request from a branch of the same repository. */
export function pullEvent({
  base,
  head,
  isPublic = false,
  name = 'pull_request',
  fork = 'acme/widgets',
}: {
  readonly base: string
  readonly head: string
  readonly isPublic?: boolean
  readonly name?: string
  /** Repository of the head. */
  readonly fork?: string
}): { readonly name: string; readonly payload: unknown } {
  const repository = { private: !isPublic, full_name: 'acme/widgets' }
  return {
    name,
    payload: {
      repository,
      pull_request: {
        number: 7,
        base: { sha: base, ref: 'main' },
        head: { sha: head, ref: 'feature', repo: { full_name: fork } },
      },
    },
  }
}

// Values of all fixtures that mean something: a finding may quote names, never these.
const VALUES = plainValues(join(FIXTURES, 'plain'))

function plainValues(root: string): readonly string[] {
  const values = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes('.env'))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'))
    .map((line) => /^[A-Z_]{3,40}=['"]?([\w+/=.:@-]{10,200})['"]?$/.exec(line)?.[1] ?? '')
    .filter((value) => /\d/.test(value) && /[a-z]/i.test(value))
  return [...new Set(values)]
}

/** All that leaves the runner is looked at, and the output as the process wrote it but for the masks. */
export function assertNothingSecret(result: StepResult, ...more: readonly string[]): void {
  const raw = result.rawOutput
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
  const said = [raw, result.summary, JSON.stringify([...result.outputs]), ...more].join('\n')
  assert.ok(VALUES.length > 10, 'the fixtures have values')
  for (const value of VALUES)
    assert.ok(!said.includes(value), `a value of ${value.length} characters was said`)
  assert.doesNotMatch(said, /PRIVATE KEY-----\s*\w/)
}

/** Writes a file, with its folders. */
export function put(root: string, path: string, content: string | Uint8Array): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** An edit that writes one file. */
export function writes(path: string, content: string | Uint8Array): Edit {
  return (root) => put(root, path, content)
}

export function removes(...paths: readonly string[]): Edit {
  return (root) => {
    for (const path of paths) rmSync(join(root, path), { recursive: true })
  }
}

/** An edit that lays a fixture over what is there; files of the store that it lacks are removed. */
export function becomes(store: string): Edit {
  return (root) => {
    rmSync(join(root, '.kanuka'), { recursive: true })
    cpSync(join(FIXTURES, store), root, { recursive: true })
  }
}
