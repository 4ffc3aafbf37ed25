// The archive as a store to compare with: configuration, members, secret files. What it lacks to be one
// is an error that names the archive.
import { ActionError } from '../errors.ts'
import { parseConfig, type Config } from '../kanuka/config.ts'
import { CONFIG_FILE, STORE_FOLDER } from '../kanuka/layout.ts'
import { readMembers } from '../kanuka/members.ts'
import { archiveTree, type ArchiveContents } from './contents.ts'
import type { Side } from './one-key.ts'

export interface Archived extends Side {
  readonly files: ReadonlyMap<string, Buffer>
  readonly config: Config
}

/**
 * @param shown how errors name the archive
 * @throws ActionError ARCHIVE_INCOMPLETE, CONFIG_INVALID
 */
export function readArchived(archive: ArchiveContents, shown: string): Archived {
  const { files } = archive
  const tree = archiveTree(archive)
  const config = readConfig(files.get(CONFIG_FILE), shown)
  return {
    files,
    tree,
    config,
    members: readMembers(tree, config),
    secretFiles: [...files.keys()]
      .filter((path) => !path.startsWith(`${STORE_FOLDER}/`))
      .toSorted(),
  }
}

function readConfig(bytes: Buffer | undefined, shown: string): Config {
  if (!bytes) {
    throw new ActionError('ARCHIVE_INCOMPLETE', {
      what: `${shown} holds no ${CONFIG_FILE}`,
      fix: 'Name an archive that `export` or `kanuka secrets export` made.',
    })
  }
  try {
    return parseConfig(bytes, inArchive(shown, CONFIG_FILE))
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    throw new ActionError(error.code, { what: error.what, fix: 'Take another archive.' })
  }
}

/** How messages name a file of the archive. */
export function inArchive(shown: string, path: string): string {
  return `${shown}: ${path}`
}
