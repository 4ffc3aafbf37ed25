// What was sealed is read back by who sealed it; plain archives get a signature beside them.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { verifyDetached } from '../../../src/archive/opening.ts'
import { signDetached } from '../../../src/archive/sealing.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import {
  bytesOf,
  openingRequest,
  pieces,
  sealed,
  sealing,
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

  test('and where another kind of packet would begin, nobody waits for ever', async () => {
    const sealer = await sealing({ recipients: alice.publicKey })
    const written = await bytesOf(sealer.seal(pieces(randomBytes(3000))))
    for (let at = 0; at < 300; at++) {
      const changed = Buffer.from(written)
      // At one of these places a literal packet becomes a compressed one, of no known algorithm.
      changed[at] = (changed[at] ?? 0) ^ 0x03
      await untrue(async () => bytesOf(sealer.unseal(pieces(changed))))
    }
  })

  test('block by block: what is large, cut at the end of a block, or longer by one', async () => {
    const sealer = await sealing({ passphrase: PASSPHRASE })
    const content = randomBytes(300_000)
    const written = await bytesOf(sealer.seal(pieces(content, 70_000)))
    for (const size of [1000, 64 * 1024, 100_000, written.length]) {
      assert.deepEqual(await bytesOf(sealer.unseal(pieces(written, size))), content)
    }
    const block = 64 * 1024
    await untrue(async () => bytesOf(sealer.unseal(pieces(written.subarray(0, 2 * block)))))
    const swapped = Buffer.concat([
      written.subarray(0, block),
      written.subarray(2 * block, 3 * block),
      written.subarray(block, 2 * block),
      written.subarray(3 * block),
    ])
    await untrue(async () => bytesOf(sealer.unseal(pieces(swapped))))
    await untrue(async () => bytesOf(sealer.unseal(pieces(Buffer.concat([written, written])))))
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
  const script = join(import.meta.dirname, '../../helpers/sealing-memory.mjs')
  const peak = Number(execFileSync(process.execPath, [script, '200'], { encoding: 'utf8' }))
  // Node with the library has 100 MB, and a passphrase takes 65 for a moment.
  assert.ok(peak > 50 && peak < 320, `${peak} MB`)
})
