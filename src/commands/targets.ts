// Where the plaintext of each opened file goes, and whether it may: inside the store or the output
// directory, never through a link, never over a file that git tracks.
import { basename, dirname, join, resolve } from 'node:path'
import { ActionError } from '../errors.ts'
import { findRepository } from '../git/repository.ts'
import type { OpenedFile, OpenedStore } from '../kanuka/open-store.ts'
import { isFreeOfLinks, readRegularFile, shownPath, statOf } from '../platform/files.ts'
import type { PlannedWrite } from '../platform/staged-write.ts'
import type { Workflow } from '../platform/workflow.ts'
import { outputPlace, unsafeOutput, type OutputPlace } from './output-place.ts'

/** new: nothing is there. replaced: an untracked file differs. unchanged: it is right already. */
type TargetState = 'new' | 'replaced' | 'unchanged'

export interface Target {
  readonly file: OpenedFile
  readonly write: PlannedWrite
  readonly state: TargetState
}

export interface TargetPlan {
  readonly targets: readonly Target[]
  readonly errors: readonly ActionError[]
}

/** @param outputDirectory the input; undefined = beside the ciphertext */
export async function planTargets(
  workflow: Workflow,
  stores: readonly OpenedStore[],
  outputDirectory: string | undefined,
): Promise<TargetPlan> {
  const base = outputDirectory && outputBase(workflow, outputDirectory)
  const places = stores.flatMap(({ store, files }) =>
    files.map((file) => {
      const below = stores.length > 1 ? store.path : '.'
      return base
        ? { file, within: base.within, path: resolve(base.path, below, file.plaintextPath) }
        : { file, within: store.root, path: join(store.root, file.plaintextPath) }
    }),
  )
  const workspace = workflow.workspace.real
  const clashes = clashesOf(places.map(({ path }) => shownPath(workspace, path)))
  const trackers = new Trackers(workspace)
  const targets: Target[] = []
  const errors = [...clashes]
  for (const place of places) {
    const result = await lookAt(place, workspace, trackers)
    if (result instanceof ActionError) errors.push(result)
    else targets.push(result)
  }
  return { targets, errors }
}

interface Place {
  readonly file: OpenedFile
  readonly within: string
  readonly path: string
}

async function lookAt(
  { file, within, path }: Place,
  workspace: string,
  trackers: Trackers,
): Promise<Target | ActionError> {
  const shown = shownPath(workspace, path)
  const found = statOf(path)
  const write = {
    path,
    shown,
    within,
    replaces: found !== undefined,
    content: () => file.plaintext.reveal(),
  }
  if (!found) return { file, write, state: 'new' }
  if (!found.isFile()) return notAFile(shown)
  if (!isFreeOfLinks(within, dirname(path))) return throughLink(shown)
  const tracked = await trackers.isTracked(path)
  if (tracked !== false) return trackedPlaintext(shown, tracked)
  return { file, write, state: hasContent(path, file) ? 'unchanged' : 'replaced' }
}

function hasContent(path: string, file: OpenedFile): boolean {
  const read = readRegularFile(path, file.size)
  return 'bytes' in read && read.bytes.equals(file.plaintext.reveal())
}

/** Asks each repository once what it tracks. */
export class Trackers {
  readonly #workspace: string
  readonly #tracked = new Map<string, Promise<ReadonlySet<string> | undefined>>()

  constructor(workspace: string) {
    this.#workspace = workspace
  }

  /** undefined when there is a repository that cannot be asked. */
  async isTracked(path: string): Promise<boolean | undefined> {
    const repository = findRepository(this.#workspace, dirname(path))
    if (!repository) return false
    const known = this.#tracked.get(repository.workTree) ?? repository.trackedPaths()
    this.#tracked.set(repository.workTree, known)
    return (await known)?.has(repository.relative(path))
  }
}

// Names that one disk keeps apart are the same on another: by case, by Unicode normal form.
function clashesOf(paths: readonly string[]): readonly ActionError[] {
  const seen = new Map<string, string>()
  const errors: ActionError[] = []
  for (const path of paths) {
    const key = path.normalize('NFC').toLowerCase()
    const other = seen.get(key)
    if (other !== undefined) {
      errors.push(
        new ActionError('TARGET_CLASH', {
          what: `two secret files would be written to one path: ${other} and ${path}`,
          where: { file: path },
          fix: 'Rename one of them, or choose one with `files`.',
        }),
      )
    }
    seen.set(key, path)
  }
  return errors
}

function outputBase(workflow: Workflow, input: string): OutputPlace {
  const place = outputPlace(workflow, { name: 'output-directory', value: input })
  const there = statOf(place.path)
  if (there && !there.isDirectory()) {
    throw unsafeOutput({ name: 'output-directory', value: input }, 'it is no folder')
  }
  return place
}

function notAFile(shown: string): ActionError {
  return new ActionError('TARGET_NOT_A_FILE', {
    what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
    where: { file: shown },
    fix: 'Remove it from the checkout, or write elsewhere with `output-directory`.',
  })
}

function throughLink(shown: string): ActionError {
  return new ActionError('PATH_UNSAFE', {
    what: `${shown} cannot be written: a folder on the way is a link`,
    where: { file: shown },
    fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
  })
}

function trackedPlaintext(shown: string, tracked: boolean | undefined): ActionError {
  const name = basename(shown)
  return new ActionError('PLAINTEXT_TRACKED', {
    what: tracked
      ? `the plaintext ${shown} is committed to git; it is not touched, because cleaning up would delete it`
      : `${shown} exists, and git cannot be asked whether it is committed`,
    where: { file: shown },
    fix: tracked
      ? `Its values are public to all who can read the repository: change them, then \`git rm --cached ${name}\` and add it to .gitignore.`
      : 'Install git on the runner, or write elsewhere with `output-directory`.',
  })
}
