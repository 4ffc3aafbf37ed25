// The engine against a place in memory: what one push does.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MemoryPlace } from '../../contract/memory-destination.ts'
import {
  NEWER,
  OLDER,
  told,
  OWNED,
  placeWith,
  kinds,
  outcomes,
  countsOf,
  codes,
  pushTo,
} from './pushing.ts'

describe('a push', () => {
  test('creates, updates, deletes, and leaves the rest alone', async () => {
    const place = placeWith({ SAME: '1', OLD: '0', GONE: '1', HAND: '1' })
    place.setByHand('HAND', 'by hand')
    place.setByHand('THEIRS', 'x')
    const values = { SAME: '1', OLD: '1', NEW: '1', HAND: '1' }
    const result = await pushTo(place, { values, rules: OWNED })
    assert.deepEqual(place.values(), { ...values, THEIRS: 'x' })
    assert.deepEqual(result.destinations[0]?.counts, {
      destination: 'prod',
      created: 1,
      updated: 2,
      unchanged: 1,
      deleted: 1,
      skipped: 0,
      failed: 0,
    })
    assert.equal(
      told(result.destinations[0]?.items ?? []),
      'delete GONE, drifted HAND, create NEW, update OLD, unchanged SAME',
    )
    assert.deepEqual(result.errors, [])
  })

  test('that is run again does nothing, and asks history nothing', async () => {
    const place = new MemoryPlace()
    const values = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`K${at}`, `${at}`]))
    await pushTo(place, { values })
    place.requests.length = 0
    const laterThanOurs = (): never => assert.fail('history was asked')
    const result = await pushTo(place, { values, run: { commit: OLDER, laterThanOurs } })
    assert.deepEqual(countsOf(result), { unchanged: 10 })
    assert.equal(kinds(place), 'connect, check, page')
  })

  test('creates first, then updates, then deletes; all items of a kind in one call', async () => {
    const place = placeWith({ A: '0', B: '0', X: '1', Y: '1' })
    await pushTo(place, {
      values: { A: '1', B: '1', M: '1', N: '1' },
      rules: OWNED,
      settings: { capabilities: { limits: { valueBytes: 9, takesEmpty: true, concurrency: 1 } } },
    })
    const written = place.requests.filter(({ name }) => name !== undefined)
    assert.equal(
      told(written.map(({ kind, name = '' }) => ({ kind, name }))),
      'put M, put N, put A, put B, remove X, remove Y',
    )
    assert.deepEqual(place.batches, [4])
  })

  test('brings back what was deleted', async () => {
    const place = placeWith({ A: '1' })
    place.erase('A', true)
    const result = await pushTo(place, { values: { A: '1' } })
    assert.deepEqual(countsOf(result), { created: 1 })
    assert.deepEqual(place.values(), { A: '1' })
  })

  test('writes what is marked with another key once, and deletes none of it', async () => {
    const place = placeWith({ A: '1', B: '1' })
    const owner = { key: 'a new key' }
    const first = await pushTo(place, { values: { A: '1' }, rules: OWNED, owner })
    assert.deepEqual(countsOf(first), { updated: 1, skipped: 1 })
    assert.equal(first.warnings.length, 1)
    const second = await pushTo(place, { values: { A: '1' }, rules: OWNED, owner })
    assert.deepEqual(countsOf(second), { unchanged: 1, skipped: 1 })
  })

  test('fails for a foreign name, after the rest was applied', async () => {
    const place = placeWith({ OLD: '1' })
    place.setByHand('THEIRS', 'x')
    const result = await pushTo(place, { values: { THEIRS: '1', NEW: '1' }, rules: OWNED })
    assert.deepEqual(place.values(), { THEIRS: 'x', NEW: '1' })
    assert.deepEqual(countsOf(result), { created: 1, deleted: 1, failed: 1 })
    assert.deepEqual(codes(result), ['ITEM_FOREIGN'])
  })

  test('takes over a foreign name once, and then owns it', async () => {
    const place = new MemoryPlace()
    place.setByHand('A', 'x')
    const rules = { adopt: true }
    assert.deepEqual(countsOf(await pushTo(place, { values: { A: '1' }, rules })), { updated: 1 })
    assert.deepEqual(countsOf(await pushTo(place, { values: { A: '1' } })), { unchanged: 1 })
  })

  test('does not go back behind a later commit, unless told to', async () => {
    const place = new MemoryPlace()
    await pushTo(place, { values: { A: 'new' }, run: { commit: NEWER } })
    const refused = await pushTo(place, { values: { A: 'old', B: '1' } })
    assert.deepEqual(codes(refused), ['ROLLBACK_REFUSED'])
    assert.deepEqual(place.values(), { A: 'new' })
    const rules = { allowRollback: true }
    assert.deepEqual(codes(await pushTo(place, { values: { A: 'old', B: '1' }, rules })), [])
    assert.deepEqual(place.values(), { A: 'old', B: '1' })
  })

  test('of a plan only, writes nothing and says what it would do', async () => {
    const place = placeWith({ OLD: '0', GONE: '1' })
    place.setByHand('THEIRS', 'x')
    const before = place.values()
    const values = { OLD: '1', NEW: '1', THEIRS: '1' }
    const result = await pushTo(place, { values, rules: OWNED, run: { isDryRun: true } })
    assert.deepEqual(place.values(), before)
    assert.equal(kinds(place), 'connect, check, page')
    assert.deepEqual(countsOf(result), { created: 1, updated: 1, deleted: 1, failed: 1 })
    assert.equal(outcomes(result), 'GONE planned, NEW planned, OLD planned, THEIRS failed')
    assert.deepEqual(codes(result), ['ITEM_FOREIGN'])
  })
})
