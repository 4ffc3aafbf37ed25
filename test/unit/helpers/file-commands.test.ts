// The model of GITHUB_ENV and its siblings, by small steps that really run.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inlineScript, newJob } from '../../helpers/jobs.ts'
import { type Job, type StepResult } from '../../helpers/runner.ts'

/** A step that writes this to one of its files. */
function writing(job: Job, variable: string, content: string): Promise<StepResult> {
  const code = `import { writeFileSync } from 'node:fs'
    writeFileSync(process.env['${variable}'], ${JSON.stringify(content)})`
  return job.run({ script: inlineScript(job, code) })
}

const grammar: readonly (readonly [
  what: string,
  content: string,
  pairs: readonly (readonly [string, string])[],
])[] = [
  [
    'NAME=value, last line without its end',
    'A=1\n\nB= 2 =3 \nC=',
    [
      ['A', '1'],
      ['B', ' 2 =3 '],
      ['C', ''],
    ],
  ],
  [
    'heredoc',
    'A<<EOF\nline 1\n\nEOF \nEOF\nB=2\n',
    [
      ['A', 'line 1\n\nEOF '],
      ['B', '2'],
    ],
  ],
  [
    'empty heredoc, and one with an empty line',
    'A<<E\nE\nB<<E\n\nE',
    [
      ['A', ''],
      ['B', ''],
    ],
  ],
  [
    'whichever operator comes first',
    'A=<<E\nB<<E=\nx\nE=\n',
    [
      ['A', '<<E'],
      ['B', 'x'],
    ],
  ],
  [
    'a CR is part of names, values and delimiters',
    'A=1\r\nB<<E\r\nx\r\nE\r\n',
    [
      ['A', '1\r'],
      ['B', 'x\r'],
    ],
  ],
  ['a byte order mark is dropped', '\ufeffA=1', [['A', '1']]],
  ['the last of two wins', 'A=1\nA=2', [['A', '2']]],
]

for (const [what, content, pairs] of grammar) {
  test(`file grammar: ${what}`, async (t) => {
    const job = await newJob(t)
    for (const [variable, field] of [
      ['GITHUB_ENV', 'exported'],
      ['GITHUB_OUTPUT', 'outputs'],
      ['GITHUB_STATE', 'state'],
    ] as const) {
      const step = await writing(job, variable, content)
      assert.deepEqual([...step[field]], pairs, variable)
      assert.equal(step.outcome, 'success')
    }
  })
}

const mistakes: readonly (readonly [what: string, content: string, why: string])[] = [
  ['no operator', 'A=1\nB', "Invalid format 'B'"],
  ['a value that injects a line', 'A=1\nsome text\n', "Invalid format 'some text'"],
  [
    'heredoc without a name',
    '<<E\nE\n',
    "Invalid format '<<E'. Name must not be empty and delimiter must not be empty",
  ],
  [
    'heredoc without a delimiter',
    'A<<\n',
    "Invalid format 'A<<'. Name must not be empty and delimiter must not be empty",
  ],
  ['no such delimiter', 'A<<E\nx\n', "Invalid value. Matching delimiter not found 'E'"],
  [
    'delimiter with CR where the end has none',
    'A<<E\r\nx\nE\n',
    "Invalid value. Matching delimiter not found 'E\r'",
  ],
  ['end without line end', 'A<<E\nx', 'Invalid value. EOF marker missing new line.'],
  ['no name', '=1', "Value cannot be null. (Parameter 'name')"],
]

for (const [what, content, why] of mistakes) {
  test(`file mistakes fail the step: ${what}`, async (t) => {
    const step = await writing(await newJob(t), 'GITHUB_ENV', content)
    assert.equal(step.exitCode, 0)
    assert.equal(step.outcome, 'failure')
    assert.deepEqual(step.annotations, [
      { type: 'error', message: "Unable to process file command 'env' successfully." },
      { type: 'error', message: why },
    ])
    assert.deepEqual([...step.exported], content.startsWith('A=1') ? [['A', '1']] : [])
  })
}
