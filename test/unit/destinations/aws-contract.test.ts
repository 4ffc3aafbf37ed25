// What both AWS destinations owe to the engine.
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DestinationError, type Session } from '../../../src/destinations/contract.ts'
import { flood, places, redirect, retryAfter } from '../../helpers/aws-places.ts'
import {
  awsContext,
  fakeAws,
  itemFor,
  ofCommit,
  refuse,
  say,
  whileTimePasses,
  type FakeAws,
  type Fault,
} from '../../helpers/fake-aws.ts'

async function failure(work: Promise<unknown>): Promise<DestinationError> {
  const error: unknown = await work.then(
    () => assert.fail('it must throw'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof DestinationError, inspect(error))
  return error
}

for (const place of places) {
  const { destination, list, create, read, valueOf, byHand, maxBytes } = place
  const connect = (fake: FakeAws, signal?: AbortSignal): Promise<Session> =>
    destination.connect({}, awsContext(fake, signal && { signal }))

  const kinds = async (session: Session, items: ReturnType<typeof itemFor>[]): Promise<string[]> =>
    (await session.put(items)).map((one) => (one.kind === 'failed' ? one.error.kind : one.kind))

  describe(destination.title, () => {
    test('a hundred items: what it costs first, and when nothing changed', async (t) => {
      const fake = await fakeAws(t)
      const items = Array.from({ length: 100 }, (_, index) =>
        itemFor(`NAME_${index}`, `value ${index}`),
      )
      const first = await connect(fake)
      await first.check()
      assert.deepEqual(await first.list(), [])
      const outcomes = await first.put(items)
      assert.deepEqual(
        outcomes.map(({ name, kind }) => `${name} ${kind}`),
        items.map(({ name }) => `${name} done`),
      )
      assert.ok(fake.actions.length <= place.firstPush, `${fake.actions.length} requests`)
      fake.actions.length = 0
      const second = await connect(fake)
      await second.check()
      const listed = new Map((await second.list()).map((item) => [item.name, item]))
      for (const { name, mark } of items) {
        assert.deepEqual(listed.get(name)?.mark, mark)
        assert.equal(listed.get(name)?.isDrifted, false)
      }
      assert.ok(fake.actions.length <= place.unchanged)
      assert.ok(fake.actions.every((action) => action === list))
    })

    test('every page is followed', async (t) => {
      const fake = await fakeAws(t)
      fake.secrets.pageSize = 3
      fake.parameters.pageSize = 3
      const session = await connect(fake)
      await session.put(Array.from({ length: 10 }, (_, index) => itemFor(`N${index}`, 'v')))
      await session.check()
      assert.equal((await session.list()).length, 10)
      assert.equal((await session.list()).length, 10)
    })

    test('bytes are kept; empty and too long are refused before anything is sent', async (t) => {
      const fake = await fakeAws(t)
      const session = await connect(fake)
      const hard = ['line\nline\r\n', `'"\`$(x)\\n`, '🦜é\u2028', 'trailing ', ' ', '{"a":1}', '\0']
      await session.put(hard.map((value, index) => itemFor(`H${index}`, value)))
      hard.forEach((value, index) => assert.equal(valueOf(fake, `H${index}`), value))
      const values = await session.get?.(['H0', 'H2', 'NONE', 'H0'])
      assert.equal(values?.get('H0')?.reveal(), hard[0])
      assert.equal(values?.get('H2')?.reveal(), hard[2])
      assert.equal(values?.get('NONE'), null)
      fake.actions.length = 0
      const long = 'é'.repeat(maxBytes / 2)
      assert.deepEqual(
        await kinds(session, [itemFor('E', ''), itemFor('L', `${long}!`), itemFor('J', long)]),
        ['rejected', 'rejected', 'done'],
      )
      assert.deepEqual(fake.actions, [create])
    })

    test('put twice is once, and a change by hand is told, and never overwritten unseen', async (t) => {
      const fake = await fakeAws(t)
      const session = await connect(fake)
      assert.deepEqual(await kinds(session, [itemFor('A', 'one')]), ['done'])
      assert.deepEqual(await kinds(session, [itemFor('A', 'one')]), ['done'])
      const [listed] = await session.list()
      byHand(fake, 'A')
      assert.deepEqual(await kinds(session, [itemFor('A', 'two', listed)]), ['conflict'])
      assert.deepEqual(await kinds(session, [itemFor('A', 'two')]), ['conflict'])
      assert.equal(valueOf(fake, 'A'), 'by hand')
      const removed = await session.remove?.(listed ? [listed] : [])
      assert.equal(removed?.[0]?.kind, 'failed')
      const [drifted] = await session.list()
      assert.equal(drifted?.isDrifted, true)
      assert.deepEqual(await kinds(session, [itemFor('A', 'two', drifted)]), ['done'])
      assert.equal(valueOf(fake, 'A'), 'two')
      const [after] = await session.list()
      assert.equal(after?.isDrifted, false)
      assert.deepEqual(after?.mark, itemFor('A', 'two').mark)
    })

    test('A, then B, then A again', async (t) => {
      const fake = await fakeAws(t)
      for (const value of ['A', 'B', 'A']) {
        const session = await connect(fake)
        const [current] = await session.list()
        assert.deepEqual(
          await kinds(session, [
            ofCommit(`commit-${value.toLowerCase()}`, itemFor('X', value, current)),
          ]),
          ['done'],
        )
        assert.equal(valueOf(fake, 'X'), value)
        const [after] = await session.list()
        assert.deepEqual(
          after?.mark,
          ofCommit(`commit-${value.toLowerCase()}`, itemFor('X', value, undefined)).mark,
        )
      }
    })

    test('deleting what is absent is done', async (t) => {
      const fake = await fakeAws(t)
      const session = await connect(fake)
      await session.put(Array.from({ length: 12 }, (_, index) => itemFor(`D${index}`, 'v')))
      const listed = await session.list()
      const twice = [await session.remove?.(listed), await session.remove?.(listed)]
      for (const outcomes of twice) assert.ok(outcomes?.every(({ kind }) => kind === 'done'))
      assert.ok((await session.list()).every(({ isDeleted }) => isDeleted))
      assert.equal((await session.get?.(['D1']))?.get('D1'), null)
    })

    for (const [what, fault, kind] of [
      ['denied', refuse('AccessDeniedException'), 'auth'],
      ['a wrong key', refuse('UnrecognizedClientException'), 'auth'],
      ['an undocumented refusal', refuse('HunterTwoException'), 'rejected'],
      ['a redirect', redirect, 'down'],
      ['no JSON', say('<html>hunter2-the-value'), 'down'],
      ['another shape', say(place.wrongShape), 'down'],
      ['an endless answer', flood, 'down'],
    ] as const) {
      test(`${what} throws, and quotes nothing`, async (t) => {
        const fake = await fakeAws(t)
        fake.faults.set(list, [fault])
        const error = await failure((await connect(fake)).check())
        assert.equal(error.kind, kind)
        assert.ok(!/hunter/i.test(inspect(error, { depth: 9, showHidden: true })))
      })
    }

    for (const [what, fault] of [
      ['throttling, which is HTTP 400', refuse('ThrottlingException')],
      ['429', refuse('ThrottlingException', 429)],
      ['500', refuse('InternalServiceError', 500)],
      ['503 with Retry-After', retryAfter],
    ] as const) {
      test(`${what}, then success`, async (t) => {
        const fake = await fakeAws(t)
        fake.faults.set(create, [fault, fault])
        const session = await connect(fake)
        assert.deepEqual(await whileTimePasses(t, () => kinds(session, [itemFor('A', 'v')])), [
          'done',
        ])
        assert.equal(valueOf(fake, 'A'), 'v')
      })
    }

    test('patience ends', async (t) => {
      const fake = await fakeAws(t)
      fake.faults.set(
        create,
        Array.from({ length: 8 }, () => refuse('ThrottlingException')),
      )
      const session = await connect(fake)
      assert.deepEqual(await whileTimePasses(t, () => kinds(session, [itemFor('A', 'v')])), [
        'limited',
      ])
      assert.equal(fake.actions.filter((action) => action === create).length, 8)
    })

    test('pages that go in circles, or are empty for ever, are not followed', async (t) => {
      const fake = await fakeAws(t)
      fake.faults.set(list, [say(place.page('same')), say(place.page('same'))])
      assert.equal((await failure((await connect(fake)).list())).kind, 'down')
      assert.equal(fake.actions.length, 2)
      let count = 0
      const next: Fault = (response) => say(place.page(`token ${count++}`))(response)
      fake.faults.set(
        list,
        Array.from({ length: 500 }, () => next),
      )
      assert.equal((await failure((await connect(fake)).list())).kind, 'down')
      assert.ok(count < 200)
    })

    test('one failed item does not stop the others; no value is in what is told', async (t) => {
      const fake = await fakeAws(t)
      fake.faults.set(create, [refuse('AccessDeniedException')])
      const session = await connect(fake)
      const items = ['A', 'B', 'C'].map((name) => itemFor(name, 'hunter2-the-value'))
      const outcomes = await session.put(items)
      assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 2)
      assert.ok(!/hunter/.test(inspect(outcomes, { depth: 9, showHidden: true })))
    })

    test('reading denied is no absence', async (t) => {
      const fake = await fakeAws(t)
      const session = await connect(fake)
      await session.put([itemFor('A', 'v')])
      fake.faults.set(read, [refuse('AccessDeniedException')])
      assert.equal((await failure(session.get?.(['A']) ?? Promise.resolve())).kind, 'auth')
      fake.faults.set(read, [say({ Parameters: [], SecretValues: [] })])
      assert.equal((await failure(session.get?.(['A']) ?? Promise.resolve())).kind, 'down')
    })

    test('an abort stops before the next item, and what is done stays told', async (t) => {
      const fake = await fakeAws(t)
      const stop = new AbortController()
      const session = await connect(fake, stop.signal)
      await session.put([itemFor('A', 'v')])
      stop.abort()
      fake.actions.length = 0
      assert.deepEqual(await kinds(session, [itemFor('B', 'v'), itemFor('C', 'v')]), [
        'not tried',
        'not tried',
      ])
      await assert.rejects(session.list(), { name: 'AbortError' })
      assert.deepEqual(fake.actions, [])
    })

    test('any text comes back as it was', async (t) => {
      const fake = await fakeAws(t)
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
          async (value) => {
            fc.pre(value.isWellFormed())
            const session = await connect(fake)
            const [current] = await session.list()
            assert.deepEqual(await kinds(session, [itemFor('P', value, current)]), ['done'])
            assert.equal((await session.get?.(['P']))?.get('P')?.reveal(), value)
          },
        ),
        { numRuns: 25 },
      )
    })
  })
}
