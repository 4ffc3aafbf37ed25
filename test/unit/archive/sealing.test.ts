// Archives are encrypted to whom the inputs name, and what was written is read back.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import * as openpgp from 'openpgp'
import { verifyDetached } from '../../../src/archive/opening.ts'
import { prepareSealing, signDetached } from '../../../src/archive/sealing.ts'
import type { ActionError } from '../../../src/errors.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import {
  bytesOf,
  contents,
  open,
  openingRequest,
  pieces,
  revoked,
  sealed,
  sealing,
  sealingRequest,
  testKey,
  yearsAgo,
  YEAR_S,
  type TestKey,
} from '../../helpers/openpgp.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'

const CONTENT = Buffer.from('the bytes of an archive, which is gzip')
const PASSPHRASE = 'test passphrase Größe'

let alice: TestKey
let bob: TestKey
before(async () => {
  alice = await testKey({ userIDs: [{ name: 'Alice Test', email: 'alice@example.com' }] })
  bob = await testKey({ type: 'rsa', rsaBits: 2048 })
})

describe('an archive is sealed', () => {
  test('to every recipient and with a passphrase; each opens it alone', async () => {
    const recipients = `${alice.publicKey}\n${bob.publicKey}`
    const bytes = await sealed(CONTENT, { recipients, passphrase: PASSPHRASE })
    for (const opener of [
      { key: alice.privateKey },
      { key: bob.privateKey },
      { passphrase: PASSPHRASE },
    ]) {
      const opened = await open(bytes, opener)
      assert.deepEqual(Buffer.concat(opened.chunks), CONTENT)
      assert.deepEqual(opened.signature, { kind: 'none' })
    }
    const stranger = await testKey()
    assert.equal(
      (await refusal(() => open(bytes, { key: stranger.privateKey }))).code,
      'ARCHIVE_LOCKED',
    )
  })

  test('whatever its bytes are, and also when it has none', async () => {
    const sealer = await sealing({ recipients: alice.publicKey, signingKey: alice.privateKey })
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5000 }),
        fc.integer({ min: 1 }),
        async (bytes, size) => {
          const written = await bytesOf(sealer.seal(pieces(bytes, size)))
          const opened = await contents(written, { key: alice.privateKey })
          assert.deepEqual(opened, Buffer.from(bytes))
          assert.deepEqual(await bytesOf(sealer.unseal(pieces(written, size))), Buffer.from(bytes))
        },
      ),
      { numRuns: 25, examples: [[new Uint8Array(), 1]] },
    )
  })

  test('with a signature inside, which tells the signer and the time', async () => {
    const start = Date.now()
    const sealer = await sealing({ recipients: bob.publicKey, signingKey: alice.privateKey })
    assert.equal(sealer.signer, alice.fingerprint)
    const bytes = await bytesOf(sealer.seal(pieces(CONTENT)))
    const { signature } = await open(bytes, { key: bob.privateKey, signers: alice.publicKey })
    assert.ok(signature.kind === 'valid')
    assert.equal(signature.fingerprint, alice.fingerprint)
    assert.equal(signature.name, 'Alice Test <alice@example.com>')
    assert.ok(Math.abs(signature.made.getTime() - start) < 60_000)
  })

  test('in the form that gpg opens, also when the recipients would take a newer one', async () => {
    const modern = await testKey({ config: { aeadProtect: true } })
    const bytes = await sealed(CONTENT, {
      recipients: modern.publicKey,
      passphrase: PASSPHRASE,
      signingKey: alice.privateKey,
    })
    const message = await openpgp.readMessage({ binaryMessage: bytes })
    const packets = [...message.packets] as (openpgp.AnyPacket & {
      readonly version: number
      readonly s2k?: { readonly type: string; readonly c: number }
    })[]
    assert.deepEqual(
      packets.map((packet) => [
        (packet.constructor as typeof openpgp.BasePacket).tag,
        packet.version,
      ]),
      [
        [openpgp.enums.packet.publicKeyEncryptedSessionKey, 3],
        [openpgp.enums.packet.symEncryptedSessionKey, 4],
        [openpgp.enums.packet.symEncryptedIntegrityProtectedData, 1],
      ],
    )
    // 65 million bytes are hashed for each guess at the passphrase.
    assert.deepEqual([packets[1]?.s2k?.type, packets[1]?.s2k?.c], ['iterated', 255])
    const decryptionKeys = await openpgp.readPrivateKey({ armoredKey: modern.privateKey })
    const [key] = await openpgp.decryptSessionKeys({ message, decryptionKeys })
    assert.equal(key?.algorithm, 'aes256')
    const again = await openpgp.readMessage({ binaryMessage: bytes })
    const inner = await again.decrypt(undefined, undefined, [key as openpgp.SessionKey])
    const tags = inner.packets.map(
      (packet) => (packet.constructor as typeof openpgp.BasePacket).tag,
    )
    assert.ok(!tags.includes(openpgp.enums.packet.compressedData))
  })

  test('with another session key each time', async () => {
    const sealer = await sealing({ recipients: alice.publicKey })
    const keys = await Promise.all(
      [1, 2].map(async () => {
        const message = await openpgp.readMessage({
          binaryMessage: await bytesOf(sealer.seal(pieces(CONTENT))),
        })
        const decryptionKeys = await openpgp.readPrivateKey({ armoredKey: alice.privateKey })
        return (await openpgp.decryptSessionKeys({ message, decryptionKeys }))[0]?.data
      }),
    )
    assert.notDeepEqual(keys[0], keys[1])
  })

  test('with a passphrase without the line end that its secret has', async () => {
    for (const [given, meant] of [
      [`${PASSPHRASE}\n`, PASSPHRASE],
      [`${PASSPHRASE}\r\n`, PASSPHRASE],
      [` ${PASSPHRASE} `, ` ${PASSPHRASE} `],
    ] as const) {
      const bytes = await sealed(CONTENT, { passphrase: given })
      assert.deepEqual(await contents(bytes, { passphrase: meant }), CONTENT)
      assert.deepEqual(await contents(bytes, { passphrase: given }), CONTENT)
    }
  })

  test('not at all where neither recipients nor a passphrase are given', async () => {
    for (const recipients of [undefined, '', ' \n']) {
      const request = { ...sealingRequest({ signingKey: alice.privateKey }), recipients }
      assert.equal(await prepareSealing(request), undefined)
    }
  })
})

describe('recipients are read', () => {
  async function idsOf(recipients: string): Promise<readonly string[]> {
    const sealer = await sealing({ recipients })
    return sealer.recipients.map(({ id }) => id)
  }

  test('with id and name', async () => {
    const sealer = await sealing({ recipients: alice.publicKey })
    assert.deepEqual(sealer.recipients, [{ id: alice.id, name: 'Alice Test <alice@example.com>' }])
    assert.equal(sealer.hasPassphrase, false)
    assert.equal(sealer.signer, undefined)
  })

  test('block after block, with text around them, with the line ends of Windows, or in base64', async () => {
    const both = [alice.id, bob.id]
    const base64 = (text: string): string => Buffer.from(text).toString('base64')
    const [a, b] = [alice.publicKey, bob.publicKey]
    for (const given of [
      `${a}${b}`,
      `\n  # Alice\n${a}\n# Bob\n${b}\nthe end\n`,
      `${a}${b}`.replaceAll('\n', '\r\n'),
      base64(`${a}${b}`),
      base64(`${a}${b}`).replaceAll(/.{76}/g, '$&\n'),
      // One after the other, with and without padding between them.
      ...['', ' ', '  '].map((pad) => `${base64(`${a}${pad}`)}\n${base64(`${b}${pad}`)}\n`),
    ]) {
      assert.deepEqual(await idsOf(given), both, given)
    }
  })

  test('several from one block, as gpg exports them', async () => {
    const keys = [alice, bob].map(async (key) => openpgp.readKey({ armoredKey: key.publicKey }))
    const [first, second] = await Promise.all(keys)
    const packets = first?.toPacketList()
    for (const packet of second?.toPacketList() ?? []) packets?.push(packet)
    const block = openpgp.armor(openpgp.enums.armor.publicKey, packets?.write() ?? {})
    assert.deepEqual(await idsOf(block), [alice.id, bob.id])
  })

  test('once when they are given twice', async () => {
    assert.deepEqual(await idsOf(`${alice.publicKey}${alice.publicKey}`), [alice.id])
  })

  test('of every kind that may encrypt', async () => {
    const kinds: Partial<openpgp.KeyOptions>[] = [
      { type: 'curve25519' },
      { type: 'ecc', curve: 'nistP256' },
      { config: { v6Keys: true }, type: 'curve25519' },
      // Of several subkeys, one that may encrypt is enough.
      { subkeys: [{ sign: true }, {}] },
    ]
    for (const kind of kinds) {
      const key = await testKey(kind)
      const bytes = await sealed(CONTENT, { recipients: key.publicKey })
      assert.deepEqual(await contents(bytes, { key: key.privateKey }), CONTENT)
    }
  })
})

describe('before anything is written, it is refused', () => {
  function saysNothingSecret(error: ActionError, ...secrets: readonly string[]): void {
    for (const text of secrets) {
      const lines = text.split('\n').filter((line) => line.length > 20 && !line.includes('-----'))
      for (const line of lines) assert.ok(!JSON.stringify(error).includes(line.slice(0, 20)))
    }
    assert.equal(error.cause, undefined)
  }

  async function refused(recipients: string, what: RegExp): Promise<void> {
    const error = await refusal(() => sealing({ recipients }))
    assert.equal(error.code, 'ARCHIVE_KEY_INVALID')
    assert.match(error.what, what)
    saysNothingSecret(error, recipients)
  }

  test('to encrypt to a private key', async () => {
    await refused(alice.privateKey, /block 1 is a private key/)
    await refused(`${bob.publicKey}${alice.privateKey}`, /block 2 is a private key/)
    await refused(alice.privateKey.replaceAll('PRIVATE', 'PUBLIC'), /block 1 is a private key/)
  })

  test('to encrypt to what is no key, or not all of it', async () => {
    await refused('canary', /no line `-----BEGIN PGP PUBLIC KEY BLOCK-----`/)
    await refused(
      alice.publicKey.replaceAll('PUBLIC KEY BLOCK', 'MESSAGE'),
      /another OpenPGP block/,
    )
    await refused(alice.publicKey.slice(0, 200), /block 1 is cut off/)
    await refused(`${alice.publicKey.slice(0, -40)}\n${bob.publicKey}`, /block 1 is cut off/)
    const [head = '', body = ''] = alice.publicKey.split('\n\n')
    await refused(`${head}\n\n${body.slice(80)}`, /block 1 is cut off, damaged/)
  })

  test('to encrypt to a key that expired', async () => {
    const key = await testKey({ date: yearsAgo(2), keyExpirationTime: YEAR_S })
    const day = yearsAgo(1).toISOString().slice(0, 10)
    await refused(
      key.publicKey,
      new RegExp(`the key ${key.id} cannot be used: it expired on ${day}`),
    )
  })

  test('to encrypt to a key that is revoked', async () => {
    const key = await testKey()
    await refused(await revoked(key), new RegExp(`${key.id} .* it is revoked`))
    const { keyRetired } = openpgp.enums.reasonForRevocation
    await refused(await revoked(key, keyRetired), new RegExp(`${key.id} .* it is revoked`))
  })

  test('to encrypt to a key that cannot, or not now', async () => {
    const keys = [
      await testKey({ subkeys: [{ sign: true }] }),
      await testKey({ date: new Date(Date.now() + YEAR_S * 1000) }),
      await testKey({
        date: yearsAgo(2),
        subkeys: [{ keyExpirationTime: YEAR_S, date: yearsAgo(2) }],
      }),
      await testKey({ type: 'rsa', rsaBits: 1024, config: { minRSABits: 1024 } }),
    ]
    for (const key of keys) {
      await refused(key.publicKey, new RegExp(`${key.id} .* no part of it may encrypt now`))
    }
    const { privateKey } = await testKey()
    const key = await openpgp.readPrivateKey({ armoredKey: privateKey })
    const [subkey] = key.subkeys
    assert.ok(subkey)
    key.subkeys = [await subkey.revoke(key.keyPacket as openpgp.SecretKeyPacket)]
    await refused(key.toPublic().armor(), /no part of it may encrypt now/)
  })

  test('to use a passphrase that gpg cannot be given', async () => {
    for (const [passphrase, what] of [
      ['', /it is empty/],
      ['\n', /it is empty/],
      ['  \r\n', /it is empty/],
      ['canary-1\ncanary-2', /it has several lines/],
      ['canary-1\n\n', /it has several lines/],
    ] as const) {
      const error = await refusal(() => sealing({ passphrase }))
      assert.equal(error.code, 'ARCHIVE_KEY_INVALID')
      assert.match(error.what, what)
      assert.ok(!JSON.stringify(error).includes('canary'))
    }
  })

  test('and all that is wrong is said at once', async () => {
    const expired = await testKey({ date: yearsAgo(2), keyExpirationTime: YEAR_S })
    const errors = await refusals(() =>
      sealing({
        recipients: `${expired.publicKey}${bob.publicKey}${alice.privateKey}${alice.publicKey.slice(0, 100)}`,
        passphrase: 'a\nb',
        signingKey: bob.publicKey,
      }),
    )
    assert.deepEqual(
      errors.map(({ code }) => code),
      [
        'ARCHIVE_KEY_INVALID',
        'ARCHIVE_KEY_INVALID',
        'ARCHIVE_KEY_INVALID',
        'ARCHIVE_KEY_INVALID',
        'SIGNING_KEY_INVALID',
      ],
    )
    assert.match(errors.map(({ what }) => what).join('\n'), new RegExp(expired.id))
  })

  test('to sign with a key that is still locked', async () => {
    const key = await testKey({ passphrase: PASSPHRASE })
    const given = { recipients: bob.publicKey, signingKey: key.privateKey }
    const error = await refusal(() => sealing(given))
    assert.equal(error.code, 'SIGNING_KEY_INVALID')
    saysNothingSecret(error, key.privateKey)
    const wrong = await refusal(() => sealing({ ...given, signingPassphrase: 'another' }))
    assert.equal(wrong.code, 'SIGNING_KEY_INVALID')
    const sealer = await sealing({ ...given, signingPassphrase: `${PASSPHRASE}\n` })
    assert.equal(sealer.signer, key.fingerprint)
  })
})

describe('what was sealed is read back', () => {
  async function untrue(run: () => Promise<unknown>): Promise<void> {
    const error = await refusal(run)
    assert.equal(error.code, 'ARCHIVE_UNTRUE')
    assert.doesNotMatch(error.what, /Error|digest|packet/i)
  }

  test('by who sealed it, without a key of a recipient, whatever else was sealed meanwhile', async () => {
    const sealer = await sealing({ recipients: bob.publicKey, signingKey: alice.privateKey })
    const parts = [randomBytes(100_000), CONTENT]
    const written = await Promise.all(parts.map(async (part) => bytesOf(sealer.seal(pieces(part)))))
    for (const [index, bytes] of written.entries()) {
      assert.deepEqual(await bytesOf(sealer.unseal(pieces(bytes, 50))), parts[index])
    }
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = written
    const mixed = Buffer.concat([first.subarray(0, 300), second.subarray(300)])
    await untrue(async () => bytesOf(sealer.unseal(pieces(mixed))))
    const other = await sealed(CONTENT, { recipients: bob.publicKey })
    await untrue(async () => bytesOf(sealer.unseal(pieces(other))))
  })

  test('and no changed byte, no missing one and no further one passes', async () => {
    for (const given of [
      { recipients: alice.publicKey, signingKey: alice.privateKey },
      { passphrase: PASSPHRASE },
    ]) {
      const sealer = await sealing(given)
      const written = await bytesOf(sealer.seal(pieces(randomBytes(1500))))
      assert.equal((await bytesOf(sealer.unseal(pieces(written)))).length, 1500)
      const place = fc.nat({ max: written.length - 1 })
      await fc.assert(
        fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const flipped = Buffer.from(written)
          flipped[at] = (flipped[at] ?? 0) ^ change
          await untrue(async () => bytesOf(sealer.unseal(pieces(flipped))))
          await untrue(async () => bytesOf(sealer.unseal(pieces(written.subarray(0, at)))))
          const longer = Buffer.concat([written, randomBytes(1 + (at % 50))])
          await untrue(async () => bytesOf(sealer.unseal(pieces(longer))))
        }),
        { numRuns: 40 },
      )
    }
  })

  test('and an error of the disk stays what it is', async () => {
    const sealer = await sealing({ recipients: alice.publicKey, signingKey: alice.privateKey })
    const written = await bytesOf(sealer.seal(pieces(randomBytes(200_000))))
    const failure = new Error('the disk is gone')
    async function* broken(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      yield* pieces(bytes)
      throw failure
    }
    const half = written.subarray(0, 100_000)
    const key = new SecretValue(alice.privateKey)
    for (const run of [
      async () => bytesOf(sealer.seal(broken(CONTENT))),
      async () => bytesOf(sealer.unseal(broken(half))),
      async () => bytesOf(sealer.unseal(broken(written.subarray(0, 10)))),
      async () => signDetached(broken(CONTENT), key, undefined),
    ]) {
      await assert.rejects(run, (error) => error === failure)
    }
  })

  test('and whoever stops in the middle leaves no file open', async () => {
    const sealer = await sealing({ recipients: alice.publicKey })
    const closed: string[] = []
    async function* watched(name: string, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      try {
        yield* pieces(bytes)
      } finally {
        closed.push(name)
      }
    }
    const content = randomBytes(500_000)
    const written = await bytesOf(sealer.seal(pieces(content)))
    for await (const _ of sealer.seal(watched('seal', content))) break
    for await (const _ of sealer.unseal(watched('unseal', written))) break
    await refusal(async () => bytesOf(sealer.unseal(watched('other', content))))
    await refusal(async () =>
      signDetached(watched('sign', content), new SecretValue('x'), undefined),
    )
    // A source that was never asked for anything has nothing open.
    assert.deepEqual(closed, ['seal', 'unseal', 'other'])
  })
})

describe('an archive that is not encrypted gets a signature beside it', () => {
  test('which holds for its bytes and no others', async () => {
    const content = randomBytes(300_000)
    const signature = await signDetached(
      pieces(content),
      new SecretValue(alice.privateKey),
      undefined,
    )
    assert.match(signature, /^-----BEGIN PGP SIGNATURE-----\r?\n/)
    const request = openingRequest({ signers: alice.publicKey })
    const state = await verifyDetached(content, Buffer.from(signature), request)
    assert.equal(state.kind, 'valid')
    content[1000] = (content[1000] ?? 0) ^ 1
    const wrong = await refusal(async () =>
      verifyDetached(content, Buffer.from(signature), request),
    )
    assert.equal(wrong.code, 'ARCHIVE_SIGNATURE')
  })

  test('unless the key cannot sign', async () => {
    const { publicKey } = alice
    const error = await refusal(async () =>
      signDetached(pieces(CONTENT), new SecretValue(publicKey), undefined),
    )
    assert.equal(error.code, 'SIGNING_KEY_INVALID')
  })
})

test('200 MB are sealed, read back and signed without being held', () => {
  const script = join(import.meta.dirname, '../../helpers/sealing-memory.ts')
  const peak = Number(execFileSync(process.execPath, [script, '200'], { encoding: 'utf8' }))
  // Node with the library has 100 MB, and a passphrase takes 65 for a moment.
  assert.ok(peak > 50 && peak < 320, `${peak} MB`)
})
