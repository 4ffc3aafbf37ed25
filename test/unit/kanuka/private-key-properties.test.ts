// Whatever stands in the secret, the answer is a key or an error of ours, and the error does not
// give away what stands there.
import assert from 'node:assert/strict'
import { createPublicKey, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError } from '../../../src/errors.ts'
import { readPrivateKey } from '../../../src/kanuka/private-key.ts'
import { key } from '../../helpers/action.ts'

const PKCS1 = key('basic-alice.pkcs1.pem')
const NUMBERS = numbersOf((await readPrivateKey(PKCS1, undefined)).key)
const PASSPHRASE = 'test-passphrase-1'

// A wrong bit in a number that only makes decryption faster changes nothing: OpenSSL checks its
// result and takes the slow way then. So what counts is the modulus, and that the key works.
function numbersOf(privateKey: KeyObject): string {
  const { n, e } = privateKey.export({ format: 'jwk' })
  const sample = Buffer.from('0123456789abcdef')
  const opened = privateDecrypt(privateKey, publicEncrypt(createPublicKey(privateKey), sample))
  return JSON.stringify({ n, e, works: opened.equals(sample) })
}

interface Edit {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

const character = fc.oneof(
  fc.constantFrom(
    'A',
    'z',
    '0',
    '9',
    '+',
    '/',
    '=',
    '-',
    ' ',
    '\n',
    '\r',
    '\t',
    '\\n',
    '"',
    '-----',
    '\ufeff',
    '\u0000',
    'é',
    '😀',
  ),
  fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
)
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 3 }),
  insert: fc.oneof(fc.constant(''), character),
})
const edits = fc.array(edit, { minLength: 1, maxLength: 3 })

function mutilate(text: string, changes: readonly Edit[]): string {
  return changes.reduce((current, { at, remove, insert }) => {
    const start = Math.floor(at * current.length)
    return current.slice(0, start) + insert + current.slice(start + remove)
  }, text)
}

/** An error that says what is wrong without a piece of the key. */
function assertHarmless(error: unknown, pasted: string): void {
  assert.ok(error instanceof ActionError, String(error))
  assert.match(error.code, /^(KEY_INVALID|KEY_KIND|PASSPHRASE_MISSING|PASSPHRASE_WRONG)$/)
  for (const run of pasted.match(/[A-Za-z0-9+/]{16,}/g) ?? []) {
    assert.ok(!error.what.includes(run.slice(0, 16)), error.what)
  }
}

async function assertSameKeyOrRefused(pasted: string, passphrase?: string): Promise<void> {
  const read = await readPrivateKey(pasted, passphrase).catch((error: unknown) => {
    assertHarmless(error, pasted)
  })
  if (read) assert.ok(numbersOf(read.key) === NUMBERS, 'another key than the one that was pasted')
}

describe('a key that was damaged on its way is the same key, or refused', () => {
  for (const [file, passphrase] of [
    ['basic-alice.pkcs1.pem', undefined],
    ['basic-alice.pkcs8.pem', undefined],
    ['basic-alice.openssh', undefined],
    ['basic-alice.base64.txt', undefined],
    ['basic-alice.quoted.txt', undefined],
    ['basic-alice.pkcs1-passphrase-aes256.pem', PASSPHRASE],
  ] as const) {
    test(file, async () => {
      const text = key(file)
      await fc.assert(
        fc.asyncProperty(edits, (changes) =>
          assertSameKeyOrRefused(mutilate(text, changes), passphrase),
        ),
        { numRuns: 300 },
      )
    })
  }
})

describe('a key with one wrong bit is refused as damaged, not taken for another one', () => {
  // From a key with other numbers follow errors that send people to the wrong place: that it is no
  // member's, or that the store is damaged.
  for (const file of ['basic-alice.pkcs1.pem', 'basic-alice.pkcs8.pem', 'basic-alice.openssh']) {
    test(file, async () => {
      const [first = '', ...lines] = key(file).trimEnd().split('\n')
      const last = lines.pop() ?? ''
      const body = Buffer.from(lines.join(''), 'base64')
      for (let at = 0; at < body.length; at += 17) {
        const bytes = Buffer.from(body)
        bytes[at] = (bytes[at] ?? 0) ^ 1
        const pasted = [first, bytes.toString('base64'), last].join('\n')
        await assertSameKeyOrRefused(pasted)
      }
    })
  }
})

describe('blanks that came in between change nothing', () => {
  for (const file of ['basic-alice.pkcs1.pem', 'basic-alice.pkcs8.pem', 'basic-alice.openssh']) {
    test(file, async () => {
      const blanks = fc.array(
        fc.tuple(fc.nat({ max: 30 }), fc.constantFrom(' ', '\n', '\r\n', '\t')),
      )
      await fc.assert(
        fc.asyncProperty(blanks, async (insertions) => {
          const lines = key(file).trimEnd().split('\n')
          for (const [line, blank] of insertions) {
            const at = 1 + (line % (lines.length - 2))
            lines[at] = `${blank}${lines[at] ?? ''}${blank}`
          }
          const { key: read } = await readPrivateKey(lines.join('\n'), undefined)
          assert.equal(numbersOf(read), NUMBERS)
        }),
        { numRuns: 50 },
      )
    })
  }
})

describe('garbage is refused', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4000 }),
    fc.base64String({ maxLength: 4000 }),
    fc.stringMatching(/^[A-Za-z0-9+/ \n]{0,800}$/),
  )
  const label = fc.constantFrom(
    'RSA PRIVATE KEY',
    'PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'EC PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
    'ANY THING',
  )

  test('any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.option(fc.string(), { nil: undefined }),
        async (pasted, passphrase) => {
          await assert.rejects(readPrivateKey(pasted, passphrase), (error) => {
            assertHarmless(error, pasted)
            return true
          })
        },
      ),
    )
  })

  test('any text between the BEGIN and END lines of a key', async () => {
    await fc.assert(
      fc.asyncProperty(label, text, async (kind, body) => {
        const pasted = `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----`
        await assert.rejects(readPrivateKey(pasted, PASSPHRASE), (error) => {
          assertHarmless(error, pasted)
          return true
        })
      }),
    )
  })
})
