// A dry run of export: what the run itself would refuse is refused by it too, and nothing is written.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, folder, key } from '../helpers/action.ts'
import { detailsOf, exported, step } from '../helpers/backups.ts'
import { assertRefused, everythingIn, TEAM, type Variables } from '../helpers/rotating.ts'

interface Refusal {
  readonly what: string
  readonly arrange?: (workspace: string) => void
  readonly inputs: Variables
  readonly code: string
  readonly says: RegExp
}

const damage = (workspace: string): void => {
  const path = join(workspace, '.env.kanuka')
  const bytes = fs.readFileSync(path)
  bytes[50] = (bytes[50] ?? 0) ^ 1
  fs.writeFileSync(path, bytes)
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'a file that does not open with the key',
    arrange: damage,
    inputs: TEAM,
    code: 'DECRYPT_FAILED',
    says: /\.env\.kanuka does not open/,
  },
  {
    what: 'the key of somebody else',
    inputs: { 'private-key': key('stranger-rsa2048.pem') },
    code: 'KEY_NOT_A_MEMBER',
    says: /./,
  },
  {
    what: 'a key that cannot sign, for an archive that is not encrypted',
    inputs: { 'signing-key': 'no key' },
    code: 'SIGNING_KEY_INVALID',
    says: /signing-key/,
  },
  {
    what: 'a key that cannot sign, for one that is',
    inputs: { 'signing-key': 'no key', 'archive-passphrase': 'passphrase of a test' },
    code: 'SIGNING_KEY_INVALID',
    says: /signing-key/,
  },
  {
    what: 'a name that another archive has',
    arrange: (workspace) => fs.writeFileSync(join(workspace, 'old.tar.gz'), 'of another day'),
    inputs: { archive: 'old.tar.gz' },
    code: 'ARCHIVE_EXISTS',
    says: /old\.tar\.gz exists already/,
  },
  {
    what: 'a file in the place of a folder',
    arrange: (workspace) => fs.writeFileSync(join(workspace, 'backups'), ''),
    inputs: { archive: 'backups/deep/a.tar.gz' },
    code: 'ARCHIVE_PLACE',
    says: /backups is no folder/,
  },
]

describe('a dry run of export', () => {
  for (const { what, arrange, inputs, code, says } of REFUSALS) {
    test(`refuses, as the run does: ${what}`, async (t) => {
      const workspace = checkout(t, 'team')
      arrange?.(workspace)
      const before = everythingIn(workspace)
      for (const dry of ['true', 'false']) {
        const { result } = await step(t, workspace, {
          command: 'export',
          'dry-run': dry,
          ...inputs,
        })
        assertRefused(result, code, says)
        assert.deepEqual(everythingIn(workspace), before)
      }
    })
  }

  test('passes where the very same archive is there, and says what it has proven', async (t) => {
    const workspace = checkout(t, 'team')
    const archive = join(folder(t), 'fixed.tar.gz')
    await exported(t, workspace, { archive })
    const { result } = await exported(t, workspace, { archive, 'dry-run': 'true', ...TEAM })
    const [details] = detailsOf(result).archives ?? []
    assert.equal(details?.['compared'], 16)
    assert.equal(details?.['opened'], 5)
    assert.equal(details?.['state'], 'not written')
  })

  test('goes the whole way of an encrypted and signed one', async (t) => {
    const { generateKey } = await import('openpgp')
    const signer = await generateKey({ userIDs: [{ name: 'Test signer' }] })
    const workspace = checkout(t, 'team')
    const before = everythingIn(workspace)
    const { result } = await exported(t, workspace, {
      'dry-run': 'true',
      'archive-passphrase': 'passphrase of a test',
      'signing-key': signer.privateKey,
    })
    assert.match(result.log, /Encrypted as a whole/)
    assert.deepEqual(everythingIn(workspace), before)
  })
})
