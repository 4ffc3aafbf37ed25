// Signing in to Vault: every form, what is sent where, what is masked, and what refusals say.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import * as v from 'valibot'
import { signIn } from '../../../src/destinations/vault-auth.ts'
import { vaultOptions } from '../../../src/destinations/vault-options.ts'
import { serve, startVault } from '../../helpers/fake-vault.ts'
import { contextOf, OIDC_TOKEN, open, shown, thrown } from './vaults.ts'

const VARIABLES = { ROLE: 'role-1', SECRET: ' secret-1\n', OTHER: 'hvs.other', VAULT_TOKEN: 'root' }

function serviceAccount(t: TestContext, token: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'vault-auth-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'token'), token)
  return join(folder, 'token')
}

for (const [what, auth, login, body, masked] of [
  [
    'AppRole',
    { 'role-id': 'env:ROLE', 'secret-id': 'env:SECRET' },
    'auth/approle/login',
    { role_id: 'role-1', secret_id: 'secret-1' },
    ['role-1', 'secret-1', 'hvs.1'],
  ],
  [
    'AppRole at a mount',
    { 'role-id': 'r', 'secret-id': 's', mount: 'team/approle' },
    'auth/team/approle/login',
    { role_id: 'r', secret_id: 's' },
    ['r', 's', 'hvs.1'],
  ],
  [
    'JWT',
    { 'jwt-role': 'deploy' },
    'auth/jwt/login',
    { role: 'deploy', jwt: OIDC_TOKEN },
    [OIDC_TOKEN, 'hvs.1'],
  ],
  [
    'Kubernetes',
    { 'kubernetes-role': 'ci', mount: 'k8s' },
    'auth/k8s/login',
    { role: 'ci', jwt: 'pod-token' },
    ['pod-token', 'hvs.1'],
  ],
] as const) {
  test(`${what}: one login, masked before it is used`, async (t) => {
    const fake = await startVault(t)
    fake.logins.set(login, JSON.stringify(body))
    const options = v.parse(vaultOptions, { url: fake.url, path: 'app', auth })
    const seen = contextOf({ variables: VARIABLES })
    const token = await signIn(options, seen.context, serviceAccount(t, 'pod-token\n'))
    assert.equal(token.reveal(), 'hvs.1')
    assert.deepEqual(seen.masked, masked)
    assert.deepEqual(fake.calls, [`POST ${login}`])
    assert.equal(fake.asked[0]?.token, undefined)
  })
}

describe('a token', () => {
  for (const [what, auth, token] of [
    ['of a variable', { token: 'env:OTHER' }, 'hvs.other'],
    ['as it is', { token: 'hvs.plain' }, 'hvs.plain'],
    ['of the environment', undefined, 'root'],
  ] as const) {
    test(what, async () => {
      const { context, masked } = contextOf({ variables: VARIABLES })
      const options = v.parse(vaultOptions, { url: 'https://vault.example', path: 'app', auth })
      assert.equal((await signIn(options, context)).reveal(), token)
      assert.deepEqual(masked, [token])
    })
  }

  for (const [what, variables, auth] of [
    ['none at all', {}, undefined],
    ['blank', { VAULT_TOKEN: ' ' }, undefined],
    ['of a variable that is not set', {}, { token: 'env:OTHER' }],
    ['with a line break inside', { VAULT_TOKEN: 'hidden\nhidden' }, undefined],
  ] as const) {
    test(`${what}: auth, and nothing is shown`, async () => {
      const { context } = contextOf({ variables })
      const options = v.parse(vaultOptions, { url: 'https://vault.example', path: 'app', auth })
      const failure = await thrown(signIn(options, context))
      assert.equal((failure as { kind?: unknown }).kind, 'auth')
      assert.doesNotMatch(shown(failure), /hidden/)
    })
  }
})

describe('the audience of the OIDC token', () => {
  for (const [what, audience, expected] of [
    ['is the origin', undefined, 'https://vault.example:8200'],
    ['or what the workflow says', 'vault-prod', 'vault-prod'],
  ] as const) {
    test(what, async () => {
      const refusing: typeof fetch = async () => new Response('{"errors":[]}', { status: 400 })
      const { context, audiences } = contextOf({ fetch: refusing })
      const auth = { 'jwt-role': 'x', ...(audience && { audience }) }
      const url = 'https://vault.example:8200/base'
      const options = v.parse(vaultOptions, { url, path: 'app', auth })
      await assert.rejects(signIn(options, context), { kind: 'auth', fix: /bound_audiences/ })
      assert.deepEqual(audiences, [expected])
    })
  }
})

describe('a login that fails', () => {
  const auth = { 'role-id': 'hidden-role', 'secret-id': 'hidden-secret' }
  for (const [status, kind] of [
    [400, 'auth'],
    [403, 'auth'],
    [404, 'auth'],
    [429, 'limited'],
    [503, 'down'],
  ] as const) {
    test(`${status} is ${kind}`, async (t) => {
      const url = await serve(t, (request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => response.writeHead(status).end(Buffer.concat(chunks)))
      })
      const { session } = await open(url, { options: { auth } })
      const failure = await thrown(session.check())
      assert.equal((failure as { kind?: unknown }).kind, kind)
      assert.doesNotMatch(shown(failure), /hidden/)
    })
  }

  test('is tried anew with the next request', async (t) => {
    const fake = await startVault(t)
    const { session } = await open(fake.url, { options: { auth } })
    await assert.rejects(session.check(), { kind: 'auth' })
    const body = { role_id: 'hidden-role', secret_id: 'hidden-secret' }
    fake.logins.set('auth/approle/login', JSON.stringify(body))
    await session.check()
    await session.list()
    assert.equal(fake.calls.filter((call) => call.endsWith('/login')).length, 2)
  })

  test('an answer that holds no token that can be sent', async (t) => {
    for (const body of ['{}', 'page', '{"auth":{"client_token":"hidden\\r\\nx: y"}}']) {
      const url = await serve(t, (request, response) => {
        request.resume()
        response.end(body)
      })
      const failure = await thrown((await open(url, { options: { auth } })).session.check())
      assert.equal((failure as { kind?: unknown }).kind, 'down')
      assert.doesNotMatch(shown(failure), /hidden/)
    }
  })

  test('outside of a pod there is no service account', async () => {
    const options = v.parse(vaultOptions, {
      url: 'https://vault.example',
      path: 'app',
      auth: { 'kubernetes-role': 'x' },
    })
    const nowhere = join(tmpdir(), 'no-such-folder', 'token')
    await assert.rejects(signIn(options, contextOf().context, nowhere), { kind: 'auth' })
  })
})
