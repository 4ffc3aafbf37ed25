// The AWS destinations and what differs between them, for tests that hold for both; hostile answers.
import { awsParameterStore } from '../../src/destinations/aws-parameter-store.ts'
import { awsSecretsManager } from '../../src/destinations/aws-secrets-manager.ts'
import type { FakeAws, Fault } from './fake-aws.ts'

export const redirect: Fault = (response) =>
  response.writeHead(307, { location: 'https://evil.example/' }).end()
export const flood: Fault = (response) => {
  const chunk = Buffer.alloc(1 << 20, 'x')
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more)
  }
  response.writeHead(200)
  more()
}
export const retryAfter: Fault = (response) => response.writeHead(503, { 'retry-after': '3' }).end()

export const places = [
  {
    destination: awsSecretsManager,
    list: 'ListSecrets',
    create: 'CreateSecret',
    read: 'BatchGetSecretValue',
    maxBytes: 65_536,
    firstPush: 102,
    unchanged: 6,
    valueOf: (fake: FakeAws, name: string) =>
      [...(fake.secrets.secrets.get(name)?.versions.values() ?? [])].find(({ stages }) =>
        stages.has('AWSCURRENT'),
      )?.value,
    byHand: (fake: FakeAws, name: string) => fake.secrets.byHand(name, 'by hand'),
    wrongShape: { SecretList: [{ Name: 1 }] },
    page: (token: string) => ({ SecretList: [], NextToken: token }),
  },
  {
    destination: awsParameterStore,
    list: 'DescribeParameters',
    create: 'PutParameter',
    read: 'GetParameters',
    maxBytes: 4096,
    firstPush: 112,
    unchanged: 14,
    valueOf: (fake: FakeAws, name: string) => fake.parameters.parameters.get(name)?.value,
    byHand: (fake: FakeAws, name: string) => fake.parameters.byHand(name, 'by hand'),
    wrongShape: { Parameters: 'none' },
    page: (token: string) => ({ Parameters: [], NextToken: token }),
  },
] as const
