// Inputs, state and tokens leave process.env before anything else is loaded.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const MODULE = join(import.meta.dirname, '../../../src/platform/environment.ts')

/** What a fresh process makes of its environment: the module takes it at its start. */
function start(env: Readonly<Record<string, string>>, expression: string): unknown {
  const code = `
    const { capturedInput, capturedState, environment } = await import(${JSON.stringify(MODULE)})
    console.log(JSON.stringify(${expression}))
  `
  const args = ['--input-type=module', '--eval', code]
  return JSON.parse(execFileSync(process.execPath, args, { env, encoding: 'utf8' }))
}

const ENV = {
  PATH: process.env['PATH'] ?? '',
  'INPUT_PRIVATE-KEY': '  canary\n',
  INPUT_EMPTY: '',
  INPUT_WITH_TWO_BLANKS: 'x',
  input_lower: 'y',
  STATE_journal: '/tmp/journal',
  ACTIONS_RUNTIME_TOKEN: 'canary',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://example.com',
  ACTIONS_STEP_DEBUG: 'true',
  MY_INPUT_VALUE: 'stays',
  GITHUB_SHA: 'stays',
}

describe('a fresh process', () => {
  test('gives inputs as the runner passed them, untrimmed', () => {
    const names = ['private-key', 'PRIVATE-KEY', 'empty', 'with two blanks', 'lower', 'absent']
    const expression = `${JSON.stringify(names)}.map(capturedInput)`
    assert.deepEqual(start(ENV, expression), ['  canary\n', '  canary\n', '', 'x', 'y', ''])
  })

  test('gives state', () => {
    const expression = `[capturedState('journal'), capturedState('absent')]`
    assert.deepEqual(start(ENV, expression), ['/tmp/journal', ''])
  })

  test('keeps of its environment what is not secret', () => {
    const left = Object.keys(start(ENV, 'process.env') as object)
    assert.deepEqual(left.toSorted(), [
      'ACTIONS_ID_TOKEN_REQUEST_URL',
      'ACTIONS_STEP_DEBUG',
      'GITHUB_SHA',
      'MY_INPUT_VALUE',
      'PATH',
    ])
    assert.deepEqual(start(ENV, 'environment === process.env'), true)
  })

  test('gives neither to its children, nor to a report about a crash', () => {
    const child = `(await import('node:child_process')).execFileSync('env', { encoding: 'utf8' })`
    assert.doesNotMatch(String(start(ENV, child)), /canary|INPUT_P|STATE_/)
    assert.equal(start(ENV, 'process.report.excludeEnv'), true)
  })
})
