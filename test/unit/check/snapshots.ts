// Snapshots of folders, or of files that a test makes up, as a commit of them would be: without git.
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Blobs, CheckContext, Rule } from '../../../src/check/context.ts'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import type { CommitFile, ConfigState, Snapshot, StoreState } from '../../../src/check/snapshot.ts'
import { ActionError } from '../../../src/errors.ts'
import { objectId } from '../../../src/git/committed-blobs.ts'
import { parseConfig, type Config } from '../../../src/kanuka/config.ts'
import {
  AUDIT_FILE,
  CIPHERTEXT_SUFFIX,
  CONFIG_FILE,
  isSecretFileName,
  isUuid,
  PUBLIC_KEY_SUFFIX,
  PUBLIC_KEYS_FOLDER,
  WRAPPED_KEYS_FOLDER,
} from '../../../src/kanuka/layout.ts'
import { readMembers } from '../../../src/kanuka/members.ts'
import type { Tree } from '../../../src/platform/tree.ts'
import { filesIn, FIXTURES } from '../../helpers/action.ts'

interface FileAt {
  readonly mode: string
  readonly bytes: Buffer
}

/** By path with `/`, as a commit has them. */
export type Files = ReadonlyMap<string, FileAt>

/** Edits by path; undefined removes. Text is written as UTF-8. */
export type Edits = Readonly<Record<string, string | Uint8Array | FileAt | undefined>>

/** Everything below a folder, as git would store it. */
export function filesOf(folder: string): Files {
  return new Map(
    filesIn(folder).map((path) => {
      const full = join(folder, path)
      const stat = lstatSync(full)
      if (stat.isSymbolicLink()) {
        return [path, { mode: '120000', bytes: Buffer.from(readlinkSync(full)) }]
      }
      const mode = stat.mode & 0o100 ? '100755' : '100644'
      return [path, { mode, bytes: readFileSync(full) }]
    }),
  )
}

export function fixture(store: string): Files {
  return filesOf(join(FIXTURES, store))
}

export function edited(files: Files, edits: Edits): Files {
  const result = new Map(files)
  for (const [path, edit] of Object.entries(edits)) {
    if (edit === undefined) {
      if (!result.delete(path)) throw new Error(`there is no ${path} to remove`)
    } else if (typeof edit === 'string' || edit instanceof Uint8Array) {
      result.set(path, { mode: '100644', bytes: Buffer.from(edit as Uint8Array) })
    } else {
      result.set(path, edit)
    }
  }
  return result
}

export function textOf(files: Files, path: string): string {
  return files.get(path)?.bytes.toString() ?? ''
}

/** The commit that would hold these files. */
export function snapshotOf(files: Files): Snapshot {
  const commitFiles = new Map([...files].map(([path, file]) => [path, commitFile(file)]))
  const roots = new Set([...files.keys()].flatMap(rootOf))
  const stores = new Map([...roots].map((root) => [root, storeAt(root, files, roots)]))
  const commit = objectId('commit', Buffer.from(JSON.stringify([...commitFiles])), 40)
  return { commit, files: commitFiles, stores }
}

function commitFile({ mode, bytes }: FileAt): CommitFile {
  return { mode, id: objectId('blob', bytes, 40) }
}

function rootOf(path: string): readonly string[] {
  const parts = path.split('/')
  const index = parts.indexOf('.kanuka')
  return index === -1 || index === parts.length - 1 ? [] : [parts.slice(0, index).join('/')]
}

function storeAt(root: string, all: Files, roots: ReadonlySet<string>): StoreState {
  const prefix = root === '' ? '' : `${root}/`
  const files = new Map(
    [...all]
      .filter(([path]) => path.startsWith(prefix) && nearestStore(path, roots) === root)
      .map(([path, file]) => [path.slice(prefix.length), file]),
  )
  const picked = (test: (path: string, mode: string) => boolean): Map<string, CommitFile> =>
    new Map(
      [...files]
        .filter(([path, { mode }]) => test(path, mode))
        .map(([path, file]) => [path, commitFile(file)]),
    )
  const isInside = (path: string): boolean => path.startsWith('.kanuka/')
  const isRegular = (mode: string): boolean => mode.startsWith('100')
  const keys = (folder: string, suffix: string): ReadonlyMap<string, CommitFile> => {
    const found = picked((path, mode) => isRegular(mode) && isKey(path, folder, suffix))
    return new Map([...found].map(([path, file]) => [posix.basename(path, suffix), file]))
  }
  const config = configState(files)
  const known = config.kind === 'valid' ? config.config : NOBODY
  return {
    root,
    storeFiles: picked(isInside),
    secretFiles: picked(
      (path, mode) => isRegular(mode) && !isInside(path) && isSecretFileName(posix.basename(path)),
    ),
    publicKeys: keys(PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX),
    wrappedKeys: keys(WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX),
    config,
    members: readMembers(treeOf(files), known),
    auditLog: files.get(AUDIT_FILE)?.bytes,
  }
}

const NOBODY: Config = { projectUuid: '', projectName: '', users: new Map(), devices: new Map() }

function isKey(path: string, folder: string, suffix: string): boolean {
  if (posix.dirname(path) !== folder || !path.endsWith(suffix)) return false
  return isUuid(posix.basename(path, suffix))
}

function nearestStore(path: string, roots: ReadonlySet<string>): string | undefined {
  const [own] = rootOf(path)
  if (own !== undefined) return own
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const name = folder === '.' ? '' : folder
    if (roots.has(name)) return name
    if (name === '') return undefined
  }
}

function configState(files: Files): ConfigState {
  const file = files.get(CONFIG_FILE)
  if (!file) {
    const stems = [...files.keys()]
      .filter((path) => posix.dirname(path) === PUBLIC_KEYS_FOLDER)
      .map((path) => posix.basename(path, PUBLIC_KEY_SUFFIX))
    return { kind: stems.some((stem) => !isUuid(stem)) ? 'legacy' : 'missing' }
  }
  try {
    return { kind: 'valid', config: parseConfig(file.bytes, ''), bytes: file.bytes }
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    const line = error.where?.line
    return { kind: 'invalid', what: error.what.trim(), ...(line !== undefined && { line }) }
  }
}

function treeOf(files: Files): Tree {
  return {
    entries: (folder) =>
      [...files]
        .filter(([path]) => posix.dirname(path) === folder)
        .map(([path, { mode }]) => ({
          name: posix.basename(path),
          kind: mode.startsWith('100') ? 'file' : 'link',
        })),
    read: (path) => {
      const file = files.get(path)
      if (!file) return { failure: 'absent' }
      return file.mode.startsWith('100') ? { bytes: file.bytes } : { failure: 'no regular file' }
    },
  }
}

/** The blobs of all these commits. */
export function blobsOf(...commits: readonly Files[]): Blobs {
  const blobs = new Map(
    commits.flatMap((files) =>
      [...files.values()].map(({ bytes }) => [objectId('blob', bytes, 40), bytes] as const),
    ),
  )
  const known = (ids: Iterable<string>): [string, Buffer][] =>
    [...new Set(ids)].flatMap((id) => {
      const bytes = blobs.get(id)
      return bytes ? [[id, bytes] as [string, Buffer]] : []
    })
  return {
    sizes: async (ids) => new Map(known(ids).map(([id, bytes]) => [id, bytes.length])),
    read: async (ids, limit) => new Map(known(ids).filter(([, { length }]) => length <= limit)),
  }
}

export interface Commits {
  readonly head: Files
  /** Merge base; without one there is no range. */
  readonly base?: Files
  /** The base itself, if not given. */
  readonly tip?: Files
  readonly now?: Date
  readonly maxKeyAge?: number
}

/** The fixtures were made on the 21st of November 2026. */
export const NOW = new Date('2026-11-22T00:00:00Z')

export function contextOf({ head, base, tip = base, now = NOW, maxKeyAge }: Commits): CheckContext {
  const range = base &&
    tip && { base: snapshotOf(base), tip: snapshotOf(tip), changes: [] as const }
  const blobs = blobsOf(head, ...(base ? [base] : []), ...(tip ? [tip] : []))
  return { head: snapshotOf(head), range, blobs, now, maxKeyAge }
}

export async function findingsOf(rule: Rule, commits: Commits): Promise<readonly Finding[]> {
  return rule(contextOf(commits))
}

export function codesOf(findings: readonly Finding[]): readonly FindingCode[] {
  return findings.map(({ code }) => code)
}

export function ofCode(findings: readonly Finding[], code: FindingCode): readonly Finding[] {
  return findings.filter((one) => one.code === code)
}
