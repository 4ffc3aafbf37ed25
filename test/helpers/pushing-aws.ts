// The AWS destinations as a workflow has them: static keys in the step's environment, an endpoint of ours.
import { places } from './aws-places.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, type FakeAws } from './fake-aws.ts'
import { listItem, type Variables } from './pushing.ts'

export const AWS_KEYS: Variables = {
  AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
}

interface AwsType {
  readonly type: string
  readonly place: (typeof places)[number]
  /** @param more keys, a line each */
  readonly entry: (fake: FakeAws, ...more: readonly string[]) => string
  /** How a variable is called there. */
  readonly itemOf: (name: string) => string
}

function entryOf(fake: FakeAws, lines: readonly string[]): string {
  return listItem(['name: prod', `endpoint: ${fake.url}`, 'region: eu-west-1', ...lines])
}

const [secretsPlace, parametersPlace] = places

export const secretsManager: AwsType = {
  type: 'aws-secrets-manager',
  place: secretsPlace,
  entry: (fake, ...more) =>
    entryOf(fake, ['type: aws-secrets-manager', "key-schema: 'app/{{secretKey}}'", ...more]),
  itemOf: (name) => `app/${name}`,
}

const parameterStore: AwsType = {
  type: 'aws-parameter-store',
  place: parametersPlace,
  entry: (fake, ...more) => entryOf(fake, ['type: aws-parameter-store', 'path: /app', ...more]),
  itemOf: (name) => `/app/${name}`,
}

export const awsTypes: readonly AwsType[] = [secretsManager, parameterStore]
