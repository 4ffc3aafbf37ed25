// gpg opens what is sealed here and checks our signatures, and what gpg writes opens here.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { verifyDetached } from '../../src/archive/opening.ts'
import { signDetached } from '../../src/archive/sealing.ts'
import { SecretValue } from '../../src/secret-value.ts'
import {
  contents,
  open,
  openingRequest,
  pieces,
  sealed,
  testKey,
  type TestKey,
} from '../helpers/openpgp.ts'
import { refusal } from '../helpers/refusals.ts'

const withoutGpg = spawnSync('gpg', ['--version']).error ? 'gpg is not on the PATH' : false
const PASSPHRASE = 'test passphrase Größe'
const CONTENT = randomBytes(200_000)
const MB = 1024 * 1024

interface Said {
  readonly status: number | null
  readonly stdout: Buffer
  /** Lines for programs: what was decrypted, and by whom it is signed. */
  readonly told: string
}

/** gpg with a home of its own, and nobody to ask. */
class Gpg {
  readonly home = mkdtempSync(join(tmpdir(), 'kanuka-gpg-'))

  run(args: readonly string[], input: Uint8Array | string = ''): Said {
    const quiet = ['--homedir', this.home, '--batch', '--no-tty', '--yes', '--status-fd', '2']
    const trusting = ['--trust-model', 'always', '--pinentry-mode', 'loopback']
    const options = { input, maxBuffer: 400 * MB }
    const { status, stdout, stderr } = spawnSync('gpg', [...quiet, ...trusting, ...args], options)
    return { status, stdout, told: stderr.toString() }
  }

  done(args: readonly string[], input: Uint8Array | string = ''): Said {
    const said = this.run(args, input)
    assert.equal(said.status, 0, said.told)
    return said
  }

  file(name: string, bytes: Uint8Array): string {
    const path = join(this.home, name)
    writeFileSync(path, bytes)
    return path
  }

  end(): void {
    spawnSync('gpgconf', ['--homedir', this.home, '--kill', 'all'])
    rmSync(this.home, { recursive: true, force: true })
  }
}

describe('gpg', { skip: withoutGpg }, () => {
  let gpg: Gpg
  /** gpg has her private key. */
  let alice: TestKey
  /** gpg has the public key alone. */
  let signer: TestKey
  before(async () => {
    gpg = new Gpg()
    alice = await testKey({ userIDs: [{ name: 'Alice Test', email: 'alice@example.com' }] })
    signer = await testKey({ type: 'rsa', rsaBits: 2048, userIDs: [{ name: 'Signer Test' }] })
    gpg.done(['--import'], alice.privateKey)
    gpg.done(['--import'], signer.publicKey)
  })
  after(() => gpg.end())

  describe('opens what is sealed here', () => {
    function decrypted(bytes: Uint8Array, passphrase = ''): Said {
      const secret = gpg.file('passphrase', Buffer.from(passphrase))
      const said = gpg.done(['--passphrase-file', secret, '--decrypt'], bytes)
      assert.deepEqual(said.stdout, CONTENT)
      assert.match(said.told, /DECRYPTION_OKAY/)
      assert.match(said.told, /GOODMDC/)
      return said
    }

    test('as a recipient, and reports the good signature', async () => {
      const given = { recipients: alice.publicKey, signingKey: signer.privateKey }
      const { told } = decrypted(await sealed(CONTENT, given))
      assert.match(told, new RegExp(`GOODSIG ${signer.id} Signer Test`))
      assert.match(told, new RegExp(`VALIDSIG ${signer.fingerprint}`))
    })

    test('with the passphrase', async () => {
      const given = { passphrase: `${PASSPHRASE}\n`, signingKey: signer.privateKey }
      const bytes = await sealed(CONTENT, given)
      assert.match(decrypted(bytes, PASSPHRASE).told, /GOODSIG/)
      assert.match(decrypted(bytes, `${PASSPHRASE}\n`).told, /GOODSIG/)
      assert.notEqual(gpg.run(['--passphrase', 'another', '--decrypt'], bytes).status, 0)
    })

    test('as one of several recipients beside a passphrase, either way', async () => {
      const stranger = await testKey()
      const recipients = `${stranger.publicKey}${signer.publicKey}`
      const others = { recipients, passphrase: PASSPHRASE }
      decrypted(await sealed(CONTENT, others), PASSPHRASE)
      const all = { recipients: `${recipients}${alice.publicKey}`, passphrase: PASSPHRASE }
      decrypted(await sealed(CONTENT, all))
    })

    test('also empty, and as large as several packets', async () => {
      for (const bytes of [Buffer.alloc(0), randomBytes(5 * MB)]) {
        const given = { recipients: alice.publicKey, signingKey: signer.privateKey }
        const said = gpg.done(['--decrypt'], await sealed(bytes, given))
        assert.deepEqual(said.stdout, bytes)
        assert.match(said.told, /GOODSIG/)
      }
    })

    test('and accepts the signature beside an archive', async () => {
      for (const key of [signer, alice]) {
        const secret = new SecretValue(key.privateKey)
        const text = await signDetached(pieces(CONTENT), secret, undefined)
        const signature = gpg.file('archive.tar.gz.asc', Buffer.from(text))
        const archive = gpg.file('archive.tar.gz', CONTENT)
        const said = gpg.done(['--verify', signature, archive])
        assert.match(said.told, new RegExp(`VALIDSIG ${key.fingerprint}`))
        const other = gpg.file('other.tar.gz', CONTENT.subarray(1))
        assert.match(gpg.run(['--verify', signature, other]).told, /BADSIG/)
      }
    })
  })

  describe('writes what opens here', () => {
    const ALICE = ['--recipient', 'alice@example.com']
    const SIGN = ['--local-user', 'alice@example.com', '--sign']

    test('to a recipient, signed, armored or not, with each of its compressions', async () => {
      for (const form of [[], ['--armor']]) {
        for (const compression of ['none', 'zip', 'zlib', 'bzip2']) {
          const options = ['--compress-algo', compression, ...form]
          const { stdout } = gpg.done([...options, ...ALICE, ...SIGN, '--encrypt'], CONTENT)
          const opener = { key: alice.privateKey, signers: alice.publicKey, requireSignature: true }
          const opened = await open(stdout, opener)
          assert.deepEqual(Buffer.concat(opened.chunks), CONTENT, compression)
          assert.ok(opened.signature.kind === 'valid')
          assert.equal(opened.signature.fingerprint, alice.fingerprint)
          const unsigned = gpg.done([...options, ...ALICE, '--encrypt'], CONTENT).stdout
          assert.deepEqual((await open(unsigned, { key: alice.privateKey })).signature, {
            kind: 'none',
          })
        }
      }
    })

    test('with a passphrase, armored or not, alone or beside a recipient', async () => {
      for (const options of [[], ['--armor'], [...ALICE, '--encrypt'], SIGN]) {
        const given = ['--passphrase', PASSPHRASE, '--symmetric', ...options]
        const { stdout } = gpg.done(given, CONTENT)
        assert.deepEqual(await contents(stdout, { passphrase: PASSPHRASE }), CONTENT)
        assert.deepEqual(await contents(stdout, { passphrase: `${PASSPHRASE}\n` }), CONTENT)
        const error = await refusal(async () => open(stdout, { passphrase: 'another' }))
        assert.equal(error.code, 'ARCHIVE_LOCKED')
      }
    })

    test('to who is not named', async () => {
      const hidden = ['--hidden-recipient', 'alice@example.com', '--encrypt']
      const { stdout } = gpg.done(hidden, CONTENT)
      assert.deepEqual(await contents(stdout, { key: alice.privateKey }), CONTENT)
    })

    test('and what it exports as keys is read, also protected, old and with subkeys', async () => {
      for (const algorithm of ['rsa2048', 'future-default']) {
        const user = `${algorithm}@example.com`
        const unlocked = ['--passphrase', PASSPHRASE]
        gpg.done([...unlocked, '--quick-generate-key', user, algorithm, 'default', '1y'])
        const [, fingerprint = ''] =
          /fpr:+([0-9A-F]{40})/.exec(
            gpg.done(['--with-colons', '--list-keys', user]).stdout.toString(),
          ) ?? []
        if (algorithm === 'rsa2048') {
          gpg.done([...unlocked, '--quick-add-key', fingerprint, 'rsa2048', 'encr'])
        }
        const publicKey = gpg.done(['--armor', '--export', user, signer.id]).stdout.toString()
        const privateKey = gpg
          .done([...unlocked, '--armor', '--export-secret-keys', user])
          .stdout.toString()
        const signing = { signingKey: privateKey, signingPassphrase: PASSPHRASE }
        const bytes = await sealed(CONTENT, { recipients: publicKey, ...signing })
        const opened = await open(bytes, {
          key: privateKey,
          keyPassphrase: PASSPHRASE,
          signers: publicKey,
          requireSignature: true,
        })
        assert.deepEqual(Buffer.concat(opened.chunks), CONTENT)
        assert.match(gpg.done([...unlocked, '--decrypt'], bytes).told, /GOODSIG/)
      }
    })

    test('and nothing comes out of a bomb, whatever it is packed with', async () => {
      const zeros = gpg.file('zeros', Buffer.alloc(200 * MB))
      for (const compression of ['zip', 'bzip2']) {
        const options = ['--compress-algo', compression, ...ALICE, '--output', '-', '--encrypt']
        const { stdout } = gpg.done([...options, zeros])
        assert.ok(stdout.length < MB)
        let peak = 0
        const start = process.memoryUsage().rss
        const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 1)
        const opener = { key: alice.privateKey, maxBytes: 10 * MB }
        const error = await refusal(async () => open(stdout, opener))
        clearInterval(watch)
        assert.equal(error.code, 'ARCHIVE_TOO_LARGE', compression)
        assert.ok(peak - start < 150 * MB, `${compression}: ${(peak - start) / MB} MB`)
      }
    })

    test('and its signatures beside an archive are judged', async () => {
      for (const form of [[], ['--armor']]) {
        const archive = gpg.file('signed.tar.gz', CONTENT)
        const path = join(gpg.home, 'signed.sig')
        gpg.done(['--local-user', alice.id, ...form, '--output', path, '--detach-sign', archive])
        const request = openingRequest({ signers: alice.publicKey, requireSignature: true })
        const state = await verifyDetached(CONTENT, readFileSync(path), request)
        assert.equal(state.kind, 'valid')
        const error = await refusal(async () =>
          verifyDetached(CONTENT.subarray(1), readFileSync(path), request),
        )
        assert.equal(error.code, 'ARCHIVE_SIGNATURE')
      }
    })

    test('and a signature without encryption is none of an archive', async () => {
      const { stdout } = gpg.done(SIGN, CONTENT)
      const error = await refusal(async () => open(stdout, { key: alice.privateKey }))
      assert.equal(error.code, 'ARCHIVE_DAMAGED')
    })
  })
})
