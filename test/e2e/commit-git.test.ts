// sync commits what it rotated with git: pushed to origin as it stands, signed where a key is given.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { generateKey } from 'openpgp'
import { folder, withoutGit } from '../helpers/action.ts'
import { git, gitVariables, operations, scene, secretsOf } from '../helpers/committing.ts'
import { assertFails, assertLanded, assertNothingDone } from '../helpers/committing-asserts.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const BY_GIT = { 'commit-method': 'git' }
const BOT = 'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>'
const withoutGpg = spawnSync('gpg', ['--version']).error ? 'gpg is not on the PATH' : false

function header(token: string): string {
  return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
}

/** A `git` before the real one on the PATH, which writes down what it is started with. */
function recordedGit(t: TestContext): { readonly path: string; readonly record: () => string } {
  const bin = folder(t)
  const record = join(bin, 'record')
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh\n{ printf '%s\\n' "ARGS $*"; env; } >> '${record}'\nexec '${real}' "$@"\n`
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
  return {
    path: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    record: () => readFileSync(record, 'utf8'),
  }
}

describe('a commit with git', { skip: withoutGit || withoutHttpBackend, concurrency: 2 }, () => {
  test('works without stored credentials; the token is in no argument and on no disk', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { path, record } = recordedGit(t)
    writeFileSync(join(story.workspace, 'staged.txt'), 'staged\n')
    git(story.workspace, 'add', 'staged.txt')
    const result = await story.sync(BY_GIT, { env: { PATH: path } })
    const commit = await assertLanded(t, { scene: story, result })
    const people = story.github.git('log', '-1', '--format=%an <%ae>|%cn <%ce>', commit)
    assert.equal(people, `${BOT}|${BOT}`)
    assert.equal(result.outputs.get('commit-verified'), 'false')
    const calls = new Set(operations(story.github))
    assert.deepEqual([...calls], ['git', 'git/get-commit'])
    const [token = '', , ...keyLines] = secretsOf(story.github)
    const args = [...record().matchAll(/^ARGS .*$/gm)].join('\n')
    assert.match(args, / push --porcelain /)
    for (const secret of secretsOf(story.github)) assert.ok(!args.includes(secret))
    for (const secret of [token, ...keyLines]) assert.ok(!record().includes(secret))
    assert.doesNotMatch(record(), /^(?:INPUT_|STATE_|ACTIONS_)/m)
  })

  test('a token that checkout has stored does not get in the way, and stays as it is', async (t) => {
    const story = await scene(t)
    const { workspace, github } = story
    const name = `http.${github.url}/.extraheader`
    git(workspace, 'config', '--local', name, header('an-old-token'))
    const result = await story.sync(BY_GIT)
    await assertLanded(t, { scene: story, result })
    assert.equal(git(workspace, 'config', name), header('an-old-token'))
  })

  test('without a token of its own it uses the one that checkout has stored', async (t) => {
    const story = await scene(t)
    const { workspace, github } = story
    git(workspace, 'config', `http.${github.url}/.extraheader`, header(github.token))
    const result = await story.sync({ ...BY_GIT, 'github-token': '' })
    await assertLanded(t, { scene: story, result })
    assert.deepEqual([...new Set(operations(github))], ['git'])
    assert.equal(result.outputs.get('commit-verified'), 'false')
  })

  test('a remote that is a path needs no token and asks no API', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { workspace, github } = story
    git(workspace, 'remote', 'set-url', 'origin', github.bare)
    const result = await story.sync({ 'github-token': '' })
    await assertLanded(t, { scene: story, result })
    assert.deepEqual(operations(github), [])
    assert.equal(result.outputs.get('commit-verified'), 'false')
    assert.doesNotMatch(result.log, /Verified/)
  })

  test('message, author and committer are as given', async (t) => {
    const story = await scene(t)
    const result = await story.sync({
      ...BY_GIT,
      'commit-author': 'Ada Lovelace <ada@example.com>',
      'commit-committer': 'Build <build@example.com>',
      'commit-message': 'chore(secrets): rotate',
    })
    const commit = await assertLanded(t, { scene: story, result })
    const format = '%an <%ae>|%cn <%ce>|%s'
    const expected =
      'Ada Lovelace <ada@example.com>|Build <build@example.com>|chore(secrets): rotate'
    assert.equal(story.github.git('log', '-1', `--format=${format}`, commit), expected)
  })

  test('a branch that is not there yet is made, and an executable file stays so', async (t) => {
    const arrange = (path: string): void => chmodSync(join(path, '.env.local.kanuka'), 0o755)
    const story = await scene(t, { arrange })
    const result = await story.sync({ ...BY_GIT, 'commit-branch': 'rotations/2026' })
    const commit = await assertLanded(t, { scene: story, result }, { branch: 'rotations/2026' })
    assert.equal(story.github.git('rev-parse', 'main'), story.head)
    const mode = story.github.git('ls-tree', '--format=%(objectmode)', commit, '.env.local.kanuka')
    assert.equal(mode, '100755')
  })

  test('a signing key signs it, so that gpg says who it was', { skip: withoutGpg }, async (t) => {
    const { privateKey, publicKey } = await generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: [{ name: 'Release', email: 'release@example.com' }],
      passphrase: 'open sesame',
    })
    const story = await scene(t)
    const inputs = { 'signing-key': privateKey, 'signing-passphrase': 'open sesame' }
    const result = await story.sync(inputs)
    const commit = await assertLanded(t, { scene: story, result })
    assert.ok(!operations(story.github).includes('graphql'))
    const verified = verifyWithGpg(t, { bare: story.github.bare, commit, publicKey })
    assert.match(verified, /GOODSIG [0-9A-F]+ Release <release@example\.com>/)
    const shown = [result.rawOutput.replaceAll(/^::add-mask::.*$/gm, ''), result.summary].join('\n')
    assert.doesNotMatch(shown, /open sesame|BEGIN PGP/)
  })

  test('a signing key that cannot be opened stops it before anything is done', async (t) => {
    const story = await scene(t)
    const { privateKey } = await generateKey({ userIDs: [{ name: 'x' }], passphrase: 'right' })
    const result = await story.sync({ 'signing-key': privateKey, 'signing-passphrase': 'wrong' })
    assertFails(result, 'SIGNING_KEY_INVALID', /`signing-passphrase` does not open it/)
    assertNothingDone(story)
    assert.deepEqual(operations(story.github), [])
  })

  test('what GitHub cannot say about the signature undoes no commit', async (t) => {
    for (const failure of [{ status: 404 }, { status: 503, headers: { 'retry-after': '3600' } }]) {
      const story = await scene(t)
      story.github.failNext('git/get-commit', failure)
      const result = await story.sync(BY_GIT)
      await assertLanded(t, { scene: story, result })
      assert.equal(result.outputs.get('commit-verified'), 'false')
    }
  })
})

interface Signed {
  readonly bare: string
  readonly commit: string
  readonly publicKey: string
}

function verifyWithGpg(t: TestContext, { bare, commit, publicKey }: Signed): string {
  // Not below a long path: gpg puts sockets there.
  const home = mkdtempSync(join(tmpdir(), 'gpg-'))
  t.after(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
    rmSync(home, { recursive: true, force: true })
  })
  const env = { ...gitVariables(), GNUPGHOME: home }
  execFileSync('gpg', ['--batch', '--quiet', '--import'], { env, input: publicKey })
  const verified = spawnSync('git', ['-C', bare, 'verify-commit', '--raw', commit], { env })
  assert.equal(verified.status, 0, verified.stderr.toString())
  return verified.stderr.toString()
}
