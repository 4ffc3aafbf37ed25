// The report of sync: who holds the key now, what was written and committed, what is left to do.
import type { ActionError } from '../errors.ts'
import type { Committed, Prepared } from '../git/commit-back.ts'
import type { Inputs } from '../inputs.ts'
import { describeMember } from '../kanuka/access.ts'
import type { Member } from '../kanuka/members.ts'
import { count } from '../platform/printable.ts'
import { EMPTY_REPORT, type Message, type Report, type Section } from './command.ts'
import { commitDetails, commitNotes, commitOutputs, whereTo } from './commit-report.ts'
import type { RotatedStore, SyncedStore, YoungStore } from './rotate-store.ts'
import { warningsOf } from './sync-warnings.ts'

/** What a run of sync came to, for its report. */
export interface Synced {
  readonly results: readonly SyncedStore[]
  readonly failures: readonly ActionError[]
  readonly committed: Committed<Prepared> | undefined
}

export function describeSync(synced: Synced, inputs: Inputs): Report {
  const rotated = synced.results.filter((each) => 'access' in each)
  const young = synced.results.filter((each) => 'rotatedAt' in each)
  const files = rotated.flatMap(({ store, opened }) =>
    opened.files.map(({ path }) => store.shown(path)),
  )
  const warnings = warningsOf(rotated, synced.committed, inputs)
  const { committed } = synced
  const isChanged = !inputs.dryRun && rotated.length > 0
  return {
    ...EMPTY_REPORT,
    headline: headline(synced, { rotated, young }, inputs),
    sections: [membersSection(rotated, inputs), filesSection(files, inputs)],
    notes: notes(synced, { rotated, young }, inputs),
    warnings,
    failures: synced.failures,
    outputs: {
      changed: String(isChanged),
      files: JSON.stringify(files),
      'files-count': String(files.length),
      'members-count': String(sum(rotated, ({ access }) => access.recipients.length)),
      matrix: JSON.stringify({ store: synced.results.map(({ store }) => store.path) }),
      ...commitOutputs(committed),
    },
    details: details(synced, { rotated, young }, { inputs, warnings }),
  }
}

interface Kinds {
  readonly rotated: readonly RotatedStore[]
  readonly young: readonly YoungStore[]
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0)
}

function headline(
  { failures, committed }: Synced,
  { rotated, young }: Kinds,
  inputs: Inputs,
): string {
  const parts: string[] = []
  if (rotated.length > 0) {
    const members = count(
      sum(rotated, ({ access }) => access.recipients.length),
      'member',
    )
    const files = count(
      sum(rotated, ({ opened }) => opened.files.length),
      'file',
    )
    const [first] = rotated
    const isOne = rotated.length === 1
    const what = isOne ? `key of ${first?.store.title}` : `keys of ${rotated.length} stores`
    parts.push(
      inputs.dryRun
        ? `Dry run, nothing was changed: the ${what} would be rotated, for ${members} and ${files}`
        : `The ${what} ${isOne ? 'was' : 'were'} rotated: ${members} with the new one, ${files} re-encrypted`,
    )
    parts.push(...comingsAndGoings(rotated, inputs))
  }
  if (young.length > 0) {
    const of = young.map(({ store }) => store.title).join(', ')
    parts.push(`${of}: left alone, the key is younger than \`rotate-after\``)
  }
  if (committed) parts.push(whereTo(committed))
  if (failures.length > 0) parts.push(`${count(failures.length, 'problem')}, see below`)
  return parts.join('. ')
}

function comingsAndGoings(rotated: readonly RotatedStore[], { dryRun }: Inputs): readonly string[] {
  const letIn = sum(rotated, ({ access }) => access.newcomers.length)
  const removed = sum(rotated, ({ access }) => access.revoked.length)
  const would = dryRun ? 'would be ' : ''
  return [
    ...(letIn > 0 ? [`${count(letIn, 'member')} ${would}let in`] : []),
    ...(removed > 0 ? [`${count(removed, 'member')} ${would}removed`] : []),
  ]
}

function membersSection(rotated: readonly RotatedStore[], inputs: Inputs): Section {
  const would = inputs.dryRun ? 'would be ' : ''
  const rows = rotated.flatMap(({ store, access }) => {
    const newcomers = new Set(access.newcomers)
    const firstTimers = new Set(access.firstTimers)
    const stateOf = (member: Member): string => {
      if (newcomers.has(member)) return `${would}let in`
      return firstTimers.has(member) ? 'has access since the last rotation' : 'has access'
    }
    const row = (member: Member, state: string): readonly string[] => [
      store.title,
      member.email ?? '-',
      member.device ?? '-',
      member.uuid,
      state,
    ]
    return [
      ...access.recipients.map((m) => row(m, stateOf(m))),
      ...access.pending.map((m) => row(m, 'waits: not named in `grant`')),
      ...access.revoked.map(({ member }) => row(member, `${would}removed`)),
      ...access.orphans.map((m) => row(m, `orphaned key ${would}removed`)),
    ]
  })
  return { title: 'Members', columns: ['store', 'email', 'device', 'UUID', 'access'], rows }
}

function filesSection(files: readonly string[], inputs: Inputs): Section {
  const state = inputs.dryRun ? 'would be re-encrypted' : 're-encrypted'
  return { title: 'Files', columns: ['secret file', 'result'], rows: files.map((f) => [f, state]) }
}

function notes(
  { committed }: Synced,
  { rotated, young }: Kinds,
  inputs: Inputs,
): readonly string[] {
  const list = [
    ...rotated.map(({ store, opened: { member, isProven } }) => {
      const proof = isProven ? '' : '; it has no secret files, so the old key was unproven'
      return `Store ${store.title} (${store.path}): opened as ${describeMember(member)}${proof}`
    }),
    ...young.map(
      ({ store, rotatedAt }) =>
        `Store ${store.title} (${store.path}): last rotated ${rotatedAt.toISOString().slice(0, 10)}`,
    ),
  ]
  if (rotated.length === 0) return list
  list.push(
    'Git history stays readable with the old key. After a leak, or when somebody left, change the values themselves too.',
  )
  return inputs.dryRun ? list : [...list, ...commitNotes(committed, inputs)]
}

function details(
  { committed, failures }: Synced,
  { rotated, young }: Kinds,
  { inputs, warnings }: { readonly inputs: Inputs; readonly warnings: readonly Message[] },
): Readonly<Record<string, unknown>> {
  const uuids = (members: readonly Member[]): readonly string[] => members.map(({ uuid }) => uuid)
  return {
    dryRun: inputs.dryRun,
    stores: [
      ...rotated.map(({ store, access, opened }) => ({
        path: store.path,
        project: store.config.projectName,
        projectUuid: store.config.projectUuid,
        result: 'rotated',
        openedAs: opened.member.uuid,
        files: opened.files.map(({ path }) => path),
        members: uuids(access.recipients),
        letIn: uuids(access.newcomers),
        sinceLastRotation: uuids(access.firstTimers),
        pending: uuids(access.pending),
        revoked: uuids(access.revoked.map(({ member }) => member)),
        orphansRemoved: uuids(access.orphans),
      })),
      ...young.map(({ store, rotatedAt }) => ({
        path: store.path,
        project: store.config.projectName,
        projectUuid: store.config.projectUuid,
        result: 'left alone',
        rotatedAt: rotatedAt.toISOString(),
      })),
    ],
    commit: commitDetails(committed),
    errors: failures.map(({ code, what }) => ({ code, what })),
    warnings: warnings.map(({ text }) => text),
  }
}
