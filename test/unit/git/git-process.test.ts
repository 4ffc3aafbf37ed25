// How git is started: with what, and what becomes of it.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { mustGit, runGit } from '../../../src/git/git-process.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { checkoutOf, emptyCheckout, gitBytes, recordGit } from './checkouts.ts'

const URL = 'https://github.com/acme/widgets'
const SERVER = { url: URL, serverUrl: 'https://github.com' }

describe('git is run', { skip: withoutGit }, () => {
  test('with its output as bytes', async (t) => {
    const { place, workTree } = checkoutOf(t, {})
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256))
    const id = gitBytes(workTree, ['hash-object', '-w', '--stdin'], bytes).toString().trim()
    const { stdout, exitCode } = await runGit(place, ['cat-file', 'blob', id])
    assert.equal(exitCode, 0)
    assert.ok(bytes.equals(stdout))
  })

  test('with input, and with none', async (t) => {
    const { place } = checkoutOf(t, {})
    const args = ['hash-object', '--stdin']
    const empty = await runGit(place, args)
    assert.equal(empty.stdout.toString().trim(), 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391')
    const some = await runGit(place, args, { input: Buffer.from('a\n') })
    assert.equal(some.stdout.toString().trim(), '78981922613b2afb6025042ff6bd878ac1994e85')
  })

  test('which may end before it has read its input', async (t) => {
    const gitDir = folder(t)
    const input = Buffer.alloc(4_000_000, 'no id\n')
    const { exitCode, stderr } = await runGit({ gitDir }, ['cat-file', '--batch'], { input })
    assert.equal(exitCode, 128)
    assert.match(stderr, /not a git repository/)
  })

  test('in a place without a work tree too', async (t) => {
    const bare = emptyCheckout(t, '--bare')
    const { exitCode, stdout } = await runGit({ gitDir: bare }, ['rev-parse', '--git-dir'])
    assert.deepEqual([exitCode, stdout.toString().trim()], [0, bare])
  })

  test('with more variables, or fewer', async (t) => {
    const { place } = checkoutOf(t, {})
    const calls = recordGit(t)
    await runGit(place, ['version'], { env: { EXTRA: 'yes', GIT_CONFIG_NOSYSTEM: undefined } })
    const [call] = calls()
    assert.equal(call?.env.get('EXTRA'), 'yes')
    assert.equal(call?.env.has('GIT_CONFIG_NOSYSTEM'), false)
  })
})

describe('a git that must do it', { skip: withoutGit }, () => {
  test('gives its output', async (t) => {
    const { place } = checkoutOf(t, {})
    assert.match((await mustGit(place, ['version'])).toString(), /^git version/)
  })

  test('and does not, is an error with its words on one line', async (t) => {
    const { place } = checkoutOf(t, {})
    await assert.rejects(mustGit(place, ['cat-file', 'blob', '::error::\n']), {
      code: 'WRITE_FAILED',
      what: /^git cat-file failed in the checkout \(fatal: [^\n]*\)$/,
    })
  })

  test('and is not there, is an error that says so', async (t) => {
    const { place } = checkoutOf(t, {})
    setEnvironment(t, { PATH: folder(t) })
    await assert.rejects(mustGit(place, ['version']), { code: 'GIT_MISSING' })
  })
})

describe('the environment', { skip: withoutGit }, () => {
  const VARIABLES = {
    HTTPS_PROXY: 'http://proxy:1',
    http_proxy: 'http://proxy:2',
    NO_PROXY: 'localhost',
    GIT_SSL_CAINFO: '/ca',
    SSL_CERT_DIR: '/certs',
    SSH_AUTH_SOCK: '/agent',
    HOME: '/home/canary',
    GIT_SSH_COMMAND: 'canary',
    GIT_ASKPASS: 'canary',
    GIT_SSL_NO_VERIFY: '1',
    GITHUB_TOKEN: 'canary',
  }

  async function environmentOf(
    t: Parameters<typeof recordGit>[0],
    network?: Parameters<typeof runGit>[2] & object,
  ): Promise<ReadonlyMap<string, string>> {
    const { place } = checkoutOf(t, {})
    const calls = recordGit(t)
    setEnvironment(t, VARIABLES)
    await runGit(place, ['version'], network)
    return calls()[0]?.env ?? new Map()
  }

  function settingsIn(env: ReadonlyMap<string, string>): readonly string[] {
    return Array.from(
      { length: Number(env.get('GIT_CONFIG_COUNT')) },
      (_, index) => `${env.get(`GIT_CONFIG_KEY_${index}`)}=${env.get(`GIT_CONFIG_VALUE_${index}`)}`,
    )
  }

  test('of a call that reaches nothing has nothing for the network', async (t) => {
    const env = await environmentOf(t)
    for (const name of Object.keys(VARIABLES)) assert.equal(env.get(name), undefined, name)
    const settings = settingsIn(env)
    assert.ok(settings.includes('protocol.allow=never'))
    assert.ok(!settings.some((line) => /^(http|protocol\..*\.allow)/.test(line)), settings.join())
  })

  test('of a call over https has proxies, certificates, one protocol and one header', async (t) => {
    const token = new SecretValue('t0ken')
    const env = await environmentOf(t, { network: { ...SERVER, token } })
    const { HTTPS_PROXY, http_proxy, NO_PROXY, GIT_SSL_CAINFO, SSL_CERT_DIR } = VARIABLES
    const through = { HTTPS_PROXY, http_proxy, NO_PROXY, GIT_SSL_CAINFO, SSL_CERT_DIR }
    for (const [name, value] of Object.entries(through)) assert.equal(env.get(name), value, name)
    for (const name of [
      'HOME',
      'SSH_AUTH_SOCK',
      'GIT_SSH_COMMAND',
      'GIT_ASKPASS',
      'GITHUB_TOKEN',
    ]) {
      assert.equal(env.get(name), undefined, name)
    }
    assert.equal(env.get('GIT_SSL_NO_VERIFY'), undefined)
    const settings = settingsIn(env)
    assert.ok(settings.includes('protocol.allow=never'))
    assert.ok(settings.includes('protocol.https.allow=always'))
    assert.deepEqual(settings.slice(-2), [
      'http.https://github.com/.extraheader=',
      `http.https://github.com/.extraheader=AUTHORIZATION: basic ${btoa('x-access-token:t0ken')}`,
    ])
  })

  test('of a call over ssh has what ssh needs, and never asks', async (t) => {
    setEnvironment(t, { RUNNER_TEMP: '/runner/temp' })
    const network = { ...SERVER, url: 'git@github.com:acme/widgets', sshCommand: 'ssh -i key' }
    const env = await environmentOf(t, { network })
    assert.equal(env.get('HOME'), VARIABLES.HOME)
    assert.equal(env.get('SSH_AUTH_SOCK'), VARIABLES.SSH_AUTH_SOCK)
    assert.equal(env.get('RUNNER_TEMP'), '/runner/temp')
    assert.equal(env.get('GIT_SSH_COMMAND'), 'ssh -i key -o BatchMode=yes')
    assert.equal(env.get('HTTPS_PROXY'), undefined)
    assert.ok(settingsIn(env).includes('protocol.ssh.allow=always'))
  })
})

test('only the protocol of the URL is let through', { skip: withoutGit }, async (t) => {
  const { place, workTree } = checkoutOf(t, { a: '1' })
  const look = async (url: string, over: string): Promise<number> => {
    const network = { url: over, serverUrl: 'https://github.com' }
    const { exitCode } = await runGit(place, ['ls-remote', '--', url], { network })
    return exitCode
  }
  assert.equal(await look(workTree, workTree), 0)
  assert.equal(await look(`file://${workTree}`, workTree), 0)
  assert.notEqual(await look(workTree, URL), 0)
  assert.notEqual(await look(`ext::touch ${workTree}/ran`, workTree), 0)
  assert.ok(!fs.existsSync(join(workTree, 'ran')))
})
