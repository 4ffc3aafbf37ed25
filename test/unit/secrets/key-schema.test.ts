// The `key-schema`: what it may hold, and that nothing in it is ever run.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError } from '../../../src/errors.ts'
import { environmentOf, IDENTITY_SCHEMA } from '../../../src/secrets/key-schema.ts'
import { parseKeySchema } from '../../../src/secrets/key-schema-parser.ts'
import { refusal } from '../../helpers/refusals.ts'

const VALUES = new Map([
  ['secretKey', 'Api-Token'],
  ['environment', 'production'],
  ['project', 'shop'],
  ['file', '.env.production'],
  ['branch', 'main'],
])

describe('names as they go out', () => {
  for (const [schema, expected] of [
    [IDENTITY_SCHEMA, 'Api-Token'],
    ['APP_{{secretKey}}', 'APP_Api-Token'],
    ['{{ secretKey }}_X', 'Api-Token_X'],
    ['{{upper secretKey}}', 'API-TOKEN'],
    ['{{lower secretKey}}', 'api-token'],
    ['{{replace secretKey "-" "_"}}', 'Api_Token'],
    ["{{replace secretKey '-' ''}}", 'ApiToken'],
    ['{{replace secretKey "-" "$&"}}', 'Api$&Token'],
    ['{{replace "a-b-c" "-" "_"}}{{secretKey}}', 'a_b_cApi-Token'],
    ['{{replace secretKey "." "_"}}', 'Api-Token'],
    ['{{upper environment}}_{{secretKey}}', 'PRODUCTION_Api-Token'],
    ['{{project}}.{{branch}}.{{secretKey}}', 'shop.main.Api-Token'],
    ['{{secretKey}}{{secretKey}}', 'Api-TokenApi-Token'],
    ['{{replace "a.b" "." environment}}{{secretKey}}', 'aproductionbApi-Token'],
    ['{{replace secretKey "Token" 7}}', 'Api-7'],
    ['{secretKey}{{secretKey}}', '{secretKey}Api-Token'],
    ['<{{secretKey}}>&', '<Api-Token>&'],
    ['  {{secretKey}} ', '  Api-Token '],
    ['{{file}}{{secretKey}}', '.env.productionApi-Token'],
  ] as const) {
    test(`${schema} gives ${expected}`, () => {
      assert.equal(parseKeySchema(schema).apply(VALUES), expected)
    })
  }

  test('whether it needs an environment is known before the first name', () => {
    assert.equal(parseKeySchema('{{secretKey}}').usesEnvironment, false)
    assert.equal(parseKeySchema('{{secretKey}}_{{environment}}').usesEnvironment, true)
    assert.equal(parseKeySchema('{{secretKey}}{{upper environment}}').usesEnvironment, true)
    assert.equal(parseKeySchema('environment_{{secretKey}}').usesEnvironment, false)
  })

  test('what a value holds is text, not a template', () => {
    const values = new Map([...VALUES, ['secretKey', '{{project}}'], ['project', '{{{x}}}']])
    assert.equal(parseKeySchema('{{secretKey}}-{{project}}').apply(values), '{{project}}-{{{x}}}')
  })
})

describe('refused, with the reason', () => {
  const tooLong = `{{secretKey}}${'x'.repeat(243)}`
  for (const [schema, why] of [
    ['', /\{\{secretKey\}\} must stand in it/],
    ['APP_', /\{\{secretKey\}\} must stand in it/],
    ['{{environment}}', /\{\{secretKey\}\} must stand in it/],
    ['{{upper "secretKey"}}', /\{\{secretKey\}\} must stand in it/],
    ['\\{{secretKey}}', /\{\{secretKey\}\} must stand in it/],
    [tooLong, /longer than 255 characters/],
    ['{{#if secretKey}}x{{/if}}', /blocks, partials and comments.*column 1\)/],
    ['{{secretKey}}{{#each secretKey}}{{/each}}', /blocks, partials.*column 14\)/],
    ['{{secretKey}}{{^x}}{{/x}}', /blocks, partials and comments/],
    ['{{> secretKey}}', /blocks, partials and comments/],
    ['{{#> layout}}{{/layout}}', /blocks, partials and comments/],
    ['{{secretKey}}{{! note }}', /blocks, partials and comments.*column 14\)/],
    ['{{secretKey}}{{!-- note --}}', /blocks, partials and comments/],
    ['{{#*inline "x"}}{{/inline}}', /blocks, partials and comments/],
    ['{{{secretKey}}}', /\{\{\{ \}\}\} and \{\{& \}\} cannot be used here.*column 1\)/],
    ['{{&secretKey}}', /\{\{\{ \}\}\} and \{\{& \}\} cannot/],
    ['{{~secretKey}}', /~ cannot be used here/],
    ['{{secretKey~}}', /~ cannot be used here/],
    ['{{@root}}', /single names, texts and numbers cannot/],
    ['{{@root.secretKey}}', /single names, texts and numbers cannot/],
    ['{{../secretKey}}', /single names, texts and numbers cannot/],
    ['{{./secretKey}}', /single names, texts and numbers cannot/],
    ['{{secretKey.length}}', /single names, texts and numbers cannot/],
    ['{{secretKey/length}}', /single names, texts and numbers cannot/],
    ['{{this}}', /single names, texts and numbers cannot/],
    ['{{this.secretKey}}', /single names, texts and numbers cannot/],
    ['{{.}}', /single names, texts and numbers cannot/],
    ['{{"secretKey"}}', /single names, texts and numbers cannot/],
    ['{{5}}', /single names, texts and numbers cannot/],
    ['{{true}}', /single names, texts and numbers cannot/],
    ['{{null}}', /single names, texts and numbers cannot/],
    ['{{undefined}}', /single names, texts and numbers cannot/],
    ['{{upper (lower secretKey)}}', /single names, texts and numbers cannot.*column 9\)/],
    ['{{(upper secretKey)}}', /single names, texts and numbers cannot/],
    ['{{upper true}}', /single names, texts and numbers cannot/],
    ['{{upper this}}', /single names, texts and numbers cannot/],
    ['{{upper secretKey to="x"}}', /name=value arguments cannot/],
    ['{{secretKey x=1}}', /name=value arguments cannot/],
    [
      '{{secretkey}}',
      /no variable secretkey; known: secretKey, environment, project, file, branch/,
    ],
    ['APP_{{name}}', /there is no variable name;.*column 7\)/],
    ['{{upper}}', /there is no variable upper/],
    ['{{upper name}}', /there is no variable name;.*column 9\)/],
    ['{{trim secretKey}}', /there is no helper trim; known: lower, upper, replace/],
    ['{{upper secretKey project}}', /upper takes 1 argument\(s\), not 2/],
    ['{{replace secretKey "-"}}', /replace takes 3 argument\(s\), not 2/],
    ['{{lookup this "constructor"}}', /there is no helper lookup/],
    ['{{log secretKey}}', /there is no helper log/],
    ['{{constructor}}', /there is no variable constructor/],
    ['{{__proto__}}', /there is no variable __proto__/],
    ['{{toString}}', /there is no variable toString/],
    ['{{constructor secretKey}}', /there is no helper constructor/],
    ['{{__proto__ secretKey}}', /there is no helper __proto__/],
    ['{{secretKey', /braces do not form a template/],
    ['{{}}', /braces do not form a template/],
    ['{{secretKey}} {{', /braces do not form a template/],
    ['{{{{raw}}}}x{{{{/raw}}}}', /cannot be used|do not form/],
    ['{{secretKey as |x|}}', /braces do not form a template/],
  ] as const) {
    test(schema === tooLong ? '256 characters' : schema || 'nothing', async () => {
      const error = await refusal(() => parseKeySchema(schema))
      assert.equal(error.code, 'SCHEMA_INVALID')
      assert.match(error.what, why)
      assert.match(error.fix, /\{\{upper secretKey\}\}.*\{\{replace secretKey "-" "_"\}\}/)
    })
  }

  test('255 characters are not too many', () => {
    const schema = tooLong.slice(0, 255)
    assert.equal(parseKeySchema(schema).apply(new Map([['secretKey', 'A']])).length, 243)
  })
})

test('whatever stands in it, it is a schema or an error of ours, and nothing is run', () => {
  const piece = fc.constantFrom(
    '{{secretKey}}',
    '{{',
    '}}',
    '{{{',
    '}}}',
    '{{#',
    '{{/',
    '{{>',
    '{{!',
    '{{&',
    '{{~',
    'secretKey',
    'constructor',
    '__proto__',
    'lookup this "constructor"',
    '@root',
    '@index',
    '../',
    './',
    '.',
    'this',
    ' ',
    '"',
    "'",
    '(',
    ')',
    '|',
    'as |x|',
    'else',
    '=',
    '\\',
    '[x]',
    '{{log "x"}}',
    '{{#with "s" as |string|}}{{string.sub.constructor}}{{/with}}',
    '\n',
    '😀',
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 10 }),
      (parts) => {
        try {
          const name = parseKeySchema(parts.join('')).apply(VALUES)
          assert.ok(name.includes('Api-Token') || name.toLowerCase().includes('api-token'))
        } catch (error) {
          assert.ok(error instanceof ActionError && error.code === 'SCHEMA_INVALID', String(error))
        }
      },
    ),
    { numRuns: 5000 },
  )
})

describe('the environment that a file name tells', () => {
  for (const [name, environment] of [
    ['.env', undefined],
    ['.env.local', undefined],
    ['app.env', undefined],
    ['app.env.local', undefined],
    ['.envrc', undefined],
    ['.env.', undefined],
    ['.env.production', 'production'],
    ['.env.production.local', 'production'],
    ['.env.prod.eu', 'prod.eu'],
    ['app.env.staging', 'staging'],
    ['.env.local.test', 'local.test'],
    ['.env.localhost', 'localhost'],
    ['.env.a,b', 'a,b'],
    ['.env.größe', 'größe'],
  ] as const) {
    test(`${name}: ${environment ?? 'none'}`, () => assert.equal(environmentOf(name), environment))
  }
})
