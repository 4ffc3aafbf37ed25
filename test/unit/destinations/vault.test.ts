// Pushing to a Vault: what stands there afterwards, whose keys are kept, how many requests it takes.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { startVault, type FakeVault } from '../../helpers/fake-vault.ts'
import { item as markedItem } from '../../contract/runs.ts'
import { OWNERSHIP } from '../push/pushing.ts'
import { item, markOf, open, push, said, type Opened, type Place } from './vaults.ts'

interface World extends Opened {
  readonly fake: FakeVault
}

async function world(t: TestContext, place: Place = {}): Promise<World> {
  const fake = await startVault(t)
  return { fake, ...(await open(fake.url, place)) }
}

const HUNDRED = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [`VARIABLE_NUMBER_${index}`, `value ${index}`]),
)

/** A run that is given everything and finds what to do. */
async function run({ session }: Opened, values: Readonly<Record<string, string>>): Promise<void> {
  await session.check()
  const there = await session.list()
  const missing = Object.entries(values).filter(
    ([name]) => !there.some((each) => each.name === name),
  )
  if (missing.length === 0) return
  const outcomes = await session.put(missing.map(([name, value]) => item(name, value)))
  assert.ok(outcomes.every(({ kind }) => kind === 'done'))
}

describe('what 100 items cost', () => {
  for (const [what, options, first, again] of [
    ['version 2, named', { 'kv-version': 2 }, 5, 1],
    ['version 2, asked for', {}, 6, 2],
    ['version 1, named', { 'kv-version': 1, mount: 'kv1' }, 6, 2],
    ['version 1, asked for', { mount: 'kv1' }, 7, 3],
  ] as const) {
    test(`${what}: ${first} requests at first, ${again} when nothing changed`, async (t) => {
      const one = await world(t, { options })
      await run(one, HUNDRED)
      assert.equal(one.fake.asked.length, first, one.fake.calls.join('\n'))
      one.fake.asked.length = 0
      await run({ ...one, ...(await open(one.fake.url, { options })) }, HUNDRED)
      assert.equal(one.fake.asked.length, again, one.fake.calls.join('\n'))
    })
  }

  test('nothing changed: no value is read', async (t) => {
    const one = await world(t)
    await run(one, HUNDRED)
    one.fake.asked.length = 0
    await run(one, HUNDRED)
    assert.deepEqual(
      one.fake.calls.filter((call) => call.includes('/data/')),
      [],
    )
  })
})

for (const [version, mount] of [
  [2, 'secret'],
  [1, 'kv1'],
] as const) {
  describe(`one entry of version ${version}`, () => {
    const data = (fake: FakeVault): unknown =>
      version === 2 ? fake.current('app') : fake.v1.get('app')
    const byHand = (fake: FakeVault, values: Readonly<Record<string, unknown>>): void => {
      if (version === 2) fake.writeByHand('app', values)
      else fake.v1.set('app', values)
    }
    const options = { mount }

    test('values and marks come back as they were put', async (t) => {
      const { fake, session } = await world(t, { options })
      const puts = [item('A', 'one'), item('B', 'two')]
      assert.deepEqual(said(await session.put(puts)), ['A done', 'B done'])
      assert.deepEqual(data(fake), { A: 'one', B: 'two' })
      const { session: later } = await open(fake.url, { options })
      assert.deepEqual(
        (await later.list()).map(({ name, mark, isDrifted, isDeleted }) => ({
          name,
          mark,
          isDrifted,
          isDeleted,
        })),
        puts.map(({ name, mark }) => ({ name, mark, isDrifted: false, isDeleted: false })),
      )
      const values = await later.get(['A', 'B', 'C'])
      assert.deepEqual(
        [...values].map(([name, value]) => [name, value?.reveal() ?? null]),
        [
          ['A', 'one'],
          ['B', 'two'],
          ['C', null],
        ],
      )
    })

    test('keys of others stay, are listed without a mark, and go with nothing', async (t) => {
      const { fake, session } = await world(t, { options })
      byHand(fake, { THEIRS: 'theirs', NESTED: { a: [1] } })
      assert.deepEqual(said(await push(session, { A: 'one' })), ['A done'])
      assert.deepEqual(data(fake), { THEIRS: 'theirs', NESTED: { a: [1] }, A: 'one' })
      const there = await session.list()
      assert.deepEqual(
        there.map(({ name, mark }) => [name, mark !== undefined]),
        [
          ['THEIRS', false],
          ['NESTED', false],
          ['A', true],
        ],
      )
      const ours = there.filter(({ mark }) => mark)
      assert.deepEqual(said(await session.remove(ours)), ['A done'])
      assert.deepEqual(data(fake), { THEIRS: 'theirs', NESTED: { a: [1] } })
    })

    test('a key that came up after the list is not replaced; the others are written', async (t) => {
      const isOfValue: Place['isOfValue'] = (...about) => OWNERSHIP.isOfValue(...about)
      const { fake, session } = await world(t, { options, isOfValue })
      await session.list()
      byHand(fake, { A: 'theirs' })
      const outcomes = await session.put([markedItem('A', 'ours'), markedItem('B', 'two')])
      assert.deepEqual(data(fake), { A: 'theirs', B: 'two' })
      assert.deepEqual(said(outcomes), ['A failed conflict', 'B done'])
      const marked = (await session.list()).filter(({ mark }) => mark).map(({ name }) => name)
      assert.deepEqual(marked, ['B'])
    })

    test('the last keys are taken away with the entry; what is absent is done', async (t) => {
      const { fake, session } = await world(t, { options })
      await push(session, { A: 'one' })
      const there = await session.list()
      assert.deepEqual(said(await session.remove(there)), ['A done'])
      assert.deepEqual(said(await session.remove(there)), ['A done'])
      assert.deepEqual(await session.list(), [])
      assert.equal((await session.get(['A'])).get('A'), null)
      if (version === 2) {
        const entry = fake.v2.get('app')
        assert.deepEqual(entry?.versions.get(1)?.data, { A: 'one' }, 'Vault can bring it back')
      }
      assert.deepEqual(said(await push(session, { A: 'again' })), ['A done'])
      assert.deepEqual(data(fake), { A: 'again' })
    })

    test('taking away what never was makes nothing', async (t) => {
      const { fake, session } = await world(t, { options })
      const [gone] = [
        { name: 'A', version: '1', mark: markOf(1), isDrifted: false, isDeleted: false },
      ]
      assert.deepEqual(said(await session.remove([gone])), ['A done'])
      assert.equal(fake.v1.size + fake.v2.size, 0)
    })

    test('put twice is once', async (t) => {
      const { fake, session } = await world(t, { options })
      const items = [item('A', 'one')]
      await session.put(items)
      const before = JSON.stringify([...fake.v1, ...fake.v2])
      assert.deepEqual(said(await session.put(items)), ['A done'])
      assert.equal(JSON.stringify([...fake.v1, ...fake.v2]), before)
      assert.ok((fake.v2.get('app')?.current ?? 1) === 1)
    })
  })
}

describe('an entry a key', () => {
  for (const [mount, version] of [
    ['secret', 2],
    ['kv1', 1],
  ] as const) {
    test(`of version ${version}: put, list, get, remove`, async (t) => {
      const options = { mount, layout: 'entry-per-key' }
      const { fake, session } = await world(t, { options })
      assert.deepEqual(said(await push(session, { A: 'one', B: 'two' })), ['A done', 'B done'])
      const stored = version === 2 ? fake.current('app/A') : fake.v1.get('app/A')
      assert.deepEqual(stored, { value: 'one' })
      const { session: later } = await open(fake.url, { options })
      const there = await later.list()
      assert.deepEqual(
        there.map(({ name, mark, isDrifted }) => [name, mark !== undefined, isDrifted]),
        [
          ['A', true, false],
          ['B', true, false],
        ],
      )
      assert.equal((await later.get(['B'])).get('B')?.reveal(), 'two')
      assert.equal((await later.get(['C'])).get('C'), null)
      assert.deepEqual(said(await later.remove(there.slice(0, 1))), ['A done'])
      assert.deepEqual(
        (await later.list()).map(({ name }) => name),
        ['B'],
      )
    })
  }

  test('entries of others, folders and odd names', async (t) => {
    const { fake, session } = await world(t, { options: { layout: 'entry-per-key' } })
    fake.writeByHand('app/THEIRS', { user: 'x', password: 'y' })
    fake.writeByHand('app/folder/deep', { value: 'x' })
    fake.writeByHand('app/odd name', { value: 'x' })
    assert.deepEqual(
      (await session.list()).map(({ name, mark }) => [name, mark]),
      [['THEIRS', undefined]],
    )
    await assert.rejects(session.get(['THEIRS']), { kind: 'rejected' })
  })
})
