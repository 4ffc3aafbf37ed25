// The archive that is to be imported: found, opened where it is encrypted, its signature checked, unpacked
// in memory and judged. Nothing of the store is looked at, and nothing is written.
import { readdirSync } from 'node:fs'
import { archiveTree, type ArchiveContents } from '../archive/contents.ts'
import { keyFiles } from '../archive/returning.ts'
import { isSealed, openSealed, verifyDetached, type OpeningRequest } from '../archive/opening.ts'
import type { SignatureState } from '../archive/judging.ts'
import { unpackArchive } from '../archive/unpack.ts'
import { judgeKeyFile, judgeSecretFile, type Unsoundness } from '../check/file-soundness.ts'
import { ActionError, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { MAX_SELECTED_BYTES, STORE_FOLDER } from '../kanuka/layout.ts'
import { readStore } from '../kanuka/store.ts'
import { isFreeOfLinks, isWithin, readRegularFile, shownPath, statOf } from '../platform/files.ts'
import { size } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import { absolutePath } from './archive-place.ts'
import type { Message } from './command.ts'

/** What is packed of 1 GiB, which ciphertext does not shrink, with room for the envelopes. */
const MAX_ARCHIVE_BYTES = MAX_SELECTED_BYTES + 64 * 1024 * 1024
const MAX_SIGNATURE_BYTES = 64 * 1024

export interface ReadArchive {
  /** Absolute. */
  readonly path: string
  readonly shown: string
  /** Bytes of the file. */
  readonly size: number
  readonly isSealed: boolean
  readonly signature: SignatureState
  readonly contents: ArchiveContents
  readonly warnings: readonly Message[]
}

/**
 * @throws ActionError INPUT_INVALID, ARCHIVE_NOT_FOUND, ARCHIVE_LOCKED, ARCHIVE_SIGNATURE, ARCHIVE_DAMAGED,
 * ARCHIVE_UNSAFE, ARCHIVE_TOO_LARGE, ARCHIVE_INCOMPLETE, CONFIG_INVALID
 */
export async function readArchive(inputs: Inputs, workflow: Workflow): Promise<ReadArchive> {
  const { archive } = inputs
  if (archive.requireSignature && archive.signers === undefined) throw withoutSigners()
  const path = archivePath(inputs, workflow)
  const shown = shownPath(workflow.workspace.real, path)
  const bytes = readFile(path, shown)
  const request = { ...archive, shown, maxBytes: MAX_ARCHIVE_BYTES }
  const isWhole = !isSealed(bytes)
  const opened = isWhole
    ? { chunks: [bytes], signature: await signatureBeside(path, bytes, request) }
    : await openSealed(bytes, request)
  const contents = await unpack(opened.chunks, shown)
  await refuseExposed(contents, shown, workflow)
  return {
    path,
    shown,
    size: bytes.length,
    isSealed: !isWhole,
    signature: opened.signature,
    contents,
    warnings: skippedWarnings(contents, shown),
  }
}

function withoutSigners(): ActionError {
  return new ActionError('INPUT_INVALID', {
    what: '`require-signature` is set, but `archive-signers` is empty',
    fix: 'Give the public keys of those who may sign, as `gpg --armor --export KEY-ID` writes them.',
  })
}

function archivePath({ archive: { path: given } }: Inputs, workflow: Workflow): string {
  if (given === undefined) {
    throw new ActionError('INPUT_INVALID', {
      what: '`import` needs `archive`: which file to restore',
      fix: 'Add it: `archive: kanuka-secrets-2026-01-31.tar.gz`, absolute or relative to the workspace.',
    })
  }
  const path = absolutePath(workflow, given)
  const real = workflow.workspace.real
  if (isWithin(real, path) && !isFreeOfLinks(real, path)) {
    throw new ActionError('PATH_UNSAFE', {
      what: `\`archive: ${given}\` leads through a link of the checkout`,
      fix: 'Name the file itself.',
    })
  }
  const stats = statOf(path)
  if (stats && !stats.isDirectory()) return path
  throw new ActionError('ARCHIVE_NOT_FOUND', {
    what: `\`archive: ${given}\` ${stats ? 'is a folder' : 'does not exist'}`,
    fix: stats
      ? archivesIn(path, given)
      : 'Download it in an earlier step, and name it relative to the workspace or absolute.',
  })
}

function archivesIn(path: string, given: string): string {
  const names = readdirSync(path).filter((name) => /\.(tar\.gz|tgz)(\.(gpg|pgp|asc))?$/.test(name))
  const newest = names.toSorted().toReversed().slice(0, 10)
  if (newest.length === 0) return 'It holds no archive.'
  const folder = given.replace(/[/\\]+$/, '')
  return `Name one of: ${newest.map((name) => `${folder}/${name}`).join(', ')}`
}

function readFile(path: string, shown: string): Buffer {
  const read = readRegularFile(path, MAX_ARCHIVE_BYTES)
  if ('bytes' in read) return read.bytes
  if (read.failure === 'too large') {
    throw new ActionError('ARCHIVE_TOO_LARGE', {
      what: `${shown} has ${size(read.size ?? 0)}; at most ${size(MAX_ARCHIVE_BYTES)} are read`,
      where: { file: shown },
      fix: 'Look where it comes from: no backup of a store that this action can open is so large.',
    })
  }
  throw new ActionError('FILE_UNREADABLE', {
    what: `${shown} cannot be read: ${read.failure}`,
    where: { file: shown },
    fix: 'It must be a regular file, no link, that the runner may read.',
  })
}

/** `gpg --detach-sign` writes `.sig`, with `--armor` `.asc`, as export does. */
async function signatureBeside(
  path: string,
  bytes: Uint8Array,
  request: OpeningRequest,
): Promise<SignatureState> {
  for (const ending of ['.asc', '.sig']) {
    const read = readRegularFile(path + ending, MAX_SIGNATURE_BYTES)
    if ('bytes' in read) return verifyDetached(bytes, read.bytes, request)
    if (read.failure !== 'absent' && request.signers !== undefined) {
      throw new ActionError('ARCHIVE_SIGNATURE', {
        what: `${request.shown}${ending} cannot be read as a signature: ${read.failure}`,
        where: { file: `${request.shown}${ending}` },
        fix: 'Put the signature itself there, a regular file, or remove it.',
      })
    }
  }
  if (!request.requireSignature) return { kind: 'none' }
  throw new ActionError('ARCHIVE_SIGNATURE', {
    what: `${request.shown} is not signed, and \`require-signature\` is set: there is neither ${request.shown}.asc nor ${request.shown}.sig`,
    where: { file: request.shown },
    fix: 'Put the signature that was written with the archive beside it.',
  })
}

async function unpack(chunks: readonly Uint8Array[], shown: string): Promise<ArchiveContents> {
  const files = new Map<string, Buffer>()
  const skipped: string[] = []
  let newest: Date | undefined
  const options = { shown, skipped: (path: string) => void skipped.push(path) }
  for await (const { path, bytes, modified } of unpackArchive(each(chunks), options)) {
    files.set(path, bytes)
    if (newest === undefined || modified > newest) newest = modified
  }
  return { files, skipped, newest }
}

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

function skippedWarnings({ skipped }: ArchiveContents, shown: string): readonly Message[] {
  return skipped.map((path) => ({
    text: `${path} in ${shown} is no secret file by its name and was skipped; Kanuka's CLI packs such files too`,
  }))
}

/** What is of no use is told when it is known what becomes of it; what is in clear must not come in. */
async function refuseExposed(
  contents: ArchiveContents,
  shown: string,
  { workspace }: Workflow,
): Promise<void> {
  const { members } = storeIn(contents, shown, workspace.real)
  const owners = new Map(
    members.flatMap((member) => keyFiles(member).map((path) => [path, member] as const)),
  )
  const errors: ActionError[] = []
  for (const [path, bytes] of contents.files) {
    const found = isKeyFile(path)
      ? await judgeKeyFile(path, bytes, owners.get(path))
      : judgeSecretFile(bytes)
    if (found?.kind === 'exposed') errors.push(exposed(shown, path, found))
  }
  throwIfAny(errors)
}

function storeIn(
  contents: ArchiveContents,
  shown: string,
  workspace: string,
): ReturnType<typeof readStore> {
  try {
    return readStore(workspace, workspace, archiveTree(contents))
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    throw new ActionError(error.code, {
      what: `in ${shown}: ${error.what}`,
      where: { file: shown },
      fix: 'Take another archive: this one is no backup that could be restored.',
    })
  }
}

function isKeyFile(path: string): boolean {
  return path.startsWith(`${STORE_FOLDER}/`)
}

function exposed(shown: string, path: string, { what }: Unsoundness): ActionError {
  return new ActionError('ARCHIVE_UNSAFE', {
    what: `${shown}: ${path} ${what}`,
    where: { file: shown },
    fix: 'Do not use it: it would put something readable where ciphertext belongs. Change what it holds, for whoever has the archive has that.',
  })
}
