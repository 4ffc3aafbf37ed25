// Where a plain file may lie, and how it gets there. The path comes from a checkout, so it is hostile: no
// links, nothing that git, the runner or the store lives on.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { errorCode, isWithin, slashed } from '../../platform/files.ts'
import { DestinationError, type Context } from '../contract.ts'

export const FILE_TITLE = 'File'

export interface Place {
  /** The folder that the file must stay in; a real path. */
  readonly root: string
  /** Absolute. */
  readonly path: string
}

/** @throws DestinationError rejected */
export function placeOf(path: string, context: Context): Place {
  const roots = ['GITHUB_WORKSPACE', 'RUNNER_TEMP']
    .map((name) => context.variable(name) ?? '')
    .filter((root) => root !== '')
    .map(realPathOf)
  const [workspace] = roots
  if (workspace === undefined) throw unusable(path, 'there is neither workspace nor temp folder')
  const absolute = resolve(workspace, path)
  const root = roots.find((folder) => isWithin(folder, absolute) && folder !== absolute)
  if (root === undefined) throw unusable(path, 'it is outside the workspace and RUNNER_TEMP')
  const parts = slashed(root, absolute).toLowerCase().split('/')
  // Windows drops dots and blanks at the end of a name, and takes `git~1` for `.git`.
  const isReserved = parts.some((part) =>
    /^(?:\.git|git~\d|\.github|\.kanuka)[ .]*$|^_|:|\.kanuka$|\.kanuka-marks\.json$/.test(part),
  )
  if (isReserved) throw unusable(path, 'git, the runner or the store keeps its own files there')
  return { root, path: absolute }
}

function realPathOf(folder: string): string {
  try {
    return fs.realpathSync.native(folder)
  } catch {
    throw unusable(folder, 'the folder is not there')
  }
}

export function unusable(path: string, why: string): DestinationError {
  return new DestinationError('rejected', {
    what: `${FILE_TITLE}: ${path} cannot be written: ${why}`,
    fix: 'Name a path in the workspace, or one below ${{ runner.temp }}.',
  })
}

/** undefined for what is no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** What every change of the file changes. No digest of the content, which would let values be guessed. */
export function versionOf(path: string): string | undefined {
  const stats = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return stats && `${stats.mtimeNs}-${stats.ino}-${stats.size}`
}

/** Mode 0600, and nobody reads half of it. undefined: away with it. */
export function writeFile(path: string, text: string | undefined): void {
  const staged = join(dirname(path), `.kanuka-staged-${randomBytes(6).toString('hex')}`)
  try {
    if (text === undefined) {
      fs.rmSync(path, { force: true })
      return
    }
    fs.mkdirSync(dirname(path), { recursive: true })
    fs.writeFileSync(staged, text, { flag: 'wx', mode: 0o600 })
    fs.renameSync(staged, path)
  } catch (error) {
    try {
      fs.rmSync(staged, { force: true })
    } catch {
      // What made the writing fail is what is told.
    }
    throw failed('rejected', `the file could not be written (${errorCode(error)})`)
  }
}

export function failed(kind: 'rejected' | 'down', what: string): DestinationError {
  return new DestinationError(kind, {
    what: `${FILE_TITLE}: ${what}`,
    fix: 'Name another path or format, or remove the file.',
  })
}
