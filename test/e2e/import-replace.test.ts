// import with `import-mode: replace`: the store becomes what the archive holds, and nothing is lost by it.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, commitAll, folder, withoutGit } from '../helpers/action.ts'
import { byState, entriesOf, exported, imported, step, TEAM_ARCHIVE } from '../helpers/backups.ts'
import {
  assertOpenedBy,
  assertRefused,
  auditLines,
  everythingIn,
  LAPTOP,
  plaintextsOf,
  sync,
  TEAM,
  WORKSTATION,
} from '../helpers/rotating.ts'

describe('import: replace', () => {
  test(
    'makes the store what the archive holds, and keeps the audit log',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'team')
      const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
      assert.equal((await sync(t, workspace, TEAM)).result.exitCode, 0)
      fs.mkdirSync(join(workspace, 'newer'))
      fs.copyFileSync(join(workspace, '.env.kanuka'), join(workspace, 'newer/.env.kanuka'))
      const lines = auditLines(workspace)
      commitAll(workspace)
      const { result } = await imported(t, workspace, {
        archive: path,
        'import-mode': 'replace',
        ...TEAM,
        grant: await orphans(path),
      })
      assert.deepEqual(byState(result)['removed'], ['newer/.env.kanuka'])
      await assertOpenedBy(workspace, [WORKSTATION, LAPTOP], plaintextsOf('team'))
      assert.deepEqual(auditLines(workspace).slice(0, -1), lines)
      assert.match(result.log, /before the last rotation/)
      assert.match(result.log, /command: sync/)
    },
  )

  test('loses nothing that is in no commit', { skip: withoutGit }, async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    commitAll(workspace)
    fs.copyFileSync(join(workspace, '.env.kanuka'), join(workspace, '.env.new.kanuka'))
    const before = everythingIn(workspace)
    const inputs = { command: 'import', archive: path, 'import-mode': 'replace', ...TEAM }
    const { result } = await step(t, workspace, inputs)
    assertRefused(result, 'IMPORT_LOSES', /\.env\.new\.kanuka/)
    assert.deepEqual(everythingIn(workspace), before)
  })

  test('repairs a store whose config.toml cannot be read', { skip: withoutGit }, async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    fs.writeFileSync(join(workspace, '.kanuka/config.toml'), '<<<<<<< ours\n')
    commitAll(workspace)
    await imported(t, workspace, { archive: path, 'import-mode': 'replace', ...TEAM })
    await assertOpenedBy(workspace, [WORKSTATION], plaintextsOf('team'))
  })

  test('refuses the archive of another project', async (t) => {
    const workspace = checkout(t, 'basic')
    const before = everythingIn(workspace)
    for (const mode of ['merge', 'replace']) {
      const inputs = { command: 'import', archive: TEAM_ARCHIVE, 'import-mode': mode }
      const { result } = await step(t, workspace, inputs)
      assertRefused(result, 'PROJECT_DIFFERS', /is of the project "payments"/)
    }
    assert.deepEqual(everythingIn(workspace), before)
  })
})

/** UUIDs whose wrapped key has no public key: the rotation removed these. */
async function orphans(archive: string): Promise<string> {
  const paths = (await entriesOf(archive)).map(({ path }) => path)
  const uuids = (pattern: RegExp): readonly string[] =>
    paths.flatMap((path) => pattern.exec(path)?.[1] ?? [])
  const known = uuids(/public_keys\/(.*)\.pub$/)
  return uuids(/secrets\/(.*)\.kanuka$/)
    .filter((uuid) => !known.includes(uuid))
    .join('\n')
}
