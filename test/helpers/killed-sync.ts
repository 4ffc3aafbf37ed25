// A rotation that is killed at one of its steps on the disk, and where it keeps what it needs.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { folder, jobIn } from './action.ts'
import { digest, type Synced, type Variables } from './rotating.ts'
import type { Job, JobOptions } from './runner.ts'

const KILLER = join(import.meta.dirname, 'kill-at-step.mjs')

export interface KilledSync {
  /** `<function> <path>` of the step on the disk before which the run is killed. */
  readonly before: RegExp
  readonly inputs: Variables
  readonly options?: JobOptions
}

/** A rotation that is killed on its way; with a `.git` folder for what it keeps. */
export async function killedSync(
  t: TestContext,
  workspace: string,
  { before, inputs, options }: KilledSync,
): Promise<Synced> {
  fs.mkdirSync(join(workspace, '.git'), { recursive: true })
  const at = await stepOf(t, workspace, { before, inputs })
  const job = await jobIn(t, workspace, options)
  const env = { ...watching(job), KILL_AT: String(at) }
  const result = await job.run({ inputs: { command: 'sync', ...inputs }, env })
  assert.equal(result.signal, 'SIGKILL', result.log)
  return { job, result }
}

function watching({ workspace, temp }: Job): Variables {
  return { NODE_OPTIONS: `--import=${KILLER}`, KILL_WITHIN: `${workspace}:${temp}` }
}

// Looked up in a copy, where the run goes to its end.
async function stepOf(t: TestContext, workspace: string, killed: KilledSync): Promise<number> {
  const copy = folder(t)
  fs.cpSync(workspace, copy, { recursive: true })
  const job = await jobIn(t, copy)
  const trace = join(job.temp, '../trace')
  const env = { ...watching(job), KILL_TRACE: trace }
  const result = await job.run({ inputs: { command: 'sync', ...killed.inputs }, env })
  assert.equal(result.exitCode, 0, result.log)
  const steps = fs.readFileSync(trace, 'utf8').split('\n')
  const at = steps.findIndex((line) => killed.before.test(line)) + 1
  assert.notEqual(at, 0, `no step is ${killed.before.source}`)
  return at
}

/** The home of a store's transactions: named after the SHA-256 of its path. */
export function homeIn(gitDir: string, workspace: string): string {
  const root = fs.realpathSync(workspace)
  return join(gitDir, 'kanuka', digest(Buffer.from(root)).slice(0, 16))
}
