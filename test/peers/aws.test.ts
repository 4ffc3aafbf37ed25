// The AWS destinations and the engine against moto, behind a proxy that refuses what AWS refuses.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { SecretValue, type SecretText } from '../../src/secret-value.ts'
import { whileTimePasses } from '../helpers/fake-aws.ts'
import { codes, countsOf, outcomes, told } from '../unit/push/pushing.ts'
import {
  connect,
  issuer,
  numbered,
  parameterStore,
  pushTo,
  secretsManager,
  startAws,
  valuesAt,
  type AwsPeer,
} from './aws/pushing.ts'
import { ROLE, type StrictAws } from './strict-aws.ts'

let aws: StrictAws
let peer: AwsPeer | undefined

describe('AWS, emulated', () => {
  before(async () => {
    peer = await startAws()
    aws = peer.aws
  })
  after(async () => peer?.stop())
  beforeEach(async () => aws.reset())

  const ASSUME = 'AssumeRoleWithWebIdentity'
  const OWNED = { delete: 'owned' } as const

  for (const kind of [secretsManager, parameterStore]) {
    describe(kind.destination.title, () => {
      test('100 items: within the bar, and again without a write or a value read', async () => {
        const values = numbered(100)
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values })), { created: 100 })
        assert.ok(aws.actions.length <= kind.firstPush, `${aws.actions.length} requests`)
        assert.deepEqual(await valuesAt(aws, kind, Object.keys(values)), values)
        aws.actions.length = 0
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values })), { unchanged: 100 })
        assert.ok(aws.actions.length <= kind.unchanged, `${aws.actions.length} requests`)
        assert.deepEqual([...new Set(aws.actions)], [kind.list])
      })

      test('a dry run tells the same and writes nothing', async () => {
        const result = await pushTo(aws, { kind, values: { A: 'one' }, run: { isDryRun: true } })
        assert.equal(outcomes(result), 'A planned')
        assert.deepEqual(await valuesAt(aws, kind, ['A']), { A: null })
      })

      test('another value is written, and only that', async () => {
        await pushTo(aws, { kind, values: { A: 'one', B: 'two' } })
        const later = await pushTo(aws, { kind, values: { A: 'changed', B: 'two' } })
        assert.deepEqual(countsOf(later), { updated: 1, unchanged: 1 })
        // The value that was there first comes back.
        const back = await pushTo(aws, { kind, values: { A: 'one', B: 'two' } })
        assert.deepEqual(countsOf(back), { updated: 1, unchanged: 1 })
        assert.deepEqual(await valuesAt(aws, kind, ['A', 'B']), { A: 'one', B: 'two' })
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values: { A: 'one', B: 'two' } })), {
          unchanged: 2,
        })
      })

      test('a change by hand is drift, and put right', async () => {
        const values = { A: 'one', B: 'two' }
        await pushTo(aws, { kind, values })
        await kind.overwrite(aws.moto, 'A', 'by hand')
        const result = await pushTo(aws, { kind, values })
        assert.equal(told(result.destinations[0]?.items ?? []), 'drifted A, unchanged B')
        assert.equal(outcomes(result), 'A done, B nothing to do')
        assert.deepEqual(await valuesAt(aws, kind, ['A', 'B']), values)
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values })), { unchanged: 2 })
      })

      test('what left the source is deleted where it is ours, and comes back', async () => {
        const values = numbered(25)
        await kind.write(aws.moto, 'THEIRS', 'of others')
        await pushTo(aws, { kind, values })
        const rules = { ...OWNED, maxDeletes: 24 }
        const fewer = { ITEM_0: values['ITEM_0'] ?? '' }
        const deleted = await pushTo(aws, { kind, values: fewer, rules })
        assert.deepEqual([codes(deleted), countsOf(deleted)], [[], { deleted: 24, unchanged: 1 }])
        assert.deepEqual(await valuesAt(aws, kind, ['ITEM_0', 'ITEM_1', 'THEIRS']), {
          ...fewer,
          ITEM_1: null,
          THEIRS: 'of others',
        })
        // Deleted already: nothing is left to do.
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values: fewer, rules })), {
          unchanged: 1,
        })
        const back = await pushTo(aws, { kind, values: { ...values, ITEM_1: 'new' } })
        assert.deepEqual([codes(back), countsOf(back)], [[], { created: 24, unchanged: 1 }])
        assert.equal((await valuesAt(aws, kind, ['ITEM_1']))['ITEM_1'], 'new')
      })

      test('of others: told, not touched; taken over when asked to', async () => {
        await kind.write(aws.moto, 'A', 'of others')
        const values = { A: 'ours', B: 'two' }
        const refused = await pushTo(aws, { kind, values })
        assert.deepEqual(codes(refused), ['ITEM_FOREIGN'])
        assert.equal(outcomes(refused), 'A failed, B done')
        assert.deepEqual(await valuesAt(aws, kind, ['A', 'B']), { A: 'of others', B: 'two' })
        const adopted = await pushTo(aws, { kind, values, rules: { adopt: true } })
        assert.deepEqual([codes(adopted), countsOf(adopted)], [[], { updated: 1, unchanged: 1 }])
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values })), { unchanged: 2 })
        assert.deepEqual(await valuesAt(aws, kind, ['A', 'B']), values)
      })

      test('another repository and another key: foreign, and written once', async () => {
        await pushTo(aws, { kind, values: { A: 'one' } })
        const copied = await pushTo(aws, { kind, values: { A: 'x' }, owner: { repositoryId: '7' } })
        assert.deepEqual(codes(copied), ['ITEM_FOREIGN'])
        const owner = { key: 'another' }
        const renewed = await pushTo(aws, { kind, values: { A: 'one' }, owner })
        assert.deepEqual([codes(renewed), countsOf(renewed)], [[], { updated: 1 }])
        assert.deepEqual(countsOf(await pushTo(aws, { kind, values: { A: 'one' }, owner })), {
          unchanged: 1,
        })
      })

      test('a key of KMS that is not there is refused, item by item', async () => {
        const options = { 'kms-key-id': 'alias/none' }
        const refused = await pushTo(aws, { kind, values: { A: 'one', B: 'two' }, options })
        assert.deepEqual(codes(refused), ['DESTINATION_FAILED'])
        assert.equal(outcomes(refused), 'A failed, B failed')
        assert.match(refused.errors[0]?.what ?? '', /EncryptionFailure|InvalidKeyId/)
        const known = { 'kms-key-id': 'alias/known' }
        assert.deepEqual(
          countsOf(await pushTo(aws, { kind, values: { A: 'one' }, options: known })),
          {
            created: 1,
          },
        )
      })

      test('what is too large fails alone, unsent', async () => {
        const values = { A: 'x'.repeat(kind.maxBytes + 1), B: '🔑'.repeat(kind.maxBytes / 4) }
        const result = await pushTo(aws, { kind, values })
        assert.ok(codes(result).length === 1 && !codes(result).includes('INTERNAL'))
        assert.equal(aws.actions.filter((action) => action === kind.create).length <= 1, true)
        assert.deepEqual((await valuesAt(aws, kind, ['A']))['A'], null)
      })

      test('throttled: asked again, and done', async (t) => {
        aws.refusals.set(kind.list, ['ThrottlingException'])
        aws.refusals.set(
          kind.create,
          Array.from({ length: 5 }, () => 'ThrottlingException'),
        )
        const values = numbered(10)
        const result = await whileTimePasses(t, async () => pushTo(aws, { kind, values }))
        assert.deepEqual([codes(result), countsOf(result)], [[], { created: 10 }])
        assert.equal(aws.actions.filter((action) => action === kind.create).length, 15)
      })

      test('denied: every item says so, and nothing is asked twice', async () => {
        aws.refusals.set(kind.create, ['AccessDeniedException', 'AccessDeniedException'])
        const result = await pushTo(aws, { kind, values: { A: 'one', B: 'two' } })
        assert.equal(outcomes(result), 'A failed, B failed')
        assert.equal(aws.actions.filter((action) => action === kind.create).length, 2)
      })

      test('a role for the token of the job, renewed when it expires', async () => {
        const audiences: string[] = []
        const oidcToken = async (aud: string): Promise<SecretText> => {
          audiences.push(aud)
          return new SecretValue(issuer.token({ aud }))
        }
        const options = { auth: { role: ROLE } }
        const session = await connect(aws, { kind, options, context: { oidcToken } })
        await session.check()
        const [key] = aws.sts.keys.slice(-1)
        aws.expired.add(key ?? '')
        assert.deepEqual(await session.list(), [])
        await session.check()
        assert.deepEqual([...new Set(audiences)], ['sts.amazonaws.com'])
        assert.equal(aws.actions.filter((each) => each === ASSUME).length, 2)
      })

      test('a role that trusts somebody else, or a token that has expired: no credentials', async () => {
        const other = { auth: { role: ROLE.replace('deploy', 'admin') } }
        const denied = await connect(aws, { kind, options: other })
        await assert.rejects(denied.check(), { kind: 'auth' })
        const late = async (aud: string): Promise<SecretText> =>
          new SecretValue(issuer.token({ aud, lasts: -60 }))
        const options = { auth: { role: ROLE } }
        const session = await connect(aws, { kind, options, context: { oidcToken: late } })
        await assert.rejects(session.check(), { kind: 'auth', message: /InvalidIdentityToken/ })
        assert.deepEqual(new Set(aws.actions), new Set([ASSUME]))
      })
    })
  }
})
