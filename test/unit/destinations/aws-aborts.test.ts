// Both AWS destinations when the run is stopped while they write.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../../../src/destinations/contract.ts'
import { startGate } from '../../contract/gate.ts'
import { places } from '../../helpers/aws-places.ts'
import { awsContext, fakeAws, itemFor } from '../../helpers/fake-aws.ts'

// The fetch of a run goes on until it is cut off, which is later.
function withoutSignal({ fetch }: Context): Context['fetch'] {
  return async (input, init = {}) => {
    const { signal: _, ...rest } = init
    return fetch(input, rest)
  }
}

for (const { destination } of places) {
  test(`${destination.title}: an answer counts that comes after the abort; what was not begun is not tried`, async (t) => {
    const fake = await fakeAws(t)
    const gate = await startGate(t, fake.url)
    const stop = new AbortController()
    const context = { ...awsContext({ ...fake, url: gate.url }), signal: stop.signal }
    const session = await destination.connect({}, { ...context, fetch: withoutSignal(context) })
    const names = Array.from({ length: 30 }, (_, at) => `N${at}`)
    gate.afterwards = () => {
      stop.abort()
      return false
    }
    const outcomes = await session.put(names.map((name) => itemFor(name, 'v')))
    const told = outcomes.map(({ kind }) => kind)
    const begun = told.findIndex((kind) => kind === 'not tried')
    assert.ok(begun > 0 && begun < names.length, told.join())
    assert.deepEqual(new Set(told.slice(0, begun)), new Set(['done']))
    assert.deepEqual(new Set(told.slice(begun)), new Set(['not tried']))
    assert.equal(gate.passed.length, begun)
  })
}
