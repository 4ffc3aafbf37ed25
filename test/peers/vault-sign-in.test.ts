// Signing in to Vault's own core with a token of an issuer and as a pod, and its rate limits.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as v from 'valibot'
import type { Session } from '../../src/destinations/contract.ts'
import { signIn } from '../../src/destinations/vault-auth.ts'
import { vault } from '../../src/destinations/vault.ts'
import { SecretValue, type SecretText } from '../../src/secret-value.ts'
import { contextOf, open, push, said } from '../unit/destinations/vaults.ts'
import { createIssuer, type Claims } from './issuer.ts'
import { startVault, type RunningServer } from './servers.ts'

const issuer = createIssuer()
let url = ''
let server: RunningServer | undefined

async function root(method: string, path: string, body?: object): Promise<Response> {
  const answer = await fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'x-vault-token': 'root', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
  return answer
}

describe('Vault, signing in and limits', () => {
  before(async () => {
    server = await startVault()
    url = server.url
    await root('POST', 'sys/policies/acl/team', {
      policy: 'path "secret/*" { capabilities = ["create", "read", "update", "patch", "list"] }',
    })
  })
  after(async () => server?.stop())

  describe('Vault, by a token of the job', () => {
    before(async () => {
      await root('POST', 'sys/auth/jwt', { type: 'jwt' })
      await root('POST', 'auth/jwt/config', {
        jwt_validation_pubkeys: [issuer.publicPem],
        bound_issuer: issuer.url,
      })
      await root('POST', 'auth/jwt/role/ci', {
        role_type: 'jwt',
        user_claim: 'sub',
        bound_audiences: [url],
        bound_claims: { sub: 'repo:example/app:ref:refs/heads/main' },
        token_policies: ['team'],
      })
    })

    async function signedBy(of = issuer, claims: Partial<Claims> = {}): Promise<Session> {
      const { context } = contextOf({ variables: {} })
      const oidcToken = async (aud: string): Promise<SecretText> =>
        new SecretValue(of.token({ aud, ...claims }))
      const auth = { 'jwt-role': 'ci' }
      const options = v.parse(vault.options, { url, path: 'jwt/app', auth })
      return vault.connect(options, { ...context, oidcToken })
    }

    test('the audience is the origin of the URL, and the role is given', async () => {
      const session = (await signedBy()) as Required<Session>
      await session.check()
      assert.deepEqual(said(await push(session, { A: 'one' })), ['A done'])
      assert.equal((await session.get(['A'])).get('A')?.reveal(), 'one')
    })

    const wrong: Readonly<Record<string, () => Promise<Session>>> = {
      'another audience': async () => signedBy(issuer, { other: { aud: 'https://elsewhere' } }),
      'another repository': async () => signedBy(issuer, { other: { sub: 'repo:example/fork' } }),
      'a token that has expired': async () => signedBy(issuer, { lasts: -3600 }),
      'a token of another issuer': async () => signedBy(createIssuer()),
    }
    for (const [name, signedInBy] of Object.entries(wrong)) {
      test(`${name}: refused`, async () => {
        const session = await signedInBy()
        await assert.rejects(session.check(), { kind: 'auth', message: /JWT login at auth\/jwt/ })
      })
    }
  })

  describe('Vault, as a pod', () => {
    let reviewer: Server
    let folder = ''
    let isValid = true
    const account = { name: 'deploy', uid: 'a1b2' }

    before(async () => {
      // What the API server of a cluster answers when it is asked whose a token is.
      reviewer = createServer((request, response) => {
        request.resume().on('end', () => {
          const username = `system:serviceaccount:team:${account.name}`
          const user = { username, uid: account.uid, groups: ['system:serviceaccounts'] }
          const status = isValid
            ? { authenticated: true, user, audiences: ['cluster'] }
            : { authenticated: false }
          const kind = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview' }
          response
            .writeHead(201, { 'content-type': 'application/json' })
            .end(JSON.stringify({ ...kind, status }))
        })
      })
      await new Promise<void>((resolve) => reviewer.listen(0, '127.0.0.1', resolve))
      const { port } = reviewer.address() as AddressInfo
      folder = await mkdtemp(join(tmpdir(), 'kanuka-test-'))
      await root('POST', 'sys/auth/kubernetes', { type: 'kubernetes' })
      await root('POST', 'auth/kubernetes/config', {
        kubernetes_host: `http://127.0.0.1:${port}`,
        token_reviewer_jwt: issuer.token({ aud: 'cluster' }),
        disable_local_ca_jwt: true,
      })
      await root('POST', 'auth/kubernetes/role/ci', {
        bound_service_account_names: [account.name],
        bound_service_account_namespaces: ['team'],
        token_policies: ['team'],
      })
    })
    after(async () => {
      reviewer.close()
      reviewer.closeAllConnections()
      await rm(folder, { recursive: true, force: true })
    })

    async function tokenFor(role: string): Promise<SecretText> {
      const file = join(folder, 'token')
      const serviceaccount = account
      const other = {
        sub: `system:serviceaccount:team:${account.name}`,
        // The API server writes a list.
        aud: ['cluster'],
        'kubernetes.io': { namespace: 'team', serviceaccount },
      }
      await writeFile(file, `${issuer.token({ aud: 'cluster', other })}\n`)
      const options = v.parse(vault.options, {
        url,
        path: 'app',
        auth: { 'kubernetes-role': role },
      })
      return signIn(options, contextOf({ variables: {} }).context, file)
    }

    test('the token of the pod, which the cluster knows', async () => {
      const token = await tokenFor('ci')
      const variables = { VAULT_TOKEN: token.reveal() }
      const { session } = await open(url, { options: { path: 'pod/app' }, variables })
      assert.deepEqual(said(await push(session, { A: 'one' })), ['A done'])
    })

    test('a role that does not exist, and a token that the cluster does not know', async () => {
      await assert.rejects(tokenFor('none'), { kind: 'auth' })
      isValid = false
      await assert.rejects(tokenFor('ci'), { kind: 'auth', message: /Kubernetes login/ })
      isValid = true
    })
  })

  describe('Vault, with a rate limit', () => {
    test('too many requests are told as such, after all patience', async () => {
      await root('POST', 'sys/quotas/rate-limit/few', { rate: 0.01, path: 'secret/' })
      const seen: number[] = []
      const observed: typeof fetch = async (input, init) => {
        const answer = await fetch(input, init)
        seen.push(answer.status)
        return answer
      }
      const { session } = await open(url, { options: { path: 'limited' }, fetch: observed })
      const denied = async (): Promise<void> => {
        for (let tries = 0; tries < 5; tries++) await session.list()
      }
      await assert.rejects(denied(), { kind: 'limited' })
      assert.equal(seen.filter((status) => status === 429).length, 1)
      await root('DELETE', 'sys/quotas/rate-limit/few')
      assert.deepEqual(await session.list(), [])
    })
  })
})
