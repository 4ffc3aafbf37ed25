// What an import of an archive is called in git: commit message and pull request.
import { describeMember } from '../kanuka/access.ts'
import { count, markdownCode, markdownText } from '../platform/printable.ts'
import type { Wording } from './commit-stores.ts'
import { ageNotes, amountOf, membersWithAccess } from './restore-report.ts'
import type { RestoreContext, RestoredStore } from './restore-store.ts'
import { plain } from './sync-wording.ts'

/** GitHub takes 65,536 characters. */
const MAX_ITEMS = 150

export function restoreWording(
  stores: readonly RestoredStore[],
  { inputs, read }: RestoreContext,
): Wording {
  const { message, title, body } = inputs.commit
  const name = read.shown.split('/').at(-1) ?? read.shown
  const headline = message ?? `Restore secrets from ${plain(name)}`
  const changes = stores.flatMap(({ store, plan }) =>
    plan.rows
      .filter(({ state }) => ['added', 'replaced', 'removed'].includes(state))
      .map(({ path, state }) => ({ path: store.shown(path), state })),
  )
  const returning = stores.flatMap(({ plan }) =>
    plan.returning.filter(({ isGranted, member }) => isGranted && member.state !== 'pending'),
  )
  const back = returning.map(({ member }) => describeMember(member))
  const counts = stores.map(countsOf).join('; ')
  const age = stores.flatMap(({ plan }) => ageNotes(plan, inputs))
  const members = stores.flatMap(({ plan }) => membersWithAccess(plan)).map(describeMember)
  const told = (member: string): string =>
    markdownText(member) + (back.includes(member) ? ' (again)' : '')
  return {
    message: [
      headline,
      [
        `${counts}.`,
        ...age.map(plain),
        ...back.map((member) => `Has access again: ${plain(member)}`),
      ].join('\n'),
    ].join('\n\n'),
    pullRequest: {
      title: title ?? headline.split('\n')[0] ?? '',
      body: [
        body ?? '',
        `${counts}.`,
        ...age.map(markdownText),
        `${count(members.length, 'member')} with access:\n\n${itemised(members.map(told))}`,
        itemised(changes.map(({ path, state }) => `${markdownCode(path)}: ${state}`)),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
  }
}

function itemised(lines: readonly string[]): string {
  const more = lines.length > MAX_ITEMS ? [`and ${lines.length - MAX_ITEMS} more`] : []
  return [...lines.slice(0, MAX_ITEMS), ...more].map((line) => `- ${line}`).join('\n')
}

/** `2 files added, 1 replaced, 0 removed` */
function countsOf({ plan }: RestoredStore): string {
  const added = count(amountOf(plan, 'added'), 'file')
  return `${added} added, ${amountOf(plan, 'replaced')} replaced, ${amountOf(plan, 'removed')} removed`
}
