// STORE_UNOWNED: a CODEOWNERS that lets anybody approve who may read the secrets, and where they go.
import { CONFIG_FILE, publicKeyPath, STORE_FOLDER, wrappedKeyPath } from '../kanuka/layout.ts'
import { CODEOWNERS_PATHS, MAX_CODEOWNERS_BYTES, readCodeowners } from './codeowners.ts'
import type { Rule } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { isRegular } from './secret-paths.ts'
import { shellWord } from './shell-words.ts'
import { pathIn, type Snapshot, type StoreState } from './snapshot.ts'

/** @param destinations path of the destinations file in the repository, if there is one */
export function owners(destinations?: string): Rule {
  return async ({ head, blobs }) => {
    const found = codeownersOf(head)
    if (!found) return []
    const text = (await blobs.read([found.id], MAX_CODEOWNERS_BYTES)).get(found.id)
    // GitHub ignores one that is too large: it leaves out everything.
    const isOwned = readCodeowners(text?.toString('utf8') ?? '')
    const stores = [...head.stores.values()].filter((store) => !probesOf(store).every(isOwned))
    const isUnowned =
      destinations !== undefined && head.files.has(destinations) && !isOwned(destinations)
    return [
      ...stores.map((store) =>
        unowned(found.path, `/${pathIn(store, STORE_FOLDER)}/`, 'who gets the secrets'),
      ),
      ...(isUnowned ? [unowned(found.path, `/${destinations}`, 'where the secrets go')] : []),
    ]
  }
}

function unowned(codeowners: string, path: string, approves: string): Finding {
  const line = shellWord(`${path.replaceAll(' ', String.raw`\ `)} @your-org/your-team`)
  return finding('STORE_UNOWNED', {
    path: codeowners,
    message: `CODEOWNERS names no owner for ${path}, so anybody with write access can approve ${approves}`,
    fix: `Add a line with an owner at its end: \`echo ${line} >> ${codeowners}\`.`,
  })
}

function codeownersOf(head: Snapshot): { readonly path: string; readonly id: string } | undefined {
  for (const path of CODEOWNERS_PATHS) {
    const file = head.files.get(path)
    if (file && isRegular(file)) return { path, id: file.id }
  }
  return undefined
}

const ANY_UUID = '00000000-0000-4000-8000-000000000000'

// The folder is covered if all that decides about access is.
function probesOf(store: StoreState): readonly string[] {
  const paths = [CONFIG_FILE, publicKeyPath(ANY_UUID), wrappedKeyPath(ANY_UUID)]
  return paths.map((path) => pathIn(store, path))
}
