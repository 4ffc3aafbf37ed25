// The part of the table of inputs that is about destinations.
import type { InputDefinition } from './input-definition.ts'

export const pushInputDefinitions = {
  destinations: {
    group: 'push',
    description:
      'push, pull, check (and decrypt, sync, which then push): where values go, or come from, as YAML. What stands here is the word of the workflow.',
  },
  'destinations-file': {
    group: 'push',
    description: 'The same in a file of the repository, relative to the workspace.',
  },
  'allow-endpoints': {
    group: 'push',
    description:
      "Hosts (`host` or `host:port`) that a destinations file may name beside the providers' public ones, a line or comma each.",
  },
  'fingerprint-key': {
    group: 'push',
    description:
      'A secret from which the marks of ownership are made. Default: the private key itself; give one where several keys push.',
  },
  'allow-pull-request': {
    group: 'push',
    default: 'false',
    description: 'push: write on `pull_request` events too; else a plan is all there is.',
  },
  'allow-rollback': {
    group: 'push',
    default: 'false',
    description: 'push: overwrite what a later commit pushed.',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
