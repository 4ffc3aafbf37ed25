// What the ignore rules and attributes of the head mean for secret files and plaintexts. Asks git
// through an interface, and reads no rule itself.
import { CONFIG_FILE, plaintextPath, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import { eachBlob } from './blob-batches.ts'
import type { CheckContext, Rule } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { baseName, isNeverPlaintext, isRegular } from './secret-paths.ts'
import { gitCommand, inStore, shellWord } from './shell-words.ts'
import { pathIn, type Snapshot, type StoreState } from './snapshot.ts'

/** Answers by the rule files of the head alone; all paths relative to the repository's root. */
export interface GitRules {
  /** Which of the paths git would ignore if they were not tracked. */
  ignored(paths: Iterable<string>): Promise<ReadonlySet<string>>
  /** By path, then by attribute: `set`, `unset` or its value; what is unspecified is left out. */
  attributes(
    names: readonly string[],
    paths: Iterable<string>,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>
}

/** More than anybody writes, and so much that git stays quick. */
const MAX_RULE_FILE_BYTES = 512 * 1024

const RULE_FILES = ['.gitignore', '.gitattributes']

/** The files that have a say about what `gitRules` asks, by path; for who answers it. */
export async function ruleFiles({
  head,
  blobs,
}: Pick<CheckContext, 'head' | 'blobs'>): Promise<ReadonlyMap<string, Buffer>> {
  const folders = foldersAbove(head)
  const found = [...head.files].filter(([path, file]) => {
    const name = baseName(path)
    if (!RULE_FILES.includes(name) || !isRegular(file)) return false
    return folders.has(path.slice(0, -name.length))
  })
  const contents = new Map<string, Buffer>()
  const ids = found.map(([, { id }]) => id)
  for await (const [id, bytes] of eachBlob(blobs, ids, MAX_RULE_FILE_BYTES)) {
    contents.set(id, bytes)
  }
  return new Map(
    found.flatMap(([path, { id }]) => {
      const bytes = contents.get(id)
      return bytes ? [[path, bytes] as const] : []
    }),
  )
}

/** PLAINTEXT_NOT_IGNORED, CIPHERTEXT_IGNORED, ATTRIBUTES_MISSING, CIPHERTEXT_DAMAGED by attributes. */
export function gitRules(git: GitRules): Rule {
  return async ({ head }) => {
    const stores = [...head.stores.values()]
    if (stores.length === 0) return []
    const asked = stores.map(pathsOf)
    const own = asked.flatMap(({ secretFiles, keys }) => [...secretFiles, ...keys])
    const plaintexts = asked.flatMap(({ secretFiles }) => secretFiles.map(plaintextPath))
    const [ignored, attributes] = await Promise.all([
      git.ignored([...own, ...plaintexts]),
      git.attributes(ATTRIBUTES, own),
    ])
    return asked.flatMap((paths) => [
      ...plaintextFindings(paths, ignored),
      ...ignoredFindings(paths, ignored),
      ...conversionFindings(paths, attributes),
      ...attributeFindings(paths, attributes),
    ])
  }
}

interface StorePaths {
  readonly store: StoreState
  /** Relative to the repository's root. */
  readonly secretFiles: readonly string[]
  /** The config, and those that the next member would get. */
  readonly keys: readonly string[]
}

const NEXT_UUID = '00000000-0000-4000-8000-000000000000'

function pathsOf(store: StoreState): StorePaths {
  const keys = [CONFIG_FILE, publicKeyPath(NEXT_UUID), wrappedKeyPath(NEXT_UUID)]
  return {
    store,
    secretFiles: [...store.secretFiles.keys()].map((path) => pathIn(store, path)),
    keys: keys.map((path) => pathIn(store, path)),
  }
}

// With `/` at their ends; '' for the root.
function foldersAbove(head: Snapshot): ReadonlySet<string> {
  const folders = new Set([''])
  for (const store of head.stores.values()) {
    const { secretFiles, keys } = pathsOf(store)
    for (const path of [...secretFiles, ...keys]) {
      let at = path.lastIndexOf('/') + 1
      while (at > 0 && !folders.has(path.slice(0, at))) {
        folders.add(path.slice(0, at))
        at = path.lastIndexOf('/', at - 2) + 1
      }
    }
  }
  return folders
}

function plaintextFindings(
  { secretFiles }: StorePaths,
  ignored: ReadonlySet<string>,
): readonly Finding[] {
  const open = secretFiles.filter(
    (path) => !ignored.has(plaintextPath(path)) && !isNeverPlaintext(plaintextPath(path)),
  )
  return open.map((path) => {
    const pattern = ignorePattern(plaintextPath(path))
    return finding('PLAINTEXT_NOT_IGNORED', {
      path,
      message: `git would not ignore the plaintext of this secret file, so \`git add .\` commits it once it is decrypted`,
      fix: `Ignore it with \`echo ${shellWord(pattern)} >> .gitignore\`.`,
    })
  })
}

// Anchored, and with all that is special to git escaped.
function ignorePattern(path: string): string {
  return `/${path.replace(/[\\*?[\]]/g, String.raw`\$&`).replace(/ +$/, (blanks) => blanks.replaceAll(' ', String.raw`\ `))}`
}

function ignoredFindings(
  { store, secretFiles, keys }: StorePaths,
  ignored: ReadonlySet<string>,
): readonly Finding[] {
  const shown = (path: string): string => `\`${gitCommand('check-ignore -v --no-index', path)}\``
  const key = keys.find((path) => ignored.has(path))
  const folder = pathIn(store, CONFIG_FILE)
  return [
    ...(key === undefined
      ? []
      : [
          finding('CIPHERTEXT_IGNORED', {
            path: folder,
            message:
              'git would ignore `.kanuka/` or files in it, so that a new member or key is left out of commits',
            fix: `See with ${shown(key)} which pattern does it, and narrow it, or add \`!.kanuka/\` and \`!.kanuka/**\` below it.`,
          }),
        ]),
    ...secretFiles
      .filter((path) => ignored.has(path))
      .map((path) =>
        finding('CIPHERTEXT_IGNORED', {
          path,
          message:
            'git would ignore a secret file of this name, so that a new one is left out of commits',
          fix: `See with ${shown(path)} which pattern does it, and add \`!*.kanuka\` below it.`,
        }),
      ),
  ]
}

type Attributes = ReadonlyMap<string, ReadonlyMap<string, string>>

// `crlf` is the old name of `text`, which git still heeds.
const ATTRIBUTES = ['text', 'eol', 'crlf', 'diff', 'merge']

const WANTED = '*.kanuka -text -diff -merge'

/** Whether git converts line ends whatever is in the file; with `auto` it looks, and leaves binaries alone. */
function converts(attributes: ReadonlyMap<string, string> | undefined): boolean {
  const text = attributes?.get('text') ?? attributes?.get('crlf')
  if (text !== undefined) return text === 'set' || text === 'input'
  return ['lf', 'crlf'].includes(attributes?.get('eol') ?? '')
}

function conversionFindings(
  { store, secretFiles }: StorePaths,
  attributes: Attributes,
): readonly Finding[] {
  return secretFiles
    .filter((path) => converts(attributes.get(path)))
    .map((path) =>
      finding('CIPHERTEXT_DAMAGED', {
        path,
        message:
          'git attributes make git convert the line ends of this secret file, which breaks ciphertext',
        fix: `Append the attributes with \`${appendAttributes(store)}\`, encrypt the file anew with \`kanuka secrets encrypt\`, and commit both.`,
      }),
    )
}

function appendAttributes({ root }: StoreState): string {
  return inStore(root, `echo '${WANTED}' >> .gitattributes`)
}

/** A named driver is a decision of its own. */
function isBinary(attributes: ReadonlyMap<string, string> | undefined): boolean {
  if (attributes?.get('text') !== 'unset') return false
  const [diff, merge] = [attributes.get('diff'), attributes.get('merge')]
  return ![diff, merge].some((value) => value === undefined || value === 'set') && merge !== 'text'
}

// One a store. Wrapped keys have no NUL in one of three cases, and are then merged as text too.
function attributeFindings(
  { store, secretFiles, keys }: StorePaths,
  attributes: Attributes,
): readonly Finding[] {
  const isCiphertext = (path: string): boolean => path.endsWith('.kanuka')
  const missing = [...secretFiles, ...keys.filter(isCiphertext)].filter(
    (path) => !isBinary(attributes.get(path)),
  )
  if (missing.length === 0) return []
  return [
    finding('ATTRIBUTES_MISSING', {
      path: pathIn(store, '.gitattributes'),
      message: `No git attributes keep ciphertext binary, so that git may merge short secret files as text`,
      fix: `Append them with \`${appendAttributes(store)}\`.`,
    }),
  ]
}
