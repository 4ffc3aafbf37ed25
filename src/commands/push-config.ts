// The destinations of a run: read from the workflow and from the repository, with the adapters that they
// name, and the hosts that they may talk to.
import { resolve } from 'node:path'
import type { Destination } from '../destinations/contract.ts'
import { destinationTypes } from '../destinations/registry.ts'
import { ActionError, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { isFreeOfLinks, isWithin, readRegularFile, shownPath } from '../platform/files.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { DestinationEntry } from '../push/config-entry.ts'
import { readDestinations, type PushConfig } from '../push/config.ts'
import type { ConfigSource } from '../push/config-text.ts'
import { checkEndpoints, parseAllowedEndpoints } from '../push/endpoints.ts'

const MAX_FILE_BYTES = 1024 * 1024

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
  const loaded = new Map<string, Destination>()
  for (const [type, { load }] of Object.entries(destinationTypes)) loaded.set(type, await load())
  const config = readDestinations(sources, Object.fromEntries(loaded))
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

function sourcesOf({ push }: Inputs, workflow: Workflow): readonly ConfigSource[] {
  const inline: readonly ConfigSource[] =
    push.destinations === undefined
      ? []
      : [{ shown: 'destinations', origin: 'workflow', content: push.destinations }]
  const file =
    push.destinationsFile === undefined ? [] : [fileSource(push.destinationsFile, workflow)]
  const sources = [...inline, ...file]
  if (sources.length > 0) return sources
  throw new ActionError('INPUT_INVALID', {
    what: '`push` needs `destinations` or `destinations-file`, and neither is given',
    fix: 'Say where values go; docs/push.md has examples.',
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
