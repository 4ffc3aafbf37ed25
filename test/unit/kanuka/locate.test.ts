// From the `working-directory` lines to the stores.
import assert from 'node:assert/strict'
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { locateStores } from '../../../src/kanuka/locate.ts'
import { checkout, folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'

/** A workspace with these folders. */
function workspaceWith(t: TestContext, folders: readonly string[]): string {
  const root = realpathSync(folder(t))
  for (const path of folders) mkdirSync(join(root, path), { recursive: true })
  return root
}

const STORES = ['services/api/.kanuka', 'services/web/.kanuka', 'tools/deep/er/.kanuka']

async function located(workspace: string, lines: readonly string[]): Promise<readonly string[]> {
  const roots = await locateStores(workspace, lines)
  return roots.map((root) => root.slice(workspace.length + 1))
}

describe('a path', () => {
  test('the workspace itself', async (t) => {
    const workspace = workspaceWith(t, ['.kanuka'])
    assert.deepEqual(await locateStores(workspace, ['.']), [workspace])
  })

  test('a folder below a store: up to the nearest one', async (t) => {
    const workspace = workspaceWith(t, ['.kanuka', ...STORES, 'services/api/src/main', 'docs'])
    for (const [line, root] of [
      ['services/api/src/main', 'services/api'],
      ['./services/api/', 'services/api'],
      ['services', ''],
      ['docs', ''],
      ['services/web/../api', 'services/api'],
      [workspace, ''],
      [join(workspace, 'services/web'), 'services/web'],
    ] as const) {
      assert.deepEqual(await located(workspace, [line]), [root], line)
    }
  })

  test('a file in a store stands for its folder', async (t) => {
    const workspace = workspaceWith(t, STORES)
    writeFileSync(join(workspace, 'services/api/.env.kanuka'), '')
    assert.deepEqual(await located(workspace, ['services/api/.env.kanuka']), ['services/api'])
  })

  test('a folder with a name like a glob', async (t) => {
    const workspace = workspaceWith(t, ['app [v2]/.kanuka'])
    assert.deepEqual(await located(workspace, ['app [v2]']), ['app [v2]'])
  })

  test('a file called `.kanuka` is no store', async (t) => {
    const workspace = workspaceWith(t, ['.kanuka', 'app'])
    writeFileSync(join(workspace, 'app/.kanuka'), '')
    assert.deepEqual(await locateStores(workspace, ['app']), [workspace])
  })

  test('through a link that stays in the workspace: its real folder', async (t) => {
    const workspace = workspaceWith(t, STORES)
    symlinkSync('services/api', join(workspace, 'current'))
    assert.deepEqual(await located(workspace, ['current', 'services/api']), ['services/api'])
  })
})

describe('several lines', () => {
  test('in their order, each store once', async (t) => {
    const workspace = workspaceWith(t, STORES)
    const lines = ['services/web', 'services/api', 'services/web', 'services/*']
    assert.deepEqual(await located(workspace, lines), ['services/web', 'services/api'])
  })

  test('one that is wrong spoils them all', async (t) => {
    const workspace = workspaceWith(t, STORES)
    const error = await refusal(() => locateStores(workspace, ['services/web', 'servics']))
    assert.equal(error.code, 'STORE_NOT_FOUND')
  })
})

describe('a glob', () => {
  for (const [line, expected] of [
    ['services/*', ['services/api', 'services/web']],
    ['./services/*/', ['services/api', 'services/web']],
    ['services/{web,api}', ['services/api', 'services/web']],
    ['services/w?b', ['services/web']],
    ['tools/**', ['tools/deep/er']],
    ['**/er', ['tools/deep/er']],
    ['**', ['services/api', 'services/web', 'tools/deep/er']],
  ] as const) {
    test(`\`${line}\` finds ${expected.join(', ')}`, async (t) => {
      const workspace = workspaceWith(t, STORES)
      assert.deepEqual(await located(workspace, [line]), expected)
    })
  }

  test('`**` finds the store of the workspace itself too', async (t) => {
    const workspace = realpathSync(checkout(t, 'monorepo'))
    assert.deepEqual(await located(workspace, ['**']), ['', 'services/api', 'services/web'])
  })

  test('never looks into .git, node_modules, other stores’ .kanuka, or through links', async (t) => {
    const hidden = ['.git/a/.kanuka', 'node_modules/b/.kanuka', 'services/api/.kanuka/c/.kanuka']
    const workspace = workspaceWith(t, [...STORES, ...hidden])
    symlinkSync(workspaceWith(t, ['.kanuka']), join(workspace, 'services/outside'))
    assert.deepEqual(await located(workspace, ['{.git,node_modules,services}/**']), [
      'services/api',
      'services/web',
    ])
  })

  test('that matches no store lists those that there are', async (t) => {
    const workspace = workspaceWith(t, STORES)
    const error = await refusal(() => locateStores(workspace, ['apps/*']))
    assert.equal(error.code, 'STORE_NOT_FOUND')
    assert.match(error.what, /no folder with a Kanuka store matches `working-directory: apps\/\*`/)
    assert.match(error.fix, /\n {4}services\/api\n {4}services\/web\n {4}tools\/deep\/er$/)
  })
})

describe('no store', () => {
  test('the error lists the stores below as a block to paste', async (t) => {
    const workspace = workspaceWith(t, STORES)
    const error = await refusal(() => locateStores(workspace, ['.']))
    assert.equal(error.code, 'STORE_NOT_FOUND')
    assert.match(error.what, /no Kanuka store \(a folder `\.kanuka`\) in the workspace or above it/)
    const block = '  working-directory: |\n    services/api\n    services/web\n    tools/deep/er'
    assert.ok(error.fix.endsWith(`\n${block}`), error.fix)
    // What it says works.
    const lines = block
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
    assert.equal((await locateStores(workspace, lines)).length, 3)
  })

  test('of a folder, those below it', async (t) => {
    const workspace = workspaceWith(t, STORES)
    const error = await refusal(() => locateStores(workspace, ['tools']))
    assert.match(error.what, / in tools or above it/)
    assert.doesNotMatch(error.fix, /services/)
  })

  test('nothing below either: is there a checkout?', async (t) => {
    const error = await refusal(() => locateStores(workspaceWith(t, ['src']), ['src']))
    assert.match(error.fix, /Is actions\/checkout before this step.*kanuka secrets init/)
  })

  test('a folder that does not exist is named', async (t) => {
    const error = await refusal(() => locateStores(workspaceWith(t, STORES), ['servics/api']))
    assert.match(error.what, /`working-directory: servics\/api` does not exist/)
  })

  test('a file without a store above it', async (t) => {
    const workspace = workspaceWith(t, STORES)
    writeFileSync(join(workspace, 'README.md'), '')
    const error = await refusal(() => locateStores(workspace, ['README.md']))
    assert.equal(error.code, 'STORE_NOT_FOUND')
  })

  test('a store above the workspace is never found', async (t) => {
    const workspace = join(workspaceWith(t, ['.kanuka', 'checkout/src']), 'checkout')
    for (const line of ['.', 'src']) {
      assert.equal((await refusal(() => locateStores(workspace, [line]))).code, 'STORE_NOT_FOUND')
    }
  })

  test('a folder whose name is not UTF-8 hides no store', async (t) => {
    const workspace = workspaceWith(t, STORES)
    mkdirSync(Buffer.concat([Buffer.from(`${workspace}/caf`), Buffer.from([0xe9])]))
    assert.equal((await located(workspace, ['**'])).length, 3)
  })
})

describe('paths that lead out', () => {
  test('above the workspace, by name', async (t) => {
    const workspace = workspaceWith(t, ['.kanuka'])
    for (const line of ['..', '../other', dirname(workspace), '/']) {
      const error = await refusal(() => locateStores(workspace, [line]))
      assert.ok(['PATH_UNSAFE', 'STORE_NOT_FOUND'].includes(error.code), line)
    }
    const error = await refusal(() => locateStores(workspace, ['..']))
    assert.match(error.what, /`working-directory: \.\.` leads outside the workspace/)
  })

  test('by a link in the checkout', async (t) => {
    const workspace = workspaceWith(t, ['.kanuka'])
    symlinkSync(workspaceWith(t, ['.kanuka']), join(workspace, 'app'))
    const error = await refusal(() => locateStores(workspace, ['app']))
    assert.equal(error.code, 'PATH_UNSAFE')
  })

  test('a neighbour whose name begins alike is outside', async (t) => {
    const parent = workspaceWith(t, ['app/.kanuka', 'app-2/.kanuka'])
    const error = await refusal(() => locateStores(join(parent, 'app'), ['../app-2']))
    assert.equal(error.code, 'PATH_UNSAFE')
  })

  test('`.kanuka` as a link is refused, wherever it leads', async (t) => {
    const workspace = workspaceWith(t, ['real', 'app'])
    for (const target of ['../real', folder(t), '../nowhere']) {
      rmSync(join(workspace, 'app/.kanuka'), { force: true })
      symlinkSync(target, join(workspace, 'app/.kanuka'))
      const error = await refusal(() => locateStores(workspace, ['app']))
      assert.equal(error.code, 'PATH_UNSAFE')
      assert.match(error.what, /^app\/\.kanuka is a link$/)
    }
  })
})
