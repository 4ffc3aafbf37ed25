// Who would get access by an import that they do not have today: from the key files on both sides. What
// the log of today says of revocations only tells why; nobody comes back without being named.
import { createPublicKey } from 'node:crypto'
import { ActionError } from '../errors.ts'
import { describeMember, names } from '../kanuka/access.ts'
import { readAuditLog } from '../kanuka/audit-log.ts'
import { isUuid, MAX_KEY_FILE_BYTES, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import { parsePublicKey, type Member } from '../kanuka/members.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { fingerprintOf } from '../kanuka/public-key.ts'
import type { PresentStore } from './present.ts'

export interface Returning {
  /** As the archive has them. */
  readonly member: Member
  readonly why: 'absent' | 'revoked' | 'other key'
  readonly revokedAt: Date | undefined
  /** As the log claims. */
  readonly revokedBy: string | undefined
  /** Named in `grant`. */
  readonly isGranted: boolean
}

export interface Comers {
  readonly present: PresentStore
  /** Of today. */
  readonly log: Uint8Array | undefined
  readonly archived: {
    readonly files: ReadonlyMap<string, Buffer>
    readonly members: readonly Member[]
  }
  readonly mode: 'merge' | 'replace'
  readonly grant: readonly string[]
}

/** All whom the import would let in, or could: whom it does depends on `grant` and on the mode. */
export function findReturning(comers: Comers): readonly Returning[] {
  const { present, archived, mode, grant } = comers
  const revocations = new Revocations(comers.log)
  // A legacy store has members too; who of them is who, nobody can tell.
  const isAnybodyThere = present.members.length > 0 || present.problem?.code === 'STORE_LEGACY'
  return archived.members.flatMap((member): readonly Returning[] => {
    if (hasOtherKey(comers, member)) {
      // A merge leaves today's key, and adds nothing that was made for another one.
      if (mode === 'merge') return []
      const isGranted = grant.some((line) => namesKey(member, line))
      return [{ member, why: 'other key', revokedAt: undefined, revokedBy: undefined, isGranted }]
    }
    const lacks = keyFiles(member).some(
      (path) => archived.files.has(path) && !present.files.has(path),
    )
    const revoked = lacks ? revocations.of(member) : undefined
    if (!lacks || (!isAnybodyThere && !revoked)) return []
    return [
      {
        member,
        why: revoked ? 'revoked' : 'absent',
        revokedAt: revoked?.time,
        revokedBy: revoked?.user === '' ? undefined : revoked?.user,
        isGranted: grant.some((line) => namesMember(member, line)),
      },
    ]
  })
}

/** Whether both sides have a public key for the UUID, and not the same one. */
export function hasOtherKey({ present, archived }: Comers, { uuid, publicKey }: Member): boolean {
  const path = publicKeyPath(uuid)
  const bytes = archived.files.get(path)
  if (!bytes || !present.files.has(path)) return false
  const read = present.tree.read(path, MAX_KEY_FILE_BYTES)
  if (!('bytes' in read)) return true
  if (read.bytes.equals(bytes)) return false
  const today = parsePublicKey(read.bytes).publicKey
  // One that cannot be read is another one, whoever spoiled it.
  return !today || !publicKey || fingerprintOf(today) !== fingerprintOf(publicKey)
}

export function keyFiles({ uuid }: Member): readonly string[] {
  return [publicKeyPath(uuid), wrappedKeyPath(uuid)]
}

/** An error for each line of `grant` that names nobody. */
export function unknownGrants({ archived, grant }: Comers, shown: string): readonly ActionError[] {
  const unknown = grant.filter((line) => !archived.members.some((m) => namesMember(m, line)))
  return unknown.map(
    (line) =>
      new ActionError('GRANT_UNKNOWN', {
        what: `\`grant\` names ${line}, which is no member in ${shown}`,
        fix: 'Name those who are to have access again by UUID or by SHA-256 fingerprint of their public key; `all-pending` is for sync.',
      }),
  )
}

/** One error a member: with all that is needed to decide, and the line to add. */
export function returnErrors(
  { mode }: Comers,
  returning: readonly Returning[],
  shown: string,
): readonly ActionError[] {
  const instead =
    mode === 'replace'
      ? 'If not, take a newer archive, or `import-mode: merge`, which leaves them out.'
      : 'If not, use the private key of somebody who has access today.'
  return returning.map(({ member, why, revokedAt, revokedBy }) => {
    const key = member.publicKey && fingerprintOf(member.publicKey)
    const by = revokedBy === undefined ? '' : ` by ${revokedBy}`
    const reason = {
      absent: 'has no access today',
      revoked: `was revoked on ${revokedAt?.toISOString().slice(0, 10)}${by}`,
      'other key': 'has another public key today',
    }[why]
    const line = why === 'other key' ? (key ?? member.uuid) : member.uuid
    return new ActionError('MEMBER_RETURNS', {
      what: `${shown} would bring back ${describeMember(member)}, who ${reason} (public key in the archive: ${key ?? 'none that can be read'})`,
      fix: `Add \`${line}\` to \`grant\` if that is meant. ${instead}`,
    })
  })
}

/** Of those who are left out of a merge: whose private key it is to be done with. */
export function ownAmong(
  { present }: Comers,
  returning: readonly Returning[],
  privateKey: PrivateKey | undefined,
): readonly Returning[] {
  const own = privateKey && createPublicKey(privateKey.key)
  const isOwn = ({ publicKey }: Member): boolean =>
    own !== undefined && publicKey?.equals(own) === true
  const hasAccess = present.members.some((member) => member.state === 'active' && isOwn(member))
  return hasAccess ? [] : returning.filter(({ member }) => isOwn(member))
}

// An orphan has no fingerprint; its wrapped key is access all the same.
function namesMember(member: Member, line: string): boolean {
  return names(member, line) || (isUuid(line) && line.toLowerCase() === member.uuid.toLowerCase())
}

// The UUID is that of today's key too, so that a line which names it may be meant for that one.
function namesKey(member: Member, line: string): boolean {
  return member.publicKey ? !isUuid(line) && names(member, line) : namesMember(member, line)
}

type Line = ReturnType<typeof readAuditLog>[number]

/** The last word of a log about each member. */
class Revocations {
  readonly #byUuid = new Map<string, Line>()
  readonly #byEmail = new Map<string, Line>()
  readonly #joined = new Map<string, Line>()

  constructor(log: Uint8Array | undefined) {
    const lines = readAuditLog(log ?? new Uint8Array())
    for (const line of lines.toSorted((a, b) => a.time.getTime() - b.time.getTime())) {
      const { op, uuid, targetUuid, targetUser } = line
      if (op === 'revoke') {
        if (targetUuid !== undefined) this.#byUuid.set(targetUuid, line)
        if (targetUser !== undefined) this.#byEmail.set(targetUser.toLowerCase(), line)
      } else if (op === 'register' && targetUuid !== undefined) this.#joined.set(targetUuid, line)
      else if (['init', 'create', 'ci-init'].includes(op)) this.#joined.set(uuid, line)
    }
  }

  of({ uuid, email }: Member): Line | undefined {
    const person = email === undefined ? undefined : this.#byEmail.get(email.toLowerCase())
    const revoked = [this.#byUuid.get(uuid), person]
      .filter((line) => line !== undefined)
      .toSorted((a, b) => b.time.getTime() - a.time.getTime())[0]
    const joined = this.#joined.get(uuid)
    return revoked && joined && joined.time > revoked.time ? undefined : revoked
  }
}
