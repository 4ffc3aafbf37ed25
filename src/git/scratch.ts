// A git folder of our own for what is more than a question: it has its own settings, refs and index,
// and shares only the objects with the checkout. So nothing that is done there can touch the user's
// index or refs, and none of the user's settings (filters, hooks, aliases, URL rewrites, helpers that
// are programs) has a say. It lies in the runner's temp folder, and holds no secret.
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ActionError } from '../errors.ts'
import { environment } from '../platform/environment.ts'
import { gitMissing, runGit, throwIfMissing, type GitPlace } from './git-process.ts'
import type { Repository } from './repository.ts'

export interface Scratch extends GitPlace {
  /** Hex digits of an id: 40, or 64 in a SHA-256 repository. */
  readonly idLength: number
  /** Commits whose parents were cut off. */
  readonly shallow: ReadonlySet<string>
  /** Made with `filter:`, so that objects may be missing which its commits hold. */
  readonly isPartial: boolean
  /** Where those of the checkout lie. */
  readonly checkoutObjects: string
}

export interface ScratchOptions {
  /**
   * `own`: what is fetched stays out of the checkout, and the checkout's commits are not seen. `layered`:
   * what is fetched stays out too, and the checkout's objects are read, with its history cut off where it is.
   */
  readonly objects: 'shared' | 'own' | 'layered'
}

/**
 * Removed again at the end, whatever happens in between.
 * @throws ActionError GIT_MISSING, PATH_UNSAFE
 */
export async function inScratch<T>(
  repository: Repository,
  work: (scratch: Scratch) => Promise<T>,
  { objects }: ScratchOptions = { objects: 'shared' },
): Promise<T> {
  const { commonDir, format } = await storageOf(repository)
  const gitDir = fs.mkdtempSync(join(environment['RUNNER_TEMP'] || tmpdir(), 'kanuka-git-'))
  try {
    const isShared = objects === 'shared'
    const isOwn = objects === 'own'
    const isPartial = !isOwn && isPartialClone(commonDir)
    fs.mkdirSync(join(gitDir, 'refs'))
    fs.mkdirSync(join(gitDir, 'objects'))
    fs.writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n')
    fs.writeFileSync(join(gitDir, 'config'), settings(format, isShared && isPartial))
    const shallow = isOwn ? '' : shallowIn(commonDir)
    if (shallow !== '') fs.writeFileSync(join(gitDir, 'shallow'), shallow)
    const checkoutObjects = join(commonDir, 'objects')
    if (objects === 'layered') alsoRead(gitDir, checkoutObjects)
    return await work({
      gitDir,
      ...(isShared && { objects: checkoutObjects }),
      checkoutObjects,
      idLength: format === 'sha256' ? 64 : 40,
      shallow: new Set(shallow.split('\n').filter(Boolean)),
      isPartial,
    })
  } finally {
    fs.rmSync(gitDir, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** From now on git also reads objects that lie elsewhere; none are written there. */
export function alsoRead(gitDir: string, objects: string): void {
  const info = join(gitDir, 'objects/info')
  const quoted = objects.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')
  fs.mkdirSync(info, { recursive: true })
  fs.writeFileSync(join(info, 'alternates'), `"${quoted}"\n`)
}

interface Storage {
  /** The git folder, or that of the main checkout for a worktree. */
  readonly commonDir: string
  readonly format: string
}

async function storageOf(repository: Repository): Promise<Storage> {
  if (repository.gitDir() === undefined) {
    throw new ActionError('PATH_UNSAFE', {
      what: 'the `.git` of the checkout leads into a checkout, where anything may have been put',
      fix: 'Check out again with actions/checkout.',
    })
  }
  const args = ['--path-format=absolute', '--show-object-format', '--git-common-dir']
  const result = await runGit(repository.place, ['rev-parse', ...args])
  throwIfMissing(result)
  const [, format = '', commonDir = ''] =
    /^(sha1|sha256)\n(.+?)\r?\n$/s.exec(result.stdout.toString('utf8')) ?? []
  if (commonDir !== '') return { commonDir, format }
  if (/not a git repository/.test(result.stderr)) {
    throw new ActionError('WRITE_FAILED', {
      what: 'the `.git` of the checkout is no git repository',
      fix: 'Check out again with actions/checkout.',
    })
  }
  // The first of these options is as old as settings by environment, without which a checkout could
  // switch its hooks and filters on.
  throw gitMissing('the git program is too old, or does not know the form of this repository')
}

// What a clone with `filter:` lacks is not damaged, and git is not to fetch it one by one.
function isPartialClone(commonDir: string): boolean {
  try {
    const packs = fs.readdirSync(join(commonDir, 'objects/pack'))
    return packs.some((name) => name.endsWith('.promisor'))
  } catch {
    return false
  }
}

function shallowIn(commonDir: string): string {
  try {
    return fs.readFileSync(join(commonDir, 'shallow'), 'latin1')
  } catch {
    return ''
  }
}

function settings(format: string, isPartial: boolean): string {
  const extensions = [
    ...(format === 'sha256' ? ['objectFormat = sha256'] : []),
    ...(isPartial ? ['partialClone = promisor'] : []),
  ]
  return [
    '[core]',
    `repositoryFormatVersion = ${extensions.length === 0 ? 0 : 1}`,
    'bare = true',
    // git would ask the repository of objects that lie elsewhere for its refs, and tell the remote.
    'alternateRefsCommand = "echo >/dev/null"',
    ...(extensions.length === 0 ? [] : ['[extensions]', ...extensions]),
    ...(isPartial ? ['[remote "promisor"]', 'promisor = true'] : []),
    '',
  ].join('\n')
}
