// The contract at the fake AWS Parameter Store.
import { fakeAws } from '../helpers/fake-aws.ts'
import { parameterStoreSuites } from './aws-place.ts'
import { thereOf } from './runs.ts'

parameterStoreSuites({
  open: async (t) => {
    const { url, parameters } = await fakeAws(t)
    return {
      url,
      values: (names) => thereOf(names, (name) => parameters.parameters.get(name)?.value),
      foreign: (name, value) => {
        parameters.answer('PutParameter', { Name: name, Value: value, Type: 'String' })
      },
      byHand: (name, value) => parameters.byHand(name, value),
      setPageSize: (size) => {
        parameters.pageSize = size
      },
    }
  },
})
