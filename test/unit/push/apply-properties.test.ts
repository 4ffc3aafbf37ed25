// Whatever goes wrong, and whoever else writes at the same time: the next undisturbed run finishes
// the work, the one after it finds nothing to do, and what is not ours is never touched.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { SyncRules } from '../../../src/push/decision.ts'
import { MemoryPlace, type Fault, type Request } from '../../contract/memory-destination.ts'
import { HEAD, NEWER, OLDER, markOf, ownershipOf, pushTo, told } from './pushing.ts'

const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F')
const value = fc.constantFrom('secret-one', 'secret-two', 'secret-three', '')
const values = fc.dictionary(name, value, { maxKeys: 6 })
const fault = fc.option(
  fc.constantFrom<Fault>('down', 'limited', 'conflict', 'torn', 'answer lost', 'bug', 'auth'),
  { nil: undefined, freq: 1 },
)
const RULES: Partial<SyncRules> = { delete: 'owned', maxDeletes: 100 }

interface Foreign {
  readonly byHand: Readonly<Record<string, string>>
  readonly byOthers: Readonly<Record<string, string>>
  readonly forged: Readonly<Record<string, string>>
}

const foreign: fc.Arbitrary<Foreign> = fc
  .uniqueArray(fc.tuple(name, fc.constantFrom('byHand', 'byOthers', 'forged')), {
    selector: ([each]) => each,
    maxLength: 3,
  })
  .map((entries) => {
    const of = (kind: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        entries.filter(([, each]) => each === kind).map(([each]) => [each, `theirs ${each}`]),
      )
    return { byHand: of('byHand'), byOthers: of('byOthers'), forged: of('forged') }
  })

function placeWith({ byHand, byOthers, forged }: Foreign): MemoryPlace {
  const place = new MemoryPlace()
  const others = ownershipOf({ repositoryId: '7' })
  for (const [each, text] of Object.entries(byHand)) place.setByHand(each, text)
  for (const [each, text] of Object.entries(byOthers)) {
    place.write(each, text, markOf(each, text, others))
  }
  // Copied from an item of ours.
  for (const [each, text] of Object.entries(forged)) place.write(each, text, markOf('ours', 'x'))
  return place
}

function theirs({ byHand, byOthers, forged }: Foreign): Readonly<Record<string, string>> {
  return { ...byHand, ...byOthers, ...forged }
}

function assertUntouched(place: MemoryPlace, given: Foreign): void {
  const now = place.values()
  for (const [each, text] of Object.entries(theirs(given))) assert.equal(now[each], text, each)
}

/** Takes one after the other of a list for each request that writes, and then nothing. */
function inTurn(faults: readonly (Fault | undefined)[]): (request: Request) => Fault | undefined {
  const left = [...faults]
  return ({ kind }) => (kind === 'put' || kind === 'remove' ? left.shift() : undefined)
}

/** From a request on, nothing is answered any more. */
function killedAt(number: number): () => Fault | undefined {
  let seen = 0
  return () => {
    seen += 1
    return seen > number ? 'down' : undefined
  }
}

async function assertFinished(
  place: MemoryPlace,
  wanted: Readonly<Record<string, string>>,
  given: Foreign,
): Promise<void> {
  place.settle()
  const rules = { ...RULES, allowRollback: true }
  await pushTo(place, { values: wanted, rules })
  const last = await pushTo(place, { values: wanted, rules })
  const items = last.destinations[0]?.items ?? []
  // An empty source deletes nothing; what is left of ours then stays.
  const isEmpty = Object.keys(wanted).length === 0
  for (const { name: each, kind } of items) {
    const taken = Object.keys(theirs(given)).includes(each)
    const expected = taken ? 'foreign' : 'unchanged'
    assert.equal(kind, isEmpty ? 'skip' : expected, told(items))
  }
  if (!isEmpty) assert.deepEqual(place.values(), { ...wanted, ...theirs(given) })
  assertUntouched(place, given)
}

describe('any history of runs', () => {
  test('one after the other, with faults, kills, lag and hands, converges', async () => {
    const step = fc.record({
      values,
      faults: fc.array(fault, { maxLength: 8 }),
      killed: fc.option(fc.nat({ max: 16 }), { nil: undefined, freq: 3 }),
      lag: fc.constantFrom(0, 0, 1, 3),
      keepsDeleted: fc.boolean(),
      commit: fc.constantFrom(OLDER, HEAD, NEWER),
      byHand: fc.option(name, { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(
        foreign,
        fc.array(step, { maxLength: 5 }),
        values,
        async (given, steps, wanted) => {
          const place = placeWith(given)
          for (const { faults, killed, byHand, commit, lag, keepsDeleted, ...rest } of steps) {
            // Only what we wrote is changed by hand: an item of theirs stays what the test knows.
            if (byHand !== undefined && !(byHand in theirs(given)) && place.values()[byHand]) {
              place.setByHand(byHand, 'by hand')
            }
            const broken = killed === undefined ? inTurn(faults) : killedAt(killed)
            const settings = { fault: broken, lag, keepsDeleted }
            await pushTo(place, { ...rest, settings, rules: RULES, run: { commit } })
            assertUntouched(place, given)
          }
          await assertFinished(place, wanted, given)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('at the same time, in any order of their requests, converges', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        foreign,
        fc.array(fc.record({ values, faults: fc.array(fault, { maxLength: 5 }) }), {
          minLength: 2,
          maxLength: 3,
        }),
        async (scheduler, given, runs) => {
          const place = placeWith(given)
          const all = runs.map(({ faults, values: wanted }) =>
            pushTo(place, {
              values: wanted,
              rules: RULES,
              settings: {
                fault: inTurn(faults),
                turn: () => scheduler.schedule(Promise.resolve()),
              },
            }),
          )
          await scheduler.waitFor(Promise.all(all))
          assertUntouched(place, given)
          // Nothing is there that nobody wanted.
          const known = new Set(
            [...runs.map((run) => run.values), theirs(given)].flatMap(Object.keys),
          )
          for (const each of Object.keys(place.values())) assert.ok(known.has(each))
          await assertFinished(place, runs[0]?.values ?? {}, given)
        },
      ),
      { numRuns: 100 },
    )
  })
})

test('no more at a time than the destination takes, and each item once', async () => {
  await fc.assert(
    fc.asyncProperty(values, fc.integer({ min: 1, max: 5 }), async (wanted, concurrency) => {
      const place = new MemoryPlace()
      const limits = { valueBytes: 99, takesEmpty: true, concurrency }
      await pushTo(place, { values: wanted, settings: { capabilities: { limits } } })
      assert.ok(place.mostAtOnce <= Math.max(concurrency, 1))
      const written = place.requests.flatMap((each) => (each.kind === 'put' ? [each.name] : []))
      assert.deepEqual(written.toSorted(), Object.keys(wanted).toSorted())
    }),
    { numRuns: 50 },
  )
})

test('the result holds no value, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(values, fc.array(fault, { maxLength: 6 }), async (wanted, faults) => {
      const place = new MemoryPlace()
      const result = await pushTo(place, { values: wanted, settings: { fault: inTurn(faults) } })
      const errors = result.errors.map(({ what, fix }) => `${what} ${fix}`)
      const shown = JSON.stringify([result.destinations, result.warnings, errors])
      assert.ok(!/secret-(?:one|two|three)/.test(shown), shown)
    }),
    { numRuns: 50 },
  )
})
