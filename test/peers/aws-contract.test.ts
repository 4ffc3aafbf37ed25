// The contract at moto, behind the proxy that is as strict as AWS.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import * as v from 'valibot'
import { inChunks } from '../../src/destinations/shared/aws-outcomes.ts'
import { parameterStoreSuites, secretsManagerSuite, type AwsDoor } from '../contract/aws-place.ts'
import type { Input } from './aws/moto.ts'
import { startAws, type AwsPeer } from './aws/pushing.ts'

const secrets = v.object({
  SecretValues: v.array(v.object({ Name: v.string(), SecretString: v.string() })),
})
const parameters = v.object({
  Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })),
})

let peer: AwsPeer | undefined

/** Where nothing is. */
async function open(): Promise<AwsPeer['aws']> {
  assert.ok(peer)
  await peer.aws.reset()
  return peer.aws
}

describe('AWS, emulated: the contract', () => {
  before(async () => {
    peer = await startAws()
  })
  after(async () => peer?.stop())

  secretsManagerSuite(async (): Promise<AwsDoor> => {
    const aws = await open()
    const ask = (action: string, input: Input): Promise<Input> =>
      aws.moto.ask(`secretsmanager.${action}`, input)
    return {
      url: aws.url,
      values: async (names) => {
        const found = new Map<string, string>()
        for (const SecretIdList of inChunks(names, 20)) {
          const { SecretValues } = v.parse(
            secrets,
            await ask('BatchGetSecretValue', { SecretIdList }),
          )
          for (const { Name, SecretString } of SecretValues) found.set(Name, SecretString)
        }
        return found
      },
      foreign: async (Name, SecretString) =>
        void (await ask('CreateSecret', { Name, SecretString })),
      byHand: async (SecretId, SecretString) =>
        void (await ask('PutSecretValue', { SecretId, SecretString })),
      lag: () => aws.lag(),
      settle: () => aws.catchUp(),
      setPageSize: (size) => {
        aws.pageSize = size
      },
    }
  })

  parameterStoreSuites(async (): Promise<AwsDoor> => {
    const aws = await open()
    const ask = (action: string, input: Input): Promise<Input> =>
      aws.moto.ask(`AmazonSSM.${action}`, input)
    const put = async (Name: string, Value: string, change: Input = {}): Promise<void> =>
      void (await ask('PutParameter', { Name, Value, Type: 'String', ...change }))
    return {
      url: aws.url,
      values: async (names) => {
        const found = new Map<string, string>()
        for (const Names of inChunks(names, 10)) {
          const asked = await ask('GetParameters', { Names, WithDecryption: true })
          const { Parameters } = v.parse(parameters, asked)
          for (const { Name, Value } of Parameters) found.set(Name, Value)
        }
        return found
      },
      foreign: (name, value) => put(name, value),
      byHand: (name, value) => put(name, value, { Type: 'SecureString', Overwrite: true }),
      setPageSize: (size) => {
        aws.pageSize = size
      },
    }
  })
})
