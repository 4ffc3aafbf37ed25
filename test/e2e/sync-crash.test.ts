// `sync` that is stopped at every step: whatever happens, the next `decrypt` finds a store that is entirely
// old or entirely new, and leaves nothing lying around.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { FIXTURES, folder } from '../helpers/action.ts'
import {
  AT_ONCE,
  change,
  killsAt,
  recoverAll,
  stepsOf,
  strikeAll,
  workplace,
  type Ended,
  type Fault,
  type Looked,
  type Step,
  type Workplace,
} from '../helpers/crashing.ts'
import { auditLines, BASIC, digest } from '../helpers/rotating.ts'
import { inParallel } from '../helpers/transaction-place.ts'

const FILES = ['.env.kanuka', 'config/.env.production.kanuka']

function syncing(t: TestContext): Workplace {
  const store = join(folder(t), 'store')
  fs.cpSync(join(FIXTURES, 'basic'), store, { recursive: true })
  fs.rmSync(join(store, '.env.local.kanuka'))
  const inputs = { ...BASIC, command: 'sync' }
  return workplace(t, {
    store,
    inputs: (name) => ({ ...inputs, 'working-directory': name }),
  })
}

/** Another key, the same contents, one line more in the log. */
function assertRotated(at: Workplace, { store, opened, before, changed }: Looked): void {
  const [wrapped = ''] = fs.readdirSync(join(at.store, '.kanuka/secrets'))
  const expected = [...FILES, '.kanuka/audit.jsonl', `.kanuka/secrets/${wrapped}`]
  assert.deepEqual(changed, expected.toSorted(), `${store}: all of them or none`)
  assert.deepEqual([...opened.files.keys()].toSorted(), FILES)
  for (const [path, bytes] of before.files) assert.deepEqual(opened.files.get(path), bytes, store)
  assert.notEqual(digest(opened.symmetricKey), digest(before.symmetricKey), store)
  assert.equal(auditLines(store).length, auditLines(at.store).length + 1, store)
}

const FAILURES = ['ENOSPC', 'EACCES', 'EIO'] as const

/** In turn: each failure of each call, without a whole run each, is in transaction-crash.test.ts. */
function failuresAt(steps: readonly Step[]): readonly Fault[] {
  return steps.map((step, index) => ({ step, how: FAILURES[index % FAILURES.length] ?? 'EIO' }))
}

describe('`sync` is stopped at every step', () => {
  test('SIGKILL before and in the middle of every call that changes the disk, and after the last', async (t) => {
    const at = syncing(t)
    const steps = await stepsOf(at)
    const kills = killsAt(steps)
    const ended = await strikeAll(at, kills)
    for (const { name, signal, output } of ended) assert.equal(signal, 'SIGKILL', name + output)
    const verdicts = await recoverAll(at, ended, (looked) => assertRotated(at, looked))
    assert.equal(ended.length, kills.length)
    assert.ok(verdicts.old.length > 0 && verdicts.new.length > 0)
    t.diagnostic(
      `${kills.length} kills at ${steps.length} calls: ${verdicts.old.length} old, ${verdicts.new.length} new`,
    )
  })

  test('the disk fails at every call: ENOSPC, EACCES, EIO in turn', async (t) => {
    const at = syncing(t)
    const steps = await stepsOf(at)
    const failures = failuresAt(steps)
    const ended = await strikeAll(at, failures)
    for (const { name, signal, code, output } of ended) {
      assert.equal(signal, null, name)
      assert.ok(code === 0 || output.includes('::error title=Kanuka'), `${name}: ${output}`)
    }
    const verdicts = await recoverAll(at, ended, (looked) => assertRotated(at, looked))
    assert.equal(ended.length, failures.length)
    t.diagnostic(
      `${failures.length} failures at ${steps.length} calls: ${verdicts.old.length} old, ${verdicts.new.length} new`,
    )
  })

  test('20 kills at any time', async (t) => {
    const at = syncing(t)
    const names = Array.from({ length: 20 }, (_, index) => `random-${index}`)
    const ended: Ended[] = []
    await inParallel(names, AT_ONCE, async (name) => {
      ended.push(await change(at, name, { killAfterMs: randomInt(20) }))
    })
    const verdicts = await recoverAll(at, ended, (looked) => assertRotated(at, looked))
    t.diagnostic(`${verdicts.old.length} old, ${verdicts.new.length} new`)
  })
})
