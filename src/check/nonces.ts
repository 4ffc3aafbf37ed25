// Nonces that stand before two different ciphertexts: with one key, the two give away how their
// plaintexts differ. Compares bytes that others have read.
import type { Ciphertext, SecretFile } from './ciphertext-content.ts'
import type { CheckContext } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { isRegular, isSecretPath, secretFilesOf } from './secret-paths.ts'

interface Place {
  readonly path: string
  /** Where it is not, or not only, at the head. */
  readonly commit?: string
  readonly root?: string
  /** At the merge base or the tip alone: known, and no fault of the range. */
  readonly isKnown?: true
}

/** One finding a nonce, at the head's file if there is one, and at a changed one if possible. */
export function reusedNonces(
  context: CheckContext,
  files: readonly SecretFile[],
  contents: ReadonlyMap<string, Ciphertext>,
): readonly Finding[] {
  const nonces = new Map<string, Map<string, Place>>()
  for (const [id, place] of places(context, files)) {
    const found = contents.get(id)
    if (found?.content.kind !== 'ciphertext') continue
    const versions = nonces.get(found.nonce) ?? new Map<string, Place>()
    nonces.set(found.nonce, versions)
    if (!versions.has(id)) versions.set(id, place)
  }
  return [...nonces.values()].flatMap((versions) => {
    const [first, second] = versions.values()
    return first && second && !first.isKnown ? [reuse(first, second)] : []
  })
}

// In the order in which a finding wants to name them.
function* places(
  { head, range }: CheckContext,
  files: readonly SecretFile[],
): Generator<readonly [string, Place]> {
  const isChanged = ({ path, id }: SecretFile): boolean => range?.base.files.get(path)?.id !== id
  const ordered = [...files.filter(isChanged), ...files.filter((file) => !isChanged(file))]
  for (const { id, path, root } of ordered) yield [id, { path, root }]
  if (!range) return
  for (const { path, file, commit } of range.changes) {
    if (isRegular(file) && isSecretPath(path)) yield [file.id, { path, commit }]
  }
  for (const snapshot of [range.base, range.tip]) {
    if (snapshot.commit === head.commit) continue
    for (const [path, { id }] of secretFilesOf(snapshot)) {
      yield [id, { path, commit: snapshot.commit, isKnown: true }]
    }
  }
}

function reuse(first: Place, second: Place): Finding {
  return finding('NONCE_REUSED', {
    path: first.path,
    message: `The secret file${inCommit(first)} begins with the nonce of ${second.path === first.path ? 'another version of itself' : second.path}${inCommit(second)}, so the two ciphertexts give away how their plaintexts differ`,
    fix: 'Change the values in both, and write all secret files anew under a new key with `kanuka secrets sync`.',
  })
}

function inCommit({ commit }: Place): string {
  return commit === undefined ? '' : ` in commit ${commit.slice(0, 12)}`
}
