// The Vault destination against Vault's own core (test/peers/vault): what the contract suite does not tell.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { item, open, push, said } from '../unit/destinations/vaults.ts'
import { startVault, type RunningServer } from './servers.ts'

let url = ''
let paths = 0
let server: RunningServer | undefined

async function root(method: string, path: string, body?: object | string): Promise<Response> {
  return fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'x-vault-token': 'root', 'content-type': 'application/json' },
    ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

const freshPath = (): string => `team/app-${++paths}`

describe('Vault', () => {
  before(async () => {
    server = await startVault()
    url = server.url
  })
  after(async () => server?.stop())

  // The one that the contract suite leaves out.
  test('kv1, an entry per key: put, list, get, remove', async () => {
    const options = { mount: 'kv1', layout: 'entry-per-key', path: freshPath() }
    const { session } = await open(url, { options })
    const values = { A: 'a\nb\r\n', B: ' "🔑\\ ', EMPTY: '' }
    assert.deepEqual(said(await push(session, values)), ['A done', 'B done', 'EMPTY done'])
    const { session: later } = await open(url, { options })
    await later.check()
    const there = await later.list()
    assert.ok(there.length === 3 && there.every(({ mark, isDrifted }) => mark && !isDrifted))
    const got = await later.get([...Object.keys(values), 'NONE'])
    assert.deepEqual(
      Object.fromEntries([...got].map(([name, value]) => [name, value?.reveal() ?? null])),
      { ...values, NONE: null },
    )
    assert.ok((await later.remove(there)).every(({ kind }) => kind === 'done'))
    assert.deepEqual(await later.list(), [])
    assert.deepEqual(said(await push(later, { A: 'back' })), ['A done'])
  })

  // Version 2 itself reads numbers as 64-bit floats: 9007199254740992 and 1.1, before any push.
  for (const { mount, data, numbers } of [
    { mount: 'kv1', data: '', numbers: '"BIG":9007199254740993,"PRICE":1.10' },
    { mount: 'secret', data: 'data/', numbers: '"BIG":9007199254740992,"PRICE":1.1' },
  ]) {
    test(`${mount}: numbers of others stay as Vault tells them`, async () => {
      const path = freshPath()
      const entry = '{"BIG":9007199254740993,"PRICE":1.10}'
      await root('POST', `${mount}/${data}${path}`, data === '' ? entry : `{"data":${entry}}`)
      const { session } = await open(url, { options: { mount, path } })
      assert.deepEqual(said(await push(session, { A: 'one' })), ['A done'])
      const kept = await (await root('GET', `${mount}/${data}${path}`)).text()
      assert.ok(kept.includes(`{"A":"one",${numbers}}`), kept)
    })
  }

  test('a key of somebody else that came up after the list is a conflict', async () => {
    const path = freshPath()
    const { session } = await open(url, { options: { path } })
    await session.list()
    await root('POST', `secret/data/${path}`, { data: { A: 'theirs' } })
    const outcomes = await session.put([item('A', 'ours'), item('B', 'two')])
    assert.deepEqual(said(outcomes), ['A failed conflict', 'B done'])
  })

  test('the largest entry that we send is taken', async () => {
    const { session } = await open(url, { options: { path: freshPath() } })
    assert.deepEqual(said(await push(session, { A: 'x'.repeat(1_000_000) })), ['A done'])
  })

  test('a path that the policy does not name is denied', async () => {
    const policy = `path "secret/data/${freshPath()}" { capabilities = ["read"] }`
    await root('POST', 'sys/policies/acl/ci', { policy })
    const answer = await root('POST', 'auth/token/create', { policies: ['ci'] })
    const { auth } = (await answer.json()) as { auth: { client_token: string } }
    const variables = { VAULT_TOKEN: auth.client_token }
    const { session } = await open(url, { options: { path: freshPath() }, variables })
    await assert.rejects(session.list(), { kind: 'auth' })
  })

  test('AppRole', async () => {
    await root('POST', 'sys/auth/approle', { type: 'approle' })
    await root('POST', 'sys/policies/acl/all', {
      policy: 'path "secret/*" { capabilities = ["create", "read", "update", "patch", "list"] }',
    })
    await root('POST', 'auth/approle/role/ci', { token_policies: ['all'] })
    const id = async (method: string, what: string): Promise<string> => {
      const answer = await root(method, `auth/approle/role/ci/${what}`)
      const { data } = (await answer.json()) as { data: Record<string, string> }
      return data[what.replace('-', '_')] ?? ''
    }
    const auth = {
      'role-id': await id('GET', 'role-id'),
      'secret-id': await id('POST', 'secret-id'),
    }
    const { session } = await open(url, { options: { path: freshPath(), auth } })
    assert.deepEqual(said(await push(session, { A: 'one' })), ['A done'])
    const wrong = { ...auth, 'secret-id': 'wrong' }
    const refused = await open(url, { options: { path: freshPath(), auth: wrong } })
    await assert.rejects(refused.session.check(), { kind: 'auth' })
  })

  test('a sealed server is down', async () => {
    await root('PUT', 'sys/seal')
    const { session } = await open(url)
    await assert.rejects(session.check(), { kind: 'down', message: /sealed/ })
  })
})
