// Members put back into config.toml, from another one that has them: the way back of taking them out.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError } from '../../../src/errors.ts'
import { withMembers } from '../../../src/kanuka/config-additions.ts'
import { withoutMembers } from '../../../src/kanuka/config-edit.ts'
import { parseConfig } from '../../../src/kanuka/config.ts'
import { FIXTURES } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { documentOf, NAMES, piecesOf, render, UUIDS, type Pick } from './config-spellings.ts'

const SHOWN = 'app/.kanuka/config.toml'
const [A = '', B = '', C = ''] = UUIDS
const PROJECT = '[project]\nproject_uuid = "p"\n'
/** Cases are written with A, B and C for UUIDs; `|` ends a line. */
const full = (short: string): string =>
  PROJECT + short.replaceAll('|', '\n').replaceAll(/\b[ABC]\b/g, (m) => ({ A, B, C })[m] ?? m)

function added(text: string, source: string, ...uuids: readonly string[]): string | undefined {
  const addition = { source: Buffer.from(source), uuids: new Set(uuids) }
  return withMembers(Buffer.from(text), addition, SHOWN)?.toString()
}

describe('as the CLI writes it, what was taken out comes back byte for byte', () => {
  for (const store of ['team', 'ci', 'monorepo', 'rotated/after']) {
    const text = readFileSync(join(FIXTURES, store, '.kanuka/config.toml'), 'utf8')
    const uuids = [...parseConfig(Buffer.from(text), SHOWN).users.keys()]
    for (let subset = 1; subset < 2 ** uuids.length; subset += 1) {
      const gone = new Set(uuids.filter((_, index) => Math.floor(subset / 2 ** index) % 2 === 1))
      for (const end of ['\n', '\r\n']) {
        const whole = text.replaceAll('\n', end)
        test(`${store} without ${gone.size}: ${subset}, ${JSON.stringify(end)}`, () => {
          const left = withoutMembers(Buffer.from(whole), gone, SHOWN)?.toString() ?? assert.fail()
          assert.equal(added(left, whole, ...gone), whole)
          assert.equal(added(whole, whole, ...gone), undefined)
        })
      }
    }
  }

  test('with all digits of a time, from a file that git gave other line ends', () => {
    const text = readFileSync(join(FIXTURES, 'team/.kanuka/config.toml'), 'utf8')
    const [first = ''] = [...parseConfig(Buffer.from(text), SHOWN).users.keys()]
    const left = withoutMembers(Buffer.from(text), new Set([first]), SHOWN)?.toString() ?? ''
    assert.equal(added(left, text.replaceAll('\n', '\r\n'), first), text)
    assert.match(text, /\.463696253Z/)
  })
})

describe('where the entries go', () => {
  for (const [name, [before, source, after]] of Object.entries({
    'after who comes before': [
      '[users]|A = "a" # a|# of C|C = "c"|',
      '[users]|B = "b"|',
      '[users]|A = "a" # a|B = "b"|# of C|C = "c"|',
    ],
    'above all, below the comments of the table': [
      '[users] # all|# of C|\tC = "c"|',
      '[users]|B = "b"|',
      '[users] # all|\tB = "b"|# of C|\tC = "c"|',
    ],
    'into an empty table': [
      '[users]||[x]|y = 1|',
      '[users]|B = "b"|',
      '[users]|  B = "b"||[x]|y = 1|',
    ],
    'into tables that have to be made': [
      '[x]|y = 1',
      '[users]|B = "b"|[devices.B]|name = "n"|',
      '[x]|y = 1||[users]|  B = "b"||[devices]|  [devices.B]|    name = "n"|',
    ],
    'into [devices] alone': [
      '[users]|B = "mine"|',
      '[users]|B = "b"|[devices.B]|name = "n"|',
      '[users]|B = "mine"||[devices]|  [devices.B]|    name = "n"|',
    ],
    'beside devices without their parent table': [
      '[devices.A]|x = 1|[devices.A.os]|y = 1||[devices.C]|',
      '[devices.B]|name = "n"|',
      '[devices.A]|x = 1|[devices.A.os]|y = 1|[devices.B]|name = "n"||[devices.C]|',
    ],
    'above all devices': [
      '[x]|y = 1||[devices.C]|name = "c"|',
      '[devices.B]|name = "n"|',
      '[x]|y = 1||[devices.B]|name = "n"|[devices.C]|name = "c"|',
    ],
    'however the other file spells them': [
      '[users]|[devices]|',
      '[users]|"B" = \'b\' # b|[devices]|"B" = { email = "e", os = { n = 1 }, a.b = 2 }|',
      '[users]|  B = \'b\'|[devices]|  [devices.B]|    email = "e"|    os = { n = 1 }|    a.b = 2|',
    ],
    'with tables of their own as dotted keys': [
      '[devices]|',
      '[devices.B]|x = 1|[devices.B.os]|"y z" = [ # c|1]|',
      '[devices]|  [devices.B]|    x = 1|    os."y z" = [ # c|1]|',
    ],
    'devices without anything': ['[devices]|', '[devices.B]|', '[devices]|  [devices.B]|'],
  } as const)) {
    test(name, () => {
      assert.equal(added(full(before), full(source), B), full(after))
    })
  }
})

describe('nobody else comes', () => {
  test('who is not asked for, is there already, or is in no file', () => {
    const source = full('[users]|A = "a"|B = "b"|[devices.A]|')
    assert.equal(added(full('[users]|B = "mine"|'), source, B, C), undefined)
    assert.equal(added(full('[users]|'), source), undefined)
  })
})

describe('refused rather than guessed', () => {
  for (const [name, [before, source]] of Object.entries({
    'members in an inline table': ['users = { x = "y" }', '[users]\nB = "b"'],
    'members in dotted keys': ['users.x = "y"', '[users]\nB = "b"'],
    'an array of tables': ['', '[[devices.B.keys]]\nx = 1'],
  } as const)) {
    test(name, async () => {
      const [text, other] = [before, source].map((each) => `${each.replaceAll('B', B)}\n${PROJECT}`)
      const error = await refusal(() => added(text ?? '', other ?? '', B))
      assert.equal(error.code, 'CONFIG_INVALID')
      assert.deepEqual(error.where, { file: SHOWN })
    })
  }
})

test('any members into any spelling: the document has them, and nothing else changed', () => {
  let refused = 0
  const numRuns = 1000
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      const pick: Pick = (...choices) =>
        gen(fc.constantFrom, ...choices) as (typeof choices)[number]
      const members = gen(fc.shuffledSubarray, [...UUIDS, ...NAMES])
      const gone = new Set(gen(fc.subarray, [...members, 'nobody']))
      const end = pick('\n', '\r\n')
      const whole = render(piecesOf(members, pick), new Set()).join(end)
      const other = render(piecesOf(members, pick), new Set()).join(end)
      const left = withoutMembers(Buffer.from(whole), gone, SHOWN)?.toString() ?? whole
      try {
        const result = added(left, other, ...gone) ?? left
        assert.deepEqual(documentOf(result, gone), documentOf(left, gone))
        for (const table of ['users', 'devices']) {
          assert.deepEqual(entries(result, table, gone), entries(other, table, gone))
        }
        const lines = result.split(/\r?\n/)
        for (const line of left.split(/\r?\n/)) {
          const at = lines.indexOf(line)
          assert.notEqual(at, -1, line)
          lines.splice(0, at + 1)
        }
      } catch (error) {
        if (!(error instanceof ActionError)) throw error
        refused += 1
        assert.equal(error.code, 'CONFIG_INVALID')
        const isUsual = !/^(?:users|devices)[ .]/m.test(left) && !other.includes('[[')
        assert.ok(!isUsual, left)
      }
    }),
    { numRuns },
  )
  // Enough that are made, or all of this would say nothing.
  assert.ok(refused < (numRuns * 3) / 4, `${refused} refused`)
})

function entries(text: string, table: string, uuids: ReadonlySet<string>): unknown {
  const document = documentOf(text) as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const found = Object.entries(document[table] ?? {})
  return Object.fromEntries(found.filter(([uuid]) => uuids.has(uuid)))
}
