// Which stores and which files a check is about: several stores in a repository, a store that goes or was
// never committed, a checkout below the workspace, and a choice of secret files.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { folder } from '../helpers/action.ts'
import {
  all,
  assertFindings,
  CONFIG,
  lineOf,
  notesOf,
  replaces,
  tidy,
} from '../helpers/checking-store.ts'
import {
  checkPull,
  put,
  removes,
  runCheck,
  writes,
  type CheckPull,
  type CheckResult,
} from '../helpers/checking.ts'
import { BOB } from '../helpers/rotating.ts'

const DAMAGED = 'CIPHERTEXT_DAMAGED'
const API = 'services/api/.env.kanuka'
const WEB = 'services/web/.env.production.kanuka'
const JOBS = 'services/jobs/.env.kanuka'

function json(result: CheckResult, name: string): unknown {
  return JSON.parse(result.outputs.get(name) ?? 'null')
}

function damagedPaths(result: CheckResult): readonly string[] {
  assert.deepEqual(result.codes, [DAMAGED], result.log)
  return result.findings.map(({ path }) => path)
}

/** The one error that a run is refused with. */
function assertRefused(result: CheckResult, code: string, message: RegExp): void {
  assert.equal(result.exitCode, 1)
  assert.deepEqual(
    result.annotations.map(({ title }) => title),
    [`Kanuka: ${code}`],
  )
  assert.match(result.annotations[0]?.message ?? '', message)
  assert.equal(result.outputs.get('findings'), undefined)
}

describe('several stores', () => {
  const monorepo = async (t: TestContext): Promise<CheckPull> =>
    checkPull(t, {
      store: 'monorepo',
      branch: [all(writes(API, 'short'), writes(WEB, ''), writes(JOBS, 'short too'))],
    })

  for (const [what, lines, stores, paths, files] of [
    ['the root', '.', ['.'], [JOBS], 3],
    ['one of them', 'services/web', ['services/web'], [WEB], 1],
    ['a folder in one of them', 'services/api/src/test', ['services/api'], [API], 2],
    ['a folder without a store of its own', 'services/jobs', ['.'], [JOBS], 3],
    ['two', 'services/web\nservices/api', ['services/web', 'services/api'], [API, WEB], 3],
    ['a pattern', 'services/*', ['services/api', 'services/web'], [API, WEB], 3],
    ['all', '**', ['.', 'services/api', 'services/web'], [API, JOBS, WEB], 6],
  ] as const) {
    test(`\`working-directory\` names ${what}: nothing is said of the others`, async (t) => {
      const result = await (await monorepo(t)).check({ 'working-directory': lines })
      assert.deepEqual(damagedPaths(result), paths)
      const { store } = json(result, 'matrix') as { readonly store: readonly string[] }
      assert.deepEqual(store.toSorted(), stores.toSorted())
      assert.equal(result.outputs.get('files-count'), String(files))
      assert.match(result.log, new RegExp(`^${stores.length} stores? checked, without a key`))
    })
  }

  test('a member of one is not taken for one of the other', async (t) => {
    const config = `services/web/${CONFIG}`
    const pull = await checkPull(t, {
      store: 'monorepo',
      branch: [replaces(config, 'bob@', 'alice@')],
    })
    const place = { path: config, line: lineOf(pull.workspace, config, `${BOB} =`) }
    assertFindings(await pull.check({ 'working-directory': '**' }), {
      ...place,
      code: 'MEMBER_RELABELLED',
      message: /in services\/web\/\.kanuka was bob@/,
    })
    assertFindings(await pull.check({ 'working-directory': 'services/api' }))
  })
})

describe('a store that is not there', () => {
  test('a range that removes a whole store says so', async (t) => {
    const pull = await checkPull(t, { store: 'monorepo', branch: [removes('services/web')] })
    const result = await pull.check({ 'working-directory': '**' })
    assertFindings(result)
    assert.match(notesOf(result), /^This range removes the whole store services\/web$/m)
    assert.match(result.summary, /removes the whole store services\/web/)
    assert.deepEqual(result.report['stores'], ['.', 'services/api'])
  })

  test('one that removes a secret file and leaves its store does not', async (t) => {
    const pull = await checkPull(t, { store: 'monorepo', branch: [removes(WEB)] })
    const result = await pull.check({ 'working-directory': '**' })
    assertFindings(result)
    assert.doesNotMatch(notesOf(result), /whole store/)
  })

  test('the only store was removed: there is nothing to check', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [removes('.kanuka')] })
    assertRefused(await pull.check(), 'STORE_NOT_FOUND', /there is no Kanuka store/)
  })

  test('a store on disk that nobody committed', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [removes('.kanuka')] })
    put(pull.workspace, CONFIG, '[project]\nproject_uuid = "x"\n')
    const what = new RegExp(
      `the store \\. is on disk, but not in commit ${pull.head.slice(0, 12)}[^]*Commit \`\\.kanuka/\``,
    )
    assertRefused(await pull.check(), 'STORE_NOT_FOUND', what)
  })

  test('one of several that nobody committed: the others are checked, and a note', async (t) => {
    const pull = await checkPull(t, { store: 'monorepo', branch: [writes(API, 'short')] })
    put(pull.workspace, `services/new/${CONFIG}`, '[project]\nproject_uuid = "x"\n')
    const result = await pull.check({ 'working-directory': '**' })
    assert.deepEqual(damagedPaths(result), [API])
    const note = new RegExp(
      `^The store services/new is not in commit ${pull.head.slice(0, 12)}`,
      'm',
    )
    assert.match(notesOf(result), note)
  })
})

describe('a repository checked out below the workspace', () => {
  /** As `path: app` of actions/checkout leaves it. */
  async function below(
    t: TestContext,
    pull: CheckPull,
    inputs: Readonly<Record<string, string>>,
  ): Promise<CheckResult> {
    const workspace = folder(t)
    cpSync(pull.workspace, join(workspace, 'app'), { recursive: true })
    return runCheck(t, { workspace, base: pull.tip, head: pull.head, inputs })
  }

  test('paths are those of the workspace', async (t) => {
    const pull = await checkPull(t, {
      store: 'team',
      arrange: tidy,
      branch: [all(replaces(CONFIG, 'bob@', 'alice@'), writes('.env.kanuka', 'short'))],
    })
    const result = await below(t, pull, { 'working-directory': 'app' })
    const line = lineOf(pull.workspace, CONFIG, `${BOB} =`)
    assertFindings(
      result,
      { code: DAMAGED, path: 'app/.env.kanuka' },
      { code: 'MEMBER_RELABELLED', path: `app/${CONFIG}`, line },
    )
    assert.deepEqual(json(result, 'matrix'), { store: ['app'] })
    assert.ok((json(result, 'files') as readonly string[]).includes('app/deploy/app.env.kanuka'))
    assert.match(result.summary, /app\/\.env\.kanuka/)
  })

  test('`ignore` means them as they are shown', async (t) => {
    const pull = await checkPull(t, {
      store: 'monorepo',
      branch: [all(writes(API, 'short'), writes(WEB, 'short'))],
    })
    const inputs = { 'working-directory': 'app/services/*', ignore: `${DAMAGED} app/services/web` }
    const result = await below(t, pull, inputs)
    assert.deepEqual(
      result.findings.map(({ path, ignored }) => [path, ignored]),
      [
        [`app/${API}`, undefined],
        [`app/${WEB}`, true],
      ],
    )
  })

  test('without `working-directory` the error has the line to paste', async (t) => {
    const pull = await checkPull(t, { store: 'monorepo' })
    const block = /working-directory: \|\n {4}app\n {4}app\/services\/api\n {4}app\/services\/web/
    assertRefused(await below(t, pull, {}), 'STORE_NOT_FOUND', block)
  })
})

describe('`files`', () => {
  const [LOCAL, PRODUCTION] = ['.env.local.kanuka', 'config/.env.production.kanuka']
  const broken = async (t: TestContext): Promise<CheckPull> =>
    checkPull(t, {
      store: 'basic',
      branch: [all(writes(LOCAL, 'short'), writes(PRODUCTION, 'short'))],
    })

  for (const [what, files, chosen, found] of [
    ['a file', LOCAL, [LOCAL], [LOCAL]],
    ['a folder', 'config', [PRODUCTION], [PRODUCTION]],
    ['a pattern and an exception', '**\n!config', ['.env.kanuka', LOCAL], [LOCAL]],
    ['two', `${LOCAL},${PRODUCTION}`, [LOCAL, PRODUCTION], [LOCAL, PRODUCTION]],
  ] as const) {
    test(`${what}: the others are not judged`, async (t) => {
      const result = await (await broken(t)).check({ files })
      assert.deepEqual(damagedPaths(result), found)
      assert.deepEqual((json(result, 'files') as readonly string[]).toSorted(), chosen.toSorted())
    })
  }

  test('one that is in good order: nothing found', async (t) => {
    assertFindings(await (await broken(t)).check({ files: '.env.kanuka' }))
  })

  test('members are judged whatever is chosen', async (t) => {
    const pull = await checkPull(t, {
      store: 'team',
      arrange: tidy,
      branch: [all(replaces(CONFIG, 'a211b91e', 'b211b91e'), writes('.env.kanuka', 'short'))],
    })
    assertFindings(await pull.check({ files: 'deploy' }), {
      code: 'PROJECT_CHANGED',
      path: CONFIG,
      line: 2,
    })
  })

  test('a file that is not there, and a pattern that meets none', async (t) => {
    const pull = await broken(t)
    const unknown = await pull.check({ files: '.env.staging.kanuka' })
    assert.equal(unknown.exitCode, 1)
    assert.match(unknown.annotations[0]?.message ?? '', /\.env\.staging\.kanuka/)
    const none = await pull.check({ files: 'deploy/**' })
    assertRefused(none, 'NOTHING_SELECTED', /matches none of the secret files \(deploy\/\*\*\)/)
  })
})
