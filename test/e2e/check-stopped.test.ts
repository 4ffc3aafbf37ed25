// A check whose job is cancelled while a destination keeps it waiting.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, withoutGit } from '../helpers/action.ts'
import { commented } from '../helpers/checking-comments.ts'
import { ALICE } from '../helpers/checking-contents.ts'
import { TO_FILE, toVault } from '../helpers/checking-destinations.ts'
import { notesOf } from '../helpers/checking-store.ts'
import { writes } from '../helpers/checking.ts'
import { assertFails } from '../helpers/committing-asserts.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'
import { watchedVault, type Seen } from '../helpers/pushing-servers.ts'
import { HURRY, TOKEN } from '../helpers/pushing.ts'

const isWindows = process.platform === 'win32'
const NOT_HERE = isWindows && 'signals of this kind are not sent there'

for (const [when, holds] of [
  ['is first asked', (): boolean => true],
  ['is asked what it holds', (seen: Seen): boolean => seen.url.includes('/metadata/')],
] as const) {
  test(
    `cancelled while a destination ${when}: the findings stand, the step fails, nothing is published`,
    { skip: NOT_HERE || withoutGit || withoutHttpBackend },
    async (t) => {
      const vault = await watchedVault(t)
      const sign = join(folder(t), 'seen')
      vault.instead = (seen) => {
        if (holds(seen)) writeFileSync(sign, '')
        return holds(seen)
      }
      const { github, check } = await commented(t, { branch: [writes('ci.env', 'A=1\n')] })
      const inputs = { destinations: toVault(vault) + TO_FILE, 'sarif-file': 'check.sarif' }
      const result = await check(inputs, {
        key: ALICE,
        env: { VAULT_TOKEN: TOKEN, ...HURRY },
        signalWhen: { file: sign, signal: 'SIGINT' },
      })
      assert.equal(result.signal, null)
      assertFails(
        result,
        'RUN_STOPPED',
        /^the check was stopped by the end of the job while destinations were/,
      )
      assert.ok(result.codes.includes('PLAINTEXT_TRACKED'), result.log)
      assert.match(notesOf(result), /was cancelled: no SARIF file was written, and no comment/)
      assert.deepEqual(github.comments, [])
      assert.deepEqual(vault.writes, [])
    },
  )
}
