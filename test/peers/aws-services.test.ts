// What only one of the two AWS destinations has, against moto behind the strict proxy.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { whileTimePasses } from '../helpers/fake-aws.ts'
import { codes, countsOf, outcomes, told } from '../unit/push/pushing.ts'
import type { Input } from './aws/moto.ts'
import {
  PATH,
  connect,
  numbered,
  parameterStore,
  pushTo,
  secretsManager,
  startAws,
  valuesAt,
  type AwsPeer,
} from './aws/pushing.ts'
import type { StrictAws } from './strict-aws.ts'

let aws: StrictAws
let peer: AwsPeer | undefined

describe('AWS, each service', () => {
  before(async () => {
    peer = await startAws()
    aws = peer.aws
  })
  after(async () => peer?.stop())
  beforeEach(async () => aws.reset())

  async function secret(SecretId: string): Promise<Input> {
    return aws.moto.ask('secretsmanager.DescribeSecret', { SecretId })
  }

  function tagsOf(described: Input): Readonly<Record<string, string>> {
    const tags = (described['Tags'] ?? []) as readonly { Key: string; Value: string }[]
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))
  }

  async function parameter(name: string): Promise<Input> {
    const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [`${PATH}/${name}`] }]
    const { Parameters } = await aws.moto.ask('AmazonSSM.DescribeParameters', { ParameterFilters })
    return (Parameters as readonly Input[])[0] ?? {}
  }

  describe('AWS Secrets Manager', () => {
    const kind = secretsManager
    const write = (Name: string, SecretString: string): Promise<Input> =>
      aws.moto.ask('secretsmanager.CreateSecret', { Name, SecretString })
    const overwrite = (SecretId: string, SecretString: string): Promise<Input> =>
      aws.moto.ask('secretsmanager.PutSecretValue', { SecretId, SecretString })

    test('the list lags: what it hides is found, and own writes before it are no conflict', async () => {
      await aws.lag()
      await pushTo(aws, { kind, values: { A: 'one' } })
      aws.clockAheadMs = 60_000
      const result = await pushTo(aws, { kind, values: { A: 'two' } })
      assert.deepEqual([codes(result), countsOf(result)], [[], { created: 1 }])
      assert.deepEqual(await valuesAt(aws, kind, ['A']), { A: 'two' })
      aws.catchUp()
      assert.deepEqual(countsOf(await pushTo(aws, { kind, values: { A: 'two' } })), {
        unchanged: 1,
      })
    })

    test('the list lags: what somebody else made meanwhile is not replaced', async () => {
      await aws.lag()
      await write('A', 'of others')
      aws.clockAheadMs = 60_000
      const result = await pushTo(aws, { kind, values: { A: 'ours', B: 'two' } })
      assert.equal(outcomes(result), 'A failed, B done')
      assert.deepEqual(await valuesAt(aws, kind, ['A', 'B']), { A: 'of others', B: 'two' })
    })

    test('the list lags: a value changed by hand since is not replaced', async () => {
      await pushTo(aws, { kind, values: { A: 'one' } })
      await aws.lag()
      await overwrite('A', 'by hand')
      const result = await pushTo(aws, { kind, values: { A: 'two' } })
      assert.equal(outcomes(result), 'A failed')
      assert.deepEqual(await valuesAt(aws, kind, ['A']), { A: 'by hand' })
    })

    test('deleted with a recovery window, hidden by the list, and brought back', async () => {
      await pushTo(aws, { kind, values: { A: 'one', B: 'two' } })
      await pushTo(aws, { kind, values: { B: 'two' }, rules: { delete: 'owned' } })
      const days = (Number((await secret('A'))['DeletedDate']) - Date.now() / 1000) / 86_400
      assert.ok(days > 6.9 && days < 7.1, `${days} days`)
      await aws.lag()
      aws.clockAheadMs = 60_000
      aws.actions.length = 0
      const back = await pushTo(aws, { kind, values: { A: 'again', B: 'two' } })
      assert.equal(told(back.destinations[0]?.items ?? []), 'create A, unchanged B')
      assert.deepEqual(codes(back), [])
      const wanted = ['DescribeSecret', 'RestoreSecret', 'PutSecretValue']
      assert.deepEqual(
        aws.actions.filter((action) => wanted.includes(action)),
        wanted,
      )
      assert.deepEqual(await valuesAt(aws, kind, ['A']), { A: 'again' })
    })

    test('scheduled for deletion by somebody else: foreign, and stays so', async () => {
      await write('A', 'of others')
      await aws.moto.ask('secretsmanager.DeleteSecret', { SecretId: 'A', RecoveryWindowInDays: 7 })
      const result = await pushTo(aws, { kind, values: { A: 'ours' } })
      assert.deepEqual(codes(result), ['ITEM_FOREIGN'])
      assert.equal(typeof (await secret('A'))['DeletedDate'], 'number')
    })

    test('tags: ours and those of the entry at creation; those of others stay', async () => {
      const options = { tags: { team: 'core' } }
      await pushTo(aws, { kind, values: { A: 'one' }, options })
      const Tags = [{ Key: 'cost', Value: '7' }]
      await aws.moto.ask('secretsmanager.TagResource', { SecretId: 'A', Tags })
      await pushTo(aws, { kind, values: { A: 'two' }, options })
      const { cost, team, ...ours } = tagsOf(await secret('A'))
      assert.deepEqual([cost, team], ['7', 'core'])
      assert.ok(
        Object.keys(ours).length > 0 && Object.keys(ours).every((key) => key.startsWith('kanuka-')),
      )
    })

    test('a mark copied from another secret makes nothing ours', async () => {
      await pushTo(aws, { kind, values: { A: 'one' } })
      await write('B', 'of others')
      const { Tags } = await secret('A')
      await aws.moto.ask('secretsmanager.TagResource', { SecretId: 'B', Tags })
      const rules = { delete: 'owned' } as const
      const result = await pushTo(aws, { kind, values: { A: 'one' }, rules })
      assert.equal(result.warnings.length, 1)
      assert.deepEqual(await valuesAt(aws, kind, ['B']), { B: 'of others' })
      assert.deepEqual(codes(await pushTo(aws, { kind, values: { B: 'x' } })), ['ITEM_FOREIGN'])
    })

    test('values are read twenty at a time, and one without a value is no absent one', async () => {
      const values = numbered(45)
      await pushTo(aws, { kind, values })
      aws.actions.length = 0
      assert.deepEqual(await valuesAt(aws, kind, Object.keys(values)), values)
      assert.deepEqual(aws.actions, [
        'BatchGetSecretValue',
        'BatchGetSecretValue',
        'BatchGetSecretValue',
      ])
      await aws.moto.ask('secretsmanager.CreateSecret', { Name: 'BYTES', SecretBinary: 'AAAA' })
      const session = await connect(aws, { kind })
      await assert.rejects(async () => session.get?.(['BYTES']), { kind: 'rejected' })
    })

    test('a lost answer: asked again, and the value is written once', async (t) => {
      aws.losses.add('CreateSecret')
      const created = await whileTimePasses(t, async () =>
        pushTo(aws, { kind, values: { A: 'one' } }),
      )
      assert.deepEqual([codes(created), countsOf(created)], [[], { created: 1 }])
      aws.losses.add('PutSecretValue')
      const changed = await whileTimePasses(t, async () =>
        pushTo(aws, { kind, values: { A: 'two' } }),
      )
      assert.deepEqual([codes(changed), countsOf(changed)], [[], { updated: 1 }])
      const { SecretString } = await aws.moto.ask('secretsmanager.GetSecretValue', {
        SecretId: 'A',
      })
      assert.equal(SecretString, 'two')
      assert.equal(Object.keys((await secret('A'))['VersionIdsToStages'] as object).length, 2)
    })
  })

  describe('AWS Parameter Store', () => {
    const kind = parameterStore

    test('a SecureString below the path, tagged at creation', async () => {
      const options = { tags: { team: 'core' } }
      await pushTo(aws, { kind, values: { A: 'one' }, options })
      await pushTo(aws, { kind, values: { A: 'two' }, options })
      const there = await parameter('A')
      assert.deepEqual(
        [there['Type'], there['Version'], there['Tier']],
        ['SecureString', 2, 'Standard'],
      )
      const { TagList } = await aws.moto.ask('AmazonSSM.ListTagsForResource', {
        ResourceType: 'Parameter',
        ResourceId: `${PATH}/A`,
      })
      assert.deepEqual(TagList, [{ Key: 'team', Value: 'core' }])
    })

    test('more than 4 KB needs a tier, and stays in it', async () => {
      const values = { A: 'x'.repeat(5000) }
      const refused = await pushTo(aws, { kind, values })
      assert.deepEqual([codes(refused), outcomes(refused)], [['VALUE_TOO_LARGE'], 'A not tried'])
      const options = { tier: 'intelligent-tiering' }
      assert.deepEqual(countsOf(await pushTo(aws, { kind, values, options })), { created: 1 })
      assert.equal((await parameter('A'))['Tier'], 'Advanced')
      // The option is gone; AWS lets no parameter down.
      const later = await pushTo(aws, { kind, values: { A: 'short' } })
      assert.deepEqual([codes(later), countsOf(later)], [[], { updated: 1 }])
      assert.equal((await parameter('A'))['Tier'], 'Advanced')
    })

    test('deleted and read in tens', async () => {
      const values = numbered(25)
      await pushTo(aws, { kind, values })
      aws.actions.length = 0
      const rules = { delete: 'owned', maxDeletes: 24 } as const
      await pushTo(aws, { kind, values: { ITEM_0: values['ITEM_0'] ?? '' }, rules })
      assert.equal(aws.actions.filter((action) => action === 'DeleteParameters').length, 3)
      aws.actions.length = 0
      await valuesAt(aws, kind, Object.keys(values))
      assert.deepEqual(aws.actions, ['GetParameters', 'GetParameters', 'GetParameters'])
    })

    test('fifteen levels, and not one more; names that AWS reserves', async () => {
      const levels = (count: number): string => '/l'.repeat(count)
      const deep = { path: levels(14) }
      assert.equal(
        outcomes(await pushTo(aws, { kind, values: { A: 'v' }, options: deep })),
        'A done',
      )
      const deeper = { path: levels(15) }
      assert.equal(
        outcomes(await pushTo(aws, { kind, values: { A: 'v' }, options: deeper })),
        'A failed',
      )
    })

    test('a lost answer: asked again, and the mark speaks of the version that stands', async (t) => {
      aws.losses.add('PutParameter')
      const created = await whileTimePasses(t, async () =>
        pushTo(aws, { kind, values: { A: 'one' } }),
      )
      assert.deepEqual([codes(created), countsOf(created)], [[], { created: 1 }])
      aws.losses.add('PutParameter')
      const changed = await whileTimePasses(t, async () =>
        pushTo(aws, { kind, values: { A: 'two' } }),
      )
      assert.deepEqual([codes(changed), countsOf(changed)], [[], { updated: 1 }])
      assert.deepEqual(countsOf(await pushTo(aws, { kind, values: { A: 'two' } })), {
        unchanged: 1,
      })
    })
  })
})
