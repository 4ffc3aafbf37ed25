// Who we are to AWS, and where AWS is.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, test } from 'node:test'
import { parse } from 'valibot'
import { awsSecretsManager } from '../../../src/destinations/aws-secrets-manager.ts'
import { awsPlace } from '../../../src/destinations/shared/aws-place.ts'
import {
  ACCESS_KEY_ID,
  awsContext,
  fakeAws,
  refuse,
  say,
  SECRET_ACCESS_KEY,
  SESSION_TOKEN,
  type FakeAws,
} from '../../helpers/fake-aws.ts'

const ROLE = 'arn:aws:iam::123456789012:role/deploy'
const elsewhere = (fake: FakeAws, more: Record<string, string> = {}): Record<string, string> => ({
  AWS_ENDPOINT_URL: fake.url,
  AWS_REGION: 'eu-west-1',
  ...more,
})

describe('signing in', () => {
  test('a role by the token of the job: one sign-in for many requests, masked', async (t) => {
    const fake = await fakeAws(t)
    const context = awsContext(fake, { variables: elsewhere(fake) })
    const session = await awsSecretsManager.connect({ auth: { role: ROLE } }, context)
    assert.deepEqual(fake.actions, [])
    await Promise.all([session.check(), session.list(), session.list()])
    assert.deepEqual(fake.sts.tokens, ['jwt.for.1'])
    assert.deepEqual(context.audiences, ['sts.amazonaws.com'])
    assert.deepEqual(context.masked, [SECRET_ACCESS_KEY, SESSION_TOKEN])
    const form = new URLSearchParams(fake.bodies[0])
    assert.equal(form.get('RoleArn'), ROLE)
    assert.equal(form.get('RoleSessionName'), 'kanuka-prod-aws')
  })

  test('what is about to expire, or is called expired, is renewed', async (t) => {
    const fake = await fakeAws(t)
    fake.sts.lastsMs = 60_000
    const context = awsContext(fake, { variables: elsewhere(fake) })
    const session = await awsSecretsManager.connect({ auth: { role: ROLE } }, context)
    await session.check()
    fake.sts.lastsMs = 3_600_000
    await session.check()
    fake.faults.set('ListSecrets', [refuse('ExpiredTokenException')])
    await session.check()
    assert.equal(fake.sts.tokens.length, 3)
    fake.faults.set('ListSecrets', [
      refuse('ExpiredTokenException'),
      refuse('ExpiredTokenException'),
    ])
    await assert.rejects(session.check(), { kind: 'auth' })
  })

  test('the role of the runner, with the token behind a link', async (t) => {
    const fake = await fakeAws(t)
    const folder = mkdtempSync(join(tmpdir(), 'kanuka-test-'))
    t.after(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'data'), 'file.token\n')
    symlinkSync('data', join(folder, 'token'))
    const variables = elsewhere(fake, {
      AWS_ROLE_ARN: ROLE,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    })
    const session = await awsSecretsManager.connect({}, awsContext(fake, { variables }))
    await session.check()
    assert.deepEqual(fake.sts.tokens, ['file.token'])
  })

  test('keys named by the configuration', async (t) => {
    const fake = await fakeAws(t)
    const variables = elsewhere(fake, { ID: ACCESS_KEY_ID, KEY: SECRET_ACCESS_KEY })
    const options = parse(awsSecretsManager.options, {
      auth: { 'access-key-id': 'env:ID', 'secret-access-key': 'env:KEY' },
    })
    const context = awsContext(fake, { variables })
    await (await awsSecretsManager.connect(options, context)).check()
    assert.ok(context.masked.includes(SECRET_ACCESS_KEY))
    delete variables['KEY']
    const without = await awsSecretsManager.connect(options, awsContext(fake, { variables }))
    await assert.rejects(without.check(), { kind: 'auth', message: /KEY is not set/ })
  })

  test('no credentials, or none that can be: auth, before anything is sent', async (t) => {
    const fake = await fakeAws(t)
    for (const more of [
      {},
      { AWS_ACCESS_KEY_ID: 'A\nB', AWS_SECRET_ACCESS_KEY: 'hunter2' },
      { AWS_ROLE_ARN: ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere' },
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1' },
    ]) {
      const context = awsContext(fake, { variables: elsewhere(fake, more) })
      const session = await awsSecretsManager.connect({}, context)
      await assert.rejects(session.check(), { kind: 'auth' })
    }
    assert.deepEqual(fake.actions, [])
  })

  for (const [what, status, text, kind] of [
    [
      'no trust',
      403,
      '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>',
      'auth',
    ],
    [
      'no provider',
      400,
      '<Error><Code>InvalidIdentityToken</Code><Message>hunter2</Message></Error>',
      'auth',
    ],
    ['half an answer', 200, '<AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId>', 'down'],
    ['too much', 200, `<SecretAccessKey>${'x'.repeat(100_000)}</SecretAccessKey>`, 'down'],
    ['no XML', 200, '{"hunter2":1}', 'down'],
  ] as const) {
    test(`STS answers with ${what}`, async (t) => {
      const fake = await fakeAws(t)
      fake.faults.set('AssumeRoleWithWebIdentity', [say(text, status)])
      const context = awsContext(fake, { variables: elsewhere(fake) })
      const session = await awsSecretsManager.connect({ auth: { role: ROLE } }, context)
      await assert.rejects(session.check(), (error: { kind?: string }) => {
        assert.equal(error.kind, kind)
        assert.ok(!/hunter2|jwt/.test(inspect(error, { depth: 9, showHidden: true })))
        return true
      })
    })
  }
})

describe('where AWS is', () => {
  const url = (variables: Record<string, string>, options = {}): string =>
    awsPlace('ssm', options, { ...awsContext({} as FakeAws, { variables }) }).url

  test('regions and partitions', () => {
    for (const [region, host] of [
      ['eu-west-1', 'ssm.eu-west-1.amazonaws.com'],
      ['us-gov-west-1', 'ssm.us-gov-west-1.amazonaws.com'],
      ['cn-north-1', 'ssm.cn-north-1.amazonaws.com.cn'],
      ['eusc-de-east-1', 'ssm.eusc-de-east-1.amazonaws.eu'],
    ] as const) {
      assert.equal(url({ AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: region }), `https://${host}/`)
    }
    for (const region of ['', 'evil.example/#', 'us-iso-east-1', 'a@b']) {
      assert.throws(() => url({ AWS_REGION: region }), { kind: 'rejected' })
    }
  })

  test('endpoints: the option, the variable of the service, the one for all', () => {
    const variables = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'https://all.example' }
    const own = { ...variables, AWS_ENDPOINT_URL_SSM: 'https://ssm.example' }
    assert.equal(url(variables), 'https://all.example')
    assert.equal(url(own), 'https://ssm.example')
    assert.equal(url(own, { endpoint: 'https://option.example' }), 'https://option.example')
    assert.match(url({ ...own, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }), /amazonaws\.com/)
    for (const bad of [
      'http://all.example',
      'https://169.254.169.254',
      'https://u:p@all.example',
    ]) {
      assert.throws(() => url({ ...variables, AWS_ENDPOINT_URL_SSM: bad }), { kind: 'rejected' })
    }
  })

  test('a role of another partition is refused before a token is asked for', async (t) => {
    const fake = await fakeAws(t)
    const variables = elsewhere(fake, { AWS_REGION: 'cn-north-1' })
    const context = awsContext(fake, { variables })
    const session = await awsSecretsManager.connect({ auth: { role: ROLE } }, context)
    await assert.rejects(session.check(), { kind: 'rejected' })
    assert.deepEqual(context.audiences, [])
  })
})
