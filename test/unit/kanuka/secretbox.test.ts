// What libsodium seals opens here, and nothing else does; what is sealed here opens there.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import sodium from 'libsodium-wrappers'
import { CIPHERTEXT_OVERHEAD } from '../../../src/kanuka/layout.ts'
import { openSecretbox, sealSecretbox } from '../../../src/kanuka/secretbox.ts'
import { sealIndependently } from '../../helpers/independent-reader.ts'

const KEY = randomBytes(32)

test("NaCl's own example opens (tests/secretbox.c)", () => {
  const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
  const key = hex('1b27556473e985d4 62cd51197a9a46c7 6009549eac6474f2 06c4ee0844f68389')
  const nonce = hex('69696ee955b62b73 cd62bda875fc73d6 8219e0036b7a0b37')
  const box = hex(`f3ffc7703f9400e5 2a7dfb4b3d3305d9 8e993b9f48681273 c29650ba32fc76ce
    48332ea7164d96a4 476fb8c531a1186a c0dfc17c98dce87b 4da7f011ec48c972 71d2c20f9b928fe2
    270d6fb863d51738 b48eeee314a7cc8a b932164548e526ae 90224368517acfea bd6bb3732bc0e9da
    99832b61ca01b6de 56244a9e88d5f9b3 7973f622a43d14a6 599b1f654cb45a74 e355a5`)
  const plaintext = openSecretbox(Buffer.concat([nonce, box]), key)
  assert.equal(plaintext?.length, 131)
  assert.equal(Buffer.from(plaintext).toString('hex', 0, 8), 'be075fc53c81f2d5')
})

describe('sealed by libsodium', () => {
  test('texts of every size up to 100 kB open, and are 40 bytes longer on disk', async () => {
    const size = fc.oneof(
      fc.nat({ max: 200 }),
      fc.nat({ max: 100_000 }),
      fc.constantFrom(0, 100_000),
    )
    await fc.assert(
      fc.asyncProperty(size, async (length) => {
        const plaintext = randomBytes(length)
        const sealed = await sealIndependently(plaintext, KEY)
        assert.equal(sealed.length, length + CIPHERTEXT_OVERHEAD)
        const opened = openSecretbox(sealed, KEY)
        assert.ok(opened && plaintext.equals(opened))
      }),
      { numRuns: 200 },
    )
  })

  test('a flipped bit anywhere is refused: nonce, tag or text', async () => {
    const sealed = await sealIndependently(Buffer.from('API_TOKEN=canary\n'), KEY)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(openSecretbox(flipped, KEY), undefined, `bit ${bit}`)
    }
  })

  test('a flipped bit of a large file is refused', async () => {
    const sealed = await sealIndependently(randomBytes(50_000), KEY)
    fc.assert(
      fc.property(fc.nat({ max: sealed.length * 8 - 1 }), (bit) => {
        const flipped = Buffer.from(sealed)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        assert.equal(openSecretbox(flipped, KEY), undefined)
      }),
      { numRuns: 50 },
    )
  })

  test('cut or lengthened it is refused', async () => {
    const sealed = await sealIndependently(Buffer.from('A=1\n'), KEY)
    for (let length = 0; length < sealed.length; length += 1) {
      assert.equal(openSecretbox(sealed.subarray(0, length), KEY), undefined, `${length} bytes`)
    }
    assert.equal(openSecretbox(Buffer.concat([sealed, Buffer.alloc(1)]), KEY), undefined)
  })

  test('with another key it is refused', async () => {
    const sealed = await sealIndependently(Buffer.from('A=1\n'), KEY)
    assert.equal(openSecretbox(sealed, randomBytes(32)), undefined)
    assert.equal(openSecretbox(sealed, Buffer.alloc(32)), undefined)
    for (const length of [0, 16, 31, 33]) {
      assert.equal(openSecretbox(sealed, Buffer.alloc(length)), undefined)
    }
  })
})

/** As libsodium opens a secret file. */
function openIndependently(sealed: Uint8Array, key: Uint8Array): Buffer {
  const [nonce, box] = [sealed.subarray(0, 24), sealed.subarray(24)]
  return Buffer.from(sodium.crypto_secretbox_open_easy(box, nonce, key))
}

describe('sealed here', () => {
  test('texts of every size open with libsodium and with ourselves, and are 40 bytes longer', async () => {
    await sodium.ready
    const size = fc.oneof(
      fc.nat({ max: 200 }),
      fc.nat({ max: 100_000 }),
      fc.constantFrom(0, 1, 31, 32, 33, 63, 64, 65),
    )
    fc.assert(
      fc.property(size, fc.uint8Array({ minLength: 32, maxLength: 32 }), (length, key) => {
        const plaintext = randomBytes(length)
        const sealed = sealSecretbox(plaintext, key)
        assert.equal(sealed.length, length + CIPHERTEXT_OVERHEAD)
        assert.ok(plaintext.equals(openIndependently(sealed, key)))
        assert.ok(plaintext.equals(openSecretbox(sealed, key) ?? assert.fail()))
      }),
      { numRuns: 200 },
    )
  })

  test('twice the same: another nonce, and nothing in common', () => {
    const plaintext = Buffer.alloc(64)
    const sealed = Array.from({ length: 200 }, () => sealSecretbox(plaintext, KEY))
    const nonces = sealed.map((bytes) => Buffer.from(bytes.subarray(0, 24)).toString('hex'))
    assert.equal(new Set(nonces).size, 200)
    const boxes = sealed.map((bytes) => Buffer.from(bytes.subarray(24)).toString('hex'))
    assert.equal(new Set(boxes).size, 200)
  })

  test('plaintext and key stay as they were, and the result holds no other memory', () => {
    const memory = randomBytes(1000)
    const plaintext = memory.subarray(100, 200)
    const [before, key] = [Buffer.from(memory), Buffer.from(KEY)]
    const sealed = sealSecretbox(plaintext, KEY)
    assert.deepEqual(memory, before)
    assert.deepEqual(KEY, key)
    assert.equal(sealed.buffer.byteLength, sealed.length)
    sealed.fill(0)
    assert.deepEqual(memory, before)
  })

  test('a key of another length seals nothing', () => {
    for (const length of [0, 16, 31, 33, 64]) {
      assert.throws(
        () => sealSecretbox(Buffer.from('A=1'), Buffer.alloc(length)),
        `${length} bytes`,
      )
    }
  })
})
