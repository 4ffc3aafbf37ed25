// Values that were read into the secret files of one store, up to the edits in memory: open, plan, edit,
// encrypt. Where the store is read from (disk or a commit) and where the edits go is the caller's.
import { ActionError, throwIfAny } from '../errors.ts'
import type { Repository } from '../git/repository.ts'
import { encryptFiles, type PlaintextFile } from '../kanuka/encryption.ts'
import { openStore, type OpenedStore } from '../kanuka/open-store.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import type { Store } from '../kanuka/store.ts'
import { planImport, type ImportPlan } from '../push/import-plan.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { editDotenv } from '../secrets/dotenv-edit.ts'
import { decodeText, MAX_DOTENV_BYTES, parseDotenv } from '../secrets/dotenv.ts'
import { MaskCollector } from '../secrets/mask-collector.ts'
import type { ChangedStore } from './commit-stores.ts'
import type { Read } from './pull-read.ts'
import { sourceOf, type ImportMeans } from './pull-source.ts'
import { maskPolicyOf } from './masks.ts'
import { refuseFiltered } from './rotate-store.ts'

export interface ImportedFile {
  /** Relative to the store. */
  readonly path: string
  readonly isNew: boolean
  readonly isChanged: boolean
  readonly plan: ImportPlan
}

export interface ImportedStore extends ChangedStore {
  readonly files: readonly ImportedFile[]
}

export interface ImportContext extends ImportMeans {
  readonly privateKey: PrivateKey
  readonly now: Date
}

/** A secret file as text; empty where it is to be made. */
export interface TextFile {
  readonly text: string
  readonly variables: ReadonlyMap<string, SecretText>
}

/** @throws ActionError, ActionErrors: whatever stands in the way; nothing was changed */
export async function importInto(
  store: Store,
  reads: readonly Read[],
  context: ImportContext & { readonly repository: Repository | undefined },
): Promise<ImportedStore> {
  const { repository, privateKey, now } = context
  const byPath = Map.groupBy(reads, ({ path }) => path)
  if (repository) await refuseFiltered(store, [...byPath.keys()], { repository })
  const { opened, texts } = await openTexts(store, [...byPath.keys()], context)
  const errors: ActionError[] = []
  const files: ImportedFile[] = []
  const plaintexts: PlaintextFile[] = []
  for (const [path, group] of byPath) {
    const { text, variables } = texts.get(path) ?? NEW
    const sources = group.map((read) => sourceOf(read, store, context))
    const plan = planImport({ file: store.shown(path), current: variables, sources })
    errors.push(...plan.errors)
    const isNew = !texts.has(path)
    const isChanged = plan.errors.length === 0 && plan.values.size > 0
    files.push({ path, isNew, isChanged, plan })
    if (!isChanged) continue
    const edited = editDotenv(text, plan.values, store.shown(path))
    plaintexts.push({ path, plaintext: new SecretValue(Buffer.from(edited.reveal())) })
  }
  throwIfAny(errors)
  return {
    store,
    files,
    edits: await encryptFiles({ opened, files: plaintexts, privateKey, now }),
  }
}

const NEW: TextFile = { text: '', variables: new Map() }

/** Opens those of these files that are there. @throws ActionError FILE_NOT_TEXT, FILE_NOT_DOTENV, FILE_TOO_LARGE */
export async function openTexts(
  store: Store,
  paths: readonly string[],
  { inputs, deps, privateKey }: Omit<ImportContext, 'now'>,
): Promise<{ readonly opened: OpenedStore; readonly texts: ReadonlyMap<string, TextFile> }> {
  const there = paths.filter((path) => store.secretFiles.includes(path))
  const opened = await openStore(store, privateKey, there)
  const masks = new MaskCollector(maskPolicyOf(inputs, deps.workflow), new Set(inputs.unmasked))
  const texts = new Map<string, TextFile>()
  for (const { path, plaintext } of opened.files) {
    const bytes = plaintext.reveal()
    const text = bytes.length > MAX_DOTENV_BYTES ? undefined : decodeText(bytes)
    const dotenv = text === undefined ? undefined : parseDotenv(text)
    masks.addFile(store.shown(path), bytes, dotenv)
    if (text === undefined || !dotenv) throw notText(store.shown(path))
    const [line] = dotenv.strayLines
    if (line !== undefined) throw notDotenv(store.shown(path), line)
    texts.set(path, { text, variables: dotenv.variables })
  }
  deps.mask(masks.masks)
  return { opened, texts }
}

function notText(file: string): ActionError {
  return new ActionError('FILE_NOT_TEXT', {
    what: `${file} is no UTF-8 text of at most ${MAX_DOTENV_BYTES} bytes, so no variables can be brought into it`,
    where: { file },
    fix: 'Save it as UTF-8, or name another file in `from`.',
  })
}

function notDotenv(file: string, line: number): ActionError {
  return new ActionError('FILE_NOT_DOTENV', {
    what: `line ${line} of the decrypted ${file} is no assignment, so no variables are brought into it`,
    where: { file },
    fix: 'Write NAME=value; put values with line ends in double quotes. Or name another file in `from`.',
  })
}
