// Backups that other programs take: the CLI's own `import`, and plain tar, which is all that is needed to get
// the files out by hand.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, folder } from '../helpers/action.ts'
import { entriesOf, exported } from '../helpers/backups.ts'
import { assertOpenedBy, LAPTOP, plaintextsOf, WORKSTATION } from '../helpers/rotating.ts'

interface Backup {
  /** The store that it is of. */
  readonly store: string
  readonly archive: string
}

async function backup(t: TestContext): Promise<Backup> {
  const store = checkout(t, 'team')
  const { path: archive } = await exported(t, store, { archive: join(folder(t), 'b/') })
  return { store, archive }
}

/** Every file of the archive lies in the folder as it lies in the store, and opens. */
async function assertRestored(root: string, { store, archive }: Backup): Promise<void> {
  const entries = await entriesOf(archive)
  assert.ok(entries.length > 0)
  for (const { path } of entries) {
    assert.deepEqual(fs.readFileSync(join(root, path)), fs.readFileSync(join(store, path)), path)
  }
  await assertOpenedBy(root, [WORKSTATION, LAPTOP], plaintextsOf('team'))
}

describe('an archive made here', () => {
  const tar = spawnSync('tar', ['--version'])
  const withoutTar = tar.error ? 'tar is not on the PATH' : false
  test('is unpacked by `tar -xzf`', { skip: withoutTar }, async (t) => {
    const made = await backup(t)
    const root = folder(t)
    const { status, stderr } = spawnSync('tar', ['-xzf', made.archive, '-C', root])
    assert.equal(status, 0, stderr.toString())
    assert.equal(stderr.toString(), '')
    await assertRestored(root, made)
  })

  const cli = spawnSync('kanuka', ['--version'])
  const withoutCli = cli.error ? 'kanuka is not on the PATH' : false
  for (const mode of ['--merge', '--replace']) {
    test(`is taken by \`kanuka secrets import ${mode}\``, { skip: withoutCli }, async (t) => {
      const made = await backup(t)
      const root = checkout(t, 'team')
      for (const name of ['.env.production.kanuka', 'services']) {
        fs.rmSync(join(root, name), { recursive: true })
      }
      const { stdout, stderr } = spawnSync('kanuka', ['secrets', 'import', made.archive, mode], {
        cwd: root,
        env: { PATH: process.env['PATH'], HOME: folder(t) },
        encoding: 'utf8',
      })
      assert.ok(fs.existsSync(join(root, 'services')), stdout + stderr)
      await assertRestored(root, made)
    })
  }
})
