// A branch that is merged into main by git, and jobs that check what came of it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { type TestContext } from 'node:test'
import { runCheck, type CheckPull, type CheckResult } from '../helpers/checking.ts'
import { ALICES_KEY } from '../helpers/checking-rotations.ts'
import { git, gitVariables } from '../helpers/committing.ts'

const QUEUE_REF = 'refs/heads/gh-readonly-queue/main/pr-7-0000000000000000000000000000000000000000'
export const KEYS = [undefined, ALICES_KEY] as const

export type Given = string | undefined

/** Merges the branch into main, and says git's exit code. */
export function merge({ workspace, tip, head }: CheckPull): number | null {
  git(workspace, 'checkout', '--quiet', '--detach', tip)
  const args = ['-C', workspace, 'merge', '--quiet', '--no-ff', '-m', 'merge', head]
  return spawnSync('git', args, { env: gitVariables(), stdio: 'pipe' }).status
}

export function mergeClean(pull: CheckPull): string {
  assert.equal(merge(pull), 0)
  return git(pull.workspace, 'rev-parse', 'HEAD')
}

/** What is checked out, as a workflow on another event than a pull request has it. */
export async function onEvent(
  t: TestContext,
  pull: CheckPull,
  { name, given }: { readonly name: 'push' | 'merge_group'; readonly given?: Given },
): Promise<CheckResult> {
  const { workspace, tip } = pull
  const merged = git(workspace, 'rev-parse', 'HEAD')
  const group = {
    base_sha: tip,
    head_sha: merged,
    base_ref: 'refs/heads/main',
    head_ref: QUEUE_REF,
  }
  const payload = {
    repository: { private: true, full_name: 'acme/widgets' },
    ...(name === 'push' ? { before: tip, after: merged } : { merge_group: group }),
  }
  const ref = name === 'push' ? 'refs/heads/main' : QUEUE_REF
  const options = {
    event: { name, payload },
    env: { GITHUB_SHA: merged, GITHUB_REF: ref },
    ...(given && { key: given }),
  }
  return runCheck(t, { workspace, base: tip, head: merged, options })
}

export async function checkHead(pull: CheckPull, given: Given): Promise<CheckResult> {
  git(pull.workspace, 'checkout', '--quiet', 'feature')
  return pull.check({}, given === undefined ? {} : { key: given })
}
