// What a range changes inside of secret files: which variables it adds, removes, changes, file by file,
// and which files were only encrypted again. Names and counts come out, never a value; who may see the
// names is the caller's matter.
import { timingSafeEqual } from 'node:crypto'
import { readDotenv } from '../secrets/mask-collector.ts'
import type { Dotenv } from '../secrets/dotenv.ts'
import type { SecretBytes, SecretText } from '../secret-value.ts'

/** A secret file at one commit. */
export interface FileVersion {
  /** Blob id of the ciphertext: equal ids are equal bytes. */
  readonly id: string
  /** undefined where it could not be opened. */
  readonly plaintext: SecretBytes | undefined
}

/**
 * `added`, `removed`: the whole file. `changed`: its variables, or at least its bytes.
 * `re-encrypted`: other ciphertext, same plaintext. `unknown`: one side could not be opened.
 */
type ContentChangeKind = 'added' | 'removed' | 'changed' | 're-encrypted' | 'unknown'

export interface ContentChange {
  readonly path: string
  readonly kind: ContentChangeKind
  /** In the order of the file. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** False where a side is no dotenv: its bytes are all that is compared. */
  readonly hasVariables: boolean
}

type Versions = ReadonlyMap<string, FileVersion>

/** Files whose ciphertext differs, by path. What is on one side only came or went with the range. */
export function diffContents(base: Versions, head: Versions): readonly ContentChange[] {
  const paths = [...new Set([...base.keys(), ...head.keys()])].toSorted()
  return paths.flatMap((path) => {
    const [before, after] = [base.get(path), head.get(path)]
    return before?.id === after?.id ? [] : [changeOf(path, before, after)]
  })
}

function changeOf(
  path: string,
  before: FileVersion | undefined,
  after: FileVersion | undefined,
): ContentChange {
  const nothing = { path, added: [], removed: [], changed: [], hasVariables: false }
  const [old, fresh] = [before?.plaintext?.reveal(), after?.plaintext?.reveal()]
  const isWhole = !before || !after
  const kind = isWhole ? (before ? 'removed' : 'added') : 'changed'
  if ((before && !old) || (after && !fresh)) {
    return { ...nothing, kind: isWhole ? kind : 'unknown' }
  }
  const [from, to] = [variablesOf(old), variablesOf(fresh)]
  const hasVariables = from !== undefined && to !== undefined
  if (old && fresh && sameBytes(old, fresh))
    return { ...nothing, kind: 're-encrypted', hasVariables }
  return hasVariables ? { path, kind, hasVariables, ...diff(from, to) } : { ...nothing, kind }
}

type Variables = Dotenv['variables']

function variablesOf(bytes: Uint8Array | undefined): Variables | undefined {
  return bytes === undefined ? new Map() : readDotenv(bytes)?.variables
}

function diff(
  from: Variables,
  to: Variables,
): Pick<ContentChange, 'added' | 'removed' | 'changed'> {
  return {
    added: [...to.keys()].filter((name) => !from.has(name)),
    removed: [...from.keys()].filter((name) => !to.has(name)),
    changed: [...to].flatMap(([name, value]) => {
      const old = from.get(name)
      return old && !sameText(old, value) ? [name] : []
    }),
  }
}

function sameText(one: SecretText, other: SecretText): boolean {
  const [left, right] = [Buffer.from(one.reveal()), Buffer.from(other.reveal())]
  const isSame = sameBytes(left, right)
  left.fill(0)
  right.fill(0)
  return isSame
}

/** Takes as long wherever the bytes differ; only the lengths tell. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
