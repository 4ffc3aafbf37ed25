// How the mistakes in a configuration of destinations are told.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { entry, inFile, inline, mistakes, told } from './config-samples.ts'

describe('a mistake names the place, what is allowed, and what was probably meant', () => {
  for (const [what, text, expected] of [
    [
      'an unknown key',
      entry('regoin: eu-west-1'),
      /line 4, column 5: destination `prod`: there is no key `regoin` \| Did you mean `region`\? Allowed: `name`/,
    ],
    [
      'an unknown type',
      'destinations:\n  - name: a\n    type: aws-secret-manager\n',
      /line 3, column 11: destination `a`: there is no such type.*Did you mean `aws-secrets-manager`\? Allowed: `aws-secrets-manager`, `aws-parameter/,
    ],
    ['an inherited name as type', '- { name: a, type: toString }', /no such type of destination/],
    ['no type', '- { name: a }', /line 1, column 3: destination `a`: `type` is missing/],
    ['no name', '- { type: file, path: x }', /destination 1: `name` is missing/],
    [
      'a name with blanks',
      '- { name: "a b", type: file, path: x }',
      /`name` is not as it must be \| Write at most 64 letters/,
    ],
    [
      'a wrong choice',
      entry('delete: ownd'),
      /column 13: destination `prod`: `delete` takes one of `never`, `owned` \| Did you mean `owned`\?/,
    ],
    [
      'a text for a flag',
      entry('adopt: "true"'),
      /`adopt` takes `true` or `false`.* \| Write `true` or `false`/,
    ],
    ['a text for a number', entry('max-deletes: five'), /`max-deletes` takes a number/],
    [
      'a half',
      entry('max-deletes: 1.5'),
      /`max-deletes` must be a whole number \| Write it without a fraction/,
    ],
    [
      'a negative number',
      entry('max-deletes: -1'),
      /`max-deletes` is less than 0 \| Write 0 or more\./,
    ],
    [
      'a template that YAML takes for a mapping',
      entry('values:', '  URL: {{HOST}}'),
      /line 5, column 12: .*`values\.URL` takes text.*begins with \{ or \[ needs quotes/,
    ],
    [
      'a mapping as template',
      entry('values:', '  URL: { a: b }'),
      /line 5, column 12: destination `prod`: `values\.URL` takes text.*needs quotes/,
    ],
    [
      'a number as template',
      entry('values:', '  PORT: 8080'),
      /line 5, column 13: destination `prod`: `values\.PORT` takes text.*between quotes/,
    ],
    ['a list as template', entry('values:', '  A: [1]'), /`values\.A` takes text/],
    ['a number as tag', entry('tags: { cost: 1 }'), /`tags\.cost` takes text.*between quotes/],
    [
      '`format` alone',
      entry('format: json'),
      /line 4, column 5: .*`format` needs `item` beside it/,
    ],
    ['`item` alone', entry('item: x'), /`item` needs `format` beside it/],
    ['a bad rule of `select`', entry('select: [ "A B" ]'), /line 4, column 13: .*"A B"/],
    ['a bad `key-schema`', entry('key-schema: "X_"'), /line 4, column 17: .*must stand in it/],
    [
      'an empty list',
      entry('from: []'),
      /`from` must not be empty \| Write text, or a list: secret files/,
    ],
    [
      'an option that the type needs',
      '- { name: a, type: vault, path: x }',
      /line 1, column 3: destination `a`: `url` is missing \| It takes text/,
    ],
    [
      'a wrong option',
      entry('region: mars'),
      /`region` is not as it must be \| Write a region, such as eu-west-1\./,
    ],
    [
      'too long a text',
      entry(`key-schema: "{{secretKey}}${'x'.repeat(255)}"`),
      /`key-schema` is longer than 255 \| Write at most 255 characters\./,
    ],
    [
      'a server without TLS',
      '- { name: a, type: vault, path: x, url: "http://vault.example.com" }',
      /^ENDPOINT_REFUSED .*line 1, column 41: destination `a`: `url` is not https \| Write `https:\/\/` before/,
    ],
    [
      'a server that is none',
      '- { name: a, type: vault, path: x, url: vault.example.com }',
      /^DESTINATIONS_INVALID .*`url` is no URL of a server \| Write `https:\/\/host`/,
    ],
    [
      'a password in the address of a connection',
      'connections: { c: { type: vault, url: "https://me:hunter2@vault.example.com" } }\ndestinations: [ { name: a, type: vault, connection: c, path: x } ]',
      /^ENDPOINT_REFUSED [^\n]*line 1, column 39: connection `c`: `url` holds a user or a password \| Remove it[^\n]*$/,
    ],
    ['a number as server', '- { name: a, type: vault, path: x, url: 8200 }', /`url` takes text/],
    ['an option of another type', entry('vault-url: x'), /no key `vault-url`/],
    [
      'an unknown connection',
      `connections: { prodd: { type: aws } }\n${entry('connection: prod')}`,
      /there is no such connection \| Did you mean `prodd`/,
    ],
    [
      'a connection of another type',
      `connections: { c: { type: vault } }\n${entry('connection: c')}`,
      /its connection is not for its type \| .*vault/,
    ],
    [
      'an unknown type of connection',
      'connections: { c: { type: asw } }\ndestinations: [ { name: a, type: file, path: x } ]',
      /connection `c`: there is no such type of connection \| Did you mean `aws`/,
    ],
    [
      'a wrong key in a connection',
      'connections: { c: { type: aws, regio: x } }\ndestinations: [ { name: a, type: file, path: x } ]',
      /connection `c`: there is no key `regio` \| Did you mean `region`/,
    ],
    [
      'a wrong value in a connection that nothing uses',
      'connections: { c: { type: aws, region: 5 } }\ndestinations: [ { name: a, type: file, path: x } ]',
      /column 40: connection `c`: `region` takes text/,
    ],
    [
      'a wrong section',
      'destination:\n  - { name: a }',
      /line 1, column 1: at the top: there is no key `destination` \| Did you mean `destinations`/,
    ],
    ['no list', 'destinations: { name: a }', /`destinations` takes a list/],
    ['an entry that is text', 'destinations: [ a ]', /destination 1 takes a mapping/],
    ['nothing', '', /line 1, column 1: holds no destination/],
    ['connections alone', 'connections: { c: { type: aws } }', /holds no destination/],
    ['text alone', 'hello', /takes a mapping/],
    [
      'auth of no form',
      entry('auth: { rol: x }'),
      /line 4, column 13: destination `prod`: there is no key `rol` \| Did you mean `role`/,
    ],
    [
      'auth of two forms',
      entry('auth: { role: x, token: "env:T" }'),
      /`token` cannot stand beside `role` \| Allowed together: \{ role, mount \} or \{ token, mount \}/,
    ],
    ['auth without its other half', entry('auth: { role-id: x }'), /`secret-id` is missing/],
    ['auth as text', entry('auth: arn'), /`auth` takes a mapping with `role`/],
    ['an empty auth', entry('auth: {}'), /`auth` takes a mapping with `role`/],
    [
      'an unknown type does not hide what else is wrong',
      '- { name: a, type: nope, auth: { tokn: "env:X" }, delete: maybe }',
      /no such type[^]*there is no key `tokn`[^]*`delete` takes/,
    ],
  ] as const) {
    test(what, () => {
      const said = told(() => inFile(text))
      assert.match(said.join('\n'), expected)
      for (const each of said) assert.doesNotMatch(each, /hunter2/)
    })
  }

  test('all mistakes of a file at once, in the order of the text', () => {
    const text = `connections:
  c: { type: awz }
destinations:
  - { name: a, type: github, scope: repo }
  - { name: A, type: fil, path: x }
  - { name: b, type: file, pth: x, formerly: a }
`
    const found = mistakes(() => inFile(text))
    assert.deepEqual(
      found.map(({ where }) => where.line),
      [2, 4, 5, 5, 6, 6, 6],
    )
    assert.ok(found.every(({ where }) => where.file === 'destinations.yml'))
  })

  test('what a connection has wrong is told once', () => {
    const text = `connections: { c: { type: aws, region: mars } }
destinations:
  - { name: a, type: aws-secrets-manager, connection: c }
  - { name: b, type: aws-secrets-manager, connection: c }`
    assert.match(
      told(() => inFile(text)).join('\n'),
      /^[^\n]*line 1, column 40: connection `c`: [^\n]*$/,
    )
  })

  test('of the workflow it names the input, and no file', () => {
    const [found] = mistakes(() => inline('- { name: a, type: file, path: 5 }'))
    assert.deepEqual(found?.where, {})
    assert.match(found?.what ?? '', /^`destinations`, line 1, column 32: /)
  })

  test('two names that differ by case only, and old names in use', () => {
    const entries = (second: string) =>
      `- { name: prod, type: file, path: a, formerly: [x] }\n- { ${second}, type: file, path: b }`
    assert.match(
      told(() => inline(entries('name: PROD')))[0] ?? '',
      /line 2.*has this name already/,
    )
    assert.match(told(() => inline(entries('name: q, formerly: prod')))[0] ?? '', /old name/)
    assert.match(told(() => inline(entries('name: q, formerly: [x]')))[0] ?? '', /line 2.*old name/)
    assert.deepEqual(
      told(() => inline(entries('name: q'))),
      [],
    )
  })
})
