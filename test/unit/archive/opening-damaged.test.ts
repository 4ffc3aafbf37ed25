// Nothing comes out of an encrypted archive that was changed, is none, or grows beyond its limit; and nobody
// waits for ever.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import * as openpgp from 'openpgp'
import {
  plain,
  refused,
  contents,
  open,
  sealed,
  testKey,
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

/** Or refused. */
async function unchanged(
  bytes: Uint8Array,
  opener: Parameters<typeof contents>[1],
  content: Uint8Array,
): Promise<void> {
  try {
    // The other way to open it may be what was changed, or the name of the key.
    assert.deepEqual(await contents(bytes, opener), content)
  } catch (error) {
    assert.match((error as { code: string }).code, /^ARCHIVE_(DAMAGED|LOCKED)$/)
  }
}

describe('nothing comes out of an archive', () => {
  test('that has another byte, one less or one more, wherever', async () => {
    const content = randomBytes(1500)
    const encryptionKeys = await openpgp.readKey({ armoredKey: alice.publicKey })
    const config = { preferredCompressionAlgorithm: openpgp.enums.compression.zlib }
    const compressed = { message: await plain(content), encryptionKeys, config } as const
    const quick = {
      message: await plain(content),
      passwords: PASSPHRASE,
      config: { s2kIterationCountByte: 96 },
    } as const
    const given = { recipients: alice.publicKey, passphrase: PASSPHRASE }
    const variants = [
      [await sealed(content, { ...given, signingKey: bob.privateKey }), { key: alice.privateKey }],
      [await openpgp.encrypt({ ...compressed, format: 'binary' }), { key: alice.privateKey }],
      [await openpgp.encrypt({ ...quick, format: 'binary' }), { passphrase: PASSPHRASE }],
    ] as const
    for (const [bytes, opener] of variants) {
      assert.deepEqual(await contents(bytes, opener), content)
      const stays = (changed: Uint8Array): Promise<void> => unchanged(changed, opener, content)
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

  test('in which another kind of packet begins, and nobody waits for ever', async () => {
    const content = randomBytes(3000)
    const bytes = await sealed(content, { recipients: alice.publicKey })
    for (let at = 0; at < 300; at++) {
      const changed = Buffer.from(bytes)
      // At one of these places a literal packet becomes a compressed one, of no known algorithm.
      changed[at] = (changed[at] ?? 0) ^ 0x03
      await unchanged(changed, { key: alice.privateKey }, content)
    }
  })

  for (const aeadProtect of [false, true]) {
    test(`that holds no message, although it was encrypted well${aeadProtect ? ', by AEAD' : ''}`, async () => {
      for (const inner of [randomBytes(3000), Buffer.of(0xc8, 3, 98, 1, 1), Buffer.alloc(0)]) {
        const packets = new openpgp.PacketList<openpgp.AnyPacket>()
        packets.write = () => new Uint8Array(inner)
        const message = new openpgp.Message<Uint8Array>(packets)
        const bytes = await openpgp.encrypt({
          message,
          passwords: PASSPHRASE,
          config: { s2kIterationCountByte: 0, aeadProtect },
          format: 'binary',
        })
        await refused('ARCHIVE_DAMAGED', /bytes were changed or are missing/, async () =>
          open(bytes, { passphrase: PASSPHRASE }),
        )
      }
    })
  }

  test('that is no OpenPGP, not encrypted or empty', async () => {
    const opener = { key: alice.privateKey }
    const signed = await openpgp.sign({
      message: await plain(CONTENT),
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
    const start = process.memoryUsage().rss
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 1)
    let peak = 0
    await refused('ARCHIVE_TOO_LARGE', /holds more than 10485760 bytes/, async () =>
      open(bytes, { key: alice.privateKey, maxBytes: 10 * MB }),
    )
    clearInterval(watch)
    assert.ok(peak - start < 100 * MB, `${(peak - start) / MB} MB`)
    const plainly = await sealed(randomBytes(3000), { recipients: alice.publicKey })
    const opener = { key: alice.privateKey }
    assert.equal((await contents(plainly, { ...opener, maxBytes: 3000 })).length, 3000)
    await refused('ARCHIVE_TOO_LARGE', /more than 2999 bytes/, async () =>
      open(plainly, { ...opener, maxBytes: 2999 }),
    )
  })
})
