// Whether new files can be made where they are to be: nothing else has the name, on any disk, and
// nothing on the way is a link or a file.
import { ActionError, throwIfAny } from '../errors.ts'
import type { TreeEntry } from '../platform/tree.ts'
import { foldedName } from './entries.ts'
import type { PresentStore } from './present.ts'

type Kind = TreeEntry['kind']

interface Listing {
  readonly kinds: ReadonlyMap<string, Kind>
  /** As a disk that does not tell case or Unicode forms apart has them. */
  readonly folded: ReadonlyMap<string, string>
}

/**
 * @param paths of files that are to be made, relative to the root
 * @throws ActionError TARGET_CLASH, TARGET_NOT_A_FILE, PATH_UNSAFE
 */
export function refuseImpossiblePlaces(present: PresentStore, paths: readonly string[]): void {
  const listings = new Map<string, Listing | undefined>()
  const list = (folder: string): Listing | undefined => {
    if (!listings.has(folder)) listings.set(folder, listingOf(present, folder))
    return listings.get(folder)
  }
  throwIfAny(paths.flatMap((path) => obstacle(present, path, list) ?? []))
}

function listingOf({ tree }: PresentStore, folder: string): Listing | undefined {
  const entries = tree.entries(folder)
  return (
    entries && {
      kinds: new Map(entries.map(({ name, kind }) => [name, kind])),
      folded: new Map(entries.map(({ name }) => [foldedName(name), name])),
    }
  )
}

function obstacle(
  { shown }: PresentStore,
  path: string,
  list: (folder: string) => Listing | undefined,
): ActionError | undefined {
  let above = ''
  for (const name of path.split('/')) {
    const listing = list(above.slice(0, -1))
    const here = above + name
    const kind = listing?.kinds.get(name)
    if (kind === undefined) {
      const twin = listing?.folded.get(foldedName(name))
      return twin === undefined ? undefined : clash(shown(path), shown(above + twin))
    }
    if (here === path) return occupied(shown(path))
    if (kind !== 'folder') return blocked(shown(path), shown(here))
    above = `${here}/`
  }
  return undefined
}

function clash(path: string, twin: string): ActionError {
  return new ActionError('TARGET_CLASH', {
    what: `${path} of the archive and ${twin}, which is there, differ only by case or Unicode form`,
    where: { file: twin },
    fix: `Rename or remove ${twin} first: some disks take both for one.`,
  })
}

function occupied(path: string): ActionError {
  return new ActionError('TARGET_NOT_A_FILE', {
    what: `${path} of the archive cannot be written: something that is no regular file has its name`,
    where: { file: path },
    fix: 'Remove what is there (a link, a folder) first.',
  })
}

function blocked(path: string, way: string): ActionError {
  return new ActionError('PATH_UNSAFE', {
    what: `${path} of the archive cannot be written: ${way} is no folder, but a link or a file`,
    where: { file: way },
    fix: 'Remove it, or put a real folder in its place, first.',
  })
}
