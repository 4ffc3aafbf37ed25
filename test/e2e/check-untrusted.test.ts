// Checks where outsiders may have chosen what is checked out, or where there is no key that works: what is
// found without one is shown, nothing tells about values, and the run says why.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { deflateSync } from 'node:zlib'
import { FIXTURES, key } from '../helpers/action.ts'
import { ALICE, all, encrypts, places } from '../helpers/checking-contents.ts'
import {
  checkPull,
  pullEvent,
  put,
  writes,
  type CheckOptions,
  type CheckPull,
  type CheckResult,
  type Edit,
} from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'

const ORIGIN = 'https://github.com/acme/widgets'
const GUESS = 'Tr0ub4dor&3-zxcvbn'
/** Main holds a password, the branch guesses at it, and changes something that needs no key to see. */
const ORACLE = {
  store: 'basic',
  arrange: encrypts('app/.env.kanuka', `DB_PASSWORD=${GUESS}\nDB_PASSWORD=${GUESS}\n`),
  branch: [all(writes('guess.txt', GUESS), writes('ci.env', 'A=1\n'))],
}
const KEYLESS = ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED']

interface Outside {
  readonly event?: string
  readonly sha?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly origin?: string
}

/** A job on an event that carries the pull request, with the key. */
async function outside(pull: CheckPull, options: Outside = {}): Promise<CheckResult> {
  const { event = 'pull_request_target', sha = pull.tip, inputs = {}, origin = ORIGIN } = options
  git(pull.workspace, 'remote', 'add', 'origin', origin)
  const { payload } = pullEvent({ base: pull.tip, head: pull.head, fork: 'mallory/widgets' })
  return pull.check(
    { 'base-ref': pull.base, ...inputs },
    { key: ALICE, event: { name: event, payload }, env: { GITHUB_SHA: sha } },
  )
}

function assertKeyless(result: CheckResult, why: RegExp): void {
  assert.deepEqual(result.codes, KEYLESS, result.log)
  assert.equal(result.report['isKeyed'], false)
  assert.equal(result.report['changes'], undefined)
  const notices = result.annotations.filter(({ type }) => type === 'notice')
  const notice = notices.find(({ message }) => /without the private key/.test(message))
  assert.match(notice?.message ?? '', /although one is given: on `\w+`/)
  assert.match(notice?.message ?? '', why)
  assert.match(notice?.message ?? '', /`allow-untrusted` does not change that/)
  assert.match(result.summary, /without a private key/)
  assert.doesNotMatch(result.log + result.summary, /DB_PASSWORD/)
}

describe('the head of a pull request on an event of the repository', () => {
  for (const [event, inputs] of [
    ['pull_request_target', {}],
    ['pull_request_target', { 'allow-untrusted': 'true' }],
    ['workflow_run', { 'allow-untrusted': 'true' }],
    ['issue_comment', {}],
    ['an_event_of_tomorrow', { 'allow-untrusted': 'true' }],
  ] as const) {
    test(`${event} ${JSON.stringify(inputs)}: no findings that need the key`, async (t) => {
      const result = await outside(await checkPull(t, ORACLE), { event, inputs })
      assertKeyless(result, /the commit that is checked out is not the event's own/)
      assert.equal(result.exitCode, 1)
    })
  }

  test('the same on pull_request is told all of it', async (t) => {
    const result = await (await checkPull(t, ORACLE)).check({}, { key: ALICE })
    assert.deepEqual(result.codes, [...KEYLESS, 'VALUE_EXPOSED', 'NAME_DUPLICATE'])
  })
})

describe("the event's own commit", () => {
  const own = async (t: TestContext, more?: Outside): Promise<CheckResult> => {
    const pull = await checkPull(t, ORACLE)
    return outside(pull, { sha: pull.head, ...more })
  }

  for (const event of ['pull_request_target', 'workflow_run', 'issue_comment']) {
    test(`${event}: the head is opened`, async (t) => {
      const result = await own(t, { event })
      assert.deepEqual(result.codes, [...KEYLESS, 'VALUE_EXPOSED', 'NAME_DUPLICATE'], result.log)
      assert.equal(result.report['isKeyed'], true)
    })
  }

  test('but nothing of its range is', async (t) => {
    const branch = [
      writes('gone.txt', GUESS),
      all(writes('gone.txt', ''), encrypts('.env.local.kanuka', 'A=1\n')),
    ]
    const story = { ...ORACLE, branch }
    const trusted = await (await checkPull(t, story)).check({}, { key: ALICE })
    assert.deepEqual(trusted.codes, ['VALUE_EXPOSED', 'NAME_DUPLICATE'])
    assert.notEqual(trusted.report['changes'], undefined)
    const pull = await checkPull(t, story)
    const result = await outside(pull, { sha: pull.head })
    assert.deepEqual(result.codes, ['NAME_DUPLICATE'])
    assert.equal(result.report['isKeyed'], true)
    assert.equal(result.report['changes'], undefined)
  })

  test('of another repository it is nothing', async (t) => {
    const result = await own(t, { origin: 'https://github.com/mallory/widgets' })
    assertKeyless(result, /the checkout is not of acme\/widgets/)
  })

  test('with a secret file on disk that is not the committed one', async (t) => {
    const pull = await checkPull(t, ORACLE)
    put(pull.workspace, '.env.kanuka', readFileSync(join(FIXTURES, 'basic/.env.local.kanuka')))
    assertKeyless(await outside(pull, { sha: pull.head }), /\.env\.kanuka differs from the commit/)
  })

  // git believes whatever lies under an id when it reads.
  const forged = (pull: CheckPull, path: string, bytes: Uint8Array): void => {
    const id = git(pull.workspace, 'rev-parse', `HEAD:${path}`)
    const file = join(pull.workspace, '.git/objects', id.slice(0, 2), id.slice(2))
    assert.ok(existsSync(file))
    rmSync(file)
    writeFileSync(file, deflateSync(Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes])))
  }

  test('with an object that is not what its id says: it is not looked into', async (t) => {
    const pull = await checkPull(t, { ...ORACLE, branch: [writes('note.txt', 'nothing here\n')] })
    forged(pull, 'note.txt', Buffer.from(`${GUESS}\n`))
    assert.equal(git(pull.workspace, 'cat-file', '-p', 'HEAD:note.txt'), GUESS)
    const result = await outside(pull, { sha: pull.head })
    assert.deepEqual(places(result), ['NAME_DUPLICATE warning app/.env.kanuka'])
    assert.equal(result.report['isKeyed'], true)
  })

  test('with a folder that is not what its id says: no key at all', async (t) => {
    const branch = [all(writes('docs/a.txt', 'a\n'), writes('other/b.txt', `${GUESS}\n`))]
    const pull = await checkPull(t, { ...ORACLE, branch })
    const at = (name: string): string => {
      const id = git(pull.workspace, 'rev-parse', `HEAD:${name}`)
      return join(pull.workspace, '.git/objects', id.slice(0, 2), id.slice(2))
    }
    const other = readFileSync(at('other'))
    rmSync(at('docs'))
    writeFileSync(at('docs'), other)
    assert.match(git(pull.workspace, 'ls-tree', '-r', 'HEAD'), /docs\/b\.txt/)
    const result = await outside(pull, { sha: pull.head })
    assert.deepEqual([result.codes, result.report['isKeyed']], [[], false])
    assert.match(result.log, /the objects of the commit, or they are not what they claim/)
  })
})

describe('no key, or none that works', () => {
  const CLEAN = { store: 'basic', branch: ORACLE.branch }
  const fork = (pull: CheckPull): CheckOptions => ({
    event: pullEvent({ base: pull.tip, head: pull.head, fork: 'mallory/widgets' }),
  })

  test('a pull request from a fork says why, and has its findings', async (t) => {
    const pull = await checkPull(t, CLEAN)
    const result = await pull.check({ 'private-key': '' }, fork(pull))
    assert.deepEqual(result.codes, KEYLESS)
    assert.match(result.log, /Without a private key \(a pull request from a fork gets no secrets\)/)
  })

  test('Dependabot says why', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('a.md', 'a\n')] })
    const result = await pull.check({}, { env: { GITHUB_ACTOR: 'dependabot[bot]' } })
    assert.deepEqual([result.codes, result.exitCode], [[], 0])
    assert.match(result.log, /Without a private key \(runs of Dependabot get no Actions secrets\)/)
  })

  test('elsewhere a missing key is no mistake', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('a.md', 'a\n')] })
    const result = await pull.check()
    assert.deepEqual([result.codes, result.exitCode, result.status], [[], 0, 'pass'])
    assert.match(result.log, /Without a private key nothing was opened/)
  })

  for (const [what, inputs, code] of [
    [
      'a wrong passphrase',
      { 'private-key': key('basic-alice.pkcs8-passphrase.pem'), passphrase: 'not this one' },
      'PASSPHRASE_WRONG',
    ],
    [
      'no passphrase',
      { 'private-key': key('basic-alice.openssh-passphrase') },
      'PASSPHRASE_MISSING',
    ],
    ['a key that is none', { 'private-key': key('refuse-garbage.txt') }, 'KEY_INVALID'],
    ['a key of another kind', { 'private-key': key('refuse-ed25519.openssh') }, 'KEY_KIND'],
  ] as const) {
    test(`${what}: all that needs no key, and the error`, async (t) => {
      const pull = await checkPull(t, CLEAN)
      // Whatever the findings may do, this fails.
      const result = await pull.check({ ...inputs, 'fail-on': 'none' })
      assert.deepEqual(result.codes, KEYLESS, result.log)
      assert.deepEqual([result.exitCode, result.status], [1, 'fail'])
      const titles = result.annotations.map(({ title = '' }) => title)
      assert.ok(titles.includes(`Kanuka: ${code}`), titles.join('\n'))
      assert.match(result.summary, /PLAINTEXT_TRACKED|PLAINTEXT&#95;TRACKED/)
    })
  }

  test('the key of somebody who is no member is a finding', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('a.md', 'a\n')] })
    const result = await pull.check({}, { key: 'stranger-rsa2048.pem' })
    assert.deepEqual(places(result), ['KEY_NOT_A_MEMBER error .kanuka/public_keys'])
    assert.equal(result.exitCode, 1)
  })

  test('the key of a member who waits is a finding too', async (t) => {
    const waits: Edit = writes('a.md', 'a\n')
    const result = await (
      await checkPull(t, { branch: [waits] })
    ).check({}, { key: 'team-dave-pending.pem' })
    assert.deepEqual(result.codes, ['KEY_NOT_A_MEMBER', 'MEMBER_ORPHANED', 'MEMBER_PENDING'])
    assert.match(result.findings[0]?.message ?? '', /dave@example\.com.*has no access/)
  })
})
