// How findings speak of stores and members: names, places in config.toml, commands to hand out. Decides
// nothing. Names are quoted as they are: whoever shows a finding makes them harmless. Commands hold
// nothing but UUIDs, so that a hostile email cannot get into somebody's shell.
import { describeMember } from '../kanuka/access.ts'
import { publicKeyPath, STORE_FOLDER, wrappedKeyPath } from '../kanuka/layout.ts'
import type { Member } from '../kanuka/members.ts'
import { fingerprintOf } from '../kanuka/public-key.ts'
import { count } from '../platform/printable.ts'
import { pathIn, type StoreState } from './snapshot.ts'

const MAX_NAMES = 10
const indexes = new WeakMap<StoreState, ReadonlyMap<string, Member>>()
const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

export function storeName(store: StoreState): string {
  return pathIn(store, STORE_FOLDER)
}

export function membersByUuid(store: StoreState): ReadonlyMap<string, Member> {
  const known = indexes.get(store)
  if (known) return known
  const index = new Map(store.members.map((member) => [member.uuid, member]))
  indexes.set(store, index)
  return index
}

/** @param members those that know the UUID best first */
export function memberName(uuid: string, ...members: readonly (Member | undefined)[]): string {
  const known = members.find((member) => member?.email !== undefined)
  return known ? describeMember(known) : uuid
}

/** `a, b and 3 more` */
export function listed(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES
  const shown = names.slice(0, MAX_NAMES).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

/** `2 secret files (a, b)` */
export function counted(names: readonly string[], noun: string): string {
  return `${count(names.length, noun)} (${listed(names)})`
}

/** `an RSA key of 2048 bits, SHA-256 3f…` */
export function keyName(publicKey: Member['publicKey']): string {
  if (!publicKey) return 'a key that cannot be read'
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  return `an RSA key of ${bits} bits, SHA-256 ${fingerprintOf(publicKey)}`
}

/** How to take somebody out, as the middle of a sentence. `revoke --user` cannot name CI's member. */
export function removal(store: StoreState, uuid: string): string {
  if (!store.wrappedKeys.has(uuid)) return `\`git rm ${publicKeyPath(uuid)}\``
  if (!store.publicKeys.has(uuid)) return '`kanuka secrets clean` and then `kanuka secrets sync`'
  return `\`kanuka secrets revoke --file ${wrappedKeyPath(uuid)}\``
}

/** Lines of config.toml on which UUIDs (in lower case) stand first, comments left out. */
export function linesOfConfig({ config }: StoreState): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  if (config.kind !== 'valid') return lines
  // One pass: a hostile file has as many members as fit.
  for (const [index, text] of Buffer.from(config.bytes).toString().split('\n').entries()) {
    if (/^\s*#/.test(text)) continue
    for (const [uuid] of text.matchAll(UUIDS)) {
      const known = lines.get(uuid.toLowerCase())
      if (known === undefined) lines.set(uuid.toLowerCase(), index + 1)
    }
  }
  return lines
}
