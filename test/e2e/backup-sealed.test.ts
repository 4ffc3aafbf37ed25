// Encrypted and signed archives: written by export, opened by import, and refused when they are not what
// they claim. The keys are made for this test.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { generateKey } from 'openpgp'
import { checkout, folder } from '../helpers/action.ts'
import {
  DEFAULT_NAME,
  detailsOf,
  exported,
  imported,
  step,
  TEAM_ARCHIVE,
} from '../helpers/backups.ts'
import {
  assertOpenedBy,
  assertRefused,
  everythingIn,
  plaintextsOf,
  TEAM,
  WORKSTATION,
} from '../helpers/rotating.ts'

interface Pair {
  readonly private: string
  readonly public: string
}

const PASSPHRASE = 'test passphrase of an archive'

async function pair(name: string, passphrase?: string): Promise<Pair> {
  const made = await generateKey({
    userIDs: [{ name, email: 'test-key@example.com' }],
    ...(passphrase !== undefined && { passphrase }),
  })
  return { private: made.privateKey, public: made.publicKey }
}

const [ALICE, BOB, SIGNER] = await Promise.all([
  pair('Test key A'),
  pair('Test key B', 'passphrase of a test key'),
  pair('Test signer'),
])

async function sealed(
  t: TestContext,
  inputs: Readonly<Record<string, string>>,
): Promise<{ readonly path: string; readonly log: string }> {
  const { path, result } = await exported(t, checkout(t, 'team'), {
    archive: join(folder(t), 'b/'),
    ...TEAM,
    ...inputs,
  })
  return { path, log: result.log + result.summary }
}

async function assertRestores(
  t: TestContext,
  inputs: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const workspace = folder(t)
  const { result } = await imported(t, workspace, { ...inputs, ...TEAM })
  await assertOpenedBy(workspace, [WORKSTATION], plaintextsOf('team'))
  return detailsOf(result).signature ?? {}
}

async function refused(
  t: TestContext,
  inputs: Readonly<Record<string, string>>,
  [code, says]: readonly [string, RegExp],
): Promise<void> {
  const workspace = folder(t)
  const { result } = await step(t, workspace, { command: 'import', ...inputs })
  assertRefused(result, code, says)
  assert.deepEqual(fs.readdirSync(workspace), [])
}

describe('an encrypted archive', () => {
  test('opens for each recipient, and with the passphrase', async (t) => {
    const { path, log } = await sealed(t, {
      'archive-recipients': ALICE.public + BOB.public,
      'archive-passphrase': PASSPHRASE,
    })
    assert.ok(path.endsWith(`/${DEFAULT_NAME}.gpg`), path)
    assert.match(log, /Encrypted as a whole/)
    assert.match(log, /read back from disk, 16 entries/)
    assert.match(log, /5 secret files decrypted in memory/)
    assert.ok(!fs.readFileSync(path).includes('.kanuka'), 'names are encrypted too')
    assert.ok(!log.includes(PASSPHRASE))
    await assertRestores(t, { archive: path, 'archive-passphrase': PASSPHRASE })
    await assertRestores(t, { archive: path, 'archive-decryption-key': ALICE.private })
    await assertRestores(t, {
      archive: path,
      'archive-decryption-key': BOB.private,
      'archive-decryption-passphrase': 'passphrase of a test key',
    })
  })

  test('stays closed for everybody else', async (t) => {
    const { path: archive } = await sealed(t, { 'archive-recipients': ALICE.public })
    await refused(t, { archive }, ['ARCHIVE_LOCKED', /is encrypted/])
    await refused(t, { archive, 'archive-passphrase': 'a wrong one' }, ['ARCHIVE_LOCKED', /./])
    await refused(t, { archive, 'archive-decryption-key': SIGNER.private }, ['ARCHIVE_LOCKED', /./])
  })

  test('with changed or missing bytes is not used', async (t) => {
    const { path } = await sealed(t, { 'archive-passphrase': PASSPHRASE })
    const bytes = fs.readFileSync(path)
    const archive = join(folder(t), 'changed.tar.gz.gpg')
    const inputs = { archive, 'archive-passphrase': PASSPHRASE }
    const changed = Buffer.from(bytes)
    changed[bytes.length - 400] = (changed[bytes.length - 400] ?? 0) ^ 1
    fs.writeFileSync(archive, changed)
    await refused(t, inputs, ['ARCHIVE_DAMAGED', /changed\.tar\.gz\.gpg/])
    fs.writeFileSync(archive, bytes.subarray(0, -500))
    await refused(t, inputs, ['ARCHIVE_DAMAGED', /changed\.tar\.gz\.gpg/])
  })

  test('in which another kind of packet begins is not used, and nobody waits for ever', async (t) => {
    const { path } = await sealed(t, { 'archive-passphrase': PASSPHRASE })
    const bytes = fs.readFileSync(path)
    // The packet of the passphrase, with its header; then that of the contents: its header of two bytes, a
    // version, and 18 random bytes.
    const begin = 2 + (bytes[1] ?? 0) + 2 + 1 + 18
    // A literal packet becomes a compressed one, of no known algorithm.
    bytes[begin] = (bytes[begin] ?? 0) ^ 0x03
    const archive = join(folder(t), 'changed.tar.gz.gpg')
    fs.writeFileSync(archive, bytes)
    await refused(t, { archive, 'archive-passphrase': PASSPHRASE }, [
      'ARCHIVE_DAMAGED',
      /bytes were changed/,
    ])
  })

  test('is not made for a key that cannot open it', async (t) => {
    const workspace = checkout(t, 'team')
    const before = everythingIn(workspace)
    for (const recipients of [ALICE.private, 'no key']) {
      const { result } = await step(t, workspace, {
        command: 'export',
        'archive-recipients': recipients,
      })
      assertRefused(result, 'ARCHIVE_KEY_INVALID', /archive-recipients/)
      assert.ok(!result.rawOutput.includes(recipients.slice(100, 160)) || recipients === 'no key')
    }
    assert.deepEqual(everythingIn(workspace), before)
  })
})

describe('a signed archive', () => {
  const SIGN = { 'signing-key': SIGNER.private }
  const CHECK = { 'archive-signers': SIGNER.public, 'require-signature': 'true' }

  for (const [kind, sealing, opening] of [
    ['encrypted', { 'archive-passphrase': PASSPHRASE }, { 'archive-passphrase': PASSPHRASE }],
    ['plain', {}, {}],
  ] as const) {
    test(`${kind}: is known by its signer`, async (t) => {
      const { path: archive } = await sealed(t, { ...sealing, ...SIGN })
      const signature = await assertRestores(t, { archive, ...opening, ...CHECK })
      assert.equal(signature['kind'], 'valid')
      const others = { 'archive-signers': ALICE.public }
      const other = await assertRestores(t, { archive, ...opening, ...others })
      assert.equal(other['kind'], 'unknown')
      const link = join(folder(t), 'linked.tar.gz')
      fs.copyFileSync(archive, link)
      fs.symlinkSync(archive, `${link}.asc`)
      if (kind === 'plain') {
        const inputs = { archive: link, ...others }
        await refused(t, inputs, ['ARCHIVE_SIGNATURE', /cannot be read as a signature/])
      }
      await refused(t, { archive, ...opening, ...others, 'require-signature': 'true' }, [
        'ARCHIVE_SIGNATURE',
        /./,
      ])
    })

    test(`${kind}: one that is not signed is refused where it must be`, async (t) => {
      const { path: archive } = await sealed(t, sealing)
      await refused(t, { archive, ...opening, ...CHECK }, ['ARCHIVE_SIGNATURE', /not signed/])
      const signature = await assertRestores(t, {
        archive,
        ...opening,
        'archive-signers': SIGNER.public,
      })
      assert.equal(signature['kind'], 'none')
    })
  }

  test('plain: a wrong signature stops it, required or not', async (t) => {
    const { path } = await sealed(t, SIGN)
    const archive = join(folder(t), 'other.tar.gz')
    fs.copyFileSync(TEAM_ARCHIVE, archive)
    fs.copyFileSync(`${path}.asc`, `${archive}.asc`)
    await refused(t, { archive, 'archive-signers': SIGNER.public }, ['ARCHIVE_SIGNATURE', /./])
    const signature = await assertRestores(t, { archive })
    assert.equal(signature['kind'], 'unchecked')
  })
})
