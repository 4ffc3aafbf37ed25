// Who would come back with an old archive: nobody without being named.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, commitAll, folder, withoutGit } from '../helpers/action.ts'
import { byState, detailsOf, exported, imported, step } from '../helpers/backups.ts'
import {
  assertRefused,
  BOB,
  everythingIn,
  fingerprint,
  synced,
  TEAM,
  wrappedKeys,
} from '../helpers/rotating.ts'

interface Story {
  readonly workspace: string
  /** Of the time when Bob had access. */
  readonly archive: string
}

/** A store that is whole, without what the fixture has of pending and orphaned keys. */
async function wholeTeam(t: TestContext): Promise<string> {
  const workspace = checkout(t, 'team')
  await synced(t, workspace, { ...TEAM, grant: 'all-pending' })
  return workspace
}

async function afterRevocation(t: TestContext): Promise<Story> {
  const workspace = await wholeTeam(t)
  const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
  await synced(t, workspace, { ...TEAM, revoke: BOB })
  commitAll(workspace)
  return { workspace, archive: path }
}

describe('import: members who would come back', { skip: withoutGit }, () => {
  test('replace stops, and says who was revoked, by which key', async (t) => {
    const { workspace, archive } = await afterRevocation(t)
    const before = everythingIn(workspace)
    const inputs = { command: 'import', archive, 'import-mode': 'replace', ...TEAM }
    const { result } = await step(t, workspace, inputs)
    assertRefused(result, 'MEMBER_RETURNS', new RegExp(BOB))
    assertRefused(result, 'MEMBER_RETURNS', /revoked on \d{4}-\d\d-\d\d/)
    assert.deepEqual(everythingIn(workspace), before)
    assert.ok(!wrappedKeys(workspace).includes(BOB))
  })

  test('replace brings back whom `grant` names', async (t) => {
    const { workspace, archive } = await afterRevocation(t)
    const inputs = { archive, 'import-mode': 'replace', ...TEAM, grant: BOB }
    const { result } = await imported(t, workspace, inputs)
    assert.ok(wrappedKeys(workspace).includes(BOB))
    assert.match(result.log, /has access again/)
  })

  test('a line of `grant` that names nobody is an error', async (t) => {
    const { workspace, archive } = await afterRevocation(t)
    const inputs = {
      command: 'import',
      archive,
      ...TEAM,
      grant: `${BOB}\n00000000-0000-4000-8000-000000000000`,
    }
    const { result } = await step(t, workspace, { ...inputs, 'import-mode': 'replace' })
    assertRefused(result, 'GRANT_UNKNOWN', /00000000-0000/)
  })

  test('merge leaves their keys out, and says so', async (t) => {
    const workspace = await wholeTeam(t)
    const { path: archive } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    // Taken away without a rotation: the key is still the same.
    fs.rmSync(join(workspace, `.kanuka/secrets/${BOB}.kanuka`))
    fs.rmSync(join(workspace, `.kanuka/public_keys/${BOB}.pub`))
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    const { result } = await imported(t, workspace, { archive, ...TEAM })
    assert.ok(!wrappedKeys(workspace).includes(BOB))
    assert.deepEqual(byState(result)['added'], ['.env.production.kanuka'])
    assert.equal(byState(result)['left out']?.length, 2)
    assert.match(result.log, /not brought back: not named in `grant`/)
    assert.equal(detailsOf(result).stores?.[0]?.returning[0]?.['uuid'], BOB)
  })

  test('merge brings back whom `grant` names, and config.toml knows them again', async (t) => {
    const workspace = await wholeTeam(t)
    const { path: archive } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    const config = join(workspace, '.kanuka/config.toml')
    const print = fingerprint(workspace, BOB)
    const whole = fs.readFileSync(config, 'utf8')
    fs.rmSync(join(workspace, `.kanuka/secrets/${BOB}.kanuka`))
    fs.rmSync(join(workspace, `.kanuka/public_keys/${BOB}.pub`))
    fs.writeFileSync(config, whole.replace(new RegExp(`^.*${BOB}"? = .*\\n`, 'm'), ''))
    await imported(t, workspace, { archive, ...TEAM, grant: print })
    assert.ok(wrappedKeys(workspace).includes(BOB))
    assert.match(fs.readFileSync(config, 'utf8'), new RegExp(`${BOB}"? = `))
  })
})
