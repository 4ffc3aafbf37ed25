// What README promises of `npm run demo`: it runs, shows the step and leaves nothing.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('npm run demo shows a run from step to clean-up', () => {
  const script = join(import.meta.dirname, '../../scripts/demo.ts')
  const shown = execFileSync(process.execPath, [script], { encoding: 'utf8' })
  assert.match(shown, /1 file written, 4 variables exported/)
  assert.match(shown, /printed it looks like this: \*\*\*/)
  assert.match(shown, /1 decrypted file\(s\) removed, 4 variable\(s\) blanked/)
  assert.match(shown, /plaintext files left: 0/)
  assert.doesNotMatch(shown, /team-prod-db-pass-1|Zq8mB4yHn3KdXvRe/)
})
