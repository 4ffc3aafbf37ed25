// Damaged stores: every fault is found, named, and spoils the whole.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { MAX_SECRET_FILE_BYTES } from '../../../src/kanuka/layout.ts'
import { openStore, type OpenedStore } from '../../../src/kanuka/open-store.ts'
import { readPrivateKey } from '../../../src/kanuka/private-key.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { checkout, FIXTURES, key } from '../../helpers/action.ts'
import { fixtureStore, manifest } from '../../helpers/manifest.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'

const ALICE_KEY = key('basic-alice.pkcs1.pem')
const FILES = ['.env.kanuka', '.env.local.kanuka', 'config/.env.production.kanuka']

async function open(
  root: string,
  paths?: readonly string[],
  pem = ALICE_KEY,
): Promise<OpenedStore> {
  const store = readStore(root, root)
  return openStore(store, await readPrivateKey(pem, undefined), paths ?? store.secretFiles)
}

const WRAPPED = /^what \.kanuka\/secrets\/7c1d65f0-.*\.kanuka holds for this private key opens no/
const REFUSED: Readonly<Record<string, readonly [code: string, what: RegExp]>> = {
  'config-uuid-key': ['CONFIG_INVALID', /config\.toml has no `project_uuid` in \[project\]/],
  'crlf-mangled': ['DECRYPT_FAILED', /^\.env\.kanuka \(334 bytes\) does not open/],
  'cut-tail': ['DECRYPT_FAILED', /^\.env\.kanuka \(328 bytes\) does not open/],
  'empty-config-toml': ['CONFIG_INVALID', /config\.toml has no `project_uuid` in \[project\]/],
  'empty-file': ['FILE_DAMAGED', /^\.env\.kanuka has 0 bytes; an encrypted file has at least 40/],
  'flipped-ciphertext-byte': ['DECRYPT_FAILED', /^config\/\.env\.production\.kanuka \(297 bytes\)/],
  'flipped-nonce-byte': ['DECRYPT_FAILED', /^\.env\.kanuka \(329 bytes\)/],
  'flipped-wrapped-key': ['KEY_OR_STORE_DAMAGED', WRAPPED],
  'garbage-own-pub': ['KEY_NOT_A_MEMBER', /not readable: 7c1d65f0-.*\.pub holds no public key/],
  'invalid-config-toml': ['CONFIG_INVALID', /config\.toml is no TOML/],
  'lfs-pointer': ['FILE_DAMAGED', /^\.env\.kanuka is a Git LFS pointer.*`lfs: true`/],
  'merge-conflict-config': ['CONFIG_INVALID', /config\.toml holds conflict markers/],
  'mixed-keys': ['DECRYPT_FAILED', /^\.env\.local\.kanuka \(81 bytes\) does not open/],
  'no-wrapped-key': ['KEY_PENDING', /belongs to alice@example\.com.*no access yet/],
  'swapped-wrapped-keys': ['KEY_OR_STORE_DAMAGED', WRAPPED],
  'truncated-file-10-bytes': ['FILE_DAMAGED', /^\.env\.kanuka has 10 bytes/],
  'truncated-file-39-bytes': ['FILE_DAMAGED', /^\.env\.kanuka has 39 bytes/],
  'truncated-wrapped-key': ['KEY_OR_STORE_DAMAGED', WRAPPED],
  'wrapped-16-bytes': ['KEY_OR_STORE_DAMAGED', WRAPPED],
  'wrapped-other-symmetric-key': ['KEY_OR_STORE_DAMAGED', WRAPPED],
}
const OPENS = ['ec-pub', 'garbage-pub', 'pkcs1-pub', 'stray-files', 'stray-kanuka-in-path']

test('every damaged store of the fixtures is looked at', () => {
  const stores = manifest.stores.filter(({ path }) => path.startsWith('damaged/'))
  const names = stores.map(({ path }) => path.slice('damaged/'.length))
  assert.deepEqual(names.toSorted(), [...Object.keys(REFUSED), ...OPENS].toSorted())
})

for (const [store, [code, what]] of Object.entries(REFUSED)) {
  test(`damaged/${store}: ${code}`, async () => {
    const error = await refusal(() => open(join(FIXTURES, 'damaged', store)))
    assert.equal(error.code, code)
    assert.match(error.what, what)
    assert.notEqual(error.where.file, undefined)
    assert.notEqual(error.fix, '')
  })
}

for (const store of OPENS) {
  test(`damaged/${store} opens`, async () => {
    const { files } = await open(join(FIXTURES, 'damaged', store))
    for (const { path, plain } of fixtureStore(`damaged/${store}`).files) {
      const file = files.find((each) => each.path === path)
      assert.deepEqual(
        Buffer.from(file?.plaintext.reveal() ?? []),
        readFileSync(join(FIXTURES, plain)),
      )
    }
  })
}

test('of swapped wrapped keys neither member can do anything', async () => {
  const root = join(FIXTURES, 'damaged/swapped-wrapped-keys')
  const error = await refusal(() => open(root, undefined, key('damaged-swapped-bob.pem')))
  assert.equal(error.code, 'KEY_OR_STORE_DAMAGED')
  assert.match(error.what, /45e676e3-/)
})

describe('files that are not asked for', () => {
  test('may be damaged', async () => {
    const root = join(FIXTURES, 'damaged/flipped-nonce-byte')
    const { files } = await open(root, ['.env.local.kanuka'])
    assert.equal(files.length, 1)
  })

  test('tell a damaged file from a wrong key', async () => {
    const root = join(FIXTURES, 'damaged/flipped-nonce-byte')
    const error = await refusal(() => open(root, ['.env.kanuka']))
    assert.equal(error.code, 'DECRYPT_FAILED')
  })
})

test('several damaged files are reported together, the others are not given out', async (t) => {
  const root = checkout(t, 'basic')
  writeFileSync(join(root, '.env.kanuka'), 'short')
  truncateSync(join(root, '.env.local.kanuka'), 60)
  const errors = await refusals(() => open(root))
  assert.deepEqual(
    errors.map(({ code, where }) => [code, where.file]),
    [
      ['FILE_DAMAGED', '.env.kanuka'],
      ['DECRYPT_FAILED', '.env.local.kanuka'],
    ],
  )
})

test('all files of another key: the key or the store, not each file', async (t) => {
  const root = checkout(t, 'basic')
  for (const file of FILES) writeFileSync(join(root, file), Buffer.alloc(100, file))
  assert.equal((await refusal(() => open(root))).code, 'KEY_OR_STORE_DAMAGED')
})

test('a conflict in a secret file is called one', async (t) => {
  const root = checkout(t, 'basic')
  writeFileSync(join(root, '.env.kanuka'), '<<<<<<< HEAD\n'.padEnd(200, 'x'))
  const error = await refusal(() => open(root))
  assert.equal(error.code, 'FILE_DAMAGED')
  assert.match(error.what, /^\.env\.kanuka holds conflict markers of an unfinished merge$/)
})

describe('files that change after they were found', () => {
  for (const [what, change, reason] of [
    ['removed', (path: string) => rmSync(path), /cannot be read: absent \(ENOENT\)/],
    [
      'replaced by a link',
      (path: string) => {
        rmSync(path)
        symlinkSync(join(FIXTURES, 'basic/.env.kanuka'), path)
      },
      /cannot be read: no regular file/,
    ],
    [
      'replaced by a pipe',
      (path: string) => {
        rmSync(path)
        execFileSync('mkfifo', [path])
      },
      /cannot be read: no regular file/,
    ],
  ] as const) {
    test(what, async (t) => {
      const root = checkout(t, 'basic')
      const store = readStore(root, root)
      change(join(root, '.env.kanuka'))
      const privateKey = await readPrivateKey(ALICE_KEY, undefined)
      const error = await refusal(() => openStore(store, privateKey, store.secretFiles))
      assert.equal(error.code, 'FILE_UNREADABLE')
      assert.match(error.what, reason)
    })
  }

  test('grown beyond every limit: refused before it is read', async (t) => {
    const root = checkout(t, 'basic')
    // Takes no room on the disk: a hole.
    truncateSync(join(root, '.env.kanuka'), MAX_SECRET_FILE_BYTES + 1)
    const error = await refusal(() => open(root))
    assert.equal(error.code, 'FILE_TOO_LARGE')
    assert.match(error.what, /^\.env\.kanuka has \d+ MB; at most \d+ MB are opened$/)
  })
})

test('a wrapped key that is a link is not used', async (t) => {
  const root = checkout(t, 'basic')
  const [uuid] = fixtureStore('basic').members.map((member) => member.uuid)
  const wrapped = `.kanuka/secrets/${uuid}.kanuka`
  rmSync(join(root, wrapped))
  symlinkSync(join(FIXTURES, 'basic', wrapped), join(root, wrapped))
  assert.equal((await refusal(() => open(root))).code, 'KEY_OR_STORE_DAMAGED')
})
