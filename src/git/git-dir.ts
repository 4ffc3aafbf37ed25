// Where the git folder of a work tree is, told by node alone: for those who need no git program.
import { realpathSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { readRegularFile, statOf } from '../platform/files.ts'

/** More than any path has. */
const MAX_BYTES = 64 * 1024

/**
 * The real path of `.git`, or of what a `.git` file (worktree, submodule) names.
 * @param workTree absolute
 * @returns undefined where there is none, or where it lies in a checkout outside of any `.git`: then
 *   a checkout may have brought it, with whatever it likes in it
 */
export function gitDirOf(workTree: string): string | undefined {
  const gitDir = realFolder(namedBy(`${workTree}/.git`, workTree))
  return gitDir === undefined || isBrought(gitDir) ? undefined : gitDir
}

function namedBy(path: string, workTree: string): string | undefined {
  if (statOf(path)?.isDirectory()) return path
  const read = readRegularFile(path, MAX_BYTES)
  const text = 'bytes' in read ? read.bytes.toString('utf8') : ''
  const [, target] = /^gitdir: ([^\0]+?)[\r\n]*$/.exec(text) ?? []
  return target === undefined ? undefined : resolve(workTree, target)
}

function realFolder(path: string | undefined): string | undefined {
  try {
    const real = path === undefined ? undefined : realpathSync.native(path)
    return real !== undefined && statOf(real)?.isDirectory() ? real : undefined
  } catch {
    // It does not exist, or is not for us to see.
    return undefined
  }
}

// git checks nothing out that is called `.git`, so what lies below such a folder is its own.
function isBrought(gitDir: string): boolean {
  if (gitDir.split(sep).includes('.git')) return false
  for (let at = dirname(gitDir); dirname(at) !== at; at = dirname(at)) {
    if (statOf(`${at}/.git`) !== undefined) return true
  }
  return false
}
