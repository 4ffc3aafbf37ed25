// What sync warns of: who waits, who came since the last rotation, what could not be checked.
import type { Committed, Prepared } from '../git/commit-back.ts'
import type { Inputs } from '../inputs.ts'
import { describeMember } from '../kanuka/access.ts'
import type { Member } from '../kanuka/members.ts'
import { fingerprintOf } from '../kanuka/public-key.ts'
import type { Message } from './command.ts'
import type { RotatedStore } from './rotate-store.ts'

export function warningsOf(
  rotated: readonly RotatedStore[],
  committed: Committed<Prepared> | undefined,
  inputs: Inputs,
): readonly Message[] {
  return [
    ...rotated.flatMap(({ store }) =>
      store.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` })),
    ),
    ...rotated.flatMap((each) => memberWarnings(each, inputs)),
    ...(committed?.warnings ?? []).map((text) => ({ text })),
    ...(committed?.isVerified === false ? [unverified(committed)] : []),
  ]
}

function unverified({ commit }: Committed<Prepared>): Message {
  return {
    text: `GitHub does not show commit ${commit.slice(0, 12)} as Verified: use \`commit-method: api\` without \`commit-author\`, or a \`signing-key\` that GitHub knows`,
  }
}

function memberWarnings(
  { store, access, isHistoryChecked }: RotatedStore,
  { dryRun }: Inputs,
): readonly Message[] {
  const file = store.shown('.kanuka')
  const texts = [
    ...(isHistoryChecked
      ? []
      : [
          `there is no git history of ${store.title} here (or no git program), so whether a public key was replaced, and who came since the last rotation, could not be checked`,
        ]),
    ...access.firstTimers.map(
      (member) =>
        `${describeMember(member)} got access since the last rotation and ${dryRun ? 'would get' : 'gets'} the new key. Whoever may commit can make such files up: if nobody knows this key, add the UUID to \`revoke\`: ${fingerprint(member)}`,
    ),
    ...access.pending.map(
      (member) =>
        `${describeMember(member)} waits for access and was not let in. If that is right, add the UUID or this fingerprint to \`grant\`: ${fingerprint(member)}`,
    ),
    ...access.orphans.map(
      (member) =>
        `${describeMember(member)} had a wrapped key but no public key: nobody could account for that access. It ${dryRun ? 'would be' : 'was'} removed`,
    ),
  ]
  return texts.map((text) => ({ file, text }))
}

function fingerprint({ publicKey }: Member): string {
  return publicKey ? fingerprintOf(publicKey) : 'unreadable key'
}
