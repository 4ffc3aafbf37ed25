// The engine with several destinations: what is asked before what, and what stops what.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { push } from '../../../src/push/apply.ts'
import { MemoryPlace } from '../../contract/memory-destination.ts'
import {
  markOf,
  ownershipOf,
  OWNED,
  placeWith,
  outcomes,
  countsOf,
  onItem,
  codes,
  pushTo,
  runOf,
  targetAt,
} from './pushing.ts'

const inPlace =
  (place: string) =>
  (each: string): readonly string[] => [place, each]

describe('several destinations', () => {
  for (const [kind, fault] of [
    ['connect', 'auth'],
    ['check', 'auth'],
    ['check', 'bug'],
    ['page', 'down'],
  ] as const) {
    test(`one that fails at ${kind} (${fault}) stops all before the first write`, async () => {
      const [good, bad] = [new MemoryPlace(), new MemoryPlace()]
      const values = { A: '1', B: '1' }
      const result = await push(
        [
          targetAt(good, {
            values,
            owner: { destination: 'good' },
            change: { place: inPlace('good') },
          }),
          targetAt(bad, {
            values,
            owner: { destination: 'bad' },
            change: { place: inPlace('bad') },
            settings: { fault: onItem(fault, kind) },
          }),
        ],
        runOf(),
      )
      assert.deepEqual(codes(result), [fault === 'bug' ? 'INTERNAL' : 'DESTINATION_FAILED'])
      assert.ok(!JSON.stringify(result.errors.map(({ what }) => what)).includes('hunter2'))
      assert.equal(outcomes(result), 'A not tried, B not tried')
      assert.deepEqual(countsOf(result, 0), { failed: 2 })
      assert.deepEqual(countsOf(result, 1), { failed: 2 })
      assert.deepEqual([good.values(), bad.values()], [{}, {}])
    })
  }

  test('a value that is too large for its place stops all before the first write', async () => {
    const [good, small] = [new MemoryPlace(), placeWith({ B: '1' })]
    const [one, other] = ['good', 'prod'].map((destination, index) =>
      targetAt(index === 0 ? good : small, {
        values: { A: '12345', B: '12345' },
        owner: { destination },
        change: { place: inPlace(destination) },
      }),
    )
    assert.ok(one && other)
    const connect: typeof other.connect = async () => {
      const session = await other.connect()
      // A new one takes less than what is there already.
      return Object.assign(session, { valueBytes: (there?: object) => (there ? 5 : 4) })
    }
    const result = await push([one, { ...other, connect }], runOf())
    assert.deepEqual(codes(result), ['VALUE_TOO_LARGE'])
    assert.match(result.errors[0]?.what ?? '', /"prod".*: A \(5 bytes, and it takes 4\)$/)
    assert.deepEqual([good.values(), small.values()], [{}, { B: '1' }])
  })

  test('all are asked before any is written to', async () => {
    const log: string[] = []
    const targets = ['one', 'two', 'three', 'four', 'five', 'six'].map((destination) =>
      targetAt(new MemoryPlace(), {
        values: { A: '1' },
        owner: { destination },
        change: { place: inPlace(destination) },
        settings: {
          fault({ kind }) {
            log.push(kind)
            return undefined
          },
        },
      }),
    )
    assert.deepEqual((await push(targets, runOf())).errors, [])
    const [reads, writes] = [log.slice(0, -6), log.slice(-6)]
    assert.ok(!reads.includes('put'))
    assert.deepEqual(new Set(writes), new Set(['put']))
  })

  test('a full one stops all, too', async () => {
    const limits = { valueBytes: 9, takesEmpty: true, concurrency: 1, items: 1 }
    const [full, other] = [new MemoryPlace(), new MemoryPlace()]
    const result = await push(
      [
        targetAt(full, { values: { A: '1', B: '1' }, settings: { capabilities: { limits } } }),
        targetAt(other, {
          values: { A: '1' },
          owner: { destination: 'x' },
          change: { place: inPlace('x') },
        }),
      ],
      runOf(),
    )
    assert.deepEqual(codes(result), ['DESTINATION_FULL'])
    assert.deepEqual(other.values(), {})
  })

  test('a write that fails at one lets the others write, but nobody delete', async () => {
    const [bad, good] = [placeWith({}), placeWith({})]
    const owner = { destination: 'good' }
    good.write('GONE', '1', markOf('GONE', '1', ownershipOf(owner)))
    const result = await push(
      [
        targetAt(bad, { values: { A: '1' }, settings: { fault: onItem('rejected', 'put') } }),
        targetAt(good, {
          values: { B: '1' },
          rules: OWNED,
          owner,
          change: { place: inPlace('good') },
        }),
      ],
      runOf(),
    )
    assert.deepEqual(good.values(), { GONE: '1', B: '1' })
    assert.equal(outcomes(result, 1), 'B done, GONE not tried')
    assert.deepEqual(countsOf(result, 1), { created: 1, skipped: 1 })
  })
})

describe('entries that would fight are refused before anybody is asked', () => {
  const clash = async (
    place: string,
    owner: Parameters<typeof ownershipOf>[0],
  ): Promise<string> => {
    const memory = new MemoryPlace()
    const result = await push(
      [
        targetAt(memory, { values: { A: '1' } }),
        targetAt(memory, {
          values: { A: '1' },
          change: { place: inPlace(place) },
          owner: owner ?? {},
        }),
      ],
      runOf(),
    )
    if (result.errors.length > 0) assert.deepEqual(memory.requests, [])
    return codes(result).join()
  }

  test('two that write one item of one place', async () => {
    assert.equal(await clash('memory', { destination: 'other' }), 'DESTINATION_CLASH')
  })

  describe('one that writes the whole of what the other writes a part of', () => {
    const whole = targetAt(new MemoryPlace(), {
      values: { APP: '1' },
      owner: { destination: 'whole' },
      change: { place: (each) => ['server', `folder/${each}`] },
    })
    const parts = targetAt(new MemoryPlace(), {
      values: { A: '1', B: '2' },
      change: {
        place: (each) => ['server', 'folder/APP', each],
        where: { file: 'destinations.yml', line: 7 },
      },
    })

    for (const [targets, told, where] of [
      [[whole, parts], '"whole" and "prod" write A (APP), B (APP) twice', parts.where],
      [[parts, whole], '"prod" and "whole" write APP (A) twice', {}],
    ] as const) {
      test(told, async () => {
        const { errors } = await push(targets, runOf())
        assert.deepEqual(
          errors.map(({ code, what }) => [code, what.slice(0, told.length)]),
          [['DESTINATION_CLASH', told]],
        )
        assert.deepEqual(errors[0]?.where, where)
      })
    }

    test('beside each other they are none', async () => {
      const beside = targetAt(new MemoryPlace(), {
        values: { OTHER: '1' },
        owner: { destination: 'whole' },
        change: { place: (each) => ['server', `folder/${each}`] },
      })
      const result = await push([beside, parts], runOf())
      assert.deepEqual(codes(result), [])
    })
  })

  test('one that was formerly called what another is called', async () => {
    const owner = { destination: 'other', formerly: ['prod'] }
    assert.equal(await clash('elsewhere', owner), 'DESTINATION_CLASH')
  })

  test('one with two names that are spelled alike there', async () => {
    const place = new MemoryPlace()
    const { names, ...rest } = targetAt(place, { values: {} }).capabilities
    const spelled = (name: string): string => name.replaceAll('_', '-')
    const capabilities = { ...rest, names: { ...names, spelled } }
    const result = await pushTo(place, {
      values: { A_B: '1', 'A-B': '2' },
      change: { capabilities },
    })
    assert.deepEqual(codes(result), ['DESTINATION_CLASH'])
    assert.deepEqual(place.requests, [])
  })
})
