// A check of a checkout that tries to have programs run: drivers, hooks, settings, and refs that put other
// objects in the place of those that are judged.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { folder } from '../helpers/action.ts'
import { checkPull, put, runCheck, writes, type CheckPull } from '../helpers/checking.ts'
import { assertTame } from '../helpers/checking-hostile.ts'
import { git, gitVariables } from '../helpers/committing.ts'

const KEYS = [undefined, 'basic-alice.pkcs1.pem'] as const
const LEAK = writes('src/.env', 'PASSWORD=in-clear-12345\n')
const HOOKS = ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc']

interface Canary {
  readonly program: string
  readonly trace: string
}

function canary(t: TestContext): Canary {
  const place = folder(t)
  const [program, trace] = [join(place, 'trap.sh'), join(place, 'ran')]
  writeFileSync(program, `#!/bin/sh\necho ran >> '${trace}'\n`, { mode: 0o755 })
  return { program, trace }
}

function settings(program: string): string {
  const drivers = ['filter "trap"', 'diff "trap"', 'merge "trap"'].map(
    (name) =>
      `[${name}]\n clean = ${program}\n smudge = ${program}\n process = ${program}\n command = ${program}\n textconv = ${program}\n driver = ${program}\n required = true\n`,
  )
  return `
[core]
 fsmonitor = ${program}
 hooksPath = .git/own-hooks
 sshCommand = ${program}
 askPass = ${program}
 pager = ${program}
 editor = ${program}
 alternateRefsCommand = ${program}
[diff]
 external = ${program}
[credential]
 helper = ${program}
[gpg]
 program = ${program}
[log]
 showSignature = true
[extensions]
 partialClone = origin
[remote "origin"]
 url = ext::${program}
 uploadpack = ${program}
 promisor = true
[protocol "ext"]
 allow = always
[uploadpack]
 packObjectsHook = ${program}
[include]
 path = ${program}.config
${drivers.join('')}`
}

/** A checkout whose own settings, hooks and attributes all name the canary. */
async function trapped(t: TestContext, { program }: Canary): Promise<CheckPull> {
  const attributes = '* filter=trap diff=trap merge=trap\n*.kanuka -text -diff -merge\n'
  const pull = await checkPull(t, {
    store: 'basic',
    branch: [writes('.gitattributes', attributes), LEAK],
  })
  const { workspace } = pull
  for (const place of ['.git/hooks', '.git/own-hooks']) {
    mkdirSync(join(workspace, place), { recursive: true })
    for (const hook of HOOKS) {
      writeFileSync(join(workspace, place, hook), `#!/bin/sh\nexec '${program}'\n`, { mode: 0o755 })
    }
  }
  mkdirSync(join(workspace, '.git/info'), { recursive: true })
  writeFileSync(join(workspace, '.git/info/attributes'), '* filter=trap diff=trap\n')
  writeFileSync(`${program}.config`, `[core]\n fsmonitor = ${program}\n`)
  appendFileSync(join(workspace, '.git/config'), settings(program))
  // Files of the work tree that git would compare anew.
  appendFileSync(join(workspace, 'src/.env'), 'MORE=1\n')
  return pull
}

describe('nothing of the checkout runs', () => {
  for (const key of KEYS) {
    test(`drivers, hooks and settings, ${key === undefined ? 'without a key' : 'with one'}`, async (t) => {
      const trap = canary(t)
      const pull = await trapped(t, trap)
      const result = await pull.check({}, key === undefined ? {} : { key })
      assertTame(result)
      assert.equal(existsSync(trap.trace), false, 'something of the checkout ran')
      assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'], result.log)
      // An ordinary git in that folder runs into it.
      spawnSync('git', ['-C', pull.workspace, 'status'], { env: gitVariables() })
      assert.equal(existsSync(trap.trace), true, 'the trap was none')
    })
  }

  test('where history is missing and would have to be fetched', async (t) => {
    const trap = canary(t)
    const pull = await trapped(t, trap)
    const { workspace, head } = pull
    // Cut off below the head, as a shallow clone is.
    writeFileSync(join(workspace, '.git/shallow'), `${head}\n`)
    const result = await pull.check()
    assertTame(result)
    assert.equal(existsSync(trap.trace), false, 'something of the checkout ran')
  })

  test('a program named git in the workspace, and settings in the environment', async (t) => {
    const trap = canary(t)
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [
        LEAK,
        (root) =>
          writeFileSync(join(root, 'git'), `#!/bin/sh\nexec '${trap.program}'\n`, { mode: 0o755 }),
      ],
    })
    const env = {
      GIT_EXTERNAL_DIFF: trap.program,
      GIT_SSH_COMMAND: trap.program,
      GIT_ASKPASS: trap.program,
      GIT_PAGER: trap.program,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: trap.program,
    }
    const result = await pull.check({}, { env })
    assertTame(result)
    assert.equal(existsSync(trap.trace), false)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'], result.log)
  })
})

describe('objects that are not what they claim', () => {
  test('a replace ref hides nothing', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [LEAK] })
    const { workspace, head, base } = pull
    git(workspace, 'replace', head, base)
    assert.equal(git(workspace, 'ls-tree', '--name-only', 'HEAD', 'src/.env'), '')
    const result = await pull.check()
    assertTame(result)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'], result.log)
  })

  test('a graft changes no history', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [LEAK, (root) => rmSync(join(root, 'src/.env'))],
    })
    const { workspace, head, base } = pull
    put(workspace, '.git/info/grafts', `${head} ${base}\n`)
    const result = await runCheck(t, { workspace, base, head })
    assertTame(result)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY'], result.log)
  })

  test('a commit graph that lies is not believed', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [LEAK] })
    put(pull.workspace, '.git/objects/info/commit-graph', 'CGPH no graph at all')
    const result = await pull.check()
    assertTame(result)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'], result.log)
  })
})
