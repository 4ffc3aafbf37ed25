// What a push is told, by the workflow and by a file of the checkout: mistakes, and what only the workflow
// may say. Nobody is asked before all of it is right.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fakeAws } from '../helpers/fake-aws.ts'
import { AWS_KEYS } from '../helpers/pushing-aws.ts'
import { silentServer, watchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  CANARIES,
  destinationsFile,
  listItem,
  push,
  pushed,
  storeOf,
  TOKEN,
  vaultEntry,
} from '../helpers/pushing.ts'

const FROM_ENVIRONMENT = 'auth: { token: env:VAULT_SECRET }'
const PER_KEY = 'layout: entry-per-key'
const STEP = { env: { VAULT_SECRET: TOKEN } }

describe('a destinations file', () => {
  test('a host that the workflow does not allow is refused before any request', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const inputs = destinationsFile(workspace, vaultEntry(vault.url, FROM_ENVIRONMENT))
    const run = await push(t, { workspace, inputs, step: STEP })
    const { host } = new URL(vault.url)
    assertFailed(
      run,
      new RegExp(`^ENDPOINT_REFUSED destinations.yml:\\d .*allow-endpoints: '${host}'`),
    )
    assert.deepEqual(vault.calls, [])
  })

  test('a server without TLS is refused, listed or not, with what to write', async (t) => {
    const workspace = await storeOf(t)
    const entry = vaultEntry('http://vault.example.com:8200', FROM_ENVIRONMENT)
    const inputs = {
      ...destinationsFile(workspace, entry),
      'allow-endpoints': 'vault.example.com:8200',
    }
    const run = await push(t, { workspace, inputs, step: STEP })
    assertFailed(run, /^ENDPOINT_REFUSED destinations.yml:\d .*`url` is not https.*`https:\/\/`/)
  })

  test('one that `allow-endpoints` lists is talked to', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const inputs = {
      ...destinationsFile(workspace, vaultEntry(vault.url, FROM_ENVIRONMENT)),
      'allow-endpoints': new URL(vault.url).host,
    }
    await pushed(t, { workspace, inputs, step: STEP })
    assert.deepEqual({ ...vault.entry() }, CANARIES)
  })

  test('the allowed host with another port is another server', async (t) => {
    const [vault, other] = [await watchedVault(t), await silentServer(t)]
    const workspace = await storeOf(t)
    const inputs = {
      ...destinationsFile(workspace, vaultEntry(other.url, FROM_ENVIRONMENT)),
      'allow-endpoints': new URL(vault.url).host,
    }
    assertFailed(await push(t, { workspace, inputs, step: STEP }), /^ENDPOINT_REFUSED/)
    assert.deepEqual(other.seen, [])
  })

  test('one bad entry in it keeps the good ones of the workflow from being pushed', async (t) => {
    const [vault, other] = [await watchedVault(t), await silentServer(t)]
    const workspace = await storeOf(t)
    const file = vaultEntry(other.url, 'name: second', FROM_ENVIRONMENT)
    const inputs = { ...destinationsFile(workspace, file), destinations: vaultEntry(vault.url) }
    assertFailed(await push(t, { workspace, inputs, step: STEP }), /^ENDPOINT_REFUSED/)
    assert.deepEqual([...vault.calls, ...other.seen], [])
  })

  test('a credential that is written out in it is an error, and is not repeated', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const secret = 'hvs.literal-canary-5512'
    const file = vaultEntry(vault.url, `auth: { token: ${secret} }`)
    const inputs = {
      ...destinationsFile(workspace, file),
      'allow-endpoints': new URL(vault.url).host,
    }
    const run = await push(t, { workspace, inputs })
    assertFailed(run, /^SECRET_LITERAL destinations.yml:5 .*`env:NAME`/)
    assert.ok(!run.result.rawOutput.includes(secret))
    assert.deepEqual(vault.calls, [])
  })

  test('variables of the runner itself are no credentials', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const file = vaultEntry(vault.url, 'auth: { token: env:INPUT_PRIVATE-KEY }')
    const run = await push(t, { workspace, inputs: destinationsFile(workspace, file) })
    assertFailed(run, /^DESTINATIONS_INVALID/)
    const actions = file.replace('INPUT_PRIVATE-KEY', 'ACTIONS_RUNTIME_TOKEN')
    const second = await push(t, { workspace, inputs: destinationsFile(workspace, actions) })
    assertFailed(second, /^DESTINATIONS_INVALID.*variable of the runner/)
    assert.deepEqual(vault.calls, [])
  })

  test('one outside of the workspace is not read', async (t) => {
    const inputs = { 'destinations-file': '../../etc/passwd' }
    assertFailed(await push(t, { workspace: await storeOf(t), inputs }), /^PATH_UNSAFE/)
  })
})

describe('mistakes', () => {
  test('unknown keys are named with the nearest known one and the line; all at once', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const lines = ['selct: APP_TITLE', 'Delete: owned', FROM_ENVIRONMENT]
    const inputs = destinationsFile(workspace, vaultEntry(vault.url, ...lines))
    const run = await push(t, { workspace, inputs, step: STEP })
    assertFailed(run, /^DESTINATIONS_INVALID destinations.yml:5 .*`selct`.*Did you mean `select`\?/)
    assertFailed(
      run,
      /^DESTINATIONS_INVALID destinations.yml:6 .*`Delete`.*Did you mean `delete`\?/,
    )
    assert.deepEqual(vault.calls, [])
  })

  test('an unknown type and a wrong value say what is allowed', async (t) => {
    const vault = await watchedVault(t)
    const destinations =
      vaultEntry(vault.url, 'type: vualt') + vaultEntry(vault.url, 'name: second', 'delete: all')
    const run = await push(t, { workspace: await storeOf(t), inputs: { destinations } })
    assertFailed(run, /^DESTINATIONS_INVALID `destinations`, line \d+, .*Did you mean `vault`\?/)
    assertFailed(run, /^DESTINATIONS_INVALID `destinations`, line \d+, .*`delete`.*owned/)
    assert.deepEqual(vault.calls, [])
  })

  test('what is no YAML is refused with its line', async (t) => {
    const workspace = await storeOf(t)
    const inputs = destinationsFile(workspace, '- name: prod\n  type: [vault\n')
    assertFailed(await push(t, { workspace, inputs }), /^DESTINATIONS_INVALID destinations.yml:\d/)
  })

  test('two entries that write the same items stop before any request', async (t) => {
    const vault = await watchedVault(t)
    const destinations = vaultEntry(vault.url) + vaultEntry(vault.url, 'name: second')
    const run = await push(t, { workspace: await storeOf(t), inputs: { destinations } })
    assertFailed(
      run,
      /^DESTINATION_CLASH "prod" and "second" write APP_TITLE, DB_HOST, DB_PASSWORD, DB_USER twice/,
    )
    assert.deepEqual(vault.calls, [])
  })

  test('one entry in two layouts is told with its line, before any request', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const entries = [
      vaultEntry(vault.url, 'path: app/DB_HOST', FROM_ENVIRONMENT, 'select: [APP_TITLE]'),
      vaultEntry(vault.url, 'name: second', 'path: /app/', FROM_ENVIRONMENT, PER_KEY),
    ]
    const inputs = {
      ...destinationsFile(workspace, entries.join('')),
      'allow-endpoints': new URL(vault.url).host,
    }
    const run = await push(t, { workspace, inputs, step: STEP })
    assertFailed(
      run,
      /^DESTINATION_CLASH destinations.yml:7 "prod" and "second" write DB_HOST \(APP_TITLE\) twice/,
    )
    assert.deepEqual(vault.calls, [])
  })

  test('one parameter by two paths is told before any request', async (t) => {
    const aws = await fakeAws(t)
    const entry = (...lines: readonly string[]): string =>
      listItem([...lines, 'type: aws-parameter-store', 'region: eu-west-1', `endpoint: ${aws.url}`])
    const destinations =
      entry('name: prod', 'path: /app', "key-schema: '/x/{{secretKey}}'") +
      entry('name: second', 'path: /app/x', 'select: [APP_TITLE]')
    const inputs = { destinations }
    const run = await push(t, { workspace: await storeOf(t), inputs, step: { env: AWS_KEYS } })
    assertFailed(
      run,
      /^DESTINATION_CLASH "prod" and "second" write APP_TITLE \(\/x\/APP_TITLE\) twice/,
    )
    assert.deepEqual(aws.actions, [])
  })

  test('a way out of the path is refused', async (t) => {
    const vault = await watchedVault(t)
    const ways = [
      'path: ../../sys/policy',
      'path: app/%2e%2e/%2e%2e/sys',
      'mount: secret/..',
      'namespace: ../admin',
    ]
    const entries = ways.map((way, index) => vaultEntry(vault.url, `name: way-${index}`, way))
    const inputs = { destinations: entries.join('') }
    const run = await push(t, { workspace: await storeOf(t), inputs })
    for (const [index, way] of ways.entries()) {
      const key = way.slice(0, way.indexOf(':'))
      assertFailed(run, new RegExp(`^DESTINATIONS_INVALID .*\`way-${index}\`: \`${key}\``))
    }
    assert.deepEqual(vault.calls, [])
  })

  test('a name that leads out of the path is refused', async (t) => {
    const vault = await watchedVault(t)
    const destinations =
      vaultEntry(vault.url, 'format: json', 'item: ../../sys/x') +
      vaultEntry(
        vault.url,
        'name: second',
        "key-schema: '../{{secretKey}}'",
        'layout: entry-per-key',
      )
    const run = await push(t, { workspace: await storeOf(t), inputs: { destinations } })
    assertFailed(run, /^NAME_INVALID destination "prod": .*\.\.\/\.\.\/sys\/x/)
    assertFailed(run, /^NAME_INVALID destination "second": .*\.\.\/DB_USER/)
    assert.deepEqual(vault.calls, [])
  })
})
