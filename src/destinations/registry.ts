// The types of destinations, each loaded only when a configuration names it.
import type { Destination } from './contract.ts'

export interface DestinationType {
  /** Hosts that a file of the checkout may name: the provider's own. `*` is one label. */
  readonly publicHosts: readonly string[]
  readonly load: () => Promise<Destination>
}

// The last is the European Sovereign Cloud. With a name of a service before it: `*.s3.amazonaws.com` and
// the like are servers of anybody's.
const AWS_SUFFIXES = ['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu']

function awsHosts(service: string): readonly string[] {
  return [service, `${service}-fips`].flatMap((name) =>
    AWS_SUFFIXES.map((suffix) => `${name}.*.${suffix}`),
  )
}

export const destinationTypes: Readonly<Record<string, DestinationType>> = {
  'aws-parameter-store': {
    publicHosts: awsHosts('ssm'),
    load: async () => any((await import('./aws-parameter-store.ts')).awsParameterStore),
  },
  'aws-secrets-manager': {
    publicHosts: awsHosts('secretsmanager'),
    load: async () => any((await import('./aws-secrets-manager.ts')).awsSecretsManager),
  },
  file: { publicHosts: [], load: async () => any((await import('./file.ts')).file) },
  vault: { publicHosts: [], load: async () => any((await import('./vault.ts')).vault) },
}

// What `connect` is given has been read by the adapter's own schema.
function any<Options>(destination: Destination<Options>): Destination {
  return {
    ...destination,
    place: (options, variable) => destination.place(options as Options, variable),
    connect: async (options, context) => destination.connect(options as Options, context),
  }
}
