// All that is found without a private key: every rule over one context, and what had to be left open.
import { readKeyLog, wrappedKeysChangedAt } from '../git/history.ts'
import { inRulesFolder, RulesTooSlow } from '../git/ignore-rules.ts'
import { rangeChanges } from '../git/range-changes.ts'
import type { Scratch } from '../git/scratch.ts'
import { AUDIT_FILE } from '../kanuka/layout.ts'
import { count } from '../platform/printable.ts'
import { auditRules, isUnread } from './audit.ts'
import { ciphertext, type OlderVersions } from './ciphertext.ts'
import type { CheckContext, Judgement, Range } from './context.ts'
import { gitRules, ruleFiles } from './git-rules.ts'
import { keyRule } from './keys.ts'
import { memberRule } from './members.ts'
import { owners } from './owners.ts'
import { plaintext } from './plaintext.ts'
import { reportPrivateKeys, type PrivateKeyReport } from './private-keys.ts'
import { rotationNotes, rotations, type KnownKeys } from './rotations.ts'
import { secretFilesOf } from './secret-paths.ts'
import { pathIn } from './snapshot.ts'

/** @param place where the history of the head is, as far as there is any */
export async function judgeWithoutKey(context: CheckContext, place: Scratch): Promise<Judgement> {
  const [older, rotated] = await Promise.all([
    olderVersions(context, place),
    rotationTimes(context, place),
  ])
  const [keys, ...found] = await Promise.all([
    reportPrivateKeys(context),
    memberRule(context),
    keyRule(context),
    auditRules(rotated.times)(context),
    plaintext(context),
    ciphertext(older.versions)(context),
    owners(context.destinationsFile)(context),
  ])
  const ofGit = await rulesOfGit(context)
  const sent = await changedDestinations(context)
  const findings = [...keys.findings, ...found.flat(), ...ofGit.findings, ...sent.findings]
  const notes = [
    ...older.notes,
    ...rotated.notes,
    ...notRead(context, keys),
    ...ofGit.notes,
    ...sent.notes,
  ]
  return { findings, notes }
}

// What reads YAML is loaded only where there is some.
async function changedDestinations(context: CheckContext): Promise<Judgement> {
  if (context.destinationsFile === undefined) return { findings: [], notes: [] }
  const { destinations } = await import('./destinations.ts')
  return destinations(context, context.destinationsFile)
}

async function rulesOfGit(context: CheckContext): Promise<Judgement> {
  const files = await ruleFiles(context)
  try {
    const findings = await inRulesFolder(files, async (git) => gitRules(git)(context))
    return { findings, notes: [] }
  } catch (error) {
    if (!(error instanceof RulesTooSlow)) throw error
    const codes = 'PLAINTEXT_NOT_IGNORED, CIPHERTEXT_IGNORED, ATTRIBUTES_MISSING'
    return {
      findings: [],
      notes: [
        `git did not come to an end with the patterns of .gitignore and .gitattributes, so there are no findings ${codes}, and none of CIPHERTEXT_DAMAGED by attributes: simplify patterns with many stars`,
      ],
    }
  }
}

function notRead(
  { head }: CheckContext,
  { skippedLarge, skippedBinary }: PrivateKeyReport,
): readonly string[] {
  const logs = [...head.stores.values()].filter(isUnread)
  return [
    ...logs.map(
      (store) =>
        `${pathIn(store, AUDIT_FILE)} is too large to be read: what it claims does not count`,
    ),
    ...[[skippedLarge, 'file', ' over 1 MiB'] as const, [skippedBinary, 'binary file', ''] as const]
      .filter(([amount]) => amount > 0)
      .map(
        ([amount, noun, size]) =>
          `Not searched for private keys: ${count(amount, noun)}${size} of the range or the stores`,
      ),
  ]
}

/** The rules about rotations, which a private key can make exact. */
export async function judgeRotations(context: CheckContext, known: KnownKeys): Promise<Judgement> {
  return {
    findings: await rotations(known)(context),
    notes: rotationNotes(context, known),
  }
}

interface Older {
  readonly versions: OlderVersions
  readonly notes: readonly string[]
}

const NO_OLDER: Older = { versions: new Map(), notes: [] }

// Only of secret files that the range changed: of all others the bytes are those of the base.
async function olderVersions({ head, range }: CheckContext, place: Scratch): Promise<Older> {
  const changed = range === undefined ? [] : changedSecretFiles(head, range)
  if (!range || changed.length === 0) return NO_OLDER
  const paths = new Set(changed)
  const changes = await rangeChanges(place, { head: range.base.commit, without: [], paths })
  const versions = new Map<string, Set<string>>()
  for (const { path, file } of changes) {
    if (range.base.files.get(path)?.id === file.id) continue
    const known = versions.get(path)
    if (known) known.add(file.id)
    else versions.set(path, new Set([file.id]))
  }
  const notes =
    place.shallow.size === 0
      ? []
      : [
          'History is cut off before the range, so that an older version of a secret file may not be known as one (CIPHERTEXT_ROLLED_BACK): check out with `fetch-depth: 0`',
        ]
  return { versions, notes }
}

function changedSecretFiles(head: CheckContext['head'], { base }: Range): readonly string[] {
  return [...secretFilesOf(head)]
    .filter(([path, { id }]) => base.files.has(path) && base.files.get(path)?.id !== id)
    .map(([path]) => path)
}

interface RotationTimes {
  readonly times: ReadonlyMap<string, Date>
  readonly notes: readonly string[]
}

async function rotationTimes(
  { head, maxKeyAge }: CheckContext,
  place: Scratch,
): Promise<RotationTimes> {
  const times = new Map<string, Date>()
  const notes: string[] = []
  if (maxKeyAge === undefined) return { times, notes }
  for (const store of head.stores.values()) {
    const storePrefix = store.root === '' ? '' : `${store.root}/`
    const log = await readKeyLog(place, { commit: head.commit, storePrefix })
    const time = wrappedKeysChangedAt(log)
    if (time) times.set(store.root, time)
    else if (store.wrappedKeys.size > 0) {
      notes.push(
        `History does not reach back to the last rotation of ${pathIn(store, '.kanuka')}: its age is what the audit log claims. Check out with \`fetch-depth: 0\``,
      )
    }
  }
  return { times, notes }
}
