// Members taken out of any config.toml: what is left is the same document without them, and the same
// text. What cannot be edited is refused.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { parse } from 'smol-toml'
import { ActionError } from '../../../src/errors.ts'
import { withoutMembers } from '../../../src/kanuka/config-edit.ts'
import { refusal } from '../../helpers/refusals.ts'

const SHOWN = 'app/.kanuka/config.toml'
const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const PROJECT = '[project]\nproject_uuid = "p"\n'

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

type Pick = <T>(...choices: readonly T[]) => T

const NAMES = ['x', 'B_2', '-', '0', 'a.b', 'a b', '#', "it's", '"', 'ä😀', '', 'constructor']
const UUIDS = Array.from({ length: 6 }, (_, n) => `${n}c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff`)

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
function piecesOf(members: readonly string[], pick: Pick): readonly Piece[] {
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
function render(pieces: readonly Piece[], gone: ReadonlySet<string>): readonly string[] {
  return pieces.flatMap((piece) => {
    if ('lines' in piece) return gone.has(piece.owner ?? ' nobody') ? [] : piece.lines
    const parts = piece.parts.filter(({ owner }) => !gone.has(owner)).map(({ text }) => text)
    return [`${piece.name} = ${parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}'} # c`]
  })
}

function documentOf(text: string, gone: ReadonlySet<string> = new Set()): object {
  const document: Record<string, unknown> = parse(text)
  for (const name of ['users', 'devices']) {
    const table = document[name]
    if (typeof table !== 'object' || table === null) continue
    for (const uuid of gone) Reflect.deleteProperty(table, uuid)
    if (Object.keys(table).length === 0) Reflect.deleteProperty(document, name)
  }
  return document
}

const isFilled = (line: string): boolean => line.trim() !== ''
const longestGap = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/^(?:[ \t]*\r?\n)+/gm)].map(([gap]) => gap.split('\n').length))

test('any members out of any spelling', () => {
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      const pick: Pick = (...choices) =>
        gen(fc.constantFrom, ...choices) as (typeof choices)[number]
      const members = gen(fc.shuffledSubarray, [...UUIDS, ...NAMES])
      const gone = new Set(gen(fc.subarray, [...members, 'nobody']))
      const pieces = piecesOf(members, pick)
      const lineEnd = pick('\n', '\r\n')
      const before = `${render(pieces, new Set()).join(lineEnd)}${pick('', lineEnd)}`
      const edited = withoutMembers(Buffer.from(before), gone, SHOWN)
      const after = edited?.toString() ?? before

      assert.deepEqual(documentOf(after), documentOf(before, gone))
      const wanted = render(pieces, gone).filter(isFilled)
      assert.deepEqual(after.split(lineEnd).filter(isFilled), wanted)
      assert.ok(longestGap(after) <= longestGap(before), 'more blank lines than before')
      assert.equal(edited === undefined, after === before)
      assert.equal(withoutMembers(Buffer.from(after), gone, SHOWN), undefined)
    }),
    { numRuns: 1000 },
  )
})

describe('refused rather than guessed', () => {
  const refused: Readonly<Record<string, string>> = {
    'entries that share a line with a comment': `users = {\n  x = "y", ${ALICE} = "a" # c\n}\n${PROJECT}`,
    'a comma of its own': `users = {\n  ${ALICE} = "a" # c\n  , x = "y"\n}\n${PROJECT}`,
    'a brace on the line': `users = {\n  x = "y", # c\n  ${ALICE} = "a" } # d\n${PROJECT}`,
    'a string that is too long to parse': `${PROJECT}x = "${'x'.repeat(1_000_000)}"\n[users]\n${ALICE} = "a"\n`,
    'a key that is too deep to compare': `${PROJECT}${'x.'.repeat(50_000)}x = 1\n[users]\n${ALICE} = "a"\n`,
  }
  for (const [name, text] of Object.entries(refused)) {
    test(name, async () => {
      const error = await refusal(() => withoutMembers(Buffer.from(text), new Set([ALICE]), SHOWN))
      assert.equal(error.code, 'CONFIG_INVALID')
      assert.equal(error.what, `${SHOWN} cannot be edited without a risk to the rest of it`)
      assert.deepEqual(error.where, { file: SHOWN })
    })
  }

  const invalid: Readonly<Record<string, Buffer>> = {
    'no TOML': Buffer.from(`${PROJECT}[users\n`),
    'no project': Buffer.from(`[users]\n${ALICE} = "a"\n`),
    'a byte order mark': Buffer.from(`\ufeff${PROJECT}`),
    'no UTF-8': Buffer.from([...Buffer.from(`${PROJECT}# `), 0xff]),
    'an unfinished merge': Buffer.from(`${PROJECT}<<<<<<< HEAD\n`),
    'users that are a list': Buffer.from(`${PROJECT}[[users]]\n${ALICE} = "a"\n`),
  }
  for (const [name, bytes] of Object.entries(invalid)) {
    test(`even with nothing to take out: ${name}`, async () => {
      const error = await refusal(() => withoutMembers(bytes, new Set(), SHOWN))
      assert.equal(error.code, 'CONFIG_INVALID')
      assert.equal(error.where.file, SHOWN)
    })
  }

  test('a damaged file is edited rightly or refused', () => {
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const pick: Pick = (...choices) =>
          gen(fc.constantFrom, ...choices) as (typeof choices)[number]
        const whole = render(piecesOf(UUIDS, pick), new Set()).join('\n')
        const at = gen(fc.nat, whole.length)
        const piece = pick('', '\n', '#', '"', '"""', ',', '{', '}', '[', ']', '.', '=', '\r', '\0')
        const text = whole.slice(0, at) + piece + whole.slice(at + gen(fc.nat, 3))
        const gone = new Set(gen(fc.subarray, UUIDS))
        try {
          const edited = withoutMembers(Buffer.from(text), gone, SHOWN)
          assert.deepEqual(documentOf(edited?.toString() ?? text), documentOf(text, gone))
        } catch (error) {
          if (!(error instanceof ActionError)) throw error
          assert.equal(error.code, 'CONFIG_INVALID')
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('large files take no time', () => {
  const uuids = Array.from({ length: 12_000 }, (_, index) => `${index}-67c7-45b2-bdbe-a3acd2e8d9ff`)
  const half = new Set(uuids.filter((_, index) => index % 2 === 0))
  const users = uuids.map((uuid) => `  ${uuid} = "someone@example.com"\n`).join('')
  const devices = uuids.map((uuid) => `  [devices.${uuid}]\n    name = "workstation"\n`).join('')
  const inline = uuids.map((uuid) => `${uuid} = "someone@example.com"`).join(', ')
  const texts: Readonly<Record<string, string>> = {
    tables: `${PROJECT}[users]\n${users}\n[devices]\n${devices}`,
    'inline tables': `users = { ${inline} }\n${PROJECT}`,
    'blank lines': `${PROJECT}[users]\n${[...half][0]} = "a"${'\n'.repeat(2_000_000)}`,
    comments: `${PROJECT}[users]\n${[...half][0]} = "a"\n${'#\n\n'.repeat(700_000)}`,
  }
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const start = process.cpuUsage()
      const edited = withoutMembers(Buffer.from(text), half, SHOWN)?.toString() ?? ''
      assert.ok(process.cpuUsage(start).user < 30e6, 'took too long')
      assert.deepEqual(documentOf(edited), documentOf(text, half))
    })
  }
})
