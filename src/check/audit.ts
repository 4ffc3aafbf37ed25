// What the log and the folder of a store say by themselves: lines that vanished, the age of the key,
// files that do not belong there. Who is in the store is members.ts.
import { keyMadeAt } from '../kanuka/audit-log.ts'
import { AUDIT_FILE, isLayoutPath, STORE_FOLDER } from '../kanuka/layout.ts'
import { keyLines, rawLines } from './audit-lines.ts'
import type { CheckContext, Rule } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { storeName } from './member-wording.ts'
import { pathIn, type CommitFile, type StoreState } from './snapshot.ts'

const DAY = 24 * 60 * 60 * 1000
const HARMLESS_NAMES: readonly string[] = ['.gitignore', '.gitattributes', '.gitkeep', 'README.md']

/**
 * @param rotatedAt by root of a store: when a commit last changed its wrapped keys, where history says
 */
export function auditRules(rotatedAt: ReadonlyMap<string, Date> = new Map()): Rule {
  return (context) =>
    [...context.head.stores].flatMap(([root, store]) => [
      ...rewritten(store, context.range?.base.stores.get(root)),
      ...rotationDue(store, context, rotatedAt.get(root)),
      ...unexpectedFiles(store),
    ])
}

function rewritten(store: StoreState, base: StoreState | undefined): readonly Finding[] {
  if (!base?.auditLog || isUnread(store)) return []
  const missing = firstMissing(base.auditLog, store.auditLog ?? new Uint8Array())
  if (!missing) return []
  const { number, line } = missing
  return [
    finding('AUDIT_LOG_REWRITTEN', {
      path: pathIn(store, AUDIT_FILE),
      ...(line !== undefined && { line }),
      message: `Line ${number} that ${pathIn(store, AUDIT_FILE)} had at the merge base was removed, changed or moved`,
      fix: 'Put the lines of the base branch back in their order, with the new ones after them; `kanuka secrets log` shows the log.',
    }),
  ]
}

/** Too large, or not to be had: nothing can be said of it. */
export function isUnread({ storeFiles, auditLog }: StoreState): boolean {
  const file = storeFiles.get(AUDIT_FILE)
  return auditLog === undefined && file?.mode.startsWith('100') === true
}

interface Missing {
  /** Of the line in the old log. */
  readonly number: number
  /** Of the line in the new log where it should be. */
  readonly line: number | undefined
}

/** The first line of `old` that `current` has not after those before. Each line is looked at once. */
function firstMissing(old: Uint8Array, current: Uint8Array): Missing | undefined {
  const left = rawLines(current)
  let matched = 0
  for (const { number, bytes } of rawLines(old)) {
    let next = left.next()
    while (!next.done && !next.value.bytes.equals(bytes)) next = left.next()
    if (next.done) return { number, line: current.length > 0 ? matched + 1 : undefined }
    matched = next.value.number
  }
  return undefined
}

function rotationDue(
  store: StoreState,
  { now, maxKeyAge }: CheckContext,
  changedAt: Date | undefined,
): readonly Finding[] {
  if (maxKeyAge === undefined || store.wrappedKeys.size === 0) return []
  const logged = keyMadeAt(store.auditLog, now)
  // Whoever may commit can write a line into the log; the older of the two counts.
  const times = [logged, changedAt].flatMap((date) => (date ? [date.getTime()] : []))
  const madeAt = times.length === 0 ? undefined : Math.min(...times)
  if (madeAt !== undefined && now.getTime() - madeAt <= maxKeyAge) return []
  const when =
    madeAt === undefined
      ? 'was last rotated at a time that neither its audit log nor git tells'
      : `was last rotated on ${new Date(madeAt).toISOString().slice(0, 10)}, ${inDays(now.getTime() - madeAt)} ago`
  const line = keyLines(store.auditLog).findLast(
    ({ entry }) => entry.op !== 'rotate' && entry.time.getTime() === madeAt,
  )
  return [
    finding('ROTATION_DUE', {
      path: pathIn(store, AUDIT_FILE),
      ...(line && { line: line.number }),
      message: `The symmetric key of ${storeName(store)} ${when}, and \`max-key-age\` allows ${inDays(maxKeyAge)}`,
      fix: 'Run `kanuka secrets sync`, or this action with `command: sync`, and commit what it writes.',
    }),
  ]
}

function inDays(milliseconds: number): string {
  const hours = Math.floor(milliseconds / (DAY / 24))
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}

function unexpectedFiles(store: StoreState): readonly Finding[] {
  return [...store.storeFiles].flatMap(([path, file]) => {
    const found = oddityOf(store, path, file)
    if (!found) return []
    const shown = pathIn(store, path)
    const { what, fix } = found
    return [finding('STORE_FILE_UNEXPECTED', { path: shown, message: `${shown} ${what}`, fix })]
  })
}

interface Oddity {
  readonly what: string
  readonly fix: string
}

// No command with the path in it: the path is whatever a pull request chose.
const REMOVE = 'Remove it with `git rm`, and `kanuka secrets doctor` should be content.'

function oddityOf(store: StoreState, path: string, { mode }: CommitFile): Oddity | undefined {
  if (mode === '120000') return { what: `is a link; Kanuka's files are regular ones`, fix: REMOVE }
  if (mode === '160000') return { what: `is a submodule in ${STORE_FOLDER}/`, fix: REMOVE }
  if (mode === '100755') {
    return {
      what: 'is executable, though nothing in a store is to be run',
      fix: 'Take that away with `git update-index --chmod=-x`, and commit.',
    }
  }
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (isLayoutPath(path) || HARMLESS_NAMES.includes(name)) return undefined
  // Named after users; STORE_LEGACY says all of it.
  const isLegacyKey = /^\.kanuka\/(public_keys\/[^/]+\.pub|secrets\/[^/]+\.kanuka)$/.test(path)
  if (store.config.kind === 'legacy' && isLegacyKey) return undefined
  return { what: 'is no file of a store; Kanuka neither writes nor reads it', fix: REMOVE }
}
