// Two runs that make keys of one entry at once, their requests in every order. Values are checked and set;
// metadata is not, so that a mark can be lost. What is left of it is a claim, and never a lie.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RemoteItem, Session } from '../../../src/destinations/contract.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { item, NO_VALUE } from '../../contract/runs.ts'
import { startVault, type FakeVault } from '../../helpers/fake-vault.ts'
import { OWNERSHIP } from '../push/pushing.ts'
import { open, type Place } from './vaults.ts'

type Run = 'a' | 'b'
type Values = Readonly<Record<string, string>>

interface Race {
  readonly path: string
  readonly order: readonly Run[]
  readonly values: Readonly<Record<Run, Values>>
}

/** Lets requests pass in one order, as long as the run that is next has one. */
class Turns {
  /** Run, method, path and status, as they were answered. */
  readonly seen: string[] = []
  readonly #order: Run[]
  readonly #waiting = new Map<Run, () => void>()
  readonly #over = new Set<Run>()
  #isBusy = false

  constructor(order: readonly Run[]) {
    this.#order = [...order]
  }

  async pass(run: Run, send: () => Promise<Response>, request: string): Promise<Response> {
    await new Promise<void>((resolve) => {
      this.#waiting.set(run, resolve)
      this.#next()
    })
    const answer = await send()
    this.seen.push(`${run} ${request} ${answer.status}`)
    this.#isBusy = false
    this.#next()
    return answer
  }

  end(run: Run): void {
    this.#over.add(run)
    this.#next()
  }

  #next(): void {
    while (this.#order[0] && this.#over.has(this.#order[0])) this.#order.shift()
    const run = this.#order[0] ?? [...this.#waiting.keys()][0]
    const pass = run && this.#waiting.get(run)
    if (this.#isBusy || !pass) return
    this.#isBusy = true
    this.#order.shift()
    this.#waiting.delete(run)
    pass()
  }
}

function ordersOf(a: number, b: number): readonly (readonly Run[])[] {
  if (a === 0 && b === 0) return [[]]
  const after = (run: Run, rest: readonly (readonly Run[])[]): readonly (readonly Run[])[] =>
    rest.map((each) => [run, ...each])
  return [
    ...(a > 0 ? after('a', ordersOf(a - 1, b)) : []),
    ...(b > 0 ? after('b', ordersOf(a, b - 1)) : []),
  ]
}

async function sessionAt(fake: FakeVault, place: Place): Promise<Required<Session>> {
  const isOfValue: Place['isOfValue'] = (...about) => OWNERSHIP.isOfValue(...about)
  return (await open(fake.url, { isOfValue, ...place })).session
}

/** Both have seen that nothing is there, and write. @returns their requests */
async function writeBoth(
  fake: FakeVault,
  { path, order, values }: Race,
): Promise<readonly string[]> {
  const turns = new Turns(order)
  // As of two jobs: sessions of one job take turns by themselves.
  const elsewhere = fake.url.replace('127.0.0.1', 'localhost')
  let isListed = false
  const writes = (['a', 'b'] as const).map(async (run) => {
    const session = await sessionAt(fake, {
      options: { path, 'kv-version': 2, ...(run === 'b' && { url: elsewhere }) },
      fetch: (input, init) => {
        assert.ok(typeof input === 'string')
        const send = (): Promise<Response> => fetch(input.replace(elsewhere, fake.url), init)
        const { pathname } = new URL(input)
        return isListed ? turns.pass(run, send, `${init?.method} ${pathname}`) : send()
      },
    })
    await session.list()
    return async () => {
      const outcomes = await session.put(Object.entries(values[run]).map((each) => item(...each)))
      turns.end(run)
      return outcomes
    }
  })
  const puts = await Promise.all(writes)
  isListed = true
  await Promise.all(puts.map((put) => put()))
  return turns.seen
}

/** Between its values and its marks, the other one made its own. */
function isOvertaken(seen: readonly string[]): boolean {
  return (['a', 'b'] as const).some((run) => {
    const made = seen.findIndex((each) => isMade(each) && each.startsWith(run))
    const end = seen.findIndex((each, at) => at > made && each.startsWith(run))
    const between = seen.slice(made + 1, end)
    const others = between.findIndex(isMade)
    return others !== -1 && between.slice(others).some((each) => each.includes('/metadata/'))
  })
}

function isMade(seen: string): boolean {
  return seen.includes('POST /v1/secret/data/') && seen.endsWith(' 200')
}

function assertTrue({ name, mark, isDrifted }: RemoteItem, value: unknown, seen: string): void {
  if (mark === undefined || isDrifted || mark.fp === NO_VALUE) return
  assert.ok(OWNERSHIP.isOfValue(name, mark, new SecretValue(String(value))), `a lie:\n${seen}`)
}

for (const [what, values, mayLose] of [
  ['the same keys', { a: { X: 'a', Y: 'a' }, b: { X: 'b', Y: 'b' } }, false],
  ['of which one differs', { a: { X: 'a', Y: 'same' }, b: { X: 'b', Y: 'same' } }, false],
  ['one key each', { a: { X: 'a' }, b: { Y: 'b' } }, true],
] as const) {
  test(`two runs at once, ${what}: every key stays ours${mayLose ? ', unless a run is overtaken' : ''}`, async (t) => {
    const fake = await startVault(t)
    let lost = 0
    for (const [nth, order] of ordersOf(4, 7).entries()) {
      const path = `app-${nth}`
      const seen = await writeBoth(fake, { path, order, values })
      const session = await sessionAt(fake, { options: { path, 'kv-version': 2 } })
      const listed = await session.list()
      assert.deepEqual(
        new Set(listed.map(({ name }) => name)),
        new Set([...Object.keys(values.a), ...Object.keys(values.b)]),
      )
      for (const each of listed) assertTrue(each, fake.current(path)?.[each.name], seen.join('\n'))
      if (listed.every(({ mark }) => mark)) continue
      assert.ok(mayLose && isOvertaken(seen), `lost:\n${seen.join('\n')}`)
      lost += 1
    }
    assert.equal(lost > 0, mayLose)
  })
}
