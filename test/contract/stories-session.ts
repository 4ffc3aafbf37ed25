// What a session owes to the engine, asked of the session itself.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { PutItem, RemoteItem, Session } from '../../src/destinations/contract.ts'
import { HEAD, ownershipOf } from '../unit/push/pushing.ts'
import type { Harness } from './harness.ts'
import { assertTruthful, item, many, said, valueAt } from './runs.ts'
import type { Story } from './suite.ts'

/** What programs stumble over. */
const HARD = [
  'line\nline\r\n',
  '\n',
  `'"\`$(x)\\n \${y} %0A`,
  '🦜é\u2028\u0000',
  ' trailing ',
  ' ',
  '{"a":1}',
  'null',
  '1.10',
  '# no comment',
  '{{x}} <b>&amp;',
]

async function listed(session: Session): Promise<ReadonlyMap<string, RemoteItem>> {
  return new Map((await session.list()).map((each) => [each.name, each]))
}

export function sessionStories(story: Story, harness: Harness): void {
  values(story, harness)
  marksAndPages(story, harness)
  absence(story, harness)
  stops(story, harness)
}

function values(story: Story, harness: Harness): void {
  const { limits } = harness.capabilities
  story('bytes are kept', async (t) => {
    const place = await harness.open(t)
    const session = await place.connect()
    const refused = harness.refuses ?? []
    const hard = [...(limits.takesEmpty ? [''] : []), ...HARD]
    const items = hard.map((value, index) => item(`H${index}`, value))
    const expected = hard.map((value) => (refused.includes(value) ? 'rejected' : 'done'))
    assert.deepEqual(said(await session.put(items)), expected)
    const got = await session.get?.(items.map(({ name }) => name))
    for (const { name, value } of items) {
      const kept = refused.includes(value.reveal()) ? undefined : value.reveal()
      assert.equal(await valueAt(place, name), kept)
      if (got) assert.equal(got.get(name)?.reveal(), kept)
    }
  })

  story('too long, and empty where it is not taken, is refused before sending', async (t) => {
    const place = await harness.open(t)
    const session = await place.connect()
    // Characters of two bytes: bytes count.
    const long = item('LONG', 'é'.repeat(Math.floor(limits.valueBytes / 2) + 1))
    const unfit = limits.takesEmpty ? [long] : [long, item('EMPTY', '')]
    const before = place.requests()
    assert.deepEqual(
      said(await session.put(unfit)),
      unfit.map(() => 'rejected'),
    )
    assert.equal(place.requests(), before)
    assert.deepEqual(await session.list(), [])
    assert.deepEqual(said(await session.put([long, item('A', 'fine')])), ['rejected', 'done'])
    assert.equal(await valueAt(place, 'A'), 'fine')
  })

  story('put twice is once', async (t) => {
    const place = await harness.open(t)
    const first = await place.connect()
    await first.list()
    assert.deepEqual(said(await first.put([item('A', 'one')])), ['done'])
    const before = (await listed(first)).get('A')
    assert.deepEqual(said(await first.put([item('A', 'one', before)])), ['done'])
    const second = await place.connect()
    assert.deepEqual(said(await second.put([item('A', 'one')])), ['done'])
    assert.deepEqual((await listed(second)).get('A'), before)
  })

  story('no version is replaced but the one that was listed', async (t) => {
    const place = await harness.open(t)
    const session = await place.connect()
    await session.put([item('A', 'one'), item('B', 'one')])
    const before = await listed(session)
    await place.byHand('A', 'by hand')
    const late = await place.connect()
    const change = (name: string, current = before.get(name)): PutItem => item(name, 'two', current)
    assert.deepEqual(said(await late.put([change('A')])), ['conflict'])
    assert.equal(await valueAt(place, 'A'), 'by hand')
    const removal = [...before.values()].filter(({ name }) => name === 'A')
    if (late.remove) assert.deepEqual(said(await late.remove(removal)), ['conflict'])
    assert.equal(await valueAt(place, 'A'), 'by hand')
    const after = await listed(late)
    assert.equal(after.get('A')?.isDrifted, true)
    assert.deepEqual(said(await late.put([change('A', after.get('A'))])), ['done'])
    assert.equal(await valueAt(place, 'A'), 'two')
    await assertTruthful(place)
  })
}

function marksAndPages(story: Story, harness: Harness): void {
  story('marks come back as they were written, whoever the owner', async (t) => {
    const place = await harness.open(t)
    const owners = ['prod', 'p'.repeat(200), 'Prod, "EU" = 1; é', '--'].map((destination) =>
      ownershipOf({ destination }),
    )
    const session = await place.connect()
    const items = owners.map((ownership, index) => {
      const plain = item(`M${index}`, `value ${index}`)
      return { ...plain, mark: ownership.mark(plain.name, plain.value, HEAD) }
    })
    assert.ok((await session.put(items)).every(({ kind }) => kind === 'done'))
    const there = await listed(await place.connect())
    for (const { name, mark } of items) {
      const found = there.get(name)
      assert.deepEqual({ ...found?.mark }, mark)
      assert.deepEqual([found?.isDrifted, found?.isDeleted], [false, false])
    }
  })

  story('every page is followed, at its edges too', async (t) => {
    for (const count of [0, 1, 2, 3, 4, 6]) {
      const place = await harness.open(t)
      place.setPageSize?.(3)
      const names = Array.from({ length: count }, (_, index) => `P${index}`)
      for (const name of names) await place.foreign(name, 'theirs')
      const session = await place.connect()
      await session.check()
      for (let times = 0; times < 2; times++) {
        assert.deepEqual([...(await listed(session)).keys()].toSorted(), names)
      }
    }
  })
}

function absence(story: Story, harness: Harness): void {
  story('what is absent is null, and its deletion is done', async (t) => {
    const place = await harness.open(t)
    const session = await place.connect()
    if (session.get) assert.equal((await session.get(['NONE'])).get('NONE'), null)
    await session.put([item('A', 'one'), item('B', 'two')])
    if (session.get) {
      const got = await session.get(['A', 'NONE', 'A'])
      assert.deepEqual([got.get('A')?.reveal(), got.get('NONE')], ['one', null])
    }
    if (!session.remove) return
    const both = [...(await listed(session)).values()]
    assert.deepEqual(said(await session.remove(both)), ['done', 'done'])
    assert.deepEqual(said(await session.remove(both)), ['done', 'done'])
    const again = await place.connect()
    assert.deepEqual(said(await again.remove?.(both)), ['done', 'done'])
    assert.deepEqual([await valueAt(place, 'A'), await valueAt(place, 'B')], [undefined, undefined])
    if (again.get) assert.equal((await again.get(['A'])).get('A'), null)
    for (const each of await again.list()) assert.equal(each.isDeleted, true)
  })

  story('an abort stops: nothing more is asked or written', async (t) => {
    const place = await harness.open(t)
    const abort = new AbortController()
    const session = await place.connect(abort.signal)
    assert.deepEqual(said(await session.put([item('A', 'one')])), ['done'])
    const there = await session.list()
    abort.abort()
    const before = place.requests()
    await assert.rejects(session.check())
    await assert.rejects(session.list())
    const outcomes = await session.put([item('B', 'two'), item('C', 'two')])
    assert.deepEqual(said(outcomes), ['not tried', 'not tried'])
    assert.deepEqual(said(await session.remove?.(there)), session.remove ? ['not tried'] : [])
    assert.equal(await valueAt(place, 'A'), 'one')
    assert.deepEqual([await valueAt(place, 'B'), await valueAt(place, 'C')], [undefined, undefined])
    assert.equal(place.requests(), before)
  })
}

/** More than are under way at a time. */
const BESIDE_EACH_OTHER = 12

function stops(story: Story, harness: Harness): void {
  if (!harness.interrupts) return
  for (const when of ['before', 'after'] as const) {
    story(
      `stopped ${when} any request of a write: what is told of each item is true`,
      async (t) => {
        const items = Object.entries(many(BESIDE_EACH_OTHER)).map(([name, value]) =>
          item(name, value),
        )
        const probe = await harness.open(t)
        const session = await probe.connect()
        await session.list()
        const start = probe.requests()
        await session.put(items)
        const total = probe.requests() - start
        for (let at = 1; at <= total; at++) await stoppedAt(t, harness, { items, at, when })
      },
    )
  }
}

interface Stopped {
  readonly items: readonly PutItem[]
  readonly at: number
  readonly when: 'before' | 'after'
}

async function stoppedAt(
  t: TestContext,
  harness: Harness,
  { items, at, when }: Stopped,
): Promise<void> {
  const place = await harness.open(t)
  const abort = new AbortController()
  const session = await place.connect(abort.signal)
  await session.list()
  place.interrupt?.(at, when, () => abort.abort())
  const outcomes = await session.put(items)
  assert.equal(abort.signal.aborted, true, `request ${at} never came`)
  await place.gate?.clear()
  place.settle?.()
  const names = items.map(({ name }) => name)
  assert.deepEqual(
    outcomes.map(({ name }) => name),
    names,
  )
  const there = await place.values(names)
  for (const [index, { name, kind }] of outcomes.entries()) {
    const value = items[index]?.value.reveal()
    const found = there.get(name)
    assert.ok(kind !== 'failed', name)
    if (kind === 'done') assert.equal(found, value, name)
    if (kind === 'not tried') assert.equal(found, undefined, name)
    if (kind === 'broken off') assert.ok(found === value || found === undefined, name)
  }
}
