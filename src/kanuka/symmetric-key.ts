// From a member's private key to the store's symmetric key: who am I, and what was wrapped for me.
import { constants, createPublicKey, privateDecrypt, type KeyObject } from 'node:crypto'
import { ActionError } from '../errors.ts'
import { MAX_KEY_FILE_BYTES, SYMMETRIC_KEY_LENGTH, WRAPPED_KEYS_FOLDER } from './layout.ts'
import type { Member } from './members.ts'
import type { PrivateKey } from './private-key.ts'
import type { Store } from './store.ts'

/**
 * The members whose public key belongs to this private key, those with a wrapped key first. A fresh
 * runner has no user configuration of Kanuka: the key itself says who we are.
 * @throws ActionError KEY_NOT_A_MEMBER, KEY_PENDING
 */
export function findOwnMembers(store: Store, privateKey: PrivateKey): readonly Member[] {
  const own = createPublicKey(privateKey.key)
  const matching = store.members.filter(({ publicKey }) => publicKey?.equals(own))
  const active = matching.filter(({ state }) => state === 'active')
  if (active.length > 0) return active
  const [pending] = matching
  if (pending) throw pendingMember(store, pending)
  throw notAMember(store, own)
}

/**
 * The symmetric key that is wrapped for `member`: 32 bytes that still have to prove themselves on a
 * secret file, because RSA PKCS#1 v1.5 answers a wrong key or a damaged file with garbage.
 * @returns undefined when it cannot be right; every reason looks the same
 */
export function unwrapSymmetricKey(
  store: Store,
  member: Member,
  privateKey: PrivateKey,
): Uint8Array | undefined {
  const read = store.tree.read(`${WRAPPED_KEYS_FOLDER}/${member.uuid}.kanuka`, MAX_KEY_FILE_BYTES)
  return 'failure' in read ? undefined : unwrap(read.bytes, privateKey)
}

/** The same for the bytes of a wrapped key, wherever they come from. */
export function unwrap(
  wrappedKey: Buffer,
  { key, modulusBytes }: PrivateKey,
): Uint8Array | undefined {
  if (wrappedKey.length !== modulusBytes) return undefined
  let unwrapped: Buffer
  try {
    unwrapped = privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, wrappedKey)
  } catch {
    return undefined
  }
  if (unwrapped.length === SYMMETRIC_KEY_LENGTH) return unwrapped
  unwrapped.fill(0)
  return undefined
}

/** One and the same error for a damaged wrapped key, a foreign one, and files of another key. */
export function keyOrStoreDamaged(store: Store, member: Member): ActionError {
  const file = store.shown(`${WRAPPED_KEYS_FOLDER}/${member.uuid}.kanuka`)
  return new ActionError('KEY_OR_STORE_DAMAGED', {
    what: `what ${file} holds for this private key opens no secret file of ${store.title}`,
    where: { file },
    fix: 'The wrapped key is damaged or belongs to another key, or the secret files do. Look for an unfinished merge or rotation (`git log -- .kanuka`), then let another member run `kanuka secrets sync`.',
  })
}

function pendingMember(store: Store, member: Member): ActionError {
  return new ActionError('KEY_PENDING', {
    what: `this private key belongs to ${member.email ?? member.uuid}, who is registered in ${store.title} but has no access yet`,
    where: { file: store.shown(`${WRAPPED_KEYS_FOLDER}/${member.uuid}.kanuka`) },
    fix: 'A member with access must run `kanuka secrets sync`, commit and push.',
  })
}

function notAMember(store: Store, own: KeyObject): ActionError {
  const unreadable = store.members.filter((m) => m.oddity !== undefined && !m.publicKey)
  const skipped = unreadable.map((m) => `${m.uuid}.pub ${m.oddity}`).join('; ')
  const bits = own.asymmetricKeyDetails?.modulusLength ?? 0
  const members = store.members.filter((m) => m.state !== 'orphan').length
  return new ActionError('KEY_NOT_A_MEMBER', {
    what:
      `this private key (RSA, ${bits} bits) belongs to no member of ${store.title} (${members} registered)` +
      (skipped === '' ? '' : `; not readable: ${skipped}`),
    where: { file: store.shown('.kanuka/public_keys') },
    fix: 'Register its public key: `kanuka secrets register --file <uuid>.pub --user <email>`, commit, or use the key that `kanuka secrets ci-init` showed.',
  })
}
