// From the destinations of a configuration to what the engine pushes: which store, which files, derived
// values, marks, and a way to connect. Finds all that is wrong with any of them before the first request.
import { throwIfAny, ActionError } from '../errors.ts'
import type { Context } from '../destinations/contract.ts'
import type { Inputs } from '../inputs.ts'
import { compilePattern } from '../kanuka/glob.ts'
import type { OpenedStore as WholeStore } from '../kanuka/open-store.ts'
import { selectFiles } from '../kanuka/secret-files.ts'
import type { Store } from '../kanuka/store.ts'
import { environment } from '../platform/environment.ts'
import { retryingFetch } from '../platform/http.ts'
import { oidcToken } from '../platform/oidc.ts'
import type { PushTarget } from '../push/apply.ts'
import type { Deadline } from '../push/deadline.ts'
import { derive, type Derived } from '../push/derive.ts'
import { schemaFit } from '../push/schema-fit.ts'
import {
  createOwnership,
  deriveMarkKey,
  type KeyMaterial,
  type Ownership,
} from '../push/ownership.ts'
import { MaskCollector, readDotenv } from '../secrets/mask-collector.ts'
import { schemaVariables, type VariableSource } from '../secrets/variables.ts'
import type { Deps } from './command.ts'
import { maskCredentials, maskPolicyOf } from './masks.ts'
import type { ConfiguredDestination } from './push-config.ts'
import { Trackers } from './targets.ts'

/** Of an opened store, what is pushed from. */
export interface OpenedStore extends Pick<WholeStore, 'files'> {
  readonly store: Pick<Store, 'config' | 'path' | 'shown'>
}

export interface PushMeans {
  readonly inputs: Inputs
  readonly deps: Deps
  readonly keyMaterial: KeyMaterial
  readonly stores: readonly OpenedStore[]
  readonly deadline: Deadline
}

/** Destinations that are asked too often mostly say no time, and mean seconds. */
const UNSAID_WAIT_MS = 2000

type Entry = ConfiguredDestination['entry']

/** Those that are not limited to other branches. */
export async function ofBranch(
  destinations: readonly ConfiguredDestination[],
  branch: string,
): Promise<readonly ConfiguredDestination[]> {
  const wanted: ConfiguredDestination[] = []
  for (const each of destinations) {
    const patterns = each.entry.branches
    const matchers = await Promise.all((patterns ?? []).map(compilePattern))
    if (patterns === undefined || matchers.some((matches) => matches(branch))) wanted.push(each)
  }
  return wanted
}

/** Masks all values. @throws ActionErrors: all that is wrong with what would be pushed, anywhere */
export async function targetsOf(
  destinations: readonly ConfiguredDestination[],
  means: PushMeans,
): Promise<readonly PushTarget[]> {
  const masks = collectorFor(means)
  const targets: PushTarget[] = []
  const errors: ActionError[] = []
  for (const each of destinations) {
    const source = await sourceOf(each.entry, means.stores)
    const derived = deriveFor(each, source, means)
    errors.push(...source.errors, ...derived.errors)
    for (const { name, value } of derived.parts) masks.addExported(name, value.reveal())
    const { opened, sources } = source
    if (opened && derived.errors.length === 0) {
      targets.push(targetOf(each, { derived, opened, sources }, means))
    }
  }
  means.deps.mask(masks.masks)
  throwIfAny(distinct(errors))
  return targets
}

// A mistake in a file is found for each destination that reads it.
function distinct(errors: readonly ActionError[]): readonly ActionError[] {
  return [...new Map(errors.map((error) => [`${error.code} ${error.what}`, error])).values()]
}

function collectorFor({ inputs, deps, stores }: PushMeans): MaskCollector {
  const policy = maskPolicyOf(inputs, deps.workflow)
  const collector = new MaskCollector(policy, new Set(inputs.unmasked))
  for (const { store, files } of stores) {
    for (const { path, plaintext } of files) {
      const bytes = plaintext.reveal()
      collector.addFile(store.shown(path), bytes, readDotenv(bytes))
    }
  }
  return collector
}

interface Source {
  /** undefined where no store is meant. */
  readonly opened: OpenedStore | undefined
  readonly sources: readonly VariableSource[]
  readonly errors: readonly ActionError[]
}

async function sourceOf(entry: Entry, stores: readonly OpenedStore[]): Promise<Source> {
  const opened = storeOf(entry.store, stores)
  if (!opened) return { opened, sources: [], errors: [unknownStore(entry.name, stores)] }
  const { store, files } = opened
  const byPath = new Map(files.map((file) => [file.path, file]))
  const selected = await selectFiles([...byPath.keys()], entry.from ?? [])
  const errors = [...selected.unknown.values()]
  const sources = selected.paths.flatMap((path) => {
    const file = byPath.get(path)
    if (!file) return []
    return {
      file: store.shown(path),
      plaintextName: file.plaintextPath,
      project: store.config.projectName,
      dotenv: readDotenv(file.plaintext.reveal()),
      size: file.size,
    }
  })
  if (sources.length === 0 && errors.length === 0) errors.push(nothingSelected(entry.name, opened))
  return { opened, sources, errors }
}

interface OfStore {
  readonly store: { readonly path: string }
}

/** The one that an entry means with `store`; undefined: none. */
export function storeOf<Of extends OfStore>(
  wanted: string | undefined,
  stores: readonly Of[],
): Of | undefined {
  if (wanted === undefined) return stores.length === 1 ? stores[0] : undefined
  const path = wanted.replace(/^\.\//, '').replace(/\/+$/, '') || '.'
  return stores.find(({ store }) => store.path === path)
}

export function unknownStore(name: string, stores: readonly OfStore[]): ActionError {
  return new ActionError('DESTINATIONS_INVALID', {
    what: `destination "${name}" does not say which store its values come from, or names one that is not opened`,
    fix: `Give it \`store:\`, one of: ${stores.map(({ store }) => store.path).join(', ')}`,
  })
}

function nothingSelected(name: string, { files }: OpenedStore): ActionError {
  const paths = files.slice(0, 10).map(({ path }) => path)
  return new ActionError('NOTHING_SELECTED', {
    what: `destination "${name}": \`from\` matches none of the secret files that were opened`,
    fix: `The store has: ${paths.join(', ')}`,
  })
}

function deriveFor(
  { entry, destination }: ConfiguredDestination,
  { sources }: Source,
  { inputs, deps }: PushMeans,
): Derived {
  return derive(sources, {
    name: entry.name,
    where: entry.where,
    capabilities: destination.capabilities,
    empty: entry.empty,
    bundle: entry.bundle,
    select: entry.select ?? inputs.select,
    values: entry.values,
    keySchema: entry.keySchema ?? inputs.keySchema,
    environment: entry.environment ?? inputs.environment,
    branch: deps.workflow.refName,
  })
}

interface Made {
  readonly derived: Derived
  readonly opened: OpenedStore
  readonly sources: readonly VariableSource[]
}

function targetOf(
  configured: ConfiguredDestination,
  { derived, opened, sources }: Made,
  means: PushMeans,
): PushTarget {
  const { entry, destination } = configured
  const { initialSync, maxDeletes, adopt } = entry
  const { allowRollback } = means.inputs.push
  const matchesSchema = fitOf(configured, sources, means)
  const ownership = ownershipOf(entry, opened, means)
  const inPlace = destination.place(entry.options, variable)
  const trackers = new Trackers(means.deps.workflow.workspace.real)
  const context: Context = {
    ...contextOf(entry.name, means),
    isOfValue: (name, mark, value) => ownership.isOfValue(name, mark, value),
    isTracked: async (path) => trackers.isTracked(path),
  }
  return {
    name: entry.name,
    where: entry.where,
    place: (item) => [entry.type, ...inPlace(item)],
    capabilities: destination.capabilities,
    ownership,
    rules: {
      initialSync,
      delete: entry.delete,
      maxDeletes,
      adopt,
      allowRollback,
      ...(matchesSchema && { matchesSchema }),
    },
    desired: derived.items,
    leftOut: derived.leftOut,
    connect: async () => destination.connect(entry.options, context),
  }
}

/** Which names there can be of this entry at all. */
function fitOf(
  { entry, destination }: ConfiguredDestination,
  sources: readonly VariableSource[],
  { inputs, deps }: PushMeans,
): ((name: string) => boolean) | undefined {
  const known = {
    environment: entry.environment ?? inputs.environment,
    branch: deps.workflow.refName,
  }
  return schemaFit({
    keySchema: entry.keySchema ?? inputs.keySchema,
    item: entry.bundle?.item,
    settings: sources.map((source) => schemaVariables(source, known)),
    spelled: destination.capabilities.names.spelled,
  })
}

function ownershipOf(entry: Entry, { store }: OpenedStore, means: PushMeans): Ownership {
  const { projectUuid } = store.config
  return createOwnership(deriveMarkKey(means.keyMaterial, projectUuid), {
    repositoryId: means.deps.workflow.repositoryId ?? '',
    projectUuid,
    destination: entry.name,
    formerly: entry.formerly,
  })
}

export function contextOf(
  name: string,
  { deps, deadline }: Pick<PushMeans, 'deps' | 'deadline'>,
): Context {
  const send = retryingFetch({ unsaidWaitMs: UNSAID_WAIT_MS })
  return {
    name,
    // What is under way may end; what is cut off, ends.
    fetch: async (input, init) => send(input, { ...init, signal: deadline.cut }),
    signal: deadline.stop,
    mask: (strings) => deps.mask(strings),
    oidcToken: async (audience) => {
      const token = await oidcToken(audience, deadline.cut)
      maskCredentials([token], deps)
      return token
    },
    variable,
  }
}

function variable(name: string): string | undefined {
  return environment[name]
}
