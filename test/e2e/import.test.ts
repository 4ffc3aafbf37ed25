// import: archives of the CLI and of our own come back into stores: merged, in place of what is there, or
// where there is no store yet.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, FIXTURES, folder, key } from '../helpers/action.ts'
import {
  byState,
  detailsOf,
  exported,
  imported,
  listingOf,
  step,
  TEAM_ARCHIVE,
} from '../helpers/backups.ts'
import {
  assertOpenedBy,
  assertRefused,
  auditLines,
  DAVE,
  everythingIn,
  LAPTOP,
  leftInTemp,
  plaintextsOf,
  sync,
  TEAM,
  WORKSTATION,
} from '../helpers/rotating.ts'

describe('import where there is no store', () => {
  for (const [name, pem] of [
    ['team', TEAM['private-key']],
    ['dotenv-zoo', undefined],
  ] as const) {
    test(`the CLI's archive of ${name} becomes the store that it was made from`, async (t) => {
      const workspace = folder(t)
      const archive = join(FIXTURES, `archive/${name}.tar.gz`)
      const { result, job } = await imported(t, workspace, {
        archive,
        ...(pem !== undefined && { 'private-key': pem }),
      })
      const original = join(FIXTURES, name)
      const paths = listingOf(name)
      for (const path of paths) {
        assert.deepEqual(
          fs.readFileSync(join(workspace, path)),
          fs.readFileSync(join(original, path)),
          path,
        )
      }
      assert.deepEqual(byState(result), { added: paths.toSorted() })
      const [line = '', second] = auditLines(workspace)
      assert.equal(second, undefined)
      const { op, mode, files_count: count } = JSON.parse(line) as Record<string, unknown>
      assert.deepEqual([op, mode, count], ['import', 'merge', paths.length])
      assert.equal(result.outputs.get('changed'), 'true')
      await job.post()
      assert.deepEqual(leftInTemp(job), [])
      assert.equal(
        detailsOf(result).stores?.[0]?.verified,
        pem === undefined ? 'unverified' : 'opened',
      )
    })
  }

  test('what comes back opens for its members', async (t) => {
    const workspace = folder(t)
    await imported(t, workspace, { archive: TEAM_ARCHIVE })
    await assertOpenedBy(workspace, [WORKSTATION, LAPTOP], plaintextsOf('team'))
  })

  test('says who has access, and who still waits for it', async (t) => {
    const { result } = await imported(t, folder(t), { archive: TEAM_ARCHIVE })
    assert.equal(result.outputs.get('members-count'), '5')
    assert.match(result.log, new RegExp(`${DAVE}\\) *\\| has no access yet: it has no wrapped key`))
    assert.match(result.log, new RegExp(`${WORKSTATION}\\) *\\| has access`))
    assert.match(result.log, /16 files restored from \S*team\.tar\.gz into the workspace$/m)
  })

  test('into a folder of the workspace, which becomes a store', async (t) => {
    const workspace = folder(t)
    fs.mkdirSync(join(workspace, 'services/new'), { recursive: true })
    await imported(t, workspace, { archive: TEAM_ARCHIVE, 'working-directory': 'services/new' })
    assert.ok(fs.existsSync(join(workspace, 'services/new/.kanuka/config.toml')))
    assert.ok(!fs.existsSync(join(workspace, '.kanuka')))
  })

  test('not above the very store that the archive is of', async (t) => {
    const workspace = folder(t)
    fs.cpSync(checkout(t, 'team'), join(workspace, 'app'), { recursive: true })
    const before = everythingIn(workspace)
    const { result } = await step(t, workspace, { command: 'import', archive: TEAM_ARCHIVE })
    assertRefused(result, 'STORE_NOT_FOUND', /lies in app/)
    assert.deepEqual(everythingIn(workspace), before)
  })

  test('a dry run shows all, and changes nothing', async (t) => {
    const workspace = folder(t)
    const { result } = await imported(t, workspace, { archive: TEAM_ARCHIVE, 'dry-run': 'true' })
    assert.match(result.log, /Dry run: 16 files would be restored/)
    assert.match(result.log, /would be added/)
    assert.equal(result.outputs.get('changed'), 'false')
    assert.deepEqual(fs.readdirSync(workspace), [])
  })

  test('a key that is of no member of the archive stops it', async (t) => {
    const workspace = folder(t)
    const { result } = await step(t, workspace, {
      command: 'import',
      archive: TEAM_ARCHIVE,
      'private-key': key('basic-alice.pkcs1.pem'),
    })
    assertRefused(result, 'KEY_NOT_A_MEMBER', /belongs to no member/)
    assert.deepEqual(fs.readdirSync(workspace), [])
  })
})

describe('import: merge', () => {
  test('brings lost files back, and leaves what is there as it is', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    fs.rmSync(join(workspace, 'services'), { recursive: true })
    const { result } = await imported(t, workspace, { archive: path, ...TEAM })
    const states = byState(result)
    assert.deepEqual(states['added'], [
      '.env.production.kanuka',
      'services/api/.env.kanuka',
      'services/worker/config/.env.staging.kanuka',
    ])
    assert.equal(states['replaced'], undefined)
    await assertOpenedBy(workspace, [WORKSTATION], plaintextsOf('team'))
    const last = JSON.parse(auditLines(workspace).at(-1) ?? '') as Record<string, unknown>
    assert.deepEqual(
      [last['op'], last['mode'], last['files_count'], last['uuid']],
      ['import', 'merge', 3, WORKSTATION],
    )
  })

  test('needs no key where all wrapped keys are the same', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    const { result } = await imported(t, workspace, { archive: path })
    assert.equal(detailsOf(result).stores?.[0]?.verified, 'same keys')
    await assertOpenedBy(workspace, [WORKSTATION], plaintextsOf('team'))
  })

  test('keeps a file that differs, and says so', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    // Two files under one key: each opens in place of the other.
    const other = fs.readFileSync(join(workspace, '.env.production.kanuka'))
    fs.writeFileSync(join(workspace, '.env.kanuka'), other)
    const { result } = await imported(t, workspace, { archive: path, ...TEAM })
    assert.deepEqual(byState(result)['kept'], ['.env.kanuka'])
    assert.match(result.log, /differs, kept as it is/)
    assert.equal(result.outputs.get('changed'), 'false')
    assert.deepEqual(fs.readFileSync(join(workspace, '.env.kanuka')), other)
  })

  test('with everything there changes nothing, not even the log', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    const before = everythingIn(workspace)
    const { result } = await imported(t, workspace, { archive: path, ...TEAM })
    assert.match(result.log, /has everything already/)
    assert.deepEqual(everythingIn(workspace), before)
  })

  test('after a rotation mixes no keys, with a key and without', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    assert.equal((await sync(t, workspace, TEAM)).result.exitCode, 0)
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    const before = everythingIn(workspace)
    const keyed = await step(t, workspace, { command: 'import', archive: path, ...TEAM })
    assertRefused(keyed.result, 'KEYS_MIXED', /another symmetric key/)
    const keyless = await step(t, workspace, { command: 'import', archive: path })
    assert.equal(keyless.result.exitCode, 1)
    assert.deepEqual(everythingIn(workspace), before)
  })
})

describe('import: which archive', () => {
  test('one must be named, and be there', async (t) => {
    const workspace = folder(t)
    fs.mkdirSync(join(workspace, 'backups'))
    fs.copyFileSync(TEAM_ARCHIVE, join(workspace, 'backups/kanuka-secrets-2026-01-31.tar.gz'))
    const refused = async (inputs: Readonly<Record<string, string>>, code: string, says: RegExp) =>
      assertRefused((await step(t, workspace, { command: 'import', ...inputs })).result, code, says)
    await refused({}, 'INPUT_INVALID', /needs `archive`/)
    await refused({ archive: 'nowhere.tar.gz' }, 'ARCHIVE_NOT_FOUND', /does not exist/)
    await refused(
      { archive: 'backups' },
      'ARCHIVE_NOT_FOUND',
      /backups\/kanuka-secrets-2026-01-31\.tar\.gz/,
    )
    await refused({ archive: TEAM_ARCHIVE, files: '.env.kanuka' }, 'INPUT_INVALID', /whole archive/)
    await refused(
      { archive: TEAM_ARCHIVE, 'working-directory': 'a\nb' },
      'INPUT_INVALID',
      /an archive is of one/,
    )
    fs.symlinkSync(TEAM_ARCHIVE, join(workspace, 'link.tar.gz'))
    await refused({ archive: 'link.tar.gz' }, 'PATH_UNSAFE', /through a link/)
    await refused(
      { archive: TEAM_ARCHIVE, 'require-signature': 'true' },
      'INPUT_INVALID',
      /`archive-signers` is empty/,
    )
  })
})
