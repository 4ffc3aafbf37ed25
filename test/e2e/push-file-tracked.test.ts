// push into a plain file of the checkout: never into one that git would take along with the next commit.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout, commitAll, jobIn, key, withoutGit } from '../helpers/action.ts'

test(
  'a file that git tracks is refused, one beside it is written',
  { skip: withoutGit },
  async (t) => {
    const workspace = checkout(t, 'basic')
    fs.writeFileSync(join(workspace, 'settings.json'), '{}\n')
    const sha = commitAll(workspace)
    const payload = { repository: { private: true, full_name: 'acme/widgets' } }
    const job = await jobIn(t, workspace, {
      event: { name: 'push', payload },
      env: { GITHUB_SHA: sha },
    })
    const pushTo = (path: string): Readonly<Record<string, string>> => ({
      command: 'push',
      'private-key': key('basic-alice.pkcs1.pem'),
      destinations: `- { name: one, type: file, path: ${path}, from: .env.kanuka }`,
    })
    const refused = await job.run({ inputs: pushTo('settings.json') })
    assert.equal(refused.exitCode, 1)
    assert.match(refused.log, /settings\.json cannot be written: git tracks it/)
    assert.equal(fs.readFileSync(join(workspace, 'settings.json'), 'utf8'), '{}\n')
    const written = await job.run({ inputs: pushTo('out/settings.json') })
    assert.equal(written.exitCode, 0, written.log)
    assert.ok(fs.existsSync(join(workspace, 'out/settings.json')))
    const again = await job.run({ inputs: pushTo('out/settings.json') })
    assert.equal(again.exitCode, 0, again.log)
    assert.doesNotMatch(again.log, /Could not tell/)
  },
)
