// What a hostile server, and a hostile destinations file, can do.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as v from 'valibot'
import { vault } from '../../../src/destinations/vault.ts'
import { serve, startVault } from '../../helpers/fake-vault.ts'
import { item, open, push, said, thrown } from './vaults.ts'

const SECRET = 's3cr3t-value-that-nobody-may-see'
const TOKEN = 'hvs.token-that-nobody-may-see'

describe('a hostile server', () => {
  test('a redirect to another origin is not followed: no token, no body', async (t) => {
    const stolen: string[] = []
    const thief = await serve(t, (request, response) => {
      stolen.push(JSON.stringify(request.headers))
      response.end('{}')
    })
    const url = await serve(t, (request, response) => {
      request.resume()
      response.writeHead(307, { location: `${thief}${request.url}` }).end()
    })
    const { session } = await open(url, {
      variables: { VAULT_TOKEN: TOKEN },
      options: { 'kv-version': 2 },
    })
    const failure = await thrown(session.list())
    assert.equal((failure as { kind?: unknown }).kind, 'down')
    assert.match(
      (failure as Error).message,
      /redirects to http:\/\/127\.0\.0\.1:\d+; credentials are not/,
    )
    assert.deepEqual(said(await session.put([item('A', SECRET)])), ['A failed down'])
    assert.deepEqual(stolen, [])
  })

  test('a redirect on the same origin keeps method, token and body', async (t) => {
    const fake = await startVault(t)
    const moved = new Set<string>()
    fake.injected.push(({ method, path }) => {
      if (path.endsWith('moved=1') || moved.has(`${method} ${path}`)) return undefined
      moved.add(`${method} ${path}`)
      return { status: 307, headers: { location: `/v1/${path}` } }
    })
    const { session } = await open(fake.url)
    assert.deepEqual(said(await push(session, { A: 'one' })), ['A done'])
    assert.deepEqual(fake.current('app'), { A: 'one' })
  })

  test('redirects in a circle end', async (t) => {
    const url = await serve(t, (request, response) => {
      response.writeHead(302, { location: request.url }).end()
    })
    await assert.rejects((await open(url)).session.check(), { kind: 'down' })
  })

  test('an answer without end is cut off', async (t) => {
    let sent = 0
    const url = await serve(t, (_, response) => {
      const part = Buffer.alloc(1024 * 1024, ' ')
      const more = (): void => {
        while (!response.destroyed && sent < 1024 && response.write(part)) sent += 1
      }
      response.on('drain', more)
      more()
    })
    await assert.rejects((await open(url)).session.check(), { kind: 'down', message: /too much/ })
    assert.ok(sent < 100, `${sent} MiB`)
  })

  for (const [what, body] of [
    ['a page', '<html>sign in</html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['text', '"data"'],
    ['an empty object', '{}'],
    ['lists', '{"data":[]}'],
    [
      'numbers for versions',
      '{"data":{"current_version":"1","data":[],"metadata":{"version":-1}}}',
    ],
    [
      'metadata that is no text',
      '{"data":{"current_version":1,"custom_metadata":{"a":{}},"data":{}}}',
    ],
    [
      'a version beyond all',
      '{"data":{"current_version":1e300,"data":{},"metadata":{"version":1e300}}}',
    ],
  ] as const) {
    test(`${what} for an answer: not taken for absent or empty`, async (t) => {
      const url = await serve(t, (request, response) => {
        request.resume()
        response.writeHead(200, { 'content-type': 'text/html' }).end(body)
      })
      for (const version of [1, 2, undefined]) {
        // An engine of version 1 has no form of its own but an object.
        if (version === 1 && body.includes('"data":{')) continue
        const options = version === undefined ? {} : { 'kv-version': version }
        const { session } = await open(url, { options })
        await assert.rejects(session.check(), { kind: 'down' })
        await assert.rejects(session.get(['A']), { kind: 'down' })
      }
    })
  }
})

describe('options', () => {
  const accepts = (options: object): boolean =>
    v.safeParse(vault.options, { url: 'https://vault.example', path: 'app', ...options }).success

  for (const path of [
    '../../sys/x',
    'a/../b',
    '.',
    '',
    'a//b',
    'a/%2e%2e/b',
    'a\\b',
    'a\nb',
    'app.kanuka',
  ]) {
    test(`no path ${JSON.stringify(path)}`, () => assert.equal(accepts({ path }), false))
    test(`no mount ${JSON.stringify(path)}`, () => {
      assert.equal(accepts({ mount: path }), path === 'app.kanuka')
    })
  }

  for (const [what, options] of [
    ['http to another machine', { url: 'http://vault.example' }],
    ['a link-local address', { url: 'https://169.254.169.254' }],
    ['a password in the address', { url: 'https://u:p@vault.example' }],
    ['a query in the address', { url: 'https://vault.example/?x' }],
    ['an unknown key', { tls: false }],
    ['an unknown sign-in', { auth: { ldap: 'x' } }],
    ['two sign-ins at once', { auth: { token: 'env:A', 'jwt-role': 'x' } }],
    ["a cloud's audience", { auth: { 'jwt-role': 'x', audience: 'sts.amazonaws.com' } }],
    ['a reference to no name', { auth: { token: 'env:A B' } }],
    ['a namespace that breaks headers', { namespace: 'a\r\nx: y' }],
    ['version 3', { 'kv-version': 3 }],
  ] as const) {
    test(`not ${what}`, () => assert.equal(accepts(options), false))
  }

  test('defaults, and paths written with slashes around', () => {
    const options = v.parse(vault.options, { url: 'https://vault.example/base/', path: '/a/b/' })
    assert.deepEqual(options, {
      url: 'https://vault.example/base',
      mount: 'secret',
      path: 'a/b',
      layout: 'one-entry',
    })
  })

  test('the namespace goes with every request, the login too', async (t) => {
    const fake = await startVault(t)
    fake.logins.set('auth/jwt/login', '{"role":"deploy","jwt":"eyJ-oidc-token"}')
    const options = { namespace: 'team/a', auth: { 'jwt-role': 'deploy' } }
    const { session } = await open(fake.url, { options })
    await push(session, { A: 'one' })
    assert.deepEqual([...new Set(fake.asked.map(({ namespace }) => namespace))], ['team/a'])
  })
})
