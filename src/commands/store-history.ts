// What git history says about a store: whose public key was replaced after access was given, and when
// the key was last rotated. Anybody who may commit can write into the files; history is harder to bend.
import { ActionError } from '../errors.ts'
import { objectId } from '../git/committed-blobs.ts'
import {
  publicKeysWhenWrapped,
  readKeyLog,
  wrappedAfter,
  wrappedKeysChangedAt,
  type KeyLog,
  type StoreAt,
} from '../git/history.ts'
import type { Remote } from '../git/remote.ts'
import type { Repository } from '../git/repository.ts'
import { MAX_KEY_FILE_BYTES, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import type { Member } from '../kanuka/members.ts'
import type { Store } from '../kanuka/store.ts'

export interface History {
  readonly repository: Repository
  /** The commit that the store is read from, or that is checked out. */
  readonly commit: string
  /** To ask for what a shallow clone does not have; undefined without `origin`. */
  readonly remote: Remote | undefined
}

/** Members with access who are not who they were at the last rotation. By UUID. */
export interface MemberChanges {
  /** Their `.pub` is not the one that stood there when their wrapped key was written. */
  readonly replaced: ReadonlySet<string>
  /** Their wrapped key was written since: registered, or made up by somebody who may commit. */
  readonly recent: ReadonlySet<string>
}

/**
 * @param own the member whose private key is used: that it fits is proven already
 * @throws ActionError HISTORY_MISSING
 */
export async function memberChanges(
  store: Store,
  own: Member,
  history: History,
): Promise<MemberChanges> {
  const { repository, commit } = history
  const active = store.members.filter((m) => m.state === 'active' && m.uuid !== own.uuid)
  const prefix = prefixOf(store, repository)
  const committed = await repository.treeEntries(commit, `${prefix}.kanuka/`)
  const isCommitted = (uuid: string): boolean => {
    const path = wrappedKeyPath(uuid)
    return idsOf(store, path, commit).includes(committed.get(prefix + path)?.id ?? '')
  }
  // A wrapped key that git does not know as it is was written after all that history tells.
  const known = active.map(({ uuid }) => uuid).filter(isCommitted)
  const unknown = active.map(({ uuid }) => uuid).filter((uuid) => !isCommitted(uuid))
  const log = await keyLogReaching(history, prefix, known)
  const publicKeys = publicKeysWhenWrapped(log, known)
  const isReplaced = (uuid: string): boolean =>
    !idsOf(store, publicKeyPath(uuid), commit).includes(publicKeys.get(uuid) ?? '')
  return {
    replaced: new Set(known.filter(isReplaced)),
    // Where our own is not committed either, a rotation in this checkout wrote them all.
    recent: new Set(
      isCommitted(own.uuid) ? [...unknown, ...wrappedAfter(log, own.uuid, known)] : [],
    ),
  }
}

/** When git saw the wrapped keys change last; undefined where history does not reach that far. */
export async function rotatedAt(
  store: Store,
  { repository, commit }: History,
): Promise<Date | undefined> {
  const storePrefix = prefixOf(store, repository)
  return wrappedKeysChangedAt(await readKeyLog(repository, { commit, storePrefix }))
}

/** A log that reaches back to where the wrapped keys of these members were written. */
async function keyLogReaching(
  { repository, commit, remote }: History,
  storePrefix: string,
  uuids: readonly string[],
): Promise<KeyLog | undefined> {
  const at = { commit, storePrefix }
  const near = await readKeyLog(repository, at)
  if (reaches(near, uuids)) return near
  if (!remote) throw tooShallow('there is no remote `origin` to ask')
  const far = await fetchKeyLog(remote, at)
  if (!reaches(far, uuids)) throw tooShallow('`origin` has no more')
  return far
}

function reaches(log: KeyLog | undefined, uuids: readonly string[]): boolean {
  return ![...publicKeysWhenWrapped(log, uuids).values()].includes('unknown')
}

async function fetchKeyLog(remote: Remote, at: StoreAt): Promise<KeyLog | undefined> {
  try {
    return await remote.fetchHistory(at.commit, (history) => readKeyLog(history, at))
  } catch (error) {
    if (error instanceof ActionError) throw tooShallow(error.what)
    throw error
  }
}

function tooShallow(why: string): ActionError {
  return new ActionError('HISTORY_MISSING', {
    what: `whether a public key was replaced cannot be told: this clone is shallow, and its history could not be fetched (${why})`,
    fix: 'Give actions/checkout the whole history:\nwith:\n  fetch-depth: 0',
  })
}

function prefixOf(store: Store, repository: Repository): string {
  const path = repository.relative(store.root)
  return path === '.' ? '' : `${path}/`
}

/** Blob ids that the file may have in git: as it is, and with the line ends that git gives text. */
function idsOf(store: Store, path: string, commit: string): readonly string[] {
  const read = store.tree.read(path, MAX_KEY_FILE_BYTES)
  if ('failure' in read) return []
  const unix = Buffer.from(read.bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
  return [read.bytes, unix].map((bytes) => objectId('blob', bytes, commit.length))
}
