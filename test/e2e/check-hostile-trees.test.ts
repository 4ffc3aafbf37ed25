// A check of trees that git itself would not make or check out: names that lead out, links in place of
// files, submodules.
import assert from 'node:assert/strict'
import { readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkPull, put, type CheckPull } from '../helpers/checking.ts'
import {
  assertHarmless,
  assertTame,
  gitWithInput,
  hostilePull,
  movedOn,
} from '../helpers/checking-hostile.ts'
import { git } from '../helpers/committing.ts'

const ALICE = 'basic-alice.pkcs1.pem'
const KEYS = [undefined, ALICE] as const

type TreeEntry = readonly [mode: string, type: 'blob' | 'tree' | 'commit', id: string, name: string]

/** The branch's tree with more entries at its root, whatever their names are. */
async function withEntries(
  t: TestContext,
  entries: (tools: {
    readonly blob: (content: string) => string
    readonly tree: (list: readonly TreeEntry[]) => string
  }) => readonly TreeEntry[],
): Promise<CheckPull> {
  const pull = await checkPull(t, { store: 'basic' })
  const { workspace } = pull
  const blob = (content: string): string =>
    gitWithInput(workspace, ['hash-object', '-w', '--stdin'], content)
  const tree = (list: readonly TreeEntry[]): string =>
    gitWithInput(
      workspace,
      ['mktree', '-z', '--missing'],
      list.map(([mode, type, id, name]) => `${mode} ${type} ${id}\t${name}\0`).join(''),
    )
  const own = git(workspace, 'ls-tree', 'HEAD')
    .split('\n')
    .map((line) => line.split(/[ \t]/) as unknown as TreeEntry)
  const root = tree([...own, ...entries({ blob, tree })])
  const commit = gitWithInput(workspace, ['commit-tree', root, '-p', pull.head, '-m', 'x'], '')
  git(workspace, 'update-ref', 'refs/heads/feature', commit)
  return movedOn(t, pull)
}

describe('names that lead somewhere else', () => {
  for (const key of KEYS) {
    test(`.., .git and . in a tree, ${key === undefined ? 'without a key' : 'with one'}`, async (t) => {
      const pull = await withEntries(t, ({ blob, tree }) => {
        const inside = tree([
          ['100644', 'blob', blob('too short'), '.env.kanuka'],
          ['100644', 'blob', blob('PASSWORD=in-clear-12345\n'), '.env'],
          ['100644', 'blob', blob('[core]\n\tfsmonitor = /bin/false\n'), 'config'],
          ['100644', 'blob', blob('*\n'), '.gitignore'],
          ['100644', 'blob', blob('* text\n'), '.gitattributes'],
        ])
        const twice = tree([['040000', 'tree', inside, '..']])
        return [
          ['040000', 'tree', twice, '..'],
          ['040000', 'tree', inside, '.git'],
          ['040000', 'tree', inside, '.GIT'],
          ['040000', 'tree', inside, '.'],
          ['100644', 'blob', blob('x'), '...'],
        ]
      })
      const result = await pull.check(
        { 'sarif-file': 'kanuka.sarif' },
        key === undefined ? {} : { key },
      )
      assertTame(result)
      assertHarmless(result.summary)
      assert.equal(result.exitCode, 1)
      const found = result.findings.filter(({ code }) => code === 'CIPHERTEXT_DAMAGED')
      assert.deepEqual(
        [...new Set(found.map(({ path }) => path))].toSorted(),
        ['../../.env.kanuka', './.env.kanuka', '.GIT/.env.kanuka', '.git/.env.kanuka'].toSorted(),
        result.log,
      )
      const sarif = readFileSync(join(pull.workspace, 'kanuka.sarif'), 'utf8')
      assert.doesNotMatch(sarif, /"uri": "[^"]*\.\.\//)
    })
  }

  test('the same name twice, as file and as folder', async (t) => {
    const pull = await withEntries(t, ({ blob, tree }) => [
      ['100644', 'blob', blob('too short'), 'x.env.kanuka'],
      ['040000', 'tree', tree([['100644', 'blob', blob('a'), 'b']]), 'x.env.kanuka'],
      ['100644', 'blob', blob('other'), 'x.env.kanuka'],
    ])
    const result = await pull.check({}, { key: ALICE })
    assertTame(result)
    assert.ok(result.codes.includes('CIPHERTEXT_DAMAGED'), result.log)
  })
})

describe('what is no regular file', () => {
  for (const key of KEYS) {
    test(`links and submodules as secret files, ${key === undefined ? 'without a key' : 'with one'}`, async (t) => {
      const pull = await hostilePull(t, {
        commit: {
          files: [
            { path: 'a/.env.kanuka', mode: '120000', content: '/etc/passwd' },
            { path: 'a/.env', mode: '120000', content: '/proc/self/environ' },
            { path: 'b.env.kanuka', mode: '160000', content: '1'.repeat(40) },
            { path: 'vendor/lib', mode: '160000', content: '2'.repeat(40) },
            {
              path: '.gitmodules',
              content: '[submodule "x"]\n\tpath = vendor/lib\n\turl = -u./x\n',
            },
            { path: 'CODEOWNERS', mode: '120000', content: '../../../../etc/passwd' },
          ],
        },
      })
      const result = await pull.check({}, key === undefined ? {} : { key })
      assertTame(result)
      assert.equal(result.exitCode, 0, result.log)
      assert.deepEqual(result.codes, [], result.log)
      assert.equal(result.outputs.get('files-count'), '3')
    })
  }

  test('a link and an executable inside of the store', async (t) => {
    const pull = await hostilePull(t, {
      commit: {
        files: [
          { path: '.kanuka/notes', mode: '120000', content: '../../outside' },
          { path: '.kanuka/secrets/run', mode: '100755', content: '#!/bin/sh\n' },
        ],
      },
    })
    const result = await pull.check({}, { key: ALICE })
    assertTame(result)
    assert.deepEqual(result.codes, ['STORE_FILE_UNEXPECTED'], result.log)
    assert.equal(result.findings.length, 2)
  })

  test('.kanuka/config.toml as a link', async (t) => {
    const pull = await hostilePull(t, {
      commit: {
        files: [{ path: '.kanuka/config.toml', mode: '120000', content: '../package.json' }],
      },
    })
    const result = await pull.check()
    assertTame(result)
    assert.deepEqual(result.codes, ['CONFIG_INVALID', 'STORE_FILE_UNEXPECTED'], result.log)
  })

  test('.kanuka itself as a link, on disk and in the commit', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [
        (root) => {
          renameSync(join(root, '.kanuka'), join(root, 'real'))
          symlinkSync('real', join(root, '.kanuka'))
        },
      ],
    })
    const result = await pull.check({}, { key: ALICE })
    assertTame(result)
    assert.equal(result.exitCode, 1)
    assert.equal(result.annotations[0]?.title, 'Kanuka: PATH_UNSAFE')
  })

  test('.kanuka as a link in the commit alone', async (t) => {
    const pull = await hostilePull(t, {
      commit: { files: [{ path: '.kanuka', mode: '120000', content: '/etc' }] },
    })
    const result = await pull.check({}, { key: ALICE })
    assertTame(result)
    assert.equal(result.exitCode, 1)
    assert.equal(result.annotations[0]?.title, 'Kanuka: STORE_NOT_FOUND', result.log)
  })

  test('.kanuka as a file, and a workspace without one', async (t) => {
    const pull = await hostilePull(t, {
      commit: { files: [{ path: '.kanuka', content: 'a file' }] },
    })
    rmSync(join(pull.workspace, '.kanuka'), { recursive: true })
    put(pull.workspace, '.kanuka', 'a file')
    const result = await pull.check()
    assertTame(result)
    assert.equal(result.exitCode, 1)
    assert.equal(result.annotations[0]?.title, 'Kanuka: STORE_NOT_FOUND', result.log)
  })
})
