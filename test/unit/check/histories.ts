// A range of commits for rules that look at each: the first is the merge base, the last the head.
import { createHash } from 'node:crypto'
import type { CheckContext, RangeChange } from '../../../src/check/context.ts'
import type { Snapshot } from '../../../src/check/snapshot.ts'
import { blobsOf, edited, NOW, snapshotOf, type Edits, type Files } from './snapshots.ts'

export const NO_FILES: Files = new Map()

/** Edits on top of each other, as commits. */
export function commitsOf(base: Files, ...edits: readonly Edits[]): readonly Files[] {
  const commits = [base]
  for (const edit of edits) commits.push(edited(commits.at(-1) ?? base, edit))
  return commits
}

/** The id of a commit by its place. */
export function commitId(index: number): string {
  return String(index).repeat(40).slice(0, 40)
}

export function historyOf(commits: readonly Files[]): CheckContext {
  const snapshots: readonly Snapshot[] = commits.map((files, index) => ({
    ...snapshotOf(files),
    commit: commitId(index),
  }))
  const [base] = snapshots
  const head = snapshots.at(-1)
  if (!base || !head) throw new Error('a history has a commit')
  const changes = snapshots
    .slice(1)
    .flatMap((snapshot, index) => changesOf(snapshots[index], snapshot))
  const range = snapshots.length === 1 ? undefined : { base, tip: base, changes }
  return { head, range, blobs: blobsOf(...commits), now: NOW, maxKeyAge: undefined }
}

function changesOf(before: Snapshot | undefined, after: Snapshot): readonly RangeChange[] {
  return [...after.files]
    .filter(([path, { id }]) => before?.files.get(path)?.id !== id)
    .map(([path, file]) => ({ commit: after.commit, path, file }))
}

/** Each finding as `CODE path:line`. */
export function shown(
  findings: readonly { readonly code: string; readonly path: string; readonly line?: number }[],
): readonly string[] {
  return findings
    .map(({ code, path, line }) => `${code} ${path}${line === undefined ? '' : `:${line}`}`)
    .toSorted()
}

export function link(target: string): { readonly mode: string; readonly bytes: Buffer } {
  return { mode: '120000', bytes: Buffer.from(target) }
}

/** Names that break out of logs, Markdown, shells and lists, where they can. */
export const HOSTILE_FOLDERS = [
  'new\nline',
  '\u001b[31mred',
  '](http://evil.example)',
  '::error::x',
  "it's",
  '$(id)',
  '`id`',
  'a`b',
  '-rf',
  'a b',
  '*',
  ':(exclude)x',
  '\u202egnp',
  'k\ufffd',
]

/** What all findings must be, whatever the names and contents. */
export function problems(
  findings: readonly { readonly message: string; readonly fix: string; readonly path: string }[],
  ...values: readonly string[]
): readonly string[] {
  return findings.flatMap(({ message, fix, path }) => {
    const text = `${message}\n${fix}`
    const found = values.filter((value) => text.includes(value)).map((value) => `shows ${value}`)
    // An even number of backticks: a name cannot close the code that it stands in.
    const isOpen = fix.split('`').length % 2 === 0
    const isLong = /[.!?] [A-Z]/.test(fix) || /[.!?] [A-Z]/.test(message)
    return [
      ...found,
      ...(isOpen ? [`${path}: open code`] : []),
      ...(isLong ? [`${path}: more than a sentence`] : []),
      ...(/[\u0000-\u001f\u202e]/.test(fix) ? [`${path}: controls in the fix`] : []),
    ]
  })
}

/** Bytes like those of a ciphertext, always the same for a seed. */
export function sealed(seed: string, length = 96): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
    createHash('sha256').update(`${seed} ${at}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, length)
}
