// Which strings become masks, and which never do.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  COMMON_WORDS,
  masksOf,
  masksOfText,
  type MaskOutcome,
} from '../../../src/secrets/masking.ts'
import { SecretMasker } from '../../helpers/runner-masking.ts'

const POLICY = {
  minLength: 4,
  publicValues: new Set(['feature/login', 'acme/widgets', 'widgets', 'acme', 'octocat']),
}

const of = (value: string): ReturnType<typeof masksOf> => masksOf(value, POLICY)

/** What a log shows of a text once the runner has the masks. */
function shown(masks: Iterable<string>, text: string): string {
  const runner = new SecretMasker()
  for (const mask of masks) runner.addWithLines(mask)
  return runner.mask(text)
}

describe('a value of one line', () => {
  for (const [form, value, mask] of [
    ['as it is', 'hunter2!', 'hunter2!'],
    ['in base64', 'hunter22', btoa('hunter22').slice(0, 10)],
    ['in base64, one byte further', 'hunter22', btoa('?hunter22').slice(2)],
    ['in base64, two bytes further', 'hunter22', btoa('??hunter22').slice(3, 13)],
    ['in base64url', '>>>???>>>', btoa('>>>???>>>').replaceAll('+', '-').replaceAll('/', '_')],
    ['in JSON', 'say "hi"\\', 'say \\"hi\\"\\\\'],
    ['in JSON with ASCII alone', 'größe', 'gr\\u00f6\\u00dfe'],
    ['in JSON as Go writes it', '<a>&b', '\\u003ca\\u003e\\u0026b'],
    ['in a URL', 'a b/c?', 'a%20b%2Fc%3F'],
    ['in a URL as .NET and Python write it', "it's (me)!*", 'it%27s%20%28me%29%21%2A'],
    ['in a form', 'a b!c', 'a+b%21c'],
    ['as the umlauts of a URL', 'größe', 'gr%C3%B6%C3%9Fe'],
  ] as const) {
    test(form, () => {
      const { masks, outcome } = of(value)
      assert.ok(masks.has(mask), [...masks].join(' | '))
      assert.equal(outcome, 'masked')
    })
  }

  test('with blanks around is hidden with and without them', () => {
    const { masks } = of('  hunter2!  ')
    assert.equal(shown(masks, 'pw hunter2! end'), 'pw *** end')
    assert.equal(shown(masks, '[  hunter2!  ]'), '[***]')
  })

  test('half a character of two does not stop the rest', () => {
    assert.ok(of('abc\ud800def').masks.has('abc\ud800def'))
  })
})

describe('outcomes', () => {
  const cases: readonly (readonly [value: string, outcome: MaskOutcome])[] = [
    ['hunter2', 'masked'],
    ['abcd', 'masked'],
    ['abc', 'short'],
    ['ü', 'short'],
    [' ab  ', 'short'],
    ['', 'empty'],
    [' \t ', 'empty'],
    ['\n\n', 'empty'],
    ['true', 'common'],
    ['FALSE', 'common'],
    [' Production ', 'common'],
    ['localhost', 'common'],
    ['1', 'common'],
    ['12345', 'common'],
    ['-1', 'common'],
    ['+3.14', 'common'],
    ['99999.999', 'common'],
    ['123456', 'masked'],
    ['1.2345', 'masked'],
    ['10.0.0.1', 'masked'],
    ['feature/login', 'common'],
    ['acme', 'common'],
    ['acme/widgets', 'common'],
    ['Acme/Widgets', 'masked'],
    ['productionkey', 'masked'],
    ['first line\nab', 'partly'],
    ['first line\n--', 'masked'],
    ['first line\ntrue', 'masked'],
  ]
  for (const [value, outcome] of cases) {
    test(`${JSON.stringify(value)}: ${outcome}`, () => {
      const found = of(value)
      assert.equal(found.outcome, outcome)
      if (['short', 'common', 'empty'].includes(outcome)) assert.deepEqual([...found.masks], [])
    })
  }

  test('the shortest piece is what the workflow says', () => {
    const policy = { ...POLICY, minLength: 8 }
    assert.equal(masksOf('1234567x', policy).outcome, 'masked')
    assert.equal(masksOf('hunter2', policy).outcome, 'short')
    assert.equal(masksOf('ab', { ...POLICY, minLength: 2 }).outcome, 'masked')
  })

  test('every common word is common in any case', () => {
    for (const word of COMMON_WORDS) {
      assert.equal(of(word).masks.size, 0, word)
      assert.equal(of(word.toUpperCase()).masks.size, 0, word)
    }
  })
})

describe('a value of several lines', () => {
  const value = 'first line\r\n\r\n  second line\nab\rthird line\n'

  test('each significant line is a mask, without blanks around', () => {
    const { masks } = of(value)
    for (const line of ['first line', 'second line', 'third line']) assert.ok(masks.has(line))
    for (const other of ['ab', '', '  second line']) assert.ok(!masks.has(other))
  })

  test('the raw whole never is: the runner would print all but its first line', () => {
    for (const mask of of(value).masks) assert.doesNotMatch(mask, /[\r\n]/)
  })

  test('the one-line forms of the whole are', () => {
    const { masks } = of('one two\nthree')
    assert.ok(masks.has('one two\\nthree'))
    assert.ok(masks.has('one%20two%0Athree'))
    assert.ok(masks.has('one+two%0Athree'))
    assert.ok(masks.has('one two three'))
    assert.ok(masks.has(btoa('one two\nthree').slice(0, 17)))
  })
})

describe('a private key', () => {
  const body = ['MIICdgIBADANBgkqhkiG9w0BAQEFAASC', 'j7NNKPz0ZldYyIbNeU3BmeuuqVqtG8Ep']
  const pem = ['-----BEGIN RSA PRIVATE KEY-----', ...body, '-----END RSA PRIVATE KEY-----'].join(
    '\n',
  )

  for (const [form, value] of [
    ['over several lines', pem],
    ['with CRLF', pem.replaceAll('\n', '\r\n')],
    ['on one line with literal \\n', pem.replaceAll('\n', '\\n')],
    ['on one line with literal \\r\\n', pem.replaceAll('\n', '\\r\\n')],
    ['inside JSON', JSON.stringify({ private_key: pem })],
    ['inside JSON over several lines', JSON.stringify({ deep: [{ private_key: pem }] }, null, 2)],
  ] as const) {
    test(`${form}: its lines are hidden, BEGIN and END stay readable`, () => {
      const { masks } = of(value)
      assert.equal(shown(masks, pem), pem.replace(body.join('\n'), '***\n***'))
      for (const boundary of pem.split('\n').filter((line) => line.startsWith('-----'))) {
        assert.ok(!masks.has(boundary))
      }
    })
  }
})

describe('JSON', () => {
  const json = {
    token: 'leaf-token-1',
    list: ['leaf-token-2', 1234567, 12, true, null, 'x', 'production'],
    nested: { deep: { url: 'leaf-token-3' } },
  }

  for (const [form, value] of [
    ['on one line', JSON.stringify(json)],
    ['over several lines', JSON.stringify(json, null, 2)],
    ['as a list', JSON.stringify([json])],
  ] as const) {
    test(`${form}: its leaves are masks of their own`, () => {
      const { masks } = of(value)
      for (const leaf of ['leaf-token-1', 'leaf-token-2', 'leaf-token-3', '1234567']) {
        assert.ok(masks.has(leaf), leaf)
      }
      for (const other of ['12', 'true', 'null', 'x', 'production', 'token', '{', '}', '],']) {
        assert.ok(!masks.has(other), other)
      }
    })
  }

  test('a text in quotes is hidden without them as well', () => {
    assert.equal(shown(of('"quoted-secret"').masks, 'quoted-secret'), '***')
  })

  test('a common word in quotes stays readable: the runner takes the quotes away', () => {
    for (const value of ['"production"', '[\n  "production"\n]']) {
      const text = 'deploying to production'
      assert.equal(shown(of(value).masks, text), text, value)
    }
  })

  test('what only begins like JSON is a text', () => {
    for (const value of ['{"a": ', '[not json]', '{{template}}', '"open', '['.repeat(60_000)]) {
      assert.ok(of(value).masks.has(value))
    }
  })

  test('a huge list is cut, not searched for ever', () => {
    const leaves = Array.from({ length: 10_000 }, (_, index) => `leaf-${index}`)
    const { masks } = of(JSON.stringify(leaves))
    assert.ok(masks.size < 20_000)
    assert.ok(masks.has(JSON.stringify(leaves)))
  })
})

describe('passwords in URLs', () => {
  for (const [url, ...passwords] of [
    ['postgres://user:s3cr3t-1@db.example.com:5432/app', 's3cr3t-1'],
    [
      'postgres://user:pa%24%24-w0rd%40x@db.example.com/app?x=1',
      'pa%24%24-w0rd%40x',
      'pa$$-w0rd@x',
    ],
    ['rediss://:p@ss:w/rd@cache.example.com:6380', 'p@ss:w/rd'],
    ['smtp://mailer%40example.com:S3cr3t!@smtp.example.com:587', 'S3cr3t!'],
    ['amqp://user:a:b:c:d@mq.example.com', 'a:b:c:d'],
    ['https://user:pa#ss?w@host', 'pa#ss?w'],
    ['  mongodb+srv://u:s3cr3t-2@host/db', 's3cr3t-2'],
    ['postgres://user:%zz-broken@host', '%zz-broken'],
    ['postgres://user:pw-at-path@host/a@b', 'pw-at-path'],
  ] as const) {
    test(url, () => {
      for (const password of passwords) assert.ok(of(url).masks.has(password), password)
    })
  }

  for (const url of [
    'https://host.example.com:8080/path',
    'https://user@host.example.com/path',
    'mailto:alice@example.com',
    'C:\\Users\\alice@example.com',
  ]) {
    test(`${url} has none`, () => {
      const whole = of(url).masks
      for (const part of ['8080', '8080/path', 'user', 'alice', 'path']) assert.ok(!whole.has(part))
    })
  }

  test('a common or short one is not masked by itself', () => {
    assert.ok(!of('postgres://app:production@db/app').masks.has('production'))
    assert.ok(!of('postgres://app:abc@db/app').masks.has('abc'))
  })
})

test('of a text that is no dotenv each significant line is a mask, and nothing else', () => {
  const text = '# key\ntls:\n  cert: abc-def\n\n-----BEGIN CERTIFICATE-----\nMIIB\n}\ntrue\n'
  assert.deepEqual([...masksOfText(text, POLICY)], ['# key', 'tls:', 'cert: abc-def', 'MIIB'])
})
