// The scanner sees what the dotenv library sees, and says on which lines.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'dotenv'
import * as fc from 'fast-check'
import { decodeText, parseDotenv, scan } from '../../../src/secrets/dotenv.ts'

/** Pieces from which odd files are made: everything that decides something in dotenv's grammar. */
const PIECES = [
  'A',
  'B_2',
  'x.y-z',
  '9',
  '__proto__',
  'toString',
  'export',
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
  '\v',
  '\u0085',
  'A=1\n',
  'export B="',
  "C='",
  '=',
  '😀',
  'é',
  '<<<',
]

/** Quotes, escaped and not: so few pieces that all their orders come up. */
const QUOTES = ['A=', 'B=1', '"', '\\"', "'", "\\'", '\\', '\n', '#', ' ', 'x']

const source = fc
  .oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }),
    fc.array(fc.constantFrom(...QUOTES), { maxLength: 10 }),
  )
  .map((pieces) => pieces.join(''))

function namesSeen(text: string): readonly string[] {
  const names = scan(text).assignments.map(({ name }) => name)
  return [...new Set(names)].filter((name) => name !== '__proto__').toSorted()
}

const lineEnds = /\r\n|\r|\n/

describe('for any file', () => {
  test('the names are exactly those that dotenv finds', () => {
    fc.assert(
      fc.property(source, (text) => {
        assert.deepEqual(namesSeen(text), Object.keys(parse(text)).toSorted())
      }),
      { numRuns: 25_000 },
    )
  })

  test('the values are exactly those that dotenv finds', () => {
    fc.assert(
      fc.property(source, (text) => {
        const found = [...parseDotenv(text).variables].map(([name, value]) => [
          name,
          value.reveal(),
        ])
        assert.deepEqual(Object.fromEntries(found), parse(text))
      }),
      { numRuns: 5000 },
    )
  })

  test('each line number is that of a line that holds the name', () => {
    fc.assert(
      fc.property(source, (text) => {
        const lines = text.split(lineEnds)
        for (const { name, line } of scan(text).assignments) {
          assert.ok(lines[line - 1]?.includes(name), `${name} on line ${line}`)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('stray lines are lines with something on them, in their order', () => {
    fc.assert(
      fc.property(source, (text) => {
        const lines = text.split(lineEnds)
        const { strayLines } = scan(text)
        assert.deepEqual(
          strayLines,
          strayLines.toSorted((a, b) => a - b),
        )
        for (const line of strayLines) assert.match(lines[line - 1] ?? '', /\S/)
      }),
      { numRuns: 5000 },
    )
  })

  test('line ends of any system give the same names on the same lines', () => {
    fc.assert(
      fc.property(source, (text) => {
        const unix = text.replaceAll(/\r\n?/g, '\n')
        assert.deepEqual(scan(unix.replaceAll('\n', '\r\n')), scan(unix))
        assert.deepEqual(scan(unix.replaceAll('\n', '\r')), scan(unix))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('lines that people get wrong', () => {
  for (const [what, text, names, stray] of [
    ['a forgotten `=`', 'A=1\nTOKEN value\nB=2', ['A@1', 'B@3'], [2]],
    ['JSON where dotenv was meant', '{\n  "a": 1\n}\n', [], [1, 2, 3]],
    ['YAML', 'a: 1\nlist:\n  - x\n  - y\n', ['a@1', 'list@2'], [4]],
    ['a continued value', 'A=first\nsecond half\n', ['A@1'], [2]],
    ['a value with line ends and no quotes', 'KEY=-----BEGIN\nMIIE\n-----END', ['KEY@1'], [2, 3]],
    ['a name with a blank', 'MY NAME=1', [], [1]],
    ['a name with a dollar', '$A=1\nB=2', ['B@2'], [1]],
    ['set -x', 'set -x\nexport A=1', ['A@2'], [1]],
    ['a comment that begins late', 'A=1 # one\n  # two\nB=2', ['A@1', 'B@3'], []],
    ['a name alone, its `=` on the next line', 'A\n=1', ['A@1'], []],
    ['export over a line end', 'export\nA=1', ['A@2'], []],
    ['an assignment to export', 'export=1', ['export@1'], []],
    ['blank lines and form feeds', '\n\n\f\nA=1', ['A@4'], []],
    ['a quoted value that ends late', 'A="1\n2\n3"\nB=1', ['A@1', 'B@4'], []],
    ['a comment behind a closing quote', 'A="1" # x\nB=1', ['A@1', 'B@2'], []],
    ['text behind a closing quote', 'A="1" x\nB=1', ['A@1', 'B@2'], []],
  ] as const) {
    test(what, () => {
      const { assignments, strayLines } = scan(text)
      assert.deepEqual(
        assignments.map(({ name, line }) => `${name}@${line}`),
        names,
      )
      assert.deepEqual(strayLines, stray)
    })
  }
})

describe('text', () => {
  const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)

  test('UTF-8 is read as it is, a byte order mark included', () => {
    assert.equal(decodeText(Buffer.from('\ufeffA=größe\n')), '\ufeffA=größe\n')
    assert.equal(decodeText(bytes()), '')
  })

  test('a NUL, Latin-1, UTF-16, half a character are no text', () => {
    for (const content of [
      Buffer.from('A=1\0'),
      Buffer.from('A=größe', 'latin1'),
      Buffer.from('A=1', 'utf16le'),
      bytes(0x41, 0x3d, 0xe2, 0x82),
      bytes(0xff, 0xfe),
      bytes(0xed, 0xa0, 0x80),
    ]) {
      assert.equal(decodeText(content), undefined)
    }
  })
})

test('a name is found where its first assignment stands, with its last value', () => {
  const { variables } = parseDotenv('A=1\nB=2\nA=3\n')
  assert.deepEqual([...variables.keys()], ['A', 'B'])
  assert.equal(variables.get('A')?.reveal(), '3')
})

test('`__proto__` is seen, and no value is kept for it', () => {
  const { variables, assignments } = parseDotenv('__proto__=polluted\nconstructor=1\n')
  assert.deepEqual([...variables.keys()], ['constructor'])
  assert.deepEqual(assignments[0], { name: '__proto__', line: 1 })
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})
