// Jobs for tests: one that goes with its test, and small scripts as the steps before and after ours.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext } from 'node:test'
import { Job, type JobOptions } from './runner.ts'

export async function newJob(t: TestContext, options?: JobOptions): Promise<Job> {
  const job = await Job.create(options)
  t.after(() => job.dispose())
  return job
}

/** Writes an ES module next to RUNNER_TEMP (not into it) and gives its path; goes with the job. */
export function inlineScript(job: Job, code: string): string {
  const folder = join(job.temp, '../scripts')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${randomUUID()}.mjs`)
  writeFileSync(path, code)
  return path
}
