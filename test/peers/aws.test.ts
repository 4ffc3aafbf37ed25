// The AWS destinations and the engine against moto, behind a proxy that refuses what AWS refuses.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { SecretValue, type SecretText } from '../../src/secret-value.ts'
import { codes, countsOf, outcomes } from '../unit/push/pushing.ts'
import {
  connect,
  issuer,
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

  for (const kind of [secretsManager, parameterStore]) {
    describe(kind.destination.title, () => {
      test('a dry run tells the same and writes nothing', async () => {
        const result = await pushTo(aws, { kind, values: { A: 'one' }, run: { isDryRun: true } })
        assert.equal(outcomes(result), 'A planned')
        assert.deepEqual(await valuesAt(aws, kind, ['A']), { A: null })
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
