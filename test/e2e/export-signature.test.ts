// The signature beside an archive that is not encrypted: it is there when the archive is, and fits.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { generateKey } from 'openpgp'
import { checkout, commitAll, folder, withoutGit } from '../helpers/action.ts'
import { DEFAULT_NAME, detailsOf, exported, imported, step } from '../helpers/backups.ts'
import { assertRefused, everythingIn, LAPTOP } from '../helpers/rotating.ts'

const SIGNER = await generateKey({ userIDs: [{ name: 'Test signer' }] })
const SIGN = { 'signing-key': SIGNER.privateKey }
const CHECK = { 'archive-signers': SIGNER.publicKey }

describe('the signature beside an archive', () => {
  test('that cannot be made leaves no archive either', async (t) => {
    const workspace = checkout(t, 'team')
    const before = everythingIn(workspace)
    const { result } = await step(t, workspace, { command: 'export', 'signing-key': 'no key' })
    assertRefused(result, 'SIGNING_KEY_INVALID', /signing-key/)
    assert.deepEqual(everythingIn(workspace), before)
  })

  test('of the archive that was replaced goes with it', async (t) => {
    const workspace = checkout(t, 'team')
    const archive = join(folder(t), 'b/')
    const { path } = await exported(t, workspace, { archive, ...SIGN })
    assert.ok(fs.existsSync(`${path}.asc`))
    fs.rmSync(join(workspace, `.kanuka/public_keys/${LAPTOP}.pub`))
    const { result } = await exported(t, workspace, { archive })
    assert.match(result.log, /was replaced/)
    assert.ok(!fs.existsSync(`${path}.asc`))
    const restored = await imported(t, folder(t), { archive: path, ...CHECK })
    assert.equal(detailsOf(restored.result).signature?.['kind'], 'none')
  })

  test('stays with an archive that stays', async (t) => {
    const workspace = checkout(t, 'team')
    const archive = join(folder(t), 'b/')
    const { path } = await exported(t, workspace, { archive, ...SIGN })
    await exported(t, workspace, { archive })
    const restored = await imported(t, folder(t), { archive: path, ...CHECK })
    assert.equal(detailsOf(restored.result).signature?.['kind'], 'valid')
  })

  for (const [what, make] of [
    [
      'an archive in armor',
      (path: string) => fs.writeFileSync(path, '-----BEGIN PGP MESSAGE-----\n'),
    ],
    ['a folder', (path: string) => fs.mkdirSync(path)],
  ] as const) {
    test(`is not written over ${what}`, async (t) => {
      const workspace = checkout(t, 'team')
      make(join(workspace, `${DEFAULT_NAME}.asc`))
      const before = everythingIn(workspace)
      const { result } = await step(t, workspace, { command: 'export', ...SIGN })
      assertRefused(
        result,
        what === 'a folder' ? 'ARCHIVE_PLACE' : 'ARCHIVE_EXISTS',
        /\.asc exists/,
      )
      assert.deepEqual(everythingIn(workspace), before)
      // Without a signature it is in nobody's way.
      await exported(t, workspace)
    })
  }

  test(
    'is not put to a store that outsiders could have chosen',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'team')
      const head = commitAll(workspace)
      const job = {
        workspace,
        event: {
          name: 'pull_request_target',
          payload: { repository: { private: true, full_name: 'acme/widgets' } },
        },
        env: { GITHUB_SHA: head },
      }
      const inputs = { command: 'export', archive: join(folder(t), 'b/'), ...SIGN }
      const own = await step(t, job, inputs)
      assert.equal(own.result.exitCode, 0, own.result.log)
      fs.rmSync(join(workspace, `.kanuka/public_keys/${LAPTOP}.pub`))
      const { result } = await step(t, job, inputs)
      assertRefused(result, 'UNTRUSTED_EVENT', /pull_request_target/)
      // Without a key of ours there is nothing to misuse.
      const { 'signing-key': _, ...unsigned } = inputs
      assert.equal((await step(t, job, unsigned)).result.exitCode, 0)
    },
  )
})
