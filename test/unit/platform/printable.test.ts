// Names come out of the checkout: what they may do to a log, a terminal or a summary is nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  cell,
  count,
  markdownCode,
  markdownText,
  printable,
  size,
} from '../../../src/platform/printable.ts'
import { trimStart } from '../../helpers/runner-masking.ts'

const DANGEROUS = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|[\u200b-\u200d\ufeff\u00ad\u2060]/u

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::error::x',
        '::',
        ':',
        '##[',
        '##',
        '#',
        '[group]',
        '\u001b[31m',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u2028',
        '\u0085',
        '\u00a0',
        '\ufeff',
        '\r',
        '\n',
        ' ',
        '<img src=x onerror=y>',
        '</code>',
        '[a](http://e.example)',
        '![a](b)',
        '@octocat',
        '#1',
        'http://e.example',
        'www.e.example',
        'WWW.e.example',
        '**b**',
        '__u__',
        '~~s~~',
        '|',
        '`',
        '``',
        '&lt;',
        '&#64;',
        '\\',
        '\ud800',
        '😀',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** What is left when every entity is taken out. */
const withoutEntities = (markup: string): string => markup.replace(/&(amp|lt|gt|#\d+);/g, '')

/** As a browser reads it. */
function decoded(markup: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' }
  return markup.replace(/&(?:(amp|lt|gt)|#(\d+));/g, (_whole, name?: string, code?: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : (named[name] ?? ''),
  )
}

describe('a line of the log', () => {
  for (const [what, text, expected] of [
    ['ordinary names stay as they are', 'größe/日本語/.env', 'größe/日本語/.env'],
    ['line ends', 'a\nb\r\nc', 'a\\u{a}b\\u{d}\\u{a}c'],
    ['colours', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a bell and a NUL', '\u0007\0', '\\u{7}\\u{0}'],
    ['the reading direction', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['what nobody sees', 'a\u200bb\ufeffc\u00add', 'a\\u{200b}b\\u{feff}c\\u{ad}d'],
    ['line separators', 'a\u2028b\u2029c\u0085d', 'a\\u{2028}b\\u{2029}c\\u{85}d'],
    ['half a character', 'a\ud800b', 'a\\u{d800}b'],
    ['a whole one', 'a😀b', 'a😀b'],
    ['a command', '::set-output name=x::y', '\\::set-output name=x::y'],
    ['a command behind blanks', ' \u00a0::error::x', ' \u00a0\\::error::x'],
    ['colons elsewhere', 'a::b', 'a::b'],
    ['a command of old', 'x ##[group]y', 'x #\\#[group]y'],
    ['the same behind a third #', '###[error]', '##\\#[error]'],
  ] as const) {
    test(what, () => assert.equal(printable(text), expected))
  }

  test('is one line, steers no terminal and is no command, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const shown of [printable(text), cell(text)]) {
          assert.doesNotMatch(shown, DANGEROUS)
          assert.ok(shown.isWellFormed())
          assert.ok(!trimStart(shown).startsWith('::'))
          assert.ok(!shown.includes('##['))
        }
      }),
      { numRuns: 5000 },
    )
  })
})

describe('a cell of a table', () => {
  test('is cut where a name is longer than helps', () => {
    assert.equal(cell('x'.repeat(300)), 'x'.repeat(300))
    assert.equal(cell('x'.repeat(301)), `${'x'.repeat(300)}…`)
  })

  test('is never cut in the middle of a character', () => {
    for (let length = 295; length < 305; length += 1) {
      const shown = cell(`${'x'.repeat(length)}😀😀😀😀`)
      assert.match(shown, /^x+(😀)*…?$/u, `${length}`)
    }
  })
})

describe('code in Markdown', () => {
  test('holds nothing that makes HTML, links, mentions or tables', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [, body] = /^<code>(.*)<\/code>$/.exec(markdownCode(text)) ?? []
        assert.ok(body !== undefined)
        assert.doesNotMatch(withoutEntities(body), /[&<>|`*_[\]()!@#~:\\]|www\./i)
      }),
      { numRuns: 5000 },
    )
  })

  test('shows what the text was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.equal(decoded(markdownCode(text)), `<code>${cell(text)}</code>`)
      }),
      { numRuns: 2000 },
    )
  })

  for (const [name, markup] of [
    ['.env', '<code>.env</code>'],
    ['a|b', '<code>a&#124;b</code>'],
    ['[x](http://e.example)', '<code>&#91;x&#93;&#40;http&#58;//e.example&#41;</code>'],
    ['@octocat', '<code>&#64;octocat</code>'],
    ['<b>', '<code>&lt;b&gt;</code>'],
    ['&lt;', '<code>&amp;lt;</code>'],
    ['see www.e.example', '<code>see www&#46;e.example</code>'],
  ] as const) {
    test(name, () => assert.equal(markdownCode(name), markup))
  }
})

describe('our sentences in Markdown', () => {
  test('their `code` is code, with what stands in it', () => {
    const sentence = 'Write `private-key: ${{ secrets.X }}` and `a_b*c`'
    const expected =
      'Write <code>private-key: ${{ secrets.X }}</code> and <code>a&#95;b&#42;c</code>'
    assert.equal(markdownText(sentence), expected)
  })

  test('a name in them makes no HTML, link, mention, table or heading', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const markup = markdownText(`the file ${name} is odd`)
        const left = withoutEntities(markup.replace(/<\/?code>/g, ''))
        assert.doesNotMatch(left, /[&<>|*_[\]!@#~\\]|www\.|:\/\//i)
        assert.doesNotMatch(left, DANGEROUS)
      }),
      { numRuns: 5000 },
    )
  })

  test('an address stays readable and is no link', () => {
    assert.equal(markdownText('see https://e.example/a'), 'see https&#58;//e.example/a')
  })

  test('tags of code are closed, and not inside one another', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const tags = [...markdownText(`a ${name} b`).matchAll(/<(\/?)code>/g)].map(([, end]) => end)
        tags.forEach((end, index) => assert.equal(end, index % 2 === 0 ? '' : '/'))
        assert.equal(tags.length % 2, 0)
      }),
    )
  })
})

test('numbers with their nouns', () => {
  assert.equal(count(0, 'file'), '0 files')
  assert.equal(count(1, 'file'), '1 file')
  assert.equal(count(2, 'entry'), '2 entries')
})

test('sizes for people', () => {
  for (const [bytes, shown] of [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [1549, '1.5 KB'],
    [10_000, '10 KB'],
    [999_999, '1000 KB'],
    [1_000_000, '1.0 MB'],
    [1_500_000, '1.5 MB'],
    [268_435_456, '268 MB'],
  ] as const) {
    assert.equal(size(bytes), shown)
  }
})
