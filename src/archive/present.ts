// The store that is there before an import, in whatever state it is: in good order, damaged, of the
// legacy kind, or not there at all. Never throws for what it finds.
import { ActionError } from '../errors.ts'
import { slashed } from '../platform/files.ts'
import { diskTree, type Tree } from '../platform/tree.ts'
import type { Config } from '../kanuka/config.ts'
import {
  CONFIG_FILE,
  isLayoutPath,
  PUBLIC_KEYS_FOLDER,
  STORE_FOLDER,
  WRAPPED_KEYS_FOLDER,
} from '../kanuka/layout.ts'
import { readMembers, type Member } from '../kanuka/members.ts'
import { findSecretFiles } from '../kanuka/secret-files.ts'
import { readStore, type Store } from '../kanuka/store.ts'

export interface PresentStore {
  readonly workspace: string
  /** Absolute real path of the folder that holds `.kanuka/`, or is to hold it. */
  readonly root: string
  readonly tree: Tree
  /** The root, relative to the workspace; `.` for the workspace itself. */
  readonly path: string
  readonly title: string
  shown(this: void, path: string): string
  /** Regular files of the layout, the log among them; without those of nested stores. */
  readonly files: ReadonlySet<string>
  readonly secretFiles: readonly string[]
  /** What else lies in `.kanuka/`: files by other names, links and folders in the place of files. */
  readonly others: readonly string[]
  readonly nestedStores: readonly string[]
  /** undefined where it is missing or cannot be understood. */
  readonly config: Config | undefined
  /** As far as the files tell; without names where the configuration does not. */
  readonly members: readonly Member[]
  /** Where the store is one that can be read. */
  readonly store: Store | undefined
  /** Why there is none; undefined also where there was no store to begin with. */
  readonly problem: ActionError | undefined
}

type Found = Pick<
  PresentStore,
  'files' | 'secretFiles' | 'others' | 'nestedStores' | 'config' | 'members'
>

const NOTHING: Found = {
  files: new Set(),
  secretFiles: [],
  others: [],
  nestedStores: [],
  config: undefined,
  members: [],
}
const NO_CONFIG: Config = {
  projectUuid: '',
  projectName: '',
  users: new Map(),
  devices: new Map(),
}
/** What people put into folders that git is to keep. */
const HARMLESS = /^(?:\.git\w+|README\.md)$/

/** @param tree what lies at `root`: on disk, unless a commit is to be looked at */
export function readPresent(
  workspace: string,
  root: string,
  tree: Tree = diskTree(root),
): PresentStore {
  const path = slashed(workspace, root)
  const shown = (inside: string): string => (path === '.' ? inside : `${path}/${inside}`)
  const store = orProblem(() => readStore(workspace, root, tree))
  const found = orProblem(() => look(tree, store))
  const at = { workspace, root, tree, path, shown }
  if (found instanceof ActionError) {
    return { ...at, ...NOTHING, title: `"${path}"`, store: undefined, problem: found }
  }
  if (!(store instanceof ActionError)) {
    return { ...at, ...found, title: store.title, store, problem: undefined }
  }
  const hasStore = [...found.files, ...found.others].some(isOfStoreFolder)
  const problem = hasStore || store.code === 'CONFIG_INVALID' ? store : undefined
  return { ...at, ...found, title: `"${path}"`, store: undefined, problem }
}

// Of secret files and a log alone no store can be told.
function isOfStoreFolder(path: string): boolean {
  return (
    path === CONFIG_FILE ||
    path.startsWith(`${PUBLIC_KEYS_FOLDER}/`) ||
    path.startsWith(`${WRAPPED_KEYS_FOLDER}/`)
  )
}

function orProblem<T>(read: () => T): T | ActionError {
  try {
    return read()
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
}

function look(tree: Tree, read: Store | ActionError): Found {
  const store = read instanceof ActionError ? undefined : read
  const { secretFiles, nestedStores } = store ?? findSecretFiles(tree)
  const inFolder = [STORE_FOLDER, PUBLIC_KEYS_FOLDER, WRAPPED_KEYS_FOLDER].flatMap((folder) =>
    (tree.entries(folder) ?? []).map(({ name, kind }) => ({
      path: `${folder}/${name}`,
      kind,
      isHarmless: HARMLESS.test(name),
    })),
  )
  const isFile = ({ path, kind }: { path: string; kind: string }): boolean =>
    kind === 'file' && isLayoutPath(path)
  const others = inFolder
    .filter((entry) => !isFile(entry) && !entry.isHarmless)
    .map(({ path }) => path)
    .filter((path) => path !== PUBLIC_KEYS_FOLDER && path !== WRAPPED_KEYS_FOLDER)
  return {
    files: new Set([...inFolder.filter(isFile).map(({ path }) => path), ...secretFiles]),
    secretFiles,
    others: others.toSorted(),
    nestedStores,
    config: store?.config,
    members: store?.members ?? readMembers(tree, NO_CONFIG),
  }
}
