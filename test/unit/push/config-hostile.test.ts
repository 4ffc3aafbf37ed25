// A configuration comes out of the checkout, so a pull request may write anything into it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { entry, inFile, inline, mistakes, told } from './config-samples.ts'

const GOOD = entry()

describe('what YAML could do, and must not', () => {
  for (const [what, text, expected] of [
    [
      'a duplicate key',
      entry('adopt: false', 'adopt: true'),
      /line 5, column 5: a key `adopt` stands here already/,
    ],
    [
      'a duplicate key at the top',
      `${GOOD}${GOOD}`,
      /line 4, column 1: a key `destinations` stands/,
    ],
    ['a duplicate of another spelling', entry('adopt: false', '"adopt": true'), /line 5, column 5/],
    [
      'a tag of another language',
      entry('item: !!js/function "function () {}"'),
      /line 4, column \d+: a tag cannot stand here/,
    ],
    [
      'a tag of our own language',
      entry('item: !!str 5'),
      /line 4, column \d+: a tag cannot stand here/,
    ],
    ['a tag on a mapping', entry('tags: !x { a: b }'), /a tag cannot stand here/],
    ['a tag on a key', entry('!!str adopt: true'), /takes no tag/],
    ['binary', entry('item: !!binary aGk='), /a tag cannot stand here/],
    ['an anchor on a key', entry('&a adopt: true'), /takes no tag and no anchor/],
    ['a number as key', entry('1: x'), /line 4, column 5: a key must be text/],
    ['a flag as key', entry('true: x'), /line 4, column 5: a key must be text/],
    ['null as key', entry('null: x'), /a key must be text/],
    ['a list as key', entry('? [a]', ': x'), /a key must be text/],
    ['a mapping as key', entry('? { a: b }', ': x'), /a key must be text/],
    ['a merge', entry('<<: { adopt: true }'), /line 4, column 5: keys cannot be merged/],
    [
      '__proto__',
      entry('__proto__: { adopt: true }'),
      /line 4, column 5: `__proto__` cannot be a key/,
    ],
    ['__proto__ among values', entry('values:', '  __proto__: x'), /line 5, column 7: `__proto__`/],
    [
      'constructor, which schemas leave out silently',
      entry('tags: { constructor: x }'),
      /`constructor` cannot be a key/,
    ],
    ['two documents', `${GOOD}---\n${GOOD}`, /line 4, column 1: a second document/],
    ['a directive', `%YAML 1.1\n---\n${GOOD}`, /a directive cannot stand here/],
    [
      'a tab as indentation',
      'destinations:\n\t- name: a\n',
      /line 2, column 1: a tab cannot indent/,
    ],
    [
      'an alias of nothing',
      entry('item: *nobody'),
      /line 4, column 11: this alias stands for nothing/,
    ],
    ['an alias inside of itself', entry('tags: &a { b: *a }'), /this alias stands for nothing/],
    ['a byte order mark', `\ufeff${GOOD}`, /line 1, column 1: starts with a byte order mark/],
    ['a control character', `${GOOD}# \u0000`, /line 4, column 3: a control character/],
    ['an escape sequence for the terminal', `${GOOD}# \u001b[2J`, /line 4, column 3: a control/],
    ['conflict markers', `${GOOD}<<<<<<< HEAD\n`, /line 4, column 1: holds conflict markers/],
    ['an open quote', entry('item: "x'), /a closing quote, bracket or colon is missing/],
    ['two colons', entry('item: a: b'), /line 4, column 11: is no YAML/],
    [
      'many levels',
      entry(`tags: ${'['.repeat(40)}${']'.repeat(40)}`),
      /nested deeper than 32 levels/,
    ],
    ['very many levels', '['.repeat(20_000), /is nested too deep/],
    [
      'too many destinations',
      '- { name: a, type: nope }\n'.repeat(501),
      /more than 500 destinations/,
    ],
    ['more things than anybody writes', `x: [${'1,'.repeat(25_000)}]`, /more than 20000 things/],
  ] as const) {
    test(what, () => assert.match(told(() => inFile(text)).join('\n'), expected))
  }

  test('aliases that multiply', () => {
    const lines = Array.from({ length: 40 }, (_, index) => {
      const before = index === 0 ? 'x' : `*a${index - 1}`
      return `a${index}: &a${index} [${Array.from({ length: 9 }, () => before).join(', ')}]`
    })
    assert.match(
      told(() => inFile(lines.join('\n')))[0] ?? '',
      /line 5, column \d+: holds more than/,
    )
  })

  test('more than 1 MiB', () => {
    const text = GOOD + '#'.repeat(1024 * 1024)
    assert.deepEqual(
      mistakes(() => inFile(text)).map(({ what }) => what),
      ['destinations.yml, line 1, column 1: is larger than 1 MiB'],
    )
    assert.deepEqual(
      told(() => inFile(GOOD + '#'.repeat(1024 * 1024 - GOOD.length))),
      [],
    )
    assert.match(told(() => inline('é'.repeat(600_000)))[0] ?? '', /larger than 1 MiB/)
  })

  test('bytes that are no UTF-8, with their line', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${GOOD}# ä\n# `),
      Buffer.from([0xe4, 0x0a]),
      Buffer.from('#'),
    ])
    assert.match(told(() => inFile(bytes))[0] ?? '', /line 5, column 1: this line is not UTF-8/)
    assert.match(
      told(() => inFile(Buffer.from(GOOD, 'utf16le')))[0] ?? '',
      /control character|UTF-8/,
    )
  })

  test('no more mistakes are told than a person reads', () => {
    const found = mistakes(() =>
      inFile(entry(...Array.from({ length: 90 }, (_, at) => `wrong-${at}: 1`))),
    )
    assert.equal(found.length, 50)
    assert.match(found.at(-1)?.what ?? '', /and 40 more problems/)
  })

  test('nothing of it reaches the prototype of anything', () => {
    mistakes(() =>
      inFile(entry('__proto__: { polluted: true }', 'constructor: { prototype: { polluted: 1 } }')),
    )
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  })
})

describe('whatever is given', () => {
  const words = fc.constantFrom(
    'destinations:',
    'connections:',
    '\n',
    '\n  ',
    '\n  - ',
    'name: ',
    'type: ',
    'vault',
    'auth: ',
    '{',
    '}',
    '[',
    ']',
    ': ',
    ', ',
    '&a ',
    '*a',
    '!!x ',
    '"',
    "'",
    '|',
    '>',
    '\t',
    '<<: ',
    '? ',
    '- ',
    '#',
    '%YAML 1.1',
    '---',
    '\r',
    'env:X',
    '__proto__: ',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: fc.string() }))
      .map((parts) => parts.join('')),
  )

  test('it is read, or refused with a place: never another error', () => {
    fc.assert(
      fc.property(texts, (given) => {
        for (const { what, code } of mistakes(() => inFile(given))) {
          assert.match(what, /^destinations\.yml, line \d+, column \d+: /)
          assert.notEqual(code, 'INTERNAL')
        }
      }),
      { numRuns: 500 },
    )
  })

  test('the same for bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        mistakes(() => inFile(bytes))
      }),
    )
  })

  test('the line that is told is the line of the mistake', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), (before, between) => {
        const blank = (lines: number): string => '# comment\n'.repeat(lines)
        const text = `${blank(before)}destinations:\n${blank(between)}  - { name: a, type: file, path: x, nope: 1 }\n`
        const [found] = mistakes(() => inFile(text))
        assert.equal(found?.where.line, before + between + 2)
      }),
    )
  })
})
