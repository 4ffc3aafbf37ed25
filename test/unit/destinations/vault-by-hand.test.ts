// What somebody else does to our keys, told by our marks: the only way where the engine has no versions.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import type { RemoteItem, Session } from '../../../src/destinations/contract.ts'
import { item, said } from '../../contract/runs.ts'
import { startVault, type FakeVault } from '../../helpers/fake-vault.ts'
import { ownershipOf, OWNERSHIP } from '../push/pushing.ts'
import { open, type Place } from './vaults.ts'

const isOfValue: Place['isOfValue'] = (...about) => OWNERSHIP.isOfValue(...about)

interface World {
  readonly fake: FakeVault
  /** Another session at the same place. */
  readonly connect: (isKeyKnown?: boolean) => Promise<Required<Session>>
}

async function world(t: TestContext, options: object): Promise<World> {
  const fake = await startVault(t)
  return {
    fake,
    connect: async (isKeyKnown = true) =>
      (await open(fake.url, { options, ...(isKeyKnown && { isOfValue }) })).session,
  }
}

async function listed(session: Session): Promise<ReadonlyMap<string, RemoteItem>> {
  return new Map((await session.list()).map((each) => [each.name, each]))
}

async function drifted(session: Session): Promise<readonly string[]> {
  return (await session.list()).flatMap(({ name, isDrifted }) => (isDrifted ? name : []))
}

const PLAIN = { mount: 'kv1', 'kv-version': 1 }

const LAYOUTS = [
  {
    layout: 'one-entry',
    byHand: (fake: FakeVault, key: string, value: unknown): void => {
      fake.v1.set('app', { ...fake.v1.get('app'), [key]: value })
    },
  },
  {
    layout: 'entry-per-key',
    byHand: (fake: FakeVault, key: string, value: unknown): void => {
      fake.v1.set(`app/${key}`, { ...fake.v1.get(`app/${key}`), value })
    },
  },
] as const

for (const { layout, byHand } of LAYOUTS) {
  describe(`version 1, ${layout}`, () => {
    test('what changed after the list is a conflict, and then drifted', async (t) => {
      const { fake, connect } = await world(t, { ...PLAIN, layout })
      const session = await connect()
      await session.put([item('A', 'one'), item('B', 'one'), item('C', 'one')])
      const before = await listed(session)
      byHand(fake, 'A', 'by hand')
      const [a, b, c] = ['A', 'B', 'C'].map((name) => before.get(name))
      assert.ok(a && c)
      assert.deepEqual(said(await session.remove([a, c])), ['conflict', 'done'])
      const outcomes = await session.put([item('A', 'two', a), item('B', 'two', b)])
      assert.deepEqual(said(outcomes), ['conflict', 'done'])
      const again = await connect()
      assert.deepEqual(await drifted(again), ['A'])
      const now = (await listed(again)).get('A')
      assert.deepEqual(said(await again.put([item('A', 'two', now)])), ['done'])
      assert.deepEqual(await drifted(await connect()), [])
    })

    test('what reads the same and is no text is not ours', async (t) => {
      const { fake, connect } = await world(t, { ...PLAIN, layout })
      const session = await connect()
      await session.put([item('A', '5'), item('B', '5')])
      byHand(fake, 'A', 5)
      assert.deepEqual(await drifted(session), ['A'])
    })

    test('changed by hand and back again is as it was', async (t) => {
      const { fake, connect } = await world(t, { ...PLAIN, layout })
      const session = await connect()
      await session.put([item('A', 'one'), item('B', 'one')])
      byHand(fake, 'A', 'by hand')
      assert.deepEqual(await drifted(session), ['A'])
      byHand(fake, 'A', 'one')
      assert.deepEqual(await drifted(session), [])
    })

    test('marks of others are not judged', async (t) => {
      const { fake, connect } = await world(t, { ...PLAIN, layout })
      const session = await connect()
      const theirs = ownershipOf({ destination: 'theirs' })
      const [a, b] = [item('A', 'one'), item('B', 'one')]
      await session.put([{ ...a, mark: theirs.mark('A', a.value, a.mark.commit) }])
      await session.put([b])
      byHand(fake, 'A', 'by hand')
      byHand(fake, 'B', 'by hand')
      assert.deepEqual(await drifted(session), ['B'])
      assert.deepEqual(await drifted(await connect(false)), [])
    })
  })
}

describe('version 2', () => {
  const readsOfOlder = ({ calls }: FakeVault): number =>
    calls.filter((call) => call.includes('?version=')).length

  test('our own marks tell, without the version that they speak of', async (t) => {
    const { fake, connect } = await world(t, { 'kv-version': 2 })
    const session = await connect()
    await session.put([item('A', 'one'), item('B', 'one')])
    for (let times = 0; times < 11; times++) fake.writeByHand('app', { A: 'by hand', B: 'one' })
    assert.deepEqual(await drifted(session), ['A'])
    assert.equal(readsOfOlder(fake), 0)
    fake.writeByHand('app', { A: 'one', B: 'one' })
    assert.deepEqual(await drifted(session), [])
  })
})

for (const options of [PLAIN, { 'kv-version': 2 }]) {
  test(`two destinations in one entry at once, version ${options['kv-version']}`, async (t) => {
    const { fake, connect } = await world(t, options)
    const [one, other] = [await connect(), await connect()]
    await Promise.all([one.list(), other.list()])
    const outcomes = await Promise.all([
      one.put([item('A', '1'), item('B', '2')]),
      other.put([item('C', '3'), item('D', '4')]),
    ])
    assert.deepEqual(outcomes.map(said), [
      ['done', 'done'],
      ['done', 'done'],
    ])
    const entry = options === PLAIN ? fake.v1.get('app') : fake.current('app')
    assert.deepEqual({ ...entry }, { A: '1', B: '2', C: '3', D: '4' })
    const there = await (await connect()).list()
    for (const { name, mark } of there) assert.match(mark?.fp ?? '', /[1-9a-f]/, name)
  })
}
