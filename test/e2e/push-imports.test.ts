// A push whose entry says `initial-sync: import-*`: what the destination has comes into the source first,
// and only then the rest is written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { commitAll, folder, withoutGit } from '../helpers/action.ts'
import { git } from '../helpers/committing.ts'
import { assertFails } from '../helpers/committing-asserts.ts'
import { CANARY, fileEntry, pulling } from '../helpers/pulling.ts'
import { everythingIn } from '../helpers/rotating.ts'

const FILE = '.env.production.kanuka'
const PUSH = { command: 'push' }
const IMPORTING = 'initial-sync: import-prioritize-destination'

describe('push with imports', { concurrency: 2 }, () => {
  test('takes in what the destination has, and writes what only the source has', async (t) => {
    const story = await pulling(t, { [FILE]: '# mine\nMINE=1\nBOTH=old\n' })
    story.place('there.json', `{\n  "BOTH": "${CANARY}",\n  "THEIRS": "3"\n}\n`)
    const result = await story.run(fileEntry('there', 'there.json', IMPORTING), PUSH)
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(await story.text(FILE), `# mine\nMINE=1\nBOTH=${CANARY}\nTHEIRS=3\n`)
    const there: unknown = JSON.parse(readFileSync(join(story.workspace, 'there.json'), 'utf8'))
    assert.deepEqual(there, { BOTH: CANARY, MINE: '1', THEIRS: '3' })
    const [row] = JSON.parse(result.outputs.get('push') ?? '') as Record<string, unknown>[]
    assert.deepEqual([row?.['created'], row?.['skipped'], row?.['failed']], [1, 2, 0])
    assert.equal(result.outputs.get('changed'), 'true')
    assert.deepEqual(JSON.parse(result.outputs.get('files') ?? ''), [FILE])
    assert.match(result.log, /2 imported into \.env\.production\.kanuka/)
  })

  test('nothing is written anywhere when the import fails', async (t) => {
    const story = await pulling(t, { [FILE]: 'MINE=1\n' })
    story.place('there.json', `{\n  "A": "${CANARY}",\n  "THEIRS": ""\n}\n`)
    const before = everythingIn(story.workspace)
    const entries = fileEntry('there', 'there.json', IMPORTING) + fileEntry('other', 'other.json')
    const result = await story.run(entries, PUSH)
    assertFails(result, 'VALUE_EMPTY', /"there": empty there: THEIRS/)
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test('an entry with several files has none that could take values', async (t) => {
    const story = await pulling(t, { [FILE]: 'MINE=1\n', '.env.kanuka': 'X=1\n' })
    story.place('there.json', `{\n  "THEIRS": "${CANARY}"\n}\n`)
    const before = everythingIn(story.workspace)
    const entry = `- { name: there, type: file, path: there.json, ${IMPORTING} }`
    assertFails(await story.run(entry, PUSH), 'DESTINATIONS_INVALID', /names not one file but all/)
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test('a dry run takes nothing in', async (t) => {
    const story = await pulling(t, { [FILE]: 'MINE=1\n' })
    story.place('there.json', `{\n  "THEIRS": "${CANARY}"\n}\n`)
    const before = everythingIn(story.workspace)
    const inputs = { ...PUSH, 'dry-run': 'true' }
    const result = await story.run(fileEntry('there', 'there.json', IMPORTING), inputs)
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test(
    'what is taken in is committed before the rest is written',
    { skip: withoutGit },
    async (t) => {
      const story = await pulling(t, { [FILE]: 'MINE=1\n' })
      const bare = join(folder(t), 'origin.git')
      git('.', 'init', '--quiet', '--bare', '--initial-branch=main', bare)
      commitAll(story.workspace, bare)
      git(story.workspace, 'push', '--quiet', 'origin', 'main')
      story.place('there.json', `{\n  "THEIRS": "${CANARY}"\n}\n`)
      const commit = { commit: 'branch', 'commit-method': 'git', 'github-token': '' }
      const entry = fileEntry('there', 'there.json', IMPORTING)
      const result = await story.run(entry, { ...PUSH, ...commit })
      assert.equal(result.exitCode, 0, result.log)
      assert.equal(result.outputs.get('commit-sha'), git(bare, 'rev-parse', 'main'))
      assert.equal(git(bare, 'rev-list', '--count', 'main'), '2')
      assert.match(readFileSync(join(story.workspace, 'there.json'), 'utf8'), /"MINE": "1"/)
    },
  )
})
