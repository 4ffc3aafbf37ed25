// The model of workflow commands, by small steps that really run.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inlineScript, newJob } from '../../helpers/jobs.ts'
import { type Job, type StepResult } from '../../helpers/runner.ts'

/** A step that prints these lines. */
function printing(job: Job, ...lines: readonly string[]): Promise<StepResult> {
  return job.run({ script: inlineScript(job, `console.log(${JSON.stringify(lines.join('\n'))})`) })
}

test('a mask holds from the command on, for all later steps', async (t) => {
  const job = await newJob(t)
  const first = await printing(job, 's3cret', '::add-mask::s3cret', 'a s3cret b')
  assert.equal(first.log, 's3cret\na *** b')
  assert.equal(first.rawOutput, 's3cret\n::add-mask::s3cret\na s3cret b\n')
  assert.equal((await printing(job, 'the s3cret')).log, 'the ***')
  assert.equal(job.print('x s3cret\ry\r\nz'), 'x ***\ny\nz')
})

test('an escaped value of several lines masks each of them, a raw one only its first', async (t) => {
  const job = await newJob(t)
  const step = await printing(
    job,
    '::add-mask::one%0Atw%250o',
    '::add-mask::three',
    'four',
    'one',
    'tw%0o',
  )
  assert.equal(step.log, 'four\n***\n***')
  assert.ok(job.masks.has('one\ntw%0o'))
})

test('a blank mask is a warning', async (t) => {
  const job = await newJob(t)
  const { annotations, log } = await printing(job, '::add-mask:: ')
  const message = "Can't add secret mask for empty string in ##[add-mask] command."
  assert.deepEqual(annotations, [{ type: 'warning', message }])
  assert.equal(log, `##[warning]${message}`)
  assert.equal(job.masks.size, 0)
})

test('commands: white space before, any case, old form anywhere, both kinds of line end', async (t) => {
  const job = await newJob(t)
  const step = await printing(
    job,
    ' \u0085\t::ADD-MASK::alpha',
    'text ##[add-mask]beta%5D%3B\r',
    'x ::add-mask::gamma',
    '\ufeff::add-mask::delta',
    'progress\r::add-mask::epsilon',
    '::unknown::text',
    'alpha beta]; gamma delta epsilon',
  )
  assert.equal(
    step.log,
    'x ::add-mask::gamma\n\ufeff::add-mask::delta\nprogress\n::unknown::text\n*** *** gamma delta ***',
  )
})

test('annotations: message masked, title and file not, properties unescaped', async (t) => {
  const job = await newJob(t)
  const step = await printing(
    job,
    '::add-mask::s3cret',
    '::error title=A%3A s3cret%2C 100%25,file=s3cret.env,line=3,col=2,endColumn=9::is s3cret%0Ahere',
    '##[warning file=a%3Bb;line=1]old s3cret form',
    `::notice file=${job.workspace}/sub/x.env,line=,col=4::placed`,
  )
  assert.deepEqual(step.annotations, [
    {
      type: 'error',
      message: 'is ***\nhere',
      title: 'A: s3cret, 100%',
      file: 's3cret.env',
      line: 3,
      col: 2,
      endColumn: 9,
    },
    { type: 'warning', message: 'old *** form', file: 'a;b', line: 1 },
    { type: 'notice', message: 'placed', file: 'sub/x.env' },
  ])
  assert.equal(step.log, '##[error]is ***\nhere\n##[warning]old *** form\n##[notice]placed')
  assert.equal(step.outcome, 'success')
})

test('annotations: ten of a type, 4,096 characters, no empty ones; the log has them all', async (t) => {
  const job = await newJob(t)
  const lines = Array.from({ length: 12 }, (_, index) => `::notice::n${index}`)
  const long = 'x'.repeat(5000)
  const step = await printing(job, ...lines, `::error::${long}`, '::warning::', '::warning:: ')
  assert.equal(step.annotations.length, 11)
  assert.equal(step.annotations.at(-1)?.message.length, 4096)
  assert.match(step.log, /^##\[notice\]n11$/m)
})

test('groups are rendered', async (t) => {
  const { log } = await printing(await newJob(t), '::group::Files', 'x', '::endgroup::')
  assert.equal(log, '##[group]Files\nx\n##[endgroup]')
})

test('between stop-commands and its token nothing is a command', async (t) => {
  const job = await newJob(t)
  const step = await printing(
    job,
    '::stop-commands::tok3n-1',
    '::add-mask::s3cret',
    '##[error]no',
    '::TOK3N-1::',
    '::error::yes',
  )
  const log = '::stop-commands::***\n::add-mask::s3cret\n##[error]no\n::TOK3N-1::\n##[error]yes'
  assert.equal(step.log, log)
  assert.deepEqual(
    step.annotations.map(({ message }) => message),
    ['yes'],
  )
  assert.equal(job.masks.has('s3cret'), false)
  await printing(job, '::stop-commands::short!', '::short!::')
  assert.equal(job.masks.has('short!'), false)
})

test('stop-commands refuses a token that is a command', async (t) => {
  const step = await printing(await newJob(t), '::stop-commands::add-mask', '::error::still read')
  assert.equal(step.outcome, 'failure')
  assert.equal(step.annotations.length, 2)
})

for (const line of ['::set-env name=A::1', '::add-path::/x', '##[set-env name=A]1']) {
  test(`disabled, the step fails: ${line}`, async (t) => {
    const step = await printing(await newJob(t), line)
    assert.equal(step.exitCode, 0)
    assert.equal(step.outcome, 'failure')
    assert.equal(step.exported.size, 0)
    const [first, second] = step.annotations
    assert.equal(first?.message, `Unable to process command '${line}' successfully.`)
    assert.match(second?.message ?? '', /^The `(set-env|add-path)` command is disabled\./)
  })
}

test('set-output and save-state still work, with a warning', async (t) => {
  const step = await printing(
    await newJob(t),
    '::set-output name=a::1%0A2',
    '::save-state name=b::=3',
    '::set-output::nameless',
  )
  assert.deepEqual([...step.outputs], [['a', '1\n2']])
  assert.deepEqual([...step.state], [['b', '=3']])
  assert.equal(step.annotations.filter(({ type }) => type === 'warning').length, 3)
  const missing = "Required field 'name' is missing in ##[set-output] command."
  assert.equal(step.annotations.at(-1)?.message, missing)
  assert.equal(step.outcome, 'failure')
})

test('debug lines are collected masked; with debug logging they are in the log', async (t) => {
  const lines = [
    '::add-mask::s3cret',
    '::debug::is s3cret%0Aand more',
    '::set-output name=a::s3cret',
  ]
  const quiet = await printing(await newJob(t), ...lines)
  assert.deepEqual(quiet.debug, ['is ***', 'and more', "steps.step.outputs.a='***'"])
  assert.doesNotMatch(quiet.log, /debug/)
  const { log } = await printing(await newJob(t, { debug: true }), ...lines)
  assert.match(
    log,
    /^::add-mask::\*{3}\n##\[debug\]is \*{3}\n##\[debug\]and more\n::set-output name=a::\*{3}\n/,
  )
})

const properties: readonly (readonly [written: string, place: object])[] = [
  ['file=a=b', { file: 'a=b' }],
  ['=file==a', { file: 'a' }],
  ['file=,title=', {}],
  [' line=4 , title=x', { line: 4 }],
  ['line=x', {}],
  ['endLine=4', { line: 4, endLine: 4 }],
  ['line=4,endLine=3', {}],
  ['line=4,endLine=5,col=1', { line: 4, endLine: 5 }],
  ['line=4,endColumn=2', { line: 4, col: 2, endColumn: 2 }],
  ['line=4,col=3,endColumn=2', { line: 4 }],
  ['col=3', {}],
]

for (const [written, place] of properties) {
  test(`annotation properties: ${written}`, async (t) => {
    const { annotations } = await printing(await newJob(t), `::notice ${written}::m`)
    assert.deepEqual(annotations, [{ type: 'notice', message: 'm', ...place }])
  })
}

test('echo repeats commands in the log, never what they hide', async (t) => {
  const job = await newJob(t)
  const step = await printing(
    job,
    '::echo::On',
    '::add-mask::s3cret',
    '::group::s3cret',
    '::error::e',
    '::echo::off',
    '::endgroup::',
    '::echo::maybe',
  )
  const log = '::add-mask::***\n::group::***\n##[group]***\n##[error]e\n::echo::off\n##[endgroup]\n'
  assert.ok(step.log.startsWith(log), step.log)
  assert.match(step.annotations.at(-1)?.message ?? '', /^Invalid echo command value/)
  assert.equal(step.outcome, 'failure')
})

for (const line of ['::add-matcher::m.json', '##[remove-matcher owner=x]']) {
  test(`not part of the model, so the step fails: ${line}`, async (t) => {
    assert.equal((await printing(await newJob(t), line)).outcome, 'failure')
  })
}
