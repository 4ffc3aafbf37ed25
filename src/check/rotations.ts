// The rules about rotations: whole, in part, forgotten after somebody left, or about to be mixed with
// another. What stayed the same is what convicts, or the keys themselves where they are known; what cannot
// be told is said, never guessed. The comparison itself is store-change.ts.
import { AUDIT_FILE, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import type { CheckContext, Rule } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { counted, listed, memberName, membersByUuid, storeName } from './member-wording.ts'
import { pathIn, type StoreState } from './snapshot.ts'
import {
  activeOf,
  isActive,
  isPartialRotation,
  isSomethingLeft,
  isWholeRotation,
  storeChange,
  type Files,
  type ProvenKeys,
  type StoreChange,
} from './store-change.ts'

interface Triple {
  readonly base: StoreState
  /** undefined where the tip has no such store. */
  readonly tip: StoreState | undefined
  readonly head: StoreState
  readonly keys: ProvenKeys
  /** From base to head; what does not open under the head's new key counts as left behind. */
  readonly change: StoreChange
}

/** By the root of a store. */
export type KnownKeys = ReadonlyMap<string, ProvenKeys>

const NOTHING_KNOWN: ProvenKeys = {
  headIsBase: undefined,
  tipIsBase: undefined,
  headIsTip: undefined,
  unopened: [],
}

/** @param known what a private key tells; without it, only bytes are compared */
export function rotations(known: KnownKeys = new Map()): Rule {
  return (context) =>
    triplesOf(context, known).flatMap((stores) => [
      ...revokedWithoutRotation(stores),
      ...partialRotation(stores),
      ...rotationConflict(stores),
      ...keyRotated(stores),
    ])
}

/** What the rules had to leave open, one sentence each. */
export function rotationNotes(
  context: CheckContext,
  known: KnownKeys = new Map(),
): readonly string[] {
  return triplesOf(context, known).flatMap((stores) => {
    const { change, keys } = stores
    const gone = leavers(stores)
    const isTold = keys.headIsBase !== undefined || isSomethingLeft(change)
    if (gone.length === 0 || isTold || isWholeRotation(change)) return []
    const names = listed(gone.map((uuid) => nameIn(stores, uuid)))
    return [
      `Whether the symmetric key of ${storeName(stores.head)} changed when access was taken from ${names} cannot be told without a key: nothing of the store is left to compare`,
    ]
  })
}

function triplesOf({ head, range }: CheckContext, known: KnownKeys): readonly Triple[] {
  return [...head.stores].flatMap(([root, store]) => {
    const base = range?.base.stores.get(root)
    if (!base) return []
    const keys = known.get(root) ?? NOTHING_KNOWN
    const change = storeChange(base, store)
    const left = keys.headIsBase === false ? keys.unopened : []
    const filesSame = [...new Set([...change.filesSame, ...left])]
    return [
      {
        base,
        tip: range?.tip.stores.get(root),
        head: store,
        keys,
        change: { ...change, filesSame },
      },
    ]
  })
}

function leavers({ base, head }: Pick<Triple, 'base' | 'head'>): readonly string[] {
  return activeOf(base).filter((uuid) => !isActive(head, uuid))
}

function nameIn({ base, head }: Triple, uuid: string): string {
  return memberName(uuid, membersByUuid(head).get(uuid), membersByUuid(base).get(uuid))
}

function wrappedKeysOf(stores: Triple, uuids: readonly string[]): string {
  return counted(
    uuids.map((uuid) => nameIn(stores, uuid)),
    'wrapped key',
  )
}

function leftOf(stores: Triple): string {
  const { wrappedSame, filesSame } = stores.change
  const files = filesSame.map((path) => pathIn(stores.head, path))
  return [
    ...(wrappedSame.length > 0 ? [wrappedKeysOf(stores, wrappedSame)] : []),
    ...(files.length > 0 ? [counted(files, 'secret file')] : []),
  ].join(' and ')
}

function revokedWithoutRotation(stores: Triple): readonly Finding[] {
  const { head, change, keys } = stores
  if (!(keys.headIsBase ?? isSomethingLeft(change))) return []
  const why =
    keys.headIsBase === true
      ? 'it is the same before and after this range'
      : `the bytes of ${leftOf(stores)} did not change`
  return leavers(stores).map((uuid) => {
    const lostWrappedKey = !head.wrappedKeys.has(uuid)
    const path = lostWrappedKey ? wrappedKeyPath(uuid) : publicKeyPath(uuid)
    return finding('REVOKED_WITHOUT_ROTATION', {
      path: pathIn(head, path),
      message: `${nameIn(stores, uuid)} was removed from ${storeName(head)}, but the symmetric key that they know is still in use: ${why}`,
      fix: revocationFix(head, uuid),
    })
  })
}

function revocationFix(head: StoreState, uuid: string): string {
  const change = 'commit all that it writes, and change the values that they could read.'
  if (head.wrappedKeys.has(uuid)) {
    return `Run \`kanuka secrets clean\` and then \`kanuka secrets sync\`, ${change}`
  }
  // Kanuka's sync lets in whoever has a public key.
  const first = head.publicKeys.has(uuid) ? `\`git rm ${publicKeyPath(uuid)}\` and then ` : ''
  return `Run ${first}\`kanuka secrets sync\`, ${change}`
}

function partialRotation(stores: Triple): readonly Finding[] {
  const { head, change, keys } = stores
  const isSameKey = keys.headIsBase
  if (!isPartialRotation(change, isSameKey)) return []
  // Whatever was written: under the same key it belongs together as long as all of it opens.
  if (isSameKey === true && keys.unopened.length === 0) return []
  const isOne = change.filesSame.length + change.wrappedSame.length === 1
  const [newKey, oldKey] = isOne
    ? ['does not belong to the new key', 'still has the bytes from before, so it belongs']
    : ['do not belong to the new key', 'still have the bytes from before, so they belong']
  const why = isSameKey === false ? newKey : `${oldKey} to the old key`
  const [file] = change.filesSame
  const [member = ''] = change.wrappedSame
  return [
    finding('ROTATION_PARTIAL', {
      path: pathIn(head, file ?? wrappedKeyPath(member)),
      message: `The symmetric key of ${storeName(head)} was rotated in part: ${leftOf(stores)} ${why}`,
      fix: 'Take `.kanuka/` and the secret files back from the base branch, run `kanuka secrets sync` again, and commit all that it writes.',
    }),
  ]
}

function rotationConflict(stores: Triple): readonly Finding[] {
  const { base, tip, head, change, keys } = stores
  if (!tip || keys.headIsTip === true) return []
  const isTheirs = isRotated(storeChange(base, tip), keys.tipIsBase)
  const theirs = isTheirs ? writtenBy(head, base, tip) : []
  const ours = isRotated(change, keys.headIsBase) ? writtenBy(tip, base, head) : []
  if (theirs.length + ours.length === 0) return []
  const shown = (paths: readonly string[]): string =>
    listed(paths.map((path) => pathIn(head, path)))
  const sides = [
    ...(theirs.length > 0
      ? [`the base branch rotated since, and this range writes ${shown(theirs)} under another key`]
      : []),
    ...(ours.length > 0
      ? [`this range rotated, and the base branch since wrote ${shown(ours)} under another key`]
      : []),
  ].join('; ')
  return [
    finding('ROTATION_CONFLICT', {
      path: pathIn(head, [...theirs, ...ours].find((path) => hasFile(head, path)) ?? AUDIT_FILE),
      message: `Merging would mix two symmetric keys in ${storeName(head)}, even where git sees no conflict: ${sides}`,
      fix:
        ours.length > 0
          ? 'Take `.kanuka/` and the secret files whole from the base branch, make the other changes of this range again, and run `kanuka secrets sync` again.'
          : 'Take `.kanuka/` and the secret files whole from the base branch, and make the changes of this range again there (`kanuka secrets encrypt`, `kanuka secrets register`).',
    }),
  ]
}

function hasFile({ secretFiles, storeFiles }: StoreState, path: string): boolean {
  return secretFiles.has(path) || storeFiles.has(path)
}

function isRotated(change: StoreChange, isSameKey: boolean | undefined): boolean {
  if (isSameKey !== undefined) return !isSameKey
  return isWholeRotation(change) || change.claims.length > 0
}

/**
 * Wrapped keys and secret files that `one` added or changed since `base`, and that the other side has not
 * with the same bytes.
 */
function writtenBy(one: StoreState, base: StoreState, other: StoreState): readonly string[] {
  const written = (files: (store: StoreState) => Files, names: readonly string[]): string[] =>
    names.filter((name) => {
      const id = files(one).get(name)?.id
      return id !== files(base).get(name)?.id && id !== files(other).get(name)?.id
    })
  const members = written((store) => store.wrappedKeys, activeOf(one))
  const files = written((store) => store.secretFiles, [...one.secretFiles.keys()])
  return [...members.map(wrappedKeyPath), ...files]
}

function keyRotated(stores: Triple): readonly Finding[] {
  const { head, change, keys } = stores
  if (!isWholeRotation(change, keys.headIsBase)) return []
  const claim = change.claims.at(-1)
  const by = claim && [claim.entry.user, claim.entry.uuid].find((name) => name !== '')
  const recipients = activeOf(head).map((uuid) => nameIn(stores, uuid))
  const [member] = change.rewrapped
  return [
    finding('KEY_ROTATED', {
      path: pathIn(head, claim || member === undefined ? AUDIT_FILE : wrappedKeyPath(member)),
      ...(claim && { line: claim.number }),
      message: `The symmetric key of ${storeName(head)} was rotated by ${by ?? 'somebody whom its audit log does not name'}, for ${counted(recipients, 'member')}`,
      fix: 'Compare with `kanuka secrets access` whether these are all who should have access, and nobody else.',
    }),
  ]
}
