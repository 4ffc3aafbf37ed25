// One store as it lies in the checkout, or in a commit: configuration, members, names of its secret files. Reads
// only; holds no key.
import { ActionError } from '../errors.ts'
import { slashed } from '../platform/files.ts'
import { diskTree, type Tree } from '../platform/tree.ts'
import { readConfig, type Config } from './config.ts'
import { CONFIG_FILE, isUuid, PUBLIC_KEY_SUFFIX, PUBLIC_KEYS_FOLDER } from './layout.ts'
import { fileNames, readMembers, type Member } from './members.ts'
import { findSecretFiles, type FoundFiles } from './secret-files.ts'

interface Oddity {
  /** Relative to the workspace. */
  readonly file: string
  readonly what: string
}

export interface Store extends FoundFiles {
  /** Absolute real path of the folder that holds `.kanuka/`. */
  readonly root: string
  /** Where its files are read from. */
  readonly tree: Tree
  /** The root, relative to the workspace; `.` for the workspace itself. */
  readonly path: string
  readonly config: Config
  readonly members: readonly Member[]
  /** How messages name it. */
  readonly title: string
  /** What is odd but does not stop us. */
  readonly warnings: readonly Oddity[]
  /** A path of this store (relative to its root) as messages show it. */
  shown(path: string): string
}

/**
 * Reads the store at `root`.
 * @param tree what lies there: on disk, unless another state is to be read
 * @throws ActionError CONFIG_MISSING, CONFIG_INVALID, STORE_LEGACY
 */
export function readStore(workspace: string, root: string, tree: Tree = diskTree(root)): Store {
  const path = slashed(workspace, root)
  const shown = (inside: string): string => (path === '.' ? inside : `${path}/${inside}`)
  const config = readConfig(tree, shown(CONFIG_FILE))
  if (!config) throw withoutConfig(tree, shown)
  const found = findSecretFiles(tree)
  const members = readMembers(tree, config)
  const warnings = [
    ...members.flatMap(({ uuid, oddity }) =>
      oddity === undefined
        ? []
        : [{ file: shown(`${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`), what: oddity }],
    ),
    ...found.oddities.map((oddity) => ({ file: shown(oddity.path), what: oddity.what })),
  ]
  const name = config.projectName === '' ? path : config.projectName
  return { ...found, root, tree, path, config, members, title: `"${name}"`, warnings, shown }
}

function withoutConfig(tree: Tree, shown: (inside: string) => string): ActionError {
  const keys = fileNames(tree, PUBLIC_KEYS_FOLDER).filter((name) =>
    name.endsWith(PUBLIC_KEY_SUFFIX),
  )
  const where = { file: shown(CONFIG_FILE) }
  if (keys.some((name) => !isUuid(name.slice(0, -PUBLIC_KEY_SUFFIX.length)))) {
    return new ActionError('STORE_LEGACY', {
      what: `${shown('.kanuka')} is a legacy store: it has no config.toml, and its keys are named after users`,
      where,
      fix: 'Run any `kanuka` command in a local clone, which migrates it; check `user_uuid` in your own Kanuka config, run `kanuka secrets sync`, then commit and push.',
    })
  }
  return new ActionError('CONFIG_MISSING', {
    what: `${shown(CONFIG_FILE)} is missing`,
    where,
    fix: 'Commit it (is `.kanuka/` ignored by a .gitignore?), or restore it from git history.',
  })
}
