// Encrypted archives open for whom they were made, whatever wrote them.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as openpgp from 'openpgp'
import { isSealed } from '../../../src/archive/opening.ts'
import {
  plain,
  refused,
  written,
  contents,
  open,
  sealed,
  testKey,
  yearsAgo,
  YEAR_S,
  type TestKey,
} from '../../helpers/openpgp.ts'

const CONTENT = gzipSync('the bytes of an archive')
const PASSPHRASE = 'test passphrase'

let alice: TestKey
let bob: TestKey
before(async () => {
  alice = await testKey()
  bob = await testKey()
})

describe('a file is taken for OpenPGP by its content', () => {
  test('armored, binary, ours or of others', async () => {
    const bytes = await sealed(CONTENT, { recipients: alice.publicKey })
    assert.ok(isSealed(bytes.subarray(0, 16)))
    const armored = openpgp.armor(openpgp.enums.armor.message, bytes)
    assert.ok(isSealed(Buffer.from(armored)))
    assert.ok(isSealed(Buffer.from(`\r\n  ${armored}`)))
    // As gpg begins: a key of RSA, a passphrase.
    assert.ok(isSealed(Buffer.from([0x85, 0x01, 0x0c, 0x03])))
    assert.ok(isSealed(Buffer.from([0x8c, 0x0d, 0x04, 0x09])))
  })

  test('but not gzip, tar, text or nothing', () => {
    for (const start of [
      CONTENT,
      Buffer.from('.kanuka/config.toml\0\0'),
      Buffer.from('PK\u0003'),
    ]) {
      assert.ok(!isSealed(start))
    }
    assert.ok(!isSealed(Buffer.alloc(0)))
    assert.ok(!isSealed(Buffer.from('see -----BEGIN PGP MESSAGE-----')))
  })
})

describe('an archive opens', () => {
  test('armored, with the line ends of Windows, and with text around it', async () => {
    const bytes = await sealed(randomBytes(100_000), { recipients: alice.publicKey })
    const armored = openpgp.armor(openpgp.enums.armor.message, bytes)
    const key = alice.privateKey
    for (const form of [armored, armored.replaceAll(/\r?\n/g, '\r\n'), `\n\n${armored}\n\n`]) {
      assert.equal((await contents(Buffer.from(form), { key })).length, 100_000)
    }
  })

  test('with a key that is protected, has expired or is revoked', async () => {
    const locked = await testKey({ passphrase: PASSPHRASE })
    const bytes = await sealed(CONTENT, { recipients: locked.publicKey })
    const opener = { key: locked.privateKey, keyPassphrase: `${PASSPHRASE}\n` }
    assert.deepEqual(await contents(bytes, opener), CONTENT)

    const expired = await testKey({ date: yearsAgo(2), keyExpirationTime: YEAR_S })
    const old = await openpgp.encrypt({
      message: await plain(CONTENT),
      encryptionKeys: await openpgp.readKey({ armoredKey: expired.publicKey }),
      date: yearsAgo(1.5),
      format: 'binary',
    })
    assert.deepEqual(await contents(old, { key: expired.privateKey }), CONTENT)

    const key = await openpgp.readPrivateKey({ armoredKey: alice.privateKey })
    const { privateKey } = await openpgp.revokeKey({ key })
    const given = await sealed(CONTENT, { recipients: alice.publicKey })
    assert.deepEqual(await contents(given, { key: privateKey }), CONTENT)
  })

  test('that hides its recipients', async () => {
    const bytes = await written(await plain(CONTENT), alice, { wildcard: true })
    assert.deepEqual(await contents(bytes, { key: alice.privateKey }), CONTENT)
    await refused('ARCHIVE_LOCKED', /to the key a hidden one, but/, async () =>
      open(bytes, { key: bob.privateKey }),
    )
  })

  test('with the passphrase where the key is another one, and the other way round', async () => {
    const bytes = await sealed(CONTENT, { recipients: alice.publicKey, passphrase: PASSPHRASE })
    const withPassphrase = { key: bob.privateKey, passphrase: PASSPHRASE }
    assert.deepEqual(await contents(bytes, withPassphrase), CONTENT)
    const withKey = { key: alice.privateKey, passphrase: 'another' }
    assert.deepEqual(await contents(bytes, withKey), CONTENT)
  })

  test('with a passphrase that ends in a line end of its own', async () => {
    const bytes = await openpgp.encrypt({
      message: await plain(CONTENT),
      passwords: `${PASSPHRASE}\n`,
      format: 'binary',
    })
    assert.deepEqual(await contents(bytes, { passphrase: `${PASSPHRASE}\n` }), CONTENT)
  })

  for (const [name, compression] of [
    ['ZIP', openpgp.enums.compression.zip],
    ['ZLIB', openpgp.enums.compression.zlib],
  ] as const) {
    test(`that was compressed once more, with ${name}`, async () => {
      const config = { preferredCompressionAlgorithm: compression }
      const encryptionKeys = await openpgp.readKey({ armoredKey: alice.publicKey })
      const bytes = await openpgp.encrypt({
        message: await plain(Buffer.alloc(100_000, 'a')),
        encryptionKeys,
        format: 'binary',
        config,
      })
      assert.ok(bytes.length < 1000)
      assert.equal((await contents(bytes, { key: alice.privateKey })).length, 100_000)
    })
  }

  test('in the form of gpg 2.4, which prefers OCB', async () => {
    const sessionKey = await openpgp.generateSessionKey({ encryptionKeys: [] })
    const ocb = new openpgp.AEADEncryptedDataPacket() as unknown as {
      encrypt(algorithm: number, key: Uint8Array): Promise<void>
      encrypted: Uint8Array[] & { getReader(): { read(): Promise<unknown> } }
    }
    const { packets } = await plain(CONTENT)
    Object.assign(ocb, { packets, aeadAlgorithm: openpgp.enums.aead.ocb })
    await ocb.encrypt(openpgp.enums.symmetric.aes256, sessionKey.data)
    // An array that is filled by and by; its reader waits for the end.
    await ocb.encrypted.getReader().read()
    Object.assign(ocb, { encrypted: Buffer.concat(ocb.encrypted) })
    const message = await openpgp.encryptSessionKey({
      ...sessionKey,
      encryptionKeys: await openpgp.readKey({ armoredKey: alice.publicKey }),
      passwords: PASSPHRASE,
      format: 'object',
    })
    message.packets.push(ocb as unknown as openpgp.AnyPacket)
    const bytes = message.packets.write()
    assert.deepEqual(await contents(bytes, { key: alice.privateKey }), CONTENT)
    assert.deepEqual(await contents(bytes, { passphrase: PASSPHRASE }), CONTENT)
    await refused('ARCHIVE_DAMAGED', /changed or are missing/, async () =>
      open(bytes.subarray(0, -1), { key: alice.privateKey }),
    )
  })

  test('in the newer form of RFC 9580', async () => {
    const modern = await testKey({
      config: { aeadProtect: true, v6Keys: true },
      type: 'curve25519',
    })
    const encryptionKeys = await openpgp.readKey({ armoredKey: modern.publicKey })
    const bytes = await openpgp.encrypt({
      message: await plain(CONTENT),
      encryptionKeys,
      format: 'binary',
    })
    const { packets } = await openpgp.readMessage({ binaryMessage: bytes })
    assert.equal((packets.at(-1) as unknown as { version: number }).version, 2)
    assert.deepEqual(await contents(bytes, { key: modern.privateKey }), CONTENT)
    const argon = await openpgp.encrypt({
      message: await plain(CONTENT),
      passwords: PASSPHRASE,
      format: 'binary',
      config: {
        aeadProtect: true,
        s2kType: openpgp.enums.s2k.argon2,
        s2kArgon2Params: { passes: 1, parallelism: 1, memoryExponent: 10 },
      },
    })
    assert.deepEqual(await contents(argon, { passphrase: PASSPHRASE }), CONTENT)
    await refused('ARCHIVE_LOCKED', /does not open it/, async () =>
      open(argon, { passphrase: 'another' }),
    )
  })
})
