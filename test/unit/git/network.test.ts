// What git may use when it talks to a remote.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  authorizationFor,
  credentialsIn,
  networkSettings,
  plainUrl,
  protocolOf,
  redacted,
  withoutCredentials,
} from '../../../src/git/network.ts'
import { SecretValue } from '../../../src/secret-value.ts'

const serverUrl = 'https://github.com'
const token = new SecretValue('t0ken')
const BASIC = btoa('x-access-token:t0ken')

describe('the protocol of a URL', () => {
  for (const [url, protocol] of [
    ['https://github.com/acme/widgets', 'https'],
    ['HTTPS://github.com/acme/widgets', 'https'],
    ['http://127.0.0.1:8080/acme/widgets', 'http'],
    ['http://localhost/acme/widgets', 'http'],
    ['http://[::1]:8080/acme/widgets', 'http'],
    ['ssh://git@github.com/acme/widgets', 'ssh'],
    ['git@github.com:acme/widgets.git', 'ssh'],
    ['github:acme/widgets', 'ssh'],
    ['file:///srv/widgets.git', 'file'],
    ['/srv/widgets.git', 'file'],
    ['../widgets.git', 'file'],
    ['/srv/a:b.git', 'file'],
    ['C:\\repos\\widgets', 'file'],
    ['C:/repos/widgets', 'file'],
  ] as const) {
    test(`${url} is ${protocol}`, () => assert.equal(protocolOf(url), protocol))
  }

  for (const url of [
    'http://github.com/acme/widgets',
    'http://127.0.0.1.evil.example/x',
    'http://localhost.evil.example/x',
    'git://github.com/acme/widgets',
    'ftp://example.com/x',
    'ext::sh -c touch% /tmp/x',
    'fd::17',
    'remote-helper://x',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x:y',
    '/srv/x\0y',
  ]) {
    test(`${JSON.stringify(url)} is not used`, () => {
      assert.throws(() => protocolOf(url), { code: 'REMOTE_FAILED' })
    })
  }
})

test('a URL for arguments has no credentials, and a path is absolute', () => {
  for (const [url, plain] of [
    ['https://user:pass@github.com/a/b@c', 'https://github.com/a/b@c'],
    ['https://t0ken@github.com/a', 'https://github.com/a'],
    ['https://github.com/a', 'https://github.com/a'],
    ['ssh://git@github.com/a', 'ssh://git@github.com/a'],
    ['ssh://git:pass@github.com:22/a', 'ssh://git@github.com:22/a'],
    ['git@github.com:a/b', 'git@github.com:a/b'],
    ['../up', '/work/up'],
    ['/srv/up', '/srv/up'],
    ['file:///srv/up', 'file:///srv/up'],
  ] as const) {
    assert.equal(plainUrl(url, '/work/tree'), plain)
  }
})

describe('credentials', () => {
  test('of a URL are its own', () => {
    assert.equal(credentialsIn('https://user:p%40ss@example.com/x'), 'user:p@ss')
    assert.equal(credentialsIn('https://t0ken@example.com/x'), 't0ken:')
    assert.equal(credentialsIn('https://us%er:p%ss@example.com/x'), 'us%er:p%ss')
    assert.equal(credentialsIn('https://example.com/x'), undefined)
    assert.equal(credentialsIn('ssh://git@example.com/x'), undefined)
    assert.equal(credentialsIn('git@example.com:x'), undefined)
  })

  test('go to their own server only: scheme, host and port', () => {
    const url = 'https://github.com/acme/widgets'
    assert.equal(authorizationFor({ url, serverUrl, token }), BASIC)
    assert.equal(authorizationFor({ url: url.toUpperCase(), serverUrl, token }), BASIC)
    for (const other of [
      'https://github.com.evil.example/acme',
      'https://evil.example/github.com',
      'https://github.com:8443/acme',
      'https://api.github.com/acme',
      'http://127.0.0.1/github.com',
      'ssh://git@github.com/acme',
      'git@github.com:acme',
      '/srv/github.com',
    ]) {
      assert.equal(authorizationFor({ url: other, serverUrl, token }), undefined, other)
    }
    assert.equal(authorizationFor({ url, serverUrl }), undefined)
  })

  test('of the URL are used where there is no token for it', () => {
    const own = btoa('user:pass')
    const url = 'https://user:pass@git.example/x'
    assert.equal(authorizationFor({ url, serverUrl, token }), own)
    assert.equal(
      authorizationFor({ url: 'https://user:pass@github.com/x', serverUrl, token }),
      BASIC,
    )
  })
})

test('settings: those of others first, then a reset, then our header', () => {
  const url = 'https://github.com/acme/widgets'
  const settings = [['http.proxy', 'http://proxy']] as const
  assert.deepEqual(networkSettings({ url, serverUrl, token, settings }), [
    ['protocol.https.allow', 'always'],
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '120'],
    ['http.proxy', 'http://proxy'],
    ['http.https://github.com/.extraheader', ''],
    ['http.https://github.com/.extraheader', `AUTHORIZATION: basic ${BASIC}`],
  ])
  const without = networkSettings({ url, serverUrl }).map(([name]) => name)
  assert.deepEqual(without, ['protocol.https.allow', 'http.lowSpeedLimit', 'http.lowSpeedTime'])
})

describe('what is shown', () => {
  test('has no credentials of a URL', () => {
    assert.equal(
      withoutCredentials("fatal: 'https://a:b@x.example/y' and http://c@z/ and ssh://git:p@h/"),
      "fatal: 'https://x.example/y' and http://z/ and ssh://git@h/",
    )
    assert.equal(
      withoutCredentials('mail a@b.example, git@github.com:x'),
      'mail a@b.example, git@github.com:x',
    )
  })

  test('has no token, plain or encoded', () => {
    const url = 'https://github.com/acme/widgets'
    const text = `got t0ken, ${BASIC} and x-access-token:t0ken`
    assert.equal(redacted(text, { url, serverUrl, token }), 'got ***, *** and ***')
    const other = 'see https://user:pass@git.example/x'
    assert.equal(redacted(other, { url, serverUrl, token }), 'see https://git.example/x')
  })

  test('has no stored header, plain or encoded', () => {
    const url = 'https://github.com/acme/widgets'
    const stored = btoa('x-access-token:st0red')
    const settings = [['http.extraheader', `AUTHORIZATION: basic ${stored}`]] as const
    assert.equal(redacted(`${stored} st0red`, { url, serverUrl, settings }), '*** ***')
    assert.equal(redacted('plain words', { url, serverUrl, settings }), 'plain words')
  })
})
