// Version 2 of the key/value engine: check-and-set, drift, soft deletion, metadata and its limits.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { startVault, type FakeVault } from '../../helpers/fake-vault.ts'
import { item as markedItem } from '../../contract/runs.ts'
import { OWNERSHIP } from '../push/pushing.ts'
import { item, open, push, said, type Opened, type Place } from './vaults.ts'

interface World extends Opened {
  readonly fake: FakeVault
}

async function world(t: TestContext, place: Place = {}): Promise<World> {
  const fake = await startVault(t)
  return { fake, ...(await open(fake.url, place)) }
}

describe('version 2', () => {
  test('every write names the version it replaces', async (t) => {
    const { fake, session } = await world(t)
    await push(session, { A: 'one' })
    await push(session, { A: 'two', B: 'new' })
    assert.deepEqual(
      fake.asked
        .filter(({ method, path }) => method === 'POST' && path.startsWith('secret/data/'))
        .map(({ body }) => body['options']),
      [{ cas: 0 }, { cas: 1 }],
    )
  })

  test('a new key is claimed, then written, then marked; a known one is not claimed', async (t) => {
    const { fake, session } = await world(t)
    const writes = (): readonly string[] =>
      fake.asked
        .splice(0)
        .flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path}`]))
    const written = ['POST secret/data/app', 'POST secret/metadata/app']
    await push(session, { A: 'one' })
    const made = ['POST secret/metadata/app', 'PATCH secret/metadata/app']
    assert.deepEqual(writes(), [...made, ...written])
    await push(session, { A: 'two' })
    assert.deepEqual(writes(), written)
    await push(session, { B: 'new' })
    assert.deepEqual(writes(), ['PATCH secret/metadata/app', ...written])
  })

  for (const [what, theirs] of [
    ['alone', { A: 'theirs' }],
    ['beside others', { A: 'theirs', MORE: 'theirs' }],
  ] as const) {
    test(`a key that somebody makes after the claim of it is theirs, ${what}`, async (t) => {
      const { fake, session } = await world(t, {
        isOfValue: (...about) => OWNERSHIP.isOfValue(...about),
      })
      await session.list()
      fake.afterwards.push(({ method, path }) => {
        const isClaim = method === 'PATCH' && path === 'secret/metadata/app'
        if (isClaim && fake.current('app') === undefined) fake.writeByHand('app', theirs)
      })
      const more = 'MORE' in theirs ? { B: 'ours' } : {}
      const outcomes = await session.put([
        markedItem('A', 'ours'),
        ...Object.keys(more).map((name) => markedItem(name, 'ours')),
      ])
      assert.equal(outcomes[0]?.kind, 'failed')
      assert.deepEqual(fake.current('app'), { ...theirs, ...more })
      const marked = (await session.list()).filter(({ mark }) => mark).map(({ name }) => name)
      assert.deepEqual(marked, Object.keys(more))
    })
  }

  test('a run that is killed before its marks, and one more with another value: the key is ours', async (t) => {
    const isOfValue: Place['isOfValue'] = (...about) => OWNERSHIP.isOfValue(...about)
    const { fake } = await world(t)
    fake.afterwards.push(({ method, path }) => {
      if (method === 'POST' && path === 'secret/data/app') fake.denied.push('POST secret/metadata/')
    })
    for (const value of ['one', 'two', 'three']) {
      const { session } = await open(fake.url, { isOfValue })
      const [there] = await session.list()
      await session.put([markedItem('A', value, there)])
      assert.deepEqual(fake.current('app'), { A: value })
      fake.denied.length = 0
    }
    const [there] = await (await open(fake.url, { isOfValue })).session.list()
    assert.ok(there?.mark)
    assert.equal(OWNERSHIP.judge('A', there.mark), 'ours')
  })

  test('an entry that goes away before its keys are claimed is made again, and claimed', async (t) => {
    const { fake, session } = await world(t)
    fake.v2.set('app', { current: 0, custom: { team: 'core' }, versions: new Map() })
    await session.list()
    const claims: (readonly string[])[] = []
    fake.afterwards.push(({ method, path }) => {
      if (method === 'GET' && path === 'secret/metadata/app') fake.v2.delete('app')
      if (method === 'PATCH') claims.push(Object.keys(fake.v2.get('app')?.custom ?? {}))
    })
    assert.deepEqual(said(await session.put([item('A', 'one')])), ['A done'])
    assert.deepEqual(
      claims.map((keys) => keys.filter((key) => key.startsWith('kanuka-claims-')).length),
      [0, 2],
    )
  })

  test('a change by hand shows, of that key alone', async (t) => {
    const { fake, session } = await world(t)
    await push(session, { A: 'one', B: 'two' })
    fake.writeByHand('app', { A: 'changed', B: 'two', THEIRS: '3' })
    const there = await session.list()
    assert.deepEqual(
      there.map(({ name, isDrifted }) => [name, isDrifted]),
      [
        ['A', true],
        ['B', false],
        ['THEIRS', false],
      ],
    )
    // Another one's write must not make it look as if nothing had been changed.
    assert.deepEqual(said(await push(session, { C: 'three' })), ['C done'])
    const again = await (await open(fake.url)).session.list()
    assert.deepEqual(
      again.filter(({ isDrifted }) => isDrifted).map(({ name }) => name),
      ['A'],
    )
    // Nor one more by hand, of another key.
    fake.writeByHand('app', { ...fake.current('app'), THEIRS: '4' })
    const still = await session.list()
    assert.deepEqual(
      still.filter(({ isDrifted }) => isDrifted).map(({ name }) => name),
      ['A'],
    )
    await push(session, { A: 'ours' })
    assert.ok((await session.list()).every(({ isDrifted }) => !isDrifted))
  })

  test('where the version of the marks is gone, all may have been changed', async (t) => {
    const { fake, session } = await world(t)
    await push(session, { A: 'one', B: 'two' })
    for (let times = 0; times < 11; times++) fake.writeByHand('app', { A: 'one', B: 'two' })
    assert.deepEqual(
      (await session.list()).map(({ isDrifted }) => isDrifted),
      [true, true],
    )
  })

  test('a key changed between list and write is a conflict; one beside it is not', async (t) => {
    const { fake, session } = await world(t)
    await push(session, { A: 'one', B: 'two' })
    const there = new Map((await session.list()).map((each) => [each.name, each]))
    fake.writeByHand('app', { A: 'by hand', B: 'two', THEIRS: 'x' })
    const outcomes = await session.put([
      item('A', 'ours', there.get('A')),
      item('B', 'ours', there.get('B')),
    ])
    assert.deepEqual(said(outcomes), ['A failed conflict', 'B done'])
    assert.deepEqual(fake.current('app'), { A: 'by hand', B: 'ours', THEIRS: 'x' })
  })

  test('a lost answer to a write that was made is no conflict', async (t) => {
    const twice: typeof fetch = async (...request) =>
      fetch(...request).catch(() => fetch(...request))
    const { fake, session } = await world(t, { fetch: twice })
    await session.list()
    fake.loses = 'POST'
    assert.deepEqual(said(await session.put([item('A', 'one')])), ['A done'])
    assert.equal(fake.v2.get('app')?.current, 1)
    assert.deepEqual((await session.list()).length, 1)
  })

  test('soft-deleted: listed as such, and written again', async (t) => {
    const { fake, session } = await world(t)
    await push(session, { A: 'one' })
    const version = fake.v2.get('app')?.versions.get(1)
    assert.ok(version)
    version.deletion_time = '2026-01-01T00:00:00Z'
    const there = await session.list()
    assert.deepEqual(
      there.map(({ name, isDeleted }) => [name, isDeleted]),
      [['A', true]],
    )
    assert.equal((await session.get(['A'])).get('A'), null)
    assert.deepEqual(said(await push(session, { A: 'back' })), ['A done'])
    assert.deepEqual(fake.current('app'), { A: 'back' })
  })

  test('metadata of others stays, also of an entry without data', async (t) => {
    const { fake, session } = await world(t)
    fake.v2.set('app', { current: 0, custom: { team: 'core' }, versions: new Map() })
    await push(session, { A: 'one' })
    assert.equal(fake.v2.get('app')?.custom?.['team'], 'core')
    assert.equal((await session.list()).length, 1)
  })

  test('marks that do not fit stand in the entry beside, and stay there', async (t) => {
    const { fake, session } = await world(t)
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`VARIABLE_NUMBER_${index}`, 'x']),
    )
    assert.ok((await push(session, many)).every(({ kind }) => kind === 'done'))
    assert.deepEqual(fake.v2.get('app')?.custom, { kanuka: 'v1,beside' })
    assert.equal((await session.list()).filter(({ mark }) => mark).length, 400)
    const there = await session.list()
    await session.remove(there.slice(1))
    assert.deepEqual(fake.v2.get('app')?.custom, { kanuka: 'v1,beside' })
    assert.equal((await session.list()).length, 1)
  })

  test('numbers of others are written back digit by digit', async (t) => {
    const { fake, session } = await world(t)
    fake.writeByHand('app', {})
    const raw = '{"data":{"data":{"n":12345678901234567890,"f":1.10},"metadata":{"version":1}}}'
    fake.injected.push(({ method, path }) =>
      method === 'GET' && path === 'secret/data/app' ? { status: 200, body: raw } : undefined,
    )
    await session.put([item('A', 'one')])
    const write = fake.asked.find(
      ({ method, path }) => method === 'POST' && path.includes('/data/'),
    )
    assert.match(write?.text ?? '', /"n":12345678901234567890,"f":1\.10,"A":"one"/)
  })

  for (const method of ['POST', 'PATCH']) {
    test(`marks that may not be written, by ${method}: no value is`, async (t) => {
      const { fake, session } = await world(t)
      fake.denied.push(`${method} secret/metadata/`)
      const [outcome] = await push(session, { A: 'one' })
      assert.ok(outcome?.kind === 'failed')
      assert.equal(outcome.error.kind, 'auth')
      assert.match(outcome.error.fix, /patch on that of metadata/)
      assert.equal(fake.current('app'), undefined)
      assert.equal(fake.v2.size, method === 'POST' ? 0 : 1)
    })
  }

  test('a server that is too old for claims is named as such, and no value is written', async (t) => {
    const { fake, session } = await world(t)
    fake.injected.push(({ method }) => (method === 'PATCH' ? { status: 405 } : undefined))
    const [outcome] = await push(session, { A: 'one' })
    assert.ok(outcome?.kind === 'failed')
    assert.match(outcome.error.fix, /Vault 1\.10 or newer/)
    assert.equal(fake.current('app'), undefined)
  })

  test('a mark that fails after its value says so; the key stays ours', async (t) => {
    const { fake, session } = await world(t)
    fake.afterwards.push(({ method, path }) => {
      if (method === 'POST' && path === 'secret/data/app') fake.denied.push('POST secret/metadata/')
    })
    const [outcome] = await push(session, { A: 'one' })
    assert.ok(outcome?.kind === 'failed')
    assert.equal(outcome.error.kind, 'auth')
    assert.match(outcome.error.what, /values are written, but not their marks/)
    const [there] = await session.list()
    assert.deepEqual([there?.name, there?.isDrifted], ['A', false])
    assert.deepEqual(
      [there?.mark?.owner, there?.mark?.fp],
      [item('A', 'one').mark.owner, '0'.repeat(32)],
    )
  })
})
