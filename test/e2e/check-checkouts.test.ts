// A check where the checkout is not what actions/checkout makes: a worktree, a submodule, a SHA-256
// repository, a detached HEAD, no commit, no repository, no git. Real git, and what ships in dist/.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, existsSync, realpathSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { checkout, folder, withoutGit } from '../helpers/action.ts'
import { checkPull, commit, runCheck, writes, type CheckResult } from '../helpers/checking.ts'
import { BRANCH, ends, FOUND, MEANWHILE, notesOf } from '../helpers/checking-clones.ts'
import { git } from '../helpers/committing.ts'

const story = { store: 'basic', branch: BRANCH, main: MEANWHILE }

function assertRefused(result: CheckResult, code: string, says: RegExp): void {
  assert.equal(result.exitCode, 1, result.log)
  const errors = result.annotations.filter(({ type }) => type === 'error')
  assert.deepEqual(
    errors.map(({ title }) => title),
    [`Kanuka: ${code}`],
    result.log,
  )
  assert.match(errors[0]?.message ?? '', says)
  assert.deepEqual(result.findings, [])
}

describe('checkouts of another kind', { skip: withoutGit }, () => {
  test('a detached HEAD of a repository without a remote', async (t) => {
    const pull = await checkPull(t, story)
    git(pull.workspace, 'checkout', '--quiet', '--detach')
    const result = await pull.check()
    assert.deepEqual(ends(result), [pull.base, pull.tip, pull.head])
    assert.deepEqual(result.codes, FOUND)
  })

  test('a worktree, whose git folder lies elsewhere', async (t) => {
    const pull = await checkPull(t, story)
    const workspace = join(realpathSync(folder(t)), 'tree')
    git(pull.workspace, 'worktree', 'add', '--quiet', '--detach', workspace, pull.head)
    const result = await runCheck(t, { workspace, base: pull.tip, head: pull.head })
    assert.deepEqual(ends(result), [pull.base, pull.tip, pull.head], result.log)
    assert.deepEqual(result.codes, FOUND)
  })

  test('a submodule: its own commits are compared, and paths are those of the workspace', async (t) => {
    const pull = await checkPull(t, story)
    const workspace = realpathSync(folder(t))
    git(workspace, 'init', '--quiet', '--initial-branch=main', '--template=')
    const url = pathToFileURL(pull.workspace).href
    const add = ['submodule', '--quiet', 'add', '--name', 'vault', url, 'deploy/vault']
    git(workspace, '-c', 'protocol.file.allow=always', ...add)
    commit(workspace, 'outer')
    assert.ok(existsSync(join(workspace, '.git/modules/vault')))
    const inputs = { 'working-directory': 'deploy/vault' }
    const result = await runCheck(t, { workspace, base: pull.tip, head: pull.head, inputs })
    assert.deepEqual(ends(result), [pull.base, pull.tip, pull.head], result.log)
    assert.deepEqual(result.codes, FOUND)
    const [found] = result.findings
    assert.equal(found?.path, 'deploy/vault/tools/.env')
  })

  test('a SHA-256 repository, whole and shallow', async (t) => {
    const source = await checkPull(t, story)
    const workspace = realpathSync(folder(t))
    git(
      workspace,
      'init',
      '--quiet',
      '--object-format=sha256',
      '--initial-branch=main',
      '--template=',
    )
    const steps: string[] = []
    for (const id of [source.base, ...idsAfter(source.workspace, source.base)]) {
      git(source.workspace, 'checkout', '--quiet', '--detach', id)
      const files = git(source.workspace, 'ls-files', '-z').split('\0').filter(Boolean)
      if (steps.length > 0) git(workspace, 'rm', '--quiet', '-r', '.')
      for (const file of files) cpSync(join(source.workspace, file), join(workspace, file))
      steps.push(commit(workspace, 'step'))
    }
    const [base = '', head = ''] = [steps[0], steps.at(-1)]
    assert.equal(head.length, 64)
    const whole = await runCheck(t, { workspace, base, head, inputs: { 'base-ref': base } })
    assert.deepEqual(ends(whole), [base, base, head], whole.log)
    assert.deepEqual(whole.codes, FOUND)
    const shallow = join(folder(t), 'clone')
    git('.', 'clone', '--quiet', '--depth=1', pathToFileURL(workspace).href, shallow)
    const inputs = { 'base-ref': base }
    const fetched = await runCheck(t, { workspace: realpathSync(shallow), base, head, inputs })
    assert.deepEqual(ends(fetched), [base, base, head], fetched.log)
    assert.deepEqual(fetched.codes, FOUND, `${notesOf(fetched)} ${fetched.log}`)
  })
})

function idsAfter(root: string, base: string): readonly string[] {
  return git(root, 'rev-list', '--reverse', `${base}..feature`).split('\n')
}

describe('what is no checkout', { skip: withoutGit }, () => {
  const ends40 = { base: '1'.repeat(40), head: '2'.repeat(40) }

  test('no commit at all', async (t) => {
    const workspace = checkout(t, 'basic')
    git(workspace, 'init', '--quiet', '--template=')
    const result = await runCheck(t, { workspace, ...ends40 })
    assertRefused(result, 'HISTORY_MISSING', /no commit is checked out.*actions\/checkout/s)
  })

  test('no git repository', async (t) => {
    const result = await runCheck(t, { workspace: checkout(t, 'basic'), ...ends40 })
    assertRefused(result, 'HISTORY_MISSING', /is in no git checkout.*actions\/checkout/s)
  })

  test('a store that is on disk alone', async (t) => {
    const workspace = checkout(t, 'basic')
    git(workspace, 'init', '--quiet', '--template=')
    git(workspace, 'commit', '--quiet', '--allow-empty', '--message', 'empty')
    const head = git(workspace, 'rev-parse', 'HEAD')
    const inputs = { 'base-ref': head }
    const result = await runCheck(t, { workspace, base: head, head, inputs })
    assertRefused(result, 'STORE_NOT_FOUND', /on disk, but not in commit .*Commit `\.kanuka\/`/s)
  })

  test('no git on the PATH', async (t) => {
    const { workspace, tip, head } = await checkPull(t, story)
    const options = { env: { PATH: folder(t) } }
    const result = await runCheck(t, { workspace, base: tip, head, options })
    assertRefused(result, 'GIT_MISSING', /no git program on the PATH.*Install git/s)
  })

  test('contents that are damaged end it, and nothing waits for them', async (t) => {
    const { workspace, tip, head } = await checkPull(t, {
      store: 'basic',
      branch: [writes('notes.txt', randomBytes(200_000).toString('hex'))],
    })
    const id = git(workspace, 'rev-parse', 'HEAD:notes.txt')
    const file = join(workspace, '.git/objects', id.slice(0, 2), id.slice(2))
    chmodSync(file, 0o644)
    truncateSync(file, 50_000)
    const result = await runCheck(t, { workspace, base: tip, head })
    assertRefused(result, 'HISTORY_MISSING', /some are damaged.*Check out again/s)
  })
})
