// Where the stores are: from the `working-directory` lines to the roots of stores.
import { readdirSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ActionError } from '../errors.ts'
import { isWithin, slashed, statOf } from '../platform/files.ts'
import { compilePattern, isGlob } from './glob.ts'
import { STORE_FOLDER } from './layout.ts'

/** Folders that are looked through for stores. */
const MAX_FOLDERS = 100_000

interface Search {
  readonly found: readonly string[]
  readonly isComplete: boolean
}

/**
 * The roots of the stores that `lines` name: a path (walks up to the nearest store, never above
 * the workspace) or a glob of folders that are stores themselves.
 * @param workspace absolute real path
 * @returns absolute real paths in the order of the lines, without repetitions
 * @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE
 */
export async function locateStores(
  workspace: string,
  lines: readonly string[],
): Promise<readonly string[]> {
  const roots = new Set<string>()
  for (const line of lines) {
    for (const root of await rootsFor(workspace, line)) roots.add(root)
  }
  return [...roots]
}

export interface StorePlace {
  /** Absolute real path. */
  readonly root: string
  readonly isStore: boolean
  /** Roots of stores below, where it is none itself. */
  readonly below: readonly string[]
}

/**
 * Where the one store is that `line` names, or is to be made: the nearest store, else the folder itself.
 * @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE
 */
export async function locatePlace(workspace: string, line: string): Promise<StorePlace> {
  const folder = resolve(workspace, line)
  if (isGlob(line) && statOf(folder) === undefined) {
    const [root = '', ...others] = await rootsFor(workspace, line)
    if (others.length === 0) return { root, isStore: true, below: [] }
    throw notFound(`\`working-directory: ${line}\` names several stores`, workspace, [
      root,
      ...others,
    ])
  }
  if (statOf(folder) === undefined) {
    throw new ActionError('STORE_NOT_FOUND', {
      what: `\`working-directory: ${line}\` does not exist`,
      fix: 'Correct it; or, if a store is to be made there, make the folder in an earlier step.',
    })
  }
  const start = realFolder(workspace, folder, line)
  const root = nearestStore(workspace, start)
  if (root !== undefined) return { root, isStore: true, below: [] }
  return { root: start, isStore: false, below: storesBelow(workspace, start).found }
}

async function rootsFor(workspace: string, line: string): Promise<readonly string[]> {
  const folder = resolve(workspace, line)
  const isPath = !isGlob(line) || statOf(folder) !== undefined
  if (isPath) return [walkUp(workspace, realFolder(workspace, folder, line))]
  const matches = await compilePattern(line.replace(/^\.\//, '').replace(/\/+$/, ''))
  const { found, isComplete } = storesBelow(workspace, workspace)
  if (!isComplete) {
    throw new ActionError('PATTERN_INVALID', {
      what: `\`working-directory: ${line}\` cannot be looked for: the workspace has over ${MAX_FOLDERS} folders`,
      fix: 'Name the stores by their paths, one a line.',
    })
  }
  // `**` means the workspace itself too; as a path it is `.`.
  const roots = found.filter(
    (root) => matches(slashed(workspace, root)) || (root === workspace && line === '**'),
  )
  if (roots.length > 0) return roots
  throw notFound(
    `no folder with a Kanuka store matches \`working-directory: ${line}\``,
    workspace,
    found,
  )
}

function realFolder(workspace: string, folder: string, line: string): string {
  let real: string
  try {
    real = realpathSync.native(folder)
  } catch {
    throw notFound(`\`working-directory: ${line}\` does not exist`, workspace, [])
  }
  if (isWithin(workspace, real)) return real
  throw new ActionError('PATH_UNSAFE', {
    what: `\`working-directory: ${line}\` leads outside the workspace`,
    fix: 'Name a folder inside the checkout, and no link that leads out of it.',
  })
}

function walkUp(workspace: string, start: string): string {
  const root = nearestStore(workspace, start)
  if (root !== undefined) return root
  const where = slashed(workspace, start)
  const { found } = storesBelow(workspace, start)
  throw notFound(
    `there is no Kanuka store (a folder \`${STORE_FOLDER}\`) in ${where === '.' ? 'the workspace' : where} or above it`,
    workspace,
    found,
  )
}

function nearestStore(workspace: string, start: string): string | undefined {
  for (let folder = start; isWithin(workspace, folder); folder = dirname(folder)) {
    const stats = statOf(`${folder}/${STORE_FOLDER}`)
    if (stats?.isSymbolicLink()) {
      throw new ActionError('PATH_UNSAFE', {
        what: `${slashed(workspace, `${folder}/${STORE_FOLDER}`)} is a link`,
        fix: 'A store is a real folder: replace the link by what it points to.',
      })
    }
    if (stats?.isDirectory()) return folder
    if (dirname(folder) === folder) break
  }
  return undefined
}

function storesBelow(workspace: string, start: string): Search {
  const found: string[] = []
  const pending = [start]
  let visited = 0
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    visited += 1
    if (visited > MAX_FOLDERS) return { found, isComplete: false }
    const names = foldersIn(folder)
    if (names.includes(STORE_FOLDER) && isWithin(workspace, folder)) found.push(folder)
    for (const name of names) {
      if (![STORE_FOLDER, '.git', 'node_modules'].includes(name)) pending.push(`${folder}/${name}`)
    }
  }
  return { found: found.toSorted(), isComplete: true }
}

// This search only helps to say what could be meant: what cannot be listed is passed over.
function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  } catch {
    return []
  }
}

function notFound(what: string, workspace: string, found: readonly string[]): ActionError {
  const block = found.map((root) => `    ${slashed(workspace, root)}`).join('\n')
  return new ActionError('STORE_NOT_FOUND', {
    what,
    fix:
      found.length > 0
        ? `Stores were found here; name those that you mean:\n  working-directory: |\n${block}`
        : 'Is actions/checkout before this step, and does its `path:` agree with `working-directory`? A new store is made by `kanuka secrets init`.',
  })
}
