// What libsodium seals opens here, and nothing else does.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { CIPHERTEXT_OVERHEAD } from '../../../src/kanuka/layout.ts'
import { openSecretbox } from '../../../src/kanuka/secretbox.ts'
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
