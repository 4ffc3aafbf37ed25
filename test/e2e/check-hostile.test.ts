// A check of names that a hostile pull request chose: of files, members, devices, the project.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { FIXTURES } from '../helpers/action.ts'
import { assertHarmless, assertTame, hostilePull } from '../helpers/checking-hostile.ts'

const KEYS = [undefined, 'basic-alice.pkcs1.pem'] as const

const NAMES: Readonly<Record<string, string | Uint8Array>> = {
  'a line of its own': 'a\n::error title=pwned::x\n',
  'a carriage return': 'a\r::add-mask::pwned\r\n::warning::x',
  'a command at once': '::error::pwned',
  'an old command': 'x##[error]pwned',
  'percent-encoded line ends': '%0A::error::pwned%0D',
  'properties of a command': 'a,line=1,title=pwned::x',
  'terminal escapes': '\u001b[31mred\u001b]8;;x\u0007',
  'bidirectional text': '\u202egpj.\u2066x\u2069',
  'line separators and zero widths': 'a\u2028b\u2029c\u200bd\ufeff',
  'a comment of HTML': '<!-- kanuka-secrets-action check --> --> <!--',
  'HTML and Markdown': '<img src=x onerror=y>![i](http:e)[l](www.e.example)**b** `c` | d',
  'mentions and references': '@octocat @acme/admins #1 GH-1 acme#2 a@e.test',
  '4,000 characters': 'x'.repeat(4000),
  'what is no UTF-8': Buffer.from([0x61, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
  'what is no name': '.env.kanuka.',
  prototypes: '__proto__',
  'a heredoc of GITHUB_OUTPUT': 'x\nghadelimiter_0\nstatus=pass\n',
}

function named(name: string | Uint8Array, end: string): Uint8Array {
  return Buffer.concat([Buffer.from('d/'), Buffer.from(name), Buffer.from(end)])
}

describe('file names', () => {
  for (const [what, name] of Object.entries(NAMES)) {
    for (const key of KEYS) {
      test(`${what}, ${key === undefined ? 'without a key' : 'with one'}`, async (t) => {
        const pull = await hostilePull(t, {
          commit: {
            files: [
              { path: named(name, '.env.kanuka'), content: 'too short' },
              { path: named(name, '.env'), content: 'PASSWORD=in-clear-12345\n' },
            ],
          },
        })
        const result = await pull.check({}, key === undefined ? {} : { key })
        assertTame(result)
        assertHarmless(result.summary)
        assert.deepEqual(
          result.codes,
          ['CIPHERTEXT_DAMAGED', 'PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'],
          result.log,
        )
        assert.equal(result.exitCode, 1)
        assert.equal(result.annotations.length, 3)
        const wanted = Buffer.from(named(name, '.env.kanuka')).toString()
        assert.equal(result.findings[0]?.path.toWellFormed(), wanted)
        const files = JSON.parse(result.outputs.get('files') ?? '') as readonly string[]
        assert.ok(files.some((path) => path.toWellFormed() === wanted))
      })
    }
  }
})

describe('names in config.toml', () => {
  const NEWCOMER = '11111111-2222-4333-8444-555555555555'
  const DAVE = 'team/.kanuka/public_keys/0022552f-2f62-4e08-bb70-effa8e06f20d.pub'
  const dave = readFileSync(join(FIXTURES, DAVE))
  const config = readFileSync(join(FIXTURES, 'basic/.kanuka/config.toml'), 'utf8')
  const texts = Object.entries(NAMES).filter(([, name]) => typeof name === 'string')

  for (const [what, name] of texts) {
    for (const key of KEYS) {
      test(`${what}, ${key === undefined ? 'without a key' : 'with one'}`, async (t) => {
        const text = JSON.stringify(name)
        const hostile = config
          .replace(/^name = .*$/m, `name = ${text}`)
          .replace('[users]', `[users]\n${NEWCOMER} = ${text}`)
        const device = `\n[devices.${NEWCOMER}]\nemail = ${text}\nname = ${text}\n`
        const pull = await hostilePull(t, {
          commit: {
            files: [
              { path: '.kanuka/config.toml', content: hostile + device },
              { path: `.kanuka/public_keys/${NEWCOMER}.pub`, content: dave },
            ],
          },
        })
        const result = await pull.check({}, key === undefined ? {} : { key })
        assertTame(result)
        assertHarmless(result.summary)
        assert.ok(result.codes.includes('MEMBER_ADDED'), result.log)
        assert.deepEqual(
          result.codes.filter((code) => !code.startsWith('MEMBER_')),
          [],
          result.log,
        )
        assert.match(result.summary, /\*\*Gains access \(1\)\*\*/)
      })
    }
  }
})
