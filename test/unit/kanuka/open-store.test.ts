// Stores opened with the keys of their members, against the independent reader.
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { openStore, type OpenedStore } from '../../../src/kanuka/open-store.ts'
import { readPrivateKey } from '../../../src/kanuka/private-key.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { checkout, FIXTURES, key } from '../../helpers/action.ts'
import {
  openIndependently,
  sealIndependently,
  wrapIndependently,
} from '../../helpers/independent-reader.ts'
import { manifest } from '../../helpers/manifest.ts'
import { refusal } from '../../helpers/refusals.ts'

const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'

/** Opens all files of a store, or those that are given. */
async function open(root: string, pem: string, paths?: readonly string[]): Promise<OpenedStore> {
  const store = readStore(root, root)
  return openStore(store, await readPrivateKey(pem, undefined), paths ?? store.secretFiles)
}

function plaintexts({ files }: OpenedStore): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map(({ path, plaintext }) => [path, Buffer.from(plaintext.reveal()).toString('latin1')]),
  )
}

const healthy = /^(basic|team|ci|dotenv-zoo|rotated\/.*|monorepo.*)$/
const standard = Object.entries(manifest.keys).filter(
  ([, { encoding }]) => encoding === 'PKCS#1 PEM',
)

describe('what we open is what node-forge and libsodium open', () => {
  for (const [name, { opens = [] }] of standard) {
    for (const path of opens.filter((store) => healthy.test(store))) {
      test(`${path} with ${name}`, async () => {
        const root = join(FIXTURES, path)
        const pem = readFileSync(join(FIXTURES, name), 'utf8')
        const [ours, theirs] = await Promise.all([open(root, pem), openIndependently(root, pem)])
        const expected = [...theirs.files].map(([file, bytes]) => [file, bytes.toString('latin1')])
        assert.deepEqual(plaintexts(ours), Object.fromEntries(expected))
        assert.ok(ours.isProven)
        for (const file of ours.files) {
          assert.equal(file.size, file.plaintext.reveal().length)
          assert.equal(`${file.plaintextPath}.kanuka`, file.path)
        }
      })
    }
  }
})

describe('who may open', () => {
  test('the member is found by the key alone, whatever the device', async () => {
    for (const [file, device] of [
      ['team-alice-workstation.pem', 'workstation'],
      ['team-alice-laptop.pem', 'laptop'],
      ['team-bob-rsa4096.pem', 'bobs-thinkpad'],
    ] as const) {
      assert.equal((await open(join(FIXTURES, 'team'), key(file))).member.device, device)
    }
  })

  test('a pending member is told to wait, by name', async () => {
    const root = join(FIXTURES, 'team')
    const error = await refusal(() => open(root, key('team-dave-pending.pem')))
    assert.equal(error.code, 'KEY_PENDING')
    assert.match(error.what, /belongs to dave@example\.com.*"payments".*no access yet/)
    assert.match(error.fix, /must run `kanuka secrets sync`/)
  })

  test('an orphan is no member: only its wrapped key is left', async () => {
    const error = await refusal(() => open(join(FIXTURES, 'team'), key('team-erin-orphan.pem')))
    assert.equal(error.code, 'KEY_NOT_A_MEMBER')
    assert.match(error.what, /RSA, 2048 bits.*no member of "payments" \(5 registered\)/)
  })

  test('a stranger is told how to be registered', async () => {
    const error = await refusal(() => open(join(FIXTURES, 'basic'), key('stranger-rsa2048.pem')))
    assert.equal(error.code, 'KEY_NOT_A_MEMBER')
    assert.match(error.what, /no member of "basic-app" \(1 registered\)$/)
    assert.match(error.fix, /kanuka secrets register --file/)
  })

  test('an unreadable public key is named again where it may be the reason', async () => {
    const root = join(FIXTURES, 'damaged/garbage-own-pub')
    const error = await refusal(() => open(root, key('basic-alice.pkcs1.pem')))
    assert.equal(error.code, 'KEY_NOT_A_MEMBER')
    assert.match(error.what, new RegExp(`not readable: ${ALICE}\\.pub holds no public key`))
  })
})

describe('two public keys that are the same', () => {
  const TWIN = '00000000-0000-4000-8000-000000000001'

  test('the one that has a wrapped key counts', async (t) => {
    const root = checkout(t, 'basic')
    const folder = join(root, '.kanuka/public_keys')
    // Sorts before alice, so that the first match is not the right one.
    copyFileSync(join(folder, `${ALICE}.pub`), join(folder, `${TWIN}.pub`))
    const opened = await open(root, key('basic-alice.pkcs1.pem'))
    assert.equal(opened.member.uuid, ALICE)
    assert.equal(opened.files.length, 3)
  })

  test('where both have one, the one that opens the files counts', async (t) => {
    const root = checkout(t, 'basic')
    const publicKeys = join(root, '.kanuka/public_keys')
    copyFileSync(join(publicKeys, `${ALICE}.pub`), join(publicKeys, `${TWIN}.pub`))
    const publicPem = readFileSync(join(publicKeys, `${ALICE}.pub`), 'utf8')
    const old = wrapIndependently(randomBytes(32), publicPem)
    writeFileSync(join(root, `.kanuka/secrets/${TWIN}.kanuka`), old)
    const opened = await open(root, key('basic-alice.pkcs1.pem'))
    assert.equal(opened.member.uuid, ALICE)
    assert.ok(opened.isProven)
  })
})

describe('the proof that the key is right', () => {
  test('a store without secret files opens, unproven', async (t) => {
    const root = checkout(t, 'basic')
    for (const { path } of manifest.stores[0]?.files ?? []) rmSync(join(root, path))
    const opened = await open(root, key('basic-alice.pkcs1.pem'))
    assert.deepEqual([opened.files, opened.isProven], [[], false])
  })

  test('without any file a wrapped key of another length than 32 bytes is refused still', async (t) => {
    const root = checkout(t, 'damaged/wrapped-16-bytes')
    for (const { path } of manifest.stores[0]?.files ?? []) rmSync(join(root, path))
    const error = await refusal(() => open(root, key('basic-alice.pkcs1.pem')))
    assert.equal(error.code, 'KEY_OR_STORE_DAMAGED')
  })

  test('no file asked for: any file of the store proves it', async () => {
    const opened = await open(join(FIXTURES, 'basic'), key('basic-alice.pkcs1.pem'), [])
    assert.deepEqual([opened.files, opened.isProven], [[], true])
  })

  test('files come in the order in which they were asked for', async () => {
    const paths = ['config/.env.production.kanuka', '.env.kanuka']
    const opened = await open(join(FIXTURES, 'basic'), key('basic-alice.pkcs1.pem'), paths)
    assert.deepEqual(
      opened.files.map(({ path }) => path),
      paths,
    )
  })
})

test('a store that other programs wrote from nothing', async (t) => {
  const root = checkout(t, 'basic')
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const symmetricKey = randomBytes(32)
  writeFileSync(join(root, `.kanuka/public_keys/${ALICE}.pub`), publicPem)
  writeFileSync(
    join(root, `.kanuka/secrets/${ALICE}.kanuka`),
    wrapIndependently(symmetricKey, publicPem),
  )
  for (const { path } of manifest.stores[0]?.files ?? []) {
    writeFileSync(
      join(root, path),
      await sealIndependently(Buffer.from(`FROM=${path}`), symmetricKey),
    )
  }
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const opened = await open(root, pem)
  assert.equal(plaintexts(opened)['.env.kanuka'], 'FROM=.env.kanuka')
  assert.ok(createPublicKey(pem).equals(publicKey))
})

test('the symmetric key is not in what comes back, nor in what can be printed of it', async () => {
  const root = join(FIXTURES, 'basic')
  const pem = key('basic-alice.pkcs1.pem')
  const { symmetricKey } = await openIndependently(root, pem)
  const opened = await open(root, pem)
  const seen = new Set<unknown>()
  const pending: unknown[] = [opened]
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    if (next instanceof Uint8Array)
      assert.ok(!Buffer.from(next).includes(Buffer.from(symmetricKey)))
    if (next instanceof SecretValue) pending.push(next.reveal())
    pending.push(...Reflect.ownKeys(next).map((name) => Reflect.get(next, name)))
    if (next instanceof Map) pending.push(...next.values())
  }
  assert.ok(seen.size > 10)
  const shown = inspect(opened, { depth: null, showHidden: true }) + JSON.stringify(opened)
  for (const line of readFileSync(join(FIXTURES, 'plain/basic/.env'), 'utf8').split('\n')) {
    const value = line.slice(line.indexOf('=') + 1)
    if (value.length > 8) assert.ok(!shown.includes(value))
  }
})
