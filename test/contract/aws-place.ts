// The contract at the two AWS destinations, at any server that speaks for AWS.
import type { TestContext } from 'node:test'
import { awsParameterStore } from '../../src/destinations/aws-parameter-store.ts'
import { awsSecretsManager } from '../../src/destinations/aws-secrets-manager.ts'
import type { Destination } from '../../src/destinations/contract.ts'
import { awsContext, refuse, SECRET_ACCESS_KEY } from '../helpers/fake-aws.ts'
import { startGate } from './gate.ts'
import type { Cost, Harness, Place, ServerWords } from './harness.ts'
import { contractSuite } from './suite.ts'

/** Where a place is, and the way to its items past the adapter. Names are whole: with their path. */
export interface AwsDoor extends Pick<
  Place,
  'values' | 'foreign' | 'byHand' | 'lag' | 'settle' | 'setPageSize'
> {
  readonly url: string
}

export interface AwsServer {
  /** Of the harness. */
  readonly many?: number
  /** Opens a place where nothing is. */
  open(t: TestContext): Promise<AwsDoor>
}

interface AwsKind<Options> {
  readonly destination: Destination<Options>
  readonly options: Options
  /** Before each name. */
  readonly start: string
  readonly cost: Cost
  readonly lags: boolean
  readonly server: Pick<ServerWords, 'wrongShapes' | 'page'>
}

export function secretsManagerSuite(aws: AwsServer): void {
  const kind = {
    destination: awsSecretsManager,
    options: {},
    start: '',
    lags: true,
    cost: { firstPush: 101, nothingChanged: 1 },
    server: {
      wrongShapes: [{}, { SecretList: [{ Name: 1 }] }, { SecretList: 'none', SecretValues: 1 }],
      page: (token: string, names: readonly string[]) => ({
        SecretList: names.map((Name) => ({ Name })),
        NextToken: token,
      }),
    },
  }
  contractSuite(awsSecretsManager.title, harnessOf(kind, aws))
}

/** Below a path and without one. */
export function parameterStoreSuites(aws: AwsServer): void {
  for (const path of [undefined, '/myapp/prod']) {
    const kind = {
      destination: awsParameterStore,
      options: path === undefined ? {} : { path },
      start: path === undefined ? '' : `${path}/`,
      // AWS says of ListSecrets alone that it lags.
      lags: false,
      cost: { firstPush: 101, nothingChanged: 2 },
      server: {
        wrongShapes: [{}, { Parameters: 'none' }, { Parameters: [{ Name: 'A', Version: 0 }] }],
        page: (token: string, names: readonly string[]) => ({
          Parameters: names.map((Name) => ({ Name, Version: 1, Tier: 'Standard' })),
          NextToken: token,
        }),
      },
    }
    contractSuite(`${awsParameterStore.title}, ${path ?? 'no path'}`, harnessOf(kind, aws))
  }
}

function harnessOf<Options>(kind: AwsKind<Options>, aws: AwsServer): Harness {
  return {
    ...(aws.many !== undefined && { many: aws.many }),
    interrupts: true,
    lags: kind.lags,
    capabilities: kind.destination.capabilities,
    cost: kind.cost,
    // The signature is made with it; it is in no request at all.
    credentials: [SECRET_ACCESS_KEY],
    credentialHeaders: [],
    server: {
      denied: refuse('AccessDeniedException'),
      limited: refuse('ThrottlingException'),
      ...kind.server,
    },
    open: async (t) => placeAt(t, kind, await aws.open(t)),
  }
}

async function placeAt<Options>(
  t: TestContext,
  { destination, options, start }: AwsKind<Options>,
  door: AwsDoor,
): Promise<Place> {
  const gate = await startGate(t, door.url)
  return {
    ...door,
    gate,
    connect: (signal) =>
      destination.connect(options, awsContext(gate, signal === undefined ? {} : { signal })),
    values: (names) =>
      gate.during(async () => {
        const found = await door.values(names.map((name) => start + name))
        return new Map([...found].map(([name, value]) => [name.slice(start.length), value]))
      }),
    foreign: (name, value) => gate.during(() => door.foreign(start + name, value)),
    byHand: (name, value) => gate.during(() => door.byHand(start + name, value)),
    requests: () => gate.passed.length,
    interrupt: (at, when, stop) => gate.interrupt(at, when, stop),
  }
}
