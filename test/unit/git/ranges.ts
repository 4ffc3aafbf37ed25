// A GitHub with a pull request, the ways to check it out, and what a run then compares.
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { withComparison, type Comparison, type CompareOptions } from '../../../src/git/range.ts'
import { Repository } from '../../../src/git/repository.ts'
import type { EventCommits, Workflow } from '../../../src/platform/workflow.ts'
import { folder } from '../../helpers/action.ts'
import {
  fakeGithub,
  type FakeGithub,
  type FakeGithubOptions,
} from '../../helpers/github/fake-github.ts'
import { workflowIn } from '../../helpers/workflows.ts'
import { commitFiles, emptyCheckout, git } from './checkouts.ts'
import { remoteOf } from './remotes.ts'

export interface Pull {
  readonly github: FakeGithub
  /** Where the branch left main. */
  readonly base: string
  /** Where main stands now. */
  readonly tip: string
  /** The last commit of the pull request. */
  readonly head: string
  /** GitHub's trial merge. */
  readonly merge: string
}

/** main has gone on by two commits since the branch left it, and the branch has three. */
export async function pull(t: TestContext, options: FakeGithubOptions = {}): Promise<Pull> {
  const github = await fakeGithub(t, options)
  const root = folder(t)
  const put = (branch: string, name: string, content: string): string => {
    fs.writeFileSync(join(root, name), content)
    return github.push(root, branch)
  }
  put('main', 'a', '1')
  const base = put('main', 'a', '2')
  github.git('update-ref', 'refs/heads/feature', base)
  put('main', 'main', '1')
  const tip = put('main', 'main', '2')
  fs.rmSync(join(root, 'main'))
  put('feature', 'secret', 'of the past')
  fs.rmSync(join(root, 'secret'))
  put('feature', 'b', '1')
  const head = put('feature', 'b', '2')
  const merge = trialMerge(github, tip, head)
  github.git('update-ref', 'refs/pull/1/merge', merge)
  github.git('update-ref', 'refs/pull/1/head', head)
  return { github, base, tip, head, merge }
}

/** With the tree of the head, which is as good as any here. */
function trialMerge(github: FakeGithub, tip: string, head: string): string {
  const person = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com']
  const parents = ['-p', tip, '-p', head]
  return github.git(...person, 'commit-tree', ...parents, '-m', 'merge', `${head}^{tree}`)
}

/** As actions/checkout does it: fetches one ref, and leaves HEAD detached. */
export function checkedOut(
  t: TestContext,
  { bare }: FakeGithub,
  { ref, args = ['--depth=1'] }: { readonly ref: string; readonly args?: readonly string[] },
): Repository {
  const root = fs.realpathSync(folder(t))
  git(root, 'init', '--quiet')
  git(root, 'remote', 'add', 'origin', `file://${bare}`)
  git(root, 'fetch', '--quiet', '--no-tags', ...args, 'origin', ref)
  git(root, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  return new Repository(root)
}

export function pullWorkflow(repository: Repository, here: Pull): Workflow {
  return workflowIn(repository.workTree, {
    eventName: 'pull_request',
    ref: 'refs/pull/1/merge',
    sha: here.merge,
    commits: { pullHead: here.head, pullBase: here.tip, pullBaseRef: 'main' },
  })
}

export type Ends = Pick<Comparison, 'head' | 'tip' | 'base' | 'notes'>

export async function compare(
  repository: Repository,
  workflow: Workflow,
  others: Partial<CompareOptions> & { readonly github?: FakeGithub } = {},
): Promise<Ends> {
  return comparing(repository, workflow, { ...others, use: endsOf })
}

async function endsOf({ head, tip, base, notes }: Comparison): Promise<Ends> {
  return { head, tip, base, notes }
}

export async function comparing<T>(
  repository: Repository,
  workflow: Workflow,
  {
    github,
    use,
    ...others
  }: Partial<CompareOptions> & {
    readonly github?: FakeGithub
    readonly use: (comparison: Comparison) => Promise<T>
  },
): Promise<T> {
  const remote = github && remoteOf(repository, github)
  const options = { workflow, baseRef: '', remote, now: new Date(), ...others }
  return withComparison(repository, options, use)
}

/** A checkout with two branches. */
export interface Line {
  readonly root: string
  readonly repository: Repository
  /** Where main left the branch `side`, which has two commits; main has two more too. */
  readonly base: string
  readonly side: string
  readonly main: string
}

export function line(t: TestContext, ...args: readonly string[]): Line {
  const root = emptyCheckout(t, ...args)
  commitFiles(root, { a: '1' })
  const base = commitFiles(root, { a: '2' })
  git(root, 'checkout', '--quiet', '-b', 'side')
  commitFiles(root, { b: '1' })
  const side = commitFiles(root, { b: '2' })
  git(root, 'checkout', '--quiet', 'main')
  commitFiles(root, { c: '1' })
  const main = commitFiles(root, { c: '2' })
  return { root, repository: new Repository(root), base, side, main }
}

/** A merge with the tree of its last parent. */
export function mergeOf(root: string, ...parents: readonly string[]): string {
  const args = parents.flatMap((parent) => ['-p', parent])
  return git(root, 'commit-tree', ...args, '-m', 'merge', `${parents.at(-1)}^{tree}`)
}

export function pullOf({ root }: Line, others: Partial<Workflow> = {}): Workflow {
  return workflowIn(root, { eventName: 'pull_request', ref: 'refs/pull/7/merge', ...others })
}

export function pushOf({ root }: Line, commits: EventCommits): Workflow {
  return workflowIn(root, { eventName: 'push', commits })
}
