// Where a plain file may lie, and how it gets there. The path comes from a checkout, so it is hostile: no
// links, nothing that git, the runner or the store lives on.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
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
    .filter((folder) => folder !== '')
    .map((folder) => ({ real: realPathOf(folder), named: resolve(folder) }))
  const [workspace] = roots
  if (workspace === undefined) throw unusable(path, 'there is neither workspace nor temp folder')
  const given = resolve(workspace.real, path)
  // The runner may name its folders through a link; below them there must be none.
  const found = roots
    .flatMap(({ real, named }) => [real, named].map((start) => ({ real, start })))
    .find(({ start }) => isWithin(start, given) && start !== given)
  if (found === undefined) throw unusable(path, 'it is outside the workspace and RUNNER_TEMP')
  const root = found.real
  const absolute = join(root, relative(found.start, given))
  const parts = slashed(root, absolute).toLowerCase().split('/')
  // Windows drops dots and blanks at the end of a name, and takes `git~1` for `.git`.
  const isReserved = parts.some((part) =>
    /^(?:\.git|git~\d|\.github|\.kanuka)[ .]*$|^_|:|\.kanuka$|\.kanuka-marks\.json$/.test(part),
  )
  if (isReserved) throw unusable(path, 'git, the runner or the store keeps its own files there')
  return { root, path: absolute }
}

/** The same text for one file, also where a disk keeps fewer names apart than another. */
export function samePath(path: string, variable: Context['variable']): string {
  const workspace = variable('GITHUB_WORKSPACE') ?? ''
  const absolute = resolve(workspace === '' ? '/' : realIfThere(workspace), path)
  return withRealStart(absolute).normalize('NFC').toLowerCase()
}

/** A temp folder may be named through a link; no link may lie in it. */
function withRealStart(path: string): string {
  const folder = dirname(path)
  if (folder === path) return path
  return join(fs.existsSync(folder) ? realIfThere(folder) : withRealStart(folder), basename(path))
}

function realIfThere(folder: string): string {
  try {
    return fs.realpathSync.native(folder)
  } catch {
    return folder
  }
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
