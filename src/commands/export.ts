// export: everything encrypted of a store into one archive, which is read back and compared before it
// gets its name. Nothing but the archive is written; no plaintext gets to disk.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  discard,
  publishArchive,
  readStaged,
  refuseTaken,
  stageArchive,
  stagingPath,
  type ArchiveTarget,
} from '../archive/archive-file.ts'
import { packArchive } from '../archive/pack.ts'
import type { Sealing } from '../archive/sealing.ts'
import { ActionError, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { locateStores } from '../kanuka/locate.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { breathe, errorCode, statOf } from '../platform/files.ts'
import { placeArchives, type ExportJob } from './archive-place.ts'
import type { Deps, Report } from './command.ts'
import { eachStore, everyStore } from './each-store.ts'
import { provedArchive, type Proof } from './export-proof.ts'
import { describeExport, type ExportedStore } from './export-report.ts'
import { publishSignature, refuseSigner, stageSignature } from './export-signature.ts'
import { ExportSource } from './export-source.ts'
import { maskCredentials } from './masks.ts'
import { openPrivateKey, refuseUntrusted } from './open-stores.ts'
import { recoverStore } from './store-homes.ts'

export async function exportStores(inputs: Inputs, deps: Deps): Promise<Report> {
  refuseFiles(inputs)
  const { workflow } = deps
  const { archive, commit } = inputs
  maskCredentials([archive.passphrase, commit.signingKey, commit.signingPassphrase], deps)
  const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories)
  const stores = await everyStore(roots.toSorted(), (root) => {
    recoverStore(deps, root, inputs)
    return readStore(workflow.workspace.real, root)
  })
  await refuseStrangers(stores, inputs, deps)
  const privateKey = inputs.privateKey && (await openPrivateKey(inputs, deps))
  const sealing = await preparedSealing(inputs)
  const context = { inputs, workflow, now: new Date(), isSealed: sealing !== undefined }
  const jobs = await placeArchives(stores, context)
  const run = { inputs, deps, sealing, privateKey, now: context.now }
  const { results, failures } = await eachStore(jobs, (job) => exportStore(job, run))
  if (results.length === 0) throwIfAny(failures)
  return describeExport({ results, failures, sealing }, inputs)
}

interface Run {
  readonly inputs: Inputs
  readonly deps: Deps
  readonly sealing: Sealing | undefined
  readonly privateKey: PrivateKey | undefined
  readonly now: Date
}

function refuseFiles({ files }: Inputs): void {
  if (files.length === 0) return
  throw new ActionError('INPUT_INVALID', {
    what: '`files` is given, but `export` always packs every file of a store',
    fix: 'Leave `files` out: a backup without some of the files restores a store without them.',
  })
}

/** A signature says that the store is ours; the private key only proves more. Both are kept for that. */
async function refuseStrangers(
  stores: readonly Store[],
  inputs: Inputs,
  { workflow }: Deps,
): Promise<void> {
  const usesKey = inputs.privateKey ?? inputs.commit.signingKey
  if (usesKey && !inputs.allowUntrusted) await refuseUntrusted(workflow, stores, inputs)
}

async function preparedSealing({ archive, commit }: Inputs): Promise<Sealing | undefined> {
  const { recipients, passphrase } = archive
  const { signingKey, signingPassphrase } = commit
  if (recipients === undefined && !passphrase) {
    await refuseSigner(commit)
    return undefined
  }
  const { prepareSealing } = await import('../archive/sealing.ts')
  return prepareSealing({ recipients, passphrase, signingKey, signingPassphrase })
}

async function exportStore({ store, target }: ExportJob, run: Run): Promise<ExportedStore> {
  const { inputs, deps, privateKey, sealing } = run
  const source = await ExportSource.open(store, inputs.archive.allowDamaged)
  if (inputs.dryRun) {
    const proof = await rehearse({ source, target }, run)
    return { source, target, archive: undefined, proof }
  }
  const staged = stagingPath(target)
  const stagedBeside = stagingPath(target)
  makeFolders(dirname(target.path), target, deps)
  deps.journal().staging([staged, stagedBeside])
  try {
    const archive = await stageArchive(target, staged, archiveBytes(source, run))
    const proof = await provedArchive(source, readStaged(archive), { ...run, privateKey })
    // A key that does not sign leaves no archive without a signature.
    const signing = sealing ? undefined : await stageSignature(archive, stagedBeside, inputs.commit)
    const published = await publishArchive(archive)
    const signature = await publishSignature(target, signing, published)
    deps.debug(`${store.title}: ${source.paths.length} files in ${archive.size} bytes`)
    return { source, target, archive: { ...archive, published, signature }, proof }
  } finally {
    discard(staged)
    discard(stagedBeside)
  }
}

/** All that a run does, but for the disk: what would be refused then is refused now. */
async function rehearse(
  { source, target }: { readonly source: ExportSource; readonly target: ArchiveTarget },
  run: Run,
): Promise<Proof> {
  for (const file of source.files()) {
    file.bytes()
    await breathe()
  }
  throwIfAny(source.problems)
  const again = await ExportSource.open(source.store, run.inputs.archive.allowDamaged)
  const hash = createHash('sha256')
  let size = 0
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of archiveBytes(again, run)) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  const proof = await provedArchive(again, measured(), run)
  await refuseTaken(target, { sha256: hash.digest('hex'), size })
  return proof
}

async function* archiveBytes(
  source: ExportSource,
  { sealing, now }: Run,
): AsyncGenerator<Uint8Array> {
  const packed = packArchive(source.files(), startOfDay(now))
  yield* sealing ? sealing.seal(packed) : packed
  throwIfAny(source.problems)
}

// The same store on the same day gives the same bytes.
function startOfDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
}

function makeFolders(folder: string, target: ArchiveTarget, deps: Deps): void {
  if (statOf(folder)) return
  makeFolders(dirname(folder), target, deps)
  // Empty again, it is removed after a run that was stopped.
  deps.journal().folder(folder)
  try {
    mkdirSync(folder)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    throw new ActionError('WRITE_FAILED', {
      what: `the folder of ${target.shown} could not be made (${errorCode(error)})`,
      fix: 'Make it writable for the runner, or name another place in `archive`.',
    })
  }
}
