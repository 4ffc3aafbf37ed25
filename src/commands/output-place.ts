// Where an input may have something written: inside the workspace or the runner's temp folder, through no
// link, and neither in git's folder nor in a store's. Looks only; writes nothing.
import { relative, resolve, sep } from 'node:path'
import { ActionError } from '../errors.ts'
import { STORE_FOLDER } from '../kanuka/layout.ts'
import { isFreeOfLinks, isWithin } from '../platform/files.ts'
import type { Folder, Workflow } from '../platform/workflow.ts'

export interface GivenPath {
  /** Of the input. */
  readonly name: 'output-directory' | 'sarif-file'
  readonly value: string
}

export interface OutputPlace {
  /** Absolute. */
  readonly path: string
  /** Absolute real folder that holds it; nothing between the two is a link. */
  readonly within: string
}

/** @throws ActionError PATH_UNSAFE */
export function outputPlace(workflow: Workflow, given: GivenPath): OutputPlace {
  const asked = resolve(workflow.workspace.given, given.value)
  const home = [workflow.temp, workflow.workspace].find(
    ({ given: named, real }) => isWithin(named, asked) || isWithin(real, asked),
  )
  if (!home) {
    throw unsafeOutput(
      given,
      "it is neither inside the workspace nor inside the runner's temp folder",
    )
  }
  const path = realPlace(home, asked)
  const parts = relative(home.real, path).split(sep)
  if (parts.includes('.git') || parts.includes(STORE_FOLDER)) {
    throw unsafeOutput(given, `it is inside .git or ${STORE_FOLDER}`)
  }
  if (!isFreeOfLinks(home.real, path)) throw unsafeOutput(given, 'it leads through a link')
  return { path, within: home.real }
}

function realPlace(home: Folder, asked: string): string {
  return isWithin(home.given, asked) ? resolve(home.real, relative(home.given, asked)) : asked
}

export function unsafeOutput({ name, value }: GivenPath, why: string): ActionError {
  const example = name === 'sarif-file' ? 'kanuka.sarif' : 'secrets'
  return new ActionError('PATH_UNSAFE', {
    what: `\`${name}: ${value}\` cannot be used: ${why}`,
    fix: `Name a path below the workspace, or one like \`\${{ runner.temp }}/${example}\`.`,
  })
}
