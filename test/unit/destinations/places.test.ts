// When two entries write to one place, however each of them says so.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'valibot'
import type { Address } from '../../../src/destinations/contract.ts'
import { destinationTypes } from '../../../src/destinations/registry.ts'

const workspace = fs.realpathSync(tmpdir())
const VARIABLES: Readonly<Record<string, string>> = {
  AWS_REGION: 'eu-west-1',
  GITHUB_WORKSPACE: workspace,
  RUNNER_TEMP: join(workspace, 'temp'),
  KEY_ONE: 'AKIAONE',
  KEY_TWO: 'AKIATWO',
}

/** The address of an item `A`, or of what `item` says beside the options. */
async function addressOf(type: string, { item = 'A', ...options }: Spelt): Promise<Address> {
  const destination = await destinationTypes[type]?.load()
  assert.ok(destination)
  const read = parse(destination.options, options)
  return destination.place(read, (name) => VARIABLES[name])(item)
}

interface Spelt {
  readonly item?: string
  readonly [option: string]: unknown
}

const VAULT = { url: 'https://vault.example.com', path: 'app' }
const PER_KEY = { layout: 'entry-per-key' }
const role = (account: string, name: string): Spelt => ({
  auth: { role: `arn:aws:iam::${account}:role/${name}` },
})
const key = (name: string): Spelt => ({
  auth: { 'access-key-id': `env:${name}`, 'secret-access-key': 'env:SECRET' },
})
const ONE = '123456789012'
const TWO = '210987654321'

describe('the same place', () => {
  for (const [type, one, other] of [
    ['vault', VAULT, { ...VAULT, url: 'HTTPS://Vault.Example.com:443/' }],
    ['vault', VAULT, { ...VAULT, mount: '/secret/', path: '/app/' }],
    ['vault', VAULT, { ...VAULT, auth: { token: 'env:OTHER' }, 'kv-version': 2 }],
    ['vault', { ...VAULT, namespace: 'team', mount: 'kv' }, { ...VAULT, mount: 'team/kv' }],
    ['vault', { ...VAULT, mount: 'kv1/team' }, { ...VAULT, mount: 'kv1', path: 'team/app' }],
    ['vault', { ...VAULT, ...PER_KEY }, { ...VAULT, path: '/app/', ...PER_KEY }],
    ['aws-secrets-manager', {}, { region: 'eu-west-1', tags: { team: 'core' } }],
    ['aws-secrets-manager', role(ONE, 'a'), role(ONE, 'b')],
    ['aws-parameter-store', { path: '/app' }, { path: '/app/', tier: 'advanced' }],
    ['aws-parameter-store', {}, { 'kms-key-id': 'alias/app' }],
    ['aws-parameter-store', { path: '/app' }, { item: '/app/A' }],
    ['aws-parameter-store', { path: '/app/x' }, { path: '/app', item: '/x/A' }],
    ['aws-parameter-store', {}, { endpoint: 'https://vpce-1-a.ssm.eu-west-1.vpce.amazonaws.com' }],
    ['aws-secrets-manager', {}, { endpoint: 'https://secretsmanager.eu-west-1.amazonaws.com' }],
    ['file', { path: 'out/x.json' }, { path: './out/../out/x.json', format: 'yaml' }],
    ['file', { path: 'x.json' }, { path: join(workspace, 'X.json') }],
  ] as const) {
    test(`${type}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`, async () => {
      assert.deepEqual(await addressOf(type, one), await addressOf(type, other))
    })
  }
})

describe('two places', () => {
  for (const [type, one, other] of [
    ['vault', VAULT, { ...VAULT, url: 'https://vault.example.com:8200' }],
    ['vault', VAULT, { ...VAULT, path: 'app/x' }],
    ['vault', VAULT, { ...VAULT, namespace: 'team' }],
    ['vault', VAULT, { ...VAULT, layout: 'entry-per-key' }],
    ['aws-secrets-manager', {}, { region: 'eu-central-1' }],
    ['aws-secrets-manager', {}, { endpoint: 'https://aws.example.com' }],
    ['aws-secrets-manager', role(ONE, 'a'), role(TWO, 'a')],
    ['aws-secrets-manager', key('KEY_ONE'), key('KEY_TWO')],
    ['aws-parameter-store', { path: '/app' }, { path: '/app/x' }],
    ['aws-parameter-store', { path: '/app' }, {}],
    ['aws-parameter-store', { item: '/app/A' }, { item: '/app/a' }],
    ['aws-parameter-store', {}, { endpoint: 'https://ssm.amazonaws.com.example.com' }],
    ['vault', { ...VAULT, ...PER_KEY }, { ...VAULT, ...PER_KEY, item: 'B' }],
    ['vault', VAULT, { ...VAULT, item: 'B' }],
    ['file', { path: 'out/x.json' }, { path: 'out/y.json' }],
    ['file', { path: 'x.json' }, { path: join(workspace, 'temp/x.json') }],
  ] as const) {
    test(`${type}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`, async () => {
      assert.notDeepEqual(await addressOf(type, one), await addressOf(type, other))
    })
  }

  test('what is wrong with an option is not told here', async () => {
    assert.equal((await addressOf('file', { path: '../../elsewhere' })).length, 2)
    const { load } = destinationTypes['aws-secrets-manager'] ?? assert.fail()
    const place = (await load()).place({}, (name) =>
      name === 'AWS_ENDPOINT_URL' ? 'no address' : undefined,
    )
    assert.equal(place('A').length, 2)
  })

  test('an endpoint of the job is the same place as one of the entry', async () => {
    const { load } = destinationTypes['aws-secrets-manager'] ?? assert.fail()
    const destination = await load()
    const url = 'http://127.0.0.1:4566'
    const variable = (name: string): string | undefined =>
      name === 'AWS_ENDPOINT_URL' ? url : undefined
    const byJob = destination.place({}, variable)
    const byEntry = destination.place({ endpoint: url }, () => undefined)
    assert.deepEqual(byJob('A'), byEntry('A'))
  })
})

test('an entry that is one value holds the keys of that entry', async () => {
  const whole = await addressOf('vault', { ...VAULT, ...PER_KEY })
  const part = await addressOf('vault', { ...VAULT, path: 'app/A', item: 'DB' })
  assert.deepEqual(part.slice(0, whole.length), whole)
  assert.equal(part.length, whole.length + 1)
})
