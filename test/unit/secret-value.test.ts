// A secret does not show, whatever one does with the object that holds it.
import assert from 'node:assert/strict'
import { Console } from 'node:console'
import { describe, test } from 'node:test'
import { format, inspect, isDeepStrictEqual } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { Writable } from 'node:stream'
import { SecretValue } from '../../src/secret-value.ts'

const TEXT = 'canary-5f2b7c'

/** What a console prints. */
function printed(print: (console: Console) => void): string {
  const chunks: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  print(new Console(stream))
  return chunks.join('')
}

for (const [kind, secret] of [
  ['text', new SecretValue(TEXT)],
  ['buffer', new SecretValue(Buffer.from(TEXT))],
  ['byte array', new SecretValue(new TextEncoder().encode(TEXT))],
] as const) {
  const holder = { name: 'API_TOKEN', secret, list: [secret], map: new Map([['x', secret]]) }
  const ways: Readonly<Record<string, () => string>> = {
    String: () => String(secret),
    // oxlint-disable-next-line typescript/restrict-template-expressions -- the very mistake
    'a template': () => `the value is ${secret}`,
    'adding to a text': () => 'the value is ' + String(secret),
    toString: () => secret.toString(),
    toLocaleString: () => secret.toLocaleString(),
    'joining a list': () => [secret, secret].join(),
    JSON: () => JSON.stringify({ secret, holder }, null, 2),
    'JSON with replacer': () => JSON.stringify(holder, (_name, value: unknown) => value),
    inspect: () => inspect(secret, { showHidden: true, depth: null, getters: true }),
    'inspect of what holds it': () => inspect(holder, { showHidden: true, depth: null }),
    'inspect that asks no object': () =>
      inspect(secret, { customInspect: false, showHidden: true }),
    'inspect with proxies': () => inspect(new Proxy(secret, {}), { showProxy: true }),
    'format %s': () => format('%s', secret),
    'format %o': () => format('%o', secret),
    'format %O': () => format('%O', secret),
    'format %j': () => format('%j', secret),
    'console.log': () => printed((console) => console.log(secret, holder)),
    'console.dir': () =>
      printed((console) => console.dir(holder, { depth: null, showHidden: true })),
    'console.table': () => printed((console) => console.table([holder])),
    entries: () => JSON.stringify(Object.entries(secret)),
    // oxlint-disable-next-line typescript/no-misused-spread -- the very mistake
    spread: () => inspect({ ...secret }),
    assign: () => inspect(Object.assign({}, secret)),
    'structured clone': () => inspect(structuredClone(holder), { depth: null, showHidden: true }),
    'v8.serialize': () => serialize(holder).toString('latin1'),
    'v8, there and back': () => inspect(deserialize(serialize(holder)), { depth: null }),
    'an error that has it as cause': () =>
      inspect(new Error('failed', { cause: holder }), { depth: null }),
    'an assertion that fails': () => {
      try {
        assert.deepEqual(holder, {})
        return 'equal'
      } catch (error) {
        return String(error)
      }
    },
  }
  describe(`a secret ${kind} does not show in`, () => {
    for (const [way, show] of Object.entries(ways)) {
      test(way, () => {
        const shown = show()
        const dense = shown.replaceAll(/\s/g, '')
        const bytes = Buffer.from(TEXT)
        // Bytes as numbers or in hex would be the secret as well.
        for (const form of [TEXT, bytes.toString('hex'), bytes.join(','), '"0":99,"1":97']) {
          assert.ok(!dense.includes(form), shown)
        }
      })
    }
  })
}

test('a placeholder stands in its place', () => {
  const secret = new SecretValue(TEXT)
  assert.equal(String(secret), '[secret]')
  assert.equal(JSON.stringify([secret]), '["[secret]"]')
  assert.equal(inspect({ secret }), '{ secret: [secret] }')
  assert.equal(Number(secret), Number.NaN)
})

test('whoever asks for it gets it, the very same', () => {
  const bytes = Buffer.from(TEXT)
  assert.equal(new SecretValue(TEXT).reveal(), TEXT)
  assert.equal(new SecretValue(bytes).reveal(), bytes)
})

test('two secrets cannot be told apart from outside', () => {
  assert.deepEqual(Reflect.ownKeys(new SecretValue('a')), [])
  assert.ok(isDeepStrictEqual(new SecretValue('a'), new SecretValue('b')))
  assert.equal(String(new SecretValue('a')), String(new SecretValue('b')))
})
