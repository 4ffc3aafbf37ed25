// Which hosts are a provider's own, so that a file of the checkout may name them without being allowed to.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { destinationTypes } from '../../../src/destinations/registry.ts'
import { checkEndpoints } from '../../../src/push/endpoints.ts'

function mayName(type: string, url: string): boolean {
  const publicHosts = destinationTypes[type]?.publicHosts ?? []
  const place = { shown: 'd.yml', origin: 'file', line: 1, column: 1 } as const
  const hosts = [{ option: 'endpoint', url, place }]
  return checkEndpoints('prod', hosts, { publicHosts, allowed: new Set() }).length === 0
}

describe('the hosts of AWS', () => {
  for (const [type, service] of [
    ['aws-parameter-store', 'ssm'],
    ['aws-secrets-manager', 'secretsmanager'],
  ] as const) {
    for (const host of [
      'eu-west-1.amazonaws.com',
      'us-gov-west-1.amazonaws.com',
      'cn-north-1.amazonaws.com.cn',
      'eusc-de-east-1.amazonaws.eu',
    ]) {
      test(`${type}: ${host} is one of them`, () => {
        assert.ok(mayName(type, `https://${service}.${host}`))
        assert.ok(mayName(type, `https://${service}-fips.${host}/`))
        assert.ok(!mayName(type, `http://${service}.${host}`))
        assert.ok(!mayName(type, `https://${service}.${host}:8443`))
        assert.ok(!mayName(type, `https://${service}.${host}.evil.example`))
      })
    }

    for (const host of [
      'amazonaws.com',
      'amazonaws.eu',
      'eu-west-1.amazonaws.com',
      `${service}.eu-west-1.amazonaws.cn`,
      `${service}.eu-west-1.amazonaws.eu.com`,
      `${service}.eu-west-1.vpce.amazonaws.com`,
      // Everybody can have one of these.
      `${service}.s3.amazonaws.com.evil.example`,
      'somebody.s3.amazonaws.com',
      'ec2-192-0-2-1.compute-1.amazonaws.com',
      'somebody.execute-api.eu-west-1.amazonaws.com',
    ]) {
      test(`${type}: ${host} is none`, () => assert.ok(!mayName(type, `https://${host}`)))
    }
  }
})

test('a file and a Vault have no host that is theirs everywhere', () => {
  assert.deepEqual(
    ['file', 'vault'].map((type) => destinationTypes[type]?.publicHosts),
    [[], []],
  )
})
