// Which contents the rules will ask for, told by paths alone, so that a clone that lacks them gets all of
// them with one fetch. Reads nothing; what it misses costs another fetch, and nothing else.
import { STORE_FOLDER } from '../kanuka/layout.ts'
import type { RangeChange } from './context.ts'
import { baseName, isNamedLikePlaintext, isRegular, isSecretPath } from './secret-paths.ts'
import type { CommitFile } from './snapshot.ts'

type Files = ReadonlyMap<string, CommitFile>

const NEIGHBOURS = ['.gitignore', '.gitattributes', 'CODEOWNERS', '.env.example']

/** @param trees of head, base and tip */
export function wantedBlobs(
  trees: readonly Files[],
  changes: readonly RangeChange[],
): ReadonlySet<string> {
  const wanted = new Set(changes.filter(({ file }) => isRegular(file)).map(({ file }) => file.id))
  for (const files of trees) {
    for (const { path } of changes) {
      const before = files.get(path)
      if (before && isRegular(before)) wanted.add(before.id)
    }
    for (const [path, file] of files) {
      if (isRegular(file) && isLookedInto(path)) wanted.add(file.id)
    }
  }
  return wanted
}

function isLookedInto(path: string): boolean {
  return (
    path.split('/').includes(STORE_FOLDER) ||
    isSecretPath(path) ||
    isNamedLikePlaintext(path) ||
    NEIGHBOURS.includes(baseName(path))
  )
}
