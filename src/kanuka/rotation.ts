// A rotation: a new symmetric key, wrapped for everybody who is to have access, and every secret file
// sealed again with it. A pure function from an opened store to edits in memory (but for the random
// bytes); nothing is written here.
import {
  constants,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'
import { ActionError } from '../errors.ts'
import { breathe } from '../platform/files.ts'
import type { Access } from './access.ts'
import type { AuditEntry } from './audit-log.ts'
import { bytesAt, type Edit } from './edits.ts'
import {
  CONFIG_FILE,
  MAX_CONFIG_BYTES,
  MAX_KEY_FILE_BYTES,
  publicKeyPath,
  SYMMETRIC_KEY_LENGTH,
  wrappedKeyPath,
} from './layout.ts'
import type { Member } from './members.ts'
import type { OpenedStore } from './open-store.ts'
import type { PrivateKey } from './private-key.ts'
import { openSecretbox, sealSecretbox } from './secretbox.ts'
import type { Store } from './store.ts'

export interface RotationRequest {
  /** All secret files of the store. */
  readonly opened: OpenedStore
  readonly access: Access
  readonly privateKey: PrivateKey
  readonly now: Date
}

/**
 * The edits that rotate the store, proven: the own wrapped key opens every new file to what the old
 * one held.
 * @throws ActionError PUBLIC_KEY_INVALID, CONFIG_INVALID, FILE_DAMAGED, FILE_UNREADABLE
 */
export async function rotate(request: RotationRequest): Promise<readonly Edit[]> {
  const key = randomBytes(SYMMETRIC_KEY_LENGTH)
  try {
    const wrapped = wrapForAll(request, key)
    const sealed = await sealAll(request.opened, key)
    await prove(request, [...wrapped, ...sealed])
    return [...wrapped, ...sealed, ...removals(request), ...(await documents(request))]
  } finally {
    key.fill(0)
  }
}

function wrapForAll({ opened, access }: RotationRequest, key: Uint8Array): readonly Edit[] {
  return access.recipients.map((member) => ({
    path: wrappedKeyPath(member.uuid),
    after: wrap(opened.store, member, key),
  }))
}

function wrap(store: Store, member: Member, key: Uint8Array): Uint8Array {
  try {
    const { publicKey } = member
    if (!publicKey) throw new TypeError('no public key')
    return publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key)
  } catch {
    // What OpenSSL finds too odd to compute with: an even modulus, for one.
    const file = store.shown(publicKeyPath(member.uuid))
    throw new ActionError('PUBLIC_KEY_INVALID', {
      what: `nothing can be encrypted for the public key in ${file}`,
      where: { file },
      fix: `Restore the file from git history, let the member register again, or add \`${member.uuid}\` to \`revoke\`.`,
    })
  }
}

async function sealAll({ files }: OpenedStore, key: Uint8Array): Promise<readonly Edit[]> {
  const edits: Edit[] = []
  for (const { path, plaintext } of files) {
    edits.push({ path, after: sealSecretbox(plaintext.reveal(), key) })
    await breathe()
  }
  return edits
}

// The last look before anything leaves memory: a store that nobody can open is worse than an old one.
async function prove(
  { opened, privateKey, access }: RotationRequest,
  edits: readonly Edit[],
): Promise<void> {
  const after = new Map(edits.map((edit) => [edit.path, edit.after]))
  const areWhole = access.recipients.every(
    ({ uuid, publicKey }) =>
      after.get(wrappedKeyPath(uuid))?.length === (publicKey ? modulusBytes(publicKey) : 0),
  )
  const own = after.get(wrappedKeyPath(opened.member.uuid))
  const padding = constants.RSA_PKCS1_PADDING
  const key = own && privateDecrypt({ key: privateKey.key, padding }, own)
  let isProven = areWhole && key?.length === SYMMETRIC_KEY_LENGTH
  for (const { path, plaintext } of opened.files) {
    isProven &&= key !== undefined && opensTo(after.get(path), key, plaintext.reveal())
    await breathe()
  }
  key?.fill(0)
  if (!isProven) throw new TypeError('the rotation does not open what it was made from')
}

function opensTo(sealed: Uint8Array | undefined, key: Uint8Array, expected: Uint8Array): boolean {
  const opened = sealed && openSecretbox(sealed, key)
  return opened?.length === expected.length && timingSafeEqual(opened, expected)
}

function modulusBytes(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
}

function removals({ opened, access }: RotationRequest): readonly Edit[] {
  const hasAccess = (state: Member['state']): boolean => state !== 'pending'
  const gone = (path: string): Edit => ({ path, after: undefined })
  const revoked = access.revoked.map(({ member }) => member)
  return [
    ...[...revoked, ...access.orphans]
      .filter(({ state }) => hasAccess(state))
      .map(({ uuid }) => gone(wrappedKeyPath(uuid))),
    ...revoked
      .map(({ uuid }) => publicKeyPath(uuid))
      .filter((path) => bytesAt(opened.store, path, MAX_KEY_FILE_BYTES) !== undefined)
      .map(gone),
  ]
}

async function documents(request: RotationRequest): Promise<readonly Edit[]> {
  const { store } = request.opened
  const [config, { withLogLines }] = await Promise.all([
    withoutRevoked(request),
    import('./log-edit.ts'),
  ])
  return [...config, withLogLines(store, auditEntries(request))]
}

async function withoutRevoked({ opened, access }: RotationRequest): Promise<readonly Edit[]> {
  const { store } = opened
  const uuids = new Set(access.revoked.map(({ member }) => member.uuid))
  if (uuids.size === 0) return []
  const { withoutMembers } = await import('./config-edit.ts')
  const before = bytesAt(store, CONFIG_FILE, MAX_CONFIG_BYTES)
  const after = before && withoutMembers(before, uuids, store.shown(CONFIG_FILE))
  return after ? [{ path: CONFIG_FILE, after }] : []
}

// As Kanuka logs it: a revocation has its own line and no line for the rotation that it brings.
function auditEntries({ opened, access, now }: RotationRequest): readonly AuditEntry[] {
  const { member, files } = opened
  const who = { time: now, user: member.email ?? '', uuid: member.uuid }
  if (access.revoked.length === 0) {
    const counts = { usersCount: access.recipients.length, filesCount: files.length }
    return [{ ...who, op: 'sync', ...counts }]
  }
  return access.revoked.map(({ member: { uuid, email = '', device = '' }, isDevice }) => ({
    ...who,
    op: 'revoke',
    targetUser: isDevice && device !== '' ? `${email} (${device})` : email,
    targetUuid: uuid,
    ...(isDevice && { device }),
  }))
}
