// A store is changed while its process is killed, or the disk fails, at every step there is. Whatever
// happens: after a recovery all files are old or all are new, nothing lies around, and the next run
// works. Real processes, real kills.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { folder } from '../../helpers/action.ts'
import { CHANGED, type Said } from '../../helpers/transaction-driver.ts'
import {
  assertGoesOn,
  assertKilled,
  assertWhole,
  AT_ONCE,
  changesIn,
  describeFault,
  environmentFor,
  failAtEach,
  failuresAt,
  killsAt,
  recovered,
  stepsOf,
  withPlace,
  withPlaces,
  type Failures,
  type Step,
} from '../../helpers/transaction-faults.ts'
import {
  DISK,
  drive,
  driveAll,
  inParallel,
  leftIn,
  place,
  versionOf,
  type Place,
} from '../../helpers/transaction-place.ts'

test('a kill at every step of a run: old before the first rename, new from it on', async (t) => {
  const reference = place(t)
  const steps = await stepsOf(t, reference, 'apply')
  assert.equal(assertWhole(reference, 'no kill'), 'new')
  const renames = changesIn(steps)
  assert.deepEqual(
    renames.map(({ path }) => path),
    CHANGED.map((name) => join(reference.root, name)),
  )
  const kills = killsAt(steps)
  assert.ok(kills.length > steps.length + CHANGED.length, `${kills.length} kills`)
  t.diagnostic(`${steps.length} steps, ${kills.length} kills`)
  await inParallel(kills, AT_ONCE, (fault) =>
    withPlace(async (at) => {
      const what = describeFault(fault)
      assertKilled(await drive(at, 'apply', environmentFor(fault)), what)
      const version = recovered(at, what)
      const last = renames[0]?.number ?? 0
      const isNew = fault.step.number + (fault.how === 'after' ? 1 : 0) > last
      assert.equal(version, isNew ? 'new' : 'old', what)
      await assertGoesOn(at, version, what)
    }),
  )
})

describe('a call that fails at every step of a run', () => {
  test('once: all is old and nothing lies around, or all is new', async (t) => {
    const steps = await stepsOf(t, place(t), 'apply')
    const faults = failuresAt(steps, false)
    t.diagnostic(`${faults.length} failures`)
    const look: Failures['look'] = async (at, said, fault) => {
      const what = describeFault(fault)
      assertToldTruly(at, said, what)
      if (said.error) assertWhole(at, what)
      await assertGoesOn(at, recovered(at, what), what)
    }
    await failAtEach({ faults, look })
  })

  test('and from then on: a recovery makes it whole', async (t) => {
    const steps = await stepsOf(t, place(t), 'apply')
    const faults = failuresAt(steps, true)
    t.diagnostic(`${faults.length} failures`)
    const interrupted = new Set<number>()
    const look: Failures['look'] = async (at, said, fault) => {
      const what = describeFault(fault)
      if (said.error?.code === 'STORE_INTERRUPTED') interrupted.add(fault.step.number)
      else assertToldTruly(at, said, what)
      await assertGoesOn(at, recovered(at, what), what)
    }
    await failAtEach({ faults, look })
    assert.ok(interrupted.size >= CHANGED.length, 'some could not be put back either')
  })

  function assertToldTruly(at: Place, { error }: Said, what: string): void {
    if (error) assert.equal(error.code, 'WRITE_FAILED', what)
    assert.equal(versionOf(at), error ? 'old' : 'new', what)
  }
})

describe('at every step of the recovery of a store that is half changed', () => {
  for (const [direction, expected, count] of [
    ['forward', 'new', 4],
    ['forward, only deletions left', 'new', 8],
    ['back', 'old', 4],
  ] as const) {
    const prepare = async (t: TestContext, places: readonly Place[]): Promise<void> => {
      const steps = await stepsOf(t, place(t), 'apply')
      await leaveHalfChanged(places, steps, count)
      // What is yet to be put in place is gone, so there is only the way back.
      if (direction !== 'back') return
      for (const { home } of places) rmSync(join(home.folder, 'new'), { recursive: true })
    }

    test(`${direction}: a kill`, async (t) => {
      const reference = place(t)
      await prepare(t, [reference])
      const steps = await stepsOf(t, reference, 'recover')
      assert.equal(assertWhole(reference, 'no kill'), expected)
      const kills = killsAt(steps)
      t.diagnostic(`${kills.length} kills`)
      await withPlaces(kills.length, async (places) => {
        await prepare(t, places)
        const jobs = kills.map((fault, index) => ({ fault, at: places[index] as Place }))
        await inParallel(jobs, AT_ONCE, async ({ at, fault }) => {
          const what = describeFault(fault)
          assertKilled(await drive(at, 'recover', environmentFor(fault)), what)
          const version = recovered(at, what)
          assert.equal(version, expected, what)
          await assertGoesOn(at, version, what)
        })
      })
    })

    test(`${direction}: a failure`, async (t) => {
      const reference = place(t)
      await prepare(t, [reference])
      const steps = await stepsOf(t, reference, 'recover')
      const failures = [false, true].flatMap((isSticky) => failuresAt(steps, isSticky))
      t.diagnostic(`${failures.length} failures`)
      await failAtEach({
        faults: failures,
        prepare: (places) => prepare(t, places),
        look: async (at, said, fault) => {
          const what = describeFault(fault)
          if (said.recovered) assert.notEqual(versionOf(at), 'mixed', what)
          await assertGoesOn(at, recovered(at, what), what)
        },
      })
    })
  }

  /** The disk failed when some files were in place and some were not, and nothing could be put back. */
  async function leaveHalfChanged(
    places: readonly Place[],
    steps: readonly Step[],
    count: number,
  ): Promise<void> {
    const step = changesIn(steps)[count] as Step
    const faults = environmentFor({ step, how: 'EIO', isSticky: true })
    const said = await driveAll(
      places.map((at) => ({ at, faults })),
      'apply',
    )
    for (const { error } of said) assert.equal(error?.code, 'STORE_INTERRUPTED')
    for (const at of places) assert.equal(versionOf(at), 'mixed')
  }
})

test('a kill at every step of a run that puts all back, because a rename failed', async (t) => {
  const steps = await stepsOf(t, place(t), 'apply')
  const renames = changesIn(steps)
  // A rename in the middle; the last deletion, so that another one was done already.
  const faults = [renames[5], renames[8]].flatMap((step) => {
    const first = (step as Step).number
    return Array.from({ length: 24 }, (_, index) => ({ first, next: first + 1 + index }))
  })
  let kills = 0
  await inParallel(faults, AT_ONCE, ({ first, next }) =>
    withPlace(async (at) => {
      const what = `EACCES at step ${first}, a kill before step ${next}`
      const faultsOf = { KILL_AT: `${first},${next}`, KILL_HOW: 'EACCES,before' }
      const ended = await drive(at, 'apply', faultsOf)
      if (ended.signal === null) assert.equal(assertWhole(at, what), 'old')
      else kills += 1
      const version = recovered(at, what)
      await assertGoesOn(at, version, what)
    }),
  )
  t.diagnostic(`${kills} kills`)
  assert.ok(kills > 30 && kills < faults.length, 'every step, and beyond')
})

test('the home is on another device, or so it seems', async (t) => {
  const at = place(t)
  const trace = join(folder(t), 'trace')
  const ended = await drive(at, 'apply', { KILL_HOW: 'EXDEV', KILL_TRACE: trace })
  assert.equal(ended.code, 0, ended.output + ended.errors)
  assert.equal(assertWhole(at, 'EXDEV'), 'new')
  assert.match(readFileSync(trace, 'utf8'), /linkSync .*\/store\/\.kanuka-txn-[0-9a-f]+-1-old$/m)
})

const isOneDevice = statSync(DISK).dev === statSync(tmpdir()).dev
const skip = isOneDevice && `${DISK} and ${tmpdir()} are no two devices`

describe('the home is on another device', { skip }, () => {
  async function killedAt(
    step: Step,
    look: (at: Place, what: string) => Promise<void>,
  ): Promise<void> {
    const home = mkdtempSync(join(tmpdir(), 'kanuka-test-'))
    const fault = { step, how: 'before' }
    const what = describeFault(fault)
    await withPlace(async (at) => {
      assertKilled(await drive(at, 'apply', environmentFor(fault)), what)
      await look(at, what)
    }, home)
    rmSync(home, { recursive: true })
  }

  test('a kill at every step', async (t) => {
    const steps = await stepsOf(t, place(t, 'old', folder(t)), 'apply')
    const beside = steps.filter(({ path }) => path.includes('/.kanuka-txn-'))
    assert.ok(beside.some((step) => step.call === 'linkSync'))
    for (const { path } of beside) assert.doesNotMatch(path, /\.kanuka-txn-.*\.env/)
    t.diagnostic(`${steps.length} steps`)
    await inParallel(steps, AT_ONCE, (step) =>
      killedAt(step, async (at, what) => assertGoesOn(at, recovered(at, what), what)),
    )
  })

  test('a kill between two renames, and what is staged is lost', async (t) => {
    const steps = changesIn(await stepsOf(t, place(t, 'old', folder(t)), 'apply'))
    for (const step of steps.slice(1, 7)) {
      await killedAt(step, async (at, what) => {
        for (const name of leftIn(at)) {
          if (/\.kanuka-txn-[0-9a-f]+-\d+$/.test(name)) rmSync(join(at.root, name))
        }
        assert.equal(recovered(at, what), 'old', what)
        await assertGoesOn(at, 'old', what)
      })
    }
  })
})
