// Credentials in a configuration: names of them in a file, themselves only from the workflow, and
// never in a message.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { entry, inFile, inline, mistakes, told } from './config-samples.ts'

const vault = (auth: string): string =>
  `- { name: v, type: vault, url: "https://vault.corp", path: app, auth: ${auth} }`
const authOf = (options: unknown): unknown => (options as { readonly auth: unknown }).auth

describe('in a file of the repository', () => {
  test('the name of a variable is taken as it is', () => {
    const { destinations, secrets } = inFile(vault('{ role-id: "env:R", secret-id: "env:S_2" }'))
    assert.deepEqual(authOf(destinations[0]?.options), {
      'role-id': 'env:R',
      'secret-id': 'env:S_2',
    })
    assert.deepEqual(secrets, [])
  })

  test('a credential is refused, with what to do about it', () => {
    const [found, ...more] = mistakes(() => inFile(vault('{ token: hvs.CAESI }')))
    assert.equal(found?.code, 'SECRET_LITERAL')
    assert.match(
      found.what,
      /line 1, column 80: destination `v`: `token` is a credential, written out/,
    )
    assert.match(found.fix, /env:NAME.*revoke/)
    assert.deepEqual(more, [])
  })

  test('in a connection, used or not, too; told once', () => {
    const text = `connections: { v: { type: vault, auth: { token: abc } } }\ndestinations:\n  - { name: a, type: vault, url: "https://v", path: x, connection: v }`
    assert.equal(
      told(() => inFile(text)).filter((line) => line.startsWith('SECRET_LITERAL')).length,
      1,
    )
  })

  test('behind an alias, too', () => {
    const text = `destinations:\n  - { name: &t abc, type: file, path: x }\n${vault('{ token: *t }').replace(/^/gm, '  ')}`
    assert.match(told(() => inFile(text)).join(), /SECRET_LITERAL/)
  })

  test('the public half of a pair may be written out', () => {
    assert.deepEqual(
      told(() => inFile(vault('{ role-id: 1234, secret-id: "env:S" }'))),
      [],
    )
  })

  test('a tag that is called `token` is a tag', () => {
    assert.deepEqual(
      told(() => inFile(entry('tags: { token: team }'))),
      [],
    )
  })

  for (const [given, expected] of [
    ['env:', /names no environment variable/],
    ['env:a-b', /names no environment variable/],
    ['env:A B', /names no environment variable/],
    ['env:ACTIONS_ID_TOKEN_REQUEST_TOKEN', /a variable of the runner itself/],
    ['env:INPUT_PRIVATE_KEY', /a variable of the runner itself/],
    ['', /`token` is empty \| Most likely the secret of the workflow/],
  ] as const) {
    test(`"${given}" is refused`, () => {
      const said = told(() => inFile(vault(`{ token: "${given}" }`)))
      assert.match(said.join('\n'), expected)
      assert.equal(said.length, 1)
    })
  }

  test('who accepts the token of the job is not for a file to say', () => {
    const [found] = mistakes(() => inFile(vault('{ jwt-role: r, audience: sts.amazonaws.com }')))
    assert.match(found?.what ?? '', /only the workflow may choose the `audience`/)
    assert.deepEqual(
      told(() => inline(vault('{ jwt-role: r, audience: "https://vault" }'))),
      [],
    )
  })
})

describe('in the workflow', () => {
  test('a credential is taken, and told to be masked', () => {
    const { destinations, secrets } = inline(vault('{ role-id: r-1, secret-id: s-1 }'))
    assert.deepEqual(
      secrets.map((secret) => secret.reveal()),
      ['r-1', 's-1'],
    )
    assert.deepEqual(authOf(destinations[0]?.options), { 'role-id': 'r-1', 'secret-id': 's-1' })
    assert.equal(inspect(secrets).includes('s-1'), false)
  })

  test('one that YAML takes for a number stays as it is written', () => {
    for (const token of ['0123', '1e10', '0x1F', 'true', 'null', '12345678901234567890', '1.50']) {
      const { secrets, destinations } = inline(vault(`{ token: ${token} }`))
      assert.deepEqual(
        secrets.map((secret) => secret.reveal()),
        [token],
      )
      assert.deepEqual(authOf(destinations[0]?.options), { token })
    }
  })

  test('one that is not set says so', () => {
    assert.match(told(() => inline(vault('{ token:  }'))).join(), /`token` is empty/)
  })
})

describe('no message holds what was given', () => {
  const SECRET = 'hunter2SecretValue'
  for (const text of [
    vault(`{ token: ${SECRET} }`),
    vault(`{ tokn: ${SECRET} }`),
    vault(`{ token: { ${SECRET}: x } }`),
    vault(`{ token: [${SECRET}] }`),
    vault(SECRET),
    vault(`{token:${SECRET}}`),
    vault(`{ token: "${SECRET} }`),
    vault(`{ token: *${SECRET} }`),
    vault(`{ token: !${SECRET} x }`),
    vault(`{ token: @${SECRET} }`),
    vault(`{ token: "\\q${SECRET}" }`),
    vault(`{ role: x, mount: "${SECRET} /" }`),
    entry(`region: ${SECRET}`),
    entry(`delete: ${SECRET}`),
    entry(`adopt: ${SECRET}`),
    entry(`key-schema: 5`, `token: ${SECRET}`),
    entry(`connection: ${SECRET}`),
    `- { name: "${SECRET} !", type: ${SECRET} }`,
    `token: ${SECRET}: ${SECRET}`,
    `${SECRET} ${SECRET}`,
  ]) {
    test(text.replaceAll(SECRET, '…').trim().split('\n').at(-1) ?? '', () => {
      for (const read of [inline, inFile]) {
        const said = told(() => read(text)).join('\n')
        assert.equal(said.includes(SECRET), false, said)
      }
    })
  }

  test('wherever a credential is put by mistake', () => {
    const spots = [
      'type',
      'region',
      'delete',
      'initial-sync',
      'max-deletes',
      'adopt',
      'empty',
      'format',
      'endpoint',
      'auth',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...spots),
        fc.stringMatching(/^[A-Za-z0-9_]{16,40}$/),
        (key, secret) => {
          const text = `- { name: a, type: aws-secrets-manager, ${key}: "${secret}" }`
          const said = told(() => inFile(text)).join('\n')
          assert.equal(said.includes(secret), false, said)
        },
      ),
    )
  })
})
