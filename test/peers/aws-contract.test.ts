// The contract at moto, behind the proxy that is as strict as AWS.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import * as v from 'valibot'
import { inChunks } from '../../src/destinations/shared/aws-limits.ts'
import {
  parameterStoreSuites,
  secretsManagerSuite,
  type AwsDoor,
  type AwsServer,
} from '../contract/aws-place.ts'
import type { Input } from './aws/moto.ts'
import { startAws, type AwsPeer } from './aws/pushing.ts'
import type { StrictAws } from './strict-aws.ts'

/** Six pages of a list, of fifty each: a request takes moto 5 ms, and 1,000 items half a minute. */
const MANY = 300

const secrets = v.object({
  SecretValues: v.array(v.object({ Name: v.string(), SecretString: v.string() })),
})
const parameters = v.object({
  Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })),
})

function secretsAt(aws: StrictAws): AwsDoor {
  const ask = (action: string, input: Input): Promise<Input> =>
    aws.moto.ask(`secretsmanager.${action}`, input)
  return {
    url: aws.url,
    values: async (names) => {
      const found = new Map<string, string>()
      for (const SecretIdList of inChunks(names, 20)) {
        const answer = v.parse(secrets, await ask('BatchGetSecretValue', { SecretIdList }))
        for (const { Name, SecretString } of answer.SecretValues) found.set(Name, SecretString)
      }
      return found
    },
    foreign: async (Name, SecretString) => {
      await ask('CreateSecret', { Name, SecretString })
    },
    byHand: async (SecretId, SecretString) => {
      await ask('PutSecretValue', { SecretId, SecretString })
    },
    lag: () => aws.lag(),
    settle: () => aws.catchUp(),
    setPageSize: (size) => {
      aws.pageSize = size
    },
  }
}

function parametersAt(aws: StrictAws): AwsDoor {
  const ask = (action: string, input: Input): Promise<Input> =>
    aws.moto.ask(`AmazonSSM.${action}`, input)
  return {
    url: aws.url,
    values: async (names) => {
      const found = new Map<string, string>()
      for (const Names of inChunks(names, 10)) {
        const asked = await ask('GetParameters', { Names, WithDecryption: true })
        for (const { Name, Value } of v.parse(parameters, asked).Parameters) found.set(Name, Value)
      }
      return found
    },
    foreign: async (Name, Value) => {
      await ask('PutParameter', { Name, Value, Type: 'String' })
    },
    byHand: async (Name, Value) => {
      await ask('PutParameter', { Name, Value, Type: 'SecureString', Overwrite: true })
    },
    setPageSize: (size) => {
      aws.pageSize = size
    },
  }
}

describe('AWS, emulated: the contract', () => {
  let peer: AwsPeer | undefined
  before(async () => {
    peer = await startAws()
  })
  after(async () => peer?.stop())

  const serverOf = (doorOf: (aws: StrictAws) => AwsDoor): AwsServer => ({
    many: MANY,
    open: async () => {
      assert.ok(peer)
      // A place has all of the account.
      await peer.aws.reset()
      return doorOf(peer.aws)
    },
  })
  secretsManagerSuite(serverOf(secretsAt))
  parameterStoreSuites(serverOf(parametersAt))
})
