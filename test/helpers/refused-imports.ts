// Imports that must be refused: of such a run nothing is to be seen in the workspace, beside the archive, in
// the runner's temp folder, or in the user's home; nor a canary in anything that it says.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { filesIn, folder } from './action.ts'
import { step } from './backups.ts'
import { assertRefused, everythingIn, leftInTemp, type Variables } from './rotating.ts'
import type { Job, JobOptions, StepResult } from './runner.ts'

export const CANARY = 'canary-7f3b-of-a-hostile-archive'

// There are over a hundred runs.
export const CACHED = { NODE_COMPILE_CACHE: join(tmpdir(), 'kanuka-compile-cache') }

export interface Place {
  readonly workspace: string
  /** Of the archive: not in the workspace. */
  readonly archive: string
}

export function placed(t: TestContext, bytes: Uint8Array): Place {
  const archive = join(folder(t), 'hostile.tar.gz')
  fs.writeFileSync(archive, bytes)
  return { workspace: folder(t), archive }
}

function homeOf({ temp }: Job): string {
  return join(temp, '../../home')
}

export interface Refusal {
  readonly inputs?: Variables
  readonly options?: JobOptions
  readonly code: string
  readonly says: RegExp
}

/** A run that is refused, and of which nothing is to be seen anywhere. */
export async function assertNothingDone(
  t: TestContext,
  { workspace, archive }: Place,
  { inputs, options, code, says }: Refusal,
): Promise<void> {
  const before = everythingIn(workspace)
  const beside = everythingIn(join(archive, '..'))
  const { job, result } = await step(
    t,
    { env: CACHED, ...options, workspace },
    { command: 'import', archive, ...inputs },
  )
  assertRefused(result, code, says)
  assertUnseen(result)
  for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
  assert.deepEqual(everythingIn(workspace), before)
  assert.deepEqual(everythingIn(join(archive, '..')), beside)
  assert.deepEqual(leftInTemp(job), [])
  assert.deepEqual(filesIn(homeOf(job)), [])
}

function assertUnseen(result: StepResult): void {
  const { rawOutput, summary, outputs } = result
  assert.ok(![rawOutput, summary, ...outputs.values()].some((text) => text.includes(CANARY)))
}
