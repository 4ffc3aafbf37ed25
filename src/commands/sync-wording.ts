// What a rotation is called in git: commit message and pull request. Names come from config.toml and
// the disk, so they must not close issues, mention people or become markup there.
import type { Inputs } from '../inputs.ts'
import { describeMember } from '../kanuka/access.ts'
import type { Member } from '../kanuka/members.ts'
import { fingerprintOf } from '../kanuka/public-key.ts'
import { cell, count, markdownCode, markdownText } from '../platform/printable.ts'
import type { Wording } from './commit-stores.ts'
import type { RotatedStore } from './rotate-store.ts'

/** GitHub takes 65,536 characters. */
const MAX_ITEMS = 150

export function wordingOf(stores: readonly RotatedStore[], inputs: Inputs): Wording {
  const headline = inputs.commit.message ?? headlineOf(stores)
  return {
    message: `${headline}\n\n${stores.map(paragraph).join('\n\n')}`,
    pullRequest: {
      title: inputs.commit.title ?? headline.split('\n')[0] ?? '',
      body: [inputs.commit.body ?? '', INTRODUCTION, ...stores.map(storeMarkdown), AFTERWARDS]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
  }
}

/** `5 members hold the new key, 8 files were re-encrypted` */
function countsOf({ access, opened }: RotatedStore): string {
  return `${count(access.recipients.length, 'member')} with the new key, ${count(opened.files.length, 'file')} re-encrypted`
}

function headlineOf(stores: readonly RotatedStore[]): string {
  const [first] = stores
  if (!first) return ''
  const isRevocation = stores.some(({ access }) => access.revoked.length > 0)
  const what = isRevocation ? 'Revoke access and rotate the Kanuka key' : 'Rotate the Kanuka key'
  const of = stores.length === 1 ? plain(first.store.title) : count(stores.length, 'store')
  return `${what} of ${of}`
}

function paragraph(rotated: RotatedStore): string {
  const { access, store } = rotated
  const list = (title: string, members: readonly Member[], fingerprint: boolean): string[] =>
    members.map((member) => {
      const key = fingerprint && member.publicKey ? `, key ${fingerprintOf(member.publicKey)}` : ''
      return `${title}: ${plain(describeMember(member))}${key}`
    })
  return [
    `${plain(store.title)} (${plain(store.path)}): ${countsOf(rotated)}.`,
    ...list('Let in', access.newcomers, true),
    ...list('Since the last rotation', access.firstTimers, true),
    ...list(
      'Removed',
      access.revoked.map(({ member }) => member),
      false,
    ),
    ...list('Orphaned key removed', access.orphans, false),
  ].join('\n')
}

/** Plain text in which `#12` and `@name` mean nothing to GitHub. */
export function plain(text: string): string {
  return cell(text)
    .replaceAll('#', '♯')
    .replaceAll(/(^|[^\w.+-])@/g, '$1(at)')
}

const INTRODUCTION =
  'Every secret file below is encrypted with a new symmetric key, which only the listed members can unwrap. The values themselves did not change.'

const AFTERWARDS =
  'Merge this as it is: a merge with another rotation mixes keys. Git history stays readable with the old key; after a leak, change the values too.'

function storeMarkdown(rotated: RotatedStore): string {
  const { store, access, opened } = rotated
  const newcomers = new Set(access.newcomers)
  const firstTimers = new Set(access.firstTimers)
  const stateOf = (member: Member): string => {
    if (newcomers.has(member)) return '**let in**'
    return firstTimers.has(member) ? '**since the last rotation**' : ''
  }
  const members = [
    ...access.recipients.map((member) => line(member, stateOf(member))),
    ...access.revoked.map(({ member }) => line(member, '**removed**')),
    ...access.orphans.map((member) => line(member, 'orphaned key removed')),
  ]
  const files = opened.files.map(({ path }) => `- ${markdownCode(store.shown(path))}`)
  return [
    `### ${markdownText(store.title)}: ${countsOf(rotated)}`,
    capped(members),
    `<details><summary>${count(files.length, 'file')}</summary>\n\n${capped(files)}\n\n</details>`,
  ].join('\n\n')
}

function line(member: Member, what: string): string {
  const key =
    /let in|since/.test(what) && member.publicKey ? ` ${fingerprintOf(member.publicKey)}` : ''
  return `- ${markdownCode(describeMember(member))}${what === '' ? '' : `: ${what}${key}`}`
}

function capped(lines: readonly string[]): string {
  const rest = lines.length - MAX_ITEMS
  return [...lines.slice(0, MAX_ITEMS), ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')
}
