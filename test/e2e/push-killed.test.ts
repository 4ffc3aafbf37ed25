// A push that is killed or cancelled on its way, while the server holds a request of it: the next run finishes
// it, and finds nothing foreign.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { folder } from '../helpers/action.ts'
import { fakeAws } from '../helpers/fake-aws.ts'
import { AWS_KEYS, awsTypes, secretsManager } from '../helpers/pushing-aws.ts'
import { watchedVault, type WatchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  HURRY,
  assertRow,
  CANARIES,
  push,
  pushed,
  storeOf,
  storeWith,
  summaryRows,
  vaultEntry,
  type PushStep,
} from '../helpers/pushing.ts'

async function killed(t: TestContext, how: PushStep, sign: string): Promise<void> {
  const signalWhen = { file: sign, signal: 'SIGKILL' } as const
  const run = await push(t, { ...how, step: { ...how.step, signalWhen } })
  assert.equal(run.result.signal, 'SIGKILL', run.result.log)
}

interface HeldWrite {
  readonly vault: WatchedVault
  /** Which of the run's writes is not answered. */
  readonly at: number
  /** It is carried out all the same. */
  readonly isDone: boolean
}

async function killedAt(t: TestContext, how: PushStep, held: HeldWrite): Promise<void> {
  const { vault, at, isDone } = held
  const sign = join(folder(t), 'seen')
  let count = 0
  vault.instead = (seen) => {
    if (seen.method === 'GET' || (count += 1) !== at) return false
    if (isDone) vault.carryOut(seen)
    writeFileSync(sign, '')
    return true
  }
  await killed(t, how, sign)
  vault.instead = () => false
}

// What is new is claimed, then written, then marked.
const CASES = [
  { at: 1, isDone: false },
  { at: 1, isDone: true },
  { at: 2, isDone: true },
  { at: 3, isDone: true },
]

describe('killed while Vault holds', () => {
  for (const { at, isDone } of CASES) {
    const when = isDone ? 'after it was carried out' : 'before it is carried out'
    test(`write ${at} of the first push, ${when}: the next one finishes`, async (t) => {
      const vault = await watchedVault(t)
      vault.fake.writeByHand('app', { THEIRS: 'by somebody else' })
      const inputs = { destinations: vaultEntry(vault.url, 'delete: owned') }
      const how = { workspace: await storeOf(t), inputs }
      await killedAt(t, how, { vault, at, isDone })
      await pushed(t, how)
      assert.deepEqual({ ...vault.entry() }, { ...CANARIES, THEIRS: 'by somebody else' })
      assertRow(await pushed(t, how), { destination: 'prod', unchanged: 4 })
    })
  }

  for (const at of [1, 2]) {
    test(`write ${at} of an update: the next one finishes`, async (t) => {
      const vault = await watchedVault(t)
      const inputs = { destinations: vaultEntry(vault.url) }
      await pushed(t, { workspace: await storeOf(t), inputs })
      const changed = { ...CANARIES, DB_USER: 'canary-other-user' }
      const how = { workspace: await storeWith(t, changed), inputs }
      await killedAt(t, how, { vault, at, isDone: at === 1 })
      const next = await pushed(t, how)
      assert.deepEqual({ ...vault.entry() }, changed)
      assertRow(next, { destination: 'prod', updated: 1, unchanged: 3 })
    })
  }

  test('a write of one entry among many: the next push finishes', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url, 'layout: entry-per-key') }
    const how = { workspace: await storeOf(t), inputs }
    await killedAt(t, how, { vault, at: 5, isDone: true })
    await pushed(t, how)
    for (const [name, value] of Object.entries(CANARIES)) {
      assert.deepEqual(vault.entry(`app/${name}`), { value })
    }
    assertRow(await pushed(t, how), { destination: 'prod', unchanged: 4 })
  })
})

for (const { type, entry, itemOf, place } of awsTypes) {
  test(`killed while ${type} holds a request: the next run finishes`, async (t) => {
    const fake = await fakeAws(t)
    const sign = join(folder(t), 'seen')
    const how: PushStep = {
      workspace: await storeOf(t),
      inputs: { destinations: entry(fake) },
      step: { env: AWS_KEYS },
    }
    fake.faults.set(place.create, [() => writeFileSync(sign, '')])
    await killed(t, how, sign)
    await pushed(t, how)
    for (const [name, value] of Object.entries(CANARIES)) {
      assert.equal(place.valueOf(fake, itemOf(name)), value, name)
    }
    assertRow(await pushed(t, how), { destination: 'prod', unchanged: 4 })
  })
}

test('a job that is cancelled begins nothing new, and the next one finishes', async (t) => {
  const { entry, itemOf, place } = secretsManager
  const fake = await fakeAws(t)
  const names = Array.from({ length: 25 }, (_, index) => `NAME_${index}`)
  const variables = Object.fromEntries(names.map((name) => [name, `canary-of-${name}`]))
  const workspace = await storeWith(t, variables)
  const inputs = { destinations: entry(fake) }
  const sign = join(folder(t), 'seen')
  // Nobody gets an answer; ten are under way at a time.
  fake.faults.set(
    place.create,
    names.map(() => () => writeFileSync(sign, '')),
  )
  const signalWhen = { file: sign, signal: 'SIGINT' } as const
  const step = { env: { ...AWS_KEYS, ...HURRY }, signalWhen }
  const run = await push(t, { workspace, inputs, step })
  assert.equal(run.result.signal, null)
  assertFailed(run, /^PUSH_STOPPED the push was stopped by the end of the job/)
  assertFailed(run, /^PUSH_STOPPED "prod": the end came in the midst of it.* is not known \(app\//)
  assert.equal(run.result.annotations.filter(({ type }) => type === 'error').length, 2)
  assertRow(run, { destination: 'prod', failed: 25 })
  const begun = fake.actions.filter((action) => action === place.create).length
  assert.ok(begun > 0 && begun <= 10, `${begun}`)
  const rows = summaryRows(run).filter((row) => row.startsWith('prod | app/'))
  const untouched = rows.filter((row) => row.endsWith('create | not tried | the push was stopped'))
  assert.equal(untouched.length, 25 - begun)
  assert.equal(rows.filter((row) => row.includes('create | failed')).length, begun)
  assert.match(run.result.log, new RegExp(`${begun} failed, ${25 - begun} not tried`))
  fake.faults.clear()
  const next = await pushed(t, { workspace, inputs, step: { env: AWS_KEYS } })
  assertRow(next, { destination: 'prod', created: 25 })
  assert.equal(place.valueOf(fake, itemOf('NAME_0')), 'canary-of-NAME_0')
})
