// The rules about opened files, one at a time: their lines, names, example and plaintext in the
// checkout. Values are compared, never shown; names only where they may be seen.
import { readDotenv } from '../secrets/mask-collector.ts'
import { MAX_DOTENV_BYTES, type Dotenv } from '../secrets/dotenv.ts'
import { isPrototypeName, isReservedName, isValidName } from '../secrets/variable-names.ts'
import { count } from '../platform/printable.ts'
import type { SecretBytes } from '../secret-value.ts'
import { sameBytes } from './content-diff.ts'
import { finding, type Finding, type FindingCode } from './finding.ts'
import { namesOf } from './names.ts'

export interface NeighbourFile {
  /** As findings show it. */
  readonly path: string
  readonly bytes: Uint8Array
}

export interface ContentFile {
  /** The secret file, as findings show it. */
  readonly path: string
  readonly plaintext: SecretBytes
  /** The `.env.example` in its folder, where there is one. */
  readonly example: NeighbourFile | undefined
  /** Its plaintext in the checkout, where there is one. */
  readonly checkedOut: NeighbourFile | undefined
}

export interface ContentRules {
  readonly namesVisible: boolean
  /** The `allow-env` input: reserved names that the workflow means to set. */
  readonly allowEnv: readonly string[]
}

export function contentFindings(
  files: readonly ContentFile[],
  rules: ContentRules,
): readonly Finding[] {
  return files.flatMap((file) => {
    const bytes = file.plaintext.reveal()
    const dotenv = readDotenv(bytes)
    const stale = staleness(file, bytes)
    if (!dotenv) return [...noVariables(file, bytes), ...stale]
    return [
      ...strayLines(file, dotenv),
      ...oddNames(file, dotenv, rules),
      ...exampleMismatch(file, dotenv, rules),
      ...stale,
    ]
  })
}

function staleness({ path, checkedOut }: ContentFile, bytes: Uint8Array): readonly Finding[] {
  if (!checkedOut || sameBytes(checkedOut.bytes, bytes)) return []
  return [
    finding('CONTENT_STALE', {
      path: checkedOut.path,
      message: `The plaintext ${checkedOut.path} in the checkout differs from what ${path} holds`,
      fix: 'Encrypt it again with `kanuka secrets encrypt`, or remove it and decrypt the secret file.',
    }),
  ]
}

function noVariables({ path }: ContentFile, bytes: Uint8Array): readonly Finding[] {
  const why =
    bytes.length > MAX_DOTENV_BYTES
      ? `is too large to hold variables (over ${MAX_DOTENV_BYTES} bytes)`
      : 'is not UTF-8 text, so it holds no variables'
  return [
    finding('DOTENV_INVALID', {
      path,
      message: `What ${path} holds ${why}`,
      fix: 'Save it as UTF-8 and encrypt it again; a file that is meant to be no dotenv goes into `ignore`.',
    }),
  ]
}

// The line is one of the plaintext: an annotation on the ciphertext has no use for it.
function strayLines({ path }: ContentFile, { strayLines: lines }: Dotenv): readonly Finding[] {
  const [first] = lines
  if (first === undefined) return []
  const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : ''
  return [
    finding('DOTENV_INVALID', {
      path,
      message: `Line ${first} of the decrypted ${path} is no assignment${more}`,
      fix: 'Write NAME=value; put values with line ends in double quotes.',
    }),
  ]
}

function oddNames(file: ContentFile, dotenv: Dotenv, rules: ContentRules): readonly Finding[] {
  const lines = Map.groupBy(dotenv.assignments, ({ name }) => name)
  const names = [...lines.keys()]
  const allowed = new Set(rules.allowEnv.map((name) => name.toUpperCase()))
  const twice = names.filter((name) => (lines.get(name)?.length ?? 0) > 1)
  const invalid = names.filter((name) => !isValidName(name) || isPrototypeName(name))
  const reserved = names.filter(
    (name) => isValidName(name) && isReservedName(name) && !allowed.has(name.toUpperCase()),
  )
  const lineOf = (name: string | undefined, index: number): number =>
    lines.get(name ?? '')?.[index]?.line ?? 1
  const about = (code: FindingCode, list: readonly string[], details: Told): readonly Finding[] => {
    if (list.length === 0) return []
    const who = `${namesOf(list, rules.namesVisible)} in the decrypted ${file.path}`
    return [
      finding(code, { path: file.path, message: `${who}: ${details.what}`, fix: details.fix }),
    ]
  }
  return [
    ...about('NAME_DUPLICATE', twice, {
      what: `set more than once (first lines ${lineOf(twice[0], 0)} and ${lineOf(twice[0], 1)}); the last one wins`,
      fix: 'Keep one assignment of each, and encrypt the file again.',
    }),
    ...about('NAME_RESERVED', reserved, {
      what: `reserved (first on line ${lineOf(reserved[0], 0)}), because it would change how later steps run`,
      fix: 'Rename it, or name it in `allow-env` where the workflow means to set it.',
    }),
    ...about('NAME_INVALID', invalid, {
      what: `no name that an environment takes (first on line ${lineOf(invalid[0], 0)})`,
      fix: 'Names are letters, digits and `_`, no digit first: rename it and encrypt the file again.',
    }),
  ]
}

interface Told {
  readonly what: string
  readonly fix: string
}

function exampleMismatch(
  { path, example }: ContentFile,
  { variables }: Dotenv,
  { namesVisible }: ContentRules,
): readonly Finding[] {
  const listed = example && readDotenv(example.bytes)
  if (!example || !listed) return []
  const unlisted = [...variables.keys()].filter((name) => !listed.variables.has(name))
  const missing = [...listed.variables.keys()].filter((name) => !variables.has(name))
  if (unlisted.length + missing.length === 0) return []
  const parts = [
    ...(unlisted.length > 0 ? [`does not list ${namesOf(unlisted, namesVisible)}`] : []),
    // These stand in the repository for everybody to read.
    ...(missing.length > 0
      ? [
          `lists ${namesOf(missing, true)} (${count(missing.length, 'variable')} that ${path} lacks)`,
        ]
      : []),
  ]
  return [
    finding('EXAMPLE_MISMATCH', {
      path: example.path,
      message: `${example.path} ${parts.join(' and ')}, compared with ${path}`,
      fix: 'Bring the names in both files in line.',
    }),
  ]
}
