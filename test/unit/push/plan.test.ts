// The plan: what follows from what is wanted, what is there, and whose it is.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SyncRules } from '../../../src/push/decision.ts'
import { planDestination } from '../../../src/push/plan.ts'
import { MEMORY_CAPABILITIES } from '../../contract/memory-destination.ts'
import {
  unmarked,
  byOthers,
  byOldKey,
  forged,
  byOldName,
  planCodes,
  ownershipOf,
  request,
  there,
  told,
} from './pushing.ts'

describe('what is wanted', () => {
  for (const [what, remote, options, rows, failures] of [
    ['is not there', [], {}, 'create A', ''],
    ['is there', [there('A', '1')], {}, 'unchanged A', ''],
    ['has another value', [there('A', '0')], {}, 'update A', ''],
    ['was changed by hand', [there('A', '1', { isDrifted: true })], {}, 'drifted A', ''],
    ['was deleted, and is ours', [there('A', '1', { isDeleted: true })], {}, 'create A', ''],
    ['bears an older key', [there('A', '1', byOldKey)], {}, 'update A', ''],
    ['is not ours', [there('A', '1', unmarked)], {}, 'foreign A', 'ITEM_FOREIGN'],
    ['is of another repository', [there('A', '1', byOthers)], {}, 'foreign A', 'ITEM_FOREIGN'],
    ['has a forged mark', [there('A', '1', forged)], {}, 'foreign A', 'ITEM_FOREIGN'],
    ['is taken over', [there('A', '1', unmarked)], { adopt: true }, 'update A', ''],
    ['is taken over from others', [there('A', '1', byOthers)], { adopt: true }, 'update A', ''],
    [
      'is foreign, and deleted',
      [there('A', '1', { ...unmarked, isDeleted: true })],
      {},
      'foreign A',
      'ITEM_FOREIGN',
    ],
    [
      'is foreign, deleted, and taken over',
      [there('A', '1', { ...unmarked, isDeleted: true })],
      { adopt: true },
      'create A',
      '',
    ],
    [
      'stands among the deleted and the living',
      [there('A', '1', { isDeleted: true }), there('A', '1')],
      {},
      'unchanged A',
      '',
    ],
  ] as const) {
    test(`${what}: ${rows}`, () => {
      const plan = planDestination(request({ A: '1' }, remote, { options }))
      assert.equal(told(plan.rows), rows)
      assert.equal(planCodes(plan), failures)
      const writes = /^(?:create|update|drifted)/.test(rows) ? ['A'] : []
      assert.deepEqual(
        plan.writes.map(({ desired }) => desired.name),
        writes,
      )
      assert.deepEqual(plan.removals, [])
    })
  }

  test('a former name of the entry: written once more, under the new one', () => {
    const ownership = ownershipOf({ formerly: ['production'] })
    const remote = [there('A', '1', byOldName)]
    assert.equal(told(planDestination(request({ A: '1' }, remote, { ownership })).rows), 'update A')
    assert.equal(told(planDestination(request({ A: '1' }, remote)).rows), 'foreign A')
  })

  test('what is left out on purpose is neither written nor deleted', () => {
    const leftOut = [{ name: 'A', why: 'it is empty' }]
    const plan = planDestination(
      request({ B: '1' }, [there('A', '1')], { leftOut, options: { delete: 'owned' } }),
    )
    assert.deepEqual(plan.rows, [
      { kind: 'skip', name: 'A', why: 'it is empty' },
      { kind: 'create', name: 'B', why: '' },
    ])
  })

  test('the write knows what it replaces', () => {
    const item = there('A', '0', { version: '77' })
    const [write] = planDestination(request({ A: '1' }, [item])).writes
    assert.equal(write?.current, item)
  })
})

describe('what is no longer wanted', () => {
  const owned: Partial<SyncRules> = { delete: 'owned' }
  for (const [what, change, options, rows] of [
    ['ours', {}, owned, 'delete A'],
    ['ours, changed by hand', { isDrifted: true }, owned, 'delete A'],
    ['ours, without leave to delete', {}, {}, 'skip A'],
    ['deleted already', { isDeleted: true }, owned, ''],
    ['not ours', unmarked, owned, ''],
    ['of another repository', byOthers, owned, ''],
    ['by another key', byOldKey, owned, 'skip A'],
    ['forged', forged, owned, ''],
    ['not ours, with adopt', unmarked, { ...owned, adopt: true }, ''],
    [
      'ours, outside of the schema',
      {},
      { ...owned, matchesSchema: (name: string) => name.startsWith('APP_') },
      'skip A',
    ],
  ] as const) {
    test(`${what}: ${rows || 'no row'}`, () => {
      const plan = planDestination(request({ Z: '1' }, [there('A', '1', change)], { options }))
      assert.equal(told(plan.rows), [rows, 'create Z'].filter(Boolean).join(', '))
      assert.deepEqual(
        plan.removals.map(({ name }) => name),
        rows.startsWith('delete') ? ['A'] : [],
      )
    })
  }

  test('a former name of the entry owns it all the same', () => {
    const ownership = ownershipOf({ formerly: ['production'] })
    const plan = planDestination(
      request({ Z: '1' }, [there('A', '1', byOldName)], { ownership, options: owned }),
    )
    assert.equal(told(plan.rows), 'delete A, create Z')
  })

  test('a destination that cannot delete keeps it', () => {
    const capabilities = { ...MEMORY_CAPABILITIES, canDelete: false }
    const plan = planDestination(
      request({ Z: '1' }, [there('A', '1')], { capabilities, options: owned }),
    )
    assert.equal(told(plan.rows), 'skip A, create Z')
  })

  const many = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => there(name, '1'))

  test('as many as allowed go, and one more stops them all, but no write', () => {
    const five = planDestination(request({ Z: '1' }, many.slice(1), { options: owned }))
    assert.equal(five.removals.length, 5)
    assert.equal(planCodes(five), '')
    const six = planDestination(request({ Z: '1' }, many, { options: owned }))
    assert.deepEqual(six.removals, [])
    assert.equal(six.writes.length, 1)
    assert.equal(planCodes(six), 'DELETE_REFUSED')
    assert.match(six.problems[0]?.what ?? '', /6 items .*max-deletes: 5/)
    assert.match(six.problems[0]?.fix ?? '', /max-deletes: 6/)
  })

  test('an empty source deletes nothing, whatever is allowed', () => {
    const options = { ...owned, maxDeletes: 100 }
    const plan = planDestination(request({}, [there('A', '1')], { options }))
    assert.equal(told(plan.rows), 'skip A')
    assert.equal(planCodes(plan), 'DELETE_REFUSED')
    assert.equal(planCodes(planDestination(request({}, [], { options }))), '')
  })
})
