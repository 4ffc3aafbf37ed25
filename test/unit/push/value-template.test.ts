// Values made of other values: helpers, what is refused and where it stands, and that nothing that a
// variable holds is ever read as a template.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError, ActionErrors } from '../../../src/errors.ts'
import { parseValueTemplate } from '../../../src/push/value-template.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'

type Texts = Readonly<Record<string, string>>

const TITLE = 'the value URL of destination "prod"'

function parse(text: string, known: Iterable<string>): ReturnType<typeof parseValueTemplate> {
  return parseValueTemplate(text, { title: TITLE, known, where: { file: 'd.yml', line: 7 } })
}

function render(text: string, texts: Texts): string {
  const values = new Map(Object.entries(texts).map(([name, one]) => [name, new SecretValue(one)]))
  return parse(text, values.keys()).render(values).reveal()
}

describe('what a template gives', () => {
  const texts = { USER: 'ada', PASSWORD: 'p@ss/w%rd "x"\\', EMPTY: '', lower: 'VAR' }
  for (const [template, expected] of [
    ['plain', 'plain'],
    ['', ''],
    ['{{USER}}', 'ada'],
    [
      'postgres://{{USER}}:{{urlencode PASSWORD}}@h/app',
      'postgres://ada:p%40ss%2Fw%25rd%20%22x%22%5C@h/app',
    ],
    [`{{urlencode "!'()*-._~+"}}`, '%21%27%28%29%2A-._~%2B'],
    ['{{upper USER}}{{lower "ADA"}}', 'ADAada'],
    ['{{replace USER "a" "$&"}}', '$&d$&'],
    ['{{replace USER EMPTY "-"}}', 'ada'],
    ['{{replace USER "d" 1}}', 'a1a'],
    ['{{base64 "é😀"}}', 'w6nwn5iA'],
    ['{"password":{{json PASSWORD}} }', '{"password":"p@ss/w%rd \\"x\\"\\\\" }'],
    ['{{json EMPTY}}', '""'],
    ['{{lower}} {{lower lower}}', 'VAR var'],
    ['<{{PASSWORD}}>', '<p@ss/w%rd "x"\\>'],
    ['\\{{USER}}', '{{USER}}'],
    ['one\n\n  {{USER}}\n', 'one\n\n  ada\n'],
  ] as const) {
    test(template || 'nothing', () => assert.equal(render(template, texts), expected))
  }

  test('it knows which variables it uses', () => {
    const { uses } = parse('{{A}}{{replace A "A" B}}', ['A', 'B', 'C'])
    assert.deepEqual([...uses], ['A', 'B'])
  })

  test('names that every object of JavaScript has are names like others', () => {
    assert.equal(render('{{constructor}}', { constructor: 'x' }), 'x')
  })
})

describe('what variables hold is text', () => {
  const hostile = '{{B}} {{{B}}} {{#each this}}{{/each}} \\{{B}} {{log B}}'

  test('not a template, with and without helpers', () => {
    const texts = { A: hostile, B: 'other' }
    assert.equal(render('{{A}}|{{B}}', texts), `${hostile}|other`)
    assert.equal(render('{{replace "X" "X" A}}', texts), hostile)
    assert.equal(render('{{replace "{x" "x" A}}', { A: '{B}}', B: 'no' }), '{{B}}')
  })

  test('whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const text = render('{{A}}-{{B}}-{{base64 A}}-{{urlencode B}}-{{json A}}', { A: a, B: b })
        const expected = [a, b, Buffer.from(a).toString('base64'), strict(b), JSON.stringify(a)]
        assert.equal(text, expected.join('-'))
      }),
    )
  })

  // Byte by byte, as RFC 3986 has it.
  function strict(text: string): string {
    return [...Buffer.from(text)]
      .map((byte) => {
        const character = String.fromCharCode(byte)
        const hex = byte.toString(16).toUpperCase().padStart(2, '0')
        return /[A-Za-z0-9._~-]/.test(character) ? character : `%${hex}`
      })
      .join('')
  }
})

describe('refused', () => {
  test('a variable that is not there: where, and which was meant', async () => {
    const error = await refusal(() => parse('x\n{{urlencode DB_PASWORD}}', ['A', 'DB_PASSWORD']))
    assert.equal(error.code, 'TEMPLATE_INVALID')
    assert.equal(
      error.what,
      `${TITLE} uses DB_PASWORD (line 2, column 13), which none of its files holds`,
    )
    assert.match(error.fix, /^Did you mean DB_PASSWORD\? /)
    assert.deepEqual(error.where, { file: 'd.yml', line: 7 })
  })

  test('without a near name none is offered', async () => {
    const error = await refusal(() => parse('{{NOBODY}}', ['A', 'DB_PASSWORD']))
    assert.match(error.fix, /^Names are those in the files/)
  })

  test('all that are missing, each once, at their first place', async () => {
    const errors = await refusals(() => parse('{{ONE}} {{A}} {{TWO}}{{ONE}}{{upper THREE}}', ['A']))
    assert.deepEqual(
      errors.map(({ what }) => /uses (\w+ \(.*?\))/.exec(what)?.[1]),
      ['ONE (line 1, column 3)', 'TWO (line 1, column 17)', 'THREE (line 1, column 37)'],
    )
  })

  test('but not more than ten', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `{{N${index}}}`)
    assert.equal((await refusals(() => parse(names.join(''), []))).length, 10)
  })

  test('a missing name and what is no template at all, together', async () => {
    const errors = await refusals(() => parse('{{NOBODY}}{{#if A}}{{/if}}', ['A']))
    assert.match(errors[1]?.what ?? '', /blocks, partials and comments.*\(line 1, column 11\)/)
  })

  for (const [template, why] of [
    ['{{{A}}}', /\{\{\{ \}\}\}/],
    ['{{#each this}}{{/each}}', /blocks/],
    ['{{@root.A}}', /single names/],
    ['{{this}}', /single names/],
    ['{{A.B}}', /single names/],
    ['{{../A}}', /single names/],
    ['{{upper (lower A)}}', /single names/],
    ['{{log A}}', /no helper log; known: lower, upper, replace, urlencode, base64, json/],
    ['{{constructor A}}', /no helper constructor/],
    ['{{lookup this "constructor"}}', /no helper lookup/],
    ['{{upper A A}}', /takes 1 argument/],
    ['{{A', /do not form a template/],
    ['\ud800{{A}}', /half a character/],
    ['x'.repeat(16_385), /longer than 16384 characters/],
  ] as const) {
    test(JSON.stringify(template.slice(0, 40)), async () => {
      const error = await refusal(() => parse(template, ['A', 'B']))
      assert.equal(error.code, 'TEMPLATE_INVALID')
      assert.match(error.what, why)
      assert.ok(error.what.startsWith(TITLE))
    })
  }

  test('three braces in a row, with what to do about them', async () => {
    const { fix } = await refusal(() => parse('{"a":{{json A}}}', ['A']))
    assert.match(fix, /Put a blank between a brace of your own and those of the template/)
    assert.equal(render('{"a":{{json A}} }', { A: '"' }), '{"a":"\\"" }')
  })

  for (const [what, template] of [
    ['one variable a thousand times', '{{A}}'.repeat(3000)],
    ['one that is multiplied', '{{replace A "x" A}}'],
    ['much work for a short value', '{{replace A A "y"}}'.repeat(800)],
    ['one that is multiplied little by little', '{{replace "xxxxxxxxxxxxxxxx" "x" A}}'.repeat(100)],
    ['one that a helper makes longer', '{{urlencode B}}'.repeat(300)],
  ] as const) {
    test(`too much: ${what}`, async () => {
      const texts = { A: 'x'.repeat(50_000), B: '😀'.repeat(5000) }
      const error = await refusal(() => render(template, texts))
      assert.equal(error.code, 'VALUE_TOO_LARGE')
      assert.doesNotMatch(error.what + error.fix, /xxx|yyy|%F0/)
    })
  }

  test('a template is good again after one value was too much', () => {
    const template = parse('{{A}}'.repeat(300), ['A'])
    const values = (length: number): ReadonlyMap<string, SecretValue<string>> =>
      new Map([['A', new SecretValue('x'.repeat(length))]])
    assert.throws(() => template.render(values(100_000)), ActionError)
    for (const _ of Array(20).keys()) assert.equal(template.render(values(3)).reveal().length, 900)
    for (const _ of Array(20).keys()) template.render(values(5000))
  })
})

test('whatever stands in it, it is a template or an error of ours', () => {
  const piece = fc.constantFrom(
    '{{A}}',
    '{{',
    '}}',
    '{{{',
    '{{#',
    '{{/',
    '{{>',
    '{{!',
    '{{~',
    'A',
    'B',
    '@',
    '../',
    '.',
    'this',
    ' ',
    '"',
    "'",
    '(',
    ')',
    '|',
    '=',
    '\\',
    '\n',
    'json ',
    '\0',
    '😀',
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 10 }),
      (parts) => {
        try {
          render(parts.join(''), { A: 'secret-of-a' })
        } catch (error) {
          const errors = error instanceof ActionErrors ? error.errors : [error]
          for (const one of errors) {
            assert.ok(one instanceof ActionError && one.code === 'TEMPLATE_INVALID', String(one))
            assert.doesNotMatch(one.what + one.fix, /secret-of-a/)
          }
        }
      },
    ),
    { numRuns: 2000 },
  )
})
