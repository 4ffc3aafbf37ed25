// Rotations told without a key. Ciphertext changes with every encryption: equal bytes prove an equal
// key, changed bytes prove nothing. So what stayed the same is what convicts. Compares blob ids only;
// what cannot be told is said, never guessed.
import type { CheckContext, Rule } from './context.ts'
import { newKeyLines, type NumberedLine } from './audit-lines.ts'
import { finding, type Finding } from './finding.ts'
import { AUDIT_FILE, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import { counted, listed, memberName, membersByUuid, storeName } from './member-wording.ts'
import { pathIn, type CommitFile, type StoreState } from './snapshot.ts'

/** What became of a store from one commit to another: UUIDs of members, paths of secret files. */
export interface StoreChange {
  /** Members with `.pub` and wrapped key on both sides. */
  readonly wrappedSame: readonly string[]
  readonly wrappedNew: readonly string[]
  /** Those of `wrappedNew` whose `.pub` stayed: not their own `rotate`. */
  readonly rewrapped: readonly string[]
  /** Secret files on both sides. */
  readonly filesSame: readonly string[]
  readonly filesNew: readonly string[]
  /** Lines that say that the key was rotated in between. */
  readonly claims: readonly NumberedLine[]
}

interface Triple {
  readonly base: StoreState
  /** undefined where the tip has no such store. */
  readonly tip: StoreState | undefined
  readonly head: StoreState
}

export function storeChange(from: StoreState, to: StoreState): StoreChange {
  const members = activeOf(from).filter((uuid) => isActive(to, uuid))
  const [wrappedSame, wrappedNew] = byEquality(members, from.wrappedKeys, to.wrappedKeys)
  const files = [...from.secretFiles.keys()].filter((path) => to.secretFiles.has(path))
  const [filesSame, filesNew] = byEquality(files, from.secretFiles, to.secretFiles)
  const isSamePublicKey = (uuid: string): boolean =>
    from.publicKeys.get(uuid)?.id === to.publicKeys.get(uuid)?.id
  return {
    wrappedSame,
    wrappedNew,
    rewrapped: wrappedNew.filter(isSamePublicKey),
    filesSame,
    filesNew,
    claims: newKeyLines(from.auditLog, to.auditLog, ['sync', 'revoke']),
  }
}

/** Nothing is as it was, and something speaks for a new key. */
export function isWholeRotation(change: StoreChange): boolean {
  if (isSomethingLeft(change)) return false
  const isClaimed = change.claims.length > 0
  return change.rewrapped.length > 0 || (isClaimed && change.filesNew.length > 0)
}

/** Something is as it was, though something speaks for a new key. One member registered again does not. */
export function isPartialRotation(change: StoreChange): boolean {
  const { claims, rewrapped, wrappedSame } = change
  if (!isSomethingLeft(change)) return false
  if (claims.length > 0 || rewrapped.length >= 2) return true
  return rewrapped.length > 0 && wrappedSame.length === 0
}

export const rotationRule: Rule = (context) =>
  triplesOf(context).flatMap((stores) => {
    const change = storeChange(stores.base, stores.head)
    return [
      ...revokedWithoutRotation(stores, change),
      ...partialRotation(stores, change),
      ...rotationConflict(stores, change),
      ...keyRotated(stores, change),
    ]
  })

/** What the rule had to leave open, one sentence each. */
export function rotationNotes(context: CheckContext): readonly string[] {
  return triplesOf(context).flatMap((stores) => {
    const change = storeChange(stores.base, stores.head)
    const gone = leavers(stores)
    if (gone.length === 0 || isSomethingLeft(change) || isWholeRotation(change)) return []
    const names = listed(gone.map((uuid) => nameIn(stores, uuid)))
    return [
      `Whether the symmetric key of ${storeName(stores.head)} changed when access was taken from ${names} cannot be told without a key: nothing of the store is left to compare`,
    ]
  })
}

function triplesOf({ head, range }: CheckContext): readonly Triple[] {
  return [...head.stores].flatMap(([root, store]) => {
    const base = range?.base.stores.get(root)
    return base ? [{ base, tip: range?.tip.stores.get(root), head: store }] : []
  })
}

function isActive({ publicKeys, wrappedKeys }: StoreState, uuid: string): boolean {
  return publicKeys.has(uuid) && wrappedKeys.has(uuid)
}

function activeOf(store: StoreState): readonly string[] {
  return [...store.wrappedKeys.keys()].filter((uuid) => isActive(store, uuid)).toSorted()
}

type Files = ReadonlyMap<string, CommitFile>

function byEquality(names: readonly string[], from: Files, to: Files): [string[], string[]] {
  const isSame = (name: string): boolean => from.get(name)?.id === to.get(name)?.id
  return [names.filter(isSame), names.filter((name) => !isSame(name))]
}

function isSomethingLeft({ wrappedSame, filesSame }: StoreChange): boolean {
  return wrappedSame.length > 0 || filesSame.length > 0
}

function leavers({ base, head }: Triple): readonly string[] {
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

function leftOf(stores: Triple, { wrappedSame, filesSame }: StoreChange): string {
  const files = filesSame.map((path) => pathIn(stores.head, path))
  return [
    ...(wrappedSame.length > 0 ? [wrappedKeysOf(stores, wrappedSame)] : []),
    ...(files.length > 0 ? [counted(files, 'secret file')] : []),
  ].join(' and ')
}

function revokedWithoutRotation(stores: Triple, change: StoreChange): readonly Finding[] {
  if (!isSomethingLeft(change)) return []
  const { head } = stores
  const left = leftOf(stores, change)
  return leavers(stores).map((uuid) => {
    const lostWrappedKey = !head.wrappedKeys.has(uuid)
    const path = lostWrappedKey ? wrappedKeyPath(uuid) : publicKeyPath(uuid)
    return finding('REVOKED_WITHOUT_ROTATION', {
      path: pathIn(head, path),
      message: `${nameIn(stores, uuid)} was removed from ${storeName(head)}, but the symmetric key that they know is still in use: the bytes of ${left} did not change`,
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

function partialRotation(stores: Triple, change: StoreChange): readonly Finding[] {
  if (!isPartialRotation(change)) return []
  const { head } = stores
  const [file] = change.filesSame
  const [member = ''] = change.wrappedSame
  return [
    finding('ROTATION_PARTIAL', {
      path: pathIn(head, file ?? wrappedKeyPath(member)),
      message: `The symmetric key of ${storeName(head)} was rotated in part: ${leftOf(stores, change)} still have the bytes from before, so they belong to the old key`,
      fix: 'Take `.kanuka/` and the secret files back from the base branch, run `kanuka secrets sync` again, and commit all that it writes.',
    }),
  ]
}

function rotationConflict(stores: Triple, change: StoreChange): readonly Finding[] {
  const { base, tip, head } = stores
  if (!tip) return []
  const theirs = isRotated(storeChange(base, tip)) ? writtenBy(head, base, tip) : []
  const ours = isRotated(change) ? writtenBy(tip, base, head) : []
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

function isRotated(change: StoreChange): boolean {
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

function keyRotated(stores: Triple, change: StoreChange): readonly Finding[] {
  if (!isWholeRotation(change)) return []
  const { head } = stores
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
