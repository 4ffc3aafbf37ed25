// Stories of backups: a store that is exported, an archive that is imported, and what must be true of both.
// Archives are listed with the `tar` package's own reader, never with src.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { list } from 'tar'
import { FIXTURES, jobIn } from './action.ts'
import type { Job, JobOptions, StepResult } from './runner.ts'

type Variables = Readonly<Record<string, string>>

export const TEAM_ARCHIVE = join(FIXTURES, 'archive/team.tar.gz')
export const TODAY = new Date().toISOString().slice(0, 10)
export const DEFAULT_NAME = `kanuka-secrets-${TODAY}.tar.gz`

export interface Ran {
  readonly job: Job
  readonly result: StepResult
}

/** One job with one step. @param place the workspace, or the whole of a job's options */
export async function step(
  t: TestContext,
  place: string | (JobOptions & { readonly workspace: string }),
  inputs: Variables,
): Promise<Ran> {
  const options = typeof place === 'string' ? { workspace: place } : place
  const job = await jobIn(t, options.workspace, options)
  return { job, result: await job.run({ inputs }) }
}

/** `command: export` that must succeed. @returns the absolute path of the archive too */
export async function exported(
  t: TestContext,
  workspace: string,
  inputs: Variables = {},
): Promise<Ran & { readonly path: string }> {
  const ran = await step(t, workspace, { command: 'export', ...inputs })
  assert.equal(ran.result.exitCode, 0, ran.result.log)
  const shown = ran.result.outputs.get('archive') ?? ''
  return { ...ran, path: shown.startsWith('/') ? shown : join(workspace, shown) }
}

/** `command: import` that must succeed. */
export async function imported(t: TestContext, workspace: string, inputs: Variables): Promise<Ran> {
  const ran = await step(t, workspace, { command: 'import', ...inputs })
  assert.equal(ran.result.exitCode, 0, ran.result.log)
  return ran
}

export interface Listed {
  readonly path: string
  readonly size: number
  readonly mode: number | undefined
  readonly uid: number | undefined
  readonly gid: number | undefined
  readonly type: string
  readonly time: string | undefined
}

/** Every entry of an archive, in order. */
export async function entriesOf(archive: string): Promise<readonly Listed[]> {
  const entries: Listed[] = []
  await list({
    file: archive,
    onReadEntry: ({ path, size, mode, uid, gid, type, mtime }) =>
      entries.push({ path, size, mode, uid, gid, type, time: mtime?.toISOString() }),
  })
  return entries
}

/** Paths of an archive that Kanuka's CLI made, in order. */
export function listingOf(name: string): readonly string[] {
  const text = fs.readFileSync(join(FIXTURES, 'archive', `${name}.listing.txt`), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\S+\s+\S+\s+\d+\s+\S+\s+\S+\s/, ''))
}

export function sha256(path: string): string {
  return createHash('sha256').update(fs.readFileSync(path)).digest('hex')
}

interface Details {
  readonly archives?: readonly Readonly<Record<string, unknown>>[]
  readonly stores?: readonly {
    readonly files: readonly { readonly path: string; readonly state: string }[]
    readonly verified: string
    readonly members: readonly string[]
    readonly returning: readonly Readonly<Record<string, unknown>>[]
  }[]
  readonly signature?: Readonly<Record<string, unknown>>
}

export function detailsOf({ outputs }: StepResult): Details {
  return JSON.parse(outputs.get('report') ?? '{}') as Details
}

/** Files of the (only) store by what became of them. */
export function byState(result: StepResult): Readonly<Record<string, readonly string[]>> {
  const rows = detailsOf(result).stores?.[0]?.files ?? []
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ state }) => state)].map(([state, group]) => [
      state,
      group.map(({ path }) => path).toSorted(),
    ]),
  )
}
