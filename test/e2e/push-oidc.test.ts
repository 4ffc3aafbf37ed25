// push without a stored password: the job's own token is what signs in.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test, type TestContext } from 'node:test'
import { fakeAws, type FakeAws } from '../helpers/fake-aws.ts'
import { serve } from '../helpers/fake-vault.ts'
import { secretsManager } from '../helpers/pushing-aws.ts'
import {
  assertFailed,
  assertRow,
  HURRY,
  push,
  pushed,
  seenIn,
  storeOf,
  type Variables,
} from '../helpers/pushing.ts'

const ROLE = 'auth: { role: arn:aws:iam::123456789012:role/kanuka-push }'
const [BEARER, JWT] = ['request', 'job'].map((of) => `${of}-${randomBytes(12).toString('hex')}`)

/** What gives out tokens on a runner. @param status of its answers */
async function issuer(
  t: TestContext,
  status = 200,
): Promise<{ readonly env: Variables; readonly asked: readonly string[] }> {
  const asked: string[] = []
  const url = await serve(t, (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    response.writeHead(status).end(JSON.stringify({ value: JWT }))
  })
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER ?? '',
  }
  return { env, asked }
}

function inputsFor(fake: FakeAws): Variables {
  return { destinations: secretsManager.entry(fake, ROLE) }
}

describe('push to AWS by OIDC', () => {
  test("signs in with the job's token, made for AWS alone, and shows it nowhere", async (t) => {
    const [fake, { env, asked }] = [await fakeAws(t), await issuer(t)]
    const step = { env: { ...env, AWS_ENDPOINT_URL_STS: fake.url } }
    const run = await pushed(t, { workspace: await storeOf(t), inputs: inputsFor(fake), step })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.deepEqual(asked, [`/token?api-version=2.0&audience=sts.amazonaws.com bearer ${BEARER}`])
    assert.deepEqual(fake.sts.tokens, [JWT])
    assert.ok(![BEARER, JWT].some((secret) => seenIn(run).includes(secret ?? '')))
  })

  test('without the permission nobody is asked, and the error has the lines to add', async (t) => {
    const fake = await fakeAws(t)
    const run = await push(t, { workspace: await storeOf(t), inputs: inputsFor(fake) })
    assertFailed(run, /^OIDC_UNAVAILABLE .*may not ask for one Give the job .*id-token: write/)
    assert.deepEqual(fake.actions, [])
  })

  test('an outage of the issuer is no missing permission', async (t) => {
    const [fake, { env }] = [await fakeAws(t), await issuer(t, 500)]
    const step = { env: { ...HURRY, ...env, AWS_ENDPOINT_URL_STS: fake.url } }
    const run = await push(t, { workspace: await storeOf(t), inputs: inputsFor(fake), step })
    assertFailed(run, /^OIDC_UNAVAILABLE .*GitHub answered 500 Run the job again later/)
    assert.deepEqual(fake.actions, [])
  })
})
