// Which secret file an import goes into: the one that `from` names. Pure.
import { problem, type ItemRules } from './desired-items.ts'
import { listed } from './refusals.ts'

/**
 * The one file that `from` names, for an import. Whether it is a name of a secret file is for the
 * store to say, which makes it where it is absent.
 * @throws ActionError DESTINATIONS_INVALID
 */
export function importTarget(
  entry: Pick<ItemRules, 'name' | 'where'> & { readonly from: readonly string[] | undefined },
  secretFiles: readonly string[],
): { readonly path: string; readonly isNew: boolean } {
  const [given, ...others] = entry.from ?? []
  const path = given?.replace(/^(\.\/)+/, '')
  // A name may look like a glob and be meant literally.
  const isThere = path !== undefined && secretFiles.includes(path)
  if (path !== undefined && others.length === 0 && (isThere || isName(path))) {
    return { path, isNew: !isThere }
  }
  const several = entry.from === undefined ? 'all files' : listed(entry.from)
  throw problem(entry, 'DESTINATIONS_INVALID', {
    what: `values are to be imported, and \`from\` names not one file but ${several}`,
    fix: 'Name the encrypted file that takes them, without wildcards: `from: .env.production.kanuka`. It is made where it is missing.',
  })
}

function isName(path: string): boolean {
  return !/[*?[{]|^!|^\/|[\\\0]/.test(path) && path.endsWith('.kanuka')
}
