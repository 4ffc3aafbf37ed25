// DESTINATION_CHANGED: the range changes the destinations file, which decides where secrets go. Compares
// what two commits say, entry by entry, and knows no type of destination. Names entries, keys and hosts,
// never another text of the file: it may hold a credential.
import type { CheckContext, Judgement } from './context.ts'
import { readSetup, UnreadableSetup, type Setup, type SetupEntry } from './destination-setup.ts'
import { finding, type Finding } from './finding.ts'
import { listed } from './member-wording.ts'
import { isRegular } from './secret-paths.ts'
import type { CommitFile, Snapshot } from './snapshot.ts'

const MAX_BYTES = 1024 * 1024
const FIX =
  'Let somebody who answers for the secrets look at it before it is merged, and give the file an owner in CODEOWNERS.'

/** @param path of the destinations file, relative to the repository's root */
export async function destinations(context: CheckContext, path: string): Promise<Judgement> {
  const { head, range } = context
  const after = head.files.get(path)
  const before = range?.base.files.get(path)
  if (!after && !before) {
    const text = `\`destinations-file\` is ${path}, which is in no commit that is checked: what becomes of it is not seen`
    return { findings: [], notes: [text] }
  }
  if (!range || isSame(before, after)) return { findings: [], notes: [] }
  const found = await compared(context, { path, base: range.base })
  return { findings: found ? [found] : [], notes: [] }
}

function isSame(before: CommitFile | undefined, after: CommitFile | undefined): boolean {
  if (!before || !after || before.id !== after.id) return false
  // A link can have the bytes that the file had.
  return isRegular(before) === isRegular(after)
}

interface Sides {
  readonly path: string
  readonly base: Snapshot
}

async function compared(
  context: CheckContext,
  { path, base }: Sides,
): Promise<Finding | undefined> {
  if (!context.head.files.has(path)) {
    return changed(path, `${path}, which said where values go, is removed`)
  }
  const before = await setupOf(context, base, path)
  const after = await setupOf(context, context.head, path)
  if (after instanceof UnreadableSetup || before instanceof UnreadableSetup) {
    const [side, { what }] =
      after instanceof UnreadableSetup
        ? (['now', after] as const)
        : (['before', before as UnreadableSetup] as const)
    return changed(path, `${path} says where values go, and changed; ${side} it ${what}`)
  }
  const differences = differencesOf(before ?? NOTHING, after ?? NOTHING)
  if (!differences) return undefined
  const how = before ? 'The destinations changed' : 'The destinations are new'
  const line = differences.line === undefined ? {} : { line: differences.line }
  return changed(path, `${how} in ${path}: ${differences.text}`, line)
}

function changed(path: string, message: string, more: { readonly line?: number } = {}): Finding {
  return finding('DESTINATION_CHANGED', { path, ...more, message, fix: FIX })
}

const NOTHING: Setup = { entries: new Map(), hosts: new Set() }

/** undefined: there is none. */
async function setupOf(
  { blobs }: CheckContext,
  { files }: Snapshot,
  path: string,
): Promise<Setup | UnreadableSetup | undefined> {
  const file = files.get(path)
  if (!file) return undefined
  if (!isRegular(file)) return new UnreadableSetup('is a link or a submodule')
  const bytes = (await blobs.read([file.id], MAX_BYTES)).get(file.id)
  if (bytes) return readSetup(path, bytes)
  const size = (await blobs.sizes([file.id])).get(file.id)
  return new UnreadableSetup(size === undefined ? 'could not be fetched' : 'has over 1 MiB')
}

interface Differences {
  readonly text: string
  readonly line: number | undefined
}

/** undefined: both mean the same. */
function differencesOf(before: Setup, after: Setup): Differences | undefined {
  const entries = [...after.entries]
  const added = entries.filter(([key]) => !before.entries.has(key))
  const removed = [...before.entries].filter(([key]) => !after.entries.has(key))
  const different = entries.flatMap(([key, entry]) => {
    const keys = differentKeys(before.entries.get(key), entry)
    return keys.length > 0 ? [{ entry, keys }] : []
  })
  const hosts = [...after.hosts].filter((host) => !before.hosts.has(host))
  const gone = [...before.hosts].filter((host) => !after.hosts.has(host))
  const parts = [
    ...part('added', added.map(titleOf)),
    ...part('removed', removed.map(titleOf)),
    ...part(
      'changed',
      different.map(({ entry, keys }) => `${entry.name} (${listed(keys)})`),
    ),
    ...part('new hosts:', hosts),
    ...part('hosts no longer named:', gone),
  ]
  if (parts.length === 0) return undefined
  const lines = [...added.map(([, entry]) => entry), ...different.map(({ entry }) => entry)]
  return { text: parts.join('; '), line: lines.map(({ line }) => line).toSorted(byNumber)[0] }
}

function byNumber(one: number, other: number): number {
  return one - other
}

function part(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what} ${listed(names)}`]
}

function titleOf([, { name, type }]: readonly [string, SetupEntry]): string {
  return type === undefined ? name : `${name} (${type})`
}

/** Of what both have; empty where they are the same. */
function differentKeys(before: SetupEntry | undefined, after: SetupEntry): readonly string[] {
  if (!before) return []
  const keys = new Set([...before.digests.keys(), ...after.digests.keys()])
  const different = [...keys].filter((key) => before.digests.get(key) !== after.digests.get(key))
  return [...new Set(different.map(shownWord))]
}

function shownWord(word: string): string {
  return /^[\w.-]{1,64}$/.test(word) ? word : 'a key of another kind'
}
