// Findings as SARIF: valid, stable, without values, and harmless whatever the names.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { finding, findingDefinitions, type Finding } from '../../../src/check/finding.ts'
import { redactorOf } from '../../../src/secrets/redaction.ts'
import { sarifOf, uriOf } from '../../../src/check/sarif.ts'
import { hostile } from './hostile-texts.ts'
import { violationsOf } from './sarif-schema.ts'

const CODES = Object.keys(findingDefinitions) as Finding['code'][]

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string }
      readonly region: { readonly startLine: number }
    }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
}

interface Rule {
  readonly id: string
  readonly defaultConfiguration: { readonly level: string }
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Rule[] } }
      readonly results: readonly Result[]
    },
  ]
}

function sarif(findings: readonly Finding[], masks: readonly string[] = []): Log {
  const options = {
    version: '1.2.3',
    informationUri: 'https://example.com/docs',
    redact: redactorOf(masks),
  }
  const log = JSON.parse(sarifOf(findings, options)) as Log
  assert.deepEqual(violationsOf(log), [])
  return log
}

const resultsOf = (findings: readonly Finding[], masks?: readonly string[]): readonly Result[] =>
  sarif(findings, masks).runs[0].results
const found = (path: string, message = 'something', line?: number): Finding =>
  finding('VALUE_EXPOSED', { path, message, fix: 'Mend it.', ...(line !== undefined && { line }) })

test('every code is a rule, with its severity as level', () => {
  const { rules } = sarif([]).runs[0].tool.driver
  assert.deepEqual(
    rules.map(({ id }) => id),
    CODES,
  )
  const levels = { error: 'error', warning: 'warning', notice: 'note' }
  for (const { id, defaultConfiguration } of rules) {
    const { severity } = findingDefinitions[id as Finding['code']]
    assert.equal(defaultConfiguration.level, levels[severity])
  }
})

test('a result names rule, place, what and how to mend it', () => {
  const soft: Finding = { ...found('a b/ü#?.ts', 'it is so', 7), severity: 'notice' }
  const [result] = resultsOf([soft])
  assert.equal(result?.ruleId, 'VALUE_EXPOSED')
  assert.equal(result?.ruleIndex, CODES.indexOf('VALUE_EXPOSED'))
  assert.equal(result?.level, 'note')
  assert.equal(result?.message.text, 'it is so. Mend it.')
  assert.deepEqual(result?.locations[0]?.physicalLocation, {
    artifactLocation: { uri: 'a%20b/%C3%BC%23%3F.ts', uriBaseId: '%SRCROOT%' },
    region: { startLine: 7 },
  })
})

describe('paths as URIs', () => {
  for (const [path, uri] of [
    ['.env.kanuka', '.env.kanuka'],
    ['c:/x', 'c%3A/x'],
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['100%/x', '100%25/x'],
    ['a\\b', 'a%5Cb'],
    ['a\nb', 'a%0Ab'],
    ['', '.'],
    ['.', '.'],
    ['/etc/passwd', '.'],
    ['//e.example/x', '.'],
    ['../x', '.'],
    ['a/../b', '.'],
    ['a//b', '.'],
    ['\ud800', '%EF%BF%BD'],
  ] as const) {
    test(JSON.stringify(path), () => assert.equal(uriOf(path), uri))
  }

  test('stay below the root, and decode to the path', () => {
    fc.assert(
      fc.property(hostile, (path) => {
        const uri = uriOf(path)
        const { href } = new URL(uri, 'https://root.example/checkout/')
        assert.ok(href.startsWith('https://root.example/checkout/'), href)
        if (uri !== '.') assert.equal(decodeURIComponent(uri), path.toWellFormed())
      }),
    )
  })
})

describe('fingerprints', () => {
  const print = (result: Result | undefined): string =>
    result?.partialFingerprints['primaryLocationLineHash'] ?? ''

  test('stay when lines move and counts change', () => {
    const [one] = resultsOf([found('a', 'the key is 90 days old', 3)])
    const [other] = resultsOf([found('a', 'the key is 91 days old', 30)])
    assert.match(print(one), /^[0-9a-f]{32}:1$/)
    assert.equal(print(one), print(other))
  })

  test('differ by code, path, sentence, and occurrence', () => {
    const pending = finding('MEMBER_PENDING', { path: 'a', message: 'something', fix: 'Mend it.' })
    const all = [found('a'), found('b'), found('a', 'another'), pending, found('a')]
    assert.equal(new Set(resultsOf(all).map(print)).size, all.length)
  })

  test('tell nothing of a value', () => {
    const [one] = resultsOf([found('a', 'x hunter22 y')], ['hunter22'])
    const [other] = resultsOf([found('a', 'x *** y')])
    assert.equal(print(one), print(other))
  })
})

test('values are taken out of every text', () => {
  const value = 'hunter22-ü'
  const all = [{ ...found(`a/${value}`, `see ${value}`), fix: `not ${value}` }]
  const options = {
    version: '',
    informationUri: 'https://example.com',
    redact: redactorOf([value]),
  }
  const text = sarifOf(all, options)
  for (const form of [value, encodeURIComponent(value)]) assert.ok(!text.includes(form))
  assert.ok(text.includes('a/%2A%2A%2A'))
})

test('hostile names: still valid, no link, no placeholder, no control character', () => {
  fc.assert(
    fc.property(hostile, hostile, (path, name) => {
      const [result] = resultsOf([found(path, `the file ${name} is odd`)])
      const text = result?.message.text ?? ''
      // A bracket that is not escaped makes a link.
      assert.doesNotMatch(text.replace(/\\[\\[\]]/g, ''), /[[\]\\]/)
      assert.doesNotMatch(text.replaceAll(/\{\{\d+\}\}/g, ''), /\{\d+\}/)
      assert.doesNotMatch(text, /\p{Cc}|\p{Bidi_Control}/u)
    }),
  )
})

test('as many results as GitHub shows, and sentences that end', () => {
  const all = Array.from({ length: 6000 }, () => found('a', 'x'.repeat(5000)))
  const results = resultsOf(all)
  assert.equal(results.length, 5000)
  assert.ok(results.every(({ message }) => message.text.length <= 1001))
})
