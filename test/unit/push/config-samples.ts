// Types of destinations, and ways to read a configuration, for the tests of it.
import * as v from 'valibot'
import type { Registry } from '../../../src/push/config-connections.ts'
import { readDestinations, type PushConfig } from '../../../src/push/config.ts'
import { sharedOptions } from '../../../src/push/config-schema.ts'
import { ActionError, ActionErrors } from '../../../src/errors.ts'

const { auth, endpoint, tags, 'kms-key-id': kmsKeyId } = sharedOptions

const aws = {
  region: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z]{2}-[a-z]+-\d$/, 'a region, such as eu-west-1')),
  ),
  endpoint: v.optional(endpoint),
  auth: v.optional(auth),
  tags: v.optional(tags),
  'kms-key-id': v.optional(kmsKeyId),
}

export const REGISTRY: Registry = {
  'aws-secrets-manager': { options: v.strictObject(aws) },
  'aws-parameter-store': { options: v.strictObject({ ...aws, path: v.optional(v.string()) }) },
  'azure-key-vault': {
    options: v.strictObject({ 'vault-url': v.string(), auth: v.optional(auth) }),
  },
  vault: {
    options: v.strictObject({
      url: v.string(),
      mount: v.optional(v.string(), 'secret'),
      path: v.string(),
      auth: v.optional(auth),
    }),
  },
  github: {
    options: v.strictObject({
      scope: v.picklist(['repository', 'environment', 'organisation']),
      kind: v.optional(v.picklist(['actions', 'dependabot', 'codespaces', 'variables']), 'actions'),
      auth: v.optional(auth),
    }),
  },
  file: {
    options: v.strictObject({
      path: v.string(),
      format: v.optional(v.picklist(['dotenv', 'json', 'yaml', 'ini'])),
    }),
  },
}

export function inFile(text: string | Uint8Array): PushConfig {
  const content = typeof text === 'string' ? Buffer.from(text) : text
  return readDestinations([{ shown: 'destinations.yml', origin: 'file', content }], REGISTRY)
}

export function inline(text: string): PushConfig {
  const source = { shown: 'destinations', origin: 'workflow', content: text } as const
  return readDestinations([source], REGISTRY)
}

/** All that is wrong, in the order in which it is told; none where all is well. */
export function mistakes(run: () => unknown): readonly ActionError[] {
  try {
    run()
  } catch (error) {
    if (error instanceof ActionErrors) return error.errors
    if (error instanceof ActionError) return [error]
    throw error
  }
  return []
}

/** `CODE what | fix`, a mistake each. */
export function told(run: () => unknown): readonly string[] {
  return mistakes(run).map(({ code, what, fix }) => `${code} ${what} | ${fix}`)
}

/** An entry of a type that needs nothing, with more lines. */
export function entry(...lines: readonly string[]): string {
  const all = ['name: prod', 'type: aws-secrets-manager', ...lines]
  return `destinations:\n  - ${all.join('\n    ')}\n`
}
