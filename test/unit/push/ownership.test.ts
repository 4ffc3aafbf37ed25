// Marks: the same for every form of a key, bound to what they stand on, and not believed.
import assert from 'node:assert/strict'
import {
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import type { Mark } from '../../../src/destinations/contract.ts'
import { readPrivateKey } from '../../../src/kanuka/private-key.ts'
import {
  createOwnership,
  deriveMarkKey,
  isCommitId,
  ownerOf,
  type Identity,
  type MarkKey,
} from '../../../src/push/ownership.ts'
import { SecretValue, type SecretText } from '../../../src/secret-value.ts'
import { FIXTURES } from '../../helpers/action.ts'
import { manifest } from '../../helpers/manifest.ts'

const PROJECT = '5b9c2a4e-1111-4222-8333-444455556666'
const COMMIT = 'a1'.repeat(20)
const IDENTITY: Identity = {
  repositoryId: '123456789',
  projectUuid: PROJECT,
  destination: 'prod-aws',
}
const secret = (text: string): SecretText => new SecretValue(text)
const keyFrom = (text: string, project = PROJECT): MarkKey =>
  deriveMarkKey({ fingerprintKey: secret(text) }, project)
const KEY = keyFrom('a fingerprint key of the workflow')
const OURS = createOwnership(KEY, IDENTITY)

function bytesOf({ key }: MarkKey): string {
  return key.export().toString('hex')
}

describe('the key of marks', () => {
  const files = Object.entries(manifest.keys).filter(
    ([path, { usable }]) => usable && path.startsWith('keys/basic-alice.'),
  )
  const known = createPrivateKey(readFileSync(join(FIXTURES, 'keys/basic-alice.pkcs8.pem')))
  const expected = bytesOf(deriveMarkKey({ privateKey: known }, PROJECT))

  test('there are many encodings of one key to try', () => assert.ok(files.length > 15))

  for (const [path, { passphrase }] of files) {
    test(`is the same for ${path}`, async () => {
      const read = await readPrivateKey(readFileSync(join(FIXTURES, path), 'utf8'), passphrase)
      assert.equal(bytesOf(deriveMarkKey({ privateKey: read.key }, PROJECT)), expected)
    })
  }

  test('is HKDF over the two primes, the smaller first', () => {
    const { p = '', q = '' } = known.export({ format: 'jwk' })
    const numbers = [p, q].map((each) =>
      BigInt(`0x${Buffer.from(each, 'base64url').toString('hex')}`),
    )
    const [one = 0n, other = 0n] = numbers
    const hex = (one < other ? [one, other] : [other, one])
      .map((each) => each.toString(16))
      .join('')
    const ikm = Buffer.from(hex, 'hex')
    const bytes = Buffer.from(hkdfSync('sha256', ikm, PROJECT, 'kanuka push v1', 32))
    assert.equal(expected, bytes.toString('hex'))
    const kid = createHash('sha256').update('kid').update(bytes).digest('hex').slice(0, 8)
    assert.equal(deriveMarkKey({ privateKey: known }, PROJECT).kid, kid)
  })

  test('does not ask which of the primes an encoding puts first', () => {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
      format: 'jwk',
    })
    const { p, q, dp, dq } = jwk
    // The coefficient of the other order: p^-1 mod q, by Fermat.
    const [P, Q] = [p, q].map((each) =>
      BigInt(`0x${Buffer.from(each ?? '', 'base64url').toString('hex')}`),
    ) as [bigint, bigint]
    let [inverse, base, exponent] = [1n, P % Q, Q - 2n]
    for (; exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) inverse = (inverse * base) % Q
      base = (base * base) % Q
    }
    const qi = Buffer.from(inverse.toString(16).padStart(128, '0'), 'hex').toString('base64url')
    const swapped = { ...jwk, p: q, q: p, dp: dq, dq: dp, qi }
    const [one, other] = [jwk, swapped].map((key) =>
      bytesOf(
        deriveMarkKey(
          { privateKey: createPrivateKey({ key: key as never, format: 'jwk' }) },
          PROJECT,
        ),
      ),
    )
    assert.equal(one, other)
  })

  test('differs between keys, projects, and the two sources', () => {
    const stranger = createPrivateKey(readFileSync(join(FIXTURES, 'keys/stranger-rsa2048.pem')))
    const keys = [
      keyFrom('one'),
      keyFrom('two'),
      keyFrom('one', 'another project'),
      deriveMarkKey({ privateKey: known }, PROJECT),
      deriveMarkKey({ privateKey: known }, 'another project'),
      deriveMarkKey({ privateKey: stranger }, PROJECT),
    ]
    assert.equal(new Set(keys.map(bytesOf)).size, keys.length)
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length)
  })

  test('cannot be printed', () => {
    const key = keyFrom('hunter2-hunter2')
    const shown = `${inspect(key, { depth: 9, showHidden: true })} ${JSON.stringify(key)}`
    assert.ok(!shown.includes(bytesOf(key)))
    assert.ok(!shown.includes('hunter2'))
  })

  test('is never made of a key that is no RSA key', () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    assert.throws(() => deriveMarkKey({ privateKey }, PROJECT), TypeError)
  })
})

describe('the owner', () => {
  test('says for people what the hash says for us', () => {
    assert.match(ownerOf(IDENTITY), /^prod-aws-123456789-[0-9a-f]{32}$/)
    assert.match(
      ownerOf({ ...IDENTITY, destination: 'Größe_X' }),
      /^gr-e-x-123456789-[0-9a-f]{32}$/,
    )
  })

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('', 'a', 'ab', 'b', '-', 'A', '1', '12'),
  )
  const identity = fc.record({ repositoryId: text, projectUuid: text, destination: text })

  test('fits everywhere, whatever its parts are', () => {
    fc.assert(
      fc.property(identity, (each) => {
        assert.match(ownerOf(each), /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/)
      }),
    )
  })

  test('is the same only for the same three', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const isSame = (Object.keys(one) as (keyof typeof one)[]).every((key) =>
          Buffer.from(one[key]).equals(Buffer.from(other[key])),
        )
        assert.equal(ownerOf(one) === ownerOf(other), isSame)
      }),
    )
    const moved = { repositoryId: '12', projectUuid: '3x', destination: 'y' }
    assert.notEqual(ownerOf(moved), ownerOf({ ...moved, repositoryId: '123', projectUuid: 'x' }))
  })
})

describe('a mark', () => {
  const value = secret('p4ssw0rd')
  const mark = OURS.mark('DB_PASSWORD', value, COMMIT)

  test('is two keyed hashes over fields with their lengths', () => {
    const field = (part: string): Buffer => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(Buffer.byteLength(part))
      return Buffer.concat([length, Buffer.from(part)])
    }
    const hmac = (...parts: readonly string[]): string =>
      createHmac('sha256', KEY.key)
        .update(Buffer.concat(parts.map(field)))
        .digest('hex')
    assert.deepEqual(mark, {
      owner: ownerOf(IDENTITY),
      kid: KEY.kid,
      own: hmac('own', mark.owner, 'DB_PASSWORD').slice(0, 16),
      fp: hmac('fp', mark.owner, 'DB_PASSWORD', 'p4ssw0rd').slice(0, 32),
      commit: COMMIT,
    })
  })

  test('holds lower-case letters, digits and `-` only, and no value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (item, text) => {
        const made = OURS.mark(item, secret(text), 'no commit\n')
        assert.match(Object.values(made).join(''), /^[a-z0-9-]+$/)
        assert.deepEqual([made.own.length, made.fp.length, made.kid.length], [16, 32, 8])
      }),
    )
  })

  test('is of its item and value, and of no other', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 })
    fc.assert(
      fc.property(fc.tuple(text, text), fc.tuple(text, text), ([item, one], [item2, two]) => {
        const made = OURS.mark(item, secret(one), COMMIT)
        assert.ok(OURS.isOfValue(item, made, secret(one)))
        const expected = item === item2 ? one === two : undefined
        assert.equal(OURS.isOfValue(item2, made, secret(two)), expected)
        assert.equal(OURS.judge(item2, made), item === item2 ? 'ours' : 'forged')
      }),
    )
    // Fields do not run into each other.
    const made = OURS.mark('AB', secret('C'), COMMIT)
    assert.ok(!OURS.isOfValue('A', made, secret('BC')))
  })
})

describe('whose an item is', () => {
  const value = secret('value')
  const mark = OURS.mark('ITEM', value, COMMIT)
  const others = (change: Partial<Identity>, key = KEY): Mark =>
    createOwnership(key, { ...IDENTITY, ...change }).mark('ITEM', value, COMMIT)

  for (const [what, given, expected] of [
    ['no mark', undefined, 'foreign'],
    ['our mark', mark, 'ours'],
    ['another repository: a template, a fork', others({ repositoryId: '987' }), 'foreign'],
    ['another project', others({ projectUuid: 'x' }), 'foreign'],
    ['another destination', others({ destination: 'staging-aws' }), 'foreign'],
    ['another key', others({}, keyFrom('the key of before')), 'ours by another key'],
    ['our owner, and a kid made up', { ...mark, kid: '00000000' }, 'ours by another key'],
    ['our owner and kid, own made up', { ...mark, own: '0'.repeat(16) }, 'forged'],
    ['own of another item', OURS.mark('OTHER', value, COMMIT), 'forged'],
    ['own cut', { ...mark, own: mark.own.slice(0, 8) }, 'forged'],
    ['own empty', { ...mark, own: '' }, 'forged'],
    ['own in upper case', { ...mark, own: mark.own.toUpperCase().padEnd(17, 'A') }, 'forged'],
    ['a wrong fingerprint: that is about the value', { ...mark, fp: 'x' }, 'ours'],
    ['nothing in any field', { owner: '', kid: '', own: '', fp: '', commit: '' }, 'foreign'],
  ] as const) {
    test(`${what}: ${expected}`, () => assert.equal(OURS.judge('ITEM', given), expected))
  }

  test('an entry with a new name knows what it wrote under the old one', () => {
    const renamed = createOwnership(KEY, {
      ...IDENTITY,
      destination: 'production',
      formerly: ['prod', 'prod-aws'],
    })
    assert.equal(renamed.judge('ITEM', mark), 'ours formerly')
    assert.equal(renamed.judge('OTHER', mark), 'forged')
    assert.ok(!renamed.isOfValue('ITEM', mark, value))
    const again = createOwnership(KEY, { ...IDENTITY, destination: 'production' })
    assert.equal(again.judge('ITEM', mark), 'foreign')
  })

  test('nobody without the key makes a mark that may be deleted', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{0,20}$/)
    fc.assert(
      fc.property(hex, hex, (own, fp) => {
        fc.pre(own !== mark.own)
        assert.equal(OURS.judge('ITEM', { ...mark, own, fp }), 'forged')
      }),
    )
  })
})

test('what can be the id of a commit', () => {
  for (const text of [COMMIT, 'b2'.repeat(32)]) assert.ok(isCommitId(text), text)
  for (const text of ['', '0'.repeat(40), 'a1', COMMIT.toUpperCase(), `${COMMIT}\n`, '--all']) {
    assert.ok(!isCommitId(text), text)
  }
})
