// The model of a job on the runner: environment, order of steps and posts, summary, signals.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { inlineScript, newJob } from '../../helpers/jobs.ts'
import { Job, type StepOptions, type StepResult } from '../../helpers/runner.ts'

function running(job: Job, code: string, options: StepOptions = {}): Promise<StepResult> {
  return job.run({
    ...options,
    script: inlineScript(job, `import * as fs from 'node:fs'\n${code}`),
  })
}

const PRINT_ENV = 'console.log(JSON.stringify(process.env))'

function environmentIn(step: StepResult): Record<string, string | undefined> {
  return JSON.parse(step.rawOutput) as Record<string, string | undefined>
}

test('the environment of a step is the runner’s, nothing of the tests’', async (t) => {
  process.env['RUNNER_TEST_LEAK'] = 'x'
  t.after(() => delete process.env['RUNNER_TEST_LEAK'])
  const job = await newJob(t, { defaults: { 'env-file': '.env', 'Private-Key': 'unset' } })
  const inputs = { 'private-key': 'k\n', 'two words': '' }
  const env = environmentIn(
    await running(job, PRINT_ENV, { inputs, env: { GITHUB_REF_NAME: 'v1' } }),
  )
  assert.equal(env['RUNNER_TEST_LEAK'], undefined)
  assert.equal(env['INPUT_PRIVATE-KEY'], 'k\n')
  assert.equal(env['INPUT_TWO_WORDS'], '')
  assert.equal(env['INPUT_ENV-FILE'], '.env')
  assert.equal(env['GITHUB_WORKSPACE'], job.workspace)
  assert.equal(env['RUNNER_TEMP'], job.temp)
  assert.equal(env['GITHUB_REPOSITORY'], 'acme/widgets')
  assert.equal(env['GITHUB_REF_NAME'], 'v1')
  assert.equal(env['GITHUB_EVENT_NAME'], 'push')
  assert.equal(env['RUNNER_DEBUG'], undefined)
  assert.notEqual(env['HOME'], process.env['HOME'])
})

test('the event, debug logging and a given workspace reach the step', async (t) => {
  const other = await newJob(t)
  const event = { name: 'pull_request', payload: { number: 7 } }
  const job = await newJob(t, { event, debug: true, workspace: other.workspace })
  const code = `const { env } = process
    console.log([env.GITHUB_EVENT_NAME, fs.readFileSync(env.GITHUB_EVENT_PATH, 'utf8'),
      env.RUNNER_DEBUG, process.cwd()].join('|'))`
  const { rawOutput } = await running(job, code)
  assert.equal(rawOutput, `pull_request|{"number":7}|1|${other.workspace}\n`)
})

test('exported variables and paths reach later steps; the runner’s own names do not', async (t) => {
  const job = await newJob(t, { env: { FROM_JOB: 'job', SHARED: 'job' } })
  const content = 'SHARED=step\nGITHUB_SHA=evil\nINPUT_X=evil\nNode_Options=--require=evil\n'
  const first = await running(
    job,
    `fs.writeFileSync(process.env.GITHUB_ENV, ${JSON.stringify(content)})
    fs.writeFileSync(process.env.GITHUB_PATH, '/first\\n\\n/second\\n')`,
  )
  const refused = "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command."
  assert.deepEqual(first.annotations, [{ type: 'error', message: refused }])
  assert.equal(first.outcome, 'success')
  assert.deepEqual(first.debug, ["SHARED='step'", "GITHUB_SHA='evil'", "INPUT_X='evil'"])
  const later = await running(job, PRINT_ENV, { inputs: { x: 'mine' } })
  const env = environmentIn(later)
  assert.equal(env['FROM_JOB'], 'job')
  assert.equal(env['SHARED'], 'step')
  assert.match(env['GITHUB_SHA'] ?? '', /^[0-9a-f]{40}$/)
  assert.equal(env['INPUT_X'], 'mine')
  assert.equal(env['NODE_OPTIONS'], undefined)
  assert.match(env['PATH'] ?? '', /^\/second:\/first:./)
  assert.match(later.header, /^with:\n {2}x: mine\nenv:\n {2}FROM_JOB: job\n {2}SHARED: step\n/m)
})

test('a path that is added again moves to the front', async (t) => {
  const job = await newJob(t)
  for (const paths of ['/a\\n/b', '/c\\n/a\\n/c']) {
    await running(job, `fs.writeFileSync(process.env.GITHUB_PATH, '${paths}')`)
  }
  const { PATH } = environmentIn(await running(job, PRINT_ENV))
  assert.match(PATH ?? '', /^\/c:\/a:\/b:(?!\/[abc]:)/)
})

test('the header of a step shows what was exported without a mask', async (t) => {
  const job = await newJob(t)
  job.addSecret(' key line 1\nkey line 2\n')
  const code = "fs.writeFileSync(process.env.GITHUB_ENV, 'BARE=plain\\nMASKED=key line 2')"
  const { header } = await running(job, code, {
    inputs: { 'private-key': 'key line 1\nkey line 2', empty: '' },
  })
  assert.equal(header, '##[group]Run\nwith:\n  private-key: ***\n##[endgroup]')
  const later = await running(job, '')
  assert.equal(later.header, '##[group]Run\nenv:\n  BARE: plain\n  MASKED: ***\n##[endgroup]')
})

test('each step has new files', async (t) => {
  const job = await newJob(t)
  const code =
    'console.log(process.env.GITHUB_OUTPUT, fs.readFileSync(process.env.GITHUB_OUTPUT).length)'
  const paths = [await running(job, code), await running(job, code)].map(
    ({ rawOutput }) => rawOutput,
  )
  assert.equal(new Set(paths).size, 2)
  for (const path of paths) assert.match(path, / 0\n$/)
})

test('a link in place of a file is refused, a missing file is nothing', async (t) => {
  const job = await newJob(t)
  const step = await running(
    job,
    `for (const name of ['OUTPUT', 'STATE']) fs.rmSync(process.env['GITHUB_' + name])
    fs.symlinkSync('/etc/hostname', process.env.GITHUB_OUTPUT)`,
  )
  assert.equal(step.outcome, 'failure')
  assert.equal(step.annotations.length, 2)
  assert.match(step.annotations[1]?.message ?? '', /^Refusing to access symbolic link/)
})

test('posts run last in first out, with inputs, state and masks, even after a failure', async (t) => {
  const job = await newJob(t)
  const post = inlineScript(
    job,
    `const { env } = process
    console.log(env.INPUT_NAME, env.STATE_token, env.STATE_other, env.SHARED, 's3cret')`,
  )
  const main = `fs.appendFileSync(process.env.GITHUB_STATE, 'token=' + process.env.INPUT_NAME)
    fs.appendFileSync(process.env.GITHUB_ENV, 'SHARED=' + process.env.INPUT_NAME)
    console.log('::add-mask::s3cret')
    process.exitCode = 3`
  const first = await running(job, main, { inputs: { name: 'one' }, post })
  assert.equal(first.exitCode, 3)
  assert.equal(first.outcome, 'failure')
  assert.deepEqual([...first.state], [['token', 'one']])
  await running(job, main, { inputs: { name: 'two' }, post })
  await running(job, '')
  const posts = await job.post()
  assert.deepEqual(
    posts.map(({ log }) => log),
    ['two two undefined two ***', 'one one undefined two ***'],
  )
  assert.equal(posts[0]?.header, 'Post job cleanup.')
  assert.deepEqual(await job.post(), [])
})

test('the summary is masked line by line', async (t) => {
  const job = await newJob(t)
  const step = await running(
    job,
    `console.log('::add-mask::s3cret')
    fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, '# s3cret\\r\\nmore\\rend')`,
  )
  assert.equal(step.summary, '# ***\nmore\nend\n')
})

test('a summary above 1 MiB is refused, one of 1 MiB is not', async (t) => {
  const job = await newJob(t)
  const write = (size: number): Promise<StepResult> =>
    running(job, `fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(${size}))`)
  assert.equal((await write(1024 * 1024)).summary.length, 1024 * 1024 + 1)
  const { summary, annotations, outcome } = await write(1024 * 1024 + 1)
  assert.equal(summary, '')
  assert.match(annotations[0]?.message ?? '', /^\$GITHUB_STEP_SUMMARY upload aborted/)
  assert.equal(outcome, 'success')
})

test('stderr is read for commands too, and half a line at the end of the output', async (t) => {
  const job = await newJob(t)
  const step = await running(
    job,
    `process.stderr.write('::add-mask::s3', () => process.stderr.write('cret\\n::error::s3cret'))`,
  )
  assert.equal(step.rawOutput, '::add-mask::s3cret\n::error::s3cret')
  assert.equal(step.log, '##[error]***')
})

test('a character cut by the buffers arrives whole', async (t) => {
  const job = await newJob(t)
  const step = await running(
    job,
    `const bytes = Buffer.from('grüße\\r\\nende')
    process.stdout.write(bytes.subarray(0, 3), () => process.stdout.write(bytes.subarray(3, 8), () =>
      process.stdout.write(bytes.subarray(8))))`,
  )
  assert.equal(step.log, 'grüße\nende')
})

test('names of outputs and state ignore case, the first spelling stays', async (t) => {
  const job = await newJob(t)
  const step = await running(
    job,
    "for (const name of ['OUTPUT', 'STATE']) fs.writeFileSync(process.env['GITHUB_' + name], 'Db=1\\nDB=2')",
  )
  assert.deepEqual([...step.outputs], [['Db', '2']])
  assert.deepEqual([...step.state], [['Db', '2']])
})

test('a signal is sent when the file is there', async (t) => {
  const job = await newJob(t)
  const file = join(job.workspace, 'deep/ready')
  const code = `process.on('SIGINT', () => { console.log('cleaned'); process.exit(130) })
    setInterval(() => {}, 1000)
    fs.mkdirSync('deep')
    fs.writeFileSync('deep/ready', '')`
  const step = await running(job, code, { signalWhen: { file, signal: 'SIGINT' } })
  assert.equal(step.exitCode, 130)
  assert.equal(step.log, 'cleaned')
  const killed = await running(job, 'setInterval(() => {}, 1000)', {
    signalWhen: { file, signal: 'SIGKILL' },
    post: inlineScript(job, "setImmediate(() => console.log('post'))"),
  })
  assert.deepEqual([killed.exitCode, killed.signal, killed.outcome], [null, 'SIGKILL', 'failure'])
  const [post] = await job.post()
  assert.deepEqual([post?.log, post?.signal], ['post', null])
})

test('a step that ends before it is interrupted is a mistake of the test', async (t) => {
  const job = await newJob(t)
  const signalWhen = { file: join(job.workspace, 'never'), signal: 'SIGINT' } as const
  await assert.rejects(running(job, '', { signalWhen }), /ended before/)
})

test('a variable too long for the system makes the next step fail', async (t) => {
  const job = await newJob(t)
  await running(job, "fs.writeFileSync(process.env.GITHUB_ENV, 'A=' + 'x'.repeat(4 << 20))")
  const step = await running(job, '')
  assert.deepEqual([step.exitCode, step.outcome], [null, 'failure'])
  assert.match(step.annotations[0]?.message ?? '', /Argument list too long$/)
})

test('a script that is not there is a mistake of the test; dispose leaves nothing', async () => {
  const job = await Job.create()
  await assert.rejects(job.run({ script: join(job.workspace, 'none.js') }), { code: 'ENOENT' })
  await job.dispose()
  assert.equal(existsSync(job.temp), false)
})
