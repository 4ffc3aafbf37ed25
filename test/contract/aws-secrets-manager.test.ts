// The contract at the fake AWS Secrets Manager.
import { fakeAws } from '../helpers/fake-aws.ts'
import { secretsManagerSuite } from './aws-place.ts'
import { thereOf } from './runs.ts'

secretsManagerSuite({
  open: async (t) => {
    const { url, secrets } = await fakeAws(t)
    const valueOf = (name: string): string | undefined => {
      const secret = secrets.secrets.get(name)
      if (secret === undefined || secret.deletedDate !== undefined) return undefined
      const versions = [...secret.versions.values()]
      return versions.find(({ stages }) => stages.has('AWSCURRENT'))?.value
    }
    return {
      url,
      values: (names) => thereOf(names, valueOf),
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
  },
})
