// `export` that is killed, cancelled or cannot write, at every step on the disk: under its name there is never
// half an archive, an older one of that name is unharmed, and post takes away what was staged.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { createMessage, generateKey, readKey, readSignature, verify } from 'openpgp'
import { checkout, filesIn, folder, jobIn } from '../helpers/action.ts'
import { DEFAULT_NAME, detailsOf, entriesOf, step } from '../helpers/backups.ts'
import { AT_ONCE } from '../helpers/crashing.ts'
import { inlineScript } from '../helpers/jobs.ts'
import { assertRefused, everythingIn, leftInTemp, type Variables } from '../helpers/rotating.ts'
import type { Job, StepResult } from '../helpers/runner.ts'
import { inParallel } from '../helpers/transaction-place.ts'

const MAIN = join(import.meta.dirname, '../../dist/main/index.js')
const POST = join(import.meta.dirname, '../../dist/post/index.js')
const PRELOAD = join(import.meta.dirname, '../helpers/kill-at-step.mjs')
const FOLDER = 'backups/daily'
const ARCHIVE = `${FOLDER}/${DEFAULT_NAME}`
const OLDER = 'the archive of this morning'
const OLDER_SIGNATURE = 'its signature'

const SIGNER = await generateKey({ userIDs: [{ name: 'Test signer', email: 'test@example.com' }] })

interface Story {
  readonly what: string
  readonly inputs: Variables
  /** What lies in the workspace beside the store. */
  readonly there: Variables
}

const STORIES: readonly Story[] = [
  { what: 'the first archive', inputs: {}, there: {} },
  {
    what: 'one of today, signed, in place of an older one',
    inputs: { 'signing-key': SIGNER.privateKey },
    there: { [ARCHIVE]: OLDER, [`${ARCHIVE}.asc`]: OLDER_SIGNATURE },
  },
]

interface Ended {
  readonly name: string
  readonly workspace: string
  readonly job: Job
  readonly result: StepResult
}

function workspaceOf(t: TestContext, { there }: Story): string {
  const workspace = checkout(t, 'basic')
  for (const [path, text] of Object.entries(there)) {
    fs.mkdirSync(join(workspace, path, '..'), { recursive: true })
    fs.writeFileSync(join(workspace, path), text)
  }
  return workspace
}

/** One export with a disk of this kind; its post has a good one. See kill-at-step.mjs. */
async function run(t: TestContext, story: Story, faults: Variables): Promise<Ended> {
  const workspace = workspaceOf(t, story)
  const job = await jobIn(t, workspace)
  const env = { ...faults, KILL_WITHIN: `${workspace}:${job.temp}` }
  const script = inlineScript(
    job,
    [
      `Object.assign(process.env, ${JSON.stringify(env)})`,
      `await import(${JSON.stringify(PRELOAD)})`,
      `await import(${JSON.stringify(MAIN)})`,
    ].join('\n'),
  )
  const inputs = { command: 'export', archive: `${FOLDER}/`, ...story.inputs }
  const result = await job.run({ inputs, script, post: POST })
  return { name: Object.values(faults).join('-'), workspace, job, result }
}

interface Traced {
  /** What the export does to the disk: `<number> <function> <path>`. */
  readonly steps: readonly string[]
  readonly archive: Buffer
}

async function traced(t: TestContext, story: Story): Promise<Traced> {
  const trace = join(folder(t), 'trace')
  const { workspace, result } = await run(t, story, { KILL_TRACE: trace })
  assert.equal(result.exitCode, 0, result.log)
  return {
    steps: fs.readFileSync(trace, 'utf8').trimEnd().split('\n'),
    archive: fs.readFileSync(join(workspace, ARCHIVE)),
  }
}

/** After a call is before the next one. The report is written when all is done. */
function killsAt(steps: readonly string[]): readonly Variables[] {
  return steps.flatMap((line, index) => {
    const [number = '', call = '', path = ''] = line.split(' ')
    if (call === 'fsyncSync' || path.includes('/_runner_file_commands/')) return []
    const isWrite = ['writeSync', 'writeFileSync'].includes(call)
    const hows = [
      'before',
      ...(isWrite ? ['half'] : []),
      ...(index === steps.length - 1 ? ['after'] : []),
    ]
    return hows.map((how) => ({ KILL_AT: number, KILL_HOW: how }))
  })
}

async function isOurs(archive: Buffer, signature: string): Promise<boolean> {
  if (!signature.includes('-----END PGP SIGNATURE-----')) return false
  const { signatures } = await verify({
    message: await createMessage({ binary: archive }),
    signature: await readSignature({ armoredSignature: signature }),
    verificationKeys: await readKey({ armoredKey: SIGNER.publicKey }),
  })
  return (await signatures[0]?.verified) ?? false
}

/** Under each name lies what was there before, or all of what was to be there. */
async function assertNothingHalf(
  { name, workspace }: Ended,
  story: Story,
  archive: Buffer,
): Promise<void> {
  const [found, signature] = [ARCHIVE, `${ARCHIVE}.asc`].map((path) =>
    fs.existsSync(join(workspace, path)) ? fs.readFileSync(join(workspace, path)) : undefined,
  )
  const isOld = found?.toString('latin1') === story.there[ARCHIVE]
  assert.ok(isOld || found?.equals(archive), `${name}: half an archive`)
  const text = signature?.toString('latin1')
  const isOldSignature = text === story.there[`${ARCHIVE}.asc`]
  assert.ok(isOldSignature || (await isOurs(archive, text ?? '')), `${name}: half a signature`)
}

/** Beside what stands under the names there is what was there before: no file, no folder more. */
function assertNothingLeft({ name, workspace, job }: Ended, story: Story): void {
  const names = filesIn(workspace).filter((path) => !path.startsWith(ARCHIVE))
  const fresh = checkoutNames(story)
  assert.deepEqual(names, fresh, name)
  if (!filesIn(workspace).some((path) => path.startsWith('backups/'))) {
    assert.ok(!fs.existsSync(join(workspace, 'backups')), `${name}: an empty folder`)
  }
  // Before the runner knew of it, it holds nothing yet.
  const left = leftInTemp(job).filter((each) => !each.startsWith('kanuka-cleanup-'))
  assert.deepEqual(left, [], name)
}

const BASIC_NAMES = filesIn(join(import.meta.dirname, '../fixtures/basic'))

function checkoutNames({ there }: Story): readonly string[] {
  return [
    ...BASIC_NAMES,
    ...Object.keys(there).filter((path) => !path.startsWith(ARCHIVE)),
  ].toSorted()
}

const isRoot = process.getuid?.() === 0 && 'root may write everywhere'
const isWindows = process.platform === 'win32' && 'signals of this kind are not sent there'

/** Numbers of the first and the last step of each kind at these paths. */
function stepsOn(steps: readonly string[], where: RegExp): readonly string[] {
  const there = steps.filter((line) => where.test(line) && !line.includes('fsyncSync'))
  const kinds = Map.groupBy(there, (line) => line.split(' ')[1])
  const kept = [...kinds.values()].flatMap((alike) => [...new Set([alike[0], alike.at(-1)])])
  return kept.map((line) => line?.split(' ')[0] ?? '')
}

describe('an export that is stopped at every step', () => {
  for (const story of STORIES) {
    test(`SIGKILL: ${story.what}`, async (t) => {
      const { steps, archive } = await traced(t, story)
      const kills = killsAt(steps)
      await inParallel(kills, AT_ONCE, async (faults) => {
        const ended = await run(t, story, faults)
        assert.equal(ended.result.signal, 'SIGKILL', ended.name + ended.result.log)
        await assertNothingHalf(ended, story, archive)
        const [post] = await ended.job.post()
        assert.equal(post?.exitCode, 0, post?.log)
        await assertNothingHalf(ended, story, archive)
        assertNothingLeft(ended, story)
      })
      t.diagnostic(`${kills.length} kills at ${steps.length} calls`)
    })
  }

  test(
    'SIGINT, as when the job is cancelled: post has nothing left to do',
    { skip: isWindows },
    async (t) => {
      for (const story of STORIES) {
        const { steps, archive } = await traced(t, story)
        for (const at of stepsOn(steps, /\/backups\/.*(?:staged|tar\.gz)/)) {
          const ended = await run(t, story, { KILL_AT: at, KILL_HOW: 'SIGINT' })
          assert.ok(['SIGINT', null].includes(ended.result.signal), ended.result.log)
          await assertNothingHalf(ended, story, archive)
          assertNothingLeft(ended, story)
          await ended.job.post()
          await assertNothingHalf(ended, story, archive)
          assertNothingLeft(ended, story)
        }
      }
    },
  )
})

describe('an export whose disk fails', () => {
  for (const how of ['ENOSPC', 'EROFS']) {
    for (const story of STORIES) {
      test(`${how}: ${story.what}`, async (t) => {
        const { steps, archive } = await traced(t, story)
        const writing = steps.filter((line) => !/ (?:rm|unlink)Sync /.test(line))
        const places = stepsOn(writing, /\/backups(?:\/|$)|\/kanuka-cleanup-/)
        await inParallel(places, AT_ONCE, async (at) => {
          const ended = await run(t, story, { KILL_AT: at, KILL_HOW: how, KILL_STICKY: '1' })
          assertRefused(ended.result, 'WRITE_FAILED', new RegExp(`\\(${how}\\).*\n.*(?:writ|room)`))
          await assertNothingHalf(ended, story, archive)
          const [post] = await ended.job.post()
          assert.equal(post?.exitCode, 0, post?.log)
          await assertNothingHalf(ended, story, archive)
          assertNothingLeft(ended, story)
        })
      })
    }
  }

  test('a folder that nobody may write to', { skip: isRoot }, async (t) => {
    const workspace = checkout(t, 'basic')
    fs.mkdirSync(join(workspace, 'mine'), { mode: 0o555 })
    const before = everythingIn(workspace)
    for (const archive of ['mine/', 'mine/deeper/']) {
      const { result, job } = await step(t, workspace, { command: 'export', archive })
      assertRefused(result, 'WRITE_FAILED', /mine.*\(EACCES\).*\n.*writable/)
      await job.post()
      assert.deepEqual(everythingIn(workspace), before)
    }
  })

  test('a file where a folder must be', async (t) => {
    const workspace = checkout(t, 'basic')
    const before = everythingIn(workspace)
    const inputs = { command: 'export', archive: '.env.kanuka/x.tar.gz' }
    const { result, job } = await step(t, workspace, inputs)
    assertRefused(result, 'WRITE_FAILED', /\.env\.kanuka\/x\.tar\.gz/)
    await job.post()
    assert.deepEqual(everythingIn(workspace), before)
  })
})

describe('an export that cannot sign', () => {
  for (const [what, arrange, inputs, code, says] of [
    [
      'as its passphrase is wrong',
      () => {},
      { 'signing-passphrase': 'wrong' },
      'SIGNING_KEY_INVALID',
      /passphrase/,
    ],
    [
      'as a folder has the name of the signature',
      (workspace: string) => fs.mkdirSync(join(workspace, `${DEFAULT_NAME}.asc`)),
      { 'signing-passphrase': 'of a test key' },
      'ARCHIVE_PLACE',
      /\.asc exists and is no regular file/,
    ],
  ] as const) {
    test(`${what}: leaves no archive either`, async (t) => {
      const { privateKey } = await generateKey({
        userIDs: [{ name: 'Test signer', email: 'test@example.com' }],
        passphrase: 'of a test key',
      })
      const workspace = checkout(t, 'basic')
      arrange(workspace)
      const before = everythingIn(workspace)
      const { result } = await step(t, workspace, {
        command: 'export',
        'signing-key': privateKey,
        ...inputs,
      })
      assertRefused(result, code, says)
      assert.deepEqual(everythingIn(workspace), before)
    })
  }
})

test('of several stores an unsound one gets no archive, the others do, and the step fails', async (t) => {
  const workspace = folder(t)
  for (const name of ['api', 'damaged', 'web']) {
    fs.cpSync(checkout(t, 'basic'), join(workspace, name), { recursive: true })
  }
  fs.writeFileSync(join(workspace, 'damaged/.env.kanuka'), 'A=in clear\n')
  const { result, job } = await step(t, workspace, {
    command: 'export',
    'working-directory': '*',
    archive: 'b/',
  })
  assertRefused(result, 'STORE_UNSOUND', /damaged\/\.env\.kanuka holds readable text/)
  const written = ['api', 'web'].map((name) => `b/${name}/${DEFAULT_NAME}`)
  assert.equal(result.outputs.get('archive'), written.join('\n'))
  assert.deepEqual(
    detailsOf(result).archives?.map(({ store }) => store),
    ['api', 'web'],
  )
  for (const path of written) {
    const paths = (await entriesOf(join(workspace, path))).map((entry) => entry.path)
    assert.ok(paths.includes('.env.kanuka'), path)
  }
  await job.post()
  assert.deepEqual(
    filesIn(join(workspace, 'b')).map((path) => `b/${path}`),
    written,
  )
  assert.ok(!fs.existsSync(join(workspace, 'b/damaged')), 'its folder is not needed')
})
