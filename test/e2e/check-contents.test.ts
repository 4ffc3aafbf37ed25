// What a check with a key says of the inside of secret files: odd lines and names, plaintext and example
// beside them, and which variables a pull request changes.
import assert from 'node:assert/strict'
import { readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { FIXTURES } from '../helpers/action.ts'
import { ALICE, all, encrypts, only, places } from '../helpers/checking-contents.ts'
import {
  checkPull,
  put,
  removes,
  writes,
  type CheckPull,
  type CheckResult,
  type PullStory,
} from '../helpers/checking.ts'

const KEYED = { key: ALICE }
const APP = 'app/.env.kanuka'

async function pullOf(t: TestContext, story: PullStory): Promise<CheckPull> {
  return checkPull(t, { store: 'basic', ...story })
}

async function checked(t: TestContext, story: PullStory): Promise<CheckResult> {
  return (await pullOf(t, story)).check({}, KEYED)
}

describe('the plaintext in the checkout', () => {
  const plain = readFileSync(join(FIXTURES, 'plain/basic/.env'))
  const unchanged = { branch: [writes('a.md', 'a\n')] }

  test('differs: somebody forgot to encrypt', async (t) => {
    const pull = await pullOf(t, unchanged)
    put(pull.workspace, '.env', `${plain.toString()}NEW=1\n`)
    const result = await pull.check({}, KEYED)
    assert.deepEqual(places(result), ['CONTENT_STALE error .env'])
    const { message, fix } = only(result, 'CONTENT_STALE')
    assert.match(
      message,
      /^The plaintext \.env in the checkout differs from what \.env\.kanuka holds$/,
    )
    assert.match(fix, /kanuka secrets encrypt/)
    assert.equal(result.exitCode, 1)
    assert.deepEqual(places(await pull.check()), [])
  })

  test('is touched, but equal', async (t) => {
    const pull = await pullOf(t, unchanged)
    put(pull.workspace, '.env', plain)
    const later = new Date(Date.now() + 3_600_000)
    utimesSync(join(pull.workspace, '.env'), later, later)
    assert.deepEqual(places(await pull.check({}, KEYED)), [])
  })

  test('belongs to a ciphertext on disk that is not the committed one', async (t) => {
    const pull = await pullOf(t, unchanged)
    await encrypts('.env.kanuka', 'A=1\n')(pull.workspace)
    put(pull.workspace, '.env', 'A=1\n')
    assert.deepEqual(places(await pull.check({}, KEYED)), [])
  })
})

describe('lines and names', () => {
  for (const [what, text, code, says] of [
    [
      'a stray line',
      'A=1\nnot an assignment\n# b\n+\n',
      'DOTENV_INVALID',
      /^Line 2 of .*and 1 more/,
    ],
    ['no UTF-8', Buffer.from([0x41, 0x3d, 0xff, 0xfe, 0x0a]), 'DOTENV_INVALID', /not UTF-8/],
    [
      'a name twice',
      'A=1\nB=2\nA=3\n',
      'NAME_DUPLICATE',
      /^A in the .*lines 1 and 3\).*last one wins/,
    ],
    ['PATH', 'A=1\nPATH=/x\n', 'NAME_RESERVED', /^PATH in .*reserved \(first on line 2\)/],
    ['a dash in a name', 'A=1\nMY-VAR=2\n', 'NAME_INVALID', /^MY-VAR in .*first on line 2/],
  ] as const) {
    test(what, async (t) => {
      const pull = await pullOf(t, { branch: [encrypts(APP, text)] })
      const result = await pull.check({}, KEYED)
      assert.deepEqual(places(result), [`${code} warning ${APP}`])
      assert.match(only(result, code).message, says)
      assert.deepEqual([result.exitCode, result.status], [0, 'warn'])
      assert.deepEqual(places(await pull.check()), [])
    })
  }

  test('`allow-env` opens a reserved name, and no invalid one', async (t) => {
    const branch = [encrypts(APP, 'PATH=/x\nLD_PRELOAD=x\nMY-VAR=1\n')]
    const pull = await pullOf(t, { branch })
    const some = await pull.check({ 'allow-env': 'path' }, KEYED)
    assert.deepEqual(some.codes, ['NAME_INVALID', 'NAME_RESERVED'])
    assert.match(only(some, 'NAME_RESERVED').message, /^LD_PRELOAD in /)
    const both = await pull.check({ 'allow-env': 'PATH\nLD_PRELOAD' }, KEYED)
    assert.deepEqual(both.codes, ['NAME_INVALID'])
  })

  test('comments, blanks, quotes, `export`, and a name in two files', async (t) => {
    const text = '\n# A=1\n  export A="x\ny" # z\nNODE_ENV=\n'
    const branch = [all(encrypts(APP, text), encrypts('b/.env.kanuka', text))]
    assert.deepEqual(places(await checked(t, { branch })), [])
  })
})

describe('the example beside it', () => {
  const example = (text: string): PullStory => ({
    branch: [all(encrypts(APP, 'A=1\nB=2\n'), writes('app/.env.example', text))],
  })

  test('lists other names', async (t) => {
    const result = await checked(t, example('A=\nOLD=\n'))
    assert.deepEqual(places(result), ['EXAMPLE_MISMATCH warning app/.env.example'])
    assert.match(
      only(result, 'EXAMPLE_MISMATCH').message,
      /does not list B and lists OLD \(1 variable that app\/\.env\.kanuka lacks\)/,
    )
  })

  test('lists the same, in another order and with values', async (t) => {
    assert.deepEqual(places(await checked(t, example('# b\nB=yours\nA=\n'))), [])
  })
})

describe('what changes in secret files', () => {
  const STORY: PullStory = {
    arrange: all(
      encrypts(APP, 'KEPT=kept-9\nSWAPPED=old-value-1\nGONE=x\n'),
      encrypts('b/.env.kanuka', 'B_NAME=x\n'),
      encrypts('c/.env.kanuka', 'C_NAME=x\n'),
      encrypts('d/.env.kanuka', 'D_ONE=1\nD_TWO=2\n'),
    ),
    branch: [
      all(
        encrypts(APP, 'FRESH=y\nKEPT=kept-9\nSWAPPED=new-value-2\n'),
        encrypts('b/.env.kanuka', 'B_NAME=x\n'),
        removes('c/.env.kanuka'),
        encrypts('d/.env.kanuka', '# sorted\nD_TWO=2\nD_ONE=1\n'),
        encrypts('e/.env.kanuka', 'E_NAME=1\n'),
        encrypts('.env.local.kanuka', Buffer.from([0xff, 0xfe, 0xfd])),
      ),
    ],
  }
  const change = (path: string, kind: string, lists: readonly unknown[]): object => {
    const [added, removed, changed] = lists
    return { path, kind, added, removed, changed }
  }

  test('is told file by file: log, summary, report', async (t) => {
    const result = await checked(t, STORY)
    assert.deepEqual(places(result), ['DOTENV_INVALID warning .env.local.kanuka'])
    assert.deepEqual(result.report['changes'], [
      change('.env.local.kanuka', 'changed', [[], [], []]),
      change(APP, 'changed', [['FRESH'], ['GONE'], ['SWAPPED']]),
      change('b/.env.kanuka', 're-encrypted', [[], [], []]),
      change('c/.env.kanuka', 'removed', [[], ['C_NAME'], []]),
      change('d/.env.kanuka', 'changed', [[], [], []]),
      change('e/.env.kanuka', 'added', [['E_NAME'], [], []]),
    ])
    const rows = result.summary.split('\n').filter((line) => line.startsWith('| <code>'))
    const text = rows
      .map((row) => row.replaceAll(/<[^>]+>/g, '').replaceAll('&#95;', '_'))
      .slice(0, 5)
    assert.deepEqual(text, [
      '| .env.local.kanuka | content changed, no variables in it |  |  |  |',
      '| app/.env.kanuka |  | FRESH | GONE | SWAPPED |',
      '| c/.env.kanuka | file removed |  | C_NAME |  |',
      '| d/.env.kanuka | comments or order only |  |  |  |',
      '| e/.env.kanuka | new file | E_NAME |  |  |',
    ])
    assert.match(result.summary, /Encrypted again, same content: <code>b\/\.env\.kanuka<\/code>/)
    assert.match(result.log, /app\/\.env\.kanuka.*changed.*FRESH.*GONE.*SWAPPED/)
    for (const value of ['old-value-1', 'new-value-2']) {
      assert.ok(!(result.log + result.summary).includes(value))
    }
  })

  test('`files` chooses what is told', async (t) => {
    const pull = await pullOf(t, STORY)
    const result = await pull.check({ files: 'app/**' }, KEYED)
    assert.deepEqual(places(result), [])
    assert.equal((result.report['changes'] as readonly unknown[]).length, 1)
  })

  test('an old version that does not open cannot be compared', async (t) => {
    const path = '.env.local.kanuka'
    const broken = readFileSync(join(FIXTURES, 'basic', path)).fill(1, 50)
    const pull = await pullOf(t, {
      arrange: writes(path, broken),
      // It is sealed with the key of a store that opens.
      branch: [all(removes(path), encrypts(path, 'B=1\n'))],
    })
    const result = await pull.check({}, KEYED)
    assert.deepEqual(places(result), [])
    assert.deepEqual(result.report['changes'], [change(path, 'unknown', [[], [], []])])
    assert.match(result.summary, /cannot be compared/)
  })

  test('nothing changes: nothing is told', async (t) => {
    const result = await checked(t, { branch: [writes('a.md', 'a\n')] })
    assert.deepEqual(result.report['changes'], [])
    assert.doesNotMatch(result.summary, /Variables/)
  })
})
