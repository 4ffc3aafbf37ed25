// Members taken out of any config.toml: what is left is the same document without them, and the same
// text. What cannot be edited is refused.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError } from '../../../src/errors.ts'
import { withoutMembers } from '../../../src/kanuka/config-edit.ts'
import { refusal } from '../../helpers/refusals.ts'
import { ALICE, documentOf, NAMES, piecesOf, render, UUIDS, type Pick } from './config-spellings.ts'

const SHOWN = 'app/.kanuka/config.toml'
const PROJECT = '[project]\nproject_uuid = "p"\n'

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
