// Marks of ownership: the key they are made with, what they say, and whose an item is by its mark.
// Owns every HMAC of a push. Knows no provider and no plan; does no input or output.
import { createHash, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Mark } from '../destinations/contract.ts'
import type { SecretText } from '../secret-value.ts'

/** Of which the key of marks is made: what the workflow gives, or else the member's RSA key. */
export type KeyMaterial =
  | { readonly fingerprintKey: SecretText }
  | { readonly privateKey: KeyObject }

/** The key of one project's marks. It cannot be printed. */
export interface MarkKey {
  /** 8 hex digits that name the key and tell nothing of it. */
  readonly kid: string
  readonly key: KeyObject
}

/** What makes an entry of the configuration one and the same from run to run. */
export interface Identity {
  /** GitHub's number of the repository: survives a new name, and a copy has another one. */
  readonly repositoryId: string
  readonly projectUuid: string
  /** Name of the entry. */
  readonly destination: string
  /** What the entry was called before. */
  readonly formerly?: readonly string[]
}

export type Judgement =
  | 'ours'
  /** Ours, by a name that the entry had before. */
  | 'ours formerly'
  /** It names us, but its key is another: it may be written, never deleted. */
  | 'ours by another key'
  /** It names us and our key, and is not of that key: copied from another item, or made up. */
  | 'forged'
  | 'foreign'

export interface Ownership {
  readonly owner: string
  readonly formerOwners: readonly string[]
  /** Believes nothing of the mark. */
  judge(item: string, mark: Mark | undefined): Judgement
  /** Whether the mark was made for this value. undefined: it is none of our key and present name. */
  isOfValue(item: string, mark: Mark, value: SecretText): boolean | undefined
  /** @param commit id of the commit that the value comes from */
  mark(item: string, value: SecretText, commit: string): Mark
}

const INFO = 'kanuka push v1'
const KEY_BYTES = 32
const KID_DIGITS = 8
const OWN_DIGITS = 16
const FP_DIGITS = 32
/** The least that a provider takes: the value of a label at Google. */
const MAX_OWNER = 63
const OWNER_HASH_DIGITS = 32
const MAX_REPOSITORY_ID = 19
const NO_COMMIT = '0'.repeat(40)
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The same for every encoding of a private key, and for every rotation and job. */
export function deriveMarkKey(material: KeyMaterial, projectUuid: string): MarkKey {
  const seed =
    'fingerprintKey' in material
      ? Buffer.from(material.fingerprintKey.reveal(), 'utf8')
      : primesOf(material.privateKey)
  const bytes = Buffer.from(hkdfSync('sha256', seed, projectUuid, INFO, KEY_BYTES))
  const kid = createHash('sha256').update('kid').update(bytes).digest('hex').slice(0, KID_DIGITS)
  const key = createSecretKey(bytes)
  seed.fill(0)
  bytes.fill(0)
  return { kid, key }
}

// The modulus is public, and the exponent differs between tools that write the same key; the two
// primes are what a key is. Tools do not agree which comes first either.
function primesOf(privateKey: KeyObject): Buffer {
  const { p, q } = privateKey.export({ format: 'jwk' })
  if (p === undefined || q === undefined) throw new TypeError('an RSA private key is needed')
  const primes = [p, q].map((prime) => withoutLeadingZeros(Buffer.from(prime, 'base64url')))
  const [smaller, larger] = primes.toSorted(
    (one, other) => one.length - other.length || Buffer.compare(one, other),
  )
  const seed = Buffer.concat([smaller ?? Buffer.alloc(0), larger ?? Buffer.alloc(0)])
  for (const prime of primes) prime.fill(0)
  return seed
}

function withoutLeadingZeros(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0)
  return start === -1 ? bytes.subarray(bytes.length) : bytes.subarray(start)
}

/**
 * Three facts in one field of 63 characters at most: `<entry>-<repository>-<hash>`. The hash, of 128
 * bits over all three, tells owners apart; what stands before it is there for people to read.
 */
export function ownerOf({
  repositoryId,
  projectUuid,
  destination,
}: Omit<Identity, 'formerly'>): string {
  const hash = createHash('sha256')
    .update(fields(['owner', repositoryId, projectUuid, destination]))
    .digest('hex')
    .slice(0, OWNER_HASH_DIGITS)
  const repository = readable(repositoryId, MAX_REPOSITORY_ID)
  const end = [repository, hash].filter((part) => part !== '').join('-')
  const entry = readable(destination, MAX_OWNER - end.length - 1)
  return entry === '' ? end : `${entry}-${end}`
}

function readable(text: string, length: number): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-/, '').slice(0, length).replace(/-$/, '')
}

/** @param item in all of these, a name as its destination spells it */
export function createOwnership({ kid, key }: MarkKey, identity: Identity): Ownership {
  const owner = ownerOf(identity)
  const formerOwners = (identity.formerly ?? []).map((destination) =>
    ownerOf({ ...identity, destination }),
  )
  const ownFor = (by: string, item: string): string => hmac(key, ['own', by, item], OWN_DIGITS)
  const fpFor = (item: string, value: SecretText): string =>
    hmac(key, ['fp', owner, item, value.reveal()], FP_DIGITS)
  const judge = (item: string, mark: Mark | undefined): Judgement => {
    if (mark === undefined) return 'foreign'
    const isFormer = formerOwners.includes(mark.owner)
    if (mark.owner !== owner && !isFormer) return 'foreign'
    if (mark.kid !== kid) return 'ours by another key'
    if (!isSame(mark.own, ownFor(mark.owner, item))) return 'forged'
    return mark.owner === owner ? 'ours' : 'ours formerly'
  }
  return {
    owner,
    formerOwners,
    judge,
    isOfValue: (item, mark, value) =>
      judge(item, mark) === 'ours' ? isSame(mark.fp, fpFor(item, value)) : undefined,
    mark: (item, value, commit) => ({
      owner,
      kid,
      own: ownFor(owner, item),
      fp: fpFor(item, value),
      commit: isCommitId(commit) ? commit : NO_COMMIT,
    }),
  }
}

/** Whether a mark's commit can be one at all. */
export function isCommitId(text: string): boolean {
  return COMMIT.test(text) && !/^0+$/.test(text)
}

function hmac(key: KeyObject, parts: readonly string[], digits: number): string {
  return createHmac('sha256', key).update(fields(parts)).digest('hex').slice(0, digits)
}

// Each with its length before it, so that no two lists of fields have the same bytes.
function fields(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')]
  return one.length === other.length && timingSafeEqual(one, other)
}
