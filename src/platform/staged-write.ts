// Writes plaintext files all or nothing: every file is staged beside its target, then all are
// renamed. What was there before is kept until the last rename has worked. No fsync: plaintext can
// be made again. Targets are given by the caller, who has checked that they may be written.
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import pMap from 'p-map'
import { ActionError } from '../errors.ts'
import type { CleanupJournal, WrittenFile } from './cleanup.ts'
import { errorCode, isFreeOfLinks, statOf } from './files.ts'

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

const CONCURRENCY = 16
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
  if (writes.length === 0) return
  const run = randomBytes(6).toString('hex')
  // Never ".env" in the name: Kanuka's CLI would take the staged file for a secret file.
  const staged = writes.map((write, index) =>
    join(dirname(write.path), `.kanuka-staged-${run}-${index}`),
  )
  try {
    await makeFolders(writes, journal)
    journal.staging(staged)
    const files = await pMap(
      writes,
      (write, index) => stage(write, staged[index] ?? '', journal),
      { concurrency: CONCURRENCY },
    )
    journal.files(files)
    const kept = await keepReplaced(writes, run, journal)
    await pMap(files, (file, index) => place(file, writes[index]), { concurrency: CONCURRENCY })
    await pMap(kept, (name) => unlink(name), { concurrency: CONCURRENCY })
  } catch (error) {
    journal.undo()
    throw error
  }
}

async function makeFolders(
  writes: readonly PlannedWrite[],
  journal: CleanupJournal,
): Promise<void> {
  const within = new Map(writes.map((write) => [dirname(write.path), write]))
  for (const [folder, write] of within) {
    if (!(await isFreeOfLinks(write.within, folder))) throw unsafe(write)
    await makeFolder(folder, write, journal)
    if (!(await isFreeOfLinks(write.within, folder))) throw unsafe(write)
  }
}

async function makeFolder(
  folder: string,
  write: PlannedWrite,
  journal: CleanupJournal,
): Promise<void> {
  if (await statOf(folder)) return
  await makeFolder(resolve(folder, '..'), write, journal)
  journal.folder(folder)
  await mkdir(folder, { mode: PRIVATE_FOLDER }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw failed(write, error)
  })
}

async function stage(
  write: PlannedWrite,
  staged: string,
  journal: CleanupJournal,
): Promise<WrittenFile> {
  const content = write.content()
  try {
    // 'wx' never follows a link and never opens what is already there.
    const handle = await open(staged, 'wx', PRIVATE_FILE)
    try {
      await handle.writeFile(content)
      const { dev, ino } = await handle.stat({ bigint: true })
      const digest = content.length <= DIGEST_LIMIT ? journal.digest(content) : ''
      return { path: write.path, staged, dev: String(dev), ino: String(ino), digest }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw failed(write, error)
  }
}

// A second name for every file that will be replaced, so that a failure can put it back.
async function keepReplaced(
  writes: readonly PlannedWrite[],
  run: string,
  journal: CleanupJournal,
): Promise<readonly string[]> {
  const kept: string[] = []
  for (const [index, write] of writes.entries()) {
    if (!write.replaces) continue
    const name = join(dirname(write.path), `.kanuka-replaced-${run}-${index}`)
    journal.replaced(write.path, name)
    await link(write.path, name).catch((error: unknown) => {
      throw failed(write, error)
    })
    kept.push(name)
  }
  return kept
}

async function place(file: WrittenFile, write: PlannedWrite | undefined): Promise<void> {
  if (!write) return
  const there = await statOf(file.path)
  if (there && !(write.replaces && there.isFile())) {
    throw new ActionError('TARGET_NOT_A_FILE', {
      what: `${write.shown} appeared while the files were being decrypted`,
      where: { file: write.shown },
      fix: 'Let only one step write to this folder at a time.',
    })
  }
  await rename(file.staged, file.path).catch((error: unknown) => {
    throw failed(write, error)
  })
}

/** Takes the group's and everybody's rights away from a plaintext that was already right. */
export async function makePrivate(path: string): Promise<void> {
  await chmod(path, PRIVATE_FILE)
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
