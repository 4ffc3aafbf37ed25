// `import` of archives that nobody may import, into checkouts that are not what they should be: refused with
// a code of its own, and nothing is written anywhere.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { createMessage, encrypt } from 'openpgp'
import {
  checkout,
  commitAll,
  filesIn,
  FIXTURES,
  folder,
  key,
  withoutGit,
} from '../helpers/action.ts'
import { byState, imported, step, TEAM_ARCHIVE } from '../helpers/backups.ts'
import { hostileArchives } from '../helpers/hostile-archives.ts'
import { CIPHERTEXT, goodEntries, withEntries } from '../helpers/hostile/stories.ts'
import {
  assertRefused,
  everythingIn,
  leftInTemp,
  TEAM,
  type Variables,
} from '../helpers/rotating.ts'
import type { Job, JobOptions, StepResult } from '../helpers/runner.ts'
import { END, entry, gzip, GzipWriter, tar } from '../helpers/tar-bytes.ts'

const CANARY = 'canary-7f3b-of-a-hostile-archive'

// There are over a hundred runs.
const CACHED = { NODE_COMPILE_CACHE: join(tmpdir(), 'kanuka-compile-cache') }

interface Place {
  readonly workspace: string
  /** Of the archive: not in the workspace. */
  readonly archive: string
}

function placed(t: TestContext, bytes: Uint8Array, workspace = folder(t)): Place {
  const archive = join(folder(t), 'hostile.tar.gz')
  fs.writeFileSync(archive, bytes)
  return { workspace, archive }
}

function homeOf({ temp }: Job): string {
  return join(temp, '../../home')
}

interface Refusal {
  readonly inputs?: Variables
  readonly options?: JobOptions
  readonly code: string
  readonly says: RegExp
}

/** A run that is refused, and of which nothing is to be seen anywhere. */
async function assertNothingDone(
  t: TestContext,
  { workspace, archive }: Place,
  { inputs, options, code, says }: Refusal,
): Promise<void> {
  const before = everythingIn(workspace)
  const beside = everythingIn(join(archive, '..'))
  const { job, result } = await step(
    t,
    { env: CACHED, ...options, workspace },
    { command: 'import', archive, ...inputs },
  )
  assertRefused(result, code, says)
  assertUnseen(result)
  for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
  assert.deepEqual(everythingIn(workspace), before)
  assert.deepEqual(everythingIn(join(archive, '..')), beside)
  assert.deepEqual(leftInTemp(job), [])
  assert.deepEqual(filesIn(homeOf(job)), [])
}

function assertUnseen(result: StepResult): void {
  const { rawOutput, summary, outputs } = result
  assert.ok(![rawOutput, summary, ...outputs.values()].some((text) => text.includes(CANARY)))
}

describe('archives that nobody may import', { concurrency: 2 }, () => {
  for (const { name, code, says, bytes } of hostileArchives()) {
    test(`${code}: ${name}`, async (t) => {
      await assertNothingDone(t, placed(t, bytes()), { code, says })
    })
  }
})

describe('archives with something readable in them', () => {
  for (const [what, name, content, says] of [
    [
      'in place of ciphertext',
      'x.env.kanuka',
      `PASSWORD=${CANARY}\n`.repeat(4),
      /x\.env\.kanuka holds readable text/,
    ],
    ['in a short secret file', 'x.env.kanuka', `P=${CANARY}`, /holds readable text/],
    [
      'a private key in place of a public one',
      '.kanuka/public_keys/00000000-0000-4000-8000-000000000000.pub',
      key('basic-alice.pkcs1.pem'),
      /\.pub holds a private key/,
    ],
    [
      'in place of a wrapped key',
      '.kanuka/secrets/00000000-0000-4000-8000-000000000000.kanuka',
      `${CANARY}\n`.repeat(8),
      /holds readable text/,
    ],
  ] as const) {
    test(what, async (t) => {
      const place = placed(t, withEntries(entry({ name, content })))
      await assertNothingDone(t, place, { code: 'ARCHIVE_UNSAFE', says })
    })
  }

  test('a private key in config.toml', async (t) => {
    const path = '.kanuka/config.toml'
    const config = fs.readFileSync(join(FIXTURES, 'team', path), 'utf8')
    const content = `${config}\nnote = '''\n${key('basic-alice.pkcs1.pem')}'''\n`
    const place = placed(t, gzip(tar(entry({ name: path, content }), ...goodEntries(path))))
    const says = /config\.toml holds a private key/
    await assertNothingDone(t, place, { code: 'ARCHIVE_UNSAFE', says })
  })
})

describe('encrypted archives', () => {
  const PASSPHRASE = 'test passphrase of an archive'
  const sealed = async (bytes: Uint8Array): Promise<Uint8Array> =>
    encrypt({
      message: await createMessage({ binary: bytes }),
      passwords: [PASSPHRASE],
      format: 'binary',
    })
  const inputs = { 'archive-passphrase': PASSPHRASE }

  test('a bomb', async (t) => {
    const zeros = Buffer.alloc(1024 * 1024)
    const header = entry({ name: 'a.env.kanuka', size: 200 * zeros.length })
    const bomb = new GzipWriter().add(Buffer.concat([...goodEntries(), header])).add(zeros, 200)
    const place = placed(t, await sealed(bomb.add(END).end()))
    const says = /100 times its size/
    await assertNothingDone(t, place, { inputs, code: 'ARCHIVE_TOO_LARGE', says })
  })

  test('a name that climbs out', async (t) => {
    const bytes = withEntries(entry({ name: '../.env.kanuka', content: CIPHERTEXT }))
    const place = placed(t, await sealed(bytes))
    await assertNothingDone(t, place, { inputs, code: 'ARCHIVE_UNSAFE', says: /leads out/ })
  })

  test('plaintext, which was never an archive', async (t) => {
    const place = placed(t, await sealed(Buffer.from(`PASSWORD=${CANARY}\n`)))
    await assertNothingDone(t, place, { inputs, code: 'ARCHIVE_DAMAGED', says: /no gzip tar/ })
  })
})

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
