// The mark of ownership as AWS tags. The fingerprint is no tag: it is in the id of the version, so that
// value and fingerprint are one call.
import { randomBytes } from 'node:crypto'
import type { Mark } from '../contract.ts'

export interface Tag {
  readonly Key: string
  readonly Value: string
}

// `managed-by` alone is a key that others use too.
const MANAGED_BY: Tag = { Key: 'kanuka-managed-by', Value: 'kanuka-secrets-action' }
const MARK_KEYS = { owner: 'kanuka-owner', kid: 'kanuka-kid', own: 'kanuka-own' } as const
const COMMIT_KEY = 'kanuka-commit'
const PART = /^[a-z0-9-]{1,256}$/
const VERSION_ID = /^([0-9a-f]{32})[0-9a-f]{32}$/
/** Of a value that somebody else has written: no fingerprint of ours is this. */
const NO_FINGERPRINT = '0'.repeat(32)

export function tagsOf(
  mark: Mark,
  userTags: Readonly<Record<string, string>> = {},
): readonly Tag[] {
  return [
    MANAGED_BY,
    { Key: MARK_KEYS.owner, Value: mark.owner },
    { Key: MARK_KEYS.kid, Value: mark.kid },
    { Key: MARK_KEYS.own, Value: mark.own },
    { Key: COMMIT_KEY, Value: mark.commit },
    ...Object.entries(userTags).map(([Key, Value]) => ({ Key, Value })),
  ]
}

/**
 * The fingerprint, and random digits: the same value may come back (A, B, A), and AWS ignores a token
 * that it has seen.
 */
export function versionId(fp: string): string {
  return fp + randomBytes(16).toString('hex')
}

/** The fingerprint that a version of ours carries; undefined: somebody else has written it. */
export function fingerprintOf(version: string | undefined): string | undefined {
  return VERSION_ID.exec(version ?? '')?.[1]
}

/** undefined where a part is missing or is nothing that we write. */
export function markOf(tags: readonly Tag[], version: string | undefined): Mark | undefined {
  const values = new Map(tags.map(({ Key, Value }) => [Key, Value]))
  const part = (key: string): string | undefined => {
    const value = values.get(key) ?? ''
    return PART.test(value) ? value : undefined
  }
  const owner = part(MARK_KEYS.owner)
  const kid = part(MARK_KEYS.kid)
  const own = part(MARK_KEYS.own)
  const commit = part(COMMIT_KEY)
  if (owner === undefined || kid === undefined || own === undefined || commit === undefined) return
  return { owner, kid, own, commit, fp: fingerprintOf(version) ?? NO_FINGERPRINT }
}

export function isSameOwner(one: Mark | undefined, other: Mark | undefined): boolean {
  return one?.owner === other?.owner && one?.own === other?.own && one?.kid === other?.kid
}
