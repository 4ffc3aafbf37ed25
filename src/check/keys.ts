// The members' keys: public keys that were replaced, doubled, unusable or weak, and wrapped keys that
// cannot be right. Holds no private key. Work on hostile keys is bounded.
import type { KeyObject } from 'node:crypto'
import { publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import { fingerprintOf, publicKeyProblem } from '../kanuka/public-key.ts'
import type { Member } from '../kanuka/members.ts'
import { newKeyLines } from './audit-lines.ts'
import type { CheckContext, Rule } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { keyName, listed, memberName, membersByUuid, removal, storeName } from './member-wording.ts'
import { pathIn, type StoreState } from './snapshot.ts'

/** What is shorter can be broken; NIST and BSI have it so. */
const ENOUGH_BITS = 2048
// All that are compared for common primes, together: the work grows with its square. 256 members with
// keys of 2048 bits.
const MAX_COMPARED_BITS = 2 ** 19
/** How often the other member is looked for: beyond, it is not named. */
const MAX_PARTNER_SEARCHES = 20
/** OpenSSL uses no larger ones. */
const MAX_MODULUS_BITS = 16384

interface Held {
  readonly member: Member
  readonly key: KeyObject
}

export const keyRule: Rule = async ({ head, range, blobs }: CheckContext) => {
  const ids = [...head.stores.values()].flatMap(({ wrappedKeys }) =>
    [...wrappedKeys.values()].map(({ id }) => id),
  )
  const sizes = await blobs.sizes(new Set(ids))
  return [...head.stores].flatMap(([root, store]) => [
    ...replaced(store, range?.base.stores.get(root)),
    ...unusable(store),
    ...duplicates(store),
    ...weak(store),
    ...damaged(store, sizes),
  ])
}

function nameIn(store: StoreState, uuid: string): string {
  return memberName(uuid, membersByUuid(store).get(uuid))
}

/** Members with a `.pub`, in the order of their UUIDs. */
function withPublicKey(store: StoreState): readonly Member[] {
  return store.members.filter(({ uuid }) => store.publicKeys.has(uuid))
}

function held(store: StoreState): readonly Held[] {
  return withPublicKey(store).flatMap((member) =>
    member.publicKey ? [{ member, key: member.publicKey }] : [],
  )
}

function publicKeyPlace(store: StoreState, { uuid }: Member): string {
  return pathIn(store, publicKeyPath(uuid))
}

function replaced(store: StoreState, base: StoreState | undefined): readonly Finding[] {
  if (!base) return []
  const rotates = newKeyLines(base.auditLog, store.auditLog, ['rotate'])
  const rotated = new Set(rotates.map(({ entry }) => entry.uuid))
  return withPublicKey(store).flatMap((member) => {
    const { uuid, publicKey } = member
    const before = base.publicKeys.get(uuid)
    if (!before || before.id === store.publicKeys.get(uuid)?.id) return []
    const old = membersByUuid(base).get(uuid)?.publicKey
    // The same key, written in another way.
    if (old && publicKey && fingerprintOf(old) === fingerprintOf(publicKey)) return []
    const [wrappedBefore, wrapped] = [base.wrappedKeys.get(uuid), store.wrappedKeys.get(uuid)]
    const isRewrapped = wrappedBefore && wrapped && wrappedBefore.id !== wrapped.id
    const isOwn = isRewrapped && rotated.has(uuid)
    const why = isOwn ? ', as a line `rotate` of the audit log says' : ''
    return [
      finding('MEMBER_KEY_CHANGED', {
        ...(isOwn && { severity: 'warning' as const }),
        path: publicKeyPlace(store, member),
        message: `The public key of ${nameIn(store, uuid)} in ${storeName(store)} was ${keyName(old)} and is now ${keyName(publicKey)}${why}`,
        fix: `Ask them in another way whether the new key is theirs; if not, take the file back from the base branch and run \`kanuka secrets sync\`.`,
      }),
    ]
  })
}

function unusable(store: StoreState): readonly Finding[] {
  return withPublicKey(store).flatMap((member) => {
    const problem = publicKeyProblem(member)
    // What only Kanuka's CLI stumbles over is no error: this action can wrap for it.
    const what = problem ?? member.oddity
    if (what === undefined) return []
    return [
      finding('PUBLIC_KEY_INVALID', {
        ...(problem === undefined && { severity: 'warning' as const }),
        path: publicKeyPlace(store, member),
        message: `The public key of ${nameIn(store, member.uuid)} in ${storeName(store)} ${what}`,
        fix: `Restore the file from git history, or let the member run \`kanuka secrets create\` and commit it; otherwise run ${removal(store, member.uuid)}.`,
      }),
    ]
  })
}

function duplicates(store: StoreState): readonly Finding[] {
  // Whoever has the one private key can compute that of the same modulus with another exponent.
  const byModulus = new Map<bigint, Member[]>()
  for (const { member, key } of held(store)) {
    const modulus = modulusOf(key)
    const members = byModulus.get(modulus)
    if (members) members.push(member)
    else byModulus.set(modulus, [member])
  }
  return [...byModulus.values()].flatMap((members) => {
    const last = members.at(-1)
    if (members.length < 2 || !last) return []
    return [
      finding('MEMBER_KEY_DUPLICATE', {
        path: publicKeyPlace(store, last),
        message: `These members of ${storeName(store)} have one key, ${keyName(last.publicKey)}: ${listed(members.map(({ uuid }) => nameIn(store, uuid)))}`,
        fix: `Keep one of them, and take out the others: for the last one, ${removal(store, last.uuid)}.`,
      }),
    ]
  })
}

function weak(store: StoreState): readonly Finding[] {
  const keys = held(store)
  const common = membersWithCommonPrimes(keys)
  return keys.flatMap(({ member, key }) => {
    const { uuid } = member
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    const other = common.get(uuid)
    const partner = other === undefined ? 'another member' : nameIn(store, other)
    const what = [
      // Under 1024 it is not weak but unusable.
      ...(bits >= 1024 && bits < ENOUGH_BITS ? [`has only ${bits} bits`] : []),
      ...(modulusOf(key) % 2n === 0n ? ['has an even modulus'] : []),
      ...(common.has(uuid)
        ? [`shares a prime with that of ${partner}, so anybody can compute both private keys`]
        : []),
    ]
    if (what.length === 0) return []
    return [
      finding('PUBLIC_KEY_WEAK', {
        path: publicKeyPlace(store, member),
        message: `The public key of ${nameIn(store, uuid)} in ${storeName(store)} ${what.join(' and ')}`,
        fix: 'Let the member make a new key pair of at least 2048 bits with `kanuka secrets rotate`, and commit what it writes.',
      }),
    ]
  })
}

/** UUIDs of members whose modulus has a factor in common with that of another, named where it is found. */
function membersWithCommonPrimes(keys: readonly Held[]): ReadonlyMap<string, string | undefined> {
  const moduli = comparedModuli(keys)
  // The one direction finds what a key shares with those before it, the other with those after it.
  const searches = { left: MAX_PARTNER_SEARCHES }
  return new Map([
    ...commonWithEarlier(moduli.toReversed(), searches),
    ...commonWithEarlier(moduli, searches),
  ])
}

interface Modulus {
  readonly uuid: string
  readonly value: bigint
}

function comparedModuli(keys: readonly Held[]): readonly Modulus[] {
  const moduli = new Map<bigint, Modulus>()
  let bits = 0
  for (const { member, key } of keys) {
    const length = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (length > MAX_MODULUS_BITS) continue
    bits += length
    if (bits > MAX_COMPARED_BITS) break
    const value = modulusOf(key)
    // A doubled key and an even modulus are said elsewhere.
    if (value % 2n === 1n) moduli.set(value, { uuid: member.uuid, value })
  }
  return [...moduli.values()]
}

function commonWithEarlier(
  moduli: readonly Modulus[],
  searches: { left: number },
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>()
  let product = 1n
  for (const [index, { uuid, value }] of moduli.entries()) {
    const factor = greatestCommonDivisor(value, product % value)
    if (factor !== 1n && searches.left > 0) {
      searches.left -= 1
      const others = moduli.slice(0, index)
      const partner = others.find((other) => shares(factor, other.value))
      found.set(uuid, partner?.uuid)
    } else if (factor !== 1n) {
      found.set(uuid, undefined)
    }
    product *= value
  }
  return found
}

function shares(factor: bigint, modulus: bigint): boolean {
  return modulus % factor === 0n || greatestCommonDivisor(factor, modulus % factor) !== 1n
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one, other]
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

function modulusOf(key: KeyObject): bigint {
  const { n = '' } = key.export({ format: 'jwk' })
  return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex') || '0'}`)
}

function damaged(store: StoreState, sizes: ReadonlyMap<string, number>): readonly Finding[] {
  const owners = new Map<string, string>()
  return [...store.wrappedKeys].toSorted(byName).flatMap(([uuid, { id }]) => {
    const owner = owners.get(id)
    owners.set(id, owner ?? uuid)
    const what =
      owner === undefined
        ? wrongLength(store, uuid, sizes.get(id))
        : `has the very bytes of that of ${nameIn(store, owner)}, so it cannot be made for both`
    if (what === undefined) return []
    return [
      finding('WRAPPED_KEY_DAMAGED', {
        path: pathIn(store, wrappedKeyPath(uuid)),
        message: `The wrapped key of ${nameIn(store, uuid)} in ${storeName(store)} ${what}`,
        fix: 'Restore the file from git history, or let another member run `kanuka secrets sync` and commit what it writes.',
      }),
    ]
  })
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

function wrongLength(
  store: StoreState,
  uuid: string,
  size: number | undefined,
): string | undefined {
  const key = store.publicKeys.has(uuid) ? membersByUuid(store).get(uuid)?.publicKey : undefined
  const bits = key?.asymmetricKeyDetails?.modulusLength
  if (bits === undefined || size === undefined) return undefined
  const expected = Math.ceil(bits / 8)
  return size === expected ? undefined : `has ${size} bytes, where the key makes ${expected}`
}
