// Templates on their own: positions, rules of the caller, values.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseTemplate, TemplateError, type TemplateRules } from '../../../src/secrets/template.ts'

const RULES: TemplateRules = {
  variables: new Set(['name', 'place']),
  helpers: new Map([['join', { arity: 2, run: (...values) => values.join('+') }]]),
}

function mistake(text: string): TemplateError {
  try {
    parseTemplate(text, RULES)
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
  return assert.fail(`${text} was accepted`)
}

test('a template knows what it uses, arguments of helpers included', () => {
  const template = parseTemplate('{{join place "x"}} and {{place}}', RULES)
  assert.deepEqual([...template.uses], ['place'])
  assert.equal(template.render(new Map([['place', 'Rome']])), 'Rome+x and Rome')
})

test('a variable without a value is an error that names it, not an empty text', () => {
  const template = parseTemplate('{{name}}', RULES)
  assert.throws(() => template.render(new Map()), new RangeError('name'))
})

test('a text over several lines stays as it is, blank lines included', () => {
  const text = 'Hello {{name}},\n\n  {{place}}\n'
  const values = new Map([
    ['name', 'Ada'],
    ['place', 'London'],
  ])
  assert.equal(parseTemplate(text, RULES).render(values), 'Hello Ada,\n\n  London\n')
})

describe('a mistake has the line and column where it stands', () => {
  for (const [text, line, column] of [
    ['{{nobody}}', 1, 3],
    ['a {{name}} b {{nobody}}', 1, 16],
    ['first\nsecond {{nobody}}', 2, 10],
    ['{{join name nobody}}', 1, 13],
    ['\n\n{{#if name}}{{/if}}', 3, 1],
    ['{{name}}\n{{{name}}}', 2, 1],
    ['one\ntwo {{', 2, 1],
  ] as const) {
    test(`${JSON.stringify(text)}: ${line}:${column}`, () => {
      const { line: foundLine, column: foundColumn } = mistake(text)
      assert.deepEqual([foundLine, foundColumn], [line, column])
    })
  }
})
