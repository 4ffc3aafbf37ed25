// `import` into checkouts that are not what they should be: links and folders in the place of files, stores of
// others, commits of others. Refused, and what a link leads to is untouched.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, commitAll, folder, withoutGit } from '../helpers/action.ts'
import { byState, imported, step, TEAM_ARCHIVE } from '../helpers/backups.ts'
import { assertNothingDone, CACHED, CANARY, type Place } from '../helpers/refused-imports.ts'
import { everythingIn, TEAM } from '../helpers/rotating.ts'
import type { JobOptions } from '../helpers/runner.ts'

type Says = readonly [code: string, says: RegExp]

interface InTheWay {
  readonly what: string
  /** @param outside a folder outside of the workspace, with a file `kept` */
  arrange(this: void, workspace: string, outside: string): void
  readonly refused: Says
}

const linked =
  (path: string, target: string): InTheWay['arrange'] =>
  (workspace, outside) => {
    fs.rmSync(join(workspace, path), { recursive: true, force: true })
    fs.mkdirSync(join(workspace, path, '..'), { recursive: true })
    fs.symlinkSync(join(outside, target), join(workspace, path))
  }

const NOT_A_FILE: Says = ['TARGET_NOT_A_FILE', /\.env\.kanuka of the archive cannot be written/]
const NO_FOLDER: Says = ['PATH_UNSAFE', /services(?:\/worker)? is no folder, but a link or a file/]
const NO_STORE: Says = ['PATH_UNSAFE', /\.kanuka is a link/]
const NO_KEYS: Says = [
  'FILE_UNREADABLE',
  /\.kanuka\/(?:secrets|public_keys) cannot be listed \(a link\)/,
]
const NO_CONFIG: Says = ['CONFIG_INVALID', /config\.toml cannot be used: no regular file/]
const NO_LOG: Says = ['FILE_UNREADABLE', /audit\.jsonl cannot be read: no regular file/]
const NOT_REPLACED: Says = [
  'TARGET_NOT_A_FILE',
  /is no regular file, so it can be neither replaced/,
]
const WRAPPED = '.kanuka/secrets/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.kanuka'

/** In a checkout without a store. */
const NEW: readonly InTheWay[] = [
  { what: 'a link to a file', arrange: linked('.env.kanuka', 'kept'), refused: NOT_A_FILE },
  { what: 'a link to nowhere', arrange: linked('.env.kanuka', 'nowhere'), refused: NOT_A_FILE },
  {
    what: 'a link to a file, deeper',
    arrange: linked('services/api/.env.kanuka', 'kept'),
    refused: NOT_A_FILE,
  },
  {
    what: 'a link to a folder where a file is to be',
    arrange: linked('.env.kanuka', '.'),
    refused: NOT_A_FILE,
  },
  {
    what: 'a folder where a file is to be',
    arrange: (workspace) => fs.mkdirSync(join(workspace, '.env.kanuka')),
    refused: NOT_A_FILE,
  },
  {
    what: 'a file where a folder is to be',
    arrange: (workspace) => fs.writeFileSync(join(workspace, 'services'), CANARY),
    refused: NO_FOLDER,
  },
  { what: 'a link to a folder', arrange: linked('services', '.'), refused: NO_FOLDER },
  {
    what: 'a link to a folder, deeper',
    arrange: linked('services/worker', '.'),
    refused: NO_FOLDER,
  },
  { what: 'a link to no folder', arrange: linked('services', 'nowhere'), refused: NO_FOLDER },
  { what: '.kanuka, a link to a folder', arrange: linked('.kanuka', '.'), refused: NO_STORE },
  { what: '.kanuka, a link to nowhere', arrange: linked('.kanuka', 'nowhere'), refused: NO_STORE },
  { what: '.kanuka/secrets, a link', arrange: linked('.kanuka/secrets', '.'), refused: NO_KEYS },
]

/** In the store of the archive: merged, replaced. */
const THERE: readonly (Omit<InTheWay, 'refused'> & { readonly refused: readonly [Says, Says] })[] =
  [
    {
      what: '.kanuka/secrets, a link',
      arrange: linked('.kanuka/secrets', '.'),
      refused: [NO_KEYS, NO_KEYS],
    },
    {
      what: '.kanuka/public_keys, a link',
      arrange: linked('.kanuka/public_keys', '.'),
      refused: [NO_KEYS, NO_KEYS],
    },
    {
      what: 'config.toml, a link',
      arrange: linked('.kanuka/config.toml', 'kept'),
      refused: [NO_CONFIG, NOT_REPLACED],
    },
    {
      what: 'the audit log, a link',
      arrange: linked('.kanuka/audit.jsonl', 'kept'),
      refused: [NO_LOG, NOT_REPLACED],
    },
    {
      what: 'the audit log, a link to nowhere',
      arrange: linked('.kanuka/audit.jsonl', 'nowhere'),
      refused: [NO_LOG, NOT_REPLACED],
    },
    {
      what: 'a secret file, a link',
      arrange: linked('.env.kanuka', 'kept'),
      refused: [NOT_A_FILE, NOT_A_FILE],
    },
    {
      what: 'the own wrapped key, a link',
      arrange: linked(WRAPPED, 'kept'),
      refused: [['KEY_PENDING', /./], NOT_REPLACED],
    },
  ]

async function assertInTheWay(
  t: TestContext,
  {
    workspace,
    mode,
    ...story
  }: Omit<InTheWay, 'what'> & { readonly workspace: string; readonly mode: string },
): Promise<void> {
  const outside = folder(t)
  fs.writeFileSync(join(outside, 'kept'), CANARY)
  story.arrange(workspace, outside)
  const before = everythingIn(outside)
  const [code, says] = story.refused
  const inputs = { 'import-mode': mode, ...TEAM }
  await assertNothingDone(t, { workspace, archive: TEAM_ARCHIVE }, { inputs, code, says })
  assert.deepEqual(everythingIn(outside), before)
}

describe('what is in the way of an import', { concurrency: 2 }, () => {
  for (const { what, ...story } of NEW) {
    test(what, async (t) => {
      await assertInTheWay(t, { ...story, workspace: folder(t), mode: 'merge' })
    })
  }

  for (const { what, arrange, refused } of THERE) {
    for (const [index, mode] of ['merge', 'replace'].entries()) {
      test(`${mode}: ${what}`, async (t) => {
        const says = refused[index] ?? assert.fail()
        await assertInTheWay(t, { workspace: checkout(t, 'team'), mode, arrange, refused: says })
      })
    }
  }

  test('a store further down keeps its files: those of the archive are left out', async (t) => {
    const workspace = folder(t)
    const nested = join(workspace, 'services/api')
    fs.cpSync(checkout(t, 'basic'), nested, { recursive: true })
    const before = everythingIn(nested)
    const { result } = await imported(t, workspace, { archive: TEAM_ARCHIVE, ...TEAM })
    assert.deepEqual(everythingIn(nested), before)
    assert.deepEqual(byState(result)['left out'], ['services/api/.env.kanuka'])
    const warnings = result.annotations.filter(({ type }) => type === 'warning')
    assert.ok(
      warnings.some(({ message }) => /services\/api\/\.env\.kanuka.*left out/.test(message)),
      result.log,
    )
    assert.ok(fs.existsSync(join(workspace, '.env.kanuka')))
  })
})

describe('on an event that outsiders can start', { skip: withoutGit }, () => {
  const EVENT = {
    name: 'pull_request_target',
    payload: { repository: { private: true, full_name: 'acme/widgets' } },
  }

  /** The checkout is of a commit that is not the event's own, as that of a pull request. */
  async function foreign(t: TestContext): Promise<Place & { readonly options: JobOptions }> {
    const workspace = checkout(t, 'team')
    commitAll(workspace)
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    const options = { event: EVENT, env: { ...CACHED, GITHUB_SHA: '0'.repeat(40) } }
    return { workspace, archive: TEAM_ARCHIVE, options }
  }

  test("the head of somebody's pull request: the key is not used", async (t) => {
    const { options, ...place } = await foreign(t)
    for (const inputs of [
      TEAM,
      { ...TEAM, 'import-mode': 'replace' },
      { ...TEAM, 'dry-run': 'true' },
    ]) {
      const says = /not the event's own/
      await assertNothingDone(t, place, { inputs, options, code: 'UNTRUSTED_EVENT', says })
    }
  })

  test('nor is it with an archive that such a checkout brings', async (t) => {
    const workspace = folder(t)
    fs.writeFileSync(join(workspace, 'README.md'), 'A repository.\n')
    const head = commitAll(workspace)
    const archive = join(workspace, 'backup.tar.gz')
    fs.copyFileSync(TEAM_ARCHIVE, archive)
    const options = { event: EVENT, env: { ...CACHED, GITHUB_SHA: head } }
    const says = /backup\.tar\.gz differs from the commit/
    const refusal = { inputs: TEAM, options, code: 'UNTRUSTED_EVENT', says }
    await assertNothingDone(t, { workspace, archive }, refusal)
    // One that the checkout cannot bring is used.
    const outside = { archive: TEAM_ARCHIVE, ...TEAM }
    const { result } = await step(t, { ...options, workspace }, { command: 'import', ...outside })
    assert.equal(result.exitCode, 0, result.log)
  })

  test('without a key the archive is imported, and nothing is opened', async (t) => {
    const { options, workspace, archive } = await foreign(t)
    const { result } = await step(t, { ...options, workspace }, { command: 'import', archive })
    assert.equal(result.exitCode, 0, result.log)
    assert.match(result.log, /Nothing was decrypted/)
    assert.deepEqual(byState(result)['added'], ['.env.production.kanuka'])
  })
})
