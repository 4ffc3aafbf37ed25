// docs/destinations/README.md: what each type of destination can do, made of what its adapter says of
// itself. Owns the wording of the table; writes no file.
import type { Capabilities } from '../src/destinations/contract.ts'
import { alternatives, childrenOf, isOptional, keysOf, shapeOf } from '../src/push/config-shape.ts'

/** By type, as the configuration names it. */
export type DocumentedTypes = Readonly<Record<string, DocumentedType>>

interface DocumentedType {
  readonly title: string
  readonly capabilities: Capabilities
  readonly options: Parameters<typeof shapeOf>[0]
}

type Column = readonly [title: string, cell: (type: string, about: DocumentedType) => string]

const WHAT: readonly Column[] = [
  ['type', (type, { title }) => `[\`${type}\`](${type}.md): ${title}`],
  ['read back', (_, { capabilities }) => capabilities.reads],
  ['deletes', (_, { capabilities }) => (capabilities.canDelete ? 'yes' : 'no')],
  ['marks', (_, { capabilities }) => capabilities.marks],
  ['sign-in (`auth`)', (_, about) => signIns(about)],
  ['verified by', (_, { capabilities }) => capabilities.verified],
]

const LIMITS: readonly Column[] = [
  ['type', (type) => `\`${type}\``],
  ['value, bytes', (_, { capabilities }) => amount(capabilities.limits.valueBytes)],
  ['empty', (_, { capabilities }) => (capabilities.limits.takesEmpty ? 'yes' : 'no')],
  ['items', (_, { capabilities }) => amount(capabilities.limits.items)],
  ['all, bytes', (_, { capabilities }) => amount(capabilities.limits.totalBytes)],
  ['at a time', (_, { capabilities }) => amount(capabilities.limits.concurrency)],
  ['names', (_, { capabilities: { names } }) => cell(names.allows)],
  ['characters', (_, { capabilities: { names } }) => amount(names.maxLength)],
]

const PAGE = `<!-- Generated from src/destinations by \`npm run generate\`. -->
# Destinations

What each can do. [push](../push.md) has what all have in common.

@@what@@

- **read back**: what \`check\`, [\`initial-sync\`](../push.md#what-the-destination-already-has) and [\`pull\`](../pull.md) can read.
- **marks**: where the [mark of ownership](../push.md#ownership) stands.
- **sign-in**: the forms of \`auth\`; without it, what the job has.
- **verified by**: who is at the other end when the [contract suite](../../CONTRIBUTING.md#the-contract-suite) runs.
  \`real server\`: the real thing. \`emulator\`: one that others made. \`contract\`: own servers only, which are there in
  any case.

## Limits

\`-\`: none that is known beforehand. **at a time**: requests.

@@limits@@
`

/** The whole page. */
export function destinationsPage(types: DocumentedTypes): string {
  return PAGE.replace('@@what@@', () => table(types, WHAT)).replace('@@limits@@', () =>
    table(types, LIMITS),
  )
}

function table(types: DocumentedTypes, columns: readonly Column[]): string {
  const rows = Object.entries(types)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, about]) => columns.map(([, told]) => told(type, about)))
  return [columns.map(([title]) => title), columns.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/** `{role}`, `{token}`: without the keys that may be left out. */
function signIns({ options }: DocumentedType): string {
  const forms = childrenOf(shapeOf(options), 'auth').flatMap(alternatives)
  if (forms.length === 0) return 'none'
  return forms
    .map((form) => {
      const needed = keysOf(form).filter((key) =>
        childrenOf(form, key).every((child) => !isOptional(child)),
      )
      return `\`{${needed.join(', ')}}\``
    })
    .join(', ')
}

function amount(given: number | undefined): string {
  return given === undefined ? '-' : given.toLocaleString('en-US')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
