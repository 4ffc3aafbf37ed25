// Which recipients, passphrases and signers are taken, and what is said of the others.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import * as openpgp from 'openpgp'
import type { ActionError } from '../../../src/errors.ts'
import {
  contents,
  revoked,
  sealed,
  sealing,
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
