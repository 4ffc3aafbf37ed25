// Places at the fake AWS, behind a gate, for the two suites that run there.
import type { TestContext } from 'node:test'
import type { Destination } from '../../src/destinations/contract.ts'
import {
  awsContext,
  fakeAws,
  refuse,
  SECRET_ACCESS_KEY,
  type FakeAws,
} from '../helpers/fake-aws.ts'
import { startGate } from './gate.ts'
import type { Cost, Harness, Place, ServerWords } from './harness.ts'

export type BackDoor = Pick<
  Place,
  'value' | 'foreign' | 'byHand' | 'lag' | 'settle' | 'setPageSize'
>

interface AwsHarness<Options> {
  readonly destination: Destination<Options>
  readonly options: Options
  readonly cost: Cost
  readonly lags?: boolean
  readonly server: Pick<ServerWords, 'wrongShapes' | 'page'>
  backDoor(fake: FakeAws): BackDoor
}

export function harnessAtAws<Options>(aws: AwsHarness<Options>): Harness {
  return {
    interrupts: true,
    lags: aws.lags ?? false,
    capabilities: aws.destination.capabilities,
    cost: aws.cost,
    // The signature is made with it; it is in no request at all.
    credentials: [SECRET_ACCESS_KEY],
    credentialHeaders: [],
    server: {
      denied: refuse('AccessDeniedException'),
      limited: refuse('ThrottlingException'),
      ...aws.server,
    },
    open: (t) => open(t, aws),
  }
}

async function open<Options>(t: TestContext, aws: AwsHarness<Options>): Promise<Place> {
  const fake = await fakeAws(t)
  const gate = await startGate(t, fake.url)
  return {
    gate,
    connect: (signal) => {
      const at = { ...fake, url: gate.url }
      return aws.destination.connect(aws.options, awsContext(at, signal && { signal }))
    },
    ...aws.backDoor(fake),
    requests: () => gate.passed.length,
    interrupt: (at, when, stop) => gate.interrupt(at, when, stop),
  }
}
