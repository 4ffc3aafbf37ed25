// Which bytes may lie in a backup as a secret file: random ones alone.
import assert from 'node:assert/strict'
import { createPrivateKey, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { judgeKeyFile, judgeSecretFile } from '../../../src/check/file-soundness.ts'
import { key } from '../../helpers/action.ts'

const PEM = key('team-alice-workstation.pem')
const TEXT = Buffer.from('PASSWORD=canary-of-a-test\nTOKEN=another-canary-of-a-test\n')
const noise = (length: number): Buffer => randomBytes(length)

function der(type: 'pkcs8' | 'pkcs1'): Buffer {
  return createPrivateKey(PEM).export({ type, format: 'der' })
}

describe('a secret file', () => {
  test('of random bytes is a ciphertext, however long', () => {
    for (const length of [40, 41, 1000, 4 * 1024 * 1024]) {
      assert.equal(judgeSecretFile(noise(length)), undefined)
    }
  })

  const exposed: readonly (readonly [string, Buffer])[] = [
    ['text behind other bytes', Buffer.concat([noise(100), TEXT])],
    ['text between other bytes', Buffer.concat([noise(9999), TEXT, noise(9999)])],
    ['text padded with zeros', Buffer.concat([TEXT, Buffer.alloc(1000)])],
    ['a private key as text between other bytes', Buffer.concat([noise(500), Buffer.from(PEM)])],
    ['a private key in PKCS #8', der('pkcs8')],
    ['a private key in PKCS #1', der('pkcs1')],
  ]
  for (const [what, bytes] of exposed) {
    test(`that is ${what} is exposed`, () => {
      assert.equal(judgeSecretFile(bytes)?.kind, 'exposed')
    })
  }

  test('whose end was never written is damaged', () => {
    assert.equal(judgeSecretFile(Buffer.concat([noise(500), Buffer.alloc(16)]))?.kind, 'damaged')
    assert.equal(judgeSecretFile(Buffer.alloc(500))?.kind, 'damaged')
  })
})

describe('a wrapped key', () => {
  test('that is a private key in binary form is exposed', async () => {
    const path = '.kanuka/secrets/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.kanuka'
    for (const type of ['pkcs8', 'pkcs1'] as const) {
      assert.equal((await judgeKeyFile(path, der(type), undefined))?.kind, 'exposed')
    }
    assert.equal(await judgeKeyFile(path, noise(256), undefined), undefined)
  })
})
