// Only the types that a configuration names are loaded: which are they?
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { typesNamedIn } from '../../../src/push/config-types.ts'

const TYPES = ['aws-parameter-store', 'aws-secrets-manager', 'file', 'vault']

function namedIn(...texts: readonly string[]): readonly string[] {
  const sources = texts.map((content) => ({
    shown: 'destinations',
    origin: 'workflow' as const,
    content,
  }))
  return TYPES.filter(typesNamedIn(sources))
}

describe('types that are named', () => {
  test('by an entry, in either form', () => {
    assert.deepEqual(namedIn('- { name: a, type: vault }'), ['vault'])
    assert.deepEqual(namedIn('destinations: [{ name: a, type: file }]'), ['file'])
  })

  test('by a connection: a family names all of its types', () => {
    const text = 'connections: { prod: { type: aws } }\ndestinations: [{ name: a, type: file }]'
    assert.deepEqual(namedIn(text), ['aws-parameter-store', 'aws-secrets-manager', 'file'])
  })

  test('in any of the sources, through an alias too', () => {
    const aliased = 'connections: { one: &it { type: vault }, two: *it }'
    assert.deepEqual(namedIn(aliased, '- { name: a, type: file }'), ['file', 'vault'])
  })

  for (const text of ['', '[', 'text', '- text', 'destinations: 1', '- { type: [vault] }', '\0']) {
    test(`none in ${JSON.stringify(text)}`, () => assert.deepEqual(namedIn(text), []))
  }

  test('an unknown one is none', () => {
    assert.deepEqual(namedIn('- { name: a, type: vaultt }\n- { name: b, type: aw }'), [])
  })
})
