// One name at one destination: what is wanted there, what is there and whose it is, and what follows.
// Pure. Knows nothing of the other names; what must not be done for their sake is plan.ts's.
import type { Capabilities, RemoteItem } from '../destinations/contract.ts'
import type { DesiredItem } from './item.ts'
import type { Judgement, Ownership } from './ownership.ts'

export interface SyncRules {
  /** Which side wins where the destination has what did not come from us. */
  readonly initialSync:
    | 'overwrite-destination'
    | 'import-prioritize-source'
    | 'import-prioritize-destination'
  readonly delete: 'never' | 'owned'
  readonly maxDeletes: number
  /** Takes over an item of the same name that someone else made. */
  readonly adopt: boolean
  /** Overwrites what a later commit pushed. */
  readonly allowRollback: boolean
  /** Whether a name fits the key schema; one that does not is left alone. Left out: all fit. */
  matchesSchema?(name: string): boolean
}

/** A name that is wanted, but deliberately not written now; it is not deleted either. */
export interface LeftOut {
  readonly name: string
  readonly why: string
}

export interface PlanRequest {
  /** Name of the entry, for messages. */
  readonly destination: string
  /** No two with the same spelling there. */
  readonly desired: readonly DesiredItem[]
  readonly leftOut: readonly LeftOut[]
  readonly remote: readonly RemoteItem[]
  readonly capabilities: Pick<Capabilities, 'reads' | 'canDelete' | 'limits' | 'names'>
  readonly ownership: Ownership
  readonly rules: SyncRules
  /** Whether a commit is a strict descendant of ours. */
  isLater(commit: string): boolean
}

export type RowKind =
  | 'create'
  | 'update'
  | 'unchanged'
  | 'delete'
  | 'skip'
  /** Wanted, and the name is taken by what is not ours. */
  | 'foreign'
  /** Ours, but changed at the destination since; it is written again. */
  | 'drifted'
  /** Its value belongs into the source. */
  | 'import'

export interface PlanRow {
  readonly kind: RowKind
  readonly name: string
  /** Empty where there is nothing to say. */
  readonly why: string
}

export interface PlannedWrite {
  readonly desired: DesiredItem
  /** What is there; a write must not replace anything else. */
  readonly current: RemoteItem | undefined
}

export interface Decision extends PlanRow {
  readonly write?: PlannedWrite
  readonly removal?: RemoteItem
  /** Its value is brought into the source first. */
  readonly isTakenIn?: boolean
}

export interface Known {
  readonly item: RemoteItem
  readonly whose: Judgement
}

/** What is one name at the destination. */
export function spelling({ names }: Pick<Capabilities, 'names'>, name: string): string {
  return names.spelled?.(name) ?? name
}

export function keyOf({ capabilities }: Pick<PlanRequest, 'capabilities'>, name: string): string {
  return spelling(capabilities, name)
}

// A page that moved while it was read can bring an item twice, and a name can stand among the
// deleted and among the living: what lives counts.
export function byKey(request: Omit<PlanRequest, 'isLater'>): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>()
  for (const item of request.remote) {
    const key = keyOf(request, item.name)
    const before = known.get(key)
    if (before && (item.isDeleted || !before.item.isDeleted)) continue
    known.set(key, { item, whose: request.ownership.judge(key, item.mark) })
  }
  return known
}

export function isOurs(whose: Judgement): boolean {
  return whose === 'ours' || whose === 'ours formerly' || whose === 'ours by another key'
}

export function decideWanted(
  request: PlanRequest,
  desired: DesiredItem,
  known: Known | undefined,
): Decision {
  const { name } = desired
  if (known === undefined) {
    return { kind: 'create', name, why: '', write: { desired, current: undefined } }
  }
  const { item, whose } = known
  const write = { desired, current: item }
  if (!isOurs(whose)) return decideForeign(request, write, whose)
  if (item.isDeleted) return { kind: 'create', name, why: 'was deleted; brought back', write }
  if (item.isDrifted) {
    const why = 'changed at the destination since'
    const isImported = request.rules.initialSync === 'import-prioritize-destination'
    return isImported
      ? { kind: 'import', name, why, isTakenIn: true }
      : { kind: 'drifted', name, why, write }
  }
  if (whose === 'ours by another key') {
    return { kind: 'update', name, why: 'marked with another key', write }
  }
  if (whose === 'ours formerly') {
    return { kind: 'update', name, why: 'marked with a former name of the destination', write }
  }
  const key = keyOf(request, name)
  const isSame =
    item.mark !== undefined && request.ownership.isOfValue(key, item.mark, desired.value) === true
  return isSame ? { kind: 'unchanged', name, why: '' } : { kind: 'update', name, why: '', write }
}

function decideForeign(
  { rules }: PlanRequest,
  write: PlannedWrite & { readonly current: RemoteItem },
  whose: Judgement,
): Decision {
  const { name } = write.desired
  const { isDeleted, mark } = write.current
  const isTakenIn = rules.initialSync === 'import-prioritize-destination' && !isDeleted
  if (isTakenIn && rules.adopt) {
    return { kind: 'import', name, why: 'the destination has it already', isTakenIn }
  }
  const says = mark === undefined ? 'has no mark of ours' : 'is marked by another owner'
  const about = whose === 'forged' ? 'has a mark that is not valid for it' : says
  if (rules.adopt) {
    return { kind: isDeleted ? 'create' : 'update', name, why: `adopted: ${about}`, write }
  }
  return {
    kind: 'foreign',
    name,
    why: isDeleted ? `${about}, and is scheduled for deletion` : about,
    isTakenIn,
  }
}

/** Of what is there and not wanted; undefined: it is none of our business. */
export function decideUnwanted(request: PlanRequest, { item, whose }: Known): Decision | undefined {
  const { rules, capabilities } = request
  const { name } = item
  if (item.isDeleted) return undefined
  const fits = rules.matchesSchema?.(name) ?? true
  if (!isOurs(whose)) {
    if (rules.initialSync === 'overwrite-destination' || !fits) return undefined
    return { kind: 'import', name, why: 'only the destination has it', isTakenIn: true }
  }
  const gone = 'no longer in the source, and stays'
  const skip = (why: string): Decision => ({ kind: 'skip', name, why: `${gone}: ${why}` })
  if (whose === 'ours by another key') return skip('marked with another key')
  if (!fits) return skip('its name does not match the key schema')
  if (rules.delete === 'never') return skip('`delete` is `never`')
  if (!capabilities.canDelete) return skip('this destination cannot delete')
  return { kind: 'delete', name, why: 'no longer in the source', removal: item }
}
