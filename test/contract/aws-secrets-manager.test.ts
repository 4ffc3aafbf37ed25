// The contract at AWS Secrets Manager.
import { awsSecretsManager } from '../../src/destinations/aws-secrets-manager.ts'
import type { FakeAws } from '../helpers/fake-aws.ts'
import { harnessAtAws, type BackDoor } from './aws-place.ts'
import { contractSuite } from './suite.ts'

function backDoor({ secrets }: FakeAws): BackDoor {
  return {
    value: (name) => {
      const secret = secrets.secrets.get(name)
      if (secret === undefined || secret.deletedDate !== undefined) return undefined
      const versions = [...secret.versions.values()]
      return versions.find(({ stages }) => stages.has('AWSCURRENT'))?.value
    },
    foreign: (name, value) => {
      const ClientRequestToken = crypto.randomUUID()
      secrets.answer('CreateSecret', { Name: name, SecretString: value, ClientRequestToken })
    },
    byHand: (name, value) => secrets.byHand(name, value),
    lag: () => secrets.lag(),
    settle: () => {
      secrets.listed = undefined
    },
    setPageSize: (size) => {
      secrets.pageSize = size
    },
  }
}

contractSuite(
  awsSecretsManager.title,
  harnessAtAws({
    destination: awsSecretsManager,
    options: {},
    lags: true,
    cost: { firstPush: 101, nothingChanged: 1 },
    server: {
      wrongShapes: [{}, { SecretList: [{ Name: 1 }] }, { SecretList: 'none', SecretValues: 1 }],
      page: (token, names) => ({
        SecretList: names.map((Name) => ({ Name })),
        NextToken: token,
      }),
    },
    backDoor,
  }),
)
