// What an import is called in git: commit message and pull request. Files, destinations and counts; names
// of variables are encrypted in the store, and so are in neither. Nothing masks these texts.
import type { Inputs } from '../inputs.ts'
import { count, markdownCode, markdownText } from '../platform/printable.ts'
import type { Redact } from '../secrets/redaction.ts'
import type { Wording } from './commit-stores.ts'
import type { Read } from './pull-read.ts'
import type { ImportedFile, ImportedStore } from './pull-store.ts'
import { plain } from './sync-wording.ts'

/** GitHub takes 65,536 characters. */
const MAX_ITEMS = 150

export function importWording(
  stores: readonly ImportedStore[],
  reads: readonly Read[],
  { commit, redact }: Pick<Inputs, 'commit'> & { readonly redact: Redact },
): Wording {
  const names = [...new Set(reads.map(({ configured }) => redact(configured.entry.name)))]
  const lines = stores.flatMap(({ store, files }) =>
    files
      .filter(({ isChanged }) => isChanged)
      .map((file) => ({ path: redact(store.shown(file.path)), what: importCounts(file) })),
  )
  const headline = commit.message ?? `Bring values from ${from(names)} into ${into(lines)}`
  const shown = lines.slice(0, MAX_ITEMS)
  const rest = lines.length > MAX_ITEMS ? `and ${lines.length - MAX_ITEMS} more` : ''
  const list = [
    ...shown.map(({ path, what }) => `- ${markdownCode(path)}: ${what}`),
    ...(rest === '' ? [] : [`- ${rest}`]),
  ]
  const told = [...shown.map(({ path, what }) => `${plain(path)}: ${what}`), rest]
  return {
    message: `${headline}\n\n${told.filter((line) => line !== '').join('\n')}`,
    pullRequest: {
      title: commit.title ?? headline.split('\n')[0] ?? '',
      body: [commit.body ?? '', `Values of ${markdownText(from(names))}.`, list.join('\n')]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
  }
}

/** `2 added, 1 changed` */
function importCounts({ plan }: Pick<ImportedFile, 'plan'>): string {
  const of = (kind: string): number => plan.rows.filter((row) => row.kind === kind).length
  return `${of('added')} added, ${of('changed')} changed`
}

function from(names: readonly string[]): string {
  return names.length <= 3 ? plain(names.join(', ')) : count(names.length, 'destination')
}

function into(lines: readonly { readonly path: string }[]): string {
  const [first, second] = lines
  return first && !second ? plain(first.path) : count(lines.length, 'file')
}
