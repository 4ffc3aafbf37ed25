// Where archives go: the `archive` input with its tokens, for each store. Looks only; writes nothing.
// The input is the workflow's word and may name any folder; what a checkout brings (the project's name,
// links, folders) may not lead anywhere else.
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { notAFile, type ArchiveTarget } from '../archive/archive-file.ts'
import { ActionError } from '../errors.ts'
import { findRepository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import { STORE_FOLDER } from '../kanuka/layout.ts'
import type { Store } from '../kanuka/store.ts'
import { errorCode, isFreeOfLinks, isWithin, shownPath, statOf } from '../platform/files.ts'
import type { Workflow } from '../platform/workflow.ts'
import { refuseSignaturePlace } from './export-signature.ts'

const TOKENS = ['date', 'time', 'commit', 'project'] as const
type Token = (typeof TOKENS)[number]

export interface ExportJob {
  readonly store: Store
  readonly target: ArchiveTarget
}

export interface PlaceContext {
  readonly inputs: Inputs
  readonly workflow: Workflow
  readonly now: Date
  /** Whether the archives are encrypted as a whole. */
  readonly isSealed: boolean
}

/** A target for each store. @throws ActionError ARCHIVE_PLACE */
export async function placeArchives(
  stores: readonly Store[],
  context: PlaceContext,
): Promise<readonly ExportJob[]> {
  const jobs: ExportJob[] = []
  const taken = new Map<string, string>()
  for (const store of stores) {
    const target = await targetOf(store, { ...context, isOnly: stores.length === 1 })
    // A disk may take two spellings for one name.
    const name = target.path.normalize('NFC').toLowerCase()
    if (taken.has(name)) throw twice(target.shown)
    taken.set(name, store.path)
    jobs.push({ store, target })
  }
  return jobs
}

async function targetOf(
  store: Store,
  context: PlaceContext & { readonly isOnly: boolean },
): Promise<ArchiveTarget> {
  const { inputs, workflow, now, isSealed, isOnly } = context
  const given = inputs.archive.path ?? './'
  const filled = await fillTokens(given, store, context)
  const asked = absolutePath(workflow, filled)
  const date = dateOf(now)
  const name = `kanuka-secrets-${date}.tar.gz${isSealed ? '.gpg' : ''}`
  // Several stores have one default name.
  const folder = isOnly || store.path === '.' ? asked : join(asked, store.path)
  // By the input alone: what a project calls itself makes no file of a folder.
  const path = namesFolder(given, asked) ? join(folder, name) : asked
  const shown = shownPath(workflow.workspace.real, path)
  // A project may call itself by the date, too.
  const isDated = basename(path).includes(date) && !store.config.projectName.includes(date)
  const target = { path, shown, mayReplace: isDated }
  refuseUnsafe(target, workflow)
  const stats = statOf(path)
  if (stats && !stats.isFile()) throw notAFile(target)
  refuseUnwritable(target)
  if (inputs.commit.signingKey && !isSealed) refuseSignaturePlace(target)
  return target
}

/** UTC. */
function dateOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}

async function fillTokens(
  given: string,
  store: Store,
  { now, workflow }: PlaceContext,
): Promise<string> {
  const unknown = [...given.matchAll(/\{([^{}]*)\}/g)].find(([, name = '']) => !isToken(name))
  if (unknown) {
    throw new ActionError('ARCHIVE_PLACE', {
      what: `\`archive\` holds ${unknown[0]}, which is no token`,
      fix: `There are ${TOKENS.map((name) => `\`{${name}}\``).join(', ')}.`,
    })
  }
  const values: Readonly<Record<Token, string>> = {
    date: dateOf(now),
    time: now.toISOString().slice(11, 19).replaceAll(':', ''),
    commit: given.includes('{commit}') ? await commitOf(store, workflow) : '',
    project: slug(store.config.projectName),
  }
  return given.replace(/\{(\w+)\}/g, (whole, name: string) =>
    isToken(name) ? values[name] : whole,
  )
}

function isToken(name: string): name is Token {
  return TOKENS.some((token) => token === name)
}

// Whoever may commit chooses the name of the project: it stays one harmless part of a path.
function slug(name: string): string {
  const safe = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 64)
  return safe === '' ? 'store' : safe
}

async function commitOf(store: Store, { workspace }: Workflow): Promise<string> {
  const commit = await findRepository(workspace.real, store.root)?.head()
  if (commit !== undefined) return commit.slice(0, 12)
  throw new ActionError('ARCHIVE_PLACE', {
    what: '`archive` holds {commit}, but the store is in no git checkout',
    fix: 'Use `{date}` and `{time}`, or run actions/checkout before this step.',
  })
}

/** Relative to the workspace; `~` is the home folder of the runner's user. */
export function absolutePath({ workspace }: Workflow, given: string): string {
  if (given === '~' || given.startsWith('~/')) return join(homedir(), given.slice(1))
  const path = isAbsolute(given) ? resolve(given) : resolve(workspace.given, given)
  // The workspace itself may be named by a link.
  return isWithin(workspace.given, path)
    ? resolve(workspace.real, relative(workspace.given, path))
    : path
}

function namesFolder(given: string, path: string): boolean {
  if (/[/\\]$/.test(given) || !basename(given).includes('.')) return true
  return statOf(path)?.isDirectory() === true
}

function refuseUnsafe({ path, shown }: ArchiveTarget, { workspace }: Workflow): void {
  if (!isWithin(workspace.real, path)) return
  // Some disks do not tell case apart.
  const parts = relative(workspace.real, path).toLowerCase().split(sep)
  const isInside = parts.includes('.git') || parts.includes(STORE_FOLDER)
  if (!isInside && isFreeOfLinks(workspace.real, dirname(path))) return
  throw new ActionError('ARCHIVE_PLACE', {
    what: `${shown} ${isInside ? `is inside .git or ${STORE_FOLDER}` : 'leads through a link of the checkout'}`,
    where: { file: shown },
    fix: 'Name another folder in `archive`, such as `${{ runner.temp }}/backups/`.',
  })
}

function refuseUnwritable(target: ArchiveTarget): void {
  let folder = dirname(target.path)
  while (statOf(folder) === undefined && dirname(folder) !== folder) folder = dirname(folder)
  let why = 'is no folder'
  try {
    if (statSync(folder).isDirectory()) {
      accessSync(folder, constants.W_OK | constants.X_OK)
      return
    }
  } catch (error) {
    why = `cannot be written to (${errorCode(error)})`
  }
  throw new ActionError('ARCHIVE_PLACE', {
    what: `${target.shown} cannot be made: ${folder} ${why}`,
    where: { file: target.shown },
    fix: 'Name another folder in `archive`, one that the runner may write to.',
  })
}

function twice(shown: string): ActionError {
  return new ActionError('ARCHIVE_PLACE', {
    what: `two stores would be written to ${shown}`,
    fix: 'Put `{project}` into `archive`, or name a folder: each store then has its own path below it.',
  })
}
