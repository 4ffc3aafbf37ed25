// Rotations that must not happen: what stands in the way is named, and the whole folder stays as it
// was, bytes and permissions, with nothing added anywhere.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, FIXTURES, key } from '../helpers/action.ts'
import { manifest } from '../helpers/manifest.ts'
import { assertNothingDone, auditLines, BASIC, sync, synced, TEAM } from '../helpers/rotating.ts'

describe('damaged stores of the fixtures', () => {
  const refusals: Readonly<Record<string, readonly [string, RegExp]>> = {
    'config-uuid-key': ['CONFIG_INVALID', /config\.toml has no `project_uuid`/],
    'empty-config-toml': ['CONFIG_INVALID', /config\.toml has no `project_uuid`/],
    'invalid-config-toml': ['CONFIG_INVALID', /config\.toml is no TOML/],
    'merge-conflict-config': ['CONFIG_INVALID', /config\.toml holds conflict markers/],
    'crlf-mangled': ['DECRYPT_FAILED', /\.env\.kanuka/],
    'cut-tail': ['DECRYPT_FAILED', /\.env\.kanuka/],
    'flipped-ciphertext-byte': ['DECRYPT_FAILED', /config\/\.env\.production\.kanuka/],
    'flipped-nonce-byte': ['DECRYPT_FAILED', /\.env\.kanuka/],
    'mixed-keys': ['DECRYPT_FAILED', /\.env\.local\.kanuka/],
    'empty-file': ['FILE_DAMAGED', /\.env\.kanuka has 0 bytes/],
    'truncated-file-10-bytes': ['FILE_DAMAGED', /\.env\.kanuka has 10 bytes/],
    'truncated-file-39-bytes': ['FILE_DAMAGED', /\.env\.kanuka has 39 bytes/],
    'lfs-pointer': ['FILE_DAMAGED', /\.env\.kanuka is a Git LFS pointer/],
    'flipped-wrapped-key': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'truncated-wrapped-key': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'wrapped-16-bytes': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'wrapped-other-symmetric-key': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'swapped-wrapped-keys': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'garbage-own-pub': ['KEY_NOT_A_MEMBER', /7c1d65f0-.*\.pub holds no public key/],
    'no-wrapped-key': ['KEY_PENDING', /alice@example\.com/],
    // Harmless for `decrypt`, but nobody can tell for whom the new key would be wrapped.
    'garbage-pub': ['PUBLIC_KEY_INVALID', /00000000-0000-4000-8000-000000000000\.pub/],
    'ec-pub': ['PUBLIC_KEY_INVALID', /00000000-0000-4000-8000-0000000000ec\.pub .*EC/],
  }
  for (const [store, [code, says]] of Object.entries(refusals)) {
    test(`${store}: ${code}`, async (t) => {
      const workspace = checkout(t, `damaged/${store}`)
      await assertNothingDone(t, workspace, { inputs: BASIC, code, says })
    })
  }

  const harmless = ['pkcs1-pub', 'stray-files', 'stray-kanuka-in-path']
  for (const store of harmless) {
    test(`${store} is rotated, with its warning`, async (t) => {
      const workspace = checkout(t, `damaged/${store}`)
      const { result } = await synced(t, workspace, BASIC)
      assert.equal(result.outputs.get('files-count'), '3')
      assert.ok(result.annotations.some(({ file }) => file !== '.kanuka'))
      const before = auditLines(join(FIXTURES, `damaged/${store}`)).length
      assert.equal(auditLines(workspace).length, before + 1)
    })
  }

  test('every damaged store of the fixtures is in one of the lists', () => {
    for (const { path } of manifest.stores.filter((store) => store.path.startsWith('damaged/'))) {
      const name = path.slice('damaged/'.length)
      assert.ok(name in refusals || harmless.includes(name), name)
    }
  })

  test('a legacy store', async (t) => {
    const says = /kanuka secrets sync/
    await assertNothingDone(t, checkout(t, 'legacy'), { inputs: BASIC, code: 'STORE_LEGACY', says })
  })

  test('one damaged file of many: all of them are looked at and named', async (t) => {
    const workspace = checkout(t, 'team')
    const damaged = ['.env.kanuka', 'services/api/.env.kanuka']
    for (const path of damaged) fs.appendFileSync(join(workspace, path), 'x')
    const { result } = await sync(t, workspace, TEAM)
    assert.deepEqual(result.annotations.map(({ file }) => file).toSorted(), damaged)
  })
})

describe('keys', () => {
  for (const [what, store, inputs, code] of [
    ['of one who waits', 'team', { 'private-key': key('team-dave-pending.pem') }, 'KEY_PENDING'],
    ['of an orphan', 'team', { 'private-key': key('team-erin-orphan.pem') }, 'KEY_NOT_A_MEMBER'],
    ['of a stranger', 'team', { 'private-key': key('stranger-rsa2048.pem') }, 'KEY_NOT_A_MEMBER'],
    ['none', 'team', {}, 'KEY_MISSING'],
    ['that is public', 'basic', { 'private-key': key('refuse-public-key.pem') }, 'KEY_INVALID'],
    [
      'with a wrong passphrase',
      'basic',
      { 'private-key': key('basic-alice.openssh-passphrase'), passphrase: 'wrong' },
      'PASSPHRASE_WRONG',
    ],
    [
      'without its passphrase',
      'basic',
      { 'private-key': key('basic-alice.pkcs8-passphrase.pem') },
      'PASSPHRASE_MISSING',
    ],
  ] as const) {
    test(what, async (t) => {
      await assertNothingDone(t, checkout(t, store), { inputs, code, says: /./ })
    })
  }

  test('a waiting member cannot let himself in', async (t) => {
    const inputs = { 'private-key': key('team-dave-pending.pem'), grant: 'all-pending' }
    await assertNothingDone(t, checkout(t, 'team'), { inputs, code: 'KEY_PENDING', says: /dave/ })
  })
})

describe('inputs', () => {
  for (const [name, value, says] of [
    ['files', '.env.kanuka', /`files` is given, but `sync` always re-encrypts every file/],
    ['rotate-after', '30', /`rotate-after` must be a number and `h`, `d` or `w`/],
    ['rotate-after', '0d', /`rotate-after`/],
    ['rotate-after', '-1d', /`rotate-after`/],
    ['rotate-after', '1m', /`rotate-after`/],
    ['rotate-after', 'never', /`rotate-after`/],
    ['commit', 'yes', /`commit` must be one of/],
    ['dry-run', 'maybe', /`dry-run` must be `true` or `false`/],
    ['command', 'rotate', /`command` must be one of `decrypt`, `sync`/],
  ] as const) {
    test(`${name}: ${value}`, async (t) => {
      const inputs = { ...BASIC, [name]: value }
      await assertNothingDone(t, checkout(t, 'basic'), { inputs, code: 'INPUT_INVALID', says })
    })
  }
})
