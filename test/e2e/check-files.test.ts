// Plaintext that a pull request commits: at its head, in its history, or under the name of a secret file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { FIXTURES } from '../helpers/action.ts'
import { ALICE, all, only, places } from '../helpers/checking-contents.ts'
import { checkPull, put, removes, writes, type Edit } from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'

const PLAIN = join(FIXTURES, 'plain/basic')
/** `kanuka secrets decrypt`, and then `git add --force`. */
const decrypted: Edit = (root) => put(root, '.env', readFileSync(join(PLAIN, '.env')))

describe('plaintext in git', () => {
  test('a decrypted file is committed', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [decrypted] })
    const result = await pull.check()
    assert.deepEqual(places(result), [
      'PLAINTEXT_IN_HISTORY error .env:2',
      'PLAINTEXT_TRACKED error .env:2',
    ])
    assert.deepEqual([result.exitCode, result.status], [1, 'fail'])
    const tracked = only(result, 'PLAINTEXT_TRACKED')
    assert.match(tracked.message, /^The plaintext of a secret file is committed$/)
    assert.match(tracked.fix, /`git rm --cached -- \.env`.*change every value/)
    const shown = result.annotations.filter(({ type }) => type === 'error')
    assert.deepEqual(
      shown.map(({ title, file, line }) => [title?.split(': ')[1], file, Number(line)]),
      [
        ['PLAINTEXT_IN_HISTORY', '.env', 2],
        ['PLAINTEXT_TRACKED', '.env', 2],
      ],
    )
  })

  test('it is committed and removed again: history has it all the same', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [decrypted, removes('.env')] })
    const result = await pull.check()
    assert.deepEqual(places(result), ['PLAINTEXT_IN_HISTORY error .env:2'])
    const { message, fix } = only(result, 'PLAINTEXT_IN_HISTORY')
    const first = git(pull.workspace, 'rev-parse', 'feature~1').slice(0, 12)
    assert.match(message, new RegExp(`^Commit ${first} adds a plaintext.*later commit removes it$`))
    assert.match(
      fix,
      new RegExp(`Change every value.*git rebase --interactive ${pull.base.slice(0, 12)}`),
    )
    assert.equal(result.exitCode, 1)
  })

  test('it changes in three commits: one finding, with the first of them', async (t) => {
    const edits = ['A=1x\n', 'A=2x\n', 'A=3x\n'].map((text) => writes('ops/app.env', text))
    const pull = await checkPull(t, { store: 'basic', branch: [...edits, removes('ops')] })
    const result = await pull.check()
    assert.deepEqual(places(result), ['PLAINTEXT_IN_HISTORY error ops/app.env:1'])
    const first = git(pull.workspace, 'rev-parse', 'feature~3').slice(0, 12)
    assert.match(
      only(result, 'PLAINTEXT_IN_HISTORY').message,
      new RegExp(`${first} \\(and 2 more\\)`),
    )
  })

  test('a plaintext without an assignment is one by the secret file beside it', async (t) => {
    const branch = [writes('.env.local', 'a certificate, or what you will\n')]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [
      'PLAINTEXT_IN_HISTORY error .env.local',
      'PLAINTEXT_TRACKED error .env.local',
    ])
  })

  test('a file of variables that nobody ever encrypted', async (t) => {
    const branch = [writes('tools/ci.env.production', '# ci\n\nexport TOKEN="abc"\n')]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [
      'PLAINTEXT_IN_HISTORY error tools/ci.env.production:3',
      'PLAINTEXT_TRACKED error tools/ci.env.production:3',
    ])
    assert.match(only(result, 'PLAINTEXT_TRACKED').message, /^A file of variables is committed/)
  })

  test('main has it from before: tracked, but no fault of the branch', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: decrypted,
      branch: [writes('docs/a.md', 'a\n')],
    })
    assert.deepEqual(places(await pull.check()), ['PLAINTEXT_TRACKED error .env:2'])
  })

  test('main has it and the branch cleans up: nothing to say', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: decrypted,
      branch: [removes('.env')],
    })
    const result = await pull.check()
    assert.deepEqual(places(result), [])
    assert.equal(result.status, 'pass')
  })

  test('main has it, and the branch removes it and reverts that: no addition of its own', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: decrypted,
      branch: [removes('.env'), decrypted],
    })
    assert.deepEqual(places(await pull.check()), ['PLAINTEXT_TRACKED error .env:2'])
  })

  test('main got it since, and the branch merges main: its history is not to blame', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      main: [decrypted],
      branch: [
        writes('docs/a.md', 'a\n'),
        (root) => void git(root, 'merge', '--quiet', '--no-ff', '--message', 'main', 'main'),
      ],
    })
    assert.deepEqual(places(await pull.check()), ['PLAINTEXT_TRACKED error .env:2'])
  })

  test('what only looks like it', async (t) => {
    const near = {
      '.env.example': 'API_TOKEN=put-yours-here\n',
      'config/.env.production.sample': 'A=1\n',
      'web/vite.env.d.ts': 'interface ImportMetaEnv {\n  readonly VITE_KEY: string\n}\n',
      'web/.env.ci': '# set in the pipeline\nA=\nB=""\nexport C= # later\n',
      '.envrc': 'export A=1\n',
      'config/environment.rb': 'A = 1\n',
      'bin/load.env.sh': 'A=1\n',
      'schema.env.dist': 'A=1\n',
    }
    const branch = Object.entries(near).map(([path, text]) => writes(path, text))
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [])
    assert.equal(result.exitCode, 0)
  })

  test('a secret file is overwritten with its plaintext', async (t) => {
    const renamed = writes('.env.kanuka', readFileSync(join(PLAIN, '.env')))
    const utf16 = writes(
      '.env.local.kanuka',
      Buffer.from(`\ufeff${'A=secret\n'.repeat(9)}`, 'utf16le'),
    )
    const pull = await checkPull(t, { store: 'basic', branch: [all(renamed, utf16)] })
    for (const options of [{}, { key: ALICE }]) {
      const result = await pull.check({}, options)
      assert.deepEqual(places(result), [
        'PLAINTEXT_AS_CIPHERTEXT error .env.kanuka:1',
        'PLAINTEXT_AS_CIPHERTEXT error .env.local.kanuka:1',
      ])
      assert.match(
        result.findings[0]?.fix ?? '',
        /`mv -- \.env\.kanuka \.env`.*kanuka secrets encrypt/,
      )
    }
  })
})
