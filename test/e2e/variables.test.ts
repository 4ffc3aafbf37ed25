// Variables and outputs: what later steps get, byte for byte, and what is refused before anything
// is exported.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { checkout, jobIn, key } from '../helpers/action.ts'
import { inlineScript } from '../helpers/jobs.ts'
import { sealedStore } from '../helpers/sealed-store.ts'
import type { StepResult } from '../helpers/runner.ts'

async function run(
  t: TestContext,
  store: string,
  inputs: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const name = store === 'basic' ? 'basic-alice.pkcs1.pem' : 'dotenv-zoo-alice.pem'
  const job = await jobIn(t, checkout(t, store))
  return job.run({ inputs: { 'private-key': key(name), 'write-files': 'false', ...inputs } })
}

function assertRefused(result: StepResult, code: string, names: RegExp): void {
  assert.equal(result.exitCode, 1)
  assert.equal(result.exported.size, 0)
  const errors = result.annotations.filter(({ title }) => title === `Kanuka: ${code}`)
  assert.ok(
    errors.some(({ message }) => names.test(message)),
    result.log,
  )
}

describe('export-env', () => {
  test('later steps have the variables, later files win', async (t) => {
    const result = await run(t, 'basic', { 'export-env': 'true' })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.exported.get('NODE_ENV'), 'production')
    assert.equal(result.exported.get('SESSION_SECRET'), 'correct horse battery staple')
    assert.equal(result.exported.get('DEBUG'), 'app:*')
    assert.match(result.log, /Set by several files, the last one won: .*API_TOKEN \(/)
    const first = await run(t, 'basic', {
      'export-env': 'true',
      files: 'config\n.env.kanuka',
    })
    assert.equal(first.exported.get('NODE_ENV'), 'development')
  })

  test('a later step really sees a multi-line key and an emoji', async (t) => {
    const job = await jobIn(t, checkout(t, 'dotenv-zoo'))
    const inputs = {
      'private-key': key('dotenv-zoo-alice.pem'),
      files: '.env.pem.kanuka, .env.multiline.kanuka',
      'export-env': 'true',
      select: 'TLS_KEY\nMULTI_*',
    }
    // A line that is no assignment stands in .env.multiline.
    const refused = await job.run({ inputs })
    assertRefused(refused, 'FILE_NOT_DOTENV', /line 17 of the decrypted \.env\.multiline\.kanuka/)
    const result = await job.run({
      inputs: { ...inputs, files: '.env.pem.kanuka', select: 'TLS_KEY' },
    })
    assert.equal(result.exitCode, 0, result.log)
    const script = inlineScript(job, 'console.log(process.env.TLS_KEY.split("\\n").length)')
    assert.equal((await job.run({ script })).log.trim(), '16')
  })

  test('select, renames and key-schema decide the names', async (t) => {
    const result = await run(t, 'basic', {
      'export-env': 'true',
      files: 'config',
      select: '*\n!PORT\nSENTRY=SENTRY_DSN',
      'key-schema': '{{upper environment}}_{{secretKey}}_{{project}}',
    })
    assertRefused(result, 'NAME_INVALID', /PRODUCTION_NODE_ENV_basic-app/)
    const good = await run(t, 'basic', {
      'export-env': 'true',
      files: 'config',
      select: '*\n!PORT\nSENTRY=SENTRY_DSN',
      'key-schema': '{{upper environment}}_{{secretKey}}',
    })
    assert.equal(good.exitCode, 0, good.log)
    assert.deepEqual([...good.exported.keys()].toSorted(), [
      'PRODUCTION_API_TOKEN',
      'PRODUCTION_DATABASE_URL',
      'PRODUCTION_FEATURE_FLAGS',
      'PRODUCTION_NODE_ENV',
      'PRODUCTION_SENTRY',
    ])
  })

  test('reserved names are refused all at once, with the block to paste', async (t) => {
    const result = await run(t, 'dotenv-zoo', {
      'export-env': 'true',
      files: '.env.reserved.kanuka',
    })
    assertRefused(result, 'NAME_RESERVED', /PATH, LD_PRELOAD.*HOME/)
    assert.match(result.annotations[0]?.message ?? '', /allow-env: \|\n {4}PATH\n {4}LD_PRELOAD/)
    assertRefused(result, 'NAME_RESERVED', /NODE_OPTIONS cannot be exported: the runner refuses it/)
    const opened = await run(t, 'dotenv-zoo', {
      'export-env': 'true',
      files: '.env.reserved.kanuka',
      select: 'FINE\nBASH_ENV',
      'allow-env': 'bash_env',
    })
    assert.equal(opened.exported.get('BASH_ENV'), 'evil.sh')
    assert.equal(opened.exported.size, 2)
  })

  for (const [file, code, names] of [
    ['.env.binary.kanuka', 'FILE_NOT_TEXT', /\.env\.binary\.kanuka is not UTF-8 text/],
    ['.env.utf16le.kanuka', 'FILE_NOT_TEXT', /\.env\.utf16le\.kanuka/],
    ['.env.hostile.kanuka', 'NAME_INVALID', /line 21 of the decrypted \.env\.hostile\.kanuka/],
    ['.env.kanuka', 'NAME_INVALID', /"WITH\.DOT" \(line \d+/],
  ] as const) {
    test(`${file} as variables is an error that names file and reason; as a file it is fine`, async (t) => {
      assertRefused(await run(t, 'dotenv-zoo', { 'export-env': 'true', files: file }), code, names)
      const asFile = await run(t, 'dotenv-zoo', { files: file, 'write-files': 'true' })
      assert.equal(asFile.exitCode, 0, asFile.log)
    })
  }

  test('hostile values arrive as they are and inject nothing', async (t) => {
    const select = '!__proto__'
    const result = await run(t, 'dotenv-zoo', {
      'export-env': 'true',
      files: '.env.hostile.kanuka',
      select,
    })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.exported.get('OUTPUT'), 'x\n::set-output name=pwned::1')
    assert.equal(
      result.exported.get('DELIMITER'),
      'a\nghadelimiter_00000000-0000-0000-0000-000000000000\nINJECTED<<EOF\npwned\nEOF',
    )
    assert.equal(result.exported.has('INJECTED'), false)
    assert.equal(result.outputs.has('pwned'), false)
    assert.equal(result.exported.get('constructor'), 'polluted')
  })

  test('a select rule that matches nothing is a mistake', async (t) => {
    const result = await run(t, 'basic', { 'export-env': 'true', select: 'API_TOKEN\nAPI_TOKN' })
    assertRefused(result, 'SELECT_INVALID', /"API_TOKN" matches no variable/)
  })

  test('a value too large for any process, and too much together, are refused before the first write', async (t) => {
    const big = await sealedStore(t, { '.env.kanuka': `A=1\nBIG=${'x'.repeat(131_072)}\n` })
    const job = await jobIn(t, big.workspace)
    const inputs = { 'private-key': big.key, 'export-env': 'true' }
    assertRefused(await job.run({ inputs }), 'VALUE_TOO_LARGE', /BIG has 131076 bytes/)
    const many = Array.from({ length: 11 }, (_, index) => `V${index}=${'y'.repeat(100_000)}`)
    const store = await sealedStore(t, { '.env.kanuka': many.join('\n') })
    const second = await jobIn(t, store.workspace)
    const all = { 'private-key': store.key, 'export-env': 'true' }
    assertRefused(await second.run({ inputs: all }), 'VALUE_TOO_LARGE', /bytes together/)
  })
})

describe('set-outputs', () => {
  test('one output a variable, and all as JSON', async (t) => {
    const result = await run(t, 'basic', { 'set-outputs': 'true', select: 'API_TOKEN\nPORT' })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.outputs.get('PORT'), '8080')
    const all = JSON.parse(result.outputs.get('secrets') ?? '') as Record<string, string>
    assert.deepEqual(Object.keys(all).toSorted(), ['API_TOKEN', 'PORT'])
    assert.equal(all['API_TOKEN'], result.outputs.get('API_TOKEN'))
    assert.equal(result.exported.size, 0)
  })

  test("a variable with the name of the action's own output is refused, with the way out", async (t) => {
    const store = await sealedStore(t, { '.env.kanuka': 'Files=a-secret-1\n' })
    const job = await jobIn(t, store.workspace)
    const result = await job.run({ inputs: { 'private-key': store.key, 'set-outputs': 'true' } })
    assertRefused(result, 'OUTPUT_CLASH', /`MY_Files=Files`/)
    assert.equal(result.outputs.has('Files'), false)
  })

  test('names that differ by case alone are one output: refused', async (t) => {
    const store = await sealedStore(t, { '.env.kanuka': 'Token=one-secret\nTOKEN=two-secret\n' })
    const job = await jobIn(t, store.workspace)
    const result = await job.run({ inputs: { 'private-key': store.key, 'set-outputs': 'true' } })
    assertRefused(result, 'OUTPUT_CLASH', /Token and TOKEN are one output/)
  })
})

test('any value that a dotenv file can hold goes to GITHUB_ENV and back byte for byte', async (t) => {
  const delimiter = 'ghadelimiter_00000000-0000-0000-0000-000000000000'
  const piece = fc.constantFrom(
    '\n',
    '\r',
    '\r\n',
    delimiter,
    '::add-mask::x',
    '<<EOF',
    '=',
    '🔑',
    ' ',
    '%0A',
  )
  const value = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 12 })
  const values = fc.array(value, { minLength: 20, maxLength: 20 })
  const [sample = []] = fc.sample(values, { numRuns: 1, seed: 20 })
  // In double quotes dotenv keeps line feeds and turns \n and \r into what they stand for.
  const texts = [...sample.map((parts) => parts.join('')), 'x'.repeat(48_000)].map((text) =>
    text
      .replace(/["\\\0]/g, '')
      .replace(/\r\n?/g, '\n')
      .toWellFormed(),
  )
  const lines = texts.map((text, index) => `V${index}="${text.replaceAll('\n', '\\r\\n')}"`)
  const store = await sealedStore(t, { '.env.kanuka': `${lines.join('\n')}\n` })
  const job = await jobIn(t, store.workspace)
  const result = await job.run({ inputs: { 'private-key': store.key, 'export-env': 'true' } })
  assert.equal(result.exitCode, 0, result.log)
  for (const [index, text] of texts.entries()) {
    assert.equal(result.exported.get(`V${index}`), text.replaceAll('\n', '\r\n'), `V${index}`)
  }
})
