// When two entries write to one place, however each of them says so.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'valibot'
import { destinationTypes } from '../../../src/destinations/registry.ts'

const workspace = fs.realpathSync(tmpdir())
const VARIABLES: Readonly<Record<string, string>> = {
  AWS_REGION: 'eu-west-1',
  GITHUB_WORKSPACE: workspace,
  RUNNER_TEMP: join(workspace, 'temp'),
  KEY_ONE: 'AKIAONE',
  KEY_TWO: 'AKIATWO',
}

async function placeOf(type: string, options: object): Promise<string> {
  const destination = await destinationTypes[type]?.load()
  assert.ok(destination)
  const read = parse(destination.options, options)
  return destination.place(read, (name) => VARIABLES[name])
}

const VAULT = { url: 'https://vault.example.com', path: 'app' }
const role = (account: string, name: string): object => ({
  auth: { role: `arn:aws:iam::${account}:role/${name}` },
})
const key = (name: string): object => ({
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
    ['aws-secrets-manager', {}, { region: 'eu-west-1', tags: { team: 'core' } }],
    ['aws-secrets-manager', role(ONE, 'a'), role(ONE, 'b')],
    ['aws-parameter-store', { path: '/app' }, { path: '/app/', tier: 'advanced' }],
    ['aws-parameter-store', {}, { 'kms-key-id': 'alias/app' }],
    ['file', { path: 'out/x.json' }, { path: './out/../out/x.json', format: 'yaml' }],
    ['file', { path: 'x.json' }, { path: join(workspace, 'X.json') }],
  ] as const) {
    test(`${type}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`, async () => {
      assert.equal(await placeOf(type, one), await placeOf(type, other))
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
    ['file', { path: 'out/x.json' }, { path: 'out/y.json' }],
    ['file', { path: 'x.json' }, { path: join(workspace, 'temp/x.json') }],
  ] as const) {
    test(`${type}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`, async () => {
      assert.notEqual(await placeOf(type, one), await placeOf(type, other))
    })
  }

  test('what is wrong with an option is not told here', async () => {
    assert.equal(typeof (await placeOf('file', { path: '../../elsewhere' })), 'string')
  })
})
