// From decrypted files to the variables that go out.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MAX_DOTENV_BYTES } from '../../../src/secrets/dotenv.ts'
import { parseKeySchema } from '../../../src/secrets/key-schema-parser.ts'
import { readDotenv } from '../../../src/secrets/mask-collector.ts'
import { parseSelection } from '../../../src/secrets/selection.ts'
import {
  collectVariables,
  type Collected,
  type CollectRules,
  type VariableSource,
} from '../../../src/secrets/variables.ts'

function source(file: string, text: string): VariableSource {
  const bytes = Buffer.from(text)
  const plaintextName = file.replace(/\.kanuka$/, '')
  return { file, plaintextName, project: 'shop', dotenv: readDotenv(bytes), size: bytes.length }
}

interface Rules {
  readonly select?: readonly string[]
  readonly schema?: string
  readonly environment?: string
}

function collect(sources: readonly VariableSource[], rules: Rules = {}): Collected {
  const collectRules: CollectRules = {
    selection: parseSelection(rules.select ?? []),
    schema: rules.schema === undefined ? undefined : parseKeySchema(rules.schema),
    environment: rules.environment,
    branch: 'main',
  }
  return collectVariables(sources, collectRules)
}

function values({ variables }: Collected): Readonly<Record<string, string>> {
  return Object.fromEntries([...variables].map(([name, { value }]) => [name, value.reveal()]))
}

const codes = ({ errors }: Collected): readonly string[] => errors.map(({ code }) => code)

describe('several files', () => {
  const base = source('.env.kanuka', 'A=base\nB=base\n')
  const local = source('.env.local.kanuka', 'B=local\nC=local\n')

  test('later files win', () => {
    assert.deepEqual(values(collect([base, local])), { A: 'base', B: 'local', C: 'local' })
    assert.deepEqual(values(collect([local, base])), { A: 'base', B: 'base', C: 'local' })
  })

  test('names that several hold are told, with the files in their order', () => {
    assert.deepEqual(collect([base, local]).overridden, [
      { name: 'B', files: ['.env.kanuka', '.env.local.kanuka'] },
    ])
    assert.deepEqual(collect([base]).overridden, [])
  })

  test('within one file the last assignment wins, and nothing is said', () => {
    const collected = collect([source('.env.kanuka', 'A=1\nA=2\n')])
    assert.deepEqual([values(collected), collected.overridden], [{ A: '2' }, []])
  })

  test('each variable knows where it comes from: its last assignment', () => {
    const { variables } = collect([source('.env.kanuka', '\nA=1\n\nA=2\n')])
    const variable = variables.get('A')
    assert.deepEqual(
      [variable?.file, variable?.line, variable?.sourceName],
      ['.env.kanuka', 4, 'A'],
    )
  })
})

describe('renamed', () => {
  const file = source('config/.env.production.kanuka', 'Api-Token=1\nother=2\n')

  test('by rule and by schema, in this order', () => {
    const collected = collect([file], { select: ['TOKEN=Api-Token'], schema: 'APP_{{secretKey}}' })
    assert.deepEqual(values(collected), { APP_TOKEN: '1' })
    assert.equal(collected.variables.get('APP_TOKEN')?.sourceName, 'Api-Token')
  })

  test('the schema knows environment, project, file and branch', () => {
    const schema = '{{secretKey}}/{{environment}}/{{project}}/{{file}}/{{branch}}'
    const collected = collect([file], { select: ['other'], schema })
    assert.deepEqual(values(collected), { 'other/production/shop/.env.production/main': '2' })
  })

  test('the environment of the workflow overrides that of the file name', () => {
    const rules = { select: ['other'], schema: '{{environment}}_{{secretKey}}', environment: 'qa' }
    assert.deepEqual(values(collect([file], rules)), { qa_other: '2' })
    assert.deepEqual(values(collect([source('.env.kanuka', 'other=3')], rules)), { qa_other: '3' })
  })

  test('a file name without an environment is an error that says how to give it, once a file', () => {
    const plain = source('.env.kanuka', 'A=1\nB=2\n')
    const collected = collect([plain, file], { schema: '{{environment}}_{{secretKey}}' })
    assert.deepEqual(codes(collected), ['SCHEMA_INVALID'])
    assert.match(collected.errors[0]?.what ?? '', /the name of \.env\.kanuka tells none/)
    assert.match(collected.errors[0]?.fix ?? '', /`environment: production`/)
  })

  test('two variables that would go out under one name clash', () => {
    const clashes: readonly (readonly [Rules, string])[] = [
      [{ select: ['X=a', 'X=b'] }, 'a=1\nb=2\n'],
      [{ schema: '{{upper secretKey}}' }, 'a=1\nA=2\n'],
      [{ select: ['*', 'a=b'] }, 'a=1\nb=2\n'],
    ]
    for (const [rules, text] of clashes) {
      const collected = collect([source('.env.kanuka', text)], rules)
      assert.deepEqual(codes(collected), ['NAME_CLASH'])
      assert.match(collected.errors[0]?.what ?? '', /would both go out as/)
    }
  })

  test('across files as well, naming both', () => {
    const sources = [source('a/.env.kanuka', 'x=1'), source('b/.env.kanuka', 'X=2')]
    const [error] = collect(sources, { schema: '{{upper secretKey}}' }).errors
    assert.equal(error?.what, 'x (a/.env.kanuka) and X (b/.env.kanuka) would both go out as X')
  })

  test('the same variable of two files is no clash', () => {
    const sources = [source('a/.env.kanuka', 'x=1'), source('b/.env.kanuka', 'x=2')]
    assert.deepEqual(codes(collect(sources, { schema: '{{upper secretKey}}' })), [])
  })
})

describe('mistakes in the files', () => {
  test('lines that are no assignments: the file, the first line, how many more', () => {
    const collected = collect([source('app/.env.kanuka', 'A=1\nfirst\nB=2\nsecond\nthird\n')])
    const [error] = collected.errors
    assert.equal(error?.code, 'FILE_NOT_DOTENV')
    assert.equal(
      error.what,
      'line 2 of the decrypted app/.env.kanuka is no assignment (and 2 more)',
    )
    assert.deepEqual(error.where, { file: 'app/.env.kanuka' })
    assert.doesNotMatch(error.what + error.fix, /first|second|third/)
  })

  test('one such line alone', () => {
    const [error] = collect([source('.env.kanuka', 'A=1\nstray')]).errors
    assert.equal(error?.what, 'line 2 of the decrypted .env.kanuka is no assignment')
  })

  test('a file that is no text', () => {
    const binary = { ...source('.env.kanuka', 'A=1'), dotenv: undefined, size: 10 }
    const [error] = collect([binary]).errors
    assert.equal(error?.code, 'FILE_NOT_TEXT')
    assert.match(error.what, /\.env\.kanuka is not UTF-8 text/)
  })

  test('a file that is too large to be looked at', () => {
    const size = MAX_DOTENV_BYTES + 1
    const [error] = collect([{ ...source('.env.kanuka', ''), dotenv: undefined, size }]).errors
    assert.equal(error?.code, 'FILE_TOO_LARGE')
  })

  test('`__proto__` is an error with its line, not silently dropped', () => {
    const hostile = source('.env.kanuka', 'A=1\n__proto__=polluted\n')
    const [error] = collect([hostile]).errors
    assert.equal(error?.code, 'NAME_INVALID')
    assert.match(error.what, /^line 2 of the decrypted \.env\.kanuka sets __proto__/)
    assert.doesNotMatch(error.what + error.fix, /polluted/)
    assert.deepEqual(codes(collect([hostile], { select: ['A'] })), [])
    assert.deepEqual(codes(collect([hostile], { select: ['!__proto__'] })), [])
  })

  test('every file is looked at, so that all mistakes come together', () => {
    const collected = collect([
      source('a/.env.kanuka', 'stray'),
      { ...source('b/.env.kanuka', ''), dotenv: undefined },
      source('c/.env.kanuka', '__proto__=1\nGOOD=1'),
    ])
    assert.deepEqual(codes(collected), ['FILE_NOT_DOTENV', 'FILE_NOT_TEXT', 'NAME_INVALID'])
    assert.deepEqual(values(collected), { GOOD: '1' })
  })
})

test('a rule that matches nothing in any of the files is an error', () => {
  const sources = [source('a/.env.kanuka', 'A=1'), source('b/.env.kanuka', 'B=1')]
  const { errors } = collect(sources, { select: ['A', 'B', 'C', 'NEW=D'] })
  assert.deepEqual(
    errors.map(({ code, what }) => `${code}: ${what}`),
    ['C', 'NEW=D'].map(
      (rule) =>
        `SELECT_INVALID: the \`select\` rule "${rule}" matches no variable of the selected files`,
    ),
  )
})

test('names that every object of JavaScript has are names like others', () => {
  const collected = collect([source('.env.kanuka', 'constructor=1\ntoString=2\n')])
  assert.deepEqual([...collected.variables.keys()], ['constructor', 'toString'])
  assert.deepEqual(codes(collected), [])
})
