// What people see of a destination: pushes by the engine, one after the other, at once, and killed.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Harness } from './harness.ts'
import {
  assertDone,
  assertSettled,
  assertTruthful,
  many,
  rows,
  run,
  valueAt,
  type Values,
} from './runs.ts'
import type { Story } from './suite.ts'
import { NEWER } from '../unit/push/pushing.ts'

const OWNED = { delete: 'owned' } as const

export function runStories(story: Story, harness: Harness): void {
  costs(story, harness)
  others(story, harness)
  twoAtOnce(story, harness)
  killed(story, harness)
}

function costs(story: Story, harness: Harness): void {
  const { firstPush, nothingChanged } = harness.cost
  story(`100 items: ${firstPush} requests first, ${nothingChanged} without a change`, async (t) => {
    const place = await harness.open(t)
    const values = many(100)
    assertDone(await run(harness, place, { values }))
    assert.equal(place.requests(), firstPush)
    await assertSettled(harness, place, values)
    assert.equal(place.requests() - firstPush, nothingChanged)
  })

  const count = harness.many ?? 1000
  story(`${count} items, and a change of three`, async (t) => {
    const place = await harness.open(t)
    const values = many(count)
    assertDone(await run(harness, place, { values }))
    await assertSettled(harness, place, values)
    const names = Object.keys(values)
    const three = [names[0], names[count / 2], names[count - 1]]
    const changed = { ...values, ...Object.fromEntries(three.map((name) => [name, 'changed'])) }
    const result = await run(harness, place, { values: changed })
    assertDone(result)
    assert.equal(rows(result).match(/update/g)?.length, 3)
    await assertSettled(harness, place, changed)
    await assertTruthful(place)
  })

  story('A, then B, then A again; a new commit alone writes nothing', async (t) => {
    const place = await harness.open(t)
    for (const value of ['A', 'B', 'A']) {
      assertDone(await run(harness, place, { values: { X: value } }))
      await assertSettled(harness, place, { X: value })
    }
    const later = await run(harness, place, { values: { X: 'A' }, commit: NEWER })
    assert.equal(rows(later), 'unchanged X')
  })
}

function others(story: Story, harness: Harness): void {
  story('items of others stay untouched, deletions too', async (t) => {
    const place = await harness.open(t)
    await place.foreign('THEIRS', 'of others')
    await place.foreign('A', 'of others')
    const result = await run(harness, place, { values: { A: '1', B: '2', C: '3' } })
    assert.deepEqual(
      result.errors.map(({ code }) => code),
      ['ITEM_FOREIGN'],
    )
    assert.equal(rows(result), 'foreign A, create B, create C')
    assert.deepEqual(
      await Promise.all(['THEIRS', 'A', 'B', 'C'].map((name) => valueAt(place, name))),
      ['of others', 'of others', '2', '3'],
    )
    assertDone(await run(harness, place, { values: { B: '2' }, rules: OWNED }))
    assert.deepEqual(
      await Promise.all(['THEIRS', 'A', 'B', 'C'].map((name) => valueAt(place, name))),
      ['of others', 'of others', '2', undefined],
    )
    assertDone(await run(harness, place, { values: { A: '1', B: '2' }, rules: { adopt: true } }))
    await assertSettled(harness, place, { A: '1', B: '2' })
    assert.equal(await valueAt(place, 'THEIRS'), 'of others')
  })

  story('a change by hand is seen, and written over', async (t) => {
    const place = await harness.open(t)
    const values = { A: '1', B: '2' }
    assertDone(await run(harness, place, { values }))
    await place.byHand('A', 'by hand')
    const result = await run(harness, place, { values })
    assertDone(result)
    assert.equal(rows(result), `drifted A, ${harness.driftsTogether ? 'drifted' : 'unchanged'} B`)
    await assertSettled(harness, place, values)
  })

  story('what was deleted is brought back', async (t) => {
    const place = await harness.open(t)
    const values = { A: '1', B: '2', C: '3' }
    assertDone(await run(harness, place, { values }))
    assertDone(await run(harness, place, { values: { B: '2' }, rules: OWNED }))
    assert.deepEqual([await valueAt(place, 'A'), await valueAt(place, 'C')], [undefined, undefined])
    const changed = { ...values, C: 'another' }
    assertDone(await run(harness, place, { values: changed }))
    await assertSettled(harness, place, changed)
    await assertTruthful(place)
  })

  if (!harness.lags) return
  story('a list that lags loses nothing', async (t) => {
    const place = await harness.open(t)
    assert.ok(place.lag)
    await place.lag()
    assertDone(await run(harness, place, { values: { A: '1', B: '2' } }))
    assertDone(await run(harness, place, { values: { A: '1', B: '2' } }))
    await place.foreign('C', 'of others')
    const blind = await run(harness, place, { values: { A: '1', B: '2', C: '3' } })
    assert.equal(blind.errors.length, 1)
    assert.equal(await valueAt(place, 'C'), 'of others')
    place.settle?.()
    await assertSettled(harness, place, { A: '1', B: '2' })
  })
}

function twoAtOnce(story: Story, harness: Harness): void {
  story('two runs at once with the same values', async (t) => {
    const place = await harness.open(t)
    const values = many(20)
    await Promise.all([run(harness, place, { values }), run(harness, place, { values })])
    assertDone(await run(harness, place, { values }))
    await assertSettled(harness, place, values)
  })

  story(
    'two runs at once with different values: no mark lies, the next run settles it',
    async (t) => {
      const place = await harness.open(t)
      assertDone(await run(harness, place, { values: many(12, 'before') }))
      await Promise.all([
        run(harness, place, { values: many(20, 'one') }),
        run(harness, place, { values: many(20, 'other'), commit: NEWER }),
      ])
      await assertTruthful(place)
      for (const [name, value] of Object.entries(many(20, 'one'))) {
        const either = [value, value.replace('one', 'other')]
        if ((await valueAt(place, name))?.startsWith('before') === true) continue
        assert.ok(
          either.includes((await valueAt(place, name)) ?? value),
          `${name} has a value of nobody`,
        )
      }
      const values = many(20, 'other')
      assertDone(await run(harness, place, { values, commit: NEWER }))
      await assertSettled(harness, place, values)
    },
  )
}

/** What a run was killed in the middle of, and how far it can get. */
interface Scene {
  readonly before: Values
  readonly values: Values
}

const SCENES: Readonly<Record<string, Scene>> = {
  'the first push': { before: {}, values: many(4) },
  'an update': { before: many(4), values: many(4, 'another') },
  'new ones beside old ones, and deletions': {
    before: { ...many(4), GONE: 'x', OLD: 'y' },
    values: many(7, 'another'),
  },
}

function killed(story: Story, harness: Harness): void {
  if (!harness.interrupts) return
  for (const [scene, { before, values }] of Object.entries(SCENES)) {
    story(
      `killed in ${scene}, before or after any request: the next run finishes it`,
      async (t) => {
        const probe = await harness.open(t)
        await begin(harness, probe, before)
        const start = probe.requests()
        assertDone(await run(harness, probe, { values, rules: OWNED }))
        const total = probe.requests() - start
        // Before any other, the server has what it has after the one that came last.
        await killedAt(t, harness, { scene: { before, values }, at: 1, when: 'before' })
        for (let at = 1; at <= total; at++) {
          await killedAt(t, harness, { scene: { before, values }, at, when: 'after' })
        }
      },
    )
  }
}

async function begin(
  harness: Harness,
  place: Awaited<ReturnType<Harness['open']>>,
  before: Values,
): Promise<void> {
  if (Object.keys(before).length > 0) assertDone(await run(harness, place, { values: before }))
}

interface Killed {
  readonly scene: Scene
  readonly at: number
  readonly when: 'before' | 'after'
}

async function killedAt(
  t: TestContext,
  harness: Harness,
  { scene: { before, values }, at, when }: Killed,
): Promise<void> {
  const place = await harness.open(t)
  await begin(harness, place, before)
  const abort = new AbortController()
  place.interrupt?.(at, when, () => abort.abort())
  const cut = await run(harness, place, { values, rules: OWNED, signal: abort.signal })
  assert.equal(abort.signal.aborted, true, `request ${at} never came`)
  await place.gate?.clear()
  place.settle?.()
  await assertTruthful(place)
  const last = await run(harness, place, { values, rules: OWNED })
  const said = [...last.errors, ...cut.errors].map(({ what }) => what).join('; ')
  assert.deepEqual(last.errors, [], `killed ${when} request ${at}: ${said}`)
  await assertSettled(harness, place, values)
  for (const name of ['GONE', 'OLD']) assert.equal(await valueAt(place, name), undefined)
}
