// Secret files as bytes: damaged, empty, moved, rolled back, or under a nonce that was used before.
// Needs no key; what git attributes do to them is in git-rules.ts.
import { CIPHERTEXT_OVERHEAD, MAX_SECRET_FILE_BYTES, plaintextPath } from '../kanuka/layout.ts'
import { count } from '../platform/printable.ts'
import { eachBlob } from './blob-batches.ts'
import {
  contentOf,
  NONCE_BYTES,
  type Ciphertext,
  type CiphertextContent,
  type SecretFile,
} from './ciphertext-content.ts'
import type { CheckContext, Range, Rule } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { reusedNonces } from './nonces.ts'
import { isRegular, isSecretPath, secretFilesOf } from './secret-paths.ts'
import { gitCommand, inStore, shellWord } from './shell-words.ts'
import { pathIn } from './snapshot.ts'

/** Blob ids that a path had before the one that the merge base has, by path. */
export type OlderVersions = ReadonlyMap<string, Iterable<string>>

/** CIPHERTEXT_DAMAGED (but for attributes), _EMPTY, _MOVED, _ROLLED_BACK, NONCE_REUSED. */
export function ciphertext(older: OlderVersions = new Map()): Rule {
  return async (context) => {
    const files = secretFiles(context)
    const contents = await readContents(context, files)
    return [
      ...files.flatMap((file) => contentFindings(file, contents.get(file.id))),
      ...reusedNonces(context, files, contents),
      ...(context.range ? movedFindings(context.range, files, contents) : []),
      ...(context.range ? rolledBackFindings(context.range, files, older) : []),
    ]
  }
}

function secretFiles({ head }: CheckContext): readonly SecretFile[] {
  return [...head.stores.values()].flatMap((store) =>
    [...store.secretFiles].map(([path, { id }]) => ({
      path: pathIn(store, path),
      id,
      root: store.root,
      plaintext: plaintextPath(path),
    })),
  )
}

async function readContents(
  { range, blobs }: CheckContext,
  files: readonly SecretFile[],
): Promise<ReadonlyMap<string, Ciphertext>> {
  const ids = new Set(files.map(({ id }) => id))
  if (range) {
    for (const { id } of secretFilesOf(range.base).values()) ids.add(id)
    for (const { id } of secretFilesOf(range.tip).values()) ids.add(id)
    for (const { path, file } of range.changes) {
      if (isRegular(file) && isSecretPath(path)) ids.add(file.id)
    }
  }
  const contents = new Map<string, Ciphertext>()
  for await (const [id, bytes] of eachBlob(blobs, ids, MAX_SECRET_FILE_BYTES)) {
    const nonce = bytes.toString('hex', 0, NONCE_BYTES)
    contents.set(id, { content: contentOf(bytes), size: bytes.length, nonce })
  }
  return contents
}

function contentFindings(file: SecretFile, found: Ciphertext | undefined): readonly Finding[] {
  if (!found) return []
  const damage = describeDamage(found)
  if (damage !== undefined) {
    const { content } = found
    return [
      finding('CIPHERTEXT_DAMAGED', {
        path: file.path,
        ...(content.kind === 'conflict' && { line: content.line }),
        message: `The secret file ${damage}`,
        fix: repair(file, content),
      }),
    ]
  }
  if (found.content.kind !== 'ciphertext' || found.size !== CIPHERTEXT_OVERHEAD) return []
  return [
    finding('CIPHERTEXT_EMPTY', {
      path: file.path,
      message: `The secret file is ${CIPHERTEXT_OVERHEAD} bytes long, which is an encrypted file without contents`,
      fix: `Encrypt it anew with \`${encryptCommand(file)}\`, or remove it with \`${gitCommand('rm', file.path)}\`.`,
    }),
  ]
}

function describeDamage({ content, size }: Ciphertext): string | undefined {
  switch (content.kind) {
    case 'short':
      return `is ${count(size, 'byte')} long, and a ciphertext has at least ${CIPHERTEXT_OVERHEAD}${content.isText ? '; it is readable text' : ''}`
    case 'pointer':
      return 'is a pointer of Git LFS, and its contents are not in git'
    case 'conflict':
      return 'holds the conflict markers of a merge'
    default:
      return undefined
  }
}

function repair(file: SecretFile, content: CiphertextContent): string {
  const encrypt = `\`${encryptCommand(file)}\``
  if (content.kind === 'pointer') {
    const attribute = `\`git lfs untrack ${shellWord(file.path)}\``
    return `Run ${attribute}, and commit the file itself, or encrypt it anew with ${encrypt}.`
  }
  if (content.kind === 'short' && content.isText) {
    return `Change every value in it, and encrypt it anew with ${encrypt}.`
  }
  const log = `\`${gitCommand('log --oneline', file.path)}\``
  return `Encrypt it anew with ${encrypt}, or restore a version that ${log} lists.`
}

function encryptCommand({ root, plaintext }: SecretFile): string {
  return inStore(root, `kanuka secrets encrypt ${shellWord(plaintext)}`)
}

// Names are not bound into ciphertext: swapped files open without complaint.
function movedFindings(
  { base }: Range,
  files: readonly SecretFile[],
  contents: ReadonlyMap<string, Ciphertext>,
): readonly Finding[] {
  const changed = files.filter(
    ({ path, id }) =>
      base.files.get(path)?.id !== id && contents.get(id)?.content.kind === 'ciphertext',
  )
  const wanted = new Set(changed.map(({ id }) => id))
  const homes = new Map<string, string>()
  for (const [path, { id }] of base.files) if (wanted.has(id) && !homes.has(id)) homes.set(id, path)
  return changed.flatMap((file) => {
    const home = homes.get(file.id)
    if (home === undefined) return []
    return [
      finding('CIPHERTEXT_MOVED', {
        path: file.path,
        message: `The secret file has the bytes that ${home} has at the merge base, so it opens with the values of that one`,
        fix: `If it was not renamed on purpose, restore it, or encrypt it anew with \`${encryptCommand(file)}\`.`,
      }),
    ]
  })
}

function rolledBackFindings(
  { base, changes }: Range,
  files: readonly SecretFile[],
  older: OlderVersions,
): readonly Finding[] {
  const changed = files.filter(({ path, id }) => base.files.get(path)?.id !== id)
  const paths = new Set(changed.map(({ path }) => path))
  const versions = new Map<string, string[]>()
  for (const { path, file } of changes) {
    if (!paths.has(path)) continue
    const known = versions.get(path) ?? []
    versions.set(path, known)
    // Another mode is no other version.
    if (known.at(-1) !== file.id) known.push(file.id)
  }
  return changed.flatMap((file) => {
    const known = versions.get(file.path) ?? []
    // Written, replaced by another version, and written again.
    const isBackInRange = known.indexOf(file.id) !== known.lastIndexOf(file.id)
    if (!isBackInRange && !new Set(older.get(file.path)).has(file.id)) return []
    const checkout = gitCommand(`checkout ${base.commit.slice(0, 12)}`, file.path)
    const restore = base.files.has(file.path)
      ? `restore the newer one with \`${checkout}\`, or `
      : ''
    return [
      finding('CIPHERTEXT_ROLLED_BACK', {
        path: file.path,
        message:
          'The secret file has the bytes of an older version of itself, with the values of that time',
        fix: `If that is not meant, ${restore}encrypt it anew with \`${encryptCommand(file)}\`.`,
      }),
    ]
  })
}
