// All that is found with a private key: what does not open, what is wrong inside of the files, what the
// range changes in them, and values that stand in clear.
import { decodeText, MAX_DOTENV_BYTES } from '../secrets/dotenv.ts'
import { readDotenv } from '../secrets/mask-collector.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { contentFindings, type ContentFile, type NeighbourFile } from './contents.ts'
import { diffContents, type ContentChange, type FileVersion } from './content-diff.ts'
import type { CheckContext, Judgement } from './context.ts'
import { exposedValues } from './exposed-files.ts'
import type { OpenedStore } from './opened.ts'
import { pathIn } from './snapshot.ts'

export interface KeyedOptions {
  readonly namesVisible: boolean
  /** The `allow-env` input. */
  readonly allowEnv: readonly string[]
  /** Whether a secret file is to be judged. Relative to the repository's root. */
  readonly isSelected: (path: string) => boolean
  /** The plaintext of a secret file in the checkout, where there is one that belongs to these bytes. */
  readonly checkedOut: (secretFile: string, id: string) => NeighbourFile | undefined
}

export interface KeyedJudgement extends Judgement {
  /** undefined where there is nothing to compare with. */
  readonly changes: readonly ContentChange[] | undefined
}

export async function judgeWithKey(
  context: CheckContext,
  stores: readonly OpenedStore[],
  options: KeyedOptions,
): Promise<KeyedJudgement> {
  const files = stores.flatMap((store) => openFiles(store, options))
  const examples = await readExamples(context, files)
  const contents = contentFindings(
    files.map(({ path, id, plaintext }) => ({
      path,
      plaintext,
      example: examples.get(exampleBeside(path)),
      checkedOut: options.checkedOut(path, id),
    })),
    options,
  )
  const exposed = await exposedValues(context, valuesOf(files), options)
  return {
    findings: [...stores.flatMap(({ findings }) => findings), ...contents, ...exposed.findings],
    notes: exposed.notes,
    changes: context.range && changesOf(stores, options),
  }
}

interface OpenFile extends Pick<ContentFile, 'path' | 'plaintext'> {
  readonly id: string
}

function openFiles({ store, head }: OpenedStore, { isSelected }: KeyedOptions): OpenFile[] {
  return [...head].flatMap(([inside, { id, plaintext }]) => {
    const path = pathIn(store, inside)
    return plaintext && isSelected(path) ? [{ path, id, plaintext }] : []
  })
}

function exampleBeside(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}.env.example`
}

async function readExamples(
  { head, blobs }: CheckContext,
  files: readonly OpenFile[],
): Promise<ReadonlyMap<string, NeighbourFile>> {
  const wanted = new Set(files.map(({ path }) => exampleBeside(path)))
  const found = [...wanted].flatMap((path) => {
    const file = head.files.get(path)
    return file?.mode.startsWith('100') ? [{ path, id: file.id }] : []
  })
  const contents = await blobs.read(
    found.map(({ id }) => id),
    MAX_DOTENV_BYTES,
  )
  return new Map(
    found.flatMap(({ path, id }) => {
      const bytes = contents.get(id)
      return bytes ? [[path, { path, bytes }] as const] : []
    }),
  )
}

// A file without variables is a value as a whole: a key, a certificate, JSON.
function valuesOf(files: readonly OpenFile[]): ReadonlyMap<string, SecretText> {
  const values = new Map<string, SecretText>()
  for (const { path, plaintext } of files) {
    const bytes = plaintext.reveal()
    const variables = readDotenv(bytes)?.variables ?? new Map<string, SecretText>()
    for (const [name, value] of variables) values.set(`${name} (${path})`, value)
    const text = variables.size === 0 ? decodeText(bytes) : undefined
    if (text !== undefined) values.set(path, new SecretValue(text))
  }
  return values
}

function changesOf(
  stores: readonly OpenedStore[],
  { isSelected }: KeyedOptions,
): readonly ContentChange[] {
  return stores.flatMap(({ store, head, base = new Map<string, FileVersion>() }) => {
    const shown = (files: ReadonlyMap<string, FileVersion>): Map<string, FileVersion> =>
      new Map(
        [...files].flatMap(([inside, version]) => {
          const path = pathIn(store, inside)
          return isSelected(path) ? [[path, version] as const] : []
        }),
      )
    return diffContents(shown(base), shown(head))
  })
}
