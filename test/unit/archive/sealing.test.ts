// Archives are encrypted in a form that gpg opens, to whom the inputs name.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import * as openpgp from 'openpgp'
import { prepareSealing } from '../../../src/archive/sealing.ts'
import {
  bytesOf,
  contents,
  open,
  pieces,
  sealed,
  sealing,
  sealingRequest,
  testKey,
  type TestKey,
} from '../../helpers/openpgp.ts'
import { refusal } from '../../helpers/refusals.ts'

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
