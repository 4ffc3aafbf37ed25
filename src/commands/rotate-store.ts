// One store through a rotation, up to the edits in memory: is it due, who gets the key, is everything
// in order. Where the store is read from (disk or a commit) and where the edits go is the caller's.
import { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { decideAccess, isChangeAsked, type Access } from '../kanuka/access.ts'
import type { Edit } from '../kanuka/edits.ts'
import { AUDIT_FILE, MAX_AUDIT_BYTES } from '../kanuka/layout.ts'
import { openStore, type OpenedStore } from '../kanuka/open-store.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { rotate } from '../kanuka/rotation.ts'
import type { Store } from '../kanuka/store.ts'
import type { Deps } from './command.ts'
import type { History } from './store-history.ts'

/** Of a store that was rotated, or would be in a dry run. */
export interface RotatedStore {
  readonly store: Store
  readonly opened: OpenedStore
  readonly access: Access
  /** Empty in a dry run. */
  readonly edits: readonly Edit[]
  /** Whether history could be asked for replaced public keys. */
  readonly isHistoryChecked: boolean
}

/** Left alone, because its key is younger than `rotate-after`. */
export interface YoungStore {
  readonly store: Store
  readonly edits: readonly []
  readonly rotatedAt: Date
}

export type SyncedStore = RotatedStore | YoungStore

export interface RotationContext {
  readonly inputs: Inputs
  readonly deps: Deps
  readonly privateKey: PrivateKey
  readonly now: Date
  /** undefined where the store is in no git repository. */
  readonly history: History | undefined
}

/** @throws ActionError, ActionErrors: whatever stands in the way; nothing was changed */
export async function rotateStore(store: Store, context: RotationContext): Promise<SyncedStore> {
  const { inputs, deps, privateKey, history, now } = context
  const young = await youngerThanAsked(store, context)
  if (young) return { store, edits: [], rotatedAt: young }
  if (history) await refuseFiltered(store, store.secretFiles, history)
  const opened = await openStore(store, privateKey, store.secretFiles)
  deps.debug(`${store.title} at ${store.path}: ${opened.files.length} files opened`)
  const changes = history
    ? await (await import('./store-history.ts')).memberChanges(store, opened.member, history)
    : { replaced: new Set<string>(), recent: new Set<string>() }
  const { grant, revoke } = inputs
  const access = decideAccess(store, opened.member, { grant, revoke, ...changes })
  deps.debug(`${store.title}: ${access.recipients.length} members get the new key`)
  // A dry run computes all of it too: it must not promise what a real run then refuses.
  const edits = await rotate({ opened, access, privateKey, now })
  deps.debug(`${store.title}: ${edits.length} files to write`)
  return {
    store,
    opened,
    access,
    edits: inputs.dryRun ? [] : edits,
    isHistoryChecked: history !== undefined,
  }
}

/** When the key was made, if that is less long ago than `rotate-after` says. */
async function youngerThanAsked(
  store: Store,
  { inputs, history, now }: RotationContext,
): Promise<Date | undefined> {
  // Whoever is named is not kept waiting.
  if (inputs.rotateAfter === undefined || isChangeAsked(store, inputs)) return undefined
  const read = store.tree.read(AUDIT_FILE, MAX_AUDIT_BYTES)
  const { keyMadeAt } = await import('../kanuka/audit-log.ts')
  const logged = keyMadeAt('bytes' in read ? read.bytes : undefined, now)
  const isYoung = (date: Date): boolean =>
    now.getTime() - date.getTime() < (inputs.rotateAfter ?? 0)
  if (logged && !isYoung(logged)) return undefined
  // Whoever may commit can write a line into the log; the older of the two counts.
  const seen = history && (await (await import('./store-history.ts')).rotatedAt(store, history))
  const dates = [logged, seen].filter((date) => date !== undefined)
  const oldest = dates.toSorted((a, b) => a.getTime() - b.getTime())[0]
  return oldest && isYoung(oldest) ? oldest : undefined
}

/**
 * git would commit a pointer to the file instead of the file.
 * @throws ActionError LFS_FILTER
 */
export async function refuseFiltered(
  store: Store,
  secretFiles: readonly string[],
  { repository }: Pick<History, 'repository'>,
): Promise<void> {
  const folder = repository.relative(store.root)
  const prefix = folder === '.' ? '' : `${folder}/`
  const paths = secretFiles.map((path) => prefix + path)
  const filters = await repository.attribute('filter', paths)
  const filtered = secretFiles.find((path) => filters?.get(prefix + path) === 'lfs')
  if (filtered === undefined) return
  const file = store.shown(filtered)
  throw new ActionError('LFS_FILTER', {
    what: `${file} is under Git LFS by the attributes of the repository`,
    where: { file },
    fix: 'Kanuka files are small and must lie in git itself: take them out with `*.kanuka -filter -diff -merge -text` at the end of .gitattributes, then commit them again.',
  })
}
