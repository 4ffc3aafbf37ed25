// Lists that a server never ends.
import assert from 'node:assert/strict'
import { DestinationError } from '../../src/destinations/contract.ts'
import { say } from './gate.ts'
import type { Harness, ServerWords } from './harness.ts'
import { failureOf } from './runs.ts'
import type { Story } from './suite.ts'

export function endlessPages(
  story: Story,
  harness: Harness & { readonly server: ServerWords },
): void {
  const { server } = harness
  if (!server.page) return
  story('pages without end are not followed, empty or with the same items', async (t) => {
    for (const [names, token] of [
      [[], 'same'],
      [[], ''],
      [['A', 'B'], ''],
    ] as const) {
      const place = await harness.open(t)
      assert.ok(place.gate)
      place.gate.instead = (_, nth) => say(200, server.page?.(token || `token ${nth}`, names))
      const failure = await failureOf((await place.connect()).list())
      assert.equal(failure instanceof DestinationError && failure.kind, 'down')
      assert.ok(place.requests() < 200, `${place.requests()} requests`)
    }
  })
}
