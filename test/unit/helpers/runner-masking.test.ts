// The model of the runner's masks against forms that were computed by other means.
import assert from 'node:assert/strict'
import test from 'node:test'
import { SecretMasker } from '../../helpers/runner-masking.ts'

function maskerOf(...values: readonly string[]): SecretMasker {
  const masker = new SecretMasker()
  for (const value of values) masker.addWithLines(value)
  return masker
}

test('a plain value has itself and its three Base64 forms as masks', () => {
  const expected = ['hunter2', 'aHVudGVyMg==', 'dW50ZXIy', 'bnRlcjI=']
  assert.deepEqual([...maskerOf('hunter2').masks], expected)
})

const derived: readonly (readonly [what: string, value: string, form: string])[] = [
  ['JSON: quotes and backslashes', 'a"b\\c', 'a\\"b\\\\c'],
  ['JSON: short escapes', 'a\tb\fc\bd', 'a\\tb\\fc\\bd'],
  ['JSON: other controls in small hex', 'a\u001bb\u0085c\u2028d', 'a\\u001bb\\u0085c\\u2028d'],
  ['JSON: delete, slashes and letters as they are', 'ä/\u007f"', 'ä/\u007f\\"'],
  ['URI: reserved characters', "p@ss!*'()~-_.", 'p%40ss%21%2A%27%28%29~-_.'],
  ['URI: UTF-8 and lone surrogates', 'ü€\ud800 ', '%C3%BC%E2%82%AC%EF%BF%BD%20'],
  ['XML', `<a b="c">&'`, '&lt;a b=&quot;c&quot;&gt;&amp;&apos;'],
  ['command line: quotes alone', 'a\\b "x"', 'a\\b \\"x\\"'],
  ['expression string', "it's 'x'", "it''s ''x''"],
  ['outer double quotes', '"1234567"', '1234567'],
  ['PowerShell, before the last &', 'abc&def&ghijkl', 'abc&def&'],
  ['PowerShell, after the last &', 'abc&def&ghijkl', 'ghijkl'],
  ['PowerShell, before &+', 'abcdef&+ghijklm', 'abcdef&+'],
  ['PowerShell, after &+ and one letter', 'abc&+ghijklm', 'hijklm'],
  ['Base64 of a value too short to be cut', 'ab', 'YWI='],
]

for (const [what, value, form] of derived) {
  test(`derived form: ${what}`, () => {
    assert.ok(maskerOf(value).masks.has(form), [...maskerOf(value).masks].join('\n'))
  })
}

test('forms that the runner does not make', () => {
  assert.equal(maskerOf('"123456"').masks.has('123456'), false, 'quotes of a short value')
  assert.equal(maskerOf("'12345678'").masks.has('12345678'), false, 'single quotes')
  assert.equal(maskerOf('abcd&ghijk').masks.has('abcd&'), false, 'short PowerShell piece')
  assert.equal(maskerOf('plain-value').masks.has(''), false, 'nothing')
})

test('several lines: the whole untrimmed, each line trimmed, blank lines not at all', () => {
  const { masks } = maskerOf(' first \r\n\r\n \n\tsecond')
  for (const mask of [' first \r\n\r\n \n\tsecond', 'first', 'second'])
    assert.ok(masks.has(mask), mask)
  for (const other of ['', ' ', ' first ', '\tsecond']) assert.equal(masks.has(other), false, other)
})

test('overlapping and adjacent matches become one', () => {
  const masker = maskerOf('abc', 'cde', 'xy')
  assert.equal(masker.mask('abcde'), '***')
  assert.equal(masker.mask('1abcxy2abc xy'), '1***2*** ***')
  assert.equal(masker.mask('abc,abc'), '***,***')
  assert.equal(masker.mask('nothing here'), 'nothing here')
  assert.equal(masker.mask(''), '')
})

test('a match that overlaps itself is covered whole', () => {
  assert.equal(maskerOf('aba').mask('ababa!'), '***!')
})

test('a longer match that begins inside a shorter one extends it', () => {
  assert.equal(maskerOf('ab', 'abcdef', 'bcd').mask('-abcde-abcdef-'), '-***e-***-')
})

test('masks of one and two characters work', () => {
  assert.equal(maskerOf('7').mask('1700'), '1***00')
  assert.equal(maskerOf('{').mask('{"a": 1}'), '***"a": 1}')
})

test('the case of letters counts', () => {
  assert.equal(maskerOf('Secret').mask('secret Secret'), 'secret ***')
})
