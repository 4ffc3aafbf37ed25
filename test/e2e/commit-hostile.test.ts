// A checkout that tries to make git do something else: hooks, filters, helpers, settings, and folders
// that look like repositories. Nothing of it runs, and the commit is what it should be.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { folder, withoutGit } from '../helpers/action.ts'
import { assertLanded } from '../helpers/committing-asserts.ts'
import { git, gitVariables, scene, type SceneOptions } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const METHODS = ['api', 'git'] as const
const HOOKS = [
  'pre-commit',
  'commit-msg',
  'post-commit',
  'pre-push',
  'post-checkout',
  'post-index-change',
  'reference-transaction',
  'fsmonitor-watchman',
]

interface Trap {
  /** A program that leaves a trace. */
  readonly program: string
  readonly assertUnused: () => void
  /** It is a trap: an ordinary git in that folder runs into it. */
  readonly assertArmed: (path: string, ...args: readonly string[]) => void
}

function trap(t: TestContext): Trap {
  const place = folder(t)
  const program = join(place, 'trap.sh')
  const trace = join(place, 'ran')
  writeFileSync(program, `#!/bin/sh\necho ran >> '${trace}'\n`, { mode: 0o755 })
  return {
    program,
    assertUnused: () => assert.equal(existsSync(trace), false),
    assertArmed: (path, ...args) => {
      spawnSync('git', ['-C', path, ...args], { env: gitVariables() })
      assert.equal(existsSync(trace), true)
    },
  }
}

function settings(program: string): string {
  return `[core]
  fsmonitor = ${program}
  hooksPath = .git/own-hooks
  sshCommand = ${program}
  askPass = ${program}
  pager = ${program}
  editor = ${program}
  gitProxy = ${program}
  alternateRefsCommand = ${program}
[credential]
  helper = ${program}
[filter "trap"]
  clean = ${program}
  smudge = ${program}
  process = ${program}
[diff]
  external = ${program}
[diff "trap"]
  command = ${program}
  textconv = ${program}
[merge "trap"]
  driver = ${program}
[gpg]
  program = ${program}
[commit]
  gpgSign = true
[push]
  gpgSign = true
[uploadpack]
  packObjectsHook = ${program}
[remote "origin"]
  uploadpack = ${program}
  receivepack = ${program}
  pushurl = ${program}
  vcs = trap
[url "ext::${program} "]
  insteadOf = http
[alias]
  push = !${program}
  cat-file = !${program}
[protocol]
  allow = always
`
}

const WITH_ATTRIBUTES: SceneOptions = {
  store: 'rotated/before',
  arrange: (path) => {
    writeFileSync(join(path, '.gitattributes'), '* filter=trap diff=trap merge=trap ident\n')
  },
}

describe('a hostile checkout', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: its settings, hooks and filters start nothing`, async (t) => {
      const story = await scene(t, WITH_ATTRIBUTES)
      const { workspace } = story
      const { program, assertUnused, assertArmed } = trap(t)
      for (const hooks of ['.git/hooks', '.git/own-hooks']) {
        mkdirSync(join(workspace, hooks))
        for (const hook of HOOKS) {
          writeFileSync(join(workspace, hooks, hook), `#!/bin/sh\nexec '${program}'\n`, {
            mode: 0o755,
          })
        }
      }
      appendFileSync(join(workspace, '.git/config'), settings(program))
      const result = await story.sync({ 'commit-method': method })
      await assertLanded(t, { scene: story, result })
      assertUnused()
      assertArmed(workspace, 'status')
    })
  }

  test('a remote that is a path keeps its hooks to itself', async (t) => {
    const story = await scene(t)
    const { program, assertUnused, assertArmed } = trap(t)
    git(story.workspace, 'remote', 'set-url', 'origin', story.github.bare)
    git(story.workspace, 'config', 'remote.origin.receivepack', program)
    git(story.workspace, 'config', 'uploadpack.packObjectsHook', program)
    const result = await story.sync({ 'github-token': '' })
    await assertLanded(t, { scene: story, result })
    assertUnused()
    assertArmed(story.workspace, 'push', 'origin', 'HEAD:refs/heads/other')
  })

  for (const method of METHODS) {
    test(`${method}: a folder that looks like a bare repository is a folder`, async (t) => {
      const { program, assertUnused, assertArmed } = trap(t)
      const story = await scene(t, {
        store: 'rotated/before',
        arrange: (path) => {
          const bare = join(path, 'bare')
          const names = readdirSync(path)
          for (const name of ['.', 'objects', 'refs']) mkdirSync(join(bare, name))
          for (const name of names) renameSync(join(path, name), join(bare, name))
          for (const name of ['objects', 'refs']) writeFileSync(join(bare, name, 'keep'), '')
          writeFileSync(join(bare, 'HEAD'), 'ref: refs/heads/main\n')
          const config = `[core]\n  repositoryFormatVersion = 0\n  bare = false\n  worktree = ..\n  fsmonitor = ${program}\n`
          writeFileSync(join(bare, 'config'), config)
        },
      })
      const result = await story.sync({ 'commit-method': method, 'working-directory': 'bare' })
      await assertLanded(t, { scene: story, result }, { folder: 'bare' })
      assertUnused()
      assertArmed(join(story.workspace, 'bare'), 'status')
    })
  }
})
