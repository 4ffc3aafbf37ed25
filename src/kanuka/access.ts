// Who has access after a rotation: who keeps it, who gets it, who loses it, who still waits. Decides
// only; nothing is written here.
import { ActionError, throwIfAny } from '../errors.ts'
import { isUuid, PUBLIC_KEY_SUFFIX, PUBLIC_KEYS_FOLDER } from './layout.ts'
import type { Member } from './members.ts'
import { fingerprintOf, publicKeyProblem } from './public-key.ts'
import type { Store } from './store.ts'

const GRANT_ALL_PENDING = 'all-pending'

export interface AccessRequest {
  /** UUIDs, SHA-256 fingerprints of public keys, or `all-pending`. */
  readonly grant: readonly string[]
  /** Emails, `email/device`, or UUIDs. */
  readonly revoke: readonly string[]
  /** Members whose `.pub` is not the one that their wrapped key was made for: only `grant` lets them stay. */
  readonly replaced: ReadonlySet<string>
  /** Members with access whose wrapped key was written since the last rotation. */
  readonly recent: ReadonlySet<string>
}

interface Revoked {
  readonly member: Member
  /** Whether a single device was named, not the whole person. */
  readonly isDevice: boolean
}

export interface Access {
  /** All who hold the key afterwards, newcomers too. */
  readonly recipients: readonly Member[]
  /** Recipients who had no access before, or another public key: named in `grant`. */
  readonly newcomers: readonly Member[]
  /** Recipients who came since the last rotation, and get a key of a rotation for the first time. */
  readonly firstTimers: readonly Member[]
  readonly pending: readonly Member[]
  readonly revoked: readonly Revoked[]
  /** Wrapped keys without a public key: removed by every rotation. */
  readonly orphans: readonly Member[]
}

/**
 * @param own the member whose private key is used
 * @throws ActionError REVOKE_SELF, REVOKE_LAST, PUBLIC_KEY_INVALID, MEMBER_KEY_REPLACED
 */
export function decideAccess(store: Store, own: Member, request: AccessRequest): Access {
  const revoked = store.members.flatMap((member) => revocationOf(member, request.revoke))
  const leaving = new Set(revoked.map(({ member }) => member.uuid))
  const staying = store.members.filter(({ uuid }) => !leaving.has(uuid))
  refuseOwnRevocation(store, own, staying)
  const [pending, recipients] = partition(
    staying.filter(({ state }) => state !== 'orphan'),
    (member) => member.state === 'pending' && !isGranted(member, request.grant),
  )
  throwIfAny([
    ...[...recipients, ...pending].flatMap((member) => invalidKey(store, member)),
    ...recipients
      .filter((member) => request.replaced.has(member.uuid) && !publicKeyProblem(member))
      // The UUID stayed the same, so that a line which names it may be older than the new key.
      .filter((member) => !request.grant.some((line) => !isUuid(line) && names(member, line)))
      .map((member) => replacedKey(store, member)),
  ])
  const isNewcomer = (m: Member): boolean => m.state === 'pending' || request.replaced.has(m.uuid)
  return {
    recipients,
    newcomers: recipients.filter(isNewcomer),
    firstTimers: recipients.filter((m) => request.recent.has(m.uuid) && !isNewcomer(m)),
    pending,
    revoked,
    orphans: staying.filter(({ state }) => state === 'orphan'),
  }
}

/** Whether the next rotation lets somebody in or removes somebody who was named for that. */
export function isChangeAsked(
  { members }: Store,
  { grant, revoke }: Pick<AccessRequest, 'grant' | 'revoke'>,
): boolean {
  return members.some(
    (member) =>
      revocationOf(member, revoke).length > 0 ||
      (member.state === 'pending' && isGranted(member, grant)),
  )
}

/** Lines of `grant` that name nobody in any of the stores. */
export function unknownGrants(
  stores: readonly Store[],
  lines: readonly string[],
): readonly string[] {
  const members = stores.flatMap((store) => store.members)
  return lines.filter(
    (line) => line !== GRANT_ALL_PENDING && !members.some((member) => names(member, line)),
  )
}

/** Lines of `revoke` that name nobody in any of the stores. */
export function unknownRevocations(
  stores: readonly Store[],
  lines: readonly string[],
): readonly string[] {
  const members = stores.flatMap((store) => store.members)
  return lines.filter((line) => !members.some((member) => revocationOf(member, [line]).length > 0))
}

/** How messages name a member: email and device where config.toml knows them. */
export function describeMember({ uuid, email, device }: Member): string {
  if (email === undefined) return uuid
  return device === undefined ? `${email} (${uuid})` : `${email}, ${device} (${uuid})`
}

function isGranted(member: Member, grant: readonly string[]): boolean {
  if (member.state === 'pending' && grant.includes(GRANT_ALL_PENDING)) return true
  return grant.some((line) => names(member, line))
}

/**
 * Whether a line of `grant` names the member. An orphan has no public key that could be granted
 * anything.
 */
export function names({ uuid, publicKey, state }: Member, line: string): boolean {
  if (state === 'orphan') return false
  if (isUuid(line)) return line.toLowerCase() === uuid.toLowerCase()
  const digits = line.replace(/^sha256:/i, '').replaceAll(':', '')
  return publicKey !== undefined && digits.toLowerCase() === fingerprintOf(publicKey)
}

function revocationOf(member: Member, lines: readonly string[]): readonly Revoked[] {
  const { uuid, email, device } = member
  const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase()
  if (lines.some((line) => same(email, line))) return [{ member, isDevice: false }]
  const isDevice = lines.some(
    (line) => same(uuid, line) || (device !== undefined && same(`${email}/${device}`, line)),
  )
  return isDevice ? [{ member, isDevice }] : []
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

function refuseOwnRevocation(store: Store, own: Member, staying: readonly Member[]): void {
  if (staying.some(({ uuid }) => uuid === own.uuid)) return
  const isLast = staying.every(({ state }) => state !== 'active')
  if (isLast) {
    throw new ActionError('REVOKE_LAST', {
      what: `\`revoke\` would remove the last member of ${store.title}: nobody could read its secrets any more`,
      where: { file: store.shown(PUBLIC_KEYS_FOLDER) },
      fix: 'Let another member in first, or remove the secret files and `.kanuka/` if the store is to go.',
    })
  }
  throw new ActionError('REVOKE_SELF', {
    what: `\`revoke\` names ${describeMember(own)}, whose private key this run uses`,
    where: { file: store.shown(PUBLIC_KEYS_FOLDER) },
    fix: 'Run it with the private key of another member.',
  })
}

function publicKeyFile(store: Store, { uuid }: Member): string {
  return store.shown(`${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`)
}

function invalidKey(store: Store, member: Member): readonly ActionError[] {
  const problem = publicKeyProblem(member)
  if (problem === undefined) return []
  const file = publicKeyFile(store, member)
  return [
    new ActionError('PUBLIC_KEY_INVALID', {
      what: `the public key of ${describeMember(member)} cannot be used: ${file} ${problem}`,
      where: { file },
      fix: `Restore the file from git history, let the member register again, or add \`${member.uuid}\` to \`revoke\`.`,
    }),
  ]
}

function replacedKey(store: Store, member: Member): ActionError {
  const file = publicKeyFile(store, member)
  const fingerprint = member.publicKey ? fingerprintOf(member.publicKey) : ''
  return new ActionError('MEMBER_KEY_REPLACED', {
    what: `the public key of ${describeMember(member)} was replaced after access was given: ${file} is now ${fingerprint}`,
    where: { file },
    fix: `Ask the member whether the new key is theirs. If so, add \`${fingerprint}\` to \`grant\`; if not, restore the file from git history.`,
  })
}
