// What becomes of the store `team` in the stories of checks: rotations by this action, and what members do
// between them, as another program would write it.
import assert from 'node:assert/strict'
import { constants, generateKeyPairSync, privateDecrypt, randomInt } from 'node:crypto'
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Finding, FindingCode } from '../../src/check/finding.ts'
import { publicKeyPath, wrappedKeyPath } from '../../src/kanuka/layout.ts'
import { FIXTURES, key } from './action.ts'
import { checkPull, put, writes, type CheckResult, type Edit, type PullStory } from './checking.ts'
import { sealIndependently, wrapIndependently } from './independent-reader.ts'
import {
  BOB,
  CAROL,
  DAVE,
  ERIN,
  LAPTOP,
  synced,
  TEAM,
  WORKSTATION,
  type Variables,
} from './rotating.ts'

export const ALICES_KEY = 'team-alice-workstation.pem'
export const AUDIT = '.kanuka/audit.jsonl'
/** The members of `team` who have access. */
export const ACTIVE = [WORKSTATION, LAPTOP, BOB, CAROL]
export const SECRET_FILES = [
  '.env.kanuka',
  '.env.production.kanuka',
  'deploy/app.env.kanuka',
  'services/api/.env.kanuka',
  'services/worker/config/.env.staging.kanuka',
]

/** `team` with its active members alone. */
export function tidied(root: string): void {
  rmSync(join(root, publicKeyPath(DAVE)))
  rmSync(join(root, wrappedKeyPath(ERIN)))
}

/** Several edits in one commit. */
export function all(...edits: readonly Edit[]): Edit {
  return async (root) => {
    for (const edit of edits) await edit(root)
  }
}

/** `command: sync` of this action, by Alice. */
export function rotates(t: TestContext, inputs: Variables = {}): Edit {
  return async (root) => {
    await synced(t, root, { ...TEAM, ...inputs })
  }
}

/** The symmetric key that a member has in the work tree. */
export function symmetricKey(root: string, uuid = WORKSTATION, pem = ALICES_KEY): Buffer {
  const wrapped = readFileSync(join(root, wrappedKeyPath(uuid)))
  return privateDecrypt({ key: key(pem), padding: constants.RSA_PKCS1_PADDING }, wrapped)
}

/** A secret file, new or encrypted again, as a program does that writes no audit log. */
export function seals(path: string, plaintext = 'ADDED=yes\n'): Edit {
  return async (root) => {
    put(root, path, await sealIndependently(Buffer.from(plaintext), symmetricKey(root)))
  }
}

/** `kanuka secrets encrypt`. */
export function encrypts(...paths: readonly string[]): Edit {
  return async (root) => {
    for (const path of paths) await seals(path)(root)
    logLine(root, { op: 'encrypt', files: paths })
  }
}

/** The store's symmetric key, wrapped for these members, as a program does that writes no audit log. */
export function wraps(...uuids: readonly string[]): Edit {
  return (root) => {
    for (const uuid of uuids) {
      const pem = readFileSync(join(root, publicKeyPath(uuid)), 'utf8')
      put(root, wrappedKeyPath(uuid), wrapIndependently(symmetricKey(root), pem))
    }
  }
}

/** `kanuka secrets register`. */
export function registers(uuid: string): Edit {
  return all(wraps(uuid), (root) => logLine(root, { op: 'register', target_uuid: uuid }))
}

/** `kanuka secrets rotate`: a new key pair for a member, not for the store. */
export function rotatesOwnKey(uuid: string): Edit {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  return all(writes(publicKeyPath(uuid), pem), wraps(uuid), (root) =>
    logLine(root, { uuid, op: 'rotate' }),
  )
}

/** The same public key in other bytes. */
export function respells(uuid: string): Edit {
  return (root) => {
    const path = join(root, publicKeyPath(uuid))
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
  }
}

/** A line of the audit log, by Alice. */
export function logs(op: string): Edit {
  return (root) => logLine(root, { op })
}

function logLine(root: string, more: object): void {
  // Of one time each, as two lines that say the same are one.
  const ts = `2026-11-21T12:00:00.${String(randomInt(1e6)).padStart(6, '0')}Z`
  const line = { ts, user: 'alice@example.com', uuid: WORKSTATION, ...more }
  appendFileSync(join(root, AUDIT), `${JSON.stringify(line)}\n`)
}

/** What `kanuka secrets revoke` removes, without its rotation. */
export function leaves(...uuids: readonly string[]): Edit {
  return (root) => {
    for (const path of uuids.flatMap((uuid) => [publicKeyPath(uuid), wrappedKeyPath(uuid)])) {
      rmSync(join(root, path))
    }
  }
}

/** These files as they were before the branch, with the store of the fixture `team`. */
export function keepsOld(...paths: readonly string[]): Edit {
  return (root) => {
    for (const path of paths) copyFileSync(join(FIXTURES, 'team', path), join(root, path))
  }
}

/** `team` with Dave, who waits for access, and without Erin's left-over wrapped key. */
export function withoutOrphan(root: string): void {
  rmSync(join(root, wrappedKeyPath(ERIN)))
}

/** The one finding of a code. */
export function only({ findings, log }: CheckResult, code: FindingCode): Finding {
  const [found, ...more] = findings.filter((each) => each.code === code)
  assert.equal(more.length, 0, log)
  return found ?? assert.fail(`no ${code}: ${log}`)
}

/** What the report says that could not be judged. */
export function notesOf({ report }: CheckResult): string {
  return JSON.stringify(report['notes'])
}

interface KeyedStory extends PullStory {
  /** Whose key, if any. */
  readonly given?: string
}

/** One check of a branch, by default of `team` with its active members alone, with exactly these findings. */
export async function checked(
  t: TestContext,
  { given, ...story }: KeyedStory,
  codes: CheckResult['codes'],
): Promise<CheckResult> {
  const pull = await checkPull(t, story.store === undefined ? { arrange: tidied, ...story } : story)
  const result = await pull.check({}, given === undefined ? {} : { key: given })
  assert.equal(result.report['isKeyed'], given !== undefined, result.log)
  assert.deepEqual(result.codes, codes, result.log)
  const isRed = result.findings.some(({ severity }) => severity === 'error')
  assert.equal(result.exitCode, isRed ? 1 : 0)
  return result
}

function asideOf(path: string): string {
  return join('aside', path.replaceAll('/', '+').replace(/\.kanuka$/, '.bin'))
}

/** Keeps a file through what comes next, under a name that is no secret file's. */
export function keepsAside(path: string): Edit {
  return (root) => put(root, asideOf(path), readFileSync(join(root, path)))
}

export function putsBack(path: string): Edit {
  return (root) => put(root, path, readFileSync(join(root, asideOf(path))))
}
