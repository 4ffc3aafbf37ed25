// sync of several stores of one repository: one commit, and one that fails does not stop the others.
import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { assertFails, assertOpens } from '../helpers/committing-asserts.ts'
import { changedSince, git, remoteTree, scene } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const METHODS = ['api', 'git'] as const
const STORES = ['.', 'services/api', 'services/web']

describe('several stores', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: of one repository are one commit`, async (t) => {
      const story = await scene(t, { store: 'monorepo' })
      const { github, head, workspace } = story
      const result = await story.sync({
        'commit-method': method,
        'working-directory': STORES.join('\n'),
      })
      assert.equal(result.exitCode, 0, result.log)
      assert.equal(github.git('rev-list', '--count', `${head}..main`), '1')
      const tree = remoteTree(t, github)
      for (const root of [tree, workspace]) {
        for (const path of STORES) {
          const store = join('monorepo', path)
          await assertOpens(join(root, path), { store })
        }
      }
      const message = github.git('log', '-1', '--format=%B', 'main')
      assert.match(message, /^Rotate the Kanuka key of 3 stores$/m)
      assert.deepEqual(JSON.parse(result.outputs.get('matrix') ?? ''), { store: STORES })
    })
  }

  test('one that cannot be rotated fails the step; the others are committed', async (t) => {
    const story = await scene(t, { store: 'monorepo' })
    const { github, workspace, head } = story
    appendFileSync(join(workspace, 'services/api/.kanuka/config.toml'), '# by hand\n')
    const result = await story.sync({ 'working-directory': STORES.join('\n') })
    assertFails(result, 'STORE_DIRTY', /services\/api\/\.kanuka\/config\.toml/)
    assert.equal(result.outputs.get('changed'), 'true')
    assert.equal(result.outputs.get('commit-sha'), github.git('rev-parse', 'main'))
    const tree = remoteTree(t, github)
    for (const path of STORES)
      await assertOpens(join(tree, path), { store: join('monorepo', path) })
    const changed = github.git('diff', '--name-only', head, 'main').split('\n')
    assert.ok(changed.some((path) => path.startsWith('services/web/')))
    assert.ok(!changed.some((path) => path.startsWith('services/api/')))
    assert.deepEqual(
      changedSince(story.before, workspace).filter((path) => path.startsWith('services/api')),
      [],
    )
  })
})

test('line ends that git gives text files are no change', OPTIONS, async (t) => {
  const attributes = '* text=auto eol=crlf\n*.kanuka -text\n'
  const arrange = (path: string): void => writeFileSync(join(path, '.gitattributes'), attributes)
  const story = await scene(t, { arrange })
  const { github, workspace, head } = story
  assert.match(readFileSync(join(workspace, '.kanuka/config.toml'), 'utf8'), /\r\n/)
  const result = await story.sync()
  assert.equal(result.exitCode, 0, result.log)
  const changed = github.git('diff', '--numstat', head, 'main')
  assert.match(changed, /^1\t0\t\.kanuka\/audit\.jsonl$/m)
  assert.doesNotMatch(changed, /config\.toml|\.pub$/m)
  git(workspace, 'fetch', '--quiet', github.bare, 'main')
  assert.equal(git(workspace, 'diff', '--stat', 'FETCH_HEAD'), '')
})
