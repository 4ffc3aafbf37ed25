// The report of import: what came back, what stayed, who has access, and how far that is proven.
import type { SignatureState } from '../archive/judging.ts'
import type { RestorePlan } from '../archive/restore.ts'
import type { Inputs } from '../inputs.ts'
import { describeMember } from '../kanuka/access.ts'
import { isSecretFileName } from '../kanuka/layout.ts'
import type { Member } from '../kanuka/members.ts'
import { count } from '../platform/printable.ts'
import type { ReadArchive } from './archive-source.ts'
import { EMPTY_REPORT, type Message, type Report, type Section } from './command.ts'
import { commitDetails, commitNotes, commitOutputs, whereTo } from './commit-report.ts'
import type { StoresOutcome } from './commit-stores.ts'
import type { RestoredStore } from './restore-store.ts'

interface ImportFacts {
  readonly inputs: Inputs
  readonly read: ReadArchive
}

type State = RestorePlan['rows'][number]['state']

export function describeImport(outcome: StoresOutcome<RestoredStore>, facts: ImportFacts): Report {
  const { results, failures, committed } = outcome
  const { inputs, read } = facts
  const files = results.flatMap(({ store, plan }) =>
    plan.rows
      .filter(({ path, state }) => isBack(state) && isSecretFileName(path.split('/').at(-1) ?? ''))
      .map(({ path }) => store.shown(path)),
  )
  const members = results.flatMap(({ plan }) => membersWithAccess(plan))
  const isChanged = !inputs.dryRun && results.some(({ edits }) => edits.length > 0)
  return {
    ...EMPTY_REPORT,
    headline: headline(outcome, facts),
    sections: [
      ...results.map((result) => filesSection(result, inputs)),
      ...results.map((result) => membersSection(result, inputs)),
    ],
    notes: [
      ...(unproven(read, inputs).length === 0 ? [signatureNote(read)] : []),
      ...results.map(({ plan }) => proofNote(plan, inputs)),
      ...results.flatMap(({ plan }) => ageNotes(plan, inputs)),
      ...(isChanged ? commitNotes(committed, inputs) : []),
    ],
    warnings: [...read.warnings, ...unproven(read, inputs), ...results.flatMap(warnings)],
    failures,
    outputs: {
      changed: String(isChanged),
      files: JSON.stringify(files),
      'files-count': String(files.length),
      'members-count': String(members.length),
      ...commitOutputs(committed),
    },
    details: {
      dryRun: inputs.dryRun,
      archive: read.shown,
      mode: inputs.archive.mode,
      signature: signatureDetails(read.signature),
      stores: results.map(details),
      commit: commitDetails(committed),
      errors: failures.map(({ code, what }) => ({ code, what })),
    },
  }
}

function isBack(state: State): boolean {
  return state === 'added' || state === 'replaced'
}

export function amountOf({ rows }: RestorePlan, state: State): number {
  return rows.filter((row) => row.state === state).length
}

function headline(
  { results, committed }: StoresOutcome<RestoredStore>,
  { inputs, read }: ImportFacts,
): string {
  const [first] = results
  if (!first) return `Nothing was imported from ${read.shown}`
  const { plan, store } = first
  const back = amountOf(plan, 'added') + amountOf(plan, 'replaced')
  const removed = amountOf(plan, 'removed')
  const what = [count(back, 'file'), ...(removed > 0 ? [`${removed} removed`] : [])].join(', ')
  const place = store.path === '.' ? 'the workspace' : store.path
  if (plan.edits.length === 0) return `${read.shown}: ${nothingChanged(plan)}`
  if (inputs.dryRun) return `Dry run: ${what} would be restored from ${read.shown} into ${place}`
  const where = committed ? `. ${whereTo(committed)}` : ''
  return `${what} restored from ${read.shown} into ${place}${where}`
}

function nothingChanged(plan: RestorePlan): string {
  const [kept, out] = [amountOf(plan, 'kept'), amountOf(plan, 'left out')]
  if (kept + out === 0) return 'the store has everything already, nothing was changed'
  return `nothing was changed (files that differ and stay: ${kept}, left out: ${out})`
}

const DONE: Readonly<Record<State, string>> = {
  added: 'added',
  replaced: 'replaced',
  removed: 'removed',
  kept: 'differs, kept as it is',
  same: 'the same',
  'left out': 'left out',
}
const PLANNED: Readonly<Partial<Record<State, string>>> = {
  added: 'would be added',
  replaced: 'would be replaced',
  removed: 'would be removed',
}

function filesSection({ store, plan }: RestoredStore, { dryRun }: Inputs): Section {
  const rows = plan.rows.map(({ path, state, why }) => {
    const result = (dryRun ? PLANNED[state] : undefined) ?? DONE[state]
    return [store.shown(path), why === undefined ? result : `${result}: ${why}`]
  })
  return { title: 'Files', columns: ['file', 'result'], rows }
}

/** Whoever has a wrapped key afterwards. */
export function membersWithAccess({ members }: RestorePlan): readonly Member[] {
  return members.filter(({ state }) => state !== 'pending')
}

function membersSection({ plan }: RestoredStore, { dryRun }: Inputs): Section {
  const granted = new Set(
    plan.returning.filter(({ isGranted }) => isGranted).map(({ member }) => member.uuid),
  )
  const has = dryRun ? 'would have access' : 'has access'
  const access = ({ uuid, state }: Member): string => {
    if (state === 'pending') return 'has no access yet: it has no wrapped key'
    return granted.has(uuid) ? `${has} again, as \`grant\` says` : has
  }
  const rows = [
    ...plan.members.map((member) => [describeMember(member), access(member)]),
    ...plan.returning
      .filter(({ isGranted }) => !isGranted)
      .map(({ member }) => [describeMember(member), 'not brought back: not named in `grant`']),
  ]
  return { title: 'Members', columns: ['member', 'access'], rows }
}

function proofNote({ verified }: RestorePlan, { privateKey }: Inputs): string {
  return verified === 'unverified' && privateKey
    ? 'There is no secret file that could show whether the private key opens the store.'
    : PROOF[verified]
}

const PROOF: Readonly<Record<RestorePlan['verified'], string>> = {
  opened: 'Proof: every secret file of the store opens with the private key that was given.',
  'same keys':
    'Proof: the wrapped keys of archive and store are equal byte by byte, so both have one symmetric key. Nothing was decrypted.',
  unverified:
    'Nothing was decrypted, as there is no `private-key`: whether the store opens is for a later `decrypt` to show.',
}

/** Whoever names signers expects one of them. */
function unproven(read: ReadArchive, { archive }: Inputs): readonly Message[] {
  if (archive.signers === undefined || read.signature.kind === 'valid') return []
  return [{ text: `${signatureNote(read)}. With \`require-signature: true\` it would be refused` }]
}

function signatureNote({ signature, isSealed, shown }: ReadArchive): string {
  const kind = isSealed ? 'encrypted' : 'not encrypted as a whole'
  switch (signature.kind) {
    case 'none':
      return `${shown} is ${kind}, and not signed`
    case 'unchecked':
      return `${shown} is ${kind}; its signature was not checked, as \`archive-signers\` is empty`
    case 'unknown':
      return `${shown} is ${kind}; it is signed by ${signature.keyId}, which is none of \`archive-signers\``
    case 'invalid':
      return `${shown} is ${kind}; it is signed by ${signature.keyId}, but ${signature.why}`
    case 'valid':
      return `${shown} is ${kind}; good signature of ${signature.fingerprint} (${signature.name}), made on ${day(signature.made)}`
  }
}

export function ageNotes(
  { isOlderThanRotation: age }: RestorePlan,
  { archive }: Inputs,
): readonly string[] {
  if (!age) return []
  const after =
    archive.mode === 'replace'
      ? ': whoever had that older key can read the store again. Run `command: sync` now'
      : ''
  return [
    `The archive is of ${day(age.archived)}, before the last rotation on ${day(age.rotated)}; its symmetric key is older than the store's${after}.`,
  ]
}

function warnings({ plan }: RestoredStore): readonly Message[] {
  return plan.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` }))
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function signatureDetails(signature: SignatureState): unknown {
  return signature.kind === 'valid'
    ? {
        kind: signature.kind,
        fingerprint: signature.fingerprint,
        made: signature.made.toISOString(),
      }
    : signature
}

function details({ store, plan }: RestoredStore): unknown {
  return {
    path: store.path,
    verified: plan.verified,
    files: plan.rows.map(({ path, state }) => ({ path, state })),
    members: membersWithAccess(plan).map(({ uuid }) => uuid),
    returning: plan.returning.map(({ member, why, isGranted }) => ({
      uuid: member.uuid,
      why,
      isGranted,
    })),
  }
}
