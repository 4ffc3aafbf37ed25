// Nothing leaks: every value of every fixture, shown by a later step in every notation that people
// use, and everything that the action itself prints, is masked or was announced as not masked.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { parse } from 'dotenv'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMON_WORDS } from '../../src/secrets/masking.ts'
import { checkout, FIXTURES, jobIn, key } from '../helpers/action.ts'
import { inlineScript } from '../helpers/jobs.ts'
import { fixtureStore } from '../helpers/manifest.ts'
import type { Job, StepResult } from '../helpers/runner.ts'

const MIN_LENGTH = 4
// Announced in the log: over 10,000 masks, not text.
const ANNOUNCED = ['big/.env.big.kanuka', '.env.binary.kanuka', '.env.utf16le.kanuka']

const STORES = [
  ['basic', 'basic-alice.pkcs1.pem'],
  ['team', 'team-bob-rsa4096.pem'],
  ['ci', 'ci-bot.pem'],
  ['dotenv-zoo', 'dotenv-zoo-alice.pem'],
] as const

interface Value {
  readonly name: string
  readonly text: string
}

function valuesOf(store: string): readonly Value[] {
  return fixtureStore(store)
    .files.filter(({ path }) => !ANNOUNCED.includes(path))
    .flatMap(({ plain }) => {
      const source = readFileSync(join(FIXTURES, plain), 'utf8')
      return Object.entries(parse(source)).map(([name, text]) => ({ name, text }))
    })
}

/** The pieces that must never be seen: whole lines of a value that are long enough and not common. */
function pieces(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= MIN_LENGTH && !isHarmless(line))
}

function isHarmless(line: string): boolean {
  return (
    COMMON_WORDS.has(line.toLowerCase()) ||
    /^[+-]?\d{1,5}(\.\d{1,3})?$/.test(line) ||
    /^-----(BEGIN|END) /.test(line)
  )
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** How a later step may show a text, by name. */
const WAYS: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  'in a sentence': (text) => `the value is <${text}>, is it not`,
  'as JSON': (text) => JSON.stringify({ value: text }),
  'as JSON in JSON': (text) => JSON.stringify({ body: JSON.stringify(text).slice(1, -1) }),
  'in a query string': (text) => `?token=${encodeURIComponent(text)}&x=1`,
  'as form data': (text) => new URLSearchParams({ token: text }).toString(),
  'in base64': base64,
  'in base64, one byte further': (text) => base64(`:${text}`),
  'in base64, two bytes further': (text) => base64(`::${text}`),
  'in base64 with a line end': (text) => base64(`${text}\n`),
  'in base64url': (text) => Buffer.from(`u:${text}!`).toString('base64url'),
}

/** What must not be found in the shown form, by the same ways. */
function forbidden(way: string, text: string): readonly string[] {
  if (way.includes('base64')) {
    // A run of characters that only this value explains.
    return text.length < 8 ? [] : [base64(text).slice(4, -8)].filter((run) => run.length >= 8)
  }
  return pieces(text).flatMap((piece) => [piece, encodeURIComponent(piece)])
}

function assertHidden(job: Job, { name, text }: Value): void {
  if (pieces(text).length === 0 || (!/[\r\n]/.test(text) && isHarmless(text.trim()))) return
  for (const [way, show] of Object.entries(WAYS)) {
    if (!text.isWellFormed()) continue
    const shown = job.print(show(text))
    for (const secret of forbidden(way, text)) {
      assert.ok(!shown.includes(secret), `${name} ${way}: ${shown.slice(0, 200)}`)
    }
  }
}

/** Values that are long and odd enough that finding them by chance is out of the question. */
function canaries(values: readonly Value[]): readonly string[] {
  return values.flatMap(({ text }) => pieces(text)).filter((piece) => piece.length >= 10)
}

function assertClean(result: StepResult, secrets: readonly string[]): void {
  const shown = [
    result.log,
    result.summary,
    ...result.debug,
    ...result.annotations.map((annotation) => inspect(annotation)),
    ...result.state.values(),
    result.outputs.get('report') ?? '',
  ].join('\n')
  for (const secret of secrets) assert.ok(!shown.includes(secret), `in clear: ${secret}`)
}

describe('after decrypt', () => {
  for (const [store, keyName] of STORES) {
    test(`no value of ${store} is seen, however a later step prints it`, async (t) => {
      const job = await jobIn(t, checkout(t, store), { debug: true })
      const inputs = { 'private-key': key(keyName), 'show-names': 'false' }
      const result = await job.run({ inputs })
      assert.equal(result.exitCode, 0, result.log)
      const values = valuesOf(store)
      for (const value of values) assertHidden(job, value)
      // One value is the name of its folder, which anybody can see.
      const paths = fixtureStore(store).files.map(({ path }) => path)
      const secrets = canaries(values).filter((text) => !paths.some((path) => path.includes(text)))
      assertClean(result, secrets)
      for (const line of key(keyName).split('\n')) {
        if (line.length > 20 && !line.startsWith('-----')) assert.equal(job.print(line), '***')
      }
    })
  }

  test('inside JSON and URLs the parts are masked as well', async (t) => {
    const job = await jobIn(t, checkout(t, 'dotenv-zoo'))
    await job.run({ inputs: { 'private-key': key('dotenv-zoo-alice.pem') } })
    assert.equal(job.print('token json-inner-token-123456 end'), 'token *** end')
    assert.equal(job.print('pw pa$$-w0rd@x'), 'pw ***')
    assert.equal(job.print('pw p@ss:w/rd'), 'pw ***')
    assert.equal(job.print('MIIfake'), '***')
  })

  test('what is not masked is named, and common words stay readable', async (t) => {
    const job = await jobIn(t, checkout(t, 'dotenv-zoo'))
    const inputs = { 'private-key': key('dotenv-zoo-alice.pem'), files: '.env.hostile.kanuka' }
    const result = await job.run({ inputs })
    assert.match(result.log, /shorter than 4 characters .*: .*SHORT/)
    assert.match(result.log, /common words.*: .*TRUE/)
    assert.equal(job.print('true and 1 and main'), 'true and 1 and main')
    const all = await job.run({ inputs: { 'private-key': key('dotenv-zoo-alice.pem') } })
    for (const file of ANNOUNCED) {
      const named = all.annotations.some((annotation) => annotation.file === file)
      assert.ok(named || all.log.includes(file), file)
    }
  })

  test('`unmasked` and `min-mask-length` are honoured', async (t) => {
    const job = await jobIn(t, checkout(t, 'team'))
    const inputs = {
      'private-key': key('team-alice-laptop.pem'),
      unmasked: 'APP_NAME',
      'min-mask-length': '15',
    }
    const result = await job.run({ inputs })
    assert.equal(job.print('payments'), 'payments')
    assert.equal(job.print('team-db-pass-1'), 'team-db-pass-1')
    assert.match(result.log, /shorter than 15 characters.*DB_PASSWORD/)
    assert.equal(job.print('k7VnQ2rT9xWcLpZs'), '***')
  })

  test('on a public repository names are counts, unless show-names says otherwise', async (t) => {
    const event = { name: 'push', payload: { repository: { private: false } } }
    const job = await jobIn(t, checkout(t, 'basic'), { event })
    const inputs = { 'private-key': key('basic-alice.pkcs1.pem'), 'export-env': 'true' }
    const hidden = await job.run({ inputs })
    const all = [hidden.log, hidden.summary, ...hidden.outputs.values()].join('\n')
    assert.doesNotMatch(all, /SESSION_SECRET|NODE_ENV/)
    assert.match(hidden.log, /3 variables/)
    const shown = await job.run({ inputs: { ...inputs, 'show-names': 'true' } })
    assert.match(shown.log, /SESSION_SECRET/)
  })
})

describe('errors', () => {
  test('a refused key never stands in a message, whatever is wrong with it', async (t) => {
    for (const name of ['refuse-truncated.pem', 'refuse-garbage.txt', 'refuse-ed25519.pkcs8.pem']) {
      const job = await jobIn(t, checkout(t, 'basic'), { debug: true })
      const result = await job.run({ inputs: { 'private-key': key(name) } })
      const lines = key(name)
        .split('\n')
        .filter((line) => line.length > 8 && !line.startsWith('--'))
      assertClean(result, lines)
    }
  })

  test('a wrong passphrase is masked and not repeated', async (t) => {
    const job = await jobIn(t, checkout(t, 'basic'))
    const inputs = {
      'private-key': key('basic-alice.openssh-passphrase'),
      passphrase: 'not-the-right-one',
    }
    const result = await job.run({ inputs })
    assert.equal(result.annotations[0]?.title, 'Kanuka: PASSPHRASE_WRONG')
    assert.equal(job.print('not-the-right-one'), '***')
    assertClean(result, ['not-the-right-one'])
  })

  test('errors about variables name the variable and never its value', async (t) => {
    const job = await jobIn(t, checkout(t, 'dotenv-zoo'))
    const inputs = {
      'private-key': key('dotenv-zoo-alice.pem'),
      files: '.env.reserved.kanuka',
      'export-env': 'true',
      'show-names': 'false',
    }
    const result = await job.run({ inputs })
    assert.match(result.log, /LD_PRELOAD/)
    assertClean(result, ['--require ./evil.js', '/tmp/evil.so', 'not-a-token'])
  })
})

test('children get neither inputs nor tokens', async (t) => {
  const { mkdirSync, writeFileSync } = await import('node:fs')
  const workspace = checkout(t, 'basic')
  writeFileSync(join(workspace, '.env'), 'OLD=1\n')
  mkdirSync(join(workspace, '.git'))
  const job = await jobIn(t, workspace)
  const bin = join(job.temp, '../fake-bin')
  mkdirSync(bin, { recursive: true })
  // Stands before git on the PATH and writes down what it was given.
  const seen = join(job.temp, 'seen')
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nenv > ${seen}\necho "$@" >> ${seen}\n`, {
    mode: 0o755,
  })
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-token-1',
    ACTIONS_RUNTIME_TOKEN: 'canary-token-2',
  }
  const inputs = { 'private-key': key('basic-alice.pkcs1.pem'), passphrase: 'canary-passphrase' }
  const result = await job.run({ inputs, env })
  assert.equal(result.exitCode, 0, result.log)
  const given = readFileSync(seen, 'utf8')
  assert.match(given, /GIT_CONFIG_COUNT/)
  assert.match(given, /--git-dir=.*ls-files/)
  assert.doesNotMatch(given, /INPUT_|STATE_|canary|PRIVATE KEY|ACTIONS_/)
})

test('inputs, state and tokens leave the environment of our own process', async (t) => {
  const job = await jobIn(t, checkout(t, 'basic'))
  const seen = join(job.temp, 'names')
  const main = join(import.meta.dirname, '../../dist/main/index.js')
  const script = inlineScript(
    job,
    `import { writeFileSync } from 'node:fs'
     await import(${JSON.stringify(main)})
     writeFileSync(${JSON.stringify(seen)}, Object.keys(process.env).join(' '))`,
  )
  const env = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-token-1', STATE_x: '1' }
  const inputs = { 'private-key': key('basic-alice.pkcs1.pem') }
  assert.equal((await job.run({ script, inputs, env })).exitCode, 0)
  const names = readFileSync(seen, 'utf8')
  assert.match(names, /GITHUB_WORKSPACE/)
  assert.doesNotMatch(names, /INPUT_|STATE_|ACTIONS_ID_TOKEN_REQUEST_TOKEN/)
})
