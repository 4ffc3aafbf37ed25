// import: brings a backup back into a store, or makes one of it. The archive is read, checked and judged
// whole before the store is looked at; the store changes as a whole, through a commit where asked to.
import { throwIfAny, ActionError } from '../errors.ts'
import { findRepository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import { locatePlace } from '../kanuka/locate.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { readStore } from '../kanuka/store.ts'
import { isWithin, slashed } from '../platform/files.ts'
import { diskTree, RecordingTree } from '../platform/tree.ts'
import { archiveTree } from '../archive/contents.ts'
import { readPresent, type PresentStore } from '../archive/present.ts'
import { applyEdits } from './apply-edits.ts'
import { readArchive, type ReadArchive } from './archive-source.ts'
import type { Deps, Report } from './command.ts'
import { commitStores, type StoresOutcome } from './commit-stores.ts'
import { maskCredentials } from './masks.ts'
import { openPrivateKey, refuseUntrusted, refuseUntrustedFile } from './open-stores.ts'
import { describeImport } from './restore-report.ts'
import { asStore, restoreStore, type RestoreContext, type RestoredStore } from './restore-store.ts'
import { restoreWording } from './restore-wording.ts'
import { recoverStore } from './store-homes.ts'

export async function importArchive(inputs: Inputs, deps: Deps): Promise<Report> {
  const line = onlyPlace(inputs)
  const { workflow } = deps
  const { archive, commit } = inputs
  maskCredentials(
    [
      archive.passphrase,
      archive.decryptionKey,
      archive.decryptionPassphrase,
      commit.token,
      commit.signingKey,
      commit.signingPassphrase,
    ],
    deps,
  )
  const workspace = workflow.workspace.real
  const read = await readArchive(inputs, workflow)
  deps.debug(`${read.shown}: ${read.contents.files.size} files unpacked`)
  const place = await locatePlace(workspace, line)
  recoverStore(deps, place.root, inputs)
  if (!place.isStore) refuseStoreBelow(place.below, read, workspace)
  const present = readPresent(workspace, place.root, new RecordingTree(diskTree(place.root)))
  const privateKey = await givenKey(present, read, { inputs, deps })
  const context = { inputs, deps, read, privateKey, now: new Date() }
  const outcome =
    commit.mode === 'none'
      ? await restoreOnDisk(present, context)
      : await restoreAndCommit(present, context)
  if (outcome.results.length === 0) throwIfAny(outcome.failures)
  return describeImport(outcome, { inputs, read })
}

/** @returns the one line of `working-directory` */
function onlyPlace({ files, workingDirectories }: Inputs): string {
  const [line = '.', second] = workingDirectories
  if (files.length > 0) {
    throw new ActionError('INPUT_INVALID', {
      what: '`files` is given, but `import` always takes the whole archive',
      fix: 'Leave `files` out. To get a single file back, import into another folder and copy it.',
    })
  }
  if (second === undefined) return line
  throw new ActionError('INPUT_INVALID', {
    what: '`working-directory` names several stores, but an archive is of one',
    fix: 'Use one step for each archive.',
  })
}

// Without this, a store that lies further down would get a twin above it.
function refuseStoreBelow(
  below: readonly string[],
  { contents }: ReadArchive,
  workspace: string,
): void {
  const uuid = readStore(workspace, workspace, archiveTree(contents)).config.projectUuid
  const own = below.find(
    (root) => readPresent(workspace, root, diskTree(root)).config?.projectUuid === uuid,
  )
  if (own === undefined) return
  throw new ActionError('STORE_NOT_FOUND', {
    what: `the store of the archive lies in ${slashed(workspace, own)}, and there is none in the folder that was named`,
    fix: `Add \`working-directory: ${slashed(workspace, own)}\`.`,
  })
}

async function givenKey(
  present: PresentStore,
  { path: archive }: ReadArchive,
  { inputs, deps }: Pick<RestoreContext, 'inputs' | 'deps'>,
): Promise<PrivateKey | undefined> {
  if (!inputs.privateKey) return undefined
  if (!inputs.allowUntrusted) {
    const { workflow } = deps
    await refuseUntrusted(workflow, [asStore(present)], inputs)
    if (isWithin(workflow.workspace.real, archive)) await refuseUntrustedFile(workflow, archive)
  }
  return openPrivateKey(inputs, deps)
}

async function restoreOnDisk(
  present: PresentStore,
  context: RestoreContext,
): Promise<StoresOutcome<RestoredStore>> {
  const { deps, inputs } = context
  const repository = findRepository(deps.workflow.workspace.real, present.root)
  const head = await repository?.head()
  const history =
    repository && head !== undefined ? { repository, commit: head, remote: undefined } : undefined
  const result = await restoreStore(present, { ...context, history })
  if (!inputs.dryRun) await applyEdits(deps, asStore(present), { edits: result.edits, head })
  return { results: [result], failures: [], committed: undefined }
}

function restoreAndCommit(
  present: PresentStore,
  context: RestoreContext,
): Promise<StoresOutcome<RestoredStore>> {
  return commitStores([asStore(present)], {
    inputs: context.inputs,
    deps: context.deps,
    command: 'import',
    read: (...at) => asStore(readPresent(...at)),
    change: (store, history) =>
      restoreStore(readPresent(context.deps.workflow.workspace.real, store.root, store.tree), {
        ...context,
        history,
      }),
    describe: (changed) => restoreWording(changed, context),
  })
}
