// export: a store into an archive that Kanuka's CLI would have made, read back before it counts.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, commitAll, filesIn, folder, withoutGit } from '../helpers/action.ts'
import {
  DEFAULT_NAME,
  detailsOf,
  entriesOf,
  exported,
  listingOf,
  sha256,
  step,
  TODAY,
} from '../helpers/backups.ts'
import { assertRefused, everythingIn, leftInTemp, TEAM } from '../helpers/rotating.ts'

describe('export', () => {
  for (const store of ['team', 'dotenv-zoo']) {
    test(`packs ${store} as the CLI does: the same entries in the same order`, async (t) => {
      const workspace = checkout(t, store)
      // Younger than the archive of the CLI.
      fs.rmSync(join(workspace, 'big'), { recursive: true, force: true })
      const before = everythingIn(workspace)
      const { result, path } = await exported(t, workspace)
      const entries = await entriesOf(path)
      assert.deepEqual(
        entries.map((entry) => entry.path),
        listingOf(store),
      )
      for (const entry of entries) {
        assert.deepEqual(
          { ...entry, size: undefined, path: undefined },
          {
            path: undefined,
            size: undefined,
            mode: 0o644,
            uid: 0,
            gid: 0,
            type: 'File',
            time: `${TODAY}T00:00:00.000Z`,
          },
        )
        assert.equal(entry.size, fs.statSync(join(workspace, entry.path)).size)
      }
      assert.equal(result.outputs.get('archive'), DEFAULT_NAME)
      assert.equal(result.outputs.get('archive-sha256'), sha256(path))
      assert.equal(result.outputs.get('changed'), 'true')
      assert.equal(fs.statSync(path).mode & 0o777, 0o600)
      // Nothing else in the checkout has changed: not even the audit log.
      fs.rmSync(path)
      assert.deepEqual({ ...everythingIn(workspace), '': undefined }, { ...before, '': undefined })
    })
  }

  test('says what the guide shows: contents, the note, the restore test', async (t) => {
    const workspace = checkout(t, 'team')
    const { result } = await exported(t, workspace)
    assert.match(result.log, /Exported secrets to kanuka-secrets-/)
    assert.match(result.log, /\.kanuka\/public_keys\/ *\| 5 files/)
    assert.match(result.log, /\.kanuka\/secrets\/ *\| 5 user keys/)
    assert.match(result.log, /5 encrypted secret files/)
    assert.match(result.log, /encrypted data only\. Private keys are NOT included/)
    assert.match(result.log, /read back from disk, 16 entries/)
    assert.match(result.log, /nothing was decrypted/)
    assert.match(result.summary, /upload-artifact/)
    assert.equal(result.outputs.get('files-count'), '5')
    assert.equal(result.outputs.get('members-count'), '5')
  })

  test('with a private key also decrypts every file of the archive', async (t) => {
    const { result } = await exported(t, checkout(t, 'team'), TEAM)
    assert.match(result.log, /5 secret files decrypted in memory/)
    assert.equal(detailsOf(result).archives?.[0]?.['opened'], 5)
  })

  test('a file that does not open with the key stops it, and leaves nothing', async (t) => {
    const workspace = checkout(t, 'team')
    const damaged = fs.readFileSync(join(workspace, '.env.kanuka'))
    damaged[50] = (damaged[50] ?? 0) ^ 1
    fs.writeFileSync(join(workspace, '.env.kanuka'), damaged)
    const before = everythingIn(workspace)
    const { result } = await step(t, workspace, { command: 'export', ...TEAM })
    assertRefused(result, 'DECRYPT_FAILED', /\.env\.kanuka/)
    assert.deepEqual(everythingIn(workspace), before)
    // Nobody can tell without the key.
    await exported(t, workspace)
  })

  test('the same store gives the same bytes, wherever and however often', async (t) => {
    const [one, other] = [checkout(t, 'dotenv-zoo'), checkout(t, 'dotenv-zoo')]
    const first = await exported(t, one, { archive: join(folder(t), 'a/') })
    const second = await exported(t, other)
    assert.equal(sha256(first.path), sha256(second.path))
    const again = await exported(t, other)
    assert.equal(again.result.outputs.get('changed'), 'false')
    assert.match(again.result.log, /unchanged/)
  })

  test('tokens, missing folders and `~` in `archive`', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, {
      archive: '~/backups/{project}/{date}-{time}.tar.gz',
    })
    assert.match(path, new RegExp(`/home/backups/[\\w.-]+/${TODAY}-\\d{6}\\.tar\\.gz$`))
    const inside = await exported(t, workspace, { archive: 'out/deep/' })
    assert.equal(inside.result.outputs.get('archive'), `out/deep/${DEFAULT_NAME}`)
  })

  test('`{commit}` is the checked-out one', { skip: withoutGit }, async (t) => {
    const workspace = checkout(t, 'team')
    const head = commitAll(workspace)
    const { path } = await exported(t, workspace, { archive: 'b/{commit}.tar.gz' })
    assert.ok(path.endsWith(`/b/${head.slice(0, 12)}.tar.gz`), path)
  })

  test('a project that calls itself `../../evil` stays in the folder', async (t) => {
    const workspace = checkout(t, 'basic')
    const config = join(workspace, '.kanuka/config.toml')
    const text = fs.readFileSync(config, 'utf8')
    fs.writeFileSync(config, text.replace(/^ *name = .*$/m, 'name = "../../evil\\u0000/x"'))
    const { result } = await exported(t, workspace, { archive: 'b/{project}.tar.gz' })
    assert.equal(result.outputs.get('archive'), 'b/evil-x.tar.gz')
  })

  test('several stores give an archive each, below their paths', async (t) => {
    const workspace = folder(t)
    for (const name of ['api', 'web'])
      fs.cpSync(checkout(t, 'basic'), join(workspace, name), { recursive: true })
    const { result } = await exported(t, workspace, { 'working-directory': '*', archive: 'b/' })
    assert.equal(result.outputs.get('archive'), `b/api/${DEFAULT_NAME}\nb/web/${DEFAULT_NAME}`)
    assert.equal(result.outputs.get('archive-sha256')?.split('\n').length, 2)
    const clash = await step(t, workspace, {
      command: 'export',
      'working-directory': '*',
      archive: 'b/one.tar.gz',
    })
    assertRefused(clash.result, 'ARCHIVE_PLACE', /two stores/)
  })

  test('a dry run judges everything, and writes nothing', async (t) => {
    const workspace = checkout(t, 'team')
    const before = everythingIn(workspace)
    const inputs = { 'dry-run': 'true', archive: 'new/folder/' }
    const { result, job } = await step(t, workspace, { command: 'export', ...inputs })
    assert.equal(result.exitCode, 0, result.log)
    assert.match(result.log, /Dry run: secrets would be exported to new\/folder/)
    assert.equal(result.outputs.get('changed'), 'false')
    assert.deepEqual(everythingIn(workspace), before)
    assert.deepEqual(leftInTemp(job), [])
  })

  test('post leaves the archive where it is', async (t) => {
    const { job, path } = await exported(t, checkout(t, 'basic'))
    const [post] = await job.post()
    assert.equal(post?.exitCode, 0, post?.log)
    assert.ok(fs.existsSync(path))
    assert.deepEqual(leftInTemp(job), [])
  })

  test('packs no audit log, and no file of a store further down', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const { path } = await exported(t, workspace)
    const paths = (await entriesOf(path)).map((entry) => entry.path)
    const nested = filesIn(workspace).filter((name) => name.endsWith('/.kanuka/config.toml'))
    assert.ok(nested.length > 0)
    for (const name of nested) {
      const root = name.slice(0, -'.kanuka/config.toml'.length)
      assert.deepEqual(
        paths.filter((each) => each.startsWith(root)),
        [],
      )
    }
    assert.ok(!paths.includes('.kanuka/audit.jsonl'))
  })
})
