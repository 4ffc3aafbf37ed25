// Makes a commit out of objects alone: no work tree, no index, no ref is read or moved, no filter,
// hook or setting of the checkout is asked. Owns the exact bytes of a commit.
import { dirname } from 'node:path/posix'
import { ActionError } from '../errors.ts'
import { printable } from '../platform/printable.ts'
import { objectId } from './committed-blobs.ts'
import { mustGit } from './git-process.ts'
import { parseTree, type GitTreeEntry } from './object-reader.ts'
import type { Repository } from './repository.ts'
import { inScratch, type Scratch } from './scratch.ts'

export interface FileChange {
  /** Relative to the work tree, with `/`. */
  readonly path: string
  /** undefined: the file is deleted. */
  readonly content: Uint8Array | undefined
}

export interface Identity {
  readonly name: string
  readonly mail: string
}

export interface CommitDraft {
  readonly parents: readonly string[]
  /** The tree starts as that of this commit. */
  readonly base: string
  readonly changes: readonly FileChange[]
  readonly message: string
  readonly author: Identity
  readonly committer: Identity
  readonly time: Date
  /** Gives back an armored signature of the payload. */
  readonly sign?: (payload: Uint8Array) => Promise<string>
}

const PLAIN_FILE = '100644'
/** What one call may hold; Windows takes no more than 32,767 in all. */
const MAX_ARGUMENT_CHARACTERS = 20_000

/**
 * Writes the objects of a commit, and says its id.
 * @throws ActionError PATH_UNSAFE, INPUT_INVALID (names and mails), GIT_MISSING, WRITE_FAILED
 */
export async function writeCommit(repository: Repository, draft: CommitDraft): Promise<string> {
  const people = [line('author', draft), line('committer', draft)]
  for (const { path } of draft.changes) {
    const isOdd = path.split('/').some((part) => /^(?:|\.|\.\.|\.git)$/i.test(part))
    if (isOdd || path.includes('\0')) throw unsafe(path, 'git takes no such path')
  }
  return inScratch(repository, async (scratch) => {
    const tree = await writeTree(scratch, draft)
    const parents = [...new Set(draft.parents)].map((parent) => `parent ${parent}\n`)
    const header = `tree ${tree}\n${parents.join('')}${people.join('')}`
    // With a line end at its end, as git has it; without the NUL that git would refuse.
    const message = draft.message.replaceAll('\0', '').replace(/([^\n])$/, '$1\n')
    const signature = await draft.sign?.(Buffer.from(`${header}\n${message}`))
    const signed = signature === undefined ? '' : signatureHeader(signature, scratch)
    const commit = Buffer.from(`${header}${signed}\n${message}`)
    const args = ['hash-object', '-t', 'commit', '-w', '--stdin']
    const id = (await mustGit(scratch, args, { input: commit })).toString('latin1').trim()
    assertSame([id], [objectId('commit', commit, scratch.idLength)])
    return id
  })
}

async function writeTree(scratch: Scratch, { base, changes }: CommitDraft): Promise<string> {
  const before = await entriesOnTheWay(scratch, base, changes)
  const changed = new Set(changes.map(({ path }) => path))
  for (const path of changed) refuseInTheWay(path, before, changed)
  const ids = await writeBlobs(
    scratch,
    changes.flatMap(({ content }) => content ?? []),
  )
  const pending = ids.values()
  const lines = changes.map(({ path, content }) =>
    content
      ? `${before.get(path)?.mode ?? PLAIN_FILE} ${pending.next().value}\t${path}\0`
      : `0 ${'0'.repeat(scratch.idLength)}\t${path}\0`,
  )
  await mustGit(scratch, ['read-tree', '--end-of-options', base])
  const input = Buffer.from(lines.join(''))
  await mustGit(scratch, ['update-index', '-z', '--index-info'], { input })
  // A clone with `filter:` has not all blobs; ours were written right now.
  return (await mustGit(scratch, ['write-tree', '--missing-ok'])).toString('latin1').trim()
}

/** What the commit has at the changed paths, and at the folders above them unless they are folders. */
async function entriesOnTheWay(
  scratch: Scratch,
  commit: string,
  changes: readonly FileChange[],
): Promise<ReadonlyMap<string, GitTreeEntry>> {
  const entries = new Map<string, GitTreeEntry>()
  for (const paths of portions(changes.flatMap(({ path }) => [path, ...foldersAbove(path)]))) {
    const args = ['ls-tree', '-z', '--full-tree', '--end-of-options', commit, '--', ...paths]
    for (const [path, entry] of parseTree(await mustGit(scratch, args))) entries.set(path, entry)
  }
  return entries
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path)
  return folder === '.' || folder === path ? [] : [folder, ...foldersAbove(folder)]
}

function portions(paths: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = []
  let room = 0
  for (const path of new Set(paths)) {
    if (path.length > room || found.length === 0) {
      found.push([])
      room = MAX_ARGUMENT_CHARACTERS
    }
    found.at(-1)?.push(path)
    room -= path.length + 1
  }
  return found
}

// git would put the new file in the place of a link, or of a whole folder, without a word.
function refuseInTheWay(
  path: string,
  before: ReadonlyMap<string, GitTreeEntry>,
  changed: ReadonlySet<string>,
): void {
  const there = before.get(path)
  if (there && !there.mode.startsWith('100')) {
    throw unsafe(path, `the commit has ${kindOf(there)} there`)
  }
  for (const folder of foldersAbove(path)) {
    const above = before.get(folder)
    if (above && above.type !== 'tree')
      throw unsafe(path, `${folder} is ${kindOf(above)} in the commit`)
    if (changed.has(folder)) throw unsafe(path, `${folder} changes too`)
  }
}

function kindOf({ mode }: GitTreeEntry): string {
  if (mode.startsWith('100')) return 'a file'
  if (mode === '040000') return 'a folder'
  return mode === '120000' ? 'a link' : 'a submodule'
}

function unsafe(path: string, why: string): ActionError {
  return new ActionError('PATH_UNSAFE', {
    what: `${printable(path)} cannot be committed as a file: ${printable(why)}`,
    where: { file: path },
    fix: 'Remove what stands in the way from the repository, or choose another path.',
  })
}

/** One process for all of them; as they are, through no filter. */
async function writeBlobs(
  scratch: Scratch,
  contents: readonly Uint8Array[],
): Promise<readonly string[]> {
  if (contents.length === 0) return []
  const parts = contents.flatMap((content, index) => [
    Buffer.from(`blob\nmark :${index + 1}\ndata ${content.length}\n`),
    content,
    Buffer.from(`\nget-mark :${index + 1}\n`),
  ])
  const input = Buffer.concat([...parts, Buffer.from('done\n')])
  const output = await mustGit(scratch, ['fast-import', '--quiet', '--done'], { input })
  const ids = output.toString('latin1').trim().split('\n')
  assertSame(
    ids,
    contents.map((content) => objectId('blob', content, scratch.idLength)),
  )
  return ids
}

// A git that does something else than it was told must not end in a commit.
function assertSame(ids: readonly string[], expected: readonly string[]): void {
  if (ids.join() !== expected.join()) throw new Error('git wrote other objects than it was given')
}

function line(role: 'author' | 'committer', draft: CommitDraft): string {
  const { name, mail } = draft[role]
  const seconds = Math.floor(draft.time.getTime() / 1000)
  return `${role} ${clean(role, name)} <${clean(role, mail)}> ${seconds} +0000\n`
}

// git takes off the same characters from both ends: https://git-scm.com/docs/git-commit-tree
const CRUD = String.raw`[\0-\x20.,:;<>"\\']+`
const CRUD_AROUND = new RegExp(`^${CRUD}|${CRUD}$`, 'g')

function clean(role: 'author' | 'committer', text: string): string {
  const kept = text.replaceAll(CRUD_AROUND, '')
  if (kept !== '' && !/[\0-\x1f\x7f<>]/.test(text)) return kept
  throw new ActionError('INPUT_INVALID', {
    what: `the ${role} of the commit cannot be written: name and mail must each be one line without < and >, and not empty`,
    fix: `Give it as \`Name <mail>\` in \`commit-${role}\`.`,
  })
}

// As a header, each further line of it is indented. https://git-scm.com/docs/gitformat-signature
function signatureHeader(signature: string, { idLength }: Scratch): string {
  const name = idLength === 64 ? 'gpgsig-sha256' : 'gpgsig'
  const lines = signature.replaceAll('\r\n', '\n').trimEnd().split('\n')
  return `${name} ${lines.join('\n ')}\n`
}
