// Reads commits as the rules see them: every file by its id, and the stores among them. Of contents it
// reads config.toml, audit.jsonl and public keys alone. Never throws for what a commit holds.
import { ActionError } from '../errors.ts'
import { ObjectReader, type GitTreeEntry } from '../git/object-reader.ts'
import type { GitPlace } from '../git/git-process.ts'
import { parseConfig, type Config } from '../kanuka/config.ts'
import {
  AUDIT_FILE,
  CIPHERTEXT_SUFFIX,
  CONFIG_FILE,
  isSecretFileName,
  isUuid,
  MAX_AUDIT_BYTES,
  MAX_CONFIG_BYTES,
  MAX_KEY_FILE_BYTES,
  PUBLIC_KEY_SUFFIX,
  PUBLIC_KEYS_FOLDER,
  STORE_FOLDER,
  WRAPPED_KEYS_FOLDER,
} from '../kanuka/layout.ts'
import { readMembers, type Member } from '../kanuka/members.ts'
import { size } from '../platform/printable.ts'
import type { Tree, TreeEntry } from '../platform/tree.ts'
import type { Blobs } from './context.ts'
import type { CommitFile, ConfigState, Snapshot, StoreState } from './snapshot.ts'

/** All files of a commit. */
export interface CommitTree {
  readonly commit: string
  readonly files: ReadonlyMap<string, GitTreeEntry>
}

/** @throws ActionError GIT_MISSING, HISTORY_MISSING when the commit or its folders are not there */
export async function readTree(place: GitPlace, commit: string): Promise<CommitTree> {
  return { commit, files: await new ObjectReader(place).treeEntries(commit, '') }
}

/** What the rules see of it. */
export async function readSnapshot({ commit, files }: CommitTree, blobs: Blobs): Promise<Snapshot> {
  const stores = storesIn(files)
  const contents = await readContents(blobs, [...stores.values()])
  return {
    commit,
    files,
    stores: new Map([...stores].map(([root, found]) => [root, storeState(found, contents)])),
  }
}

interface FoundStore {
  readonly root: string
  readonly storeFiles: Map<string, CommitFile>
  readonly secretFiles: Map<string, CommitFile>
}

function storesIn(files: ReadonlyMap<string, GitTreeEntry>): ReadonlyMap<string, FoundStore> {
  const stores = new Map<string, FoundStore>()
  const candidates: string[] = []
  for (const [path, file] of files) {
    const root = rootOf(path)
    if (root === undefined) {
      if (isRegular(file) && isSecretFileName(path.slice(path.lastIndexOf('/') + 1))) {
        candidates.push(path)
      }
      continue
    }
    const store = stores.get(root) ?? { root, storeFiles: new Map(), secretFiles: new Map() }
    stores.set(root, store)
    store.storeFiles.set(inside(root, path), file)
  }
  for (const path of candidates) {
    const file = files.get(path)
    const store = nearest(stores, path)
    if (store && file) store.secretFiles.set(inside(store.root, path), file)
  }
  return stores
}

/** Of a path in `.kanuka/`, the folder that holds that; a `.kanuka` further down is nothing of its own. */
function rootOf(path: string): string | undefined {
  if (path.startsWith(`${STORE_FOLDER}/`)) return ''
  const at = path.indexOf(`/${STORE_FOLDER}/`)
  return at === -1 ? undefined : path.slice(0, at)
}

function nearest(stores: ReadonlyMap<string, FoundStore>, path: string): FoundStore | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const store = stores.get(path.slice(0, end))
    if (store) return store
  }
  return stores.get('')
}

function inside(root: string, path: string): string {
  return root === '' ? path : path.slice(root.length + 1)
}

function isRegular({ mode }: CommitFile): boolean {
  return mode.startsWith('100')
}

interface Contents {
  readonly sizes: ReadonlyMap<string, number>
  readonly bytes: ReadonlyMap<string, Buffer>
}

// One call for all of a kind, as each may cost a process, and a fetch.
async function readContents(blobs: Blobs, stores: readonly FoundStore[]): Promise<Contents> {
  const publicKeys: string[] = []
  const configs: string[] = []
  const logs: string[] = []
  for (const { storeFiles } of stores) {
    for (const [path, file] of storeFiles) {
      if (!isRegular(file)) continue
      if (path === CONFIG_FILE) configs.push(file.id)
      else if (path === AUDIT_FILE) logs.push(file.id)
      else if (uuidIn(path, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX)) publicKeys.push(file.id)
    }
  }
  const sizes = await blobs.sizes([...configs, ...logs, ...publicKeys])
  const read = [
    await blobs.read(publicKeys, MAX_KEY_FILE_BYTES),
    await blobs.read(configs, MAX_CONFIG_BYTES),
    await blobs.read(logs, MAX_AUDIT_BYTES),
  ]
  return { sizes, bytes: new Map(read.flatMap((found) => [...found])) }
}

function uuidIn(path: string, folder: string, suffix: string): string | undefined {
  if (!path.startsWith(`${folder}/`) || !path.endsWith(suffix)) return undefined
  const stem = path.slice(folder.length + 1, -suffix.length)
  return isUuid(stem) ? stem : undefined
}

function keyFiles(
  { storeFiles }: FoundStore,
  folder: string,
  suffix: string,
): ReadonlyMap<string, CommitFile> {
  const files = new Map<string, CommitFile>()
  for (const [path, file] of storeFiles) {
    const uuid = isRegular(file) ? uuidIn(path, folder, suffix) : undefined
    if (uuid !== undefined) files.set(uuid, file)
  }
  return files
}

function storeState(found: FoundStore, contents: Contents): StoreState {
  const publicKeys = keyFiles(found, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX)
  const wrappedKeys = keyFiles(found, WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX)
  const config = configState(found, contents)
  const log = found.storeFiles.get(AUDIT_FILE)
  return {
    ...found,
    publicKeys,
    wrappedKeys,
    config,
    members: membersOf({ publicKeys, wrappedKeys, config }, contents),
    auditLog: log && isRegular(log) ? contents.bytes.get(log.id) : undefined,
  }
}

function configState({ storeFiles }: FoundStore, { bytes, sizes }: Contents): ConfigState {
  const file = storeFiles.get(CONFIG_FILE)
  if (!file) return { kind: isLegacy(storeFiles.keys()) ? 'legacy' : 'missing' }
  if (!isRegular(file)) return { kind: 'invalid', what: 'is no regular file' }
  const content = bytes.get(file.id)
  if (content) return parsedConfig(content)
  return {
    kind: 'invalid',
    what: sizes.has(file.id)
      ? `is larger than ${size(MAX_CONFIG_BYTES)}`
      : 'is not in the clone, which lacks contents',
  }
}

function parsedConfig(bytes: Buffer): ConfigState {
  try {
    return { kind: 'valid', config: parseConfig(bytes, ''), bytes }
  } catch (error) {
    if (!(error instanceof ActionError)) return { kind: 'invalid', what: 'cannot be read' }
    const { what, where } = error
    return {
      kind: 'invalid',
      what: what.trim(),
      ...(where?.line !== undefined && { line: where.line }),
    }
  }
}

// As openStore has it: names that are no UUIDs were those of users.
function isLegacy(paths: Iterable<string>): boolean {
  const start = `${PUBLIC_KEYS_FOLDER}/`
  return [...paths].some((path) => {
    const name = path.slice(start.length)
    const isKey = path.startsWith(start) && name.endsWith(PUBLIC_KEY_SUFFIX) && !name.includes('/')
    return isKey && !isUuid(name.slice(0, -PUBLIC_KEY_SUFFIX.length))
  })
}

function membersOf(
  { publicKeys, wrappedKeys, config }: Pick<StoreState, 'publicKeys' | 'wrappedKeys' | 'config'>,
  { bytes, sizes }: Contents,
): readonly Member[] {
  const named = (uuids: Iterable<string>, suffix: string): readonly TreeEntry[] =>
    [...uuids].map((uuid) => ({ name: uuid + suffix, kind: 'file' }))
  const folders = new Map([
    [PUBLIC_KEYS_FOLDER, named(publicKeys.keys(), PUBLIC_KEY_SUFFIX)],
    [WRAPPED_KEYS_FOLDER, named(wrappedKeys.keys(), CIPHERTEXT_SUFFIX)],
  ])
  const tree: Tree = {
    entries: (folder) => folders.get(folder),
    read: (path) => {
      const { id = '' } =
        publicKeys.get(uuidIn(path, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX) ?? '') ?? {}
      const content = bytes.get(id)
      if (content) return { bytes: content }
      return { failure: sizes.has(id) ? 'too large' : 'absent' }
    },
  }
  return readMembers(tree, config.kind === 'valid' ? config.config : NOTHING_KNOWN)
}

const NOTHING_KNOWN: Config = {
  projectUuid: '',
  projectName: '',
  users: new Map(),
  devices: new Map(),
}
