// What a check shows: annotations at their places, a summary that a reviewer reads in ten seconds, outputs
// for later steps; and no value in any of it, where the runner masks and where it does not.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { becomes, checkPull, put, removes, writes, type Edit } from '../helpers/checking.ts'
import { assertTame } from '../helpers/checking-hostile.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const ALICE = 'basic-alice.pkcs1.pem'
const IGNORED = '.env\n.env.*\n*.env\n!*.kanuka\n'

/** So many secret files that are none. */
function damaged(amount: number): Edit {
  return (root) => {
    for (let index = 0; index < amount; index += 1) {
      put(root, `d/${String(index).padStart(5, '0')}.env.kanuka`, `too short ${index}`)
    }
  }
}

describe('annotations', () => {
  test('stand at file and line, errors first, with code and title', async (t) => {
    const pull = await checkPull(t, {
      branch: [
        writes('src/app.env', '# settings\n\nPASSWORD=in-clear-12345\n'),
        removes('.gitattributes'),
      ],
    })
    const result = await pull.check({ ignore: 'MEMBER_ORPHANED' })
    assert.deepEqual(result.codes, [
      'PLAINTEXT_IN_HISTORY',
      'PLAINTEXT_TRACKED',
      'MEMBER_PENDING',
      'ATTRIBUTES_MISSING',
    ])
    assert.deepEqual(
      result.annotations.map(({ type, file, line }) => [type, file, line]),
      [
        ['error', 'src/app.env', 3],
        ['error', 'src/app.env', 3],
        ['warning', '.kanuka/config.toml', 6],
        ['notice', '.gitattributes', undefined],
      ],
    )
    assert.deepEqual(
      result.annotations.map(({ title }) => title),
      [
        'Kanuka: PLAINTEXT_IN_HISTORY: A commit of the range adds a plaintext of secrets',
        'Kanuka: PLAINTEXT_TRACKED: A plaintext of secrets is committed',
        'Kanuka: MEMBER_PENDING: A member waits for access',
        'Kanuka: ATTRIBUTES_MISSING: git may merge secret files as text',
      ],
    )
    const [, tracked] = result.annotations
    assert.match(tracked?.message ?? '', /committed in clear.*`git rm --cached -- src\/app\.env`/)
    assertTame(result)
  })

  test('paths are those of the workspace where the checkout lies below it', async (t) => {
    const pull = await checkPull(t, {
      store: 'monorepo',
      arrange: (root) => put(root, '.gitignore', IGNORED),
      branch: [writes('services/api/.env.x.kanuka', 'too short')],
    })
    const result = await pull.check({ 'working-directory': 'services/api' })
    assert.deepEqual(
      result.annotations.map(({ file }) => file),
      ['services/api/.env.x.kanuka'],
      result.log,
    )
    assert.deepEqual(JSON.parse(result.outputs.get('matrix') ?? ''), { store: ['services/api'] })
  })

  test('are ten of a kind, and the log has the rest', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [damaged(25)] })
    const result = await pull.check()
    const errors = result.annotations.filter(({ type }) => type === 'error')
    assert.equal(errors.length, 10)
    assert.equal(result.annotations.length, 10)
    assert.match(result.rawOutput, /^and 15 more errors:$/m)
    const commands = result.rawOutput.split('\n').filter((line) => line.startsWith('::error'))
    assert.equal(commands.length, 10)
    for (const { code, path } of result.findings) {
      assert.ok(result.log.includes(code))
      assert.ok(result.log.includes(path), path)
    }
    assert.match(result.summary, /^### ❌ Kanuka: 25 errors$/m)
    assert.match(result.summary, /… and 20 more/)
  })

  test('a log without annotations still tells code and file of each finding', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [damaged(1)] })
    const result = await pull.check()
    assert.match(result.log, /CIPHERTEXT_DAMAGED/)
    assert.match(result.log, /\| d\/00000\.env\.kanuka /)
  })
})

describe('the summary', () => {
  test('of a pull request in good order is short', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('README.md', 'hello\n')] })
    const result = await pull.check({}, { key: ALICE })
    const lines = result.summary.split('\n')
    assert.equal(lines[0], '### ✅ Kanuka: all is well')
    assert.match(
      lines[2] ?? '',
      /^Commit <code>[0-9a-f]{12}<\/code> compared with <code>[0-9a-f]{12}<\/code>, with a private key: 1 store, 3 secret files, 1 member$/,
    )
    assert.doesNotMatch(result.summary, /access|Variables|To look at|Findings/)
    assert.deepEqual(result.annotations, [])
    assert.deepEqual(result.findings, [])
    assert.equal(result.outputs.get('members-count'), '1')
  })

  test('of one in bad order tells status, access, variables, then what to look at', async (t) => {
    const pull = await checkPull(t, {
      store: 'rotated/before',
      branch: [becomes('rotated/after'), writes('src/.env', 'PASSWORD=in-clear-12345\n')],
    })
    const result = await pull.check({ ignore: 'MEMBER_ORPHANED' }, { key: 'team-bob-rsa4096.pem' })
    assert.deepEqual(
      result.codes,
      ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED', 'MEMBER_ADDED', 'KEY_ROTATED'],
      result.log,
    )
    const order = [
      /^### ❌ Kanuka: 2 errors, 1 warning, 1 notice \(1 ignored\)$/m,
      /^Commit /m,
      /^\*\*Gains access \(1\)\*\*$/m,
      /^- ➕ .*dave/m,
      /^\*\*Variables\*\*: none changes$/m,
      /^Encrypted again, same content: /m,
      /^\*\*To look at\*\*$/m,
      /^- \*\*PLAINTEXT&#95;IN&#95;HISTORY\*\* <code>src\/\.env&#58;1<\/code>: /m,
      /^- \*\*PLAINTEXT&#95;TRACKED\*\*/m,
      /^<details><summary>Findings \(4\)<\/summary>$/m,
      /^<details><summary>Ignored \(1\)<\/summary>$/m,
      /^<details><summary>Notes \(\d+\)<\/summary>$/m,
    ].map((pattern) => result.summary.search(pattern))
    assert.ok(!order.includes(-1), `${order.join()}\n${result.summary}`)
    assert.deepEqual(
      order,
      order.toSorted((one, other) => one - other),
    )
  })
})

describe('outputs', () => {
  test('have the shapes that are documented', async (t) => {
    const pull = await checkPull(t, { branch: [writes('src/.env', 'PASSWORD=in-clear-12345\n')] })
    const result = await pull.check({ ignore: 'MEMBER_ORPHANED', 'fail-on': 'none' })
    assertTame(result)
    assert.equal(result.findings.length, 4)
    for (const each of result.findings) {
      const keys = ['code', 'severity', 'path', 'line', 'message', 'fix', 'ignored']
      const wanted = keys.filter((name) => Object.hasOwn(each, name))
      assert.deepEqual(Object.keys(each), wanted)
      for (const name of ['code', 'severity', 'path', 'message', 'fix'] as const) {
        assert.equal(typeof each[name], 'string')
        assert.notEqual(each[name], '')
      }
    }
    assert.deepEqual(
      result.findings.map(({ code, line, ignored }) => [code, line, ignored]),
      [
        ['PLAINTEXT_IN_HISTORY', 1, undefined],
        ['PLAINTEXT_TRACKED', 1, undefined],
        ['MEMBER_PENDING', 6, undefined],
        ['MEMBER_ORPHANED', undefined, true],
      ],
    )
    assert.equal(result.status, 'warn')
    assert.deepEqual(JSON.parse(result.outputs.get('files') ?? ''), [
      '.env.kanuka',
      '.env.production.kanuka',
      'deploy/app.env.kanuka',
      'services/api/.env.kanuka',
      'services/worker/config/.env.staging.kanuka',
    ])
    assert.equal(result.outputs.get('files-count'), '5')
    assert.equal(result.outputs.get('members-count'), '4')
    assert.deepEqual(JSON.parse(result.outputs.get('matrix') ?? ''), { store: ['.'] })
    assert.deepEqual(result.report['counts'], {
      PLAINTEXT_IN_HISTORY: 1,
      PLAINTEXT_TRACKED: 1,
      MEMBER_PENDING: 1,
    })
    assert.equal(result.report['head'], pull.head)
    assert.equal(result.report['base'], pull.base)
    assert.equal(result.report['tip'], pull.tip)
  })

  test('`findings` stays below what a job may hand on', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [damaged(3000)] })
    const result = await pull.check()
    assertTame(result)
    const text = result.outputs.get('findings') ?? ''
    assert.ok(text.length < 400_000, `${text.length}`)
    assert.ok(result.findings.length > 1000)
    assert.ok(result.findings.length < 3000)
    assert.deepEqual(result.report['counts'], { CIPHERTEXT_DAMAGED: 3000 })
    assert.match(result.summary, /^### ❌ Kanuka: 3000 errors$/m)
    assert.ok(result.summary.length < 300_000)
  })

  test('a key that cannot be read fails the step, and what needs none is found', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [damaged(1)] })
    const result = await pull.check({ 'private-key': 'no key at all', 'fail-on': 'none' })
    assert.equal(result.exitCode, 1)
    assert.equal(result.status, 'fail')
    assert.deepEqual(result.codes, ['CIPHERTEXT_DAMAGED'])
    assert.ok(
      result.annotations.some(({ title }) => title?.startsWith('Kanuka: KEY_')),
      result.log,
    )
  })
})

describe('a name that holds a value', () => {
  const VALUE = 'tok-Fresh-0816zz'

  test('is *** wherever the runner does not mask', async (t) => {
    const { workspace } = await sealedStore(t, { 'app.env.kanuka': `FRESH_TOKEN=${VALUE}\n` })
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: (root) => cpSync(join(workspace, 'app.env.kanuka'), join(root, 'app.env.kanuka')),
      branch: [
        writes(`dump/${VALUE}.env`, 'PASSWORD=in-clear-12345\n'),
        writes(`dump/${VALUE}.env.kanuka`, 'too short'),
      ],
    })
    const result = await pull.check({ 'sarif-file': 'kanuka.sarif' }, { key: ALICE })
    assertTame(result)
    const damage = result.findings.find(({ code }) => code === 'CIPHERTEXT_DAMAGED')
    assert.equal(damage?.path, 'dump/***.env.kanuka')
    for (const [what, text] of [
      ['annotations', JSON.stringify(result.annotations)],
      ['findings', result.outputs.get('findings') ?? ''],
      ['report', result.outputs.get('report') ?? ''],
      ['summary', result.summary],
      ['log', result.log],
    ] as const) {
      assert.ok(!text.includes(VALUE), what)
    }
    assert.ok(result.annotations.some(({ file }) => file === 'dump/***.env.kanuka'))
    // What a later step opens is a path as it is.
    const files = JSON.parse(result.outputs.get('files') ?? '') as readonly string[]
    assert.ok(files.includes(`dump/${VALUE}.env.kanuka`))
    assert.match(result.summary, /dump\/&#42;&#42;&#42;\.env/)
    const raw = result.rawOutput.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    const commands = raw.filter((line) => line.startsWith('::'))
    assert.ok(commands.length > 2)
    for (const line of commands) assert.ok(!line.includes(VALUE), 'a command holds it')
  })
})
