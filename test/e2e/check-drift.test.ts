// Checks that ask destinations what differs there from what a push would leave. Nothing is ever written to
// them, and one that cannot be asked does not hide what else was found.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { jobIn, key, withoutGit } from '../helpers/action.ts'
import { ALICE, all, encrypts, only, places } from '../helpers/checking-contents.ts'
import {
  DESTINATIONS_FILE as FILE,
  linksTo,
  TO_FILE,
  toVault,
} from '../helpers/checking-destinations.ts'
import { notesOf } from '../helpers/checking-store.ts'
import {
  checkPull,
  pullEvent,
  put,
  writes,
  type CheckPull,
  type CheckResult,
  type Edit,
} from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'
import { startVault } from '../helpers/fake-vault.ts'

const README = writes('README.md', 'hello\n')

/** A branch of the fixture with one member, with a push of it before. */
async function pushed(t: TestContext, ...branch: readonly Edit[]): Promise<CheckPull> {
  const pull = await checkPull(t, { store: 'basic', branch: [README, ...branch] })
  await push(t, pull)
  return pull
}

async function push(t: TestContext, { workspace }: CheckPull, file = TO_FILE): Promise<void> {
  const job = await jobIn(t, workspace, { event: { name: 'push', payload: {} } })
  const inputs = { command: 'push', 'private-key': key(ALICE), destinations: file }
  const { exitCode, log } = await job.run({ inputs })
  assert.equal(exitCode, 0, log)
}

async function checked(
  pull: CheckPull,
  inputs: Readonly<Record<string, string>> = {},
): Promise<CheckResult> {
  return pull.check({ destinations: TO_FILE, ...inputs }, { key: ALICE })
}

function assertFails(result: CheckResult, message: RegExp): void {
  assert.equal(result.exitCode, 1, result.log)
  assert.equal(result.status, 'fail')
  const errors = result.annotations.filter(({ type }) => type === 'error')
  assert.ok(
    errors.some((error) => message.test(error.message)),
    JSON.stringify(errors),
  )
}

describe('DESTINATION_DRIFT', { skip: withoutGit }, () => {
  test('not right after a push', async (t) => {
    const result = await checked(await pushed(t))
    assert.deepEqual(result.codes, [], result.log)
    assert.equal(result.exitCode, 0)
    assert.doesNotMatch(notesOf(result), /drift/)
  })

  test('a destination that nothing was ever pushed to lacks everything', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    const result = await checked(pull)
    assert.deepEqual(places(result), ['DESTINATION_DRIFT warning destinations'])
    const { message } = only(result, 'DESTINATION_DRIFT')
    assert.match(message, /^The destination settings .*: 2 missing \(API_TOKEN, SESSION_SECRET\)$/)
    assert.equal(result.exitCode, 0)
    const strict = await checked(pull, { 'fail-on': 'DESTINATION_DRIFT' })
    assert.equal(strict.exitCode, 1)
  })

  test('a value that somebody changed there, with names only where they may be seen', async (t) => {
    const pull = await pushed(t)
    const path = join(pull.workspace, 'out/settings.json')
    put(pull.workspace, 'out/settings.json', readFileSync(path, 'utf8').replace('tok_', 'TOK_x'))
    const inputs = { destinations: TO_FILE }
    const shown = only(await checked(pull), 'DESTINATION_DRIFT')
    assert.match(shown.message, /: 1 changed there since \(API_TOKEN\)$/)
    const result = await pull.check(inputs, { key: ALICE, isPublic: true })
    assert.match(only(result, 'DESTINATION_DRIFT').message, /: 1 changed there since$/)
    assert.doesNotMatch(result.log + result.summary, /API_TOKEN/)
  })

  test('what the branch changes and takes away is what a push would change', async (t) => {
    const branch = [encrypts('.env.kanuka', 'API_TOKEN=fresh-4711-fresh\nNEW=1\n')]
    const pull = await checkPull(t, { store: 'basic', branch })
    const destinations = TO_FILE.replace(/select.*/, 'delete: owned')
    git(pull.workspace, 'checkout', '--quiet', 'main')
    await push(t, pull, destinations)
    git(pull.workspace, 'checkout', '--quiet', 'feature')
    const result = await checked(pull, { destinations })
    assert.match(
      only(result, 'DESTINATION_DRIFT').message,
      /: 1 missing \(NEW\), 1 out of date \(API_TOKEN\), 6 no longer in the source \(DATABASE_URL, /,
    )
    assert.doesNotMatch(result.rawOutput.replace(/^::add-mask::.*$/gm, ''), /4711/)
  })

  test('a name that somebody else has there is a finding and no failure', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    put(pull.workspace, 'out/settings.json', '{ "API_TOKEN": "theirs" }\n')
    const result = await checked(pull)
    assert.match(
      only(result, 'DESTINATION_DRIFT').message,
      /1 missing \(SESSION_SECRET\), 1 taken by somebody else \(API_TOKEN\)$/,
    )
    assert.equal(result.exitCode, 0)
  })

  test('of a destinations file it has the path and the line', async (t) => {
    const branch = [writes(FILE, `# ours\n${TO_FILE}`)]
    const pull = await checkPull(t, { store: 'basic', branch })
    const result = await pull.check({ 'destinations-file': FILE }, { key: ALICE })
    assert.deepEqual(places(result), [
      `DESTINATION_CHANGED warning ${FILE}:2`,
      `DESTINATION_DRIFT warning ${FILE}:2`,
    ])
  })

  test('without a key: a note, and nobody is asked', async (t) => {
    const vault = await startVault(t)
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    const result = await pull.check({ destinations: toVault(vault) })
    assert.deepEqual(result.codes, [])
    assert.match(notesOf(result), /Whether destinations drifted was not looked at, as that needs/)
    assert.deepEqual(vault.asked, [])
  })

  test('with a key that cannot be used: its error, the note, and nobody is asked', async (t) => {
    const vault = await startVault(t)
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    const result = await pull.check({ destinations: toVault(vault), 'private-key': 'no key' })
    assertFails(result, /private key/i)
    assert.match(notesOf(result), /Whether destinations drifted was not looked at/)
    assert.deepEqual(vault.asked, [])
  })

  test('a server is only asked, never written to', async (t) => {
    const vault = await startVault(t)
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    const options = { key: ALICE, env: { VAULT_TOKEN: 'root' } }
    const result = await pull.check({ destinations: toVault(vault) }, options)
    assert.deepEqual(places(result), ['DESTINATION_DRIFT warning destinations'])
    assert.ok(vault.asked.length > 0)
    assert.deepEqual(
      vault.asked.filter(({ method }) => !['GET', 'LIST'].includes(method)),
      [],
    )
  })

  test('one that denies fails the step, and all findings are shown', async (t) => {
    const vault = await startVault(t)
    const pull = await checkPull(t, { store: 'basic', branch: [writes('ci.env', 'A=1\n')] })
    const options = { key: ALICE, env: { VAULT_TOKEN: 'wrong' } }
    const destinations = toVault(vault) + TO_FILE
    const result = await pull.check({ destinations, 'fail-on': 'none' }, options)
    assertFails(result, /"api": Vault at .* denies/)
    assert.deepEqual(result.codes, [
      'PLAINTEXT_IN_HISTORY',
      'PLAINTEXT_TRACKED',
      'DESTINATION_DRIFT',
    ])
    assert.match(only(result, 'DESTINATION_DRIFT').message, /settings/)
  })

  test('a mistake in the configuration fails the step, and all findings are shown', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('ci.env', 'A=1\n')] })
    const result = await checked(pull, { destinations: '- { name: api, type: valut }\n' })
    assertFails(result, /no such type of destination/)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'])
  })

  test('a file that leads out of the workspace through a link is not read', async (t) => {
    const branch = [all(writes('other.yml', TO_FILE), linksTo('other.yml'))]
    const pull = await checkPull(t, { store: 'basic', branch })
    const result = await pull.check({ 'destinations-file': FILE }, { key: ALICE })
    assertFails(result, /`destinations-file` leads outside the workspace, or through a link/)
    assert.match(only(result, 'DESTINATION_CHANGED').message, /now it is a link/)
  })

  test('of a store that does not open, destinations are left out', async (t) => {
    const damaged = writes('.env.kanuka', Buffer.alloc(100, 0xf7))
    const pull = await checkPull(t, { store: 'basic', branch: [damaged] })
    const result = await checked(pull)
    assert.deepEqual(result.codes, ['DECRYPT_FAILED'])
    assert.match(notesOf(result), /drift: 1 destination of a store that was not opened as a whole/)
  })

  test('those of other branches are left out', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    const result = await checked(pull, { destinations: `${TO_FILE}  branches: [production]\n` })
    assert.deepEqual(result.codes, [])
    assert.match(notesOf(result), /drift: 1 destination for other branches/)
  })

  test('what a later commit pushed is no drift of an older one', async (t) => {
    const newer = encrypts('.env.kanuka', 'API_TOKEN=fresh-4711\nSESSION_SECRET=fresh-4712\n')
    const pull = await pushed(t, newer)
    git(pull.workspace, 'checkout', '--quiet', '--detach', 'main')
    const event = { name: 'schedule', payload: {} }
    const result = await pull.check({ destinations: TO_FILE }, { key: ALICE, event })
    assert.deepEqual(result.codes, [], result.log)
    assert.match(notesOf(result), /settings has what a later commit pushed: 2 items/)
    assert.equal(result.exitCode, 0)
  })

  describe('where outsiders may have chosen what is checked out', () => {
    /** The head is proven; `arrange` changes the checkout behind it. */
    const outside = async (
      t: TestContext,
      arrange: (root: string) => void,
    ): Promise<CheckResult> => {
      const pull = await checkPull(t, { store: 'basic', branch: [writes(FILE, TO_FILE)] })
      arrange(pull.workspace)
      git(pull.workspace, 'remote', 'add', 'origin', 'https://github.com/acme/widgets')
      const { payload } = pullEvent({ base: pull.tip, head: pull.head, fork: 'mallory/widgets' })
      return pull.check(
        { 'base-ref': pull.base, 'destinations-file': FILE },
        {
          key: ALICE,
          event: { name: 'pull_request_target', payload },
          env: { GITHUB_SHA: pull.head },
        },
      )
    }

    test('the file of the proven commit is used', async (t) => {
      const result = await outside(t, () => {})
      assert.deepEqual(result.codes, ['DESTINATION_CHANGED', 'DESTINATION_DRIFT'], result.log)
    })

    test('another one is not', async (t) => {
      const result = await outside(t, (root) => put(root, FILE, TO_FILE.replace('out/', 'etc/')))
      assert.deepEqual(result.codes, ['DESTINATION_CHANGED'], result.log)
      assert.match(notesOf(result), /not looked at: `destinations-file` differs from the commit/)
    })
  })
})
