// Stores and archives of them in memory, for the tests of this folder.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { archiveTree, type ArchiveContents } from '../../../src/archive/contents.ts'
import { readPresent, type PresentStore } from '../../../src/archive/present.ts'
import { planRestore, type RestorePlan, type RestoreRequest } from '../../../src/archive/restore.ts'
import { AUDIT_FILE, isLayoutPath } from '../../../src/kanuka/layout.ts'
import { readPrivateKey, type PrivateKey } from '../../../src/kanuka/private-key.ts'
import { filesIn, FIXTURES, key } from '../../helpers/action.ts'

export type Files = ReadonlyMap<string, Buffer>

export const CONFIG = '.kanuka/config.toml'
export const LOG = AUDIT_FILE
export const publicKey = (uuid: string): string => `.kanuka/public_keys/${uuid}.pub`
export const wrapped = (uuid: string): string => `.kanuka/secrets/${uuid}.kanuka`
const NOW = new Date('2026-12-01T02:03:04.005Z')
const SHOWN = 'backup.tar.gz'

/** All that lies in a fixture. */
export function filesOf(fixture: string): Files {
  const root = join(FIXTURES, fixture)
  return new Map(filesIn(root).map((path) => [path, readFileSync(join(root, path))]))
}

/** A copy; undefined takes a file out. */
export function changed(
  files: Files,
  edits: Readonly<Record<string, string | Buffer | undefined>>,
): Files {
  const copy = new Map(files)
  for (const [path, bytes] of Object.entries(edits)) {
    if (bytes === undefined) assert.ok(copy.delete(path), `there is no ${path}`)
    else copy.set(path, Buffer.from(bytes))
  }
  return copy
}

export function without(files: Files, ...paths: readonly string[]): Files {
  return changed(files, Object.fromEntries(paths.map((path) => [path, undefined])))
}

export function archiveOf(files: Files, newest?: Date): ArchiveContents {
  const packed = [...files].filter(([path]) => isLayoutPath(path) && path !== LOG)
  return { files: new Map(packed), skipped: [], newest }
}

export function presentOf(files: Files): PresentStore {
  return readPresent('/w', '/w', archiveTree({ files, skipped: [], newest: undefined }))
}

async function privateKey(name: string): Promise<PrivateKey> {
  return readPrivateKey(key(name), undefined)
}

export interface Import {
  readonly present: Files | PresentStore
  readonly archive: Files | ArchiveContents
  readonly mode: 'merge' | 'replace'
  /** File of the fixtures. */
  readonly key?: string
  readonly grant?: readonly string[]
  readonly rotatedAt?: Date
}

export async function planned(given: Import): Promise<RestorePlan> {
  const { present, archive, mode, grant = [], rotatedAt } = given
  const request: RestoreRequest = {
    present: 'tree' in present ? present : presentOf(present),
    archive: 'skipped' in archive ? archive : archiveOf(archive),
    shown: SHOWN,
    mode,
    grant,
    privateKey: given.key === undefined ? undefined : await privateKey(given.key),
    now: NOW,
    rotatedAt,
  }
  return planRestore(request)
}

/** What is there after the edits. */
export function applied(files: Files, { edits }: RestorePlan): Files {
  const after = new Map(files)
  for (const edit of edits) {
    if (edit.after) after.set(edit.path, Buffer.from(edit.after))
    else assert.ok(after.delete(edit.path))
  }
  return after
}

export function states(
  { rows }: RestorePlan,
  state: RestorePlan['rows'][number]['state'],
): string[] {
  return rows.filter((row) => row.state === state).map(({ path }) => path)
}

/** The last line of a log. */
export function lastLine(files: Files): Readonly<Record<string, unknown>> {
  const lines = files.get(LOG)?.toString().trimEnd().split('\n') ?? []
  return JSON.parse(lines.at(-1) ?? '') as Readonly<Record<string, unknown>>
}

export function assertSame(one: Files, other: Files): void {
  assert.deepEqual([...one.keys()].toSorted(), [...other.keys()].toSorted())
  for (const [path, bytes] of one) assert.ok(other.get(path)?.equals(bytes), path)
}
