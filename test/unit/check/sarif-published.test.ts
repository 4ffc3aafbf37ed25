// Findings as SARIF, against the schema that is published for SARIF 2.1.0, as a package holds it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { finding, findingDefinitions, type Finding } from '../../../src/check/finding.ts'
import { redactorOf } from '../../../src/secrets/redaction.ts'
import { sarifOf } from '../../../src/check/sarif.ts'
import { hostile } from './hostile-texts.ts'
import { violationsOf } from './sarif-schema.ts'

const CODES = Object.keys(findingDefinitions) as Finding['code'][]
const SEVERITIES = ['error', 'warning', 'notice'] as const

interface Run {
  readonly version?: string
  readonly masks?: readonly string[]
}

function logOf(findings: readonly Finding[], { version = '1.2.3', masks = [] }: Run = {}): unknown {
  const options = {
    version,
    informationUri: 'https://example.com/docs',
    redact: redactorOf(masks),
  }
  return JSON.parse(sarifOf(findings, options))
}

const found = (path: string, message = 'something', line?: number): Finding =>
  finding('VALUE_EXPOSED', { path, message, fix: 'Mend it.', ...(line !== undefined && { line }) })

describe('valid', () => {
  const cases: Readonly<Record<string, unknown>> = {
    'no finding': logOf([]),
    'no version': logOf([], { version: '' }),
    'every code': logOf(
      CODES.map((code) => finding(code, { path: 'a', message: 'It is so', fix: 'Mend it.' })),
    ),
    'every severity': logOf(SEVERITIES.map((severity) => ({ ...found('a'), severity }))),
    'lines, and lines that are none': logOf(
      [undefined, 1, 7, 0, -1, 1.5].map((line) => found('a', 'It is so', line)),
    ),
    'odd paths': logOf(
      [
        '',
        '.',
        '../x',
        '/etc/x',
        '//e.example/x',
        'c:/x',
        'a b/ü#?[0].ts',
        'a\nb',
        '100%',
        '\ud800',
      ].map((path) => found(path)),
    ),
    'values taken out': logOf([found('a/hunter22', 'see hunter22')], { masks: ['hunter22'] }),
    'the same twice': logOf([found('a'), found('a')]),
    'more than GitHub shows': logOf(
      Array.from({ length: 6000 }, () => found('a', 'x'.repeat(2000))),
    ),
  }
  for (const [name, log] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(violationsOf(log), []))
  }

  test('hostile names', () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.option(fc.integer(), { nil: undefined }),
        (path, name, line) => {
          assert.deepEqual(violationsOf(logOf([found(path, `the file ${name} is odd`, line)])), [])
        },
      ),
    )
  })
})

// Else a schema that was not read, or formats that were not, would let everything pass.
describe('refused', () => {
  const RESULT = 'runs/0/results/0'
  const DRIVER = 'runs/0/tool/driver'
  const LOCATION = `${RESULT}/locations/0/physicalLocation`
  for (const [place, value, violation] of [
    ['version', '2.0.0', '/version must be equal to one of the allowed values'],
    ['runs', undefined, " must have required property 'runs'"],
    ['extra', 1, ' must NOT have additional properties'],
    ['$schema', 'no uri', '/$schema must match format "uri"'],
    ['runs/0/tool', undefined, "/runs/0 must have required property 'tool'"],
    [`${DRIVER}/name`, undefined, `/${DRIVER} must have required property 'name'`],
    [`${DRIVER}/informationUri`, 'docs', `/${DRIVER}/informationUri must match format "uri"`],
    [`${DRIVER}/rules/0/id`, undefined, `/${DRIVER}/rules/0 must have required property 'id'`],
    [`${RESULT}/message`, undefined, `/${RESULT} must have required property 'message'`],
    [`${RESULT}/message/text`, undefined, `/${RESULT}/message must have required property 'text'`],
    [`${RESULT}/level`, 'fatal', `/${RESULT}/level must be equal to one of the allowed values`],
    [`${RESULT}/severity`, 'error', `/${RESULT} must NOT have additional properties`],
    [`${LOCATION}/region/startLine`, undefined, `/${LOCATION}/region must match a schema in anyOf`],
    [`${LOCATION}/region/startLine`, 0, `/${LOCATION}/region/startLine must be >= 1`],
    [`${LOCATION}/region/startLine`, 1.5, `/${LOCATION}/region/startLine must be integer`],
    [
      `${LOCATION}/artifactLocation/uri`,
      'a b',
      `/${LOCATION}/artifactLocation/uri must match format "uri-reference"`,
    ],
    [
      `${RESULT}/partialFingerprints/primaryLocationLineHash`,
      1,
      `/${RESULT}/partialFingerprints/primaryLocationLineHash must be string`,
    ],
  ] as const) {
    test(`${place}: ${value ?? 'missing'}`, () => {
      const broken = changed(logOf([found('a', 'It is so', 7)]), place.split('/'), value)
      const violations = violationsOf(broken)
      assert.ok(violations.includes(violation), violations.join('\n'))
    })
  }
})

/** With another value at a place, or without it. */
function changed(log: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const copy: unknown = Array.isArray(log) ? [...(log as unknown[])] : { ...(log as object) }
  const bag = copy as Record<string, unknown>
  if (rest.length > 0) bag[key] = changed(bag[key], rest, value)
  else if (value === undefined) delete bag[key]
  else bag[key] = value
  return copy
}
