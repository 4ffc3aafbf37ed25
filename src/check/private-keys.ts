// PRIVATE_KEY_TRACKED: private keys in what the range adds, and in the folders of the stores. Those of
// members, and all in a store, are errors; others are warnings, for test keys are everywhere.
import { fingerprintOf } from '../kanuka/public-key.ts'
import { PUBLIC_KEYS_FOLDER, STORE_FOLDER, WRAPPED_KEYS_FOLDER } from '../kanuka/layout.ts'
import { eachBlob } from './blob-batches.ts'
import type { CheckContext } from './context.ts'
import { finding, type Finding, type Severity } from './finding.ts'
import { findPrivateKeys, type FoundKey } from './private-key-blocks.ts'
import { readableText } from './readable-text.ts'
import { isCiphertextPath, isRegular } from './secret-paths.ts'
import { gitCommand, inStore, shellWord } from './shell-words.ts'
import { pathIn, type StoreState } from './snapshot.ts'

const MAX_BYTES = 1024 * 1024

export interface PrivateKeyReport {
  readonly findings: readonly Finding[]
  /** Files of the range, or of a store, that were not looked into: over 1 MiB. */
  readonly skippedLarge: number
  /** The same for binary ones; ciphertext does not count. */
  readonly skippedBinary: number
}

export async function privateKeys(context: CheckContext): Promise<readonly Finding[]> {
  return (await reportPrivateKeys(context)).findings
}

/** The same with what was left out, for a note. */
export async function reportPrivateKeys(context: CheckContext): Promise<PrivateKeyReport> {
  const places = placesToLook(context)
  const ids = new Set(places.map(({ id }) => id))
  const sizes = await context.blobs.sizes(ids)
  const keys = new Map<string, readonly FoundKey[]>()
  const others = new Set(places.filter(({ path }) => !isCiphertextPath(path)).map(({ id }) => id))
  let skippedBinary = 0
  for await (const [id, bytes] of eachBlob(context.blobs, ids, MAX_BYTES)) {
    const text = textOf(bytes)
    if (text === undefined && others.has(id)) skippedBinary += 1
    const found = text === undefined ? [] : await findPrivateKeys(text)
    if (found.length > 0) keys.set(id, found)
  }
  const members = membersByFingerprint(context)
  const hits = places.flatMap((place) =>
    (keys.get(place.id) ?? []).map((key) => hitOf(place, key, members)),
  )
  return {
    findings: worstByPath(hits).map((hit) => describe(context, hit)),
    skippedLarge: [...sizes.values()].filter((size) => size > MAX_BYTES).length,
    skippedBinary,
  }
}

interface Place {
  readonly path: string
  readonly id: string
  /** Undefined at the head. */
  readonly commit: string | undefined
}

// The head's first, so that a finding speaks of what is there where it can.
function placesToLook({ head, range }: CheckContext): readonly Place[] {
  const places = new Map<string, Place>()
  const add = (place: Place): void => {
    const key = `${place.id} ${place.path}`
    if (!places.has(key)) places.set(key, place)
  }
  for (const store of head.stores.values()) {
    for (const [path, file] of store.storeFiles) {
      if (isRegular(file)) add({ path: pathIn(store, path), id: file.id, commit: undefined })
    }
  }
  for (const { path, file, commit } of range?.changes ?? []) {
    if (!isRegular(file) || range?.base.files.get(path)?.id === file.id) continue
    const isAtHead = head.files.get(path)?.id === file.id
    add({ path, id: file.id, commit: isAtHead ? undefined : commit })
  }
  return [...places.values()]
}

// An old encoding of a comment does not hide a key.
function textOf(bytes: Buffer): string | undefined {
  return readableText(bytes) ?? (bytes.includes(0) ? undefined : bytes.toString('latin1'))
}

interface Member {
  readonly uuid: string
  readonly store: StoreState
}

/** Of the head, and those that the merge base had: what they could open, they may still have. */
function membersByFingerprint({ head, range }: CheckContext): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>()
  for (const snapshot of range ? [range.base, range.tip, head] : [head]) {
    for (const store of snapshot.stores.values()) {
      for (const { uuid, publicKey } of store.members) {
        if (publicKey) members.set(fingerprintOf(publicKey), { uuid, store })
      }
    }
  }
  return members
}

interface Hit extends Place, FoundKey {
  readonly member: Member | undefined
  readonly severity: Severity
}

function hitOf(place: Place, key: FoundKey, members: ReadonlyMap<string, Member>): Hit {
  const member = key.fingerprint === undefined ? undefined : members.get(key.fingerprint)
  const isInStore = place.path.split('/').slice(0, -1).includes(STORE_FOLDER)
  return { ...place, ...key, member, severity: member || isInStore ? 'error' : 'warning' }
}

// One finding a path, however many keys and versions; a member's key before any other.
function worstByPath(hits: readonly Hit[]): readonly Hit[] {
  const rank = ({ member, severity }: Hit): number => {
    if (member) return 2
    return severity === 'error' ? 1 : 0
  }
  const worst = new Map<string, Hit>()
  for (const hit of hits) {
    const known = worst.get(hit.path)
    if (!known || rank(hit) > rank(known)) worst.set(hit.path, hit)
  }
  return [...worst.values()]
}

function describe({ head }: CheckContext, hit: Hit): Finding {
  const { path, line, member, severity, commit } = hit
  const where = commit === undefined ? 'The file' : `In commit ${commit.slice(0, 12)} the file`
  const protection = hit.isProtected ? ', protected by nothing but a passphrase' : ''
  const owner = member ? `the private key of member ${member.uuid}` : 'a private key'
  const removal = head.files.has(path)
    ? `take it out of git with \`${gitCommand('rm --cached', path)}\``
    : 'take it out of the commits of this branch with `git rebase --interactive`'
  return finding('PRIVATE_KEY_TRACKED', {
    path,
    line,
    severity,
    message: `${where} holds ${owner}${protection}`,
    fix: member
      ? `Take access from it with \`${revocation(member)}\`, change every secret value that it could open, and ${removal}.`
      : `If it is more than a test key, replace it where it is used, and ${removal}.`,
  })
}

function revocation({ uuid, store }: Member): string {
  const wrapped = `${WRAPPED_KEYS_FOLDER}/${uuid}.kanuka`
  const command = store.wrappedKeys.has(uuid)
    ? `kanuka secrets revoke --file ${shellWord(wrapped)}`
    : gitCommand('rm', `${PUBLIC_KEYS_FOLDER}/${uuid}.pub`)
  return inStore(store.root, command)
}
