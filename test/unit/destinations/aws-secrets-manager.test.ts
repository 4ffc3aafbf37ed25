// What only Secrets Manager and Parameter Store have: lag, scheduled deletion, tags, tiers, paths.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { awsParameterStore } from '../../../src/destinations/aws-parameter-store.ts'
import { awsSecretsManager } from '../../../src/destinations/aws-secrets-manager.ts'
import type { PutItem, Session } from '../../../src/destinations/contract.ts'
import { awsContext, fakeAws, itemFor, ofCommit, refuse } from '../../helpers/fake-aws.ts'

async function kinds(session: Session, ...items: readonly PutItem[]): Promise<readonly string[]> {
  return (await session.put(items)).map((one) =>
    one.kind === 'failed' ? one.error.kind : one.kind,
  )
}

describe('AWS Secrets Manager', () => {
  test('tags of others stay, ours go with the value, the key is named', async (t) => {
    const fake = await fakeAws(t)
    const options = { tags: { team: 'core' }, 'kms-key-id': 'alias/app' }
    const session = await awsSecretsManager.connect(options, awsContext(fake))
    await session.put([itemFor('A', 'one')])
    assert.deepEqual(fake.actions, ['CreateSecret'])
    const secret = fake.secrets.secrets.get('A')
    assert.equal(secret?.kmsKeyId, 'alias/app')
    secret?.tags.set('cost', '7')
    const [current] = await session.list()
    assert.deepEqual(await kinds(session, ofCommit('c2', itemFor('A', 'two', current))), ['done'])
    assert.deepEqual([secret?.tags.get('cost'), secret?.tags.get('team')], ['7', 'core'])
    assert.equal(secret?.tags.get('kanuka-commit'), 'c2')
    const [version] = [...(secret?.versions.keys() ?? [])].slice(-1)
    assert.match(version ?? '', new RegExp(`^${itemFor('A', 'two').mark.fp}[0-9a-f]{32}$`))
  })

  test('what the lagging list does not tell of is not taken for somebody else', async (t) => {
    const fake = await fakeAws(t)
    fake.secrets.lag()
    const first = await awsSecretsManager.connect({}, awsContext(fake))
    await first.put([itemFor('A', 'one')])
    const secret = fake.secrets.secrets.get('A')
    assert.ok(secret)
    secret.changedAt -= 60
    const second = await awsSecretsManager.connect({}, awsContext(fake))
    assert.deepEqual(await second.list(), [])
    assert.deepEqual(await kinds(second, ofCommit('c2', itemFor('A', 'two', undefined))), ['done'])
    // Written since the list: another run of ours is at work.
    assert.deepEqual(await kinds(second, ofCommit('c3', itemFor('A', 'three', undefined))), [
      'conflict',
    ])
  })

  test('a secret of somebody else is not touched', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsSecretsManager.connect({}, awsContext(fake))
    await session.put([itemFor('A', 'one')])
    const secret = fake.secrets.secrets.get('A')
    secret?.tags.clear()
    await session.list()
    assert.deepEqual(await kinds(session, itemFor('A', 'two')), ['conflict'])
    const [foreign] = await session.list()
    assert.equal(foreign?.mark, undefined)
    // The plan adopts it: it is as it was listed.
    assert.deepEqual(await kinds(session, itemFor('A', 'two', foreign)), ['done'])
    assert.equal((await session.list())[0]?.mark?.owner, 'repo-1-prod')
  })

  test('scheduled for deletion: restored, then put, also when the list hides it', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsSecretsManager.connect({}, awsContext(fake))
    await session.put([itemFor('A', 'one')])
    const secret = fake.secrets.secrets.get('A')
    assert.ok(secret)
    secret.changedAt -= 60
    for (const isHidden of [false, true]) {
      await session.remove?.(await session.list())
      const [deleted] = await session.list()
      assert.equal(deleted?.isDeleted, true)
      fake.actions.length = 0
      const current = isHidden ? undefined : deleted
      assert.deepEqual(await kinds(session, itemFor('A', `new ${isHidden}`, current)), ['done'])
      assert.deepEqual(fake.actions.slice(-3), [
        'DescribeSecret',
        'RestoreSecret',
        'PutSecretValue',
      ])
      assert.equal(secret.deletedDate, undefined)
      secret.changedAt -= 60
    }
  })

  test('a lost answer to a write is asked for again, and written once', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsSecretsManager.connect({}, awsContext(fake))
    // AWS has made it, and the answer to the first try was lost.
    await session.put([itemFor('A', 'one')])
    assert.deepEqual(await kinds(session, itemFor('A', 'one')), ['done'])
    assert.equal(fake.secrets.secrets.get('A')?.versions.size, 1)
  })

  test('a lost answer to a deletion is asked for again; a refused one stays refused', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsSecretsManager.connect({}, awsContext(fake))
    await session.put([itemFor('A', 'one')])
    const items = await session.list()
    const refused = refuse('InvalidRequestException')
    fake.faults.set('DeleteSecret', [refused])
    const [first] = (await session.remove?.(items)) ?? []
    assert.equal(first?.kind === 'failed' && first.error.kind, 'rejected')
    fake.faults.set('DeleteSecret', [
      (response) => {
        fake.secrets.answer('DeleteSecret', { SecretId: 'A', RecoveryWindowInDays: 7 })
        refused(response)
      },
    ])
    assert.deepEqual(await session.remove?.(items), [{ name: 'A', kind: 'done' }])
  })

  test('bytes, and what cannot be decrypted, are told, not taken for absent', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsSecretsManager.connect({}, awsContext(fake))
    await session.put([itemFor('A', 'one')])
    fake.secrets.secrets.get('A')?.versions.forEach((version) => {
      delete version.value
      version.binary = 'AAAA'
    })
    await assert.rejects(async () => session.get?.(['A']), { kind: 'rejected' })
    fake.faults.set('BatchGetSecretValue', [refuse('DecryptionFailure')])
    await assert.rejects(async () => session.get?.(['A']), { kind: 'auth' })
  })
})

describe('AWS Parameter Store', () => {
  test('a path is not part of names, and others below it are listed as foreign', async (t) => {
    const fake = await fakeAws(t)
    const other = await awsParameterStore.connect({}, awsContext(fake))
    await other.put([itemFor('/other/B', 'v')])
    const session = await awsParameterStore.connect({ path: '/myapp/prod' }, awsContext(fake))
    assert.deepEqual(await kinds(session, itemFor('AWS_REGION', 'v')), ['done'])
    assert.deepEqual([...fake.parameters.parameters.keys()], ['/other/B', '/myapp/prod/AWS_REGION'])
    assert.deepEqual(
      (await session.list()).map(({ name }) => name),
      ['AWS_REGION'],
    )
    assert.equal((await session.get?.(['AWS_REGION']))?.get('AWS_REGION')?.reveal(), 'v')
    assert.equal(fake.parameters.parameters.get('/myapp/prod/AWS_REGION')?.type, 'SecureString')
  })

  test('names that AWS reserves are refused before they are sent', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsParameterStore.connect({}, awsContext(fake))
    const deep = '/x'.repeat(16)
    assert.deepEqual(
      await kinds(session, itemFor('AWS_REGION', 'v'), itemFor('/ssm/x', 'v'), itemFor(deep, 'v')),
      ['rejected', 'rejected', 'rejected'],
    )
    assert.deepEqual(fake.actions, [])
  })

  test('tiers: 4 KB, 8 KB, and no way back', async (t) => {
    const fake = await fakeAws(t)
    const advanced = await awsParameterStore.connect({ tier: 'advanced' }, awsContext(fake))
    const [five, nine] = ['x'.repeat(5000), 'x'.repeat(8193)]
    assert.deepEqual(await kinds(advanced, itemFor('A', five), itemFor('B', nine)), [
      'done',
      'rejected',
    ])
    const standard = await awsParameterStore.connect({}, awsContext(fake))
    const [current] = await standard.list()
    assert.deepEqual(await kinds(standard, itemFor('C', five), itemFor('A', `${five}!`, current)), [
      'rejected',
      'done',
    ])
    assert.equal(fake.parameters.parameters.get('A')?.tier, 'Advanced')
  })

  test('a version that a repeated request has skipped is said right', async (t) => {
    const fake = await fakeAws(t)
    const session = await awsParameterStore.connect({ tags: { team: 'core' } }, awsContext(fake))
    await session.put([itemFor('A', 'one')])
    const [current] = await session.list()
    fake.faults.set('PutParameter', [
      (response) => {
        const parameter = fake.parameters.parameters.get('A')
        if (parameter) parameter.version += 2
        response.end(JSON.stringify({ Version: parameter?.version }))
      },
    ])
    assert.deepEqual(await kinds(session, itemFor('A', 'two', current)), ['done'])
    assert.equal((await session.list())[0]?.isDrifted, false)
    assert.equal(fake.parameters.parameters.get('A')?.tags.get('team'), 'core')
  })
})
