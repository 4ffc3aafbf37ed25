// Writes plaintext files all or nothing: every file is staged beside its target, then all are
// renamed. What was there before is kept until the last rename has worked. No fsync: plaintext can
// be made again. Targets are given by the caller, who has checked that they may be written.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ActionError } from '../errors.ts'
import { identityOf, type CleanupJournal, type WrittenFile } from './cleanup.ts'
import { breathe, errorCode, isFreeOfLinks, statOf } from './files.ts'

export interface PlannedWrite {
  /** Absolute. */
  readonly path: string
  /** How errors name it. */
  readonly shown: string
  /** Absolute real folder that holds `path`; nothing between the two may be a link. */
  readonly within: string
  readonly replaces: boolean
  content(): Uint8Array
}

const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700
// Larger files are recognised by their inode alone: hashing them would cost more than it helps.
const DIGEST_LIMIT = 1024 * 1024

/**
 * Writes all files with mode 0600, or none.
 * @throws ActionError WRITE_FAILED, PATH_UNSAFE; everything written before is taken back
 */
export async function writeAllOrNothing(
  writes: readonly PlannedWrite[],
  journal: CleanupJournal,
): Promise<void> {
  const run = randomBytes(6).toString('hex')
  // Never ".env" in the name: Kanuka's CLI would take the staged file for a secret file.
  const staged = writes.map((write, index) =>
    join(dirname(write.path), `.kanuka-staged-${run}-${index}`),
  )
  try {
    makeFolders(writes, journal)
    journal.staging(staged)
    const files: WrittenFile[] = []
    for (const [index, write] of writes.entries()) {
      files.push(stage(write, staged[index] ?? '', journal))
      await breathe()
    }
    journal.files(files)
    const kept = keepReplaced(writes, run, journal)
    for (const [index, write] of writes.entries()) place(write, staged[index] ?? '')
    for (const name of kept) fs.unlinkSync(name)
  } catch (error) {
    journal.undo()
    throw error
  }
}

function makeFolders(writes: readonly PlannedWrite[], journal: CleanupJournal): void {
  for (const [folder, write] of new Map(writes.map((each) => [dirname(each.path), each]))) {
    if (!isFreeOfLinks(write.within, folder)) throw unsafe(write)
    if (statOf(folder)) continue
    makeFolder(folder, write, journal)
    if (!isFreeOfLinks(write.within, folder)) throw unsafe(write)
  }
}

function makeFolder(folder: string, write: PlannedWrite, journal: CleanupJournal): void {
  if (statOf(folder)) return
  makeFolder(resolve(folder, '..'), write, journal)
  journal.folder(folder)
  try {
    fs.mkdirSync(folder, { mode: PRIVATE_FOLDER })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw failed(write, error)
  }
}

function stage(write: PlannedWrite, staged: string, journal: CleanupJournal): WrittenFile {
  const content = write.content()
  try {
    // 'wx' never follows a link and never opens what is already there.
    const file = fs.openSync(staged, 'wx', PRIVATE_FILE)
    try {
      fs.writeFileSync(file, content)
      const identity = identityOf(fs.fstatSync(file, { bigint: true }))
      const digest = content.length <= DIGEST_LIMIT ? journal.digest(content) : ''
      return { path: write.path, staged, ...identity, digest }
    } finally {
      fs.closeSync(file)
    }
  } catch (error) {
    throw failed(write, error)
  }
}

// A second name for every file that will be replaced, so that a failure can put it back.
function keepReplaced(
  writes: readonly PlannedWrite[],
  run: string,
  journal: CleanupJournal,
): readonly string[] {
  const kept: string[] = []
  for (const [index, write] of writes.entries()) {
    if (!write.replaces) continue
    const name = join(dirname(write.path), `.kanuka-replaced-${run}-${index}`)
    journal.replaced(write.path, name)
    try {
      fs.linkSync(write.path, name)
    } catch (error) {
      throw failed(write, error)
    }
    kept.push(name)
  }
  return kept
}

function place(write: PlannedWrite, staged: string): void {
  const there = statOf(write.path)
  if (there && !(write.replaces && there.isFile())) {
    throw new ActionError('TARGET_NOT_A_FILE', {
      what: `${write.shown} appeared while the files were being decrypted`,
      where: { file: write.shown },
      fix: 'Let only one step write to this folder at a time.',
    })
  }
  try {
    fs.renameSync(staged, write.path)
  } catch (error) {
    throw failed(write, error)
  }
}

/** Takes the group's and everybody's rights away from a plaintext that was already right. */
export function makePrivate(path: string): void {
  fs.chmodSync(path, PRIVATE_FILE)
}

function unsafe(write: PlannedWrite): ActionError {
  return new ActionError('PATH_UNSAFE', {
    what: `${write.shown} cannot be written: a folder on the way is a link or leads outside`,
    where: { file: write.shown },
    fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
  })
}

function failed(write: PlannedWrite, error: unknown): ActionError {
  return new ActionError('WRITE_FAILED', {
    what: `${write.shown} could not be written (${errorCode(error)}); nothing was left behind`,
    where: { file: write.shown },
    fix: `Make the folder of ${basename(write.path)} writable for the runner, with enough free space.`,
  })
}
