// What an import says of members and files must be so.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, folder, key } from '../helpers/action.ts'
import { detailsOf, exported, imported, step, TEAM_ARCHIVE } from '../helpers/backups.ts'
import { assertRefused, DAVE, TEAM } from '../helpers/rotating.ts'

describe('import says', () => {
  test('that a member without a wrapped key has no access', async (t) => {
    const { result } = await imported(t, folder(t), { archive: TEAM_ARCHIVE })
    assert.match(result.log, new RegExp(`${DAVE}\\) *\\| has no access yet`))
    assert.equal(result.outputs.get('members-count'), '5')
    assert.ok(!detailsOf(result).stores?.[0]?.members.includes(DAVE))
  })

  test('how many files differ where a merge changes nothing', async (t) => {
    const workspace = checkout(t, 'team')
    const path = join(workspace, '.env.kanuka')
    fs.writeFileSync(path, fs.readFileSync(join(workspace, '.env.production.kanuka')))
    const { result } = await imported(t, workspace, { archive: TEAM_ARCHIVE })
    assert.match(result.log, /nothing was changed \(files that differ and stay: 1, left out: 0\)/)
    const same = await imported(t, checkout(t, 'team'), { archive: TEAM_ARCHIVE })
    assert.match(same.result.log, /has everything already/)
  })

  test('that nothing could prove the key, where there is no secret file', async (t) => {
    const workspace = checkout(t, 'basic')
    for (const name of fs.readdirSync(workspace, { recursive: true, encoding: 'utf8' })) {
      if (/\.env[^/]*\.kanuka$/.test(name)) fs.rmSync(join(workspace, name))
    }
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    const inputs = { archive: path, 'private-key': key('basic-alice.pkcs1.pem') }
    const { result } = await imported(t, folder(t), inputs)
    assert.match(result.log, /no secret file that could show whether the private key opens/)
    assert.doesNotMatch(result.log, /as there is no `private-key`/)
    const opened = await imported(t, folder(t), { archive: TEAM_ARCHIVE, ...TEAM })
    assert.match(opened.result.log, /every secret file of the store opens/)
  })

  test('where a store is made, and how one is made below another', async (t) => {
    const workspace = checkout(t, 'basic')
    const below = { archive: TEAM_ARCHIVE, 'working-directory': 'services/api' }
    const missing = await step(t, workspace, { command: 'import', ...below })
    assertRefused(missing.result, 'STORE_NOT_FOUND', /make the folder in an earlier step/)
    fs.mkdirSync(join(workspace, 'services/api'), { recursive: true })
    const other = await step(t, workspace, { command: 'import', ...below })
    assertRefused(other.result, 'PROJECT_DIFFERS', /make an empty `\.kanuka\/` there first/)
    fs.mkdirSync(join(workspace, 'services/api/.kanuka'))
    const { result } = await imported(t, workspace, { ...below, ...TEAM })
    assert.match(result.log, /16 files restored from .* into services\/api/)
    const { result: root } = await imported(t, folder(t), { archive: TEAM_ARCHIVE })
    assert.match(root.log, /restored from .* into the workspace/)
  })
})
