// From the store that is there and an archive to the edits that an import makes: all of them, proven as
// far as a key allows, or an error. Pure; nothing is written here.
import { ActionError, throwIfAny } from '../errors.ts'
import { keyMadeAt } from '../kanuka/audit-log.ts'
import { bytesAt, type Edit } from '../kanuka/edits.ts'
import {
  CONFIG_FILE,
  isLayoutPath,
  isSecretFileName,
  WRAPPED_KEYS_FOLDER,
} from '../kanuka/layout.ts'
import { soundLog, withLogLines } from '../kanuka/log-edit.ts'
import type { Member } from '../kanuka/members.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import type { Store } from '../kanuka/store.ts'
import { inArchive, readArchived, type Archived } from './archived.ts'
import type { ArchiveContents } from './contents.ts'
import { haveSameKeys, refuseMixed, refuseUnproven } from './one-key.ts'
import { refuseImpossiblePlaces } from './places.ts'
import type { PresentStore } from './present.ts'
import { damages, openRestored, restoredStore } from './restored.ts'
import {
  findReturning,
  ownAmong,
  returnErrors,
  unknownGrants,
  type Comers,
  type Returning,
} from './returning.ts'
import { decideRows, nestedIn, type RestoreRow } from './rows.ts'

export interface RestoreRequest {
  readonly present: PresentStore
  readonly archive: ArchiveContents
  /** How errors name the archive. */
  readonly shown: string
  readonly mode: 'merge' | 'replace'
  /** UUIDs, or SHA-256 fingerprints of public keys. */
  readonly grant: readonly string[]
  readonly privateKey: PrivateKey | undefined
  readonly now: Date
  /** When the symmetric key of today was made, as git history says. */
  readonly rotatedAt: Date | undefined
}

export interface RestorePlan {
  /** By path, the line for the log among them; none when nothing is to be done. */
  readonly edits: readonly Edit[]
  readonly rows: readonly RestoreRow[]
  readonly returning: readonly Returning[]
  /** As they are afterwards. */
  readonly members: readonly Member[]
  /** opened: every file of the result opens with the private key. */
  readonly verified: 'opened' | 'same keys' | 'unverified'
  readonly isOlderThanRotation: { readonly archived: Date; readonly rotated: Date } | undefined
  readonly warnings: readonly { readonly file: string; readonly what: string }[]
}

/**
 * @throws ActionError, ActionErrors. Of the code: ARCHIVE_INCOMPLETE, CONFIG_INVALID, STORE_LEGACY,
 * PROJECT_DIFFERS, GRANT_UNKNOWN, MEMBER_RETURNS, KEY_MISSING, KEYS_MIXED, what opening throws, and what
 * stands where files are to be made
 */
export async function planRestore(request: RestoreRequest): Promise<RestorePlan> {
  const { present, shown, mode, grant } = request
  const archived = readArchived(request.archive, shown)
  refuseStore(request, archived)
  const log = soundLog(present)
  const comers: Comers = { present, log, archived, mode, grant }
  throwIfAny(unknownGrants(comers, shown))
  const returning = findReturning(comers)
  const ungranted = returning.filter(({ isGranted }) => !isGranted)
  const unwanted = mode === 'replace' ? ungranted : ownAmong(comers, ungranted, request.privateKey)
  throwIfAny(returnErrors(comers, unwanted, shown))
  const decided = decideRows(comers, returning)
  refuseImpossiblePlaces(
    present,
    decided.filter(({ state }) => state === 'added').map(({ path }) => path),
  )
  const config = await configWith(request, archived, returning)
  const rows = config
    ? decided.map((row) => (row.path === CONFIG_FILE ? CONFIG_ROW : row))
    : decided
  const edits = editsFor(rows, archived, config)
  const { store, member, verified } = await verify(request, archived, edits)
  return {
    edits: withLine(edits, request, { member, filesCount: countOf(rows) }),
    rows,
    returning,
    members: store.members,
    verified,
    isOlderThanRotation: olderThanRotation(request, archived, log),
    warnings: warningsOf(request, archived, rows),
  }
}

const CONFIG_ROW: RestoreRow = {
  path: CONFIG_FILE,
  state: 'replaced',
  why: 'gets the entries of those who come back; the rest of it stays',
}

/** @throws ActionError when the store of today is in no state for this import, or of another project */
function refuseStore({ present, shown, mode }: RestoreRequest, { config }: Archived): void {
  const { problem } = present
  // A merge adds what is missing, a configuration too.
  const isAllowed = mode === 'replace' || problem?.code === 'CONFIG_MISSING'
  if (problem && (problem.code === 'FILE_UNREADABLE' || !isAllowed)) {
    throw new ActionError(problem.code, {
      what: problem.what,
      where: problem.where,
      fix:
        problem.code === 'FILE_UNREADABLE'
          ? problem.fix
          : `${problem.fix} Or take the archive as a whole: \`import-mode: replace\`.`,
    })
  }
  const today = present.config
  if (today && today.projectUuid !== config.projectUuid) {
    throw new ActionError('PROJECT_DIFFERS', {
      what: `${shown} is of the project "${config.projectName}" (${config.projectUuid}), the store in ${present.path} of "${today.projectName}" (${today.projectUuid})`,
      where: { file: present.shown(CONFIG_FILE) },
      fix: 'Name the archive of this store, or the folder of the other one in `working-directory`. For a store of its own in a folder below this one, make an empty `.kanuka/` there first. If this one is to go, remove `.kanuka/` and its secret files first.',
    })
  }
  const inTheWay = mode === 'replace' ? present.others.filter(isLayoutPath) : []
  throwIfAny(
    inTheWay.map((path) => {
      const file = present.shown(path)
      return new ActionError('TARGET_NOT_A_FILE', {
        what: `${file} is no regular file, so it can be neither replaced nor removed`,
        where: { file },
        fix: 'Remove it (a link, a folder) first.',
      })
    }),
  )
}

/** Today's configuration with the entries of those whom a merge brings back, where that changes it. */
async function configWith(
  { present, mode }: RestoreRequest,
  { files }: Archived,
  returning: readonly Returning[],
): Promise<Buffer | undefined> {
  const today = mode === 'merge' ? bytesAt(present, CONFIG_FILE) : undefined
  const source = files.get(CONFIG_FILE)
  const granted = returning.filter(({ isGranted }) => isGranted)
  if (!today || !source || granted.length === 0) return undefined
  const { withMembers } = await import('../kanuka/config-additions.ts')
  const uuids = new Set(granted.map(({ member }) => member.uuid))
  return withMembers(today, { source, uuids }, present.shown(CONFIG_FILE))
}

function editsFor(
  rows: readonly RestoreRow[],
  { files }: Archived,
  config: Buffer | undefined,
): readonly Edit[] {
  return rows.flatMap(({ path, state }): readonly Edit[] => {
    if (state === 'removed') return [{ path, after: undefined }]
    if (state !== 'added' && state !== 'replaced') return []
    const isConfig = path === CONFIG_FILE
    return [{ path, after: (isConfig ? config : undefined) ?? files.get(path) }]
  })
}

interface Verified {
  readonly store: Store
  /** Whose private key it is. */
  readonly member: Member | undefined
  readonly verified: RestorePlan['verified']
}

async function verify(
  request: RestoreRequest,
  archived: Archived,
  edits: readonly Edit[],
): Promise<Verified> {
  const { present, shown, mode, privateKey } = request
  const mixes = mode === 'merge' && edits.some(({ path }) => isSealed(path))
  if (mixes && privateKey) await refuseMixed([present, archived], privateKey, shown)
  if (mixes && !privateKey) refuseUnproven(present, archived, shown)
  const store = restoredStore({ present, shown, mode }, edits)
  if (!privateKey) {
    const isSame = mode === 'merge' && haveSameKeys(present, archived)
    return { store, member: undefined, verified: isSame ? 'same keys' : 'unverified' }
  }
  const { member, isProven } = await openRestored(store, privateKey, { present, shown, mode })
  return { store, member, verified: isProven ? 'opened' : 'unverified' }
}

/** What only one symmetric key fits. */
function isSealed(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return path.startsWith(`${WRAPPED_KEYS_FOLDER}/`) || isSecretFileName(name)
}

function countOf(rows: readonly RestoreRow[]): number {
  return rows.filter(({ state }) => state === 'added' || state === 'replaced').length
}

/** As Kanuka logs it. */
function withLine(
  edits: readonly Edit[],
  { present, mode, now: time }: RestoreRequest,
  who: { readonly member: Member | undefined; readonly filesCount: number },
): readonly Edit[] {
  if (edits.length === 0) return []
  const { member, filesCount } = who
  const [user, uuid] = [member?.email ?? '', member?.uuid ?? '']
  const line = withLogLines(present, [{ time, user, uuid, op: 'import', mode, filesCount }])
  return [...edits, line].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** A hint alone: the dates of entries are what the archive claims. */
function olderThanRotation(
  { archive, present, rotatedAt, now }: RestoreRequest,
  archived: Archived,
  log: Uint8Array | undefined,
): RestorePlan['isOlderThanRotation'] {
  const logged = keyMadeAt(log, now)
  // Whoever may commit can write a line into the log; the older of the two counts.
  const rotated = logged && rotatedAt && rotatedAt < logged ? rotatedAt : (logged ?? rotatedAt)
  const { newest } = archive
  if (!rotated || !newest || haveSameKeys(present, archived)) return undefined
  // An archive has whole seconds.
  const isOlder = newest.getTime() < Math.floor(rotated.getTime() / 1000) * 1000
  return isOlder ? { archived: newest, rotated } : undefined
}

function warningsOf(
  { present, shown, mode }: RestoreRequest,
  archived: Archived,
  rows: readonly RestoreRow[],
): RestorePlan['warnings'] {
  const states = new Map(rows.map(({ path, state }) => [path, state]))
  const isTaken = (path: string): boolean => ['added', 'replaced'].includes(states.get(path) ?? '')
  const ofArchive = damages(archived, isTaken).map(({ file, what }) => ({
    file: inArchive(shown, file),
    what,
  }))
  const nested = rows.flatMap(({ path }) => {
    const why = nestedIn(present, path)
    return why === undefined ? [] : [{ file: present.shown(path), what: `is left out: it ${why}` }]
  })
  if (mode === 'merge') return [...ofArchive, ...nested]
  const stays = present.others.map((path) => ({
    file: present.shown(path),
    what: 'stays: it is no file of a Kanuka store',
  }))
  const unknown = {
    file: present.shown(CONFIG_FILE),
    what: 'could not tell whether the archive is of the same project',
  }
  return [...ofArchive, ...nested, ...stays, ...(present.problem ? [unknown] : [])]
}
