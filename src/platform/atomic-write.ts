// Writes one file that is no secret: beside its place first, then renamed, so that nobody reads half of it.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode } from './files.ts'

/**
 * Makes missing folders, and replaces a regular file that is there.
 * @param path absolute; the caller has seen to it that no folder on the way is a link
 * @param shown how errors name it
 * @throws ActionError WRITE_FAILED, TARGET_NOT_A_FILE
 */
export function writeAtomically(path: string, content: string, shown: string): void {
  const staged = join(dirname(path), `.kanuka-staged-${randomBytes(6).toString('hex')}`)
  try {
    if (fs.lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) {
      throw new ActionError('TARGET_NOT_A_FILE', {
        what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
        where: { file: shown },
        fix: 'Remove it from the checkout, or name another path.',
      })
    }
    fs.mkdirSync(dirname(path), { recursive: true })
    fs.writeFileSync(staged, content, { flag: 'wx' })
    fs.renameSync(staged, path)
  } catch (error) {
    removeIfPossible(staged)
    if (error instanceof ActionError) throw error
    throw new ActionError('WRITE_FAILED', {
      what: `${shown} could not be written (${errorCode(error)})`,
      where: { file: shown },
      fix: 'Make its folder writable for the runner, with enough free space.',
    })
  }
}

function removeIfPossible(path: string): void {
  try {
    fs.rmSync(path, { force: true })
  } catch {
    // What made the writing fail is what is told.
  }
}
