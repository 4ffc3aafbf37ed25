// pull commits what it brought into the store: with git, to a remote that is a path.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { commitAll, folder, withoutGit } from '../helpers/action.ts'
import { git, scene } from '../helpers/committing.ts'
import { assertFails } from '../helpers/committing-asserts.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'
import { openIndependently, sealIndependently } from '../helpers/independent-reader.ts'
import {
  assertPulled,
  assertUnseen,
  CANARY,
  fileEntry,
  pulling,
  type Pulling,
} from '../helpers/pulling.ts'
import { everythingIn } from '../helpers/rotating.ts'

const FILE = '.env.production.kanuka'
const BY_GIT = { commit: 'branch', 'commit-method': 'git', 'github-token': '' }
const THERE = fileEntry('there', 'there.json')

interface Committing extends Pulling {
  /** The remote. */
  readonly bare: string
  readonly head: string
}

async function committing(t: TestContext, text: string): Promise<Committing> {
  const story = await pulling(t, { [FILE]: text, '.env.kanuka': 'X=1\n' })
  const bare = join(folder(t), 'origin.git')
  git('.', 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  const head = commitAll(story.workspace, bare)
  git(story.workspace, 'push', '--quiet', 'origin', 'main')
  story.place('there.json', JSON.stringify({ A: CANARY, NEW_NAME: '2' }))
  return { ...story, bare, head }
}

/** What a member opens in a fresh clone of a branch. */
async function landed(t: TestContext, { bare, key }: Committing): Promise<string | undefined> {
  const path = join(folder(t), 'clone')
  git('.', 'clone', '--quiet', '--branch', 'main', bare, path)
  return (await openIndependently(path, key)).files.get(FILE)?.toString()
}

describe('pull with `commit: branch`', { skip: withoutGit, concurrency: 2 }, () => {
  test('lands one commit with the file and the log, and says no name of a variable', async (t) => {
    const story = await committing(t, '# mine\nA=1\n')
    const result = await story.run(THERE, BY_GIT)
    assertPulled(result, [FILE])
    const commit = git(story.bare, 'rev-parse', 'main')
    assert.equal(result.outputs.get('commit-sha'), commit)
    assert.equal(git(story.bare, 'rev-parse', 'main^'), story.head)
    const changed = git(story.bare, 'diff', '--name-only', story.head, commit).split('\n')
    assert.deepEqual(changed, [FILE, '.kanuka/audit.jsonl'])
    const message = git(story.bare, 'log', '-1', '--format=%s|%b', commit)
    const said = `Bring values from there into ${FILE}|${FILE}: 1 added, 1 changed\n`
    assert.ok(message.startsWith(said), message)
    assert.doesNotMatch(message, /NEW_NAME/)
    assert.equal(await landed(t, story), `# mine\nA=${CANARY}\nNEW_NAME=2\n`)
    assert.equal(await story.text(FILE), `# mine\nA=${CANARY}\nNEW_NAME=2\n`)
  })

  test('is made on what somebody else pushed meanwhile: both changes stay', async (t) => {
    const story = await committing(t, 'A=1\n')
    const clone = join(folder(t), 'ada')
    git('.', 'clone', '--quiet', story.bare, clone)
    const { symmetricKey } = await openIndependently(clone, story.key)
    const theirs = await sealIndependently(Buffer.from('# Ada\nA=1\nB=hers\n'), symmetricKey)
    writeFileSync(join(clone, FILE), theirs)
    git(clone, 'commit', '--quiet', '--all', '--message', 'hers')
    git(clone, 'push', '--quiet', 'origin', 'main')
    const result = await story.run(THERE, BY_GIT)
    assertPulled(result, [FILE])
    const expected = `# Ada\nA=${CANARY}\nB=hers\nNEW_NAME=2\n`
    assert.equal(await landed(t, story), expected)
    assert.equal(await story.text(FILE), expected)
  })

  test('makes no commit where nothing changes, nor in a dry run', async (t) => {
    const story = await committing(t, `A=${CANARY}\nNEW_NAME=2\n`)
    assertPulled(await story.run(THERE, BY_GIT), [])
    story.place('there.json', JSON.stringify({ A: 'other' }))
    const result = await story.run(THERE, { ...BY_GIT, 'dry-run': 'true' })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.outputs.has('commit-sha'), false)
    assert.equal(git(story.bare, 'rev-parse', 'main'), story.head)
  })

  test('is content where no destination is for this branch', async (t) => {
    const story = await committing(t, 'A=1\n')
    const elsewhere = fileEntry('there', 'there.json', 'branches: [elsewhere]')
    assertPulled(await story.run(elsewhere, BY_GIT), [])
    assert.equal(git(story.bare, 'rev-parse', 'main'), story.head)
  })

  test('changes nothing here when the commit does not land', async (t) => {
    const story = await committing(t, 'A=1\n')
    const hook = join(story.bare, 'hooks/pre-receive')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const file = readFileSync(join(story.workspace, FILE))
    const result = await story.run(THERE, BY_GIT)
    assert.equal(result.exitCode, 1)
    assert.equal(git(story.bare, 'rev-parse', 'main'), story.head)
    assert.deepEqual(readFileSync(join(story.workspace, FILE)), file)
  })

  test('refuses a store with changes that are not committed', async (t) => {
    const story = await committing(t, 'A=1\n')
    writeFileSync(join(story.workspace, '.env.kanuka'), readFileSync(join(story.workspace, FILE)))
    const before = everythingIn(join(story.workspace, '.kanuka'))
    assertFails(await story.run(THERE, BY_GIT), 'STORE_DIRTY', /\.env\.kanuka/)
    assert.deepEqual(everythingIn(join(story.workspace, '.kanuka')), before)
  })

  test('refuses a file that git would keep as a pointer', async (t) => {
    const story = await committing(t, 'A=1\n')
    story.place('.gitattributes', '*.kanuka filter=lfs\n')
    for (const from of [FILE, '.env.new.kanuka']) {
      const entry = THERE.replace(FILE, from)
      assertFails(await story.run(entry, { 'commit-method': 'git' }), 'LFS_FILTER', /under Git LFS/)
    }
    assert.ok(!existsSync(join(story.workspace, '.env.new.kanuka')))
  })
})

describe('pull with `commit: pull-request`', { skip: withoutGit || withoutHttpBackend }, () => {
  test('proposes the file on a branch of its own, without names of variables', async (t) => {
    const story = await scene(t)
    const { workspace, github, head } = story
    writeFileSync(join(workspace, 'there.json'), JSON.stringify({ NEW_NAME: CANARY }))
    const inputs = { command: 'pull', commit: 'pull-request', destinations: THERE }
    const result = await story.sync(inputs)
    assertPulled(result, [FILE])
    assertUnseen(result)
    assert.equal(github.git('rev-parse', 'main'), head)
    const [pull] = github.pulls
    assert.equal(pull?.head, 'kanuka/pull-main')
    assert.equal(pull.title, `Bring values from there into ${FILE}`)
    assert.match(
      pull.body ?? '',
      /Values of there\.\n\n- .*production\.kanuka.*: 1 added, 0 changed/,
    )
    assert.doesNotMatch(JSON.stringify(github.calls), /NEW_NAME|c4n4ry/)
    const changed = github.git('diff', '--name-only', head, 'kanuka/pull-main').split('\n')
    assert.deepEqual(changed, [FILE, '.kanuka/audit.jsonl'])
    assert.equal(result.outputs.get('commit-sha'), github.git('rev-parse', 'kanuka/pull-main'))
    assert.equal(result.outputs.get('pull-request-number'), '1')
  })
})
