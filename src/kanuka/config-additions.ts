// An edit of config.toml, the way back of config-edit.ts: members get the entries that another
// config.toml has for them, as they are spelt there; every other byte stays. Import it lazily.
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'smol-toml'
import { parseTOML, type AST } from 'toml-eslint-parser'
import { parseConfig } from './config.ts'
import { notEditable, pathOf, withoutEntries, type Path } from './config-edit.ts'

export interface Addition {
  /** The other config.toml. */
  readonly source: Uint8Array
  /** Compared as they are, case included. */
  readonly uuids: ReadonlySet<string>
}

type Tables = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>

/**
 * config.toml with what `source` has in [users] and in [devices] for these members. An entry that is
 * there stays as it is.
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when nothing had to change
 * @throws ActionError CONFIG_INVALID also when the edit cannot be made safely
 */
export function withMembers(
  bytes: Uint8Array,
  { source, uuids }: Addition,
  shown: string,
): Buffer | undefined {
  parseConfig(bytes, shown)
  try {
    const [text, other] = [bytes, source].map((each) => Buffer.from(each).toString())
    if (text === undefined || other === undefined) throw new TypeError('no text')
    const before: Tables = parse(text) as Tables
    const there: Tables = parse(other) as Tables
    const missing = (name: string): readonly string[] =>
      [...uuids]
        .filter((uuid) => hasOwn(there[name], uuid) && !hasOwn(before[name], uuid))
        .toSorted()
    const [users, devices] = [missing('users'), missing('devices')]
    if (users.length === 0 && devices.length === 0) return undefined
    const wanted = {
      ...before,
      users: { ...before['users'], ...only(there['users'], users) },
      devices: { ...before['devices'], ...only(there['devices'], devices) },
    }
    const spelt = speltIn(other)
    let edited = text
    for (const uuid of users) edited = withUser(edited, uuid, spelt)
    for (const uuid of devices) edited = withDevice(edited, uuid, spelt)
    // The whole document by another parser: nothing else may have changed.
    const nobody = new Set<string>()
    if (isDeepStrictEqual(withoutEntries(parse(edited), nobody), withoutEntries(wanted, nobody))) {
      parseConfig(Buffer.from(edited), shown)
      return Buffer.from(edited)
    }
  } catch {
    // A parser that gives up, or a spelling that has no such tables, is no reason to guess.
  }
  throw notEditable(shown)
}

function hasOwn(table: object | undefined, key: string): boolean {
  return table !== undefined && Object.hasOwn(table, key)
}

function only(
  table: Readonly<Record<string, unknown>> | undefined,
  uuids: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(uuids.map((uuid) => [uuid, table?.[uuid]]))
}

/** An entry of a member: where it stands, and its value as it is spelt. */
interface Spelt {
  readonly path: Path
  readonly value: string
}

/** Values as text, since a parser does not keep all digits of a time. */
function speltIn(text: string): readonly Spelt[] {
  const entriesOf = (base: Path, entry: AST.TOMLKeyValue): readonly Spelt[] => {
    const path = pathOf(base, entry)
    const { value } = entry
    const isWholeTable = path.length < 2 || (path.length === 2 && path[0] === 'devices')
    if (isWholeTable && value.type === 'TOMLInlineTable') {
      return value.body.flatMap((inner) => entriesOf(path, inner))
    }
    return [{ path, value: text.slice(...value.range) }]
  }
  return parseTOML(text).body[0].body.flatMap((node) =>
    node.type === 'TOMLTable'
      ? node.body.flatMap((entry) => entriesOf(node.resolvedKey, entry))
      : entriesOf([], node),
  )
}

function keyOf(path: Path): string {
  const parts = path.map((part) => {
    if (typeof part === 'number') throw new TypeError('an array of tables')
    return /^[\w-]+$/.test(part) ? part : JSON.stringify(part)
  })
  return parts.join('.')
}

function withUser(text: string, uuid: string, spelt: readonly Spelt[]): string {
  const entry = spelt.find(({ path }) => path[0] === 'users' && path[1] === uuid)
  if (!entry) throw new TypeError('an entry of another kind')
  const line = `${keyOf([uuid])} = ${entry.value}`
  const table = tablesOf(text).find(
    ({ resolvedKey }) => resolvedKey.length === 1 && resolvedKey[0] === 'users',
  )
  if (!table) return appended(text, ['[users]', `  ${line}`])
  // After the last one that is to stand before it, so that a comment stays with what follows it.
  const before = table.body.filter((other) => String(pathOf([], other)[0]) < uuid)
  const neighbour = before.at(-1) ?? table.body[0]
  const indent = neighbour ? indentAt(text, neighbour.range[0]) : '  '
  return insertedAfter(text, before.at(-1)?.range[1] ?? table.key.range[1], [`${indent}${line}`])
}

function withDevice(text: string, uuid: string, spelt: readonly Spelt[]): string {
  const fields = spelt.filter(({ path }) => path[0] === 'devices' && path[1] === uuid)
  const tables = tablesOf(text).filter(({ resolvedKey }) => resolvedKey[0] === 'devices')
  const others = tables.filter(({ resolvedKey }) => resolvedKey.length > 1)
  const before = others.filter(({ resolvedKey }) => String(resolvedKey[1]) < uuid)
  const neighbour = before.at(-1) ?? others[0]
  const indent = neighbour ? indentAt(text, neighbour.range[0]) : '  '
  const field = neighbour?.body[0]
  const inner = field ? indentAt(text, field.range[0]) : `${indent}  `
  const lines = [
    `${indent}[${keyOf(['devices', uuid])}]`,
    ...fields.map(({ path, value }) => `${inner}${keyOf(path.slice(2))} = ${value}`),
  ]
  const after = before.at(-1) ?? tables.find(({ resolvedKey }) => resolvedKey.length === 1)
  if (!after)
    return neighbour
      ? insertedBefore(text, neighbour.range[0], lines)
      : appended(text, ['[devices]', ...lines])
  return insertedAfter(text, Math.max(after.key.range[1], after.body.at(-1)?.range[1] ?? 0), lines)
}

function tablesOf(text: string): readonly AST.TOMLTable[] {
  return parseTOML(text).body[0].body.filter((node) => node.type === 'TOMLTable')
}

function indentAt(text: string, at: number): string {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return before.trim() === '' ? before : ''
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** Lines of their own after the line that `at` is on. */
function insertedAfter(text: string, at: number, lines: readonly string[]): string {
  const end = lineEndOf(text)
  const newline = text.indexOf('\n', at)
  if (newline === -1) return [text, ...lines].join(end)
  const place = newline + 1
  return text.slice(0, place) + lines.map((line) => line + end).join('') + text.slice(place)
}

function insertedBefore(text: string, at: number, lines: readonly string[]): string {
  const place = text.lastIndexOf('\n', at - 1) + 1
  const added = lines.map((line) => line + lineEndOf(text)).join('')
  return text.slice(0, place) + added + text.slice(place)
}

function appended(text: string, lines: readonly string[]): string {
  const end = lineEndOf(text)
  const gap = text === '' || text.endsWith('\n') ? end : end + end
  return text + gap + lines.map((line) => line + end).join('')
}
