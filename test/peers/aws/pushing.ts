// What the tests of the AWS destinations share: an entry that is pushed by the engine to the strict proxy.
import { awsParameterStore } from '../../../src/destinations/aws-parameter-store.ts'
import { awsSecretsManager } from '../../../src/destinations/aws-secrets-manager.ts'
import type { Context, Destination, Session } from '../../../src/destinations/contract.ts'
import { retryingFetch } from '../../../src/platform/http.ts'
import { push, type PushResult, type PushRun } from '../../../src/push/apply.ts'
import type { SyncRules } from '../../../src/push/decision.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import * as v from 'valibot'
import { RULES, desiredItems, ownershipOf, runOf, type Owner } from '../../unit/push/pushing.ts'
import { createIssuer } from '../issuer.ts'
import { startMoto } from '../servers.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, StrictAws } from '../strict-aws.ts'

export const issuer = createIssuer()

export interface AwsPeer {
  readonly aws: StrictAws
  stop(): Promise<void>
}

export async function startAws(): Promise<AwsPeer> {
  const moto = await startMoto()
  const aws = new StrictAws(moto.url, issuer)
  await aws.start()
  return {
    aws,
    stop: async () => {
      aws.stop()
      await moto.stop()
    },
  }
}

/** One kind of destination, with what differs between the two. */
export interface Kind {
  readonly destination: Destination
  readonly options: object
  readonly create: string
  readonly maxBytes: number
}

export const secretsManager: Kind = {
  destination: awsSecretsManager,
  options: {},
  create: 'CreateSecret',
  maxBytes: 65_536,
}

export const PATH = '/myapp/prod'

export const parameterStore: Kind = {
  destination: awsParameterStore,
  options: { path: PATH },
  create: 'PutParameter',
  maxBytes: 4096,
}

export interface Pushed {
  readonly kind: Kind
  readonly values: Readonly<Record<string, string>>
  readonly options?: object
  readonly rules?: Partial<SyncRules>
  readonly run?: Partial<PushRun>
  readonly owner?: Owner
  readonly context?: Partial<Context>
}

function contextAt(aws: StrictAws, change: Partial<Context> = {}): Context {
  const variables: Readonly<Record<string, string>> = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
  }
  return {
    name: 'prod',
    fetch: retryingFetch(),
    signal: new AbortController().signal,
    mask: () => undefined,
    oidcToken: async (aud) => new SecretValue(issuer.token({ aud })),
    variable: (name) => variables[name],
    ...change,
  }
}

export function connect(
  aws: StrictAws,
  { kind, options, context }: Pick<Pushed, 'kind' | 'options' | 'context'>,
): Promise<Session> {
  const { destination } = kind
  const checked = v.parse(destination.options, { ...kind.options, ...options })
  return destination.connect(checked, contextAt(aws, context))
}

/** A whole push, as the command does it. */
export function pushTo(aws: StrictAws, pushed: Pushed): Promise<PushResult> {
  const { kind, values, rules = {}, run, owner = {} } = pushed
  const target = {
    name: 'prod',
    place: (each: string) => ['aws', each],
    capabilities: kind.destination.capabilities,
    ownership: ownershipOf(owner),
    rules: { ...RULES, ...rules },
    desired: desiredItems(values),
    leftOut: [],
    connect: () => connect(aws, pushed),
  }
  return push([target], runOf(run))
}

export async function valuesAt(
  aws: StrictAws,
  kind: Kind,
  names: readonly string[],
): Promise<Readonly<Record<string, string | null>>> {
  const session = await connect(aws, { kind })
  const values = (await session.get?.(names)) ?? new Map<string, null>()
  return Object.fromEntries([...values].map(([name, value]) => [name, value?.reveal() ?? null]))
}

export function numbered(count: number, value = 'value'): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`ITEM_${index}`, `${value} ${index} "'\\\n🔑`]),
  )
}
