// What export refuses to pack, and where it refuses to write.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, folder, key } from '../helpers/action.ts'
import { DEFAULT_NAME, exported, step } from '../helpers/backups.ts'
import { assertRefused, everythingIn } from '../helpers/rotating.ts'

describe('export refuses', () => {
  interface Refusal {
    readonly what: string
    readonly arrange: (workspace: string) => void
    readonly says: RegExp
    /** Whether `allow-damaged` packs it. */
    readonly isDamage: boolean
  }
  const WRAPPED = '.kanuka/secrets/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.kanuka'
  const PUBLIC = '.kanuka/public_keys/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.pub'
  const CANARY = 'canary-that-must-not-be-packed'
  const write = (path: string, text: string) => (workspace: string) =>
    fs.writeFileSync(join(workspace, path), text)
  const refusals: readonly Refusal[] = [
    {
      what: 'a secret file that holds readable text',
      arrange: write('.env.kanuka', `PASSWORD=${CANARY}\n`.repeat(5)),
      says: /\.env\.kanuka holds readable text/,
      isDamage: false,
    },
    {
      what: 'a short one that does',
      arrange: write('.env.kanuka', `P=${CANARY}`),
      says: /\.env\.kanuka holds readable text/,
      isDamage: false,
    },
    {
      what: 'readable text between conflict markers',
      arrange: write('.env.kanuka', `<<<<<<< a\nP=${CANARY}\n=======\nP=2\n>>>>>>> b\n`),
      says: /\.env\.kanuka holds readable text/,
      isDamage: false,
    },
    {
      what: 'a private key in a .pub file',
      arrange: write(PUBLIC, key('team-alice-workstation.pem')),
      says: /\.pub holds a private key/,
      isDamage: false,
    },
    {
      what: 'a private key in config.toml',
      arrange: (workspace) =>
        fs.appendFileSync(
          join(workspace, '.kanuka/config.toml'),
          `note = '''\n${key('team-alice-workstation.pem')}'''\n`,
        ),
      says: /config\.toml holds a private key/,
      isDamage: false,
    },
    {
      what: 'readable text in place of a wrapped key',
      arrange: write(WRAPPED, `${CANARY}\n`),
      says: /holds readable text, no wrapped key/,
      isDamage: false,
    },
    {
      what: 'a Git LFS pointer',
      arrange: write(
        '.env.kanuka',
        'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
      ),
      says: /pointer of Git LFS/,
      isDamage: true,
    },
    {
      what: 'a ciphertext that is too short',
      arrange: (workspace) =>
        fs.writeFileSync(join(workspace, '.env.kanuka'), Buffer.from([0, 255, 254, 3])),
      says: /too short for a ciphertext/,
      isDamage: true,
    },
    {
      what: 'a wrapped key of another length',
      arrange: (workspace) => fs.truncateSync(join(workspace, WRAPPED), 100),
      says: /has 100 bytes, where its public key makes 256/,
      isDamage: true,
    },
    {
      what: 'a wrapped key copied from another member',
      arrange: (workspace) =>
        fs.copyFileSync(
          join(workspace, WRAPPED),
          join(workspace, '.kanuka/secrets/985ed0c8-5f2e-4848-9750-6b3b3370a96c.kanuka'),
        ),
      says: /the very bytes of the wrapped key of another member/,
      isDamage: true,
    },
    {
      what: 'a public key that is none',
      arrange: write(PUBLIC, 'no key at all\n'),
      says: /holds no public key in PEM form/,
      isDamage: true,
    },
  ]
  for (const { what, arrange, says, isDamage } of refusals) {
    test(what, async (t) => {
      const workspace = checkout(t, 'team')
      arrange(workspace)
      const before = everythingIn(workspace)
      const { result } = await step(t, workspace, { command: 'export' })
      assertRefused(result, 'STORE_UNSOUND', says)
      assert.ok(!(result.rawOutput + result.summary).includes(CANARY))
      assert.deepEqual(everythingIn(workspace), before)
      const allowed = await step(t, workspace, { command: 'export', 'allow-damaged': 'true' })
      if (isDamage) {
        assert.equal(allowed.result.exitCode, 0, allowed.result.log)
        assert.match(allowed.result.log, says)
        assert.match(allowed.result.log, /packed as it is/)
      } else {
        assertRefused(allowed.result, 'STORE_UNSOUND', says)
        assert.deepEqual(everythingIn(workspace), before)
      }
    })
  }

  test('names that no import takes', async (t) => {
    const workspace = checkout(t, 'team')
    const bytes = fs.readFileSync(join(workspace, '.env.kanuka'))
    fs.writeFileSync(join(workspace, '.env.two\nlines.kanuka'), bytes)
    fs.writeFileSync(join(workspace, '.ENV.kanuka'), bytes)
    fs.writeFileSync(join(workspace, 'App.env.kanuka'), bytes)
    fs.writeFileSync(join(workspace, 'app.env.kanuka'), bytes)
    const { result } = await step(t, workspace, { command: 'export' })
    assertRefused(result, 'STORE_UNSOUND', /has a line end in its name/)
    assertRefused(result, 'STORE_UNSOUND', /are one file on some disks/)
  })

  test('all that is wrong at once', async (t) => {
    const workspace = checkout(t, 'team')
    write('.env.kanuka', `PASSWORD=${CANARY}\n`.repeat(5))(workspace)
    write('.env.production.kanuka', `PASSWORD=${CANARY}\n`.repeat(5))(workspace)
    write(PUBLIC, 'no key at all\n')(workspace)
    const { result } = await step(t, workspace, { command: 'export' })
    for (const says of [/\.env\.kanuka/, /\.env\.production\.kanuka/, /\.pub/]) {
      assertRefused(result, 'STORE_UNSOUND', says)
    }
  })

  test('to overwrite the archive of another day, or a folder, or through a link', async (t) => {
    const workspace = checkout(t, 'basic')
    const run = async (archive: string) =>
      (await step(t, workspace, { command: 'export', archive })).result
    fs.writeFileSync(join(workspace, 'old.tar.gz'), 'of another day')
    assertRefused(await run('old.tar.gz'), 'ARCHIVE_EXISTS', /old\.tar\.gz exists already/)
    assert.equal(fs.readFileSync(join(workspace, 'old.tar.gz'), 'utf8'), 'of another day')
    fs.mkdirSync(join(workspace, 'is-a-folder.tar.gz'))
    assert.equal(
      (await run('is-a-folder.tar.gz')).outputs.get('archive'),
      `is-a-folder.tar.gz/${DEFAULT_NAME}`,
    )
    const outside = folder(t)
    fs.symlinkSync(outside, join(workspace, 'linked'))
    assertRefused(await run('linked/x.tar.gz'), 'ARCHIVE_PLACE', /through a link/)
    fs.symlinkSync(join(outside, 'x'), join(workspace, DEFAULT_NAME))
    assertRefused(await run('./'), 'ARCHIVE_PLACE', /no regular file/)
    assertRefused(await run('.kanuka/x.tar.gz'), 'ARCHIVE_PLACE', /inside \.git or \.kanuka/)
    assertRefused(await run('{who}.tar.gz'), 'ARCHIVE_PLACE', /no token/)
    assert.deepEqual(fs.readdirSync(outside), [])
  })

  test("today's own archive is replaced, and says so", async (t) => {
    const workspace = checkout(t, 'basic')
    fs.writeFileSync(join(workspace, DEFAULT_NAME), 'an earlier one')
    const { result } = await exported(t, workspace)
    assert.match(result.log, /of earlier today was replaced/)
  })

  test('`files`', async (t) => {
    const { result } = await step(t, checkout(t, 'basic'), {
      command: 'export',
      files: '.env.kanuka',
    })
    assertRefused(result, 'INPUT_INVALID', /always packs every file/)
  })
})
