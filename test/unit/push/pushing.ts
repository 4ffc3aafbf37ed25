// What the tests of plan and engine share: an entry, its items, and runs against a place in memory.
import type { Mark, RemoteItem } from '../../../src/destinations/contract.ts'
import { push, type PushResult, type PushRun, type PushTarget } from '../../../src/push/apply.ts'
import type { PlanRequest, SyncRules } from '../../../src/push/decision.ts'
import type { DesiredItem } from '../../../src/push/item.ts'
import type { Plan } from '../../../src/push/plan.ts'
import type { ItemResult } from '../../../src/push/results.ts'
import { createOwnership, deriveMarkKey, type Ownership } from '../../../src/push/ownership.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import {
  MEMORY_CAPABILITIES,
  MemoryPlace,
  connectToMemory,
  type Fault,
  type MemorySettings,
  type Request,
} from '../../contract/memory-destination.ts'

const PROJECT = '5b9c2a4e-1111-4222-8333-444455556666'
/** In the order of history. */
export const [OLDER, HEAD, NEWER] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
]

export const RULES: SyncRules = {
  initialSync: 'overwrite-destination',
  delete: 'never',
  maxDeletes: 5,
  adopt: false,
  allowRollback: false,
}

export interface Owner {
  readonly destination?: string
  readonly repositoryId?: string
  readonly formerly?: readonly string[]
  readonly key?: string
}

export function ownershipOf(owner: Owner = {}): Ownership {
  const { key = 'the key', destination = 'prod', repositoryId = '42', formerly = [] } = owner
  const markKey = deriveMarkKey({ fingerprintKey: new SecretValue(key) }, PROJECT)
  return createOwnership(markKey, { repositoryId, projectUuid: PROJECT, destination, formerly })
}

export const OWNERSHIP = ownershipOf()

export function markOf(name: string, value: string, by = OWNERSHIP): Mark {
  return by.mark(name, new SecretValue(value), OLDER)
}

export function desiredItems(values: Readonly<Record<string, string>>): readonly DesiredItem[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: new SecretValue(value),
    sources: [`${name} (.env.kanuka)`],
  }))
}

/** An item that is there with our mark for this value; `change` says what is otherwise. */
export function there(name: string, value: string, change: Partial<RemoteItem> = {}): RemoteItem {
  const mark = markOf(name, value)
  return { name, version: '1', mark, isDrifted: false, isDeleted: false, ...change }
}

export function request(
  desired: Readonly<Record<string, string>>,
  remote: readonly RemoteItem[],
  change: Partial<PlanRequest> & { readonly options?: Partial<SyncRules> } = {},
): PlanRequest {
  const { options = {}, ...rest } = change
  return {
    destination: 'prod',
    desired: desiredItems(desired),
    leftOut: [],
    remote,
    capabilities: MEMORY_CAPABILITIES,
    ownership: OWNERSHIP,
    rules: { ...RULES, ...options },
    isLater: (commit) => commit === NEWER,
    ...rest,
  }
}

export interface Pushed {
  readonly values: Readonly<Record<string, string>>
  readonly settings?: MemorySettings
  readonly rules?: Partial<SyncRules>
  readonly change?: Partial<PushTarget>
  readonly run?: Partial<PushRun>
  readonly owner?: Owner
}

export function targetAt(place: MemoryPlace, pushed: Pushed): PushTarget {
  const { values, settings = {}, rules = {}, change = {}, owner = {} } = pushed
  const { signal } = new AbortController()
  return {
    name: owner.destination ?? 'prod',
    place: (each) => ['memory', each],
    capabilities: { ...MEMORY_CAPABILITIES, ...settings.capabilities },
    ownership: ownershipOf(owner),
    rules: { ...RULES, ...rules },
    desired: desiredItems(values),
    leftOut: [],
    connect: () => connectToMemory(place, settings, { signal: pushed.run?.stop ?? signal }),
    ...change,
  }
}

export function runOf(change: Partial<PushRun> = {}): PushRun {
  const order = [OLDER, HEAD, NEWER]
  const commit = change.commit ?? HEAD
  return {
    commit,
    isDryRun: false,
    stop: new AbortController().signal,
    cut: new AbortController().signal,
    over: new AbortController().signal,
    laterThanOurs: async (commits) =>
      new Set(commits.filter((each) => order.indexOf(each) > order.indexOf(commit))),
    ...change,
  }
}

export function pushTo(place: MemoryPlace, pushed: Pushed): Promise<PushResult> {
  return push([targetAt(place, pushed)], runOf(pushed.run))
}

/** Kinds and names of what was done or found, as `create A, unchanged B`. */
export function told(rows: readonly { readonly kind: string; readonly name: string }[]): string {
  return rows.map(({ kind, name }) => `${kind} ${name}`).join(', ')
}

export function codes({ errors }: PushResult): readonly string[] {
  return errors.map(({ code }) => code)
}

/** Marks that are not simply ours. */
export const unmarked = { mark: undefined }
export const byOthers = { mark: markOf('A', '1', ownershipOf({ repositoryId: '7' })) }
export const byOldKey = { mark: markOf('A', '1', ownershipOf({ key: 'before' })) }
export const forged = { mark: { ...markOf('A', '1'), own: '0'.repeat(16) } }
export const byOldName = { mark: markOf('A', '1', ownershipOf({ destination: 'production' })) }

/** Codes of what a plan refuses. */
export function planCodes({ problems, obstacles }: Plan): string {
  return [...problems, ...obstacles].map(({ code }) => code).join(', ')
}

export const OWNED = { delete: 'owned' } as const

export function placeWith(ours: Readonly<Record<string, string>>): MemoryPlace {
  const place = new MemoryPlace()
  for (const [name, value] of Object.entries(ours)) place.write(name, value, markOf(name, value))
  return place
}

export function kinds({ requests }: MemoryPlace): string {
  return [...new Set(requests.map(({ kind }) => kind))].join(', ')
}

/** `A done, B failed`. */
export function outcomes({ destinations }: PushResult, index = 0): string {
  const items: readonly ItemResult[] = destinations[index]?.items ?? []
  return items.map(({ name, outcome }) => `${name} ${outcome}`).join(', ')
}

export function countsOf({ destinations }: PushResult, index = 0): object | undefined {
  const { destination: _, ...counts } = destinations[index]?.counts ?? { destination: '' }
  return Object.fromEntries(Object.entries(counts).filter(([, amount]) => amount !== 0))
}

export const onItem =
  (fault: Fault, kind: Request['kind'], name?: string) =>
  (sent: Request): Fault | undefined =>
    sent.kind === kind && (name === undefined || sent.name === name) ? fault : undefined
