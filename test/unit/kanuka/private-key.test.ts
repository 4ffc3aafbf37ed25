// Every key file of the fixtures, and every way in which a key or its passphrase can be wrong.
import assert from 'node:assert/strict'
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { readPrivateKey, type PrivateKey } from '../../../src/kanuka/private-key.ts'
import { key } from '../../helpers/action.ts'
import { manifest } from '../../helpers/manifest.ts'
import { refusal } from '../../helpers/refusals.ts'

const PASSPHRASE = 'test-passphrase-1'
const PLAIN = key('basic-alice.pkcs1.pem')

function fingerprint(privateKey: PrivateKey): string {
  const spki = createPublicKey(privateKey.key).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex')
}

const keys = Object.entries(manifest.keys).map(([path, entry]) => ({
  ...entry,
  file: path.slice('keys/'.length),
}))
const usable = keys.filter((entry) => entry.usable)
const encrypted = usable.filter(({ passphrase }) => passphrase !== undefined)

describe('keys that open', () => {
  for (const { file, passphrase, ...expected } of usable) {
    test(`${file}: ${expected.encoding}`, async () => {
      const read = await readPrivateKey(key(file), passphrase)
      assert.equal(fingerprint(read), expected.public_key_sha256)
      assert.equal(read.modulusBytes, (expected.modulus_bits ?? 0) / 8)
      assert.equal(read.key.type, 'private')
    })
  }
})

describe('a key with passphrase', () => {
  test('the fixtures have all eight forms', () => assert.equal(encrypted.length, 8))

  for (const { file, passphrase = '', ...expected } of encrypted) {
    test(`${file} asks for the passphrase when none is given`, async () => {
      const error = await refusal(() => readPrivateKey(key(file), undefined))
      assert.equal(error.code, 'PASSPHRASE_MISSING')
      assert.match(error.what, /(RSA|ENCRYPTED|OPENSSH) PRIVATE KEY/)
      assert.match(error.fix, /passphrase: \$\{\{ secrets\./)
    })

    test(`${file} refuses another passphrase, and does not repeat it`, async () => {
      const error = await refusal(() => readPrivateKey(key(file), 'letmein-2026'))
      assert.equal(error.code, 'PASSPHRASE_WRONG')
      assert.doesNotMatch(error.what + error.fix, /letmein/)
    })

    test(`${file} opens with a passphrase that \`echo\` gave a newline`, async () => {
      for (const end of ['\n', '\r\n']) {
        const read = await readPrivateKey(key(file), passphrase + end)
        assert.equal(fingerprint(read), expected.public_key_sha256)
      }
    })

    test(`${file} counts blanks: one in front, one behind, two newlines`, async () => {
      for (const other of [` ${passphrase}`, `${passphrase} `, `${passphrase}\n\n`]) {
        const error = await refusal(() => readPrivateKey(key(file), other))
        assert.equal(error.code, 'PASSPHRASE_WRONG')
      }
    })
  }

  test('the last newline counts where it is part of the passphrase', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const passphrase = 'typed with enter\n'
    const pem = privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
      .toString()
    assert.equal((await readPrivateKey(pem, passphrase)).modulusBytes, 256)
    const error = await refusal(() => readPrivateKey(pem, passphrase.trim()))
    assert.equal(error.code, 'PASSPHRASE_WRONG')
  })

  test('pasted in base64 or on one line, it opens all the same', async () => {
    for (const { file, passphrase, ...expected } of encrypted) {
      for (const form of [btoa(key(file)), key(file).replaceAll('\n', '\\n')]) {
        assert.equal(
          fingerprint(await readPrivateKey(form, passphrase)),
          expected.public_key_sha256,
        )
      }
    }
  })
})

test('a passphrase that the key does not need changes nothing', async () => {
  for (const file of ['basic-alice.pkcs1.pem', 'basic-alice.pkcs8.pem', 'basic-alice.openssh']) {
    const without = fingerprint(await readPrivateKey(key(file), undefined))
    assert.equal(fingerprint(await readPrivateKey(key(file), PASSPHRASE)), without)
  }
})

describe('keys that are refused, with what was given and how to get what is needed', () => {
  const refused: Readonly<Record<string, readonly [code: string, names: RegExp]>> = {
    'refuse-public-key.pem': ['KEY_INVALID', /a PUBLIC KEY, not a private key/],
    'refuse-ssh-public-key.txt': ['KEY_INVALID', /an SSH PUBLIC key line/],
    'refuse-truncated.pem': ['KEY_INVALID', /cut off: it has a BEGIN line, but no END line/],
    'refuse-garbage.txt': ['KEY_INVALID', /no private key \(\d+ characters/],
    'refuse-ed25519.openssh': ['KEY_KIND', /kind ssh-ed25519; Kanuka takes RSA keys only/],
    'refuse-ed25519.pkcs8.pem': ['KEY_KIND', /kind ED25519; Kanuka takes RSA keys only/],
    'refuse-ec-p256.sec1.pem': ['KEY_KIND', /kind EC \(prime256v1\)/],
    'refuse-ec-p256.pkcs8.pem': ['KEY_KIND', /kind EC \(prime256v1\)/],
    'refuse-ec-p256.openssh': ['KEY_KIND', /kind ecdsa-sha2-nistp256/],
    'refuse-rsa-pss.pkcs8.pem': ['KEY_KIND', /kind RSA-PSS \(2048 bits\)/],
  }

  test('this list has every key of the fixtures that is not usable', () => {
    const files = keys.filter((entry) => !entry.usable).map(({ file }) => file)
    assert.deepEqual(files.toSorted(), Object.keys(refused).toSorted())
  })

  for (const [file, [code, names]] of Object.entries(refused)) {
    test(file, async () => {
      const error = await refusal(() => readPrivateKey(key(file), undefined))
      assert.equal(error.code, code)
      assert.match(error.what, names)
      assert.match(error.fix, /ci-init.*openssl genrsa 2048.*kanuka secrets register/)
    })
  }

  const body = PLAIN.split('\n').slice(1, -2).join('\n')
  const certificate = PLAIN.replaceAll('RSA PRIVATE KEY', 'CERTIFICATE')
  const putty = 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: alice\n'
  const pastes: Readonly<Record<string, readonly [pasted: string, names: RegExp]>> = {
    'three asterisks from another job': ['***\n', /only `\*\*\*`: an output that GitHub masked/],
    'a PuTTY key': [putty, /PuTTY form; convert it with `puttygen/],
    'a certificate': [certificate, /a CERTIFICATE, not a private key/],
    'the body without its first and last line': [body, /body of a key without its BEGIN and END/],
    'the body on one line': [body.replaceAll('\n', ''), /without its BEGIN and END lines/],
    'a path': ['/home/alice/.ssh/id_rsa', /no private key \(23 characters/],
    'a key whose middle was lost': [
      PLAIN.replace(body, body.slice(0, 400) + body.slice(800)),
      /the RSA PRIVATE KEY in `private-key` is damaged or cut/,
    ],
    'an OpenSSH key whose middle was lost': [
      key('basic-alice.openssh').replace(/(.{70}\n){6}/, ''),
      /the OPENSSH PRIVATE KEY in `private-key` is damaged or cut/,
    ],
    'half of a key in base64': [btoa(PLAIN).slice(0, 900), /cut off/],
  }
  for (const [what, [pasted, names]] of Object.entries(pastes)) {
    test(what, async () => {
      const error = await refusal(() => readPrivateKey(pasted, undefined))
      assert.equal(error.code, 'KEY_INVALID')
      assert.match(error.what, names)
    })
  }
})

test('a key that stands behind its certificate is taken', async () => {
  const bundle = `${PLAIN.replaceAll('RSA PRIVATE KEY', 'CERTIFICATE')}${PLAIN}`
  assert.equal(fingerprint(await readPrivateKey(bundle, undefined)), usable[0]?.public_key_sha256)
})

test('what must be masked is the body: each line of the normal form, and the whole as one line', async () => {
  const { secretLines } = await readPrivateKey(key('basic-alice.one-line-spaces.txt'), undefined)
  const lines = PLAIN.split('\n').slice(1, -2)
  assert.deepEqual(secretLines, [...lines, lines.join('')])
})
