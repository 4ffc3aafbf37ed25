// What every command with a private key does first: is the key there, may it be used on this event,
// which stores, which files; then all of them opened in memory.
import { basename, dirname, resolve } from 'node:path'
import { ActionError, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { STORE_FOLDER } from '../kanuka/layout.ts'
import { locateStores } from '../kanuka/locate.ts'
import { openStore, type OpenedStore } from '../kanuka/open-store.ts'
import { readPrivateKey, type PrivateKey } from '../kanuka/private-key.ts'
import { selectFiles, type SelectedFiles } from '../kanuka/secret-files.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { shownPath } from '../platform/files.ts'
import { explainMissingKey, needsProof } from '../platform/trust.ts'
import type { Workflow } from '../platform/workflow.ts'
import { EMPTY_REPORT, type Deps, type Report } from './command.ts'
import { everyStore } from './each-store.ts'
import { maskCredentials } from './masks.ts'
import { recoverStore } from './store-homes.ts'

/** A store with the secret files to open, relative to its root. */
interface StoreSelection extends FileSelection {
  readonly store: Store
}

export interface FileSelection extends SelectedFiles {
  /** All that there are to choose from. */
  readonly secretFiles: readonly string[]
}

/** @throws ActionError KEY_MISSING */
function missingKey(workflow: Workflow): ActionError {
  const { why, fix } = explainMissingKey(workflow)
  return new ActionError('KEY_MISSING', { what: `\`private-key\` is empty: ${why}`, fix })
}

/** The report of a run that has no key and need not have one. @param what the headline */
export function skippedReport(deps: Deps, what: string): Report {
  return {
    ...EMPTY_REPORT,
    headline: `${what}: there is no private key`,
    notices: [
      { text: `${missingKey(deps.workflow).what}; skipped, because \`if-no-key\` is \`skip\`` },
    ],
    outputs: { changed: 'false', skipped: 'true' },
    details: { skipped: true },
  }
}

export interface OpenedWithKey {
  readonly stores: readonly OpenedStore[]
  readonly privateKey: PrivateKey
}

/** Opens every selected file of every store, or throws with all that is wrong. */
export async function openStores(inputs: Inputs, deps: Deps): Promise<readonly OpenedStore[]> {
  return (await openStoresWithKey(inputs, deps)).stores
}

/** The same, for who needs the private key for more. */
export async function openStoresWithKey(inputs: Inputs, deps: Deps): Promise<OpenedWithKey> {
  const { workflow } = deps
  const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories)
  await everyStore(roots, (root) => recoverStore(deps, root, inputs))
  const selections = await selectStores(roots, inputs, workflow)
  const stores = selections.map(({ store }) => store)
  if (!inputs.allowUntrusted) await refuseUntrusted(workflow, stores, inputs)
  const privateKey = await openPrivateKey(inputs, deps)
  return { stores: await openAll(selections, privateKey, deps), privateKey }
}

/** Once more, after this run has changed them itself: then they are no longer those of the event. */
export async function openStoresAgain(
  privateKey: PrivateKey,
  inputs: Inputs,
  deps: Deps,
): Promise<readonly OpenedStore[]> {
  const { workflow } = deps
  const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories)
  return openAll(await selectStores(roots, inputs, workflow), privateKey, deps)
}

async function selectStores(
  roots: readonly string[],
  inputs: Inputs,
  workflow: Workflow,
): Promise<readonly StoreSelection[]> {
  const stores = await everyStore(roots, (root) => readStore(workflow.workspace.real, root))
  const selections: StoreSelection[] = []
  for (const store of stores) {
    const { secretFiles } = store
    selections.push({ store, secretFiles, ...(await selectFiles(secretFiles, inputs.files)) })
  }
  refuseUnknownFiles(selections, inputs.files)
  return selections
}

/** @throws ActionError NOTHING_SELECTED, and one for each path that no store knows */
export function refuseUnknownFiles(
  selections: readonly FileSelection[],
  lines: readonly string[],
): void {
  const [first, ...others] = selections
  // A path that any of the stores knows is right.
  const nowhere = [...(first?.unknown ?? [])].filter(([path]) =>
    others.every(({ unknown }) => unknown.has(path)),
  )
  throwIfAny(nowhere.map(([, error]) => error))
  const isEmpty = selections.every(({ paths }) => paths.length === 0)
  const hasFiles = selections.some(({ secretFiles }) => secretFiles.length > 0)
  if (!isEmpty || (lines.length === 0 && !hasFiles)) return
  throw new ActionError('NOTHING_SELECTED', {
    what: `\`files\` matches none of the secret files (${lines.join(', ')})`,
    fix: hasFiles
      ? `The store has: ${selections
          .flatMap(({ secretFiles }) => secretFiles)
          .slice(0, 10)
          .join(', ')}`
      : 'The store has no secret files: run `kanuka secrets encrypt` and commit.',
  })
}

/**
 * Whether the stores, and the destinations that their values would go to, are those of the event.
 * @throws ActionError UNTRUSTED_EVENT
 */
export async function refuseUntrusted(
  workflow: Workflow,
  stores: readonly Store[],
  { push: { destinationsFile } }: Pick<Inputs, 'push'>,
): Promise<void> {
  if (!needsProof(workflow)) return
  const { whyNotTheEventCommit } = await import('../git/event-commit.ts')
  for (const store of stores) {
    const owned = { root: store.root, folder: STORE_FOLDER, files: store.secretFiles }
    const why = await whyNotTheEventCommit(workflow, owned)
    if (why !== undefined) throw untrusted(workflow, why, store.shown('.kanuka'))
  }
  if (destinationsFile !== undefined) {
    await refuseUntrustedFile(workflow, resolve(workflow.workspace.real, destinationsFile))
  }
}

/** The same for one file that decides what becomes of the values. @param path absolute */
export async function refuseUntrustedFile(workflow: Workflow, path: string): Promise<void> {
  if (!needsProof(workflow)) return
  const { whyNotTheEventCommit } = await import('../git/event-commit.ts')
  const owned = { root: dirname(path), folder: undefined, files: [basename(path)] }
  const why = await whyNotTheEventCommit(workflow, owned)
  if (why !== undefined) throw untrusted(workflow, why, shownPath(workflow.workspace.real, path))
}

function untrusted({ eventName }: Workflow, why: string, file: string): ActionError {
  return new ActionError('UNTRUSTED_EVENT', {
    what: `the private key is not used on \`${eventName}\`: ${why}`,
    where: { file },
    fix: "Check out the event's own commit (actions/checkout without `ref:` and `repository:`). Only if outsiders cannot choose what is checked out: `allow-untrusted: true`.",
  })
}

/** Reads the key and masks it. @throws ActionError KEY_MISSING, and what reading it throws */
export async function openPrivateKey(inputs: Inputs, deps: Deps): Promise<PrivateKey> {
  const pasted = inputs.privateKey?.reveal()
  if (pasted === undefined) throw missingKey(deps.workflow)
  const passphrase = inputs.passphrase?.reveal()
  maskCredentials([inputs.privateKey, inputs.passphrase], deps)
  const privateKey = await readPrivateKey(pasted, passphrase)
  deps.mask(privateKey.secretLines)
  return privateKey
}

async function openAll(
  selections: readonly StoreSelection[],
  privateKey: PrivateKey,
  deps: Deps,
): Promise<readonly OpenedStore[]> {
  return everyStore(selections, async ({ store, paths }) => {
    const opened = await openStore(store, privateKey, paths)
    deps.debug(`${store.title} at ${store.path}: ${opened.files.length} files open`)
    return opened
  })
}
