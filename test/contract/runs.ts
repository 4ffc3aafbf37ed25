// What the stories of the contract share: runs of the engine at a place, items, and what must hold
// after whatever happened. Asserts for all stories alike; knows no provider.
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { DestinationError, type Outcome, type PutItem } from '../../src/destinations/contract.ts'
import type { RemoteItem, Session } from '../../src/destinations/contract.ts'
import { push, type PushResult } from '../../src/push/apply.ts'
import type { SyncRules } from '../../src/push/decision.ts'
import { SecretValue } from '../../src/secret-value.ts'
import { desiredItems, HEAD, OWNERSHIP, RULES, runOf, told } from '../unit/push/pushing.ts'
import type { Harness, Place } from './harness.ts'

export type Values = Readonly<Record<string, string>>

export interface Options {
  readonly rules?: Partial<SyncRules>
  readonly signal?: AbortSignal
  readonly commit?: string
}

/** One run, with a session of its own, as a job has it. */
export function run(
  { capabilities }: Harness,
  place: Place,
  { values, ...options }: Options & { readonly values: Values },
): Promise<PushResult> {
  const signal = options.signal ?? new AbortController().signal
  const target = {
    name: 'prod',
    place: (each: string) => ['there', each],
    capabilities,
    ownership: OWNERSHIP,
    rules: { ...RULES, ...options.rules },
    desired: desiredItems(values),
    leftOut: [],
    connect: () => place.connect(signal),
  }
  const commit = options.commit ?? HEAD
  return push([target], runOf({ stop: signal, cut: signal, commit }))
}

export function rows({ destinations }: PushResult): string {
  return told(destinations[0]?.items ?? [])
}

export function assertDone(result: PushResult): void {
  assert.deepEqual(
    result.errors.map(({ code, what }) => `${code}: ${what}`),
    [],
  )
}

/** Nothing is left to do, and it is not done. */
export async function assertSettled(harness: Harness, place: Place, values: Values): Promise<void> {
  const result = await run(harness, place, { values })
  assertDone(result)
  const kinds = (result.destinations[0]?.items ?? []).filter(({ name }) => name in values)
  assert.deepEqual([...new Set(kinds.map(({ kind }) => kind))], ['unchanged'])
  assert.deepEqual(await place.values(Object.keys(values)), new Map(Object.entries(values)))
}

/** Of these names, those that have a value. */
export function thereOf(
  names: readonly string[],
  valueOf: (name: string) => unknown,
): ReadonlyMap<string, string> {
  return new Map(
    names.flatMap((name) => {
      const value = valueOf(name)
      return typeof value === 'string' ? [[name, value] as const] : []
    }),
  )
}

export async function valueAt(place: Place, name: string): Promise<string | undefined> {
  return (await place.values([name])).get(name)
}

/** Of a mark that says whose an item is, and not which value it has: none was written yet. */
export const NO_VALUE = '0'.repeat(32)

/** A mark that is not told to be drifted speaks of the value that is there. */
export async function assertTruthful(place: Place): Promise<void> {
  const session = await place.connect()
  const listed = await session.list()
  const values = await place.values(listed.map(({ name }) => name))
  for (const { name, mark, isDrifted, isDeleted } of listed) {
    if (mark === undefined || mark.fp === NO_VALUE || isDrifted || isDeleted) continue
    const value = values.get(name)
    assert.ok(value !== undefined, `${name} is marked, and not there`)
    assert.ok(
      OWNERSHIP.isOfValue(name, mark, new SecretValue(value)),
      `the mark of ${name} is of another value`,
    )
  }
}

export function many(count: number, start = 'value'): Values {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, string] => [
      `N${String(index).padStart(4, '0')}`,
      `${start} ${index}`,
    ]),
  )
}

export function item(name: string, value: string, current?: RemoteItem): PutItem {
  const secret = new SecretValue(value)
  return { name, value: secret, mark: OWNERSHIP.mark(name, secret, HEAD), current }
}

/** Kinds of failure, or of outcome. */
export function said(outcomes: readonly Outcome[] = []): readonly string[] {
  return outcomes.map((each) => (each.kind === 'failed' ? each.error.kind : each.kind))
}

export function shown(thrown: unknown): string {
  const stack = thrown instanceof Error ? `${thrown.stack} ${inspect(thrown.cause)}` : ''
  return `${stack}\n${inspect(thrown, { depth: 20, showHidden: true, getters: true })}`
}

/** Every form in which a secret could stand somewhere. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const all = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
  return [...all, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]
}

export function assertWithout(text: string, secrets: readonly string[], where: string): void {
  for (const form of secrets.flatMap(formsOf)) {
    assert.ok(!text.includes(form), `${where} holds a secret`)
  }
}

/** What an operation came to when it must not succeed. */
export async function failureOf(work: Promise<unknown>): Promise<DestinationError | DOMException> {
  const error: unknown = await work.then(
    () => assert.fail('it must throw'),
    (reason: unknown) => reason,
  )
  const isAbort = error instanceof DOMException && error.name === 'AbortError'
  assert.ok(error instanceof DestinationError || isAbort, shown(error))
  return error
}

/** Kinds of what the four ways to ask come to. */
export async function everyWay(session: Session, value: string): Promise<readonly unknown[]> {
  const failures: unknown[] = []
  for (const ask of [
    () => session.check(),
    () => session.list(),
    () => session.get?.(['A']) ?? Promise.resolve(),
  ]) {
    failures.push(await failureOf(ask()))
  }
  try {
    const [outcome] = await session.put([item('A', value)])
    assert.ok(outcome?.kind === 'failed', 'the write must fail')
    failures.push(outcome.error)
  } catch (error) {
    failures.push(error)
  }
  return failures
}
