// `export` that cannot write, or not sign, or not pack one of several stores: it fails, says why, and leaves
// nothing that is not whole.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { generateKey } from 'openpgp'
import { checkout, filesIn, folder } from '../helpers/action.ts'
import { DEFAULT_NAME, detailsOf, entriesOf, step } from '../helpers/backups.ts'
import { AT_ONCE } from '../helpers/crashing.ts'
import { assertRefused, everythingIn } from '../helpers/rotating.ts'
import {
  assertNothingHalf,
  assertNothingLeft,
  run,
  stepsOn,
  STORIES,
  traced,
} from '../helpers/stopped-exports.ts'
import { inParallel } from '../helpers/transaction-place.ts'

const isRoot = process.getuid?.() === 0 && 'root may write everywhere'

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
    assertRefused(result, 'ARCHIVE_PLACE', /\.env\.kanuka\/x\.tar\.gz/)
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
