// Secrets in clear in git: plaintexts that are committed, that a commit of the range adds, and that
// stand in a secret file. Says which file and line, never a name or a value of a variable.
import { MAX_SECRET_FILE_BYTES, plaintextPath } from '../kanuka/layout.ts'
import { MAX_DOTENV_BYTES, scan } from '../secrets/dotenv.ts'
import { eachBlob } from './blob-batches.ts'
import { contentOf } from './ciphertext-content.ts'
import type { CheckContext, Range, RangeChange } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { readableText } from './readable-text.ts'
import {
  isNamedLikePlaintext,
  isNeverPlaintext,
  isRegular,
  isSecretPath,
  plaintextPaths,
} from './secret-paths.ts'
import { gitCommand, shellWord } from './shell-words.ts'
import type { CommitFile } from './snapshot.ts'

/** PLAINTEXT_TRACKED, PLAINTEXT_IN_HISTORY, PLAINTEXT_AS_CIPHERTEXT. */
export async function plaintext(context: CheckContext): Promise<readonly Finding[]> {
  const { head, range, blobs } = context
  const isCandidate = candidates(plaintextPaths(head))
  const tracked = [...head.files].filter(([path, file]) => isCandidate(path, file))
  const isAdded = candidates(plaintextPaths(head, range))
  const added = (range?.changes ?? []).filter((change) => isNew(change, range, isAdded))
  const ids = [...tracked.map(([, { id }]) => id), ...added.map(({ file }) => file.id)]
  const lines = new Map<string, number>()
  for await (const [id, bytes] of eachBlob(blobs, ids, MAX_DOTENV_BYTES)) {
    const line = firstValueLine(bytes)
    if (line !== undefined) lines.set(id, line)
  }
  return [
    ...trackedFindings(context, tracked, lines),
    ...(range ? historyFindings({ range, lines, of: plaintextPaths(head, range) }, added) : []),
    ...(await asCiphertext(context)),
  ]
}

type IsCandidate = (path: string, file: CommitFile) => boolean

// A plaintext beside its secret file counts whatever it holds; another one by its name and a value.
function candidates(plaintexts: ReadonlySet<string>): IsCandidate {
  return (path, file) =>
    isRegular(file) &&
    (isNamedLikePlaintext(path) || (plaintexts.has(path) && !isNeverPlaintext(path)))
}

// What the merge base has is no addition of this range, as a merge or a revert may make it look.
function isNew(
  { path, file }: RangeChange,
  range: Range | undefined,
  isCandidate: IsCandidate,
): boolean {
  return range?.base.files.get(path)?.id !== file.id && isCandidate(path, file)
}

function firstValueLine(bytes: Buffer): number | undefined {
  const text = readableText(bytes) ?? (bytes.includes(0) ? undefined : bytes.toString('latin1'))
  if (text === undefined) return undefined
  const { assignments, texts } = scan(text)
  return assignments[texts.findIndex(hasValue)]?.line
}

const NAME = /^(?:export\s+)?[\w.-]+(?:\s*=|:\s)/

function hasValue(assignment: string): boolean {
  const value = assignment.replace(NAME, '').trim()
  const isQuotedNothing = ['""', "''", '``'].includes(value.slice(0, 2))
  const rest = isQuotedNothing ? value.slice(2).trim() : value
  return rest !== '' && !rest.startsWith('#')
}

function trackedFindings(
  { head }: CheckContext,
  files: readonly (readonly [string, CommitFile])[],
  lines: ReadonlyMap<string, number>,
): readonly Finding[] {
  const plaintexts = plaintextPaths(head)
  return files.flatMap(([path, { id }]) => {
    const line = lines.get(id)
    const isOfSecretFile = plaintexts.has(path)
    if (!isOfSecretFile && line === undefined) return []
    const message = isOfSecretFile
      ? 'The plaintext of a secret file is committed'
      : 'A file of variables is committed in clear, with values'
    return [
      finding('PLAINTEXT_TRACKED', {
        path,
        ...(line !== undefined && { line }),
        message,
        fix: `Take it out of git with \`${gitCommand('rm --cached', path)}\`, ignore it in .gitignore, and change every value in it where it is used, for history keeps it.`,
      }),
    ]
  })
}

interface History {
  readonly range: Range
  readonly lines: ReadonlyMap<string, number>
  /** The plaintexts of secret files. */
  readonly of: ReadonlySet<string>
}

// One finding a path: a branch may change a plaintext in each of its commits.
function historyFindings(
  { range, lines, of }: History,
  added: readonly RangeChange[],
): readonly Finding[] {
  const changes = new Map<string, RangeChange[]>()
  for (const change of added) {
    if (!of.has(change.path) && !lines.has(change.file.id)) continue
    const known = changes.get(change.path)
    if (known) known.push(change)
    else changes.set(change.path, [change])
  }
  return [...changes].map(([path, all]) => {
    const [first] = all
    const line = lines.get(first?.file.id ?? '')
    const commits = new Set(all.map(({ commit }) => commit))
    const more = commits.size === 1 ? '' : ` (and ${commits.size - 1} more)`
    return finding('PLAINTEXT_IN_HISTORY', {
      path,
      ...(line !== undefined && { line }),
      message: `Commit ${first?.commit.slice(0, 12)}${more} adds a plaintext of secrets, which stays in history even if a later commit removes it`,
      fix: `Change every value in it where it is used, and take the file out of the commits of this branch with \`git rebase --interactive ${range.base.commit.slice(0, 12)}\`.`,
    })
  })
}

async function asCiphertext({ head, blobs }: CheckContext): Promise<readonly Finding[]> {
  const files = [...head.files].filter(([path, file]) => isRegular(file) && isSecretPath(path))
  const texts = new Set<string>()
  const ids = files.map(([, { id }]) => id)
  for await (const [id, bytes] of eachBlob(blobs, ids, MAX_SECRET_FILE_BYTES)) {
    if (contentOf(bytes).kind === 'text') texts.add(id)
  }
  return files
    .filter(([, { id }]) => texts.has(id))
    .map(([path]) =>
      finding('PLAINTEXT_AS_CIPHERTEXT', {
        path,
        line: 1,
        message: 'A file with the name of a secret file holds readable text',
        fix: `Change every value in it, and encrypt it with \`mv -- ${shellWord(path)} ${shellWord(plaintextPath(path))}\` and then \`kanuka secrets encrypt\` before you commit again.`,
      }),
    )
}
