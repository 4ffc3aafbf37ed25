// Many variables as one text: what real readers of each format make of it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse as parseDotenvLibrary } from 'dotenv'
import * as fc from 'fast-check'
import { parse as parseYaml } from 'yaml'
import { formatNames, formatVariables, type Format } from '../../../src/push/format.ts'
import { parseDotenv } from '../../../src/secrets/dotenv.ts'
import { SecretValue } from '../../../src/secret-value.ts'

type Entries = readonly (readonly [string, string])[]

function write(format: Format, entries: Entries): { text: string; unwritable: readonly string[] } {
  const variables = entries.map(([name, value]) => ({ name, value: new SecretValue(value) }))
  const { text, unwritable } = formatVariables(format, variables)
  return { text: text.reveal(), unwritable }
}

/** Every reader of dotenv that counts: the library, its other parser, ours. */
function dotenvReadings(text: string): readonly ReadonlyMap<string, string>[] {
  const ours = [...parseDotenv(text).variables].map(([name, one]) => [name, one.reveal()] as const)
  return [
    new Map(Object.entries(parseDotenvLibrary(text))),
    // The types of the library do not know its second argument.
    new Map(Object.entries((parseDotenvLibrary as FastParser)(text, { fast: true }))),
    new Map(ours),
  ]
}

type FastParser = (text: string, options: { fast: boolean }) => Record<string, string>

const piece = fc.constantFrom(
  "'",
  '"',
  '`',
  '\\',
  '#',
  ' #',
  '\n',
  '\r',
  '\r\n',
  '\\n',
  '\\r',
  "\\'",
  '\\"',
  '\\`',
  ' ',
  '\t',
  '\u00a0',
  '\ufeff',
  '\u2028',
  '\u2029',
  '\u0085',
  '$',
  '${A}',
  '$(x)',
  '=',
  ':',
  'a',
  'B=',
  "\nB='#",
  '\nB="#',
  '\nB=`#',
  'export ',
  '😀',
  '\u007f',
  '\u0000',
  '{{A}}',
  '%',
)
const anyValue = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)
const dotenvName = fc.stringMatching(/^[\w.-]{1,4}$/)
const anyName = fc.oneof(
  dotenvName,
  fc.constantFrom(
    '__proto__',
    'constructor',
    '1',
    '10',
    '9',
    'null',
    '<<',
    '- a',
    'a: b',
    '"',
    '😀',
  ),
)

function entriesOf(name: fc.Arbitrary<string>): fc.Arbitrary<Entries> {
  const entry = fc.tuple(name, anyValue)
  return fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 5 })
}

describe('dotenv', () => {
  for (const [value, line] of [
    ['', 'A='],
    ['https://h/p?', "A='https://h/p?'"],
    ['plain-1.2/3:4@5', 'A=plain-1.2/3:4@5'],
    ['a b', "A='a b'"],
    [' a ', "A=' a '"],
    ['$HOME # "x"', `A='$HOME # "x"'`],
    ["it's", `A="it's"`],
    ['it\'s "x"', 'A=`it\'s "x"`'],
    ['a\nb\n', "A='a\nb\n'"],
    ['a\r\nb', 'A="a\\r\nb"'],
    ['a\\nb', "A='a\\nb'"],
    ['a b\\', "A='a b\\' #'."],
    ["it\\'s", "A='it\\'s'"],
    ['a\'b"c`d', `A='a'b"c\`d'`],
    [' \'"` ', `A=' '"\` '`],
    ['\'"`\\', `A=''"\`\\'`],
    ['\'"`\r\n', `A="'"\`\\r\\n"`],
  ] as const) {
    test(JSON.stringify(value), () => {
      const { text, unwritable } = write('dotenv', [['A', value]])
      assert.deepEqual([text, unwritable], [`${line}\n`, []])
      for (const read of dotenvReadings(text)) assert.deepEqual([...read], [['A', value]])
    })
  }

  for (const value of [
    'all three \' " ` and a # sign',
    '\' " ` \n\\n',
    'return\r and \\n',
    'half \ud800 a character',
  ]) {
    test(`${JSON.stringify(value)} has no form, and the others are not hurt`, () => {
      const { unwritable, text } = write('dotenv', [
        ['A', 'x'],
        ['B', value],
      ])
      assert.deepEqual([unwritable, text], [['B'], 'A=x\n'])
    })
  }

  test('a value that ends in a backslash does not take the next lines with it', () => {
    for (const quote of ["'", '"', '`']) {
      const entries = [
        ['A', `a${quote === "'" ? '' : "'"} b\\`],
        ['B', '#x'],
        ['C', `${quote}#`],
      ] as const
      const { text } = write('dotenv', entries)
      for (const read of dotenvReadings(text)) assert.deepEqual([...read], entries)
    }
  })

  test('whatever the values, they are read back as they are, or named', () => {
    fc.assert(
      fc.property(entriesOf(dotenvName), (entries) => {
        const { text, unwritable } = write('dotenv', entries)
        const expected = entries.filter(([name]) => !unwritable.includes(name))
        for (const read of dotenvReadings(text)) {
          assert.deepEqual([...read].toSorted(), expected.toSorted())
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('what is refused cannot be written in any other way either', () => {
    const comments = ['', " #'.", ' #".', ' #`.']
    fc.assert(
      fc.property(anyValue, (value) => {
        const { unwritable } = write('dotenv', [['A', value]])
        // U+2028 ends lines for dotenv in one place only; without quotes it is not tried.
        if (unwritable.length === 0 || /[\u2028\u2029]/.test(value)) return
        const escaped = value.replaceAll('\r', '\\r')
        const texts = [value, escaped, escaped.replaceAll('\n', '\\n')]
        const forms = texts.flatMap((text) => ['', "'", '"', '`'].map((one) => one + text + one))
        for (const form of forms) {
          for (const comment of comments) {
            const line = `A=${form}${comment}\nZ='#'\nZ="#"\nZ=\`#\`\n`
            assert.notEqual(parseDotenvLibrary(line)['A'], value, JSON.stringify(line))
          }
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('names', () => {
    const { pattern } = formatNames.dotenv
    for (const name of ['A', 'a.b-c_1', '1', 'export', '__proto']) assert.match(name, pattern)
    for (const name of ['', 'a b', 'A=', 'é', '__proto__', 'a\n', '#a']) {
      assert.doesNotMatch(name, pattern)
    }
  })
})

describe('json', () => {
  test('sorted by name, whatever JavaScript thinks of the names', () => {
    const entries = [
      ['b', '1'],
      ['9', '2'],
      ['10', '3'],
      ['__proto__', '4'],
      ['B', '5'],
      ['é', '"'],
    ] as const
    const { text } = write('json', entries)
    assert.equal(text, '{"10":"3","9":"2","B":"5","__proto__":"4","b":"1","é":"\\""}')
  })

  test('whatever the names and values, they are read back', () => {
    fc.assert(
      fc.property(entriesOf(anyName), (entries) => {
        const { text, unwritable } = write('json', entries)
        assert.deepEqual(unwritable, [])
        assert.deepEqual(Object.entries(JSON.parse(text) as object).toSorted(), entries.toSorted())
      }),
    )
  })
})

describe('yaml', () => {
  test('each on its line, in quotes', () => {
    const { text } = write('yaml', [
      ['b', 'no'],
      ['a: -', 'x\n\u2028\u0085"'],
    ])
    assert.equal(text, '"a: -": "x\\n\\u2028\\u0085\\""\n"b": "no"\n')
  })

  for (const version of ['1.1', '1.2'] as const) {
    test(`whatever the names and values, a reader of YAML ${version} gives them back`, () => {
      fc.assert(
        fc.property(entriesOf(anyName), (entries) => {
          const { text, unwritable } = write('yaml', entries)
          assert.deepEqual(unwritable, [])
          const options = { version, mapAsMap: true, merge: true } as const
          const read = (parseYaml(text, options) ?? new Map()) as ReadonlyMap<unknown, unknown>
          assert.deepEqual([...read].toSorted(), entries.toSorted())
        }),
        { numRuns: 1000 },
      )
    })
  }

  test('the longest name is still a key', () => {
    const name = '"'.repeat(formatNames.yaml.maxLength)
    assert.deepEqual(parseYaml(write('yaml', [[name, 'x']]).text), { [name]: 'x' })
  })

  test('only printable characters of ASCII and letters stand in it as they are', () => {
    const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('')
    const { text } = write('yaml', [['A', `${controls}\u2028\u2029\ufeff\uffff`]])
    assert.match(text, /^[\u0020-\u007e]+\n$/)
  })
})

test('the order of the variables does not matter, in any format', () => {
  const entries = [
    ['b', '1'],
    ['a', '2'],
    ['B', '3'],
  ] as const
  for (const format of ['json', 'dotenv', 'yaml'] as const) {
    assert.equal(write(format, entries).text, write(format, entries.toReversed()).text)
  }
})
