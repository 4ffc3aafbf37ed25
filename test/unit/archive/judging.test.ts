// When the signature of an archive counts.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as openpgp from 'openpgp'
import { verifyDetached } from '../../../src/archive/opening.ts'
import { signDetached } from '../../../src/archive/sealing.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import {
  plain,
  refused,
  written,
  open,
  openingRequest,
  pieces,
  revoked,
  testKey,
  yearsAgo,
  YEAR_S,
  type TestKey,
} from '../../helpers/openpgp.ts'

const CONTENT = gzipSync('the bytes of an archive')
const { packet: TAG } = openpgp.enums

let alice: TestKey
let bob: TestKey
before(async () => {
  alice = await testKey()
  bob = await testKey()
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
    const options = { message: await plain(CONTENT), signingKeys: await Promise.all(keys), date }
    return openpgp.sign({ ...options, format: 'object' })
  }

  /** The same signatures over other bytes. */
  async function forged(signers: readonly TestKey[]): Promise<openpgp.Message<Uint8Array>> {
    const message = await signedBy(signers)
    const literal = message.packets.findPacket(TAG.literalData) as unknown as {
      setBytes(bytes: Uint8Array, format: number): void
    }
    literal.setBytes(Buffer.from('other bytes'), openpgp.enums.literal.binary)
    return message
  }

  test('counts when its signer is known, and is told when it is not', async () => {
    const bytes = await written(await signedBy([bob]), alice)
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
    const unsigned = await written(await plain(CONTENT), alice)
    const signed = await written(await signedBy([bob]), alice)
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
    const bytes = await written(await forged([bob]), alice)
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
    const bytes = await written(await signedBy([carol, bob]), alice)
    for (const signers of [bob.publicKey, carol.publicKey]) {
      const { signature } = await open(bytes, { ...opener(), signers, requireSignature: true })
      assert.equal(signature.kind, 'valid')
    }
    const neither = await open(bytes, { ...opener(), signers: alice.publicKey })
    assert.equal(neither.signature.kind, 'unknown')
    const wrong = await written(await forged([carol, bob]), alice)
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
    const inTime = await written(await signedBy([old], yearsAgo(3)), alice)
    assert.equal(((await stateFor(inTime, old.publicKey)) as { kind: string }).kind, 'valid')
    // Made while the key was extended, judged by the key as it was before.
    const key = await openpgp.readPrivateKey({ armoredKey: old.privateKey })
    const extended = await openpgp.reformatKey({
      privateKey: key,
      userIDs: [{ name: 'test key' }],
      date: yearsAgo(4),
    })
    const late = await written(await signedBy([{ ...old, privateKey: extended.privateKey }]), alice)
    const day = yearsAgo(2).toISOString().slice(0, 10)
    const why = `it expired on ${day}`
    assert.deepEqual(await stateFor(late, old.publicKey), { kind: 'invalid', keyId: old.id, why })
    await refused('ARCHIVE_SIGNATURE', new RegExp(`but ${why}`), async () =>
      open(late, { ...opener(), signers: old.publicKey, requireSignature: true }),
    )
  })

  test('by a revoked key is none; of a retired one only what it signed later', async () => {
    const bytes = await written(await signedBy([bob]), alice)
    const why = 'it is revoked'
    const signers = await revoked(bob)
    assert.deepEqual(await stateFor(bytes, signers), { kind: 'invalid', keyId: bob.id, why })
    await refused('ARCHIVE_SIGNATURE', /but it is revoked, and/, async () =>
      open(bytes, { ...opener(), signers, requireSignature: true }),
    )
    const key = await testKey({ date: yearsAgo(2) })
    const earlier = await written(await signedBy([key], yearsAgo(1)), alice)
    const retired = await revoked(key, openpgp.enums.reasonForRevocation.keyRetired)
    assert.equal(((await stateFor(earlier, retired)) as { kind: string }).kind, 'valid')
    const later = await written(await signedBy([key], new Date(Date.now() + 60_000)), alice)
    assert.equal(((await stateFor(later, retired)) as { kind: string }).kind, 'invalid')
  })

  test('of a day to come, or by a key that is not for it, is none', async () => {
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000)
    const early = await written(await signedBy([bob], tomorrow), alice)
    assert.deepEqual(await stateFor(early, bob.publicKey), {
      kind: 'invalid',
      keyId: bob.id,
      why: 'its date is still to come',
    })
  })

  test('that is wrong is told from one that changed bytes break', async () => {
    // Encrypted bytes that were changed are damage, whatever the signature says.
    const bytes = Buffer.from(await written(await signedBy([bob]), alice))
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
    const bytes = await written(new openpgp.Message(packets), alice)
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
