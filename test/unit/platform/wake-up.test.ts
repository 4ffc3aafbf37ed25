// A process that wakes up every second still ends when there is nothing to wait for.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const MODULE = join(import.meta.dirname, '../../../src/platform/wake-up.ts')

test('nothing is kept alive by it', () => {
  const program = `import { wakeUpEverySecond } from ${JSON.stringify(MODULE)}; wakeUpEverySecond(); process.once('beforeExit', () => console.log('over'))`
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8', timeout: 60_000 },
  )
  assert.deepEqual([status, stdout], [0, 'over\n'])
})
