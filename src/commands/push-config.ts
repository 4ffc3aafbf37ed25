// The destinations of a run: read from the workflow and from the repository, with the adapters that they
// name, and the hosts that they may talk to.
import { resolve } from 'node:path'
import * as v from 'valibot'
import type { Destination } from '../destinations/contract.ts'
import { destinationTypes } from '../destinations/registry.ts'
import { ActionError, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { isFreeOfLinks, isWithin, readRegularFile, shownPath } from '../platform/files.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { DestinationEntry } from '../push/config-entry.ts'
import { readDestinations, type PushConfig } from '../push/config.ts'
import type { ConfigSource } from '../push/config-text.ts'
import { typesNamedIn } from '../push/config-types.ts'
import { checkEndpoints, parseAllowedEndpoints } from '../push/endpoints.ts'

export const MAX_FILE_BYTES = 1024 * 1024

export interface ConfiguredDestination {
  readonly entry: DestinationEntry
  readonly destination: Destination
}

export interface Configured {
  readonly destinations: readonly ConfiguredDestination[]
  readonly secrets: PushConfig['secrets']
}

/** @throws ActionError, ActionErrors: all that is wrong with them */
export async function readConfigured(inputs: Inputs, workflow: Workflow): Promise<Configured> {
  const sources = sourcesOf(inputs, workflow)
  const loaded = await load(typesNamedIn(sources))
  const registry = Object.keys(destinationTypes).map(
    (type) => [type, loaded.get(type) ?? NOT_NAMED] as const,
  )
  const config = readDestinations(sources, Object.fromEntries(registry))
  const allowed = parseAllowedEndpoints(inputs.push.allowEndpoints)
  throwIfAny(
    config.destinations.flatMap(({ name, type, hosts }) =>
      checkEndpoints(name, hosts, {
        publicHosts: destinationTypes[type]?.publicHosts ?? [],
        allowed,
      }),
    ),
  )
  const destinations = config.destinations.flatMap((entry) => {
    const destination = loaded.get(entry.type)
    return destination ? [{ entry, destination }] : []
  })
  return { destinations, secrets: config.secrets }
}

/** Stands for the options of a type that nothing names: only its name is needed, to suggest it. */
const NOT_NAMED = { options: v.looseObject({}) }

async function load(isNamed: (type: string) => boolean): Promise<ReadonlyMap<string, Destination>> {
  const loaded = new Map<string, Destination>()
  for (const [type, each] of Object.entries(destinationTypes)) {
    if (isNamed(type)) loaded.set(type, await each.load())
  }
  return loaded
}

function sourcesOf({ command, push }: Inputs, workflow: Workflow): readonly ConfigSource[] {
  const inline: readonly ConfigSource[] =
    push.destinations === undefined
      ? []
      : [{ shown: 'destinations', origin: 'workflow', content: push.destinations }]
  const file =
    push.destinationsFile === undefined ? [] : [fileSource(push.destinationsFile, workflow)]
  const sources = [...inline, ...file]
  if (sources.length > 0) return sources
  throw new ActionError('INPUT_INVALID', {
    what: `\`${command}\` needs \`destinations\` or \`destinations-file\`, and neither is given`,
    fix: 'Say where values go, or come from; docs/push.md has examples.',
  })
}

function fileSource(given: string, { workspace }: Workflow): ConfigSource {
  const path = resolve(workspace.real, given)
  if (!isWithin(workspace.real, path) || !isFreeOfLinks(workspace.real, path)) {
    throw new ActionError('PATH_UNSAFE', {
      what: '`destinations-file` leads outside the workspace, or through a link',
      fix: 'Name a file of the checkout.',
    })
  }
  const read = readRegularFile(path, MAX_FILE_BYTES)
  const shown = shownPath(workspace.real, path)
  if ('bytes' in read) return { shown, origin: 'file', content: read.bytes }
  throw new ActionError('FILE_UNREADABLE', {
    what: `${shown} cannot be read: ${read.failure}`,
    where: { file: shown },
    fix: 'Check `destinations-file`, and that actions/checkout is before this step.',
  })
}
