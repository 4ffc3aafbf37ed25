// OpenSSH's container, byte by byte: every cipher of ssh-keygen, and containers that lie.
import assert from 'node:assert/strict'
import { createCipheriv, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { describe, test } from 'node:test'
import bcrypt from 'bcrypt-pbkdf'
import { readOpenSshKey } from '../../../src/kanuka/openssh-key.ts'
import { findPemBlocks } from '../../../src/kanuka/pem.ts'
import { key } from '../../helpers/action.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PASSPHRASE = Buffer.from('correct horse 🐎')

function field(content: Uint8Array | string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(content))
  return Buffer.concat([length, Buffer.from(content)])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A positive number of the key, as RFC 4251 writes it. */
function part(jwk: JsonWebKey, name: 'n' | 'e' | 'd' | 'qi' | 'p' | 'q'): Buffer {
  const bytes = Buffer.from(jwk[name] ?? '', 'base64url')
  return field((bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]))
}

/** The private section; the key itself unless `jwk` is another. */
function section(block: number, jwk = privateKey.export({ format: 'jwk' })): Buffer {
  const numbers = (['n', 'e', 'd', 'qi', 'p', 'q'] as const).map((name) => part(jwk, name))
  const body = Buffer.concat([
    number(0x01020304),
    number(0x01020304),
    field('ssh-rsa'),
    ...numbers,
    field('comment'),
  ])
  const padding = Array.from({ length: block - (body.length % block) }, (_, index) => index + 1)
  return Buffer.concat([body, Buffer.from(padding)])
}

interface Parts {
  readonly cipher?: string
  readonly kdf?: string
  readonly options?: Buffer
  readonly keys?: number
  readonly kind?: string
  readonly secret?: Buffer
  readonly tag?: Buffer
}

function container(parts: Parts): Buffer {
  const { cipher = 'none', kdf = 'none', options = Buffer.alloc(0), keys = 1 } = parts
  const { kind = 'ssh-rsa', secret = section(8), tag = Buffer.alloc(0) } = parts
  const publicKey = field(field(kind))
  const head = [Buffer.from('openssh-key-v1\0'), field(cipher), field(kdf), field(options)]
  return Buffer.concat([...head, number(keys), publicKey, field(secret), tag])
}

/** As `ssh-keygen -Z <cipher>` encrypts it. */
function encryptedContainer(
  cipher: string,
  name: string,
  lengths: readonly [number, number],
): Buffer {
  const [keyLength, ivLength] = lengths
  const salt = Buffer.from('0123456789abcdef')
  const derived = Buffer.alloc(keyLength + ivLength)
  const inputs = [PASSPHRASE, PASSPHRASE.length, salt, salt.length] as const
  bcrypt.pbkdf(...inputs, derived, derived.length, 2)
  const [encryptionKey, iv] = [derived.subarray(0, keyLength), derived.subarray(keyLength)]
  const options = Buffer.concat([field(salt), number(2)])
  if (name.endsWith('gcm')) {
    const gcm = name === 'aes-128-gcm' ? 'aes-128-gcm' : 'aes-256-gcm'
    const sealer = createCipheriv(gcm, encryptionKey, iv)
    const secret = Buffer.concat([sealer.update(section(16)), sealer.final()])
    return container({ cipher, kdf: 'bcrypt', options, secret, tag: sealer.getAuthTag() })
  }
  const sealer = createCipheriv(name, encryptionKey, iv).setAutoPadding(false)
  const secret = Buffer.concat([sealer.update(section(16)), sealer.final()])
  return container({ cipher, kdf: 'bcrypt', options, secret })
}

function assertSameKey(result: ReturnType<typeof readOpenSshKey>): void {
  assert.ok('key' in result, JSON.stringify(result))
  assert.ok(result.key.equals(privateKey))
}

test('an open key, its exponents for the primes computed anew', () => {
  assertSameKey(readOpenSshKey(container({}), undefined))
})

describe('every cipher that ssh-keygen offers for AES', () => {
  for (const [cipher, name, ...lengths] of [
    ['aes128-cbc', 'aes-128-cbc', 16, 16],
    ['aes192-cbc', 'aes-192-cbc', 24, 16],
    ['aes256-cbc', 'aes-256-cbc', 32, 16],
    ['aes128-ctr', 'aes-128-ctr', 16, 16],
    ['aes192-ctr', 'aes-192-ctr', 24, 16],
    ['aes256-ctr', 'aes-256-ctr', 32, 16],
    ['aes128-gcm@openssh.com', 'aes-128-gcm', 16, 12],
    ['aes256-gcm@openssh.com', 'aes-256-gcm', 32, 12],
  ] as const) {
    test(cipher, () => {
      const bytes = encryptedContainer(cipher, name, lengths)
      assertSameKey(readOpenSshKey(bytes, PASSPHRASE))
      assert.deepEqual(readOpenSshKey(bytes, undefined), { failure: 'passphrase needed' })
      assert.deepEqual(readOpenSshKey(bytes, Buffer.alloc(0)), { failure: 'passphrase needed' })
      const wrong = readOpenSshKey(bytes, Buffer.from('correct horse'))
      assert.deepEqual(wrong, { failure: 'passphrase wrong' })
    })
  }
})

describe('containers that cannot be read', () => {
  test('another cipher or key derivation is named', () => {
    const chacha = container({ cipher: 'chacha20-poly1305@openssh.com', kdf: 'bcrypt' })
    assert.deepEqual(readOpenSshKey(chacha, PASSPHRASE), {
      failure: 'cipher',
      name: 'chacha20-poly1305@openssh.com/bcrypt',
    })
    const argon = container({ cipher: 'aes256-ctr', kdf: 'argon2' })
    assert.deepEqual(readOpenSshKey(argon, PASSPHRASE), {
      failure: 'cipher',
      name: 'aes256-ctr/argon2',
    })
  })

  test('names that every object of JavaScript has are ciphers no more than others', () => {
    for (const cipher of ['constructor', 'toString', '__proto__']) {
      const result = readOpenSshKey(container({ cipher, kdf: 'bcrypt' }), PASSPHRASE)
      assert.ok('failure' in result && result.failure !== 'passphrase needed')
    }
  })

  test('another kind of key is named, with or without passphrase', () => {
    for (const kind of ['ssh-ed25519', 'ssh-dss', 'sk-ssh-ed25519@openssh.com']) {
      assert.deepEqual(readOpenSshKey(container({ kind }), undefined), {
        failure: 'kind',
        name: kind,
      })
    }
  })

  const jwk = privateKey.export({ format: 'jwk' })
  const damaged: Readonly<Record<string, Buffer>> = {
    'nothing at all': Buffer.alloc(0),
    'another magic word': Buffer.from('openssh-key-v2\0'.padEnd(200, '\0')),
    'two keys in one container': container({ keys: 2 }),
    'check numbers that differ': container({ secret: Buffer.concat([number(1), section(8)]) }),
    'a private section that ends early': container({ secret: section(8).subarray(0, 300) }),
    'an empty private section': container({ secret: Buffer.alloc(0) }),
    'a length beyond the end': container({}).fill(0xff, 15, 19),
    'primes of nothing': container({ secret: section(8, { ...jwk, p: '', q: '' }) }),
    'primes of one': container({ secret: section(8, { ...jwk, p: 'AQ', q: 'AQ' }) }),
    'so many rounds that it would take for ever': container({
      cipher: 'aes256-ctr',
      kdf: 'bcrypt',
      options: Buffer.concat([field('0123456789abcdef'), number(0xffffffff)]),
    }),
  }
  for (const [what, bytes] of Object.entries(damaged)) {
    test(`${what}: damaged`, () => {
      assert.deepEqual(readOpenSshKey(bytes, PASSPHRASE), { failure: 'damaged' })
    })
  }

  test('cut anywhere, it is damaged', () => {
    const [block] = findPemBlocks(key('basic-alice.openssh'))
    const bytes = Buffer.from(block?.body ?? '', 'base64')
    for (let length = 0; length < bytes.length - 300; length += 7) {
      const result = readOpenSshKey(bytes.subarray(0, length), undefined)
      assert.deepEqual(result, { failure: 'damaged' }, `${length} bytes`)
    }
  })
})
