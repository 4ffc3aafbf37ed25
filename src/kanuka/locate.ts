// Where the stores are: from the `working-directory` lines to the roots of stores.
import { readdirSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ActionError } from '../errors.ts'
import { isWithin, slashed, statOf } from '../platform/files.ts'
import { compilePattern, isGlob } from './glob.ts'
import { STORE_FOLDER } from './layout.ts'

/** How far below a folder is looked for stores, and how many folders at most. */
const MAX_DEPTH = 12
const MAX_FOLDERS = 20_000

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

async function rootsFor(workspace: string, line: string): Promise<readonly string[]> {
  const folder = resolve(workspace, line)
  const isPath = !isGlob(line) || statOf(folder) !== undefined
  if (isPath) return [walkUp(workspace, realFolder(workspace, folder, line))]
  const matches = await compilePattern(line.replace(/^\.\//, '').replace(/\/+$/, ''))
  const found = storesBelow(workspace, workspace)
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
  const where = slashed(workspace, start)
  const found = storesBelow(workspace, start)
  throw notFound(
    `there is no Kanuka store (a folder \`${STORE_FOLDER}\`) in ${where === '.' ? 'the workspace' : where} or above it`,
    workspace,
    found,
  )
}

function storesBelow(workspace: string, start: string): readonly string[] {
  const found: string[] = []
  let level = [start]
  let visited = 0
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    visited += level.length
    if (visited > MAX_FOLDERS) break
    const children = level.map(foldersIn)
    for (const [index, folder] of level.entries()) {
      if (children[index]?.includes(STORE_FOLDER)) found.push(folder)
    }
    level = level.flatMap((folder, index) =>
      (children[index] ?? [])
        .filter((name) => ![STORE_FOLDER, '.git', 'node_modules'].includes(name))
        .map((name) => `${folder}/${name}`),
    )
  }
  return found.filter((folder) => isWithin(workspace, folder)).toSorted()
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
