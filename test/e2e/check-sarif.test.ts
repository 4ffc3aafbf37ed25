// The SARIF file of a check: valid, redacted, inside the workspace or the runner's temp folder, and nowhere
// that a checkout could lead it to.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { folder } from '../helpers/action.ts'
import { checkPull, writes, type CheckResult } from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'
import { sealedStore } from '../helpers/sealed-store.ts'
import { violationsOf } from '../unit/check/sarif-schema.ts'

const LEAK = writes('src/app.env', '\nPASSWORD=in-clear-12345\n')
const ALICE = 'basic-alice.pkcs1.pem'

interface Log {
  readonly version: string
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly results: readonly {
        readonly ruleId: string
        readonly ruleIndex: number
        readonly level: string
        readonly locations: readonly {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string }
            readonly region: { readonly startLine: number }
          }
        }[]
      }[]
    },
  ]
}

function read(path: string): Log {
  const log = JSON.parse(fs.readFileSync(path, 'utf8')) as Log
  assert.deepEqual(violationsOf(log), [])
  return log
}

/** Code, place and level of what is reported. */
function results({ runs: [run] }: Log): readonly string[] {
  return run.results.map(({ ruleId, ruleIndex, level, locations }) => {
    assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId)
    const [location] = locations
    const { artifactLocation, region } = location?.physicalLocation ?? {}
    return `${ruleId} ${level} ${artifactLocation?.uri}:${region?.startLine}`
  })
}

describe('the file', () => {
  test('in the workspace holds what counts, and replaces an older one', async (t) => {
    const pull = await checkPull(t, { branch: [LEAK] })
    const file = join(pull.workspace, 'reports/kanuka.sarif')
    for (const old of [undefined, 'an older one']) {
      if (old !== undefined) fs.writeFileSync(file, old)
      const inputs = { 'sarif-file': 'reports/kanuka.sarif', ignore: 'MEMBER_ORPHANED' }
      const result = await pull.check(inputs)
      assert.equal(result.exitCode, 1)
      assert.match(result.log, /findings are in reports\/kanuka\.sarif as SARIF/)
      assert.deepEqual(results(read(file)), [
        'PLAINTEXT_IN_HISTORY error src/app.env:2',
        'PLAINTEXT_TRACKED error src/app.env:2',
        'MEMBER_PENDING warning .kanuka/config.toml:6',
      ])
      assert.deepEqual(fs.readdirSync(join(pull.workspace, 'reports')), ['kanuka.sarif'])
    }
  })

  test("in the runner's temp folder, when nothing is found too", async (t) => {
    const pull = await checkPull(t, { store: 'basic' })
    const inputs: Record<string, string> = {}
    const result = await pull.check(inputs, {
      arrange: (job) => void (inputs['sarif-file'] = join(job.temp, 'deep/kanuka.sarif')),
    })
    assert.equal(result.exitCode, 0, result.log)
    const log = read(inputs['sarif-file'] ?? '')
    assert.deepEqual(log.runs[0].results, [])
    assert.ok(log.runs[0].tool.driver.rules.length > 40)
    // Any other temporary folder is not the runner's.
    const other = await pull.check({ 'sarif-file': join(folder(t), 'x.sarif') })
    assertRefused(other, /neither inside the workspace nor/)
  })

  test('of a dry run is not written, and that is said', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [LEAK] })
    const result = await pull.check({ 'sarif-file': 'kanuka.sarif', 'dry-run': 'true' })
    assert.equal(result.exitCode, 1)
    assert.equal(fs.existsSync(join(pull.workspace, 'kanuka.sarif')), false)
    for (const said of [result.log, result.summary]) assert.match(said, /would be written to/)
    assert.equal(result.findings.length, 2)
  })

  test('holds no value, where a name holds one either', async (t) => {
    const value = 'tok-Fresh-0816zz'
    const { workspace } = await sealedStore(t, { 'app.env.kanuka': `FRESH_TOKEN=${value}\n` })
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: (root) => fs.cpSync(join(workspace, 'app.env.kanuka'), join(root, 'app.env.kanuka')),
      branch: [writes(`dump/${value}.env.kanuka`, 'too short'), writes('notes.txt', value)],
    })
    await pull.check({ 'sarif-file': 'kanuka.sarif' }, { key: ALICE })
    const file = join(pull.workspace, 'kanuka.sarif')
    const found = results(read(file))
    assert.ok(!fs.readFileSync(file, 'utf8').includes(value))
    assert.ok(found.includes('CIPHERTEXT_DAMAGED error dump/%2A%2A%2A.env.kanuka:1'), found.join())
    assert.ok(found.includes('VALUE_EXPOSED error notes.txt:1'), found.join())
  })
})

function assertRefused(result: CheckResult, why: RegExp, code = 'PATH_UNSAFE'): void {
  assert.equal(result.exitCode, 1)
  const error = result.annotations.find(({ title }) => title === `Kanuka: ${code}`)
  assert.match(error?.message ?? result.log, why)
  assert.ok(error)
}

describe('a place that is refused', () => {
  test('below a file', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('reports', 'a file')] })
    const result = await pull.check({ 'sarif-file': 'reports/deep/kanuka.sarif' })
    assertRefused(result, /could not be written/, 'WRITE_FAILED')
    assert.equal(fs.readFileSync(join(pull.workspace, 'reports'), 'utf8'), 'a file')
  })

  for (const [what, value, why] of [
    ['outside', '../kanuka.sarif', /neither inside the workspace/],
    ['outside, absolute', '/tmp/kanuka-never/kanuka.sarif', /neither inside the workspace/],
    ['in .git', '.git/hooks/pre-commit', /inside \.git/],
    ['in .git, on a detour', 'src/../.git/config', /inside \.git/],
    ['in the store', '.kanuka/config.toml', /inside \.git or \.kanuka/],
    ['through a link of the checkout', 'link/kanuka.sarif', /through a link/],
    ['through a link to the store', 'store/config.toml', /through a link/],
  ] as const) {
    test(what, async (t) => {
      const outside = folder(t)
      const pull = await checkPull(t, {
        store: 'basic',
        arrange: (root) => {
          fs.symlinkSync(outside, join(root, 'link'))
          fs.symlinkSync('.kanuka', join(root, 'store'))
        },
        branch: [LEAK],
      })
      const result = await pull.check({ 'sarif-file': value })
      assertRefused(result, why)
      // What was found is told all the same.
      assert.equal(result.status, 'fail')
      assert.notDeepEqual(result.codes, [])
      assert.deepEqual(fs.readdirSync(outside), [])
      assert.equal(git(pull.workspace, 'status', '--porcelain'), '')
      assert.equal(fs.existsSync(join(pull.workspace, '.git/hooks/pre-commit')), false)
      const config = fs.readFileSync(join(pull.workspace, '.git/config'), 'utf8')
      assert.match(config, /^\[core\]/)
      assert.equal(fs.existsSync('/tmp/kanuka-never'), false)
    })
  }

  for (const [what, make, code] of [
    ['a folder', (path: string) => fs.mkdirSync(path), 'TARGET_NOT_A_FILE'],
    ['a link to nowhere', (path: string) => fs.symlinkSync('/tmp/kanuka-never', path), undefined],
    ['a link to a file', (path: string) => fs.symlinkSync('.gitignore', path), undefined],
  ] as const) {
    test(`${what} at the very place`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: [LEAK] })
      make(join(pull.workspace, 'kanuka.sarif'))
      const before = fs.lstatSync(join(pull.workspace, 'kanuka.sarif')).mode
      const ignored = fs.readFileSync(join(pull.workspace, '.gitignore'), 'utf8')
      const result = await pull.check({ 'sarif-file': 'kanuka.sarif' })
      assertRefused(result, /link|folder/, code ?? 'PATH_UNSAFE')
      assert.equal(fs.lstatSync(join(pull.workspace, 'kanuka.sarif')).mode, before)
      assert.equal(fs.readFileSync(join(pull.workspace, '.gitignore'), 'utf8'), ignored)
      assert.equal(fs.existsSync('/tmp/kanuka-never'), false)
    })
  }
})
