// Inputs as the runner hands them over, read into something typed; and every mistake named.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { inputDefinitions, type InputName } from '../../src/action-definition.ts'
import type { InputDefinition } from '../../src/input-definition.ts'
import type { Inputs } from '../../src/inputs.ts'

type Given = Partial<Readonly<Record<InputName, string>>>

const MODULE = join(import.meta.dirname, '../../src/inputs.ts')
const DEFAULTS: Given = Object.fromEntries(
  Object.entries(inputDefinitions).map(
    ([name, { default: value = '' }]: [string, InputDefinition]) => [
      name,
      value.startsWith('${{') ? '' : value,
    ],
  ),
)

interface Read {
  /** Secrets as `{ revealed }`. */
  readonly inputs: Inputs
  readonly error: { readonly code: string; readonly what: string; readonly fix: string }
}

// Inputs are taken out of the environment when the module is loaded: each time by a thread of its own.
const CODE = `
const { parentPort, workerData } = require('node:worker_threads')
import(workerData).then(({ readInputs }) => {
  const shown = (value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    if (typeof value.reveal === 'function') return { revealed: value.reveal() }
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, shown(it)]))
  }
  try {
    parentPort.postMessage(JSON.stringify({ inputs: shown(readInputs()) }))
  } catch ({ code, what, fix }) {
    parentPort.postMessage(JSON.stringify({ error: { code, what, fix } }))
  }
})
`

async function read(given: Given): Promise<Read> {
  const all = Object.entries({ ...DEFAULTS, ...given })
  const env = Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
  const worker = new Worker(CODE, { eval: true, env, workerData: MODULE })
  const [message] = (await once(worker, 'message')) as [string]
  await worker.terminate()
  return JSON.parse(message) as Read
}

async function assertInvalid(name: InputName, value: string): Promise<string> {
  const { error } = await read({ [name]: value })
  assert.equal(error.code, 'INPUT_INVALID', `${name}: ${value}`)
  assert.ok(error.what.startsWith(`the input \`${name}\` `), error.what)
  return error.what
}

test('nothing but the defaults', async () => {
  const { inputs } = await read({})
  assert.equal(inputs.command, 'decrypt')
  assert.deepEqual(inputs.workingDirectories, ['.'])
  assert.deepEqual([inputs.grant, inputs.revoke, inputs.files], [[], [], []])
  assert.equal(inputs.privateKey, undefined)
  assert.equal(inputs.rotateAfter, undefined)
  assert.deepEqual(inputs.commit, { mode: 'none', method: 'auto', labels: [] })
  assert.equal(inputs.ifNoKey, 'fail')
  assert.deepEqual([inputs.dryRun, inputs.cleanup, inputs.allowUntrusted], [false, true, false])
})

describe('rotate-after', () => {
  const hour = 3_600_000
  for (const [text, hours] of [
    ['1h', 1],
    ['36h', 36],
    ['1d', 24],
    ['30d', 720],
    ['30 d', 720],
    ['  2w\n', 336],
    ['2W', 336],
    ['00007D', 168],
    ['99999w', 99_999 * 168],
  ] as const) {
    test(`${JSON.stringify(text)} is ${hours} hours`, async () => {
      const { inputs } = await read({ 'rotate-after': text })
      assert.equal(inputs.rotateAfter, hours * hour)
    })
  }

  const wrong = ['0d', '00h', '30', 'd', '-1d', '+1d', '1.5d', '1m', '1y', '1 month', '1d 2h', '١d']
  for (const text of [...wrong, '100000d', 'P30D', '30days', '1e3d', 'd30', 'never', '1d\n2d']) {
    test(`${JSON.stringify(text)} is none`, async () => {
      assert.match(await assertInvalid('rotate-after', text), /`h`, `d` or `w`, such as `30d`/)
    })
  }
})

describe('lists of members', () => {
  test('a line or comma each, without blanks, empty ones and comments', async () => {
    const text = '\r\n a@example.com ,b@example.com/box\r\n# c\n\n,, d ,\n  #e\n'
    const { inputs } = await read({ grant: text, revoke: text })
    const expected = ['a@example.com', 'b@example.com/box', 'd']
    assert.deepEqual(inputs.grant, expected)
    assert.deepEqual(inputs.revoke, expected)
  })

  test('labels are a list too', async () => {
    const { inputs } = await read({ 'pull-request-labels': 'security, key rotation\nbot' })
    assert.deepEqual(inputs.commit.labels, ['security', 'key rotation', 'bot'])
  })

  test('folders and files are lines, in which a comma is a character', async () => {
    const { inputs } = await read({ 'working-directory': 'a,b\nc', files: 'x,y\n# no\n!z' })
    assert.deepEqual(inputs.workingDirectories, ['a,b', 'c'])
    assert.deepEqual(inputs.files, ['x,y', '!z'])
  })
})

describe('identities', () => {
  for (const [text, name, mail] of [
    ['Octo Cat <octo@example.com>', 'Octo Cat', 'octo@example.com'],
    ['  x<y> ', 'x', 'y'],
    ['Ö. Ü. <ö@ü.example>', 'Ö. Ü.', 'ö@ü.example'],
    [
      'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
      'github-actions[bot]',
      '41898282+github-actions[bot]@users.noreply.github.com',
    ],
  ] as const) {
    test(text, async () => {
      const { inputs } = await read({ 'commit-author': text, 'commit-committer': text })
      assert.deepEqual(inputs.commit.author, { name, mail })
      assert.deepEqual(inputs.commit.committer, { name, mail })
    })
  }

  const wrong = ['Octo Cat', '<a@b>', 'a <b', 'a b>', 'a <>', 'a <b c>', 'a <<b>>', 'a <b> c']
  for (const text of [...wrong, 'a <b\u0000c>', 'a\u0007 <b>', '<a> <b>']) {
    test(`${JSON.stringify(text)} is none`, async () => {
      assert.match(await assertInvalid('commit-author', text), /`Name <mail@example\.com>`/)
    })
  }
})

describe('branches', () => {
  for (const [text, name] of [
    ['main', 'main'],
    ['refs/heads/main', 'main'],
    ['kanuka/sync-main', 'kanuka/sync-main'],
    ['release/1.2', 'release/1.2'],
    ['größe', 'größe'],
    ["it's@home{1}", "it's@home{1}"],
    ['a'.repeat(200), 'a'.repeat(200)],
  ] as const) {
    test(`${text.slice(0, 20)} is one`, async () => {
      assert.equal((await read({ 'commit-branch': text })).inputs.commit.branch, name)
    })
  }

  const wrong = ['a b', 'a..b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[b', 'a\\b', '/a', 'a/', 'a//b']
  const more = [
    'refs/heads/',
    '-a',
    '.a',
    'a/.b',
    'a.',
    'a.lock',
    'a.lock/b',
    '@',
    'a@{b',
    'a\u007fb',
    'a\nb',
  ]
  for (const text of [...wrong, ...more, 'a'.repeat(201)]) {
    test(`${JSON.stringify(text).slice(0, 20)} is none, as git has it`, async () => {
      assert.match(await assertInvalid('commit-branch', text), /no name that a branch can have/)
    })
  }
})

describe('choices and flags', () => {
  test('in whatever case', async () => {
    const given = { command: 'SYNC', commit: 'Pull-Request', 'commit-method': 'API' }
    const { inputs } = await read({ ...given, 'if-no-key': 'Skip', 'dry-run': 'True' })
    assert.equal(inputs.command, 'sync')
    assert.deepEqual([inputs.commit.mode, inputs.commit.method], ['pull-request', 'api'])
    assert.deepEqual([inputs.ifNoKey, inputs.dryRun], ['skip', true])
  })

  for (const [name, value, says] of [
    ['command', 'rotate', /`decrypt`, `sync`/],
    ['commit', 'true', /`none`, `branch`, `pull-request`/],
    ['commit-method', 'ssh', /`auto`, `api`, `git`/],
    ['if-no-key', 'ignore', /`fail`, `skip`/],
    ['dry-run', 'yes', /`true` or `false`/],
    ['cleanup', '1', /`true` or `false`/],
    ['allow-untrusted', 'tRuE', /`true` or `false`/],
    ['min-mask-length', '0', /whole number from 1/],
  ] as const) {
    test(`${name}: ${value} is a mistake`, async () => {
      assert.match(await assertInvalid(name, value), says)
    })
  }
})

test('secrets keep every byte, but for a token; one of blanks is none', async () => {
  const given = {
    'private-key': '\n key \n',
    passphrase: ' p ',
    'github-token': ' t\n',
    'signing-key': ' k',
    'signing-passphrase': ' \n ',
  }
  const { inputs } = await read(given)
  assert.deepEqual(inputs.privateKey, { revealed: '\n key \n' })
  assert.deepEqual(inputs.passphrase, { revealed: ' p ' })
  assert.deepEqual(inputs.commit.token, { revealed: 't' })
  assert.deepEqual(inputs.commit.signingKey, { revealed: ' k' })
  assert.equal(inputs.commit.signingPassphrase, undefined)
})

test('texts for commit and pull request come as they are, without blanks around', async () => {
  const { inputs } = await read({
    'commit-message': ' one\n\ntwo ',
    'pull-request-title': '',
    'pull-request-body': '# a\n- b',
  })
  const { message, title, body } = inputs.commit
  assert.deepEqual([message, title, body], ['one\n\ntwo', undefined, '# a\n- b'])
})
