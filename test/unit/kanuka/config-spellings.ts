// Any config.toml: members and their devices in every spelling that TOML has for them, with comments and
// blank lines; and what the document is without some of them.
import { parse } from 'smol-toml'

export const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'

/** Lines that belong to a member, or to nobody; or an inline table whose parts do. */
type Piece = Lines | Inline
interface Lines {
  readonly owner?: string
  readonly lines: readonly string[]
}
interface Inline {
  readonly name: string
  readonly parts: readonly { readonly owner: string; readonly text: string }[]
}

export type Pick = <T>(...choices: readonly T[]) => T

export const NAMES = [
  'x',
  'B_2',
  '-',
  '0',
  'a.b',
  'a b',
  '#',
  "it's",
  '"',
  'ä😀',
  '',
  'constructor',
]
export const UUIDS = Array.from({ length: 6 }, (_, n) => `${n}c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff`)

function keyOf(name: string, pick: Pick): string {
  const forms = [JSON.stringify(name)]
  if (!name.includes("'")) forms.push(`'${name}'`)
  if (/^[A-Za-z0-9_-]+$/.test(name)) forms.push(name)
  return pick(...forms)
}

/** The entries of a device, as `name = value`, some of several lines. */
function fieldsOf(pick: Pick): readonly (readonly string[])[] {
  const fields = [
    ['email = "a@example.com"'],
    [pick("name = 'lap # top'", 'name = "[users]"')],
    ['created_at = 2026-11-21T02:15:26.769478616Z'],
    ['tags = [ # one', '  "x = 1",', '  # two', ']'],
    ['note = """', '[devices]', '', `${ALICE} = 1`, '"""'],
  ]
  return fields.filter(() => pick(true, true, false))
}

function usersAs(style: string, members: readonly string[], pick: Pick): readonly Piece[] {
  const one = (uuid: string): string => `${keyOf(uuid, pick)} = ${JSON.stringify(`${uuid}@x`)}`
  if (style === 'inline') {
    return [{ name: 'users', parts: members.map((owner) => ({ owner, text: one(owner) })) }]
  }
  const lines = (prefix: string, end = ''): readonly Piece[] =>
    members.map((owner) => ({ owner, lines: [`${prefix}${one(owner)}${end}${pick('', ' # c')}`] }))
  if (style === 'dotted') return lines('users.')
  if (style === 'inline over lines') {
    return [{ lines: ['users = { # all'] }, ...lines('  ', ','), { lines: ['}'] }]
  }
  return [{ lines: [pick('[users]', '[ "users" ] # c')] }, ...lines(pick('', '  ', '\t'))]
}

function devicesAs(style: string, members: readonly string[], pick: Pick): readonly Piece[] {
  const own = (owner: string, key: string): readonly Piece[] => {
    const pad = pick('', '    ')
    const fields = fieldsOf(pick)
    const prefix = { 'dotted keys': `${key}.`, dotted: `devices.${key}.` }[style]
    if (prefix !== undefined) {
      return fields.map((lines) => ({ owner, lines: lines.with(0, `${prefix}${lines[0]}`) }))
    }
    const inner = fields.filter(({ length }) => length === 1).join(', ')
    if (style === 'inline devices') return [{ owner, lines: [`  ${key} = { ${inner} } # c`] }]
    const subs = [
      [`[devices.${key}.os]`, 'x = 1'],
      [`[[devices.${key}.keys]]`, 'y = 1 # c'],
    ]
    return [
      { owner, lines: [`${pad}[devices.${key}]${pick('', ' # c')}`] },
      ...fields.map((lines) => ({ owner, lines: lines.with(0, `${pad}${lines[0]}`) })),
      ...subs.filter(() => pick(true, false)).map((lines) => ({ owner, lines })),
    ]
  }
  if (style === 'inline') {
    const parts = members.flatMap((owner) => {
      const key = keyOf(owner, pick)
      const dotted = [`${key}.x = "},#"`, `${keyOf(owner, pick)}.y = [1, 2]`]
      const texts = pick([`${key} = { x = { y = "}" } }`], dotted)
      return texts.map((text) => ({ owner, text }))
    })
    return [{ name: 'devices', parts }]
  }
  const pieces = members.flatMap((owner) => own(owner, keyOf(owner, pick)))
  const hasParent = style === 'nested' || style === 'dotted keys' || style === 'inline devices'
  return hasParent ? [{ lines: ['[devices]'] }, ...pieces] : pieces
}

const ROOT_STYLES = ['inline', 'inline over lines', 'dotted']

/** A config of some members, with comments and blank lines between its pieces. */
export function piecesOf(members: readonly string[], pick: Pick): readonly Piece[] {
  const usersStyle = pick('table', 'table', ...ROOT_STYLES)
  const devicesStyle = pick('nested', 'flat', 'inline devices', 'dotted keys', 'inline', 'dotted')
  const users = usersAs(
    usersStyle,
    members.filter(() => pick(true, true, false)),
    pick,
  )
  const devices = devicesAs(
    devicesStyle,
    members.filter(() => pick(true, true, false)),
    pick,
  )
  const [usersFirst, devicesFirst] = [usersStyle, devicesStyle].map((s) => ROOT_STYLES.includes(s))
  const project: Piece = { lines: ['[project]', 'project_uuid = "p"', `name = "${ALICE}"`] }
  const tool: Piece = { lines: ['[tool.users]', `${UUIDS[0]} = """`, '[users]', '', '"""'] }
  const pieces = [
    ...(usersFirst ? users : []),
    ...(devicesFirst ? devices : []),
    project,
    ...(usersFirst ? [] : users),
    ...(pick(true, false) ? [tool] : []),
    ...(devicesFirst ? [] : devices),
  ]
  const between = (): Piece => ({ lines: pick([], [], [''], ['# note'], ['', '  # a = 1', '']) })
  return pieces.flatMap((piece) => [between(), piece])
}

/** The text that is left when these members go. */
export function render(pieces: readonly Piece[], gone: ReadonlySet<string>): readonly string[] {
  return pieces.flatMap((piece) => {
    if ('lines' in piece) return gone.has(piece.owner ?? ' nobody') ? [] : piece.lines
    const parts = piece.parts.filter(({ owner }) => !gone.has(owner)).map(({ text }) => text)
    return [`${piece.name} = ${parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}'} # c`]
  })
}

export function documentOf(text: string, gone: ReadonlySet<string> = new Set()): object {
  const document: Record<string, unknown> = parse(text)
  for (const name of ['users', 'devices']) {
    const table = document[name]
    if (typeof table !== 'object' || table === null) continue
    for (const uuid of gone) Reflect.deleteProperty(table, uuid)
    if (Object.keys(table).length === 0) Reflect.deleteProperty(document, name)
  }
  return document
}
