// The strict proxy before moto, which the other tests of AWS rely on: what it refuses, moto takes.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Moto, type Input } from './aws/moto.ts'
import { startAws, type AwsPeer } from './aws/pushing.ts'
import type { StrictAws } from './strict-aws.ts'

let aws: StrictAws
let peer: AwsPeer | undefined

describe('AWS, made strict', () => {
  before(async () => {
    peer = await startAws()
    aws = peer.aws
  })
  after(async () => peer?.stop())
  beforeEach(async () => aws.reset())

  describe('The strict proxy', () => {
    const token = '0'.repeat(32)
    const secretOf = (change: object): Input => ({
      Name: 'A',
      SecretString: 'v',
      ClientRequestToken: token,
      ...change,
    })
    const tags = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: '' }))
    const parameterOf = (change: object): Input => ({
      Name: '/app/A',
      Value: 'v',
      Type: 'SecureString',
      ...change,
    })
    const names = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `N${index}`)

    const refused: readonly (readonly [string, Input, string])[] = [
      ['secretsmanager.CreateSecret', secretOf({ SecretString: '' }), 'ValidationException'],
      [
        'secretsmanager.CreateSecret',
        secretOf({ SecretString: 'x'.repeat(65_537) }),
        'ValidationException',
      ],
      ['secretsmanager.CreateSecret', secretOf({ Name: 'a b' }), 'ValidationException'],
      [
        'secretsmanager.CreateSecret',
        secretOf({ ClientRequestToken: 'short' }),
        'ValidationException',
      ],
      ['secretsmanager.CreateSecret', secretOf({ Tags: tags(51) }), 'InvalidParameterException'],
      [
        'secretsmanager.CreateSecret',
        secretOf({ Tags: [{ Key: 'aws:x', Value: '' }] }),
        'InvalidParameterException',
      ],
      ['secretsmanager.CreateSecret', secretOf({ KmsKeyId: 'alias/none' }), 'EncryptionFailure'],
      [
        'secretsmanager.BatchGetSecretValue',
        { SecretIdList: names(21) },
        'InvalidParameterException',
      ],
      ['secretsmanager.DescribeSecret', { SecretId: 'NONE' }, 'ResourceNotFoundException'],
      ['secretsmanager.ListSecrets', { MaxResults: 101 }, 'ValidationException'],
      ['AmazonSSM.PutParameter', parameterOf({ Value: 'x'.repeat(4097) }), 'ValidationException'],
      [
        'AmazonSSM.PutParameter',
        parameterOf({ Value: 'x'.repeat(8193), Tier: 'Advanced' }),
        'ValidationException',
      ],
      [
        'AmazonSSM.PutParameter',
        parameterOf({ Name: '/l'.repeat(16) }),
        'HierarchyLevelLimitExceededException',
      ],
      ['AmazonSSM.PutParameter', parameterOf({ KeyId: 'alias/none' }), 'InvalidKeyId'],
      [
        'AmazonSSM.PutParameter',
        parameterOf({ Overwrite: true, Tags: tags(1) }),
        'ValidationException',
      ],
      ['AmazonSSM.DeleteParameters', { Names: names(11) }, 'ValidationException'],
      ['AmazonSSM.DescribeParameters', { MaxResults: 51 }, 'ValidationException'],
    ]
    for (const [target, input, code] of refused) {
      test(`${target} ${JSON.stringify(input).slice(0, 60)} -> ${code}`, async () => {
        await assert.rejects(new Moto(aws.url).ask(target, input), { code, status: 400 })
      })
    }

    test('nothing is written to what is scheduled for deletion', async () => {
      const proxy = new Moto(aws.url)
      await proxy.ask('secretsmanager.CreateSecret', secretOf({}))
      await proxy.ask('secretsmanager.DeleteSecret', { SecretId: 'A', RecoveryWindowInDays: 7 })
      const put = { SecretId: 'A', SecretString: 'v', ClientRequestToken: '1'.repeat(32) }
      const refusal = { code: 'InvalidRequestException', status: 400 }
      await assert.rejects(proxy.ask('secretsmanager.PutSecretValue', put), refusal)
      await assert.rejects(
        proxy.ask('secretsmanager.TagResource', { SecretId: 'A', Tags: tags(1) }),
        refusal,
      )
      await assert.rejects(proxy.ask('secretsmanager.CreateSecret', secretOf({})), refusal)
    })
  })
})
