// Who is in a store: who waits, who is left over, and whom the range lets in,
// takes out or gives another name. Their keys themselves are keys.ts, config.toml by itself is
// config-problems.ts, the symmetric key rotations.ts.
import type { Config } from '../kanuka/config.ts'
import { CONFIG_FILE, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import type { CheckContext, Rule } from './context.ts'
import { configProblems, isSameEmail } from './config-problems.ts'
import { finding, type Finding } from './finding.ts'
import {
  keyName,
  linesOfConfig,
  memberName,
  membersByUuid,
  removal,
  storeName,
} from './member-wording.ts'
import { pathIn, type StoreState } from './snapshot.ts'

/** A store at the head, with what it was at the merge base. */
interface Sides {
  readonly store: StoreState
  readonly base: StoreState | undefined
  /** By UUID in lower case. */
  readonly lines: ReadonlyMap<string, number>
}

type Place = Pick<Finding, 'path' | 'line'>

export const memberRule: Rule = ({ head, range }: CheckContext) =>
  [...head.stores].flatMap(([root, store]) => {
    const base = range?.base.stores.get(root)
    const lines = linesOfConfig(store)
    const sides: Sides = { store, base, lines }
    return [
      ...configProblems(store, lines),
      ...states(sides),
      // Without a base there is no range, and nobody is new.
      ...(range ? [...added(sides), ...removed(sides), ...relabelled(sides)] : []),
      ...oddEmails(sides),
    ]
  })

function placeInConfig({ store, lines }: Sides, uuid: string): Place | undefined {
  const line = lines.get(uuid.toLowerCase())
  return line === undefined ? undefined : { path: pathIn(store, CONFIG_FILE), line }
}

function keyFile(store: StoreState, uuid: string): string {
  const path = store.publicKeys.has(uuid) ? publicKeyPath(uuid) : wrappedKeyPath(uuid)
  return pathIn(store, path)
}

function nameIn({ store, base }: Sides, uuid: string): string {
  const before = base && membersByUuid(base).get(uuid)
  return memberName(uuid, membersByUuid(store).get(uuid), before)
}

function uuidsOf({ publicKeys, wrappedKeys }: StoreState): readonly string[] {
  return [...new Set([...publicKeys.keys(), ...wrappedKeys.keys()])].toSorted()
}

function states(sides: Sides): readonly Finding[] {
  const { store } = sides
  return uuidsOf(store).flatMap((uuid) => {
    const hasPublicKey = store.publicKeys.has(uuid)
    const hasWrappedKey = store.wrappedKeys.has(uuid)
    return [
      ...(hasPublicKey && !hasWrappedKey ? [pending(sides, uuid)] : []),
      ...(hasPublicKey ? [] : [orphaned(sides, uuid)]),
      ...(isUnlisted(store, uuid) ? [unlisted(sides, uuid)] : []),
    ]
  })
}

function isUnlisted({ config }: StoreState, uuid: string): boolean {
  if (config.kind !== 'valid') return false
  return !config.config.users.has(uuid) && !config.config.devices.has(uuid)
}

function pending(sides: Sides, uuid: string): Finding {
  const { store } = sides
  const key = membersByUuid(store).get(uuid)?.publicKey
  return finding('MEMBER_PENDING', {
    ...(placeInConfig(sides, uuid) ?? { path: keyFile(store, uuid) }),
    message: `${nameIn(sides, uuid)} waits for access to ${storeName(store)} with ${keyName(key)}`,
    fix: `If that key is theirs, run \`kanuka secrets sync\` and commit; if not, run ${removal(store, uuid)}.`,
  })
}

function orphaned(sides: Sides, uuid: string): Finding {
  const { store } = sides
  return finding('MEMBER_ORPHANED', {
    path: keyFile(store, uuid),
    message: `${nameIn(sides, uuid)} has a wrapped key in ${storeName(store)} but no public key, so nobody can account for that access`,
    fix: `Run ${removal(store, uuid)}, and commit what they write.`,
  })
}

function unlisted(sides: Sides, uuid: string): Finding {
  const { store } = sides
  return finding('MEMBER_UNLISTED', {
    path: keyFile(store, uuid),
    message: `${uuid} has ${store.wrappedKeys.has(uuid) ? 'a wrapped key' : 'a public key'} in ${storeName(store)}, but config.toml does not know it`,
    fix: `Find out whose key that is and add the UUID to \`[users]\`, or take it out with ${removal(store, uuid)}.`,
  })
}

function added(sides: Sides): readonly Finding[] {
  const { store, base } = sides
  const isNew = (uuid: string): boolean =>
    (store.publicKeys.has(uuid) && !base?.publicKeys.has(uuid)) ||
    (store.wrappedKeys.has(uuid) && !base?.wrappedKeys.has(uuid))
  return uuidsOf(store)
    .filter(isNew)
    .map((uuid) => {
      const key = membersByUuid(store).get(uuid)?.publicKey
      const how = store.publicKeys.has(uuid) ? `with ${keyName(key)}` : 'without a public key'
      const what = store.wrappedKeys.has(uuid)
        ? 'is let in to'
        : 'gets a public key, so far without access, in'
      return finding('MEMBER_ADDED', {
        ...(placeInConfig(sides, uuid) ?? { path: keyFile(store, uuid) }),
        message: `${nameIn(sides, uuid)} ${what} ${storeName(store)} ${how}`,
        fix: `Ask them in another way whether that key is theirs; if nobody knows it, run ${removal(store, uuid)}.`,
      })
    })
}

function removed(sides: Sides): readonly Finding[] {
  const { store, base } = sides
  const before = [...(base?.wrappedKeys.keys() ?? [])].toSorted()
  return before
    .filter((uuid) => !store.wrappedKeys.has(uuid))
    .map((uuid) =>
      finding('MEMBER_REMOVED', {
        path: pathIn(store, wrappedKeyPath(uuid)),
        message: `${nameIn(sides, uuid)} loses access to ${storeName(store)}`,
        fix: 'Old commits stay readable with the old key, so change the values that must not be known any more, then run `kanuka secrets encrypt`.',
      }),
    )
}

function relabelled(sides: Sides): readonly Finding[] {
  const { store, base } = sides
  if (store.config.kind !== 'valid' || base?.config.kind !== 'valid') return []
  const { config: now } = store.config
  const { config: before } = base.config
  const moved = now.projectUuid === before.projectUuid ? [] : [projectChanged(store, before)]
  const changed = [...new Set([...now.users.keys(), ...now.devices.keys()])].flatMap((uuid) => {
    const pairs = [
      [before.users.get(uuid), now.users.get(uuid)],
      [emailIn(before, uuid), emailIn(now, uuid)],
    ] as const
    const pair = pairs.find(([a, b]) => a !== undefined && b !== undefined && !isSameEmail(a, b))
    if (!pair) return []
    return [
      finding('MEMBER_RELABELLED', {
        path: pathIn(store, CONFIG_FILE),
        ...placeInConfig(sides, uuid),
        message: `The email of ${uuid} in ${storeName(store)} was ${pair[0]} and is now ${pair[1]}: the same key under another name`,
        fix: 'Give it back the email that it had; somebody else needs a UUID and a key of their own (`kanuka secrets create`).',
      }),
    ]
  })
  return [...moved, ...changed]
}

function emailIn({ users, devices }: Config, uuid: string): string | undefined {
  return devices.get(uuid)?.email ?? users.get(uuid)
}

function projectChanged(store: StoreState, before: Config): Finding {
  const { config } = store
  const text = config.kind === 'valid' ? Buffer.from(config.bytes).toString() : ''
  const index = text.split('\n').findIndex((line) => /^[^#]*\bproject_uuid\b/.test(line))
  const now = config.kind === 'valid' ? config.config.projectUuid : ''
  return finding('PROJECT_CHANGED', {
    path: pathIn(store, CONFIG_FILE),
    ...(index !== -1 && { line: index + 1 }),
    message: `The UUID of the project of ${storeName(store)} was ${before.projectUuid} and is now ${now}, so members' own keys for it are not found any more`,
    fix: `Set \`project_uuid\` back to what it was; a new project is made with \`kanuka secrets init\`.`,
  })
}

function oddEmails(sides: Sides): readonly Finding[] {
  const { config } = sides.store
  if (config.kind !== 'valid') return []
  const { users, devices } = config.config
  const uuids = new Set([...users.keys(), ...devices.keys()])
  return [...uuids].flatMap((uuid) => {
    const emails = [users.get(uuid), devices.get(uuid)?.email]
    const odd = emails.find((email) => email !== undefined && !/^[ -~]*$/.test(email))
    if (odd === undefined) return []
    return [
      finding('MEMBER_RELABELLED', {
        severity: 'warning',
        path: pathIn(sides.store, CONFIG_FILE),
        ...placeInConfig(sides, uuid),
        message: `The email of ${uuid} in ${storeName(sides.store)} has characters that may look like others: ${spelled(odd)}`,
        fix: 'Compare it with the address that is meant, letter by letter, and ask its owner; `kanuka secrets access` lists all.',
      }),
    ]
  })
}

/** With everything but ASCII as its code, so that one can see it. */
function spelled(email: string): string {
  return email.replace(
    /[^ -~]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}
