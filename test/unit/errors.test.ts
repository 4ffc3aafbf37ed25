// Whatever is thrown becomes errors that are safe to print.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import {
  ActionError,
  ActionErrors,
  errorCodes,
  throwIfAny,
  toActionErrors,
} from '../../src/errors.ts'

const first = new ActionError('FILE_DAMAGED', {
  what: '.env.kanuka has 10 bytes',
  where: { file: '.env.kanuka', line: 1 },
  fix: 'Restore it.',
})
const second = new ActionError('CONFIG_MISSING', {
  what: 'config.toml is missing',
  fix: 'Commit it.',
})

test('an error says what, where and what to do', () => {
  assert.equal(first.code, 'FILE_DAMAGED')
  assert.equal(first.message, first.what)
  assert.deepEqual(first.where, { file: '.env.kanuka', line: 1 })
  assert.deepEqual(second.where, {})
  assert.equal(first.name, 'ActionError')
  assert.equal(new ActionErrors([]).name, 'ActionErrors')
  assert.ok(first instanceof Error)
})

describe('collected errors', () => {
  test('none: nothing is thrown', () => assert.doesNotThrow(() => throwIfAny([])))

  test('one is thrown as it is', () => {
    assert.throws(
      () => throwIfAny([first]),
      (error) => error === first,
    )
  })

  test('several are thrown together, in their order', () => {
    assert.throws(
      () => throwIfAny([first, second]),
      (error) => {
        assert.ok(error instanceof ActionErrors)
        assert.deepEqual(error.errors, [first, second])
        assert.equal(error.message, '2 problems')
        return true
      },
    )
  })
})

describe('what was thrown, for people', () => {
  test('our own errors stay what they are', () => {
    assert.deepEqual(toActionErrors(first), [first])
    assert.deepEqual(toActionErrors(new ActionErrors([first, second])), [first, second])
  })

  test('a foreign error: its kind and place, never its message', () => {
    const [error] = toActionErrors(new SyntaxError('Unexpected token in API_TOKEN=canary-5f2b7c'))
    assert.equal(error?.code, 'INTERNAL')
    assert.match(error.what, /^unexpected failure \(SyntaxError\)\n\s+at .*errors\.test\.ts/)
    assert.doesNotMatch(error.what + error.message + error.fix, /canary|API_TOKEN/)
    assert.equal(error.cause, undefined)
    assert.match(error.fix, /bug in the action\. Please report it/)
  })

  test('a message of several lines does not get in with the stack', () => {
    const [error] = toActionErrors(new Error('first\nsecond canary-5f2b7c\n  third canary-5f2b7c'))
    assert.doesNotMatch(error?.what ?? '', /canary/)
  })

  test('nor does a line of it that looks like one of the stack', () => {
    const [error] = toActionErrors(new Error('cannot parse:\n    at canary-5f2b7c'))
    assert.doesNotMatch(error?.what ?? '', /canary/)
  })

  test('an error of the system: code and call, not the path', () => {
    const thrown = ((): unknown => {
      try {
        return readFileSync('/nowhere/canary-5f2b7c')
      } catch (error) {
        return error
      }
    })()
    const [error] = toActionErrors(thrown)
    assert.match(error?.what ?? '', /^unexpected failure \(Error ENOENT open\)/)
    assert.doesNotMatch(error?.what ?? '', /canary/)
  })

  test('at most five lines of the stack', () => {
    const [error] = toActionErrors(new RangeError('x'))
    assert.ok((error?.what.split('\n').length ?? 99) <= 6)
  })

  test('an error without a message keeps its place', () => {
    const [error] = toActionErrors(new RangeError(''))
    assert.match(error?.what ?? '', /^unexpected failure \(RangeError\)\n\s+at .*errors\.test\.ts/)
  })

  test('an error without a stack', () => {
    const thrown = new TypeError('canary-5f2b7c')
    delete thrown.stack
    assert.equal(toActionErrors(thrown)[0]?.what, 'unexpected failure (TypeError)')
  })

  for (const [what, thrown, shown] of [
    ['a text', 'canary-5f2b7c', 'string'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'object'],
    ['an object', { secret: 'canary-5f2b7c' }, 'object'],
  ] as const) {
    test(`${what} was thrown: only its type is shown`, () => {
      assert.equal(toActionErrors(thrown)[0]?.what, `unexpected failure (${shown} thrown)`)
    })
  }
})

test('codes are unique, sorted and written alike', () => {
  assert.deepEqual(errorCodes, [...new Set(errorCodes)].toSorted())
  for (const code of errorCodes) assert.match(code, /^[A-Z]+(_[A-Z]+)*$/)
})
