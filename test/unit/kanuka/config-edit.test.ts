// Members taken out of config.toml, however it spells them; nothing else in it changes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parseConfig } from '../../../src/kanuka/config.ts'
import { withoutMembers } from '../../../src/kanuka/config-edit.ts'
import { FIXTURES } from '../../helpers/action.ts'

const SHOWN = 'app/.kanuka/config.toml'
const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const BOB = '45e676e3-a9fb-4f34-8ae9-1ed7ea66102e'
const CAROL = 'd52fe85a-58a4-4fca-b3ed-d0931a9705b6'
const PROJECT = '[project]\nproject_uuid = "p"\n'

const without = (text: string, ...uuids: readonly string[]): string | undefined =>
  withoutMembers(Buffer.from(text), new Set(uuids), SHOWN)?.toString()

/** Cases are written with A and B for UUIDs of which A goes; `|` ends a line. */
const full = (short: string): string =>
  short.replaceAll('|', '\n').replaceAll(/\bA\b/g, ALICE).replaceAll(/\bB\b/g, BOB)

function cases(given: Readonly<Record<string, readonly [before: string, after: string]>>): void {
  for (const [name, [before, after]] of Object.entries(given)) {
    const [text, wanted] = [`${PROJECT}${full(before)}`, `${PROJECT}${full(after)}`]
    const mangled = wanted.replaceAll('\n', '\r\n')
    const more = '\n[tool]\nx = 1\n'
    test(name, () => {
      assert.equal(without(text, ALICE), wanted)
      assert.equal(without(text.replaceAll('\n', '\r\n'), ALICE), mangled)
      assert.equal(without(`${text}${more}`, ALICE), `${wanted}${more}`)
      assert.equal(without(wanted, ALICE), undefined)
    })
  }
}

describe('as the CLI writes it', () => {
  const read = (store: string): string =>
    readFileSync(join(FIXTURES, store, '.kanuka/config.toml'), 'utf8')
  const team = read('team')
  const uuids = [...parseConfig(Buffer.from(team), SHOWN).users.keys()]
  // The CLI has a line for the user, and a header with three lines for the device.
  const expected = (text: string, gone: readonly string[]): string =>
    gone.reduce((left, uuid) => {
      const device = `  \\[devices\\.${uuid}\\]\n(    .*\n)*`
      return left.replace(new RegExp(`^  ${uuid} = .*\n|^${device}`, 'gm'), '')
    }, text)

  for (let subset = 1; subset < 2 ** uuids.length; subset += 1) {
    const gone = uuids.filter((_, index) => Math.floor(subset / 2 ** index) % 2 === 1)
    test(`team without ${gone.length}: ${subset}`, () => {
      const edited = without(team, ...gone)
      assert.equal(edited, expected(team, gone))
      const config = parseConfig(Buffer.from(edited ?? ''), SHOWN)
      const left = uuids.filter((uuid) => !gone.includes(uuid))
      assert.deepEqual([...config.users.keys()], left)
      assert.equal(
        [...config.devices.keys()].some((uuid) => gone.includes(uuid)),
        false,
      )
    })
  }

  test('all members: the tables stay, as one may be registered again', () => {
    const edited = without(team, ...uuids)
    assert.match(edited ?? '', /"\n\n\[users\]\n\n\[devices\]\n$/)
  })

  test("CI's member", () => {
    const [ci = ''] = [...parseConfig(Buffer.from(read('ci')), SHOWN).users.keys()]
    assert.equal(without(read('ci'), ci), expected(read('ci'), [ci]))
  })

  test('a member that was registered from a file is in [users] alone', () => {
    const text = read('monorepo')
    const ci = '99800d12-f72a-44ff-a5bc-d0688850ea15'
    assert.equal(without(text, ci), expected(text, [ci]))
  })
})

describe('however it is spelt', () => {
  cases({
    'bare keys': ['[users]|A = "a"|B = "b"|', '[users]|B = "b"|'],
    'quoted keys': [`[users]|"A" = "a"|'B' = "b"|`, `[users]|'B' = "b"|`],
    'literal keys and blanks': [`[ users ]|\t'A'\t=\t"a"|"B"="b"|`, '[ users ]|"B"="b"|'],
    'quoted tables': ['["users"]|A = "a"|B = "b"|', '["users"]|B = "b"|'],
    'quoted device': ['[devices."A"]|name = "a"|[devices."B"]|', '[devices."B"]|'],
    'blanks in a header': ['[ devices . A ]|name = "a"|[devices.B]|', '[devices.B]|'],
    'escapes in a key': [
      '[users]|"\\u0037c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff" = "a"|B = "b"|',
      '[users]|B = "b"|',
    ],
    'devices before users': ['[devices.A]|name = "a"|[users]|A = "a"|B = "b"|', '[users]|B = "b"|'],
    'dotted keys in [devices]': [
      '[devices]|A.email = "a"|B.email = "b"|A.name = "n"|',
      '[devices]|B.email = "b"|',
    ],
    'inline device': ['[devices]|A = { name = "a" }|B = {}|', '[devices]|B = {}|'],
    'inline device over lines': [
      '[devices]|A = {|  name = "a", # mine|  # own|}|B = {}|',
      '[devices]|B = {}|',
    ],
    'sub-tables': [
      '[devices.A]|name = "a"|[devices.A.os]|x = 1|[[devices.A.keys]]|y = 1|[devices.B]|z = 1|',
      '[devices.B]|z = 1|',
    ],
    'sub-tables apart': [
      '[devices.A.os]|x = 1|[other]|y = 1|[devices.A]|z = 1|[users]|B = "b"|',
      '[other]|y = 1|[users]|B = "b"|',
    ],
    'values over lines': [
      '[devices.A]|tags = [ # c|  "x",|  # own|]|note = """|[devices.B]||B = 1|"""|[devices.B]|',
      '[devices.B]|',
    ],
    'only in [devices]': ['[users]|B = "b"|[devices.A]|', '[users]|B = "b"|'],
    'an entry of another table': [
      '[users]|A = "a"|[other]|A = "a"|[other.devices.A]|x = 1|[userss]|A = 1|',
      '[users]|[other]|A = "a"|[other.devices.A]|x = 1|[userss]|A = 1|',
    ],
    'text that looks like an entry': [
      '[other]|x = """|[users]|A = "a"|"""|[users]|A = "a"|B = "A"|',
      '[other]|x = """|[users]|A = "a"|"""|[users]|B = "A"|',
    ],
    'characters of two code units': [
      '[other]|"😀" = "😀" # 😀é|[users]|A = "😀"|B = "😀"|',
      '[other]|"😀" = "😀" # 😀é|[users]|B = "😀"|',
    ],
  })
})

describe('before the first table', () => {
  const roots: Readonly<Record<string, readonly [string, string]>> = {
    'dotted users': ['users.A = "a"|users."B" = "b"|', 'users."B" = "b"|'],
    'dotted devices': ['devices.A.x = "a"|devices.B.x = "b"|', 'devices.B.x = "b"|'],
    'dotted inline device': ['devices.A = { x = 1 }|devices.B = {}|', 'devices.B = {}|'],
    'blank lines at the start': ['users.A = "a"||users.B = "b"|', 'users.B = "b"|'],
    'blank lines at the start that are far': ['||x = 1|users.A = "a"|', '||x = 1|'],
    'inline, first': ['users = { A = "a", B = "b" }|', 'users = { B = "b" }|'],
    'inline, last': ['users = { B = "b", "A" = "a" }|', 'users = { B = "b" }|'],
    'inline, tight': ['users={B="b",A="a",x="y"}|', 'users={B="b",x="y"}|'],
    'inline, in the middle': [
      'users = { x = "x", A = "a", B = "b" } # all|',
      'users = { x = "x", B = "b" } # all|',
    ],
    'inline, the only one': ['users = { A = "a" }|x = 1|', 'users = {}|x = 1|'],
    'inline with a comma at the end': ['users = { B = "b", A = "a", }|', 'users = { B = "b", }|'],
    'inline devices': [
      'devices = { A = { x = "}, #" }, B = { x = [1, 2] } }|',
      'devices = { B = { x = [1, 2] } }|',
    ],
    'inline dotted devices': [
      'devices = { A.x = 1, B.x = 1, A.y = 2, A.z = 3 }|',
      'devices = { B.x = 1 }|',
    ],
    'inline over lines': [
      'users = {|  A = "a",|  B = "b",|  x = "y"|}|',
      'users = {|  B = "b",|  x = "y"|}|',
    ],
    'inline over lines, last': ['users = {|  B = "b",|  A = "a"|}|', 'users = {|  B = "b"|}|'],
    'inline over lines with comments': [
      'users = { # all|  # one|  A = "a", # a|  # two|  B = "b", # b|  # three|}|',
      'users = { # all|  # one|  # two|  B = "b", # b|  # three|}|',
    ],
    'inline over lines with comments, last': [
      'users = {|  B = "b", # b|  A = "a" # a|}|',
      'users = {|  B = "b", # b|}|',
    ],
    'inline over lines with comments, all': ['users = { # b|  A = "a"|}|', 'users = { # b|}|'],
    'two on a line, below a comment': [
      'users = {|  x = "y", # c|  A = "a", B = "b"|}|',
      'users = {|  x = "y", # c|  B = "b"|}|',
    ],
    'a comment in a value is part of it': [
      'devices = { B = { x = 1 }, A = { x = [ # c|1] } }|',
      'devices = { B = { x = 1 } }|',
    ],
  }
  for (const [name, [before, after]] of Object.entries(roots)) {
    test(name, () => {
      const edited = without(`${full(before)}${PROJECT}`, ALICE)
      assert.equal(edited, `${full(after)}${PROJECT}`)
      const mangled = `${full(before)}${PROJECT}`.replaceAll('\n', '\r\n')
      assert.equal(without(mangled, ALICE), edited?.replaceAll('\n', '\r\n'))
    })
  }
})

describe('comments and blank lines', () => {
  cases({
    'a comment on the line goes, others stay': [
      '# all|[users] # people|  # above|  A = "a" # she|  # below|  B = "b" # he|',
      '# all|[users] # people|  # above|  # below|  B = "b" # he|',
    ],
    'comments in the table of a device': [
      '[devices.A] # hers|# one|name = "a" # n|  # two|x = 1|# three|[devices.B]|',
      '# one|  # two|# three|[devices.B]|',
    ],
    'a comment that looks like an entry': ['[users]|# A = "a"|A = "a"|', '[users]|# A = "a"|'],
    'one blank line between tables': [
      '|[devices.A]|x = 1||[devices.B]|x = 2|',
      '|[devices.B]|x = 2|',
    ],
    'blank lines in the table of a device': [
      '[users]||[devices.A]|x = 1||y = 1|||[devices.B]|',
      '[users]|||[devices.B]|',
    ],
    'the larger number stays': [
      '[users]|||B = "b"|||A = "a"| |[devices.B]|',
      '[users]|||B = "b"|||[devices.B]|',
    ],
    'of as many, those before stay': [
      '[users]|B = "b"| |A = "a"||[other]|',
      '[users]|B = "b"| |[other]|',
    ],
    'blank lines elsewhere': ['||[users]|||A = "a"|B = "b"||||', '||[users]|||B = "b"||||'],
  })

  const atEnd: Readonly<Record<string, readonly [string, string]>> = {
    'no last newline, the last line stays': ['[users]|A = "a"|B = "b"', '[users]|B = "b"'],
    'no last newline, the last line goes': ['[users]|B = "b"|A = "a"', '[users]|B = "b"|'],
    'no blank line is left at the end': ['[users]|B = "b"||[devices.A]|x = 1|', '[users]|B = "b"|'],
    'blank lines at the end stay': ['[users]|B = "b"||[devices.A]|||', '[users]|B = "b"|||'],
  }
  for (const [name, [before, after]] of Object.entries(atEnd)) {
    test(name, () => {
      assert.equal(without(`${PROJECT}${full(before)}`, ALICE), `${PROJECT}${full(after)}`)
    })
  }

  test('line ends of both kinds stay as they are', () => {
    const text = `${PROJECT}[users]\r\n${BOB} = "b"\n\r\n${ALICE} = "a"\n\r\n# end\r\n`
    assert.equal(without(text, ALICE), text.replace(`${ALICE} = "a"\n\r\n`, ''))
  })
})

describe('nothing to change', () => {
  const text = full(`${PROJECT}name = "A"|# A|[users]|B = "A"|[tool.users]|A = "x"|`)
  test('no such member', () => assert.equal(without(text, ALICE, CAROL), undefined))
  test('no member at all', () => assert.equal(without(text), undefined))
  test('neither users nor devices', () => assert.equal(without(PROJECT, ALICE), undefined))
  test('the case is another', () => {
    assert.equal(without(text.replaceAll(BOB, BOB.toUpperCase()), BOB), undefined)
    assert.equal(without(text, BOB.toUpperCase()), undefined)
  })
  test('names that every object of JavaScript has', () => {
    const names = ['toString', '__proto__', 'constructor', 'length', '0', '']
    assert.equal(without(text, ...names), undefined)
  })
})
