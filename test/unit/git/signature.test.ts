// Signed commits, verified by the real gpg.
import assert from 'node:assert/strict'
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test, type TestContext } from 'node:test'
import * as openpgp from 'openpgp'
import { writeCommit } from '../../../src/git/new-commit.ts'
import { Repository } from '../../../src/git/repository.ts'
import { openPgpSigner, type Signer } from '../../../src/git/signature.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { withoutGit } from '../../helpers/action.ts'
import { checkoutOf, commitFiles, emptyCheckout, git, gitBytes } from './checkouts.ts'

const withoutGpg = spawnSync('gpg', ['--version']).error ? 'gpg is not on the PATH' : false
const PASSPHRASE = 'Tr0ub4dor'
const MAIL = 'bot@example.com'
const BOT = { name: 'bot', mail: MAIL }
const USER = [{ name: 'bot', email: MAIL }]
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

type KeyPair = Awaited<ReturnType<typeof generate>>

async function generate(options: Partial<openpgp.KeyOptions> = {}) {
  const curve = { type: 'ecc', curve: 'ed25519Legacy' } as const
  return openpgp.generateKey({ ...curve, userIDs: USER, ...options, format: 'armored' })
}

async function signer(key: string, passphrase?: string): Promise<Signer> {
  const secret = passphrase === undefined ? undefined : new SecretValue(passphrase)
  return openPgpSigner(new SecretValue(key), secret)
}

async function signedCommit(repository: Repository, sign: Signer): Promise<string> {
  const head = (await repository.head()) ?? ''
  const people = { author: BOT, committer: BOT, time: new Date() }
  const changes = [{ path: 'a', content: Buffer.from('signed') }]
  return writeCommit(repository, {
    parents: [head],
    base: head,
    changes,
    message: 'Größe\n\nBody',
    ...people,
    sign,
  })
}

/** A home for gpg of its own; the agent that it may start ends with the test. */
function gpgHome(t: TestContext): (input: string, ...args: readonly string[]) => Buffer {
  const home = fs.mkdtempSync(join(tmpdir(), 'gpg-'))
  t.after(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
    fs.rmSync(home, { recursive: true, force: true })
  })
  const gpg = (input: string, ...args: readonly string[]): Buffer => {
    const { status, stdout, stderr } = spawnSync('gpg', ['--homedir', home, '--batch', ...args], {
      input,
    })
    assert.equal(status, 0, stderr.toString())
    return stdout
  }
  return Object.assign(gpg, { home })
}

/** What git says with gpg, knowing only this public key. */
function verify(
  t: TestContext,
  place: { readonly root: string; readonly commit: string },
  publicKey: string,
): SpawnSyncReturns<string> {
  const gpg = gpgHome(t)
  gpg(publicKey, '--import')
  const { home } = gpg as typeof gpg & { readonly home: string }
  const env = { PATH: process.env['PATH'], GNUPGHOME: home, GIT_CONFIG_GLOBAL: '/dev/null' }
  const args = ['-C', place.root, 'verify-commit', '--raw', place.commit]
  return spawnSync('git', args, { env, encoding: 'utf8' })
}

describe('git and gpg accept a commit that was signed', { skip: withoutGit || withoutGpg }, () => {
  async function accept(
    t: TestContext,
    keys: Pick<KeyPair, 'privateKey' | 'publicKey'>,
    passphrase?: string,
  ): Promise<void> {
    const repository = checkoutOf(t, { a: '1' })
    const commit = await signedCommit(repository, await signer(keys.privateKey, passphrase))
    const place = { root: repository.workTree, commit }
    const { status, stderr } = verify(t, place, keys.publicKey)
    assert.equal(status, 0, stderr)
    assert.match(stderr, /GOODSIG/)
    assert.equal(git(repository.workTree, 'fsck', '--strict', '--no-dangling'), '')
    // Another key did not sign it.
    assert.notEqual(verify(t, place, (await generate()).publicKey).status, 0)
  }

  test('with RSA and a passphrase', async (t) => {
    const passphrase = 'päss phrase\n\n'
    const keys = await generate({ type: 'rsa', rsaBits: 2048, passphrase })
    await accept(t, keys, passphrase)
  })

  test('with Ed25519', async (t) => accept(t, await generate()))

  test('with a signing subkey', async (t) => {
    const keys = await generate({ subkeys: [{ sign: true }, {}] })
    await accept(t, keys)
    const key = await openpgp.readKey({ armoredKey: keys.publicKey })
    const subkey = (await key.getSigningKey()).getKeyID()
    assert.ok(!subkey.equals(key.getKeyID()))
  })

  test('with subkeys alone, as gpg exports them, and a passphrase', async (t) => {
    const passphrase = PASSPHRASE
    const keys = await generate({ subkeys: [{ sign: true }], passphrase })
    const gpg = gpgHome(t)
    const unlocked = ['--pinentry-mode', 'loopback', '--passphrase', passphrase]
    gpg(keys.privateKey, ...unlocked, '--import')
    const exported = gpg('', ...unlocked, '--armor', '--export-secret-subkeys', MAIL).toString()
    await accept(t, { ...keys, privateKey: exported }, passphrase)
  })

  test('in a SHA-256 repository, where the header has another name', async (t) => {
    const keys = await generate()
    const root = emptyCheckout(t, '--object-format=sha256')
    commitFiles(root, { a: '1' })
    const commit = await signedCommit(new Repository(root), await signer(keys.privateKey))
    assert.match(gitBytes(root, ['cat-file', 'commit', commit]).toString(), /^gpgsig-sha256 /m)
    assert.equal(verify(t, { root, commit }, keys.publicKey).status, 0)
  })
})

test('a signed commit is the unsigned one with a header more', { skip: withoutGit }, async (t) => {
  const { privateKey } = await generate()
  const repository = checkoutOf(t, { a: '1' })
  const payloads: Buffer[] = []
  const sign = await signer(privateKey)
  const commit = await signedCommit(repository, async (payload) => {
    payloads.push(Buffer.from(payload))
    return sign(payload)
  })
  const raw = gitBytes(repository.workTree, ['cat-file', 'commit', commit]).toString()
  assert.match(
    raw,
    /^gpgsig -----BEGIN PGP SIGNATURE-----\n \n( .+\n)+ -----END PGP SIGNATURE-----\n\n/m,
  )
  assert.equal(raw.replace(/^gpgsig .*\n( .*\n)*/m, ''), payloads[0]?.toString())
})

describe('a key is taken', () => {
  let keys: KeyPair
  before(async () => {
    keys = await generate({ passphrase: PASSPHRASE })
  })

  async function works(key: string, passphrase?: string): Promise<void> {
    const armoredSignature = await (await signer(key, passphrase))(Buffer.from('payload'))
    const signature = await openpgp.readSignature({ armoredSignature })
    const message = await openpgp.createMessage({ binary: Buffer.from('payload') })
    const verificationKeys = await openpgp.readKey({ armoredKey: keys.publicKey })
    const checked = await openpgp.verify({ message, signature, verificationKeys })
    assert.equal(await checked.signatures[0]?.verified, true)
  }

  for (const [how, form] of [
    ['as it is', (key: string) => key],
    ['with the line ends of Windows', (key: string) => key.replaceAll('\n', '\r\n')],
    ['with blanks around it', (key: string) => `\n\n  ${key}  \n`],
    ['with text before it', (key: string) => `my key:\n${key}`],
    ['in base64', (key: string) => Buffer.from(key).toString('base64')],
    [
      'in base64 of many lines',
      (key: string) => Buffer.from(key).toString('base64').replaceAll(/.{76}/g, '$&\n'),
    ],
  ] as const) {
    test(how, async () => works(form(keys.privateKey), PASSPHRASE))
  }

  test('with one line end too many in its passphrase', async () => {
    await works(keys.privateKey, `${PASSPHRASE}\n`)
    await works(keys.privateKey, `${PASSPHRASE}\r\n`)
  })

  test('with a passphrase that it does not need', async () => {
    const open = await openpgp.decryptKey({
      privateKey: await openpgp.readPrivateKey({ armoredKey: keys.privateKey }),
      passphrase: PASSPHRASE,
    })
    await works(open.armor(), 'canary')
    await works(open.armor())
  })
})

describe('a key is refused, without a word of it', () => {
  let keys: KeyPair
  before(async () => {
    keys = await generate({ passphrase: PASSPHRASE })
  })

  async function refused(what: RegExp, key: string, passphrase?: string): Promise<void> {
    await assert.rejects(signer(key, passphrase), (error: Error & { code: string }) => {
      assert.equal(error.code, 'SIGNING_KEY_INVALID')
      assert.match(error.message, what)
      const body = key.split('\n').filter((line) => line.length > 20 && !line.includes('-----'))
      for (const text of [...body, passphrase ?? PASSPHRASE]) {
        if (text.length > 0) assert.ok(!JSON.stringify(error).includes(text.slice(0, 20)))
      }
      assert.equal(error.cause, undefined)
      return true
    })
  }

  test('that is none', async () => {
    for (const key of [
      '',
      ' ',
      'canary',
      'x'.repeat(10_000),
      '-----BEGIN RSA PRIVATE KEY-----\nx',
    ]) {
      await refused(/has no line/, key)
    }
  })

  test('that is public, or something else of OpenPGP', async () => {
    await refused(/is a public key/, keys.publicKey)
    await refused(/is a public key/, Buffer.from(keys.publicKey).toString('base64'))
    await refused(
      /another OpenPGP block/,
      keys.privateKey.replaceAll('PRIVATE KEY BLOCK', 'MESSAGE'),
    )
  })

  test('that is cut off or damaged', async () => {
    await refused(/cut off, damaged/, keys.privateKey.slice(0, 300))
    const [head = '', body = ''] = keys.privateKey.split('\n\n')
    await refused(/cut off, damaged/, `${head}\n\n${body.slice(100)}`)
    await refused(/cut off, damaged/, keys.publicKey.replaceAll('PUBLIC', 'PRIVATE'))
  })

  test('whose passphrase is missing or wrong', async () => {
    await refused(/`signing-passphrase` is empty/, keys.privateKey)
    await refused(/`signing-passphrase` is empty/, keys.privateKey, '')
    for (const passphrase of ['canary', `${PASSPHRASE}\n\n`, ` ${PASSPHRASE}`, `${PASSPHRASE} `]) {
      await refused(/does not open it/, keys.privateKey, passphrase)
    }
  })

  test('that has expired', async () => {
    const date = new Date(Date.now() - 2 * YEAR_MS)
    const { privateKey } = await generate({ date, keyExpirationTime: YEAR_MS / 1000 })
    await refused(/it expired on \d{4}-\d\d-\d\d/, privateKey)
  })

  test('that is revoked', async () => {
    const { privateKey, revocationCertificate } = await generate()
    const key = await openpgp.readKey({ armoredKey: privateKey })
    const revoked = await openpgp.revokeKey({ key, revocationCertificate, format: 'object' })
    await refused(/is revoked/, (revoked.privateKey ?? key).armor())
  })

  test('that cannot sign', async () => {
    const { privateKey } = await generate()
    const key = await openpgp.readPrivateKey({ armoredKey: privateKey })
    // What remains when gpg exported the other subkeys alone.
    const dummy = await openpgp.readPrivateKey({ armoredKey: privateKey })
    ;(dummy.keyPacket as openpgp.SecretKeyPacket).makeDummy()
    assert.ok(key.isDecrypted())
    await refused(/no part of it may sign/, dummy.armor())
  })
})
