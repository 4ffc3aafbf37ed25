// The plan of any destination: in order, about ours alone, without a value.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { RemoteItem } from '../../../src/destinations/contract.ts'
import { planDestination, type Plan } from '../../../src/push/plan.ts'
import { NEWER, markOf, ownershipOf, request } from './pushing.ts'

describe('for any destination', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'D', 'E')
  const value = fc.constantFrom('hunter2-one', 'hunter2-two', '')
  const mark = (item: string, text: string): fc.Arbitrary<RemoteItem['mark']> =>
    fc.constantFrom(
      undefined,
      markOf(item, text),
      { ...markOf(item, text), commit: NEWER },
      { ...markOf(item, text), own: 'f'.repeat(16) },
      markOf(item, text, ownershipOf({ key: 'before' })),
      markOf(item, text, ownershipOf({ repositoryId: '7' })),
    )
  const item = fc.tuple(name, value).chain(([key, text]) =>
    fc.record({
      name: fc.constant(key),
      version: fc.constantFrom('1', undefined),
      mark: mark(key, text),
      isDrifted: fc.boolean(),
      isDeleted: fc.boolean(),
    }),
  )
  const given = fc.record({
    desired: fc.dictionary(name, value),
    remote: fc.uniqueArray(item, { selector: (each) => each.name }),
    options: fc.record({
      initialSync: fc.constantFrom(
        'overwrite-destination' as const,
        'import-prioritize-source' as const,
        'import-prioritize-destination' as const,
      ),
      delete: fc.constantFrom('never' as const, 'owned' as const),
      maxDeletes: fc.constantFrom(0, 1, 5),
      adopt: fc.boolean(),
      allowRollback: fc.boolean(),
    }),
  })

  test('the order of what comes in changes nothing', () => {
    fc.assert(
      fc.property(given, ({ desired, remote, options }) => {
        const one = planDestination(request(desired, remote, { options }))
        const backwards = Object.fromEntries(Object.entries(desired).toReversed())
        const other = planDestination(request(backwards, remote.toReversed(), { options }))
        assert.deepEqual(other.rows, one.rows)
        assert.deepEqual(other.removals, one.removals)
        const names = (plan: Plan): readonly string[] =>
          plan.writes.map((write) => write.desired.name)
        assert.deepEqual(names(other), names(one))
      }),
    )
  })

  test('only what is provably ours is deleted, and only what is ours or adopted is written over', () => {
    fc.assert(
      fc.property(given, ({ desired, remote, options }) => {
        const plan = planDestination(request(desired, remote, { options }))
        const isOwn = (each: RemoteItem): boolean =>
          each.mark?.own === markOf(each.name, '').own && each.mark.owner === markOf('', '').owner
        for (const removed of plan.removals) {
          assert.ok(isOwn(removed) && options.delete === 'owned' && !(removed.name in desired))
        }
        assert.ok(plan.removals.length <= options.maxDeletes)
        for (const { current } of plan.writes) {
          const isNamed = current?.mark?.owner === markOf('', '').owner
          const isOurs = isNamed && (isOwn(current) || current.mark?.kid !== markOf('', '').kid)
          assert.ok(current === undefined || options.adopt || isOurs)
        }
      }),
    )
  })

  test('every wanted name has one row, and no row, error or warning holds a value', () => {
    fc.assert(
      fc.property(given, ({ desired, remote, options }) => {
        const plan = planDestination(request(desired, remote, { options }))
        const rows = plan.rows.map((row) => row.name)
        assert.equal(new Set(rows).size, rows.length)
        for (const wanted of Object.keys(desired)) assert.ok(rows.includes(wanted))
        const texts = plan.problems.map(({ what, fix }) => what + fix)
        assert.ok(!JSON.stringify([plan, texts]).includes('hunter2'))
      }),
    )
  })
})
