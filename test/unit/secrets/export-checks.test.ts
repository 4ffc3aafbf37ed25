// What the runner and the operating system take, checked before anything is written.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SecretValue } from '../../../src/secret-value.ts'
import { checkEnvironment, checkOutputs } from '../../../src/secrets/export-checks.ts'
import type { Variable } from '../../../src/secrets/variables.ts'

type Pairs = Readonly<Record<string, string>>

function variables(pairs: Pairs, file = '.env.kanuka'): ReadonlyMap<string, Variable> {
  return new Map(
    Object.entries(pairs).map(([name, value], index) => [
      name,
      { name, sourceName: name, value: new SecretValue(value), file, line: index + 1 },
    ]),
  )
}

const environmentErrors = (
  pairs: Pairs,
  allowed: readonly string[] = [],
): ReturnType<typeof checkEnvironment> => checkEnvironment(variables(pairs), allowed)

const OWN = ['changed', 'files', 'files-count', 'secrets', 'report', 'skipped', 'matrix']

test('ordinary variables pass both ways', () => {
  const pairs = { API_TOKEN: 'x', _private: 'größe\nsecond line', EMPTY: '', a1: '2' }
  assert.deepEqual(environmentErrors(pairs), [])
  assert.deepEqual(checkOutputs(variables(pairs), OWN), [])
})

describe('names that cannot be variables', () => {
  for (const name of ['with.dot', 'WITH-DASH', '1ST', '', 'A B', 'A\nB']) {
    test(JSON.stringify(name), () => {
      for (const errors of [
        environmentErrors({ [name]: 'canary' }),
        checkOutputs(variables({ [name]: 'canary' }), OWN),
      ]) {
        const [error] = errors
        assert.equal(error?.code, 'NAME_INVALID')
        assert.ok(error.what.startsWith(`"${name}" (line 1 of the decrypted .env.kanuka)`))
        assert.match(error.fix, /`NEW_NAME=old\.name`/)
        assert.doesNotMatch(error.what, /canary/)
      }
    })
  }
})

describe('reserved names', () => {
  const pairs = { FINE: '1', PATH: '/evil', LD_PRELOAD: '/tmp/x.so', bash_env: 'x' }

  test('are listed all at once, with the block to paste', () => {
    const errors = environmentErrors(pairs)
    assert.equal(errors.length, 1)
    assert.equal(errors[0]?.code, 'NAME_RESERVED')
    assert.match(
      errors[0].what,
      /^PATH, LD_PRELOAD, bash_env would change how later steps run, so they are/,
    )
    assert.ok(
      errors[0].fix.endsWith('\n  allow-env: |\n    PATH\n    LD_PRELOAD\n    bash_env'),
      errors[0].fix,
    )
  })

  test('one alone reads well', () => {
    assert.match(
      environmentErrors({ CI: '1' })[0]?.what ?? '',
      /^CI would .*, so it is not exported$/,
    )
  })

  test('the block, pasted, opens them in any case, and no others', () => {
    assert.deepEqual(environmentErrors(pairs, ['PATH', 'LD_PRELOAD', 'bash_env']), [])
    assert.deepEqual(environmentErrors(pairs, ['path', 'ld_preload', 'BASH_ENV']), [])
    const [error] = environmentErrors(pairs, ['PATH', 'LD_*'])
    assert.match(error?.what ?? '', /^LD_PRELOAD, bash_env would/)
  })

  test('NODE_OPTIONS stays closed: the runner refuses it whatever a workflow allows', () => {
    for (const name of ['NODE_OPTIONS', 'node_Options']) {
      const [error] = environmentErrors({ [name]: '-r x' }, ['NODE_OPTIONS', name])
      assert.equal(error?.code, 'NAME_RESERVED')
      assert.equal(error.what, `${name} cannot be exported: the runner refuses it`)
    }
  })

  test('may be outputs: those change no step by themselves', () => {
    assert.deepEqual(checkOutputs(variables(pairs), OWN), [])
  })
})

describe('values', () => {
  test('one variable that would let no later step start', () => {
    const fits = 'x'.repeat(126_000 - 'LONG='.length)
    assert.deepEqual(environmentErrors({ LONG: fits }), [])
    const [error] = environmentErrors({ LONG: `${fits}x` })
    assert.equal(error?.code, 'VALUE_TOO_LARGE')
    assert.match(error.what, /^LONG has 126001 bytes; over 126000 no later step/)
  })

  test('bytes count, not characters', () => {
    assert.equal(environmentErrors({ LONG: 'ü'.repeat(70_000) })[0]?.code, 'VALUE_TOO_LARGE')
  })

  test('all together, for the environment', () => {
    const many = (count: number): Pairs =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`V${i}`, 'x'.repeat(100_000)]))
    assert.deepEqual(environmentErrors(many(9)), [])
    const [error] = environmentErrors(many(10))
    assert.equal(error?.code, 'VALUE_TOO_LARGE')
    assert.match(error.what, /^the selected variables have 1000020 bytes together; as variables/)
  })

  test('all together, for the outputs: each counts twice, for `secrets` holds them again', () => {
    const half = 'x'.repeat(1_048_576 / 2 - 1)
    assert.deepEqual(checkOutputs(variables({ A: half }), OWN), [])
    const [error] = checkOutputs(variables({ A: `${half}x` }), OWN)
    assert.equal(error?.code, 'VALUE_TOO_LARGE')
    assert.match(error.what, /as outputs at most 524288 can be set$/)
  })
})

describe('outputs', () => {
  test('that the action sets itself are refused, in any case', () => {
    for (const name of ['secrets', 'Changed', 'REPORT']) {
      const [error] = checkOutputs(variables({ [name]: 'x' }), OWN)
      assert.equal(error?.code, 'OUTPUT_CLASH')
      assert.match(error.what, new RegExp(`^the variable ${name} has the name of an output`))
      assert.ok(error.fix.includes(`MY_${name}=${name}`))
    }
  })

  test('that differ by case alone are one', () => {
    const errors = checkOutputs(variables({ Token: '1', TOKEN: '2', token: '3', OTHER: '4' }), OWN)
    assert.deepEqual(
      errors.map(({ code, what }) => `${code}: ${what}`),
      [
        'OUTPUT_CLASH: Token and TOKEN are one output: expressions do not tell case',
        'OUTPUT_CLASH: TOKEN and token are one output: expressions do not tell case',
      ],
    )
    assert.deepEqual(environmentErrors({ Token: '1', TOKEN: '2' }), [])
  })
})

test('everything that is wrong is reported together', () => {
  const pairs = { 'a.b': '1', PATH: '2', LONG: 'x'.repeat(200_000) }
  const codes = environmentErrors(pairs).map(({ code }) => code)
  assert.deepEqual(codes, ['NAME_INVALID', 'NAME_RESERVED', 'VALUE_TOO_LARGE'])
})
