// The part of a check that uses the private key: whether it may be used, the stores opened in memory, their
// values masked before anything is said. Without a key, or where outsiders may have chosen what is checked
// out, it says so and finds nothing.
import type { CheckContext } from '../check/context.ts'
import { judgeWithKey } from '../check/keyed.ts'
import { openRange, type OpenedStore } from '../check/opened.ts'
import { provenBlobs } from '../check/proven-blobs.ts'
import { pathIn } from '../check/snapshot.ts'
import { ActionError, ActionErrors, toActionErrors } from '../errors.ts'
import { committedBlobs, objectId } from '../git/committed-blobs.ts'
import { whyNotTheEventCommit } from '../git/event-commit.ts'
import type { Inputs } from '../inputs.ts'
import { MAX_SECRET_FILE_BYTES, plaintextPath, STORE_FOLDER } from '../kanuka/layout.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { isFreeOfLinks, readRegularFile, statOf } from '../platform/files.ts'
import { explainMissingKey, getsNoSecrets, needsProof } from '../platform/trust.ts'
import { MaskCollector, readDotenv } from '../secrets/mask-collector.ts'
import type { CheckRun, Keyed } from './check-run.ts'
import { maskPolicyOf, showsNames } from './masks.ts'
import { openPrivateKey } from './open-stores.ts'
import { hasDestinations } from './then-push.ts'

const WITHOUT: Keyed = {
  isKeyed: false,
  isCancelled: false,
  findings: [],
  drift: [],
  changes: undefined,
  keys: new Map(),
  notes: [],
  notices: [],
  failures: [],
}

/** @param isSelected whether a secret file is to be judged, by its path in the repository */
export async function judgeKeyed(
  context: CheckContext,
  run: CheckRun,
  isSelected: (path: string) => boolean,
): Promise<Keyed> {
  const { inputs, deps } = run
  if (!inputs.privateKey) {
    const why = getsNoSecrets(deps.workflow) ? ` (${explainMissingKey(deps.workflow).why})` : ''
    const text = `Without a private key${why} nothing was opened: findings that need one are left out`
    return { ...WITHOUT, notes: [text, ...driftLeftOut(inputs)] }
  }
  const why = await whyUntrusted(context, run)
  if (why !== undefined) {
    const text = `Checked without the private key, although one is given: on \`${deps.workflow.eventName}\` ${why}. \`allow-untrusted\` does not change that, as the findings would tell outsiders about the values`
    return { ...WITHOUT, notes: driftLeftOut(inputs), notices: [{ text }] }
  }
  let privateKey: PrivateKey
  try {
    privateKey = await openPrivateKey(inputs, deps)
  } catch (error) {
    // What is found without a key is worth having all the same.
    if (!(error instanceof ActionError || error instanceof ActionErrors)) throw error
    return { ...WITHOUT, notes: driftLeftOut(inputs), failures: toActionErrors(error) }
  }
  // Of such an event the head alone is proven, so nothing else is opened or searched.
  const provable = needsProof(deps.workflow)
    ? { ...context, range: undefined, blobs: provenBlobs(context.blobs) }
    : context
  const stores = await openRange(provable, privateKey)
  maskValues(stores, run)
  const judged = await judgeWithKey(provable, stores, {
    namesVisible: showsNames(inputs, deps.workflow),
    allowEnv: inputs.allowEnv,
    isSelected,
    checkedOut: (path, id) => checkedOut(run, path, id),
  })
  const keys = new Map(stores.map(({ store, keys: known }) => [store.root, known]))
  const all: Keyed = { ...WITHOUT, ...judged, isKeyed: true, keys }
  if (!hasDestinations(inputs)) return all
  const { lookForDrift } = await import('./check-drift.ts')
  const { findings, notes, ...rest } = await lookForDrift(provable, run, { stores, privateKey })
  return { ...all, ...rest, drift: findings, notes: [...all.notes, ...notes] }
}

function driftLeftOut(inputs: Inputs): readonly string[] {
  if (!hasDestinations(inputs)) return []
  return ['Whether destinations drifted was not looked at, as that needs the private key']
}

/** @returns undefined where the key may be used */
async function whyUntrusted(
  { head }: CheckContext,
  { deps: { workflow }, place: { repository } }: CheckRun,
): Promise<string | undefined> {
  if (!needsProof(workflow)) return undefined
  for (const store of head.stores.values()) {
    const why = await whyNotTheEventCommit(workflow, {
      root: store.root === '' ? repository.workTree : `${repository.workTree}/${store.root}`,
      folder: STORE_FOLDER,
      files: [...store.secretFiles.keys()],
    })
    if (why !== undefined) return why
  }
  if (head.commit !== workflow.sha) return "what is judged is not the event's own commit"
  const proven = await committedBlobs(repository, head.commit, '')
  const isProven = [...head.files].every(
    ([path, { mode, id }]) => !mode.startsWith('100') || proven?.get(path) === id,
  )
  return isProven ? undefined : 'the objects of the commit are not what they claim'
}

// Those of the base too: a value that was replaced may still be in use.
function maskValues(stores: readonly OpenedStore[], { inputs, deps }: CheckRun): void {
  const policy = maskPolicyOf(inputs, deps.workflow)
  const collector = new MaskCollector(policy, new Set(inputs.unmasked))
  for (const { store, head, base } of stores) {
    for (const [path, { plaintext }] of [...head, ...(base ?? [])]) {
      const bytes = plaintext?.reveal()
      if (bytes) collector.addFile(pathIn(store, path), bytes, readDotenv(bytes))
    }
  }
  deps.mask(collector.masks)
}

// Only where the ciphertext on disk is the one that was opened: a trial merge may have brought another.
function checkedOut(
  { place: { repository } }: CheckRun,
  secretFile: string,
  id: string,
): { readonly path: string; readonly bytes: Uint8Array } | undefined {
  const { workTree } = repository
  const path = plaintextPath(secretFile)
  const folder = `${workTree}/${path}`.replace(/\/[^/]*$/, '')
  if (!statOf(`${workTree}/${path}`)?.isFile() || !isFreeOfLinks(workTree, folder)) return undefined
  const ciphertext = readRegularFile(`${workTree}/${secretFile}`, MAX_SECRET_FILE_BYTES)
  if (!('bytes' in ciphertext)) return undefined
  if (objectId('blob', ciphertext.bytes, id.length) !== id) return undefined
  const plaintext = readRegularFile(`${workTree}/${path}`, MAX_SECRET_FILE_BYTES)
  return 'bytes' in plaintext ? { path, bytes: plaintext.bytes } : undefined
}
