// Faults for the tests of transactions: the steps of a run, what may happen at each, and what must be
// true afterwards.
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { hasLeftovers, recover } from '../../src/kanuka/recovery.ts'
import { folder } from './action.ts'
import { changeTo, CHANGED, type Said, type Version } from './transaction-driver.ts'
import {
  drive,
  driveAll,
  emptyFoldersIn,
  leftIn,
  newPlace,
  versionOf,
  type Ended,
  type Place,
} from './transaction-place.ts'

export const AT_ONCE = availableParallelism() + 1

export interface Step {
  readonly number: number
  readonly call: string
  readonly path: string
}

/** The steps of a run in which nothing happens. */
export async function stepsOf(
  t: TestContext,
  at: Place,
  mode: 'apply' | 'recover',
): Promise<readonly Step[]> {
  const [count, trace] = [join(folder(t), 'count'), join(folder(t), 'trace')]
  const ended = await drive(at, mode, { KILL_COUNT: count, KILL_TRACE: trace })
  assert.equal(ended.code, 0, ended.errors)
  const steps = readFileSync(trace, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [number = '', call = '', ...path] = line.split(' ')
      return { number: Number(number), call, path: path.join(' ') }
    })
  assert.equal(steps.length, Number(readFileSync(count, 'utf8')))
  return steps
}

export interface Fault {
  readonly step: Step
  readonly how: string
  readonly isSticky?: boolean
}

export function describeFault({ step, how, isSticky = false }: Fault): string {
  return `${how}${isSticky ? ' from' : ' at'} step ${step.number} (${step.call} ${step.path})`
}

export function environmentFor({ step, how, isSticky = false }: Fault): Record<string, string> {
  return { KILL_AT: `${step.number}`, KILL_HOW: how, KILL_STICKY: isSticky ? '1' : '0' }
}

/**
 * `half` only where something is written; else it is the same as `before`. `after` only for the last step;
 * after any other is before the next.
 */
export function killsAt(steps: readonly Step[]): readonly Fault[] {
  return steps.flatMap((step) => {
    const half = step.call === 'writeFileSync' ? ['half'] : []
    const hows = ['before', ...half, ...(step === steps.at(-1) ? ['after'] : [])]
    return hows.map((how) => ({ step, how }))
  })
}

export function failuresAt(steps: readonly Step[], isSticky: boolean): readonly Fault[] {
  const codes = ['ENOSPC', 'EACCES', 'EIO']
  return steps.flatMap((step) => codes.map((how) => ({ step, how, isSticky })))
}

export async function withPlaces(
  count: number,
  run: (places: readonly Place[]) => Promise<void>,
): Promise<void> {
  const places = Array.from({ length: count }, () => newPlace())
  try {
    await run(places)
  } finally {
    for (const { around } of places) rmSync(around, { recursive: true, force: true })
  }
}

export async function withPlace(
  run: (at: Place) => Promise<void>,
  elsewhere?: string,
): Promise<void> {
  const at = newPlace('old', elsewhere)
  try {
    await run(at)
  } finally {
    rmSync(at.around, { recursive: true, force: true })
  }
}

/** Says which version it is. */
export function assertWhole(at: Place, what: string): Version {
  const version = versionOf(at)
  assert.notEqual(version, 'mixed', what)
  assert.deepEqual(leftIn(at), [], what)
  assert.deepEqual(emptyFoldersIn(at.root), [], what)
  return version as Version
}

/** Recovers in this process, after a look at what that would be. */
export function recovered(at: Place, what: string): Version {
  const foreseen = recover(at.home, { dryRun: true })
  const before = versionOf(at)
  const result = recover(at.home, { dryRun: false })
  assert.deepEqual(result, foreseen, what)
  const version = assertWhole(at, what)
  const { outcome } = result
  if (outcome === 'completed' || outcome === 'cleaned up') assert.equal(version, 'new', what)
  if (outcome === 'discarded' || outcome === 'rolled back') assert.equal(version, 'old', what)
  if (outcome !== 'completed' && outcome !== 'rolled back') assert.equal(before, version, what)
  assert.equal(hasLeftovers(at.home), false, what)
  return version
}

export async function assertGoesOn(at: Place, version: Version, what: string): Promise<void> {
  const next = version === 'old' ? 'new' : 'old'
  await changeTo(at.home, next)
  assert.equal(versionOf(at), next, what)
  assert.deepEqual(leftIn(at), [], what)
}

export function assertKilled(ended: Ended, what: string): void {
  assert.equal(ended.signal, 'SIGKILL', `${what}: ${ended.errors}`)
}

export interface Failures {
  readonly faults: readonly Fault[]
  readonly look: (at: Place, said: Said, fault: Fault) => Promise<void>
  /** Leaves something to recover. */
  readonly prepare?: (places: readonly Place[]) => Promise<void>
}

/** Lets all the failures happen, each in a store of its own, and then looks at each. */
export async function failAtEach({ faults, look, prepare }: Failures): Promise<void> {
  await withPlaces(faults.length, async (places) => {
    if (prepare) await prepare(places)
    const jobs = faults.map((fault, index) => ({
      at: places[index] as Place,
      fault,
      faults: environmentFor(fault),
    }))
    const said = await driveAll(jobs, prepare ? 'recover' : 'apply')
    for (const [index, { at, fault }] of jobs.entries()) await look(at, said[index] ?? {}, fault)
  })
}

/** The renames and unlinks of the store's own files, in their order. */
export function changesIn(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ path }) => CHANGED.some((name) => path.endsWith(`/store/${name}`)))
}
