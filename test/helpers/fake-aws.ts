// AWS on this machine, after its API reference: Secrets Manager, Parameter Store, STS. Checks each
// signature by itself. Faults are queued by action; every request is remembered.
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Context, Mark, PutItem, RemoteItem } from '../../src/destinations/contract.ts'
import { retryingFetch } from '../../src/platform/http.ts'
import { SecretValue } from '../../src/secret-value.ts'
import { AwsFault } from './fake-aws-fault.ts'
import { FakeParameters } from './fake-aws-parameters.ts'
import { FakeSecrets } from './fake-aws-secrets.ts'

export const ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE'
export const SECRET_ACCESS_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export const SESSION_TOKEN = 'session/token+of+the+role='

export type Fault = (response: ServerResponse) => void

export interface FakeAws {
  readonly url: string
  readonly secrets: FakeSecrets
  readonly parameters: FakeParameters
  /** In the order in which they came: `CreateSecret`, … */
  readonly actions: string[]
  readonly bodies: string[]
  /** The next answers to this action. */
  readonly faults: Map<string, Fault[]>
  /** What STS gives, `Expiration` in milliseconds from now. */
  readonly sts: { lastsMs: number; tokens: string[] }
}

export function refuse(code: string, status = 400): Fault {
  return (response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(
        JSON.stringify({ __type: `com.amazonaws#${code}`, message: 'quoting hunter2-the-value' }),
      )
}

export function say(body: unknown, status = 200): Fault {
  return (response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
}

export async function fakeAws(t: TestContext): Promise<FakeAws> {
  const fake = {
    secrets: new FakeSecrets({ now: () => Date.now() / 1000 }),
    parameters: new FakeParameters(),
    actions: [] as string[],
    bodies: [] as string[],
    faults: new Map<string, Fault[]>(),
    sts: { lastsMs: 3_600_000, tokens: [] as string[] },
  }
  const server = createServer((request, response) => {
    void answer({ ...fake, url: '' }, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { ...fake, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function answer(
  fake: FakeAws,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const [service, action = 'AssumeRoleWithWebIdentity'] = String(
    request.headers['x-amz-target'] ?? '',
  ).split('.')
  fake.actions.push(action)
  fake.bodies.push(body)
  const fault = fake.faults.get(action)?.shift()
  if (fault !== undefined) return fault(response)
  if (service === '') return assume(fake, body, response)
  try {
    requireSignature(request, body)
    const input = JSON.parse(body) as Record<string, unknown>
    const part = service === 'AmazonSSM' ? fake.parameters : fake.secrets
    say(part.answer(action, input))(response)
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error
    refuse(error.code, error.status)(response)
  }
}

function assume(fake: FakeAws, body: string, response: ServerResponse): void {
  const form = new URLSearchParams(body)
  fake.sts.tokens.push(form.get('WebIdentityToken') ?? '')
  const isFine =
    form.get('Version') === '2011-06-15' &&
    /^[\w+=,.@-]{2,64}$/.test(form.get('RoleSessionName') ?? '')
  if (!isFine) {
    response
      .writeHead(400)
      .end('<ErrorResponse><Error><Code>ValidationError</Code></Error></ErrorResponse>')
    return
  }
  const expiration = new Date(Date.now() + fake.sts.lastsMs).toISOString()
  response.writeHead(200, { 'content-type': 'text/xml' }).end(
    `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult><Credentials>
    <AccessKeyId>${ACCESS_KEY_ID}</AccessKeyId><SecretAccessKey>${SECRET_ACCESS_KEY}</SecretAccessKey>
    <SessionToken>${SESSION_TOKEN}</SessionToken><Expiration>${expiration}</Expiration>
  </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  )
}

/** Signature Version 4, by its specification. */
function requireSignature({ headers, method = '', url = '' }: IncomingMessage, body: string): void {
  const form =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/
  const [, id, day = '', region = '', service = '', signed = '', signature] =
    form.exec(headers.authorization ?? '') ?? []
  if (id !== ACCESS_KEY_ID) throw new AwsFault('UnrecognizedClientException')
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name])}\n`)
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
  const canonical = [method, url, '', lines.join(''), signed, sha(body)].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha(canonical)].join('\n')
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest()
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${SECRET_ACCESS_KEY}`,
  )
  if (hmac(key, toSign).toString('hex') !== signature)
    throw new AwsFault('InvalidSignatureException')
}

export interface TestedContext extends Context {
  readonly masked: string[]
  readonly audiences: string[]
}

export function awsContext(
  server: { readonly url: string },
  changes: { variables?: Readonly<Record<string, string>>; signal?: AbortSignal } = {},
): TestedContext {
  const variables: Record<string, string> = changes.variables ?? {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
  }
  const masked: string[] = []
  const audiences: string[] = []
  return {
    name: 'prod aws',
    fetch: retryingFetch(),
    signal: changes.signal ?? new AbortController().signal,
    masked,
    audiences,
    mask: (strings) => masked.push(...strings),
    oidcToken: async (audience) => {
      audiences.push(audience)
      return new SecretValue(`jwt.for.${audiences.length}`)
    },
    variable: (name) => variables[name],
  }
}

function markFor(name: string, value: string): Mark {
  const hash = createHash('sha256').update(`${name}\0${value}`).digest('hex')
  const own = createHash('sha256').update(name).digest('hex').slice(0, 16)
  return { owner: 'repo-1-prod', kid: '0a1b2c3d', own, fp: hash.slice(0, 32), commit: 'c1' }
}

export function itemFor(name: string, value: string, current?: RemoteItem): PutItem {
  return { name, value: new SecretValue(value), mark: markFor(name, value), current }
}

export function ofCommit(commit: string, item: PutItem): PutItem {
  return { ...item, mark: { ...item.mark, commit } }
}

/** Lets the test's clock run until the work is done: nobody waits. */
export async function whileTimePasses<T>(t: TestContext, work: () => Promise<T>): Promise<T> {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() })
  const end = new AbortController()
  const result = work().finally(() => end.abort())
  result.catch(() => undefined)
  while (!end.signal.aborted) {
    await turn()
    t.mock.timers.tick(100)
  }
  t.mock.timers.reset()
  return result
}
