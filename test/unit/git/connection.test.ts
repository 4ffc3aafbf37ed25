// How a checkout and its machine reach a remote.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { Remote } from '../../../src/git/remote.ts'
import type { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { checkoutOf, cloneOf, git, recordGit, type GitCall } from './checkouts.ts'
import { commitOn } from './remotes.ts'

const serverUrl = 'https://github.com'

/** A program that takes itself for ssh, and runs on this machine what it should run over there. */
function fakeSsh(t: TestContext): { readonly path: string; readonly calls: () => string } {
  const bin = folder(t)
  const path = join(bin, 'ssh')
  const script = `#!/bin/sh
echo "$* HOME=$HOME AGENT=$SSH_AUTH_SOCK" >> ${bin}/calls
for last in "$@"; do :; done
exec sh -c "$last"
`
  fs.writeFileSync(path, script, { mode: 0o755 })
  return { path, calls: () => fs.readFileSync(`${bin}/calls`, 'utf8') }
}

function bareOf(t: TestContext): { readonly bare: string; readonly head: string } {
  const { workTree } = checkoutOf(t, { a: '1' })
  const bare = join(folder(t), 'widgets.git')
  git(workTree, 'clone', '--quiet', '--bare', '.', bare)
  return { bare, head: git(workTree, 'rev-parse', 'HEAD') }
}

describe('over ssh', { skip: withoutGit }, () => {
  for (const form of ['scp', 'url'] as const) {
    test(`the command that actions/checkout stored is used (${form})`, async (t) => {
      const { bare, head } = bareOf(t)
      const { path, calls } = fakeSsh(t)
      const repository = cloneOf(t, bare)
      git(
        repository.workTree,
        'config',
        'core.sshCommand',
        `"${path}" -i "$RUNNER_TEMP/key" -o X=y`,
      )
      const temp = folder(t)
      setEnvironment(t, {
        RUNNER_TEMP: temp,
        HOME: '/home/runner',
        SSH_AUTH_SOCK: '/agent',
        GIT_SSH_COMMAND: '/no/such/canary',
        GIT_SSH: '/no/such/canary',
      })
      const url = form === 'scp' ? `git@git.example:${bare}` : `ssh://git@git.example${bare}`
      const remote = new Remote(repository, { url, serverUrl })
      assert.equal(await remote.tip('main'), head)
      const commit = await commitOn(repository, head)
      const pushed = await remote.push({ commit, branch: 'main', expected: head })
      assert.deepEqual(pushed, { kind: 'landed' })
      assert.equal(git(bare, 'rev-parse', 'main'), commit)
      assert.equal(git(bare, 'show', 'main:new'), 'new')
      for (const call of calls().trim().split('\n')) {
        assert.ok(call.startsWith(`-i ${temp}/key -o X=y -o BatchMode=yes`), call)
        assert.ok(call.endsWith('HOME=/home/runner AGENT=/agent'), call)
      }
    })
  }

  test('the ssh of the PATH is used where none is stored', async (t) => {
    const { bare, head } = bareOf(t)
    const { path, calls } = fakeSsh(t)
    const bin = path.slice(0, -'/ssh'.length)
    setEnvironment(t, { PATH: `${bin}${delimiter}${process.env['PATH']}` })
    const url = `git@git.example:${bare}`
    assert.equal(await new Remote(cloneOf(t, bare), { url, serverUrl }).tip('main'), head)
    assert.match(calls(), /^-o BatchMode=yes .*git@git\.example git-upload-pack/)
  })

  test('a refusal is told as one', async (t) => {
    const { bare } = bareOf(t)
    const repository = cloneOf(t, bare)
    const script = join(folder(t), 'ssh')
    const lines =
      '#!/bin/sh\necho "git@git.example: Permission denied (publickey)." >&2\nexit 255\n'
    fs.writeFileSync(script, lines, { mode: 0o755 })
    git(repository.workTree, 'config', 'core.sshCommand', script)
    const remote = new Remote(repository, { url: 'git@git.example:x', serverUrl })
    await assert.rejects(remote.tip('main'), {
      code: 'COMMIT_DENIED',
      what: 'git could not look at git@git.example:x: access was refused (git@git.example: Permission denied (publickey).)',
    })
  })
})

describe('settings of the machine', { skip: withoutGit }, () => {
  /** What git was told when it looked at a remote where nobody is. */
  async function toldAbout(
    t: TestContext,
    repository: Repository,
    url = 'http://127.0.0.1:1/acme/widgets',
  ): Promise<ReadonlyMap<string, string>> {
    const calls = recordGit(t)
    const remote = new Remote(repository, { url, serverUrl, pauseMs: 0 })
    await assert.rejects(remote.tip('main'), { code: 'REMOTE_FAILED' })
    const call: GitCall | undefined = calls().find(({ args }) => args.includes('ls-remote'))
    return new Map(
      Array.from({ length: Number(call?.env.get('GIT_CONFIG_COUNT')) }, (_, index) => [
        call?.env.get(`GIT_CONFIG_KEY_${index}`) ?? '',
        call?.env.get(`GIT_CONFIG_VALUE_${index}`) ?? '',
      ]),
    )
  }

  function homeWith(t: TestContext, lines: readonly string[]): void {
    const home = folder(t)
    fs.writeFileSync(join(home, '.gitconfig'), `${lines.join('\n')}\n`)
    setEnvironment(t, { HOME: home, XDG_CONFIG_HOME: undefined })
  }

  test('name its proxy and its certificates', async (t) => {
    homeWith(t, [
      '[http]',
      'proxy = http://127.0.0.1:2',
      'sslCAInfo = "/etc/ssl/our ca.pem"',
      '[http "http://127.0.0.1:1"]',
      'proxy = http://127.0.0.1:3',
      '[http "https://elsewhere.example"]',
      'proxy = http://elsewhere',
    ])
    const told = await toldAbout(t, checkoutOf(t, {}))
    assert.equal(told.get('http.proxy'), 'http://127.0.0.1:3')
    assert.equal(told.get('http.sslcainfo'), '/etc/ssl/our ca.pem')
  })

  test('have no say in anything else', async (t) => {
    homeWith(t, [
      '[http]',
      'sslVerify = false',
      'extraheader = canary',
      '[credential]',
      'helper = canary',
      '[core]',
      'hooksPath = canary',
      '[url "http://canary"]',
      'insteadOf = http://127.0.0.1:1',
    ])
    const told = await toldAbout(t, checkoutOf(t, {}))
    assert.doesNotMatch(JSON.stringify([...told]), /canary|sslverify/i)
    assert.equal(told.has('http.proxy'), false)
  })

  test('are not taken from the checkout', async (t) => {
    homeWith(t, [])
    const repository = checkoutOf(t, {})
    for (const name of ['http.proxy', 'http.sslCAInfo', 'http.http://127.0.0.1:1.proxy']) {
      git(repository.workTree, 'config', name, 'canary')
    }
    const told = await toldAbout(t, repository)
    assert.doesNotMatch(JSON.stringify([...told]), /canary/)
  })
})
