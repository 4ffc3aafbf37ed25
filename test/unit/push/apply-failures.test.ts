// The engine when something fails or has to end: what is said of each item.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ActionError } from '../../../src/errors.ts'
import { push } from '../../../src/push/apply.ts'
import { MemoryPlace, type Request } from '../../contract/memory-destination.ts'
import {
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

describe('an item that fails', () => {
  const values = { A: '1', B: '1', C: '1' }

  test('does not stop the others, and is named with the reason', async () => {
    const place = placeWith({ GONE: '1' })
    const settings = { fault: onItem('rejected', 'put', 'B') }
    const result = await pushTo(place, { values, settings, rules: OWNED })
    assert.equal(outcomes(result), 'A done, B failed, C done, GONE not tried')
    assert.deepEqual(countsOf(result), { created: 2, failed: 1, skipped: 1 })
    assert.match(result.errors[0]?.what ?? '', /"prod": the memory says: rejected \(B\)/)
    assert.equal(result.destinations[0]?.items[3]?.why, 'no longer in the source')
    assert.deepEqual(countsOf(await pushTo(place, { values, rules: OWNED })), {
      created: 1,
      unchanged: 2,
      deleted: 1,
    })
  })

  test('for the same reason as others is one error with all names', async () => {
    const result = await pushTo(new MemoryPlace(), {
      values,
      settings: { fault: onItem('auth', 'put') },
    })
    assert.equal(result.errors.length, 1)
    assert.match(result.errors[0]?.what ?? '', /\(A, B, C\)$/)
  })

  test('to be deleted is named as well', async () => {
    const place = placeWith({ X: '1', Y: '1' })
    const settings = { fault: onItem('down', 'remove', 'X') }
    const result = await pushTo(place, { values, settings, rules: OWNED })
    assert.equal(outcomes(result), 'A done, B done, C done, X failed, Y done')
    assert.deepEqual(codes(result), ['DESTINATION_FAILED'])
  })

  test('of a bug in an adapter quotes nothing', async () => {
    const settings = { fault: onItem('bug', 'put', 'B') }
    const result = await pushTo(new MemoryPlace(), { values, settings })
    assert.deepEqual(codes(result), ['INTERNAL'])
    assert.ok(!(result.errors[0]?.what ?? '').includes('hunter2'))
  })

  test('without an outcome counts as failed', async () => {
    const place = new MemoryPlace()
    const target = targetAt(place, { values })
    const connect = async (): ReturnType<typeof target.connect> => ({
      ...(await target.connect()),
      put: async () => [
        { name: 'A', kind: 'done' },
        { name: 'C', kind: 'done' },
      ],
    })
    const result = await push([{ ...target, connect }], runOf())
    assert.equal(outcomes(result), 'A done, B failed, C failed')
  })

  test('because somebody was faster is left to them', async () => {
    const place = placeWith({ A: '0' })
    const settings = { lag: 1 }
    place.setByHand('A', 'by hand')
    const result = await pushTo(place, { values: { A: '1' }, settings })
    assert.deepEqual(place.values(), { A: 'by hand' })
    assert.match(result.errors[0]?.what ?? '', /conflict/)
  })
})

describe('a run that must end', () => {
  const values = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`K${at}`, `${at}`]))

  test('begins nothing more, tells what is left, and is finished by the next', async () => {
    const place = placeWith({ GONE: '1' })
    const stop = new AbortController()
    const reason = new ActionError('PUSH_STOPPED', { what: 'the job was cancelled', fix: 'Wait.' })
    const fault = ({ kind }: Request): undefined => {
      if (kind === 'put' && place.requests.filter((each) => each.kind === 'put').length === 5) {
        stop.abort(reason)
      }
    }
    const result = await pushTo(place, {
      values,
      rules: OWNED,
      settings: { fault },
      run: { stop: stop.signal },
    })
    const puts = place.requests.filter(({ kind }) => kind === 'put').length
    assert.ok(puts >= 5 && puts <= 8, `${puts}`)
    assert.equal(Object.keys(place.values()).length, puts + 1)
    assert.ok(result.errors.some(({ what }) => what === reason.what))
    const next = await pushTo(place, { values, rules: OWNED })
    assert.deepEqual(countsOf(next), { created: 9 - puts, unchanged: puts, deleted: 1 })
  })

  test('names what was cut off apart from what was not begun, and its reason once', async () => {
    const place = new MemoryPlace()
    const stop = new AbortController()
    const reason = new ActionError('PUSH_STOPPED', { what: 'the job was cancelled', fix: 'Wait.' })
    // Four are under way then: the first is answered, the others never are.
    const turn = async (): Promise<void> => {
      const puts = place.requests.filter(({ kind }) => kind === 'put').length
      if (puts < 2) return
      if (puts === 4) stop.abort(reason)
      else await new Promise((resolve) => stop.signal.addEventListener('abort', resolve))
      throw reason
    }
    const result = await pushTo(place, { values, settings: { turn }, run: { stop: stop.signal } })
    const left = ['K4', 'K5', 'K6', 'K7', 'K8']
    assert.equal(
      outcomes(result),
      `K0 done, K1 failed, K2 failed, K3 failed, ${left.map((name) => `${name} not tried`).join(', ')}`,
    )
    assert.equal(result.destinations[0]?.items[4]?.why, 'the push was stopped')
    const [first, second, ...more] = result.errors.map(({ what }) => what)
    assert.equal(first, reason.what)
    assert.match(second ?? '', /^"prod": the end came in the midst of it.*\(K1, K2, K3\)$/)
    assert.deepEqual(more, [])
  })

  test('is told by the adapter alone: what it leaves undone without a reason is a failure', async () => {
    const target = targetAt(new MemoryPlace(), { values: { A: '1' } })
    const connect = async (): ReturnType<typeof target.connect> => ({
      ...(await target.connect()),
      put: async () => [{ name: 'A', kind: 'not tried' }],
    })
    const result = await push([{ ...target, connect }], runOf())
    assert.equal(outcomes(result), 'A failed')
    assert.deepEqual(codes(result), ['DESTINATION_FAILED'])
  })

  test('before it began asks nothing', async () => {
    const place = new MemoryPlace()
    const result = await pushTo(place, { values, run: { stop: AbortSignal.abort() } })
    assert.deepEqual(place.requests, [])
    assert.deepEqual(codes(result), ['PUSH_STOPPED'])
    assert.deepEqual(countsOf(result), { failed: 9 })
  })

  test('after the plan was made writes nothing, whatever the adapter looks at', async () => {
    const place = new MemoryPlace()
    const stop = new AbortController()
    const settings = { fault: ({ kind }: Request) => void (kind === 'page' && stop.abort()) }
    const target = targetAt(place, { values, settings })
    const result = await push([target], runOf({ stop: stop.signal }))
    assert.deepEqual(place.batches, [])
    assert.deepEqual(codes(result), ['PUSH_STOPPED'])
    assert.deepEqual(countsOf(result), { failed: 9 })
  })

  test('does not wait for an adapter that never answers', async () => {
    const place = new MemoryPlace()
    const [stop, over] = [new AbortController(), new AbortController()]
    const target = targetAt(place, { values: { A: '1' } })
    const connect = async (): ReturnType<typeof target.connect> => ({
      ...(await target.connect()),
      put: () => {
        stop.abort()
        over.abort()
        return new Promise(() => undefined)
      },
    })
    const run = runOf({ stop: stop.signal, over: over.signal })
    const result = await push([{ ...target, connect }], run)
    assert.deepEqual(codes(result), ['PUSH_STOPPED', 'PUSH_STOPPED'])
    assert.match(result.errors[1]?.what ?? '', /^"prod": .* is not known \(A\)$/)
    assert.equal(outcomes(result), 'A failed')
  })
})
