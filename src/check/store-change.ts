// What became of a store between two commits, by blob ids alone: equal bytes prove an equal key, changed
// bytes prove nothing. Where the symmetric keys themselves are known, they have the last word. Judges one
// pair of commits; what is said about it is rotations.ts.
import { newKeyLines, type NumberedLine } from './audit-lines.ts'
import type { CommitFile, StoreState } from './snapshot.ts'

/** What is known of a store's symmetric keys with a private key; undefined where a side has none that is proven. */
export interface ProvenKeys {
  readonly headIsBase: boolean | undefined
  readonly tipIsBase: boolean | undefined
  readonly headIsTip: boolean | undefined
  /** Whole ciphertexts of the head that do not open under its key. */
  readonly unopened: readonly string[]
}

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
export function isWholeRotation(change: StoreChange, isSameKey?: boolean): boolean {
  if (isSameKey === true || isSomethingLeft(change)) return false
  if (isSameKey === false) return true
  const isClaimed = change.claims.length > 0
  return change.rewrapped.length > 0 || (isClaimed && change.filesNew.length > 0)
}

/**
 * Something is as it was, though something speaks for a new key. One member registered again does not.
 * @param isSameKey where it is known; then `filesSame` has what does not open as well
 */
export function isPartialRotation(change: StoreChange, isSameKey?: boolean): boolean {
  const { claims, rewrapped, wrappedSame } = change
  if (!isSomethingLeft(change)) return false
  if (isSameKey === false || claims.length > 0 || rewrapped.length >= 2) return true
  return rewrapped.length > 0 && wrappedSame.length === 0
}

export function isActive({ publicKeys, wrappedKeys }: StoreState, uuid: string): boolean {
  return publicKeys.has(uuid) && wrappedKeys.has(uuid)
}

export function activeOf(store: StoreState): readonly string[] {
  return [...store.wrappedKeys.keys()].filter((uuid) => isActive(store, uuid)).toSorted()
}

export type Files = ReadonlyMap<string, CommitFile>

function byEquality(names: readonly string[], from: Files, to: Files): [string[], string[]] {
  const isSame = (name: string): boolean => from.get(name)?.id === to.get(name)?.id
  return [names.filter(isSame), names.filter((name) => !isSame(name))]
}

export function isSomethingLeft({ wrappedSame, filesSame }: StoreChange): boolean {
  return wrappedSame.length > 0 || filesSame.length > 0
}
