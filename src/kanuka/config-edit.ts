// An edit of config.toml: members' entries go, every other byte stays; config-additions.ts is the way
// back. Import both lazily: their parser is of use to nobody else.
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'smol-toml'
import { parseTOML, type AST } from 'toml-eslint-parser'
import { ActionError } from '../errors.ts'
import { parseConfig } from './config.ts'

/** Offsets into the text, the end not included. */
type Range = readonly [start: number, end: number]
export type Path = readonly (string | number)[]

interface Cuts {
  /** What goes with the whole lines that it stands on, comments at their ends included. */
  readonly lines: Range[]
  /** Parts of an inline table, whose line stays. */
  readonly parts: Range[]
}

const MEMBER_TABLES: readonly unknown[] = ['users', 'devices']

/**
 * config.toml without these members: their entries in [users] and in [devices], however they are
 * spelt. Comments on lines of their own stay, unless they are inside a value that goes.
 * @param uuids compared as they are, case included
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when nothing had to change
 * @throws ActionError CONFIG_INVALID also when the edit cannot be made safely
 */
export function withoutMembers(
  bytes: Uint8Array,
  uuids: ReadonlySet<string>,
  shown: string,
): Buffer | undefined {
  parseConfig(bytes, shown)
  try {
    const text = Buffer.from(bytes).toString()
    const before = parse(text)
    const wanted = withoutEntries(before, uuids)
    if (isDeepStrictEqual(wanted, withoutEntries(before, new Set()))) return undefined
    const edited = edit(text, uuids)
    // The whole document by another parser: whatever the edit took too much or too little is here.
    if (isDeepStrictEqual(withoutEntries(parse(edited), new Set()), wanted)) {
      return Buffer.from(edited)
    }
  } catch {
    // A parser that gives up (of too long a string, say) is no reason to guess.
  }
  throw notEditable(shown)
}

export function notEditable(shown: string): ActionError {
  return new ActionError('CONFIG_INVALID', {
    what: `${shown} cannot be edited without a risk to the rest of it`,
    where: { file: shown },
    fix: 'Spell its members as the CLI does, each entry on a line of its own, and commit that first.',
  })
}

// An empty table of members and none at all are the same: `[devices.<uuid>]` makes [devices].
export function withoutEntries(document: object, uuids: ReadonlySet<string>): object {
  const tables = Object.entries(document).map(([name, table]: [string, object]) => {
    if (!MEMBER_TABLES.includes(name)) return [name, table] as const
    const entries = Object.entries(table).filter(([uuid]) => !uuids.has(uuid))
    return [name, entries.length > 0 ? Object.fromEntries(entries) : undefined] as const
  })
  return Object.fromEntries(tables.filter(([, table]) => table !== undefined))
}

function edit(text: string, uuids: ReadonlySet<string>): string {
  const isGone = ([table, uuid]: Path): boolean =>
    MEMBER_TABLES.includes(table) && typeof uuid === 'string' && uuids.has(uuid)
  const cuts: Cuts = { lines: [], parts: [] }
  for (const node of parseTOML(text).body[0].body) {
    const isTable = node.type === 'TOMLTable'
    const base = isTable ? node.resolvedKey : []
    // The header alone: the range of a table has the comments between its entries too.
    if (isTable && isGone(base)) cuts.lines.push([node.range[0], node.key.range[1]])
    for (const entry of isTable ? node.body : [node]) {
      const path = pathOf(base, entry)
      if (isGone(path)) cuts.lines.push(entry.range)
      else if (entry.value.type === 'TOMLInlineTable') {
        const runs = runsOf(entry.value, (inner) => isGone(pathOf(path, inner)))
        for (const run of runs) cutRun(text, run, cuts)
      }
    }
  }
  return without(text, [...cuts.parts, ...wholeLines(text, cuts.lines)], [0, text.length])
}

export function pathOf(base: Path, { key }: AST.TOMLKeyValue): Path {
  return [...base, ...key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value))]
}

/** Neighbours in an inline table that go together, so that the commas of the others come out right. */
interface Run {
  readonly entries: readonly Range[]
  /** From the entry before, or the brace, to the entry after, or the brace. */
  readonly outer: Range
  readonly isFirst: boolean
  readonly isLast: boolean
}

function runsOf(
  { body, range }: AST.TOMLInlineTable,
  isGone: (entry: AST.TOMLKeyValue) => boolean,
): readonly Run[] {
  const runs: Run[] = []
  let entries: Range[] = []
  let start = range[0] + 1
  let isFirst = true
  for (const entry of body) {
    if (isGone(entry)) entries.push(entry.range)
    else {
      runs.push({ entries, outer: [start, entry.range[0]], isFirst, isLast: false })
      entries = []
      start = entry.range[1]
      isFirst = false
    }
  }
  runs.push({ entries, outer: [start, range[1] - 1], isFirst, isLast: true })
  return runs.filter((run) => run.entries.length > 0)
}

function cutRun(text: string, { entries, outer, isFirst, isLast }: Run, cuts: Cuts): void {
  const start = isLast ? outer[0] : (entries[0]?.[0] ?? outer[0])
  const end = isLast && !isFirst ? (entries.at(-1)?.[1] ?? outer[1]) : outer[1]
  // Besides entries there are blanks, commas and comments. Where a comment is, its line tells what
  // it is about, so whole lines go; a comma that is left at the end is allowed where lines are.
  const hasComment = without(text, entries, [start, outer[1]]).includes('#')
  if (hasComment) cuts.lines.push(...entries)
  else cuts.parts.push([start, end])
}

/** These lines, and blank ones beside them: of those before and after, the larger number stays. */
function wholeLines(text: string, gone: readonly Range[]): readonly Range[] {
  const starts: number[] = []
  /** A letter for each line: g(one), b(lank) or k(ept). */
  let kinds = ''
  let next = 0
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline + 1
    while ((gone[next]?.[1] ?? Infinity) <= start) next += 1
    const isGone = (gone[next]?.[0] ?? Infinity) < end
    kinds += isGone ? 'g' : text.slice(start, end).trim() === '' ? 'b' : 'k'
    starts.push(start)
    start = end
  }
  return [...kinds.matchAll(/[bg]+/g)].flatMap(({ 0: lines, index }) => {
    if (!lines.includes('g')) return []
    const before = lines.indexOf('g')
    const lastGone = lines.lastIndexOf('g')
    const isAtEnd = index + lines.length === kinds.length
    const keepsBefore = !isAtEnd && (index === 0 || before >= lines.length - 1 - lastGone)
    const from = index + (keepsBefore ? before : 0)
    const to = index + (keepsBefore ? lines.length : lastGone + 1)
    return [[starts[from] ?? 0, starts[to] ?? text.length] as const]
  })
}

/** What is left of a part of the text. */
function without(text: string, cuts: readonly Range[], [start, end]: Range): string {
  let left = ''
  let at = start
  for (const [from, to] of cuts.toSorted((one, other) => one[0] - other[0])) {
    // Two cuts may overlap.
    if (from > at) left += text.slice(at, from)
    at = Math.max(at, to)
  }
  return left + text.slice(at, end)
}
