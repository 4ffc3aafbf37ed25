// Whether what is checked out is the event's own commit: the proof that untrusted events need.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularFile, slashed, statOf } from '../platform/files.ts'
import type { Workflow } from '../platform/workflow.ts'
import { committedBlobs, objectId } from './committed-blobs.ts'
import { repositoryOn } from './origin.ts'
import { findRepository } from './repository.ts'

const MAX_BYTES = 256 * 1024 * 1024

export interface Owned {
  /** Absolute; the paths below are relative to it. */
  readonly root: string
  /** Everything in it counts, files of the commit that are missing too; undefined: only the files. */
  readonly folder: string | undefined
  readonly files: readonly string[]
}

/**
 * Compares bytes with the commit's blob ids itself instead of asking git for its status: filters
 * and attributes of a hostile checkout have no say.
 * @returns undefined when what is owned is exactly that of the event's commit, else why not
 */
export async function whyNotTheEventCommit(
  workflow: Workflow,
  { root, folder, files }: Owned,
): Promise<string | undefined> {
  const repository = findRepository(workflow.workspace.real, root)
  if (!repository) return 'it is in no git checkout, so nothing proves where it comes from'
  const [head, origin] = await Promise.all([repository.head(), repository.originUrl()])
  if (head === undefined || head !== workflow.sha) {
    return `the commit that is checked out is not the event's own (${workflow.sha || 'unknown'})`
  }
  if (
    repositoryOn(workflow.serverUrl, origin)?.toLowerCase() !== workflow.repository.toLowerCase()
  ) {
    return `the checkout is not of ${workflow.repository || 'this repository'}`
  }
  const prefix = repository.relative(root) === '.' ? '' : `${repository.relative(root)}/`
  const blobs = await committedBlobs(repository, head, prefix)
  if (!blobs) return 'git does not have the objects of the commit, or they are not what they claim'
  const isInFolder = (path: string): boolean =>
    folder !== undefined && path.startsWith(`${prefix}${folder}/`)
  const inFolder = folder === undefined ? [] : filesBelow(root, folder)
  const present = [...inFolder, ...files].map((path) => prefix + path)
  const paths = [...new Set([...[...blobs.keys()].filter(isInFolder), ...present])]
  const changed = paths.find((path) => {
    const read = readRegularFile(`${repository.workTree}/${path}`, MAX_BYTES)
    return !('bytes' in read) || objectId('blob', read.bytes, head.length) !== blobs.get(path)
  })
  return changed === undefined ? undefined : `${changed} differs from the commit`
}

// What was put there counts as much as what is missing: a public key lets somebody in.
function filesBelow(root: string, folder: string): readonly string[] {
  // Where a store is only to be made there is none yet.
  if (!statOf(join(root, folder))) return []
  return readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => slashed(root, join(entry.parentPath, entry.name)))
}
