// The Vault destination against Vault's own core (test/peers/vault), with the stories that the unit tests
// tell of the fake: what the fake claims must be what Vault does.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { item, open, push, said } from '../unit/destinations/vaults.ts'
import { startVault, type RunningServer } from './servers.ts'

let url = ''
let paths = 0
let server: RunningServer | undefined

async function root(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'x-vault-token': 'root', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
}

const freshPath = (): string => `team/app-${++paths}`

describe('Vault', () => {
  before(async () => {
    server = await startVault()
    url = server.url
  })
  after(async () => server?.stop())

  for (const mount of ['secret', 'kv1']) {
    for (const layout of ['one-entry', 'entry-per-key']) {
      test(`${mount}, ${layout}: put, list, get, remove`, async () => {
        const options = { mount, layout, path: freshPath() }
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
    }
  }

  test('keys and numbers of others stay; a change by hand shows', async () => {
    const path = freshPath()
    const { session } = await open(url, { options: { path } })
    await root('POST', `secret/data/${path}`, { data: { THEIRS: 9007199254740991 } })
    await push(session, { A: 'one', B: 'two' })
    const data = { A: 'by hand', B: 'two', THEIRS: 9007199254740991 }
    await root('POST', `secret/data/${path}`, { data })
    const drifted = (await session.list()).filter(({ isDrifted }) => isDrifted)
    assert.deepEqual(
      drifted.map(({ name }) => name),
      ['A'],
    )
  })

  test('a key of somebody else that came up after the list is a conflict', async () => {
    const path = freshPath()
    const { session } = await open(url, { options: { path } })
    await session.list()
    await root('POST', `secret/data/${path}`, { data: { A: 'theirs' } })
    const outcomes = await session.put([item('A', 'ours'), item('B', 'two')])
    assert.deepEqual(said(outcomes), ['A failed conflict', 'B done'])
  })

  test('soft-deleted is listed as such, and written again', async () => {
    const path = freshPath()
    const { session } = await open(url, { options: { path } })
    await push(session, { A: 'one' })
    await root('DELETE', `secret/data/${path}`)
    assert.deepEqual(
      (await session.list()).map(({ name, isDeleted }) => [name, isDeleted]),
      [['A', true]],
    )
    assert.deepEqual(said(await push(session, { A: 'back' })), ['A done'])
  })

  test('400 marks, more than custom metadata takes', async () => {
    const { session } = await open(url, { options: { path: freshPath() } })
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`VARIABLE_NUMBER_${index}`, 'x']),
    )
    assert.ok((await push(session, many)).every(({ kind }) => kind === 'done'))
    assert.equal((await session.list()).filter(({ mark }) => mark).length, 400)
  })

  test('the largest entry that we send is taken', async () => {
    const { session } = await open(url, { options: { path: freshPath() } })
    assert.deepEqual(said(await push(session, { A: 'x'.repeat(1_000_000) })), ['A done'])
  })

  test('policies: a token that may read and write one path, and nothing else', async () => {
    const path = freshPath()
    const policy = ['data', 'metadata', 'delete']
      .map(
        (kind) => `path "secret/${kind}/${path}" { capabilities = ["create", "read", "update"] }`,
      )
      .join('\n')
    await root('POST', 'sys/policies/acl/ci', { policy })
    const answer = await root('POST', 'auth/token/create', { policies: ['ci'] })
    const { auth } = (await answer.json()) as { auth: { client_token: string } }
    const variables = { VAULT_TOKEN: auth.client_token }
    const { session } = await open(url, { options: { path }, variables })
    await session.check()
    await push(session, { A: 'one' })
    assert.deepEqual(said(await session.remove(await session.list())), ['A done'])
    const other = await open(url, { options: { path: freshPath() }, variables })
    await assert.rejects(other.session.list(), { kind: 'auth' })
  })

  test('AppRole', async () => {
    await root('POST', 'sys/auth/approle', { type: 'approle' })
    await root('POST', 'sys/policies/acl/all', {
      policy: 'path "secret/*" { capabilities = ["create", "read", "update", "list"] }',
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
