// The contract at AWS Parameter Store, below a path and without one.
import { awsParameterStore } from '../../src/destinations/aws-parameter-store.ts'
import type { FakeAws } from '../helpers/fake-aws.ts'
import { harnessAtAws, type BackDoor } from './aws-place.ts'
import { contractSuite } from './suite.ts'

const backDoor =
  (start: string) =>
  ({ parameters }: FakeAws): BackDoor => ({
    value: (name) => parameters.parameters.get(`${start}${name}`)?.value,
    foreign: (name, value) => {
      parameters.answer('PutParameter', { Name: `${start}${name}`, Value: value, Type: 'String' })
    },
    byHand: (name, value) => parameters.byHand(`${start}${name}`, value),
    setPageSize: (size) => {
      parameters.pageSize = size
    },
  })

for (const path of [undefined, '/myapp/prod']) {
  contractSuite(
    `${awsParameterStore.title}, ${path ?? 'no path'}`,
    harnessAtAws({
      destination: awsParameterStore,
      options: path === undefined ? {} : { path },
      cost: { firstPush: 101, nothingChanged: 2 },
      server: {
        wrongShapes: [{}, { Parameters: 'none' }, { Parameters: [{ Name: 'A', Version: 0 }] }],
        page: (token, names) => ({
          Parameters: names.map((Name) => ({ Name, Version: 1, Tier: 'Standard' })),
          NextToken: token,
        }),
      },
      backDoor: backDoor(path === undefined ? '' : `${path}/`),
    }),
  )
}
