// Encrypted archives open for whom they were made, and nothing comes out of one that was changed.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import * as openpgp from 'openpgp'
import { isSealed, verifyDetached } from '../../../src/archive/opening.ts'
import { signDetached } from '../../../src/archive/sealing.ts'
import type { ErrorCode } from '../../../src/errors.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import {
  contents,
  open,
  openingRequest,
  pieces,
  revoked,
  sealed,
  testKey,
  yearsAgo,
  YEAR_S,
  type TestKey,
} from '../../helpers/openpgp.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'

const CONTENT = gzipSync('the bytes of an archive')
const PASSPHRASE = 'test passphrase'
const { packet: TAG } = openpgp.enums

let alice: TestKey
let bob: TestKey
before(async () => {
  alice = await testKey()
  bob = await testKey()
})

/** What another program of OpenPGP writes to alice; `message` as it is, also signed before. */
async function written(
  message: openpgp.Message<Uint8Array>,
  options: Partial<openpgp.EncryptOptions> = {},
): Promise<Uint8Array> {
  const encryptionKeys = await openpgp.readKey({ armoredKey: alice.publicKey })
  return openpgp.encrypt({ message, encryptionKeys, ...options, format: 'binary' })
}

async function plain(bytes: Uint8Array = CONTENT): Promise<openpgp.Message<Uint8Array>> {
  return openpgp.createMessage({ binary: bytes })
}

async function refused(code: ErrorCode, what: RegExp, run: () => Promise<unknown>): Promise<void> {
  const error = await refusal(run)
  assert.equal(error.code, code, error.what)
  assert.match(error.what, what)
  // Nothing of what the library says, which may quote what it read.
  assert.doesNotMatch(error.what, /Error|packet|digest|decompressed|Modification|malformed/)
  assert.equal(error.cause, undefined)
}

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
      message: await plain(),
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
    const bytes = await written(await plain(), { wildcard: true })
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
      message: await plain(),
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
    const { packets } = await plain()
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
      message: await plain(),
      encryptionKeys,
      format: 'binary',
    })
    const { packets } = await openpgp.readMessage({ binaryMessage: bytes })
    assert.equal((packets.at(-1) as unknown as { version: number }).version, 2)
    assert.deepEqual(await contents(bytes, { key: modern.privateKey }), CONTENT)
    const argon = await openpgp.encrypt({
      message: await plain(),
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

describe('an archive stays locked', () => {
  test('where nothing is given to open it, and it says for whom it is', async () => {
    const recipients = `${alice.publicKey}${bob.publicKey}`
    const bytes = await sealed(CONTENT, { recipients, passphrase: PASSPHRASE })
    const error = await refusal(async () => open(bytes, {}))
    assert.equal(error.code, 'ARCHIVE_LOCKED')
    const ids = await Promise.all(
      [alice, bob].map(async ({ publicKey }) => {
        const key = await openpgp.readKey({ armoredKey: publicKey })
        return (await key.getEncryptionKey()).getKeyID().toHex().toUpperCase()
      }),
    )
    assert.equal(
      error.what,
      `backup.tar.gz.gpg is encrypted to the keys ${ids.join(', ')} and with a passphrase, and neither \`archive-passphrase\` nor \`archive-decryption-key\` is given`,
    )
  })

  test('where a key or a passphrase is another one', async () => {
    const bytes = await sealed(CONTENT, { recipients: alice.publicKey })
    const id = new RegExp(`archive-decryption-key. \\(${bob.id}, [0-9A-F]{16}\\) is none of them`)
    await refused('ARCHIVE_LOCKED', id, async () => open(bytes, { key: bob.privateKey }))
    await refused('ARCHIVE_LOCKED', /`archive-passphrase` does not open it/, async () =>
      open(bytes, { passphrase: PASSPHRASE }),
    )
    const withPassphrase = await sealed(CONTENT, { passphrase: PASSPHRASE })
    for (const passphrase of ['canary', `${PASSPHRASE} `, `${PASSPHRASE}\n\n`, '']) {
      const what = /encrypted with a passphrase, but `archive-passphrase` does not open it/
      await refused('ARCHIVE_LOCKED', what, async () => open(withPassphrase, { passphrase }))
    }
  })

  test('where a wrong passphrase leads to another key of the right size', async () => {
    // As `gpg -c` writes it: the passphrase is the key, and any passphrase is one.
    const direct = new openpgp.SymEncryptedSessionKeyPacket() as unknown as {
      sessionKeyAlgorithm: number
      s2k: { generateSalt(): void; produceKey(text: string, bytes: number): Promise<Uint8Array> }
      write(): Uint8Array
    }
    const made = await openpgp.encrypt({
      message: await plain(),
      passwords: PASSPHRASE,
      format: 'object',
    })
    const s2k = (made.packets[0] as unknown as typeof direct).s2k
    Object.assign(direct, { version: 4, s2k, sessionKeyAlgorithm: 9, encrypted: null })
    const data = await s2k.produceKey(PASSPHRASE, 32)
    const sessionKey = { data, algorithm: 'aes256' } as const
    const body = await openpgp.encrypt({ message: await plain(), sessionKey, format: 'object' })
    const packets = new openpgp.PacketList<openpgp.AnyPacket>()
    packets.push(direct as unknown as openpgp.AnyPacket, ...body.packets)
    const bytes = packets.write()
    assert.deepEqual(await contents(bytes, { passphrase: `${PASSPHRASE}\n` }), CONTENT)
    for (let index = 0; index < 6; index++) {
      const passphrase = `another ${index}`
      await refused('ARCHIVE_LOCKED', /does not open it/, async () => open(bytes, { passphrase }))
    }
    await refused('ARCHIVE_DAMAGED', /changed or are missing/, async () =>
      open(bytes.subarray(0, -10), { passphrase: PASSPHRASE }),
    )
  })

  test('where its key is locked, public or damaged, beside all that is wrong with signers', async () => {
    const locked = await testKey({ passphrase: PASSPHRASE })
    const bytes = await sealed(CONTENT, { recipients: locked.publicKey })
    for (const [opener, what] of [
      [{ key: locked.privateKey }, /`archive-decryption-passphrase` is empty/],
      [
        { key: locked.privateKey, keyPassphrase: 'canary' },
        /`archive-decryption-passphrase` does not/,
      ],
      [{ key: locked.publicKey }, /it is a public key/],
      [{ key: 'canary' }, /it has no line/],
      [{ key: locked.privateKey.slice(0, 300) }, /cut off, damaged/],
    ] as const) {
      await refused('ARCHIVE_KEY_INVALID', what, async () => open(bytes, opener))
    }
    const errors = await refusals(async () =>
      open(bytes, { key: 'canary', signers: `${bob.privateKey}${bob.publicKey.slice(0, 99)}` }),
    )
    assert.deepEqual(
      errors.map(({ code, what }) => [code, what.split('`')[1]]),
      [
        ['ARCHIVE_KEY_INVALID', 'archive-signers'],
        ['ARCHIVE_KEY_INVALID', 'archive-signers'],
        ['ARCHIVE_KEY_INVALID', 'archive-decryption-key'],
      ],
    )
    assert.ok(!JSON.stringify(errors).includes('canary'))
  })

  test('where nothing proves that its bytes were not changed', async () => {
    const old = new openpgp.SymmetricallyEncryptedDataPacket() as unknown as {
      packets: openpgp.PacketList<openpgp.AnyPacket>
      encrypt(algorithm: number, key: Uint8Array): Promise<void>
    }
    old.packets = (await plain()).packets
    const sessionKey = await openpgp.generateSessionKey({ encryptionKeys: [] })
    await old.encrypt(openpgp.enums.symmetric.aes256, sessionKey.data)
    const { packets } = await openpgp.encryptSessionKey({
      ...sessionKey,
      encryptionKeys: await openpgp.readKey({ armoredKey: alice.publicKey }),
      format: 'object',
    })
    packets.push(old as unknown as openpgp.AnyPacket)
    await refused('ARCHIVE_LOCKED', /without a proof/, async () =>
      open(packets.write(), { key: alice.privateKey }),
    )
  })

  test('where it asks for more work than anybody needs', async () => {
    const { packets } = await openpgp.encrypt({
      message: await plain(),
      passwords: ['a', 'b'],
      format: 'object',
    })
    const [first, , data] = packets
    assert.ok(first && data)
    const many = new openpgp.PacketList<openpgp.AnyPacket>()
    many.push(...Array.from({ length: 9 }, () => first), data)
    await refused(
      'ARCHIVE_LOCKED',
      /0 recipients and 9 passphrases, more than are tried/,
      async () => open(many.write(), { passphrase: 'a' }),
    )
  })
})

describe('nothing comes out of an archive', () => {
  test('that has another byte, one less or one more, wherever', async () => {
    const content = randomBytes(1500)
    const encryptionKeys = await openpgp.readKey({ armoredKey: alice.publicKey })
    const config = { preferredCompressionAlgorithm: openpgp.enums.compression.zlib }
    const compressed = { message: await plain(content), encryptionKeys, config } as const
    const given = { recipients: alice.publicKey, passphrase: PASSPHRASE }
    const variants = [
      [await sealed(content, { ...given, signingKey: bob.privateKey }), { key: alice.privateKey }],
      [await openpgp.encrypt({ ...compressed, format: 'binary' }), { key: alice.privateKey }],
    ] as const
    for (const [bytes, opener] of variants) {
      assert.deepEqual(await contents(bytes, opener), content)
      const stays = async (changed: Uint8Array): Promise<void> => {
        try {
          // The other way to open it may be what was changed.
          assert.deepEqual(await contents(changed, opener), content)
        } catch (error) {
          assert.match((error as { code: string }).code, /^ARCHIVE_(DAMAGED|LOCKED)$/)
        }
      }
      const place = fc.nat({ max: bytes.length - 1 })
      await fc.assert(
        fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const flipped = Buffer.from(bytes)
          flipped[at] = (flipped[at] ?? 0) ^ change
          await stays(flipped)
          await refused('ARCHIVE_DAMAGED', /./, async () => open(bytes.subarray(0, at), opener))
          await stays(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]))
          await stays(Buffer.concat([bytes, randomBytes(1 + (at % 50))]))
        }),
        { numRuns: 25 },
      )
    }
  })

  test('that is no OpenPGP, not encrypted or empty', async () => {
    const opener = { key: alice.privateKey }
    const signed = await openpgp.sign({
      message: await plain(),
      signingKeys: await openpgp.readPrivateKey({ armoredKey: alice.privateKey }),
      format: 'binary',
    })
    for (const bytes of [
      signed,
      CONTENT,
      Buffer.alloc(0),
      randomBytes(500),
      Buffer.from(alice.publicKey),
      Buffer.from('-----BEGIN PGP MESSAGE-----'),
    ]) {
      await refused('ARCHIVE_DAMAGED', /OpenPGP/, async () => open(bytes, opener))
    }
  })

  test('that grows beyond its limit, and it stops there', async () => {
    const MB = 1024 * 1024
    const bytes = await openpgp.encrypt({
      message: await plain(Buffer.alloc(200 * MB)),
      encryptionKeys: await openpgp.readKey({ armoredKey: alice.publicKey }),
      format: 'binary',
      config: { preferredCompressionAlgorithm: openpgp.enums.compression.zlib },
    })
    assert.ok(bytes.length < MB)
    const before = process.memoryUsage().rss
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 1)
    let peak = 0
    await refused('ARCHIVE_TOO_LARGE', /holds more than 10485760 bytes/, async () =>
      open(bytes, { key: alice.privateKey, maxBytes: 10 * MB }),
    )
    clearInterval(watch)
    assert.ok(peak - before < 100 * MB, `${(peak - before) / MB} MB`)
    const plainly = await sealed(randomBytes(3000), { recipients: alice.publicKey })
    const opener = { key: alice.privateKey }
    assert.equal((await contents(plainly, { ...opener, maxBytes: 3000 })).length, 3000)
    await refused('ARCHIVE_TOO_LARGE', /more than 2999 bytes/, async () =>
      open(plainly, { ...opener, maxBytes: 2999 }),
    )
  })
})

describe('a signature', () => {
  const opener = (): { readonly key: string } => ({ key: alice.privateKey })

  /** Signed by bob, and then changed before it is encrypted; or as `change` leaves it. */
  async function signedBy(
    signers: readonly TestKey[],
    date = new Date(),
  ): Promise<openpgp.Message<Uint8Array>> {
    const keys = signers.map(async ({ privateKey }) =>
      openpgp.readPrivateKey({ armoredKey: privateKey }),
    )
    const options = { message: await plain(), signingKeys: await Promise.all(keys), date }
    return openpgp.sign({ ...options, format: 'object' })
  }

  /** The same signatures over other bytes. */
  async function forged(signers: readonly TestKey[]): Promise<openpgp.Message<Uint8Array>> {
    const message = await signedBy(signers)
    const literal = message.packets.findPacket(TAG.literalData) as unknown as {
      setBytes(bytes: Uint8Array, format: number): void
    }
    await message.packets.write()
    literal.setBytes(Buffer.from('other bytes'), openpgp.enums.literal.binary)
    return message
  }

  test('counts when its signer is known, and is told when it is not', async () => {
    const bytes = await written(await signedBy([bob]))
    const states = async (signers?: string): Promise<unknown> =>
      (await open(bytes, { ...opener(), ...(signers !== undefined && { signers }) })).signature
    const key = await openpgp.readKey({ armoredKey: bob.publicKey })
    assert.deepEqual(await states(), { kind: 'unchecked' })
    assert.deepEqual(await states(' \n'), { kind: 'unchecked' })
    assert.deepEqual(await states(alice.publicKey), { kind: 'unknown', keyId: bob.id })
    const valid = (await states(`${alice.publicKey}${bob.publicKey}`)) as {
      kind: string
      made: Date
    }
    assert.deepEqual(valid, {
      kind: 'valid',
      fingerprint: key.getFingerprint().toUpperCase(),
      name: 'test key <test@example.com>',
      made: valid.made,
    })
    assert.ok(Math.abs(valid.made.getTime() - Date.now()) < 60_000)
  })

  test('is required only where that is asked for', async () => {
    const unsigned = await written(await plain())
    const signed = await written(await signedBy([bob]))
    assert.deepEqual((await open(unsigned, opener())).signature, { kind: 'none' })
    for (const [bytes, signers, what] of [
      [unsigned, bob.publicKey, /is not signed, and `require-signature` is set/],
      [signed, alice.publicKey, new RegExp(`signed with the key ${bob.id}, which is none of`)],
      [signed, undefined, /`archive-signers` is empty/],
      [unsigned, undefined, /is not signed/],
    ] as const) {
      const given = {
        ...opener(),
        requireSignature: true,
        ...(signers !== undefined && { signers }),
      }
      await refused('ARCHIVE_SIGNATURE', what, async () => open(bytes, given))
    }
    const given = { ...opener(), requireSignature: true, signers: bob.publicKey }
    assert.equal((await open(signed, given)).signature.kind, 'valid')
  })

  test('of a known signer that is wrong is refused, required or not', async () => {
    const bytes = await written(await forged([bob]))
    for (const requireSignature of [false, true]) {
      const given = { ...opener(), requireSignature, signers: bob.publicKey }
      await refused('ARCHIVE_SIGNATURE', /does not hold/, async () => open(bytes, given))
    }
    // Nobody can say so of an unknown signer.
    const unknown = await open(bytes, { ...opener(), signers: alice.publicKey })
    assert.deepEqual(unknown.signature, { kind: 'unknown', keyId: bob.id })
  })

  test('is one of several, and one that is valid is enough', async () => {
    const carol = await testKey()
    const bytes = await written(await signedBy([carol, bob]))
    for (const signers of [bob.publicKey, carol.publicKey]) {
      const { signature } = await open(bytes, { ...opener(), signers, requireSignature: true })
      assert.equal(signature.kind, 'valid')
    }
    const neither = await open(bytes, { ...opener(), signers: alice.publicKey })
    assert.equal(neither.signature.kind, 'unknown')
    const wrong = await written(await forged([carol, bob]))
    await refused('ARCHIVE_SIGNATURE', /does not hold/, async () =>
      open(wrong, { ...opener(), signers: bob.publicKey }),
    )
  })

  async function stateFor(bytes: Uint8Array, signers: string): Promise<unknown> {
    return (await open(bytes, { ...opener(), signers })).signature
  }

  test('by a key that expired since stays valid; by one that had expired it is none', async () => {
    const options = { date: yearsAgo(4), keyExpirationTime: 2 * YEAR_S }
    const old = await testKey(options)
    const inTime = await written(await signedBy([old], yearsAgo(3)))
    assert.equal(((await stateFor(inTime, old.publicKey)) as { kind: string }).kind, 'valid')
    // Made while the key was extended, judged by the key as it was before.
    const key = await openpgp.readPrivateKey({ armoredKey: old.privateKey })
    const extended = await openpgp.reformatKey({
      privateKey: key,
      userIDs: [{ name: 'test key' }],
      date: yearsAgo(4),
    })
    const late = await written(await signedBy([{ ...old, privateKey: extended.privateKey }]))
    const day = yearsAgo(2).toISOString().slice(0, 10)
    const why = `it expired on ${day}`
    assert.deepEqual(await stateFor(late, old.publicKey), { kind: 'invalid', keyId: old.id, why })
    await refused('ARCHIVE_SIGNATURE', new RegExp(`but ${why}`), async () =>
      open(late, { ...opener(), signers: old.publicKey, requireSignature: true }),
    )
  })

  test('by a revoked key is none; of a retired one only what it signed later', async () => {
    const bytes = await written(await signedBy([bob]))
    const why = 'it is revoked'
    const signers = await revoked(bob)
    assert.deepEqual(await stateFor(bytes, signers), { kind: 'invalid', keyId: bob.id, why })
    await refused('ARCHIVE_SIGNATURE', /but it is revoked, and/, async () =>
      open(bytes, { ...opener(), signers, requireSignature: true }),
    )
    const key = await testKey({ date: yearsAgo(2) })
    const before = await written(await signedBy([key], yearsAgo(1)))
    const retired = await revoked(key, openpgp.enums.reasonForRevocation.keyRetired)
    assert.equal(((await stateFor(before, retired)) as { kind: string }).kind, 'valid')
    const later = await written(await signedBy([key], new Date(Date.now() + 60_000)))
    assert.equal(((await stateFor(later, retired)) as { kind: string }).kind, 'invalid')
  })

  test('of a day to come, or by a key that is not for it, is none', async () => {
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000)
    const early = await written(await signedBy([bob], tomorrow))
    assert.deepEqual(await stateFor(early, bob.publicKey), {
      kind: 'invalid',
      keyId: bob.id,
      why: 'its date is still to come',
    })
  })

  test('that is wrong is told from one that changed bytes break', async () => {
    // Encrypted bytes that were changed are damage, whatever the signature says.
    const bytes = Buffer.from(await written(await signedBy([bob])))
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
    await refused('ARCHIVE_DAMAGED', /changed/, async () =>
      open(bytes, { ...opener(), signers: bob.publicKey, requireSignature: true }),
    )
  })

  test('a thousand times is not looked at', async () => {
    const message = await signedBy([bob])
    const [first, literal, signature] = message.packets
    assert.ok(first && literal && signature)
    const packets = new openpgp.PacketList<openpgp.AnyPacket>()
    const times = Array.from({ length: 1000 })
    packets.push(...times.map(() => first), literal, ...times.map(() => signature))
    const bytes = await written(new openpgp.Message(packets))
    await refused('ARCHIVE_DAMAGED', /1000 signatures are more/, async () =>
      open(bytes, { ...opener(), signers: bob.publicKey }),
    )
  })
})

describe('a signature beside an archive', () => {
  let signature: Buffer
  before(async () => {
    const key = new SecretValue(bob.privateKey)
    signature = Buffer.from(await signDetached(pieces(CONTENT), key, undefined))
  })

  test('is read armored and binary', async () => {
    const { packets } = await openpgp.readSignature({ armoredSignature: signature.toString() })
    for (const form of [signature, packets.write(), Buffer.from(`\n${signature.toString()}\n`)]) {
      const request = openingRequest({ signers: bob.publicKey, requireSignature: true })
      assert.equal((await verifyDetached(CONTENT, form, request)).kind, 'valid')
    }
  })

  test('is judged as one inside is', async () => {
    const kind = async (bytes: Uint8Array, signers?: string): Promise<string> => {
      const request = openingRequest(signers === undefined ? {} : { signers })
      return (await verifyDetached(bytes, signature, request)).kind
    }
    assert.equal(await kind(CONTENT), 'unchecked')
    assert.equal(await kind(CONTENT, alice.publicKey), 'unknown')
    assert.equal(await kind(CONTENT, await revoked(bob)), 'invalid')
    await refused('ARCHIVE_SIGNATURE', /does not hold/, async () =>
      kind(Buffer.from('other bytes'), bob.publicKey),
    )
    const request = openingRequest({ signers: alice.publicKey, requireSignature: true })
    await refused('ARCHIVE_SIGNATURE', /none of `archive-signers`/, async () =>
      verifyDetached(CONTENT, signature, request),
    )
  })

  test('that cannot be read is refused, also without signers', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('canary'),
      signature.subarray(0, 80),
      randomBytes(100),
      Buffer.from(bob.publicKey),
    ]) {
      await refused('ARCHIVE_SIGNATURE', /cannot be read/, async () =>
        verifyDetached(CONTENT, bytes, openingRequest({})),
      )
    }
  })
})
