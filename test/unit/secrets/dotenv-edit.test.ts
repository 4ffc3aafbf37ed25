// New values in old files: what is read afterwards, and that nothing else moved.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'dotenv'
import { ActionError, ActionErrors } from '../../../src/errors.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { editDotenv } from '../../../src/secrets/dotenv-edit.ts'
import { MAX_DOTENV_BYTES } from '../../../src/secrets/dotenv.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'

type Entries = Readonly<Record<string, string>>

function edit(source: string, wanted: Entries | readonly (readonly [string, string])[]): string {
  const entries = Array.isArray(wanted) ? wanted : Object.entries(wanted as Entries)
  const values = new Map(
    (entries as readonly (readonly [string, string])[]).map(
      ([name, value]) => [name, new SecretValue(value)] as const,
    ),
  )
  return editDotenv(source, values, '.env.kanuka').reveal()
}

describe('one value', () => {
  for (const [what, before, wanted, after] of [
    ['in place', 'A=1\nB=2\nC=3\n', { B: 'two' }, 'A=1\nB=two\nC=3\n'],
    ['already right: its form stays', "A = 'x' # y\n", { A: 'x' }, "A = 'x' # y\n"],
    ['a comment stays', 'A=1 # one\n', { A: '2' }, 'A=2 # one\n'],
    ['a comment without a blank gets one', 'A=1#one\n', { A: '2' }, 'A=2 #one\n'],
    ['a comment behind nothing', 'A=  # none\nB=1\n', { A: 'x' }, 'A=x  # none\nB=1\n'],
    ['a comment with quotes', "A='1' # it's\n", { A: 'a b' }, "A='a b' # it's\n"],
    ['single quotes', "A='1'\n", { A: '2' }, "A='2'\n"],
    ['double quotes', 'A="1"\n', { A: '2' }, 'A="2"\n'],
    ['backticks', 'A=`1`\n', { A: '2' }, 'A=`2`\n'],
    ['double quotes in which a shell would read more', 'A="1"\n', { A: '$2' }, "A='$2'\n"],
    ['single quotes that cannot stay', "A='1'\n", { A: "it's" }, 'A="it\'s"\n'],
    ['none that can stay none', 'A=1\n', { A: 'https://h/p' }, 'A=https://h/p\n'],
    ['none that cannot', 'A=1\n', { A: 'a b' }, "A='a b'\n"],
    ['empty', 'A=1\nB=2\n', { A: '' }, 'A=\nB=2\n'],
    ['empty, before a line that begins with a quote', 'A=1\n"x"\n', { A: '' }, 'A=\'\'\n"x"\n'],
    [
      'export, blanks, colon',
      'export  A  =  1\nB: 2\n',
      { A: '3', B: '4' },
      'export  A  =  3\nB: 4\n',
    ],
    ['several lines', 'A="1\n2"\nB=3\n', { A: 'x\ny\nz' }, 'A="x\ny\nz"\nB=3\n'],
    ['several lines as they were escaped', 'A="1\\n2"\n', { A: 'x\ny' }, 'A="x\\ny"\n'],
    ['from several lines to one', "A='1\n2'\nB=3\n", { A: 'x' }, "A='x'\nB=3\n"],
    ['of several assignments the last', 'A=1\nA=2\nB=3\n', { A: '4' }, 'A=1\nA=4\nB=3\n'],
    ['a comment with the same text', '# A=1\nA=1\n#A=1', { A: '2' }, '# A=1\nA=2\n#A=1'],
    ['a name within another', 'AA=1\nA=1\n', { A: '2' }, 'AA=1\nA=2\n'],
    ['line ends', 'A=1\r\nB="1\r\n2"\r\n', { A: '2', B: 'x\ny' }, 'A=2\r\nB="x\r\ny"\r\n'],
    ['line ends of both kinds', 'A=1\r\nB=2\nC=3\r\n', { B: 'x\ny' }, "A=1\r\nB='x\r\ny'\nC=3\r\n"],
    ['a byte order mark', '\ufeffA=1\n', { A: '2' }, '\ufeffA=2\n'],
    ['no last line end', 'A=1', { A: '2' }, 'A=2'],
    ['a backslash at the end', "A='1' # one\nB='2'\n", { A: 'x\\' }, "A='x\\' #'. # one\nB='2'\n"],
    ['and away again', "A='x\\' #'. # one\nB='2'\n", { A: 'y' }, "A='y' # one\nB='2'\n"],
    ['lines that are no assignments', '!\nA=1\n<<<\n', { A: '2' }, '!\nA=2\n<<<\n'],
    [
      'names of objects',
      'toString=1\n',
      { toString: '2', constructor: '3' },
      'toString=2\nconstructor=3\n',
    ],
  ] as const) {
    test(what, () => {
      const text = edit(before, wanted)
      assert.equal(text, after)
      const read = parse(text)
      for (const [name, value] of Object.entries(wanted)) assert.equal(read[name], value)
    })
  }
})

describe('names that are not there yet', () => {
  for (const [what, before, wanted, after] of [
    ['at the end, in order', 'C=1\n', { B: '2', A: '3' }, 'C=1\nB=2\nA=3\n'],
    ['after a missing line end', 'A=1', { B: '2' }, 'A=1\nB=2\n'],
    ['in a new file', '', { A: '1' }, 'A=1\n'],
    ['after nothing but a byte order mark', '\ufeff', { A: '1' }, '\ufeffA=1\n'],
    ['with the line ends of the file', 'A=1\r\n', { B: 'x\ny' }, "A=1\r\nB='x\r\ny'\r\n"],
    ['with carriage returns', 'A=1\rC=2', { B: '2' }, 'A=1\rC=2\rB=2\r'],
    ['commented out, they are not there', '#B=1\n', { B: '2' }, '#B=1\nB=2\n'],
    ['below an open quote', "A='x\n", { B: "it's #1" }, 'A=\'x\nB="it\'s #1"\n'],
  ] as const) {
    test(what, () => assert.equal(edit(before, wanted), after))
  }
})

describe('what is refused names the variable and no value', () => {
  for (const [what, source, wanted, code, says] of [
    ['no form', 'A=1\n', { A: 'geheim \' " ` #' }, 'VALUE_NOT_WRITABLE', /\bA\b/],
    ['no text', 'A=1\n', { A: 'geheim\ud800' }, 'VALUE_NOT_WRITABLE', /\bA\b/],
    ['a name with a blank', '', { 'A B': 'geheim' }, 'NAME_INVALID', /"A B"/],
    ['a name with a line end', '', { 'A\nB=2': 'geheim' }, 'NAME_INVALID', /"A\\nB=2"/],
    ['no name', '', { '': 'geheim' }, 'NAME_INVALID', /""/],
    ['a long name', '', { ['A'.repeat(256)]: 'geheim' }, 'NAME_INVALID', /AAA/],
    ['behind a line that takes the next', 'A:', { B: 'geheim' }, 'VALUE_NOT_WRITABLE', /\bB\b/],
    ['too much', '', { A: 'geheim'.repeat(MAX_DOTENV_BYTES / 6 + 1) }, 'FILE_TOO_LARGE', /large/],
  ] as const) {
    test(what, async () => {
      const thrown = await whatIsThrown(() => edit(source, wanted))
      assert.ok(thrown.some((error) => error.code === code && says.test(error.what)))
      for (const { where, fix, what: told } of thrown) {
        assert.equal(where.file, '.env.kanuka')
        assert.doesNotMatch(told + fix, /geheim/)
      }
    })
  }

  test('__proto__', async () => {
    const error = await refusal(() => edit('', [['__proto__', 'x']]))
    assert.equal(error.code, 'NAME_INVALID')
  })

  test('several together', async () => {
    const errors = await refusals(() => edit('', { 'A B': '1', 'C D': '2' }))
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['NAME_INVALID', 'NAME_INVALID'],
    )
  })
})

async function whatIsThrown(run: () => unknown): Promise<readonly ActionError[]> {
  try {
    await run()
  } catch (error) {
    if (error instanceof ActionErrors) return error.errors
    if (error instanceof ActionError) return [error]
    throw error
  }
  assert.fail('nothing was refused')
}
