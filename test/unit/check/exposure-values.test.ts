// Which values are worth a search of the checkout.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isWorthSearching } from '../../../src/check/exposure-values.ts'

describe('values that are worth a search', () => {
  for (const [value, expected] of [
    ['1234567', false],
    ['ab12!cd', false],
    ['ab12!cde', true],
    ['äöü1', false],
    ['äöü12', true],
    ['correcthorse', false],
    ['correct horse battery', false],
    ['eu-central', false],
    ['eu-central-1', true],
    ['snake_case_word', false],
    ['größe überall', false],
    ['- dashes', true],
    ['two--dashes', false],
    ['true', false],
    ['undefined', false],
    ['12345678', false],
    ['-12345.678', false],
    ['1.5e100000', false],
    ['1234-5678-9012', true],
    ['0x1234567890abcdef', true],
    ['10.20.30.40', true],
    ['https://example.com/path?x=1', false],
    ['https://user@example.com/path', false],
    ['https://user:pass@example.com/', true],
    ['postgres://:pass@db/x', true],
    ['postgres://u:p/q@db/x', true],
    ['https://example.com:8080/', false],
    ['redis://user:@example.com', false],
    ['https://a b', true],
    ['   spaced   ', false],
    [`${' '.repeat(20)}x1`, false],
    [' ab12!cde ', true],
    ['', false],
  ] as const) {
    test(JSON.stringify(value), () => assert.equal(isWorthSearching(value), expected))
  }

  test('takes no time to tell, whatever the value', () => {
    const started = performance.now()
    for (const unit of ['a', '1', '1.', 'a-', ' ', 'a:', 'http://', 'a@', '\u0301', 'e1']) {
      isWorthSearching(`${unit.repeat(30_000)}!`)
      isWorthSearching(`http://${unit.repeat(30_000)}`)
    }
    assert.ok(performance.now() - started < 2000)
  })
})
