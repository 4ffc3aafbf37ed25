// Public keys that nothing may be wrapped for: the whole rotation is refused, and names them.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout } from '../helpers/action.ts'
import {
  assertNothingDone,
  assertRefused,
  CAROL,
  DAVE,
  sync,
  synced,
  TEAM,
} from '../helpers/rotating.ts'

function spki(key: { export: ReturnType<typeof createPublicKey>['export'] }): string {
  return key.export({ type: 'spki', format: 'pem' }) as string
}

/** A public key of this modulus (hex) and exponent (base64url), however odd. */
function oddKey(modulus: string, exponent: string): string {
  const n = Buffer.from(modulus, 'hex').toString('base64url')
  return spki(createPublicKey({ key: { kty: 'RSA', n, e: exponent }, format: 'jwk' }))
}

const DAVES_PUB = `.kanuka/public_keys/${DAVE}.pub`
const ODD = `c${'5'.repeat(509)}1b`
const EVEN = `c${'5'.repeat(509)}1a`

const BAD_KEYS: Readonly<Record<string, readonly [string | Buffer, RegExp]>> = {
  'an Ed25519 key': [spki(generateKeyPairSync('ed25519').publicKey), /ED25519/],
  'an RSA key of 512 bits': [
    spki(generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey),
    /512 bits/,
  ],
  'an RSA key with the exponent 1': [oddKey(ODD, 'AQ'), /exponent 1/],
  'an RSA key with an even exponent': [oddKey(ODD, 'AQAA'), /exponent 65536/],
  'an RSA key with a huge exponent': [oddKey(ODD, 'AQAAAAAAAQ'), /exponent/],
  'an RSA key with an even modulus': [oddKey(EVEN, 'AQAB'), /nothing can be encrypted for/],
  'a private key': [TEAM['private-key'], /PRIVATE key/],
  'no PEM at all': ['hello\n', /no public key in PEM form/],
  'conflict markers': [
    `<<<<<<< ours\n${'x'.repeat(64)}\n=======\n>>>>>>> theirs\n`,
    /no public key in PEM form/,
  ],
  nothing: ['', /no public key in PEM form/],
  'more bytes than any key has': [Buffer.alloc(100_000, 0x20), /too large/],
}

describe('a public key that nothing may be wrapped for', () => {
  for (const [what, [content, says]] of Object.entries(BAD_KEYS)) {
    for (const [who, inputs] of [
      ['is let in', { ...TEAM, grant: DAVE }],
      ['only waits', TEAM],
    ] as const) {
      // That a key is fine but for its modulus shows when it is used.
      if (who === 'only waits' && what.endsWith('even modulus')) continue
      test(`${what}, of one who ${who}`, async (t) => {
        const workspace = checkout(t, 'team')
        fs.writeFileSync(join(workspace, DAVES_PUB), content)
        await assertNothingDone(t, workspace, { inputs, code: 'PUBLIC_KEY_INVALID', says })
        const { result } = await sync(t, workspace, inputs)
        assert.equal(result.annotations.find(({ type }) => type === 'error')?.file, DAVES_PUB)
      })
    }
  }

  for (const [what, make] of [
    ['a link to a good key', linkToBobs],
    ['a named pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a folder', (path: string) => fs.mkdirSync(path)],
    ['a link to nothing', (path: string) => fs.symlinkSync('nowhere', path)],
  ] as const) {
    test(`${what} in the place of the file`, async (t) => {
      const workspace = checkout(t, 'team')
      fs.rmSync(join(workspace, DAVES_PUB))
      make(join(workspace, DAVES_PUB))
      const inputs = { ...TEAM, grant: 'all-pending' }
      const before = fs.readdirSync(workspace, { recursive: true })
      const { result } = await sync(t, workspace, inputs)
      assertRefused(result, 'PUBLIC_KEY_INVALID', /cannot be read: no regular file/)
      assert.deepEqual(fs.readdirSync(workspace, { recursive: true }), before)
    })
  }

  test('of an active member: the way out is `revoke`, which works', async (t) => {
    const workspace = checkout(t, 'team')
    fs.writeFileSync(join(workspace, `.kanuka/public_keys/${CAROL}.pub`), 'garbage')
    const says = new RegExp(`add .${CAROL}. to .revoke.`)
    await assertNothingDone(t, workspace, { inputs: TEAM, code: 'PUBLIC_KEY_INVALID', says })
    await synced(t, workspace, { ...TEAM, revoke: CAROL })
    assert.ok(!fs.existsSync(join(workspace, `.kanuka/public_keys/${CAROL}.pub`)))
  })

  test('all of them are named at once', async (t) => {
    const workspace = checkout(t, 'team')
    for (const uuid of [CAROL, DAVE]) {
      fs.writeFileSync(join(workspace, `.kanuka/public_keys/${uuid}.pub`), 'garbage')
    }
    const { result } = await sync(t, workspace, TEAM)
    const files = result.annotations.map(({ file }) => file)
    assert.deepEqual(
      files,
      [CAROL, DAVE].map((uuid) => `.kanuka/public_keys/${uuid}.pub`),
    )
  })
})

function linkToBobs(path: string): void {
  const bobs = '45e676e3-a9fb-4f34-8ae9-1ed7ea66102e.pub'
  fs.symlinkSync(bobs, path)
}
