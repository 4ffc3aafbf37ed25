// New values in any old file: exactly these change, or an error says of which they cannot.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'dotenv'
import * as fc from 'fast-check'
import { ActionError, ActionErrors } from '../../../src/errors.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { editDotenv } from '../../../src/secrets/dotenv-edit.ts'
import { decodeText, parseDotenv, scan } from '../../../src/secrets/dotenv.ts'
import { FIXTURES } from '../../helpers/action.ts'

function edit(source: string, wanted: readonly (readonly [string, string])[]): string {
  const values = new Map(wanted.map(([name, value]) => [name, new SecretValue(value)] as const))
  return editDotenv(source, values, '.env.kanuka').reveal()
}

function ours(text: string): Map<string, string> {
  return new Map([...parseDotenv(text).variables].map(([name, one]) => [name, one.reveal()]))
}

// Everything that decides something in dotenv's grammar.
const PIECES = [
  'A',
  'B_2',
  'x.y-z',
  '__proto__',
  'export ',
  ' ',
  '=',
  ':',
  ': ',
  ' = ',
  '"',
  "'",
  '`',
  '\\',
  '\\"',
  "\\'",
  '\\`',
  '\\n',
  '#',
  ' # ',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\t',
  '\u00a0',
  '\ufeff',
  '\u2028',
  '\u2029',
  'A=1\n',
  'export B="',
  "C='",
  '😀',
  '$A',
  'A="x"\n',
  "B_2='y' # it's\n",
  'A=`z`\r\n',
]
const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...PIECES), { maxLength }).map((pieces) => pieces.join(''))
const anyWanted = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom('A', 'B', 'B_2', 'x.y-z', 'C', 'NEW'),
    fc.oneof(anyText(6), fc.string({ unit: 'binary' })),
  ),
  { selector: ([name]) => name, maxLength: 4, minLength: 1 },
)

describe('for any file and any values', () => {
  test('exactly the wanted values change, or an error says of which they cannot', () => {
    fc.assert(
      fc.property(anyText(14), anyWanted, (source, wanted) => {
        let text: string
        try {
          text = edit(source, wanted)
        } catch (error) {
          const errors = error instanceof ActionErrors ? error.errors : [error]
          for (const one of errors) {
            assert.ok(one instanceof ActionError && one.code === 'VALUE_NOT_WRITABLE')
          }
          return
        }
        const expected = new Map([...ours(source), ...wanted])
        assert.deepEqual(
          ours(text),
          new Map([...ours(text).keys()].map((n) => [n, expected.get(n)])),
        )
        assert.deepEqual(new Set(ours(text).keys()), new Set(expected.keys()))
        assert.deepEqual(new Map(Object.entries(parse(text))), ours(text))
        // Again it changes nothing.
        assert.equal(edit(text, wanted), text)
      }),
      { numRuns: 6000 },
    )
  })

  test('ordinary files take every value that a new file takes', () => {
    const line = fc.constantFrom(
      'A=1\n',
      "B_2='2' # two\r\n",
      'C="3\n3"\n',
      '# no\n',
      '\n',
      'export x.y-z=4\n',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), anyWanted, (lines, wanted) => {
        const isWritable = (): boolean => {
          try {
            edit('', wanted)
            return true
          } catch {
            return false
          }
        }
        fc.pre(isWritable())
        edit(lines.join(''), wanted)
      }),
      { numRuns: 1500 },
    )
  })

  test('lines without a wanted name stay as they are, byte for byte', () => {
    const line = fc.constantFrom('A=1', "B='2'\t# two", '# A=9', '', '  C = "3" ', '!', 'D: 5')
    const end = fc.constantFrom('\n', '\r\n')
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end), { maxLength: 9 }), anyText(4), (lines, value) => {
        const last = lines.findLastIndex(([text]) => text.startsWith('A='))
        const source = lines.flat().join('')
        let text: string
        try {
          text = edit(source, [['A', value]])
        } catch {
          return
        }
        const [before, after] =
          last === -1 ? [lines, []] : [lines.slice(0, last), lines.slice(last + 1)]
        assert.ok(text.startsWith(before.flat().join('')))
        assert.ok(text.endsWith(after.flat().join('')))
      }),
      { numRuns: 1500 },
    )
  })
})

describe('the odd files of the fixtures', () => {
  const folder = join(FIXTURES, 'plain')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('.big') && decodeText(readFileSync(path)) !== undefined)

  test('there are many', () => assert.ok(files.length > 30))

  for (const path of files) {
    test(path.slice(folder.length + 1), () => {
      const source = decodeText(readFileSync(path)) ?? ''
      const wanted = [...ours(source).keys(), 'NEW'].map(
        (name) => [name, `a "new" ${name}`] as const,
      )
      const text = edit(source, wanted)
      const expected = new Map([...ours(source), ...wanted])
      assert.deepEqual(new Map(Object.entries(parse(text))), expected)
      const [before, after] = [scan(source), scan(text)]
      assert.deepEqual(
        after.assignments.map(({ name }) => name),
        [
          ...before.assignments.map(({ name }) => name),
          ...(ours(source).has('NEW') ? [] : ['NEW']),
        ],
      )
      assert.equal(after.strayLines.length, before.strayLines.length)
    })
  }
})

// The library alone would take half a minute.
test('a large file with many blank lines takes no long time', () => {
  const source = `${'\n'.repeat(100_000)}!\nA=1\n${'B=2\n'.repeat(20_000)}`
  assert.equal(edit(source, [['A', '2']]), source.replace('A=1', 'A=2'))
})
