// The engine when values come into the source first: what is planned then, and what stops the writes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ActionError } from '../../../src/errors.ts'
import { push, type PushRun, type PushTarget } from '../../../src/push/apply.ts'
import { MemoryPlace } from '../../contract/memory-destination.ts'
import { codes, HEAD, NEWER, outcomes, runOf, targetAt, told } from './pushing.ts'

const IMPORTING = { initialSync: 'import-prioritize-destination', adopt: true } as const

function placeOf(values: Readonly<Record<string, string>>): MemoryPlace {
  const place = new MemoryPlace()
  for (const [name, value] of Object.entries(values)) place.setByHand(name, value)
  return place
}

function targetOf(place: MemoryPlace, values: Readonly<Record<string, string>>): PushTarget {
  return targetAt(place, { values, rules: IMPORTING })
}

const origin = { commit: NEWER, laterThanOurs: async () => new Set<string>() }

describe('values that come into the source first', () => {
  test('are the source’s to push then, with the commit that has them', async () => {
    const place = placeOf({ A: 'theirs', B: 'theirs', UNSELECTED: 'x' })
    const found: string[][] = []
    const run: Partial<PushRun> = {
      takeIn: async (importable) => {
        found.push(...importable.map(({ items }) => [...items]))
        return { targets: [targetOf(place, { A: 'theirs', B: 'theirs', MINE: '1' })], origin }
      },
    }
    const result = await push([targetOf(place, { A: 'old', MINE: '1' })], runOf(run))
    assert.deepEqual(found, [['A', 'B', 'UNSELECTED']])
    assert.deepEqual(codes(result), [])
    assert.equal(
      told(result.destinations[0]?.items ?? []),
      'update A, update B, create MINE, import UNSELECTED',
    )
    assert.deepEqual(place.values(), { A: 'theirs', B: 'theirs', MINE: '1', UNSELECTED: 'x' })
    const commits = ['A', 'B', 'MINE'].map((name) => place.items.get(name)?.mark?.commit)
    assert.deepEqual(commits, [NEWER, NEWER, NEWER])
  })

  test('stay where they are, unmarked, when the source does not have them for good', async () => {
    const place = placeOf({ A: 'theirs' })
    const run = runOf({ takeIn: async () => undefined })
    const result = await push([targetOf(place, { A: 'old', MINE: '1' })], run)
    assert.equal(outcomes(result), 'A nothing to do, MINE done')
    assert.equal(place.items.get('A')?.mark, undefined)
    assert.equal(place.items.get('MINE')?.mark?.commit, HEAD)
  })

  test('stop all writes when what is then to be pushed is refused', async () => {
    const place = placeOf({ A: 'theirs' })
    const target = targetOf(place, { A: 'theirs', MINE: '1' })
    const large = { ...target.capabilities, limits: { valueBytes: 9, takesEmpty: true, items: 1 } }
    const capabilities = { ...large, limits: { ...large.limits, concurrency: 1 } }
    const run = runOf({
      takeIn: async () => ({ targets: [{ ...target, capabilities }], origin }),
    })
    const result = await push([targetOf(place, { A: 'old', MINE: '1' })], run)
    assert.deepEqual(codes(result), ['DESTINATION_FULL'])
    assert.deepEqual(place.values(), { A: 'theirs' })
    assert.deepEqual(place.batches, [])
  })

  test('are taken in as a whole when the run has to end meanwhile, and nothing follows', async () => {
    const place = placeOf({ A: 'theirs' })
    const again = { targets: [targetOf(place, { A: 'theirs' })], origin }
    for (const retaken of [undefined, again]) {
      const stop = new AbortController()
      const reason = new ActionError('PUSH_STOPPED', {
        what: 'the job was cancelled',
        fix: 'Wait.',
      })
      const run = runOf({
        stop: stop.signal,
        takeIn: async () => {
          stop.abort(reason)
          return retaken
        },
      })
      const result = await push([targetOf(place, { A: 'old' })], run)
      assert.deepEqual(
        result.errors.map(({ what }) => what),
        [reason.what],
      )
      assert.equal(told(result.destinations[0]?.items ?? []), 'import A')
      assert.deepEqual(place.batches, [])
    }
  })
})
