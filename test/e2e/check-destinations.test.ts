// Pull requests that change the file that says where secrets go: told without a key, from commits alone, and
// without asking anybody.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { all, only, places } from '../helpers/checking-contents.ts'
import {
  DESTINATIONS_FILE as FILE,
  linksTo,
  TO_FILE,
  toVault,
} from '../helpers/checking-destinations.ts'
import { notesOf } from '../helpers/checking-store.ts'
import { checkPull, put, removes, writes } from '../helpers/checking.ts'
import { startVault } from '../helpers/fake-vault.ts'

const README = writes('README.md', 'hello\n')

describe('DESTINATION_CHANGED', { skip: withoutGit }, () => {
  test('a pull request that sends values to another host, without a key and without asking', async (t) => {
    const vault = await startVault(t)
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: writes(FILE, toVault({ url: 'https://vault.example.com' })),
      branch: [writes(FILE, toVault(vault))],
    })
    const result = await pull.check({ 'destinations-file': FILE })
    assert.deepEqual(places(result), [`DESTINATION_CHANGED warning ${FILE}:1`])
    assert.match(
      only(result, 'DESTINATION_CHANGED').message,
      /: changed api \(url\); new hosts: 127\.0\.0\.1:\d+; hosts no longer named: vault\.example\.com$/,
    )
    assert.deepEqual(vault.asked, [])
    assert.equal(result.exitCode, 0)
  })

  test('commits count, and not what lies in the checkout', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: writes(FILE, TO_FILE),
      branch: [README],
    })
    put(pull.workspace, FILE, 'destinations: [')
    const result = await pull.check({ 'destinations-file': `./${FILE}` })
    assert.deepEqual(result.codes, [])
  })

  test('what main changed since is not of the branch', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: writes(FILE, TO_FILE),
      branch: [README],
      main: [writes(FILE, TO_FILE.replace('settings\n', 'other\n'))],
    })
    assert.deepEqual((await pull.check({ 'destinations-file': FILE })).codes, [])
  })

  test('removed, made a link, made of bytes', async (t) => {
    for (const [edit, message] of [
      [removes(FILE), /is removed$/],
      [all(removes(FILE), linksTo('.env.kanuka')), /now it is a link/],
      [writes(FILE, Buffer.from([0, 255, 0])), /now it cannot be read as destinations/],
    ] as const) {
      const arrange = writes(FILE, TO_FILE)
      const pull = await checkPull(t, { store: 'basic', arrange, branch: [edit] })
      const result = await pull.check({ 'destinations-file': FILE })
      assert.match(only(result, 'DESTINATION_CHANGED').message, message)
    }
  })

  test('destinations of the workflow are guarded as the workflow is', async (t) => {
    const arrange = writes(FILE, TO_FILE)
    const branch = [writes(FILE, TO_FILE.replace('settings\n', 'other\n'))]
    const pull = await checkPull(t, { store: 'basic', arrange, branch })
    assert.deepEqual((await pull.check({ destinations: TO_FILE })).codes, [])
  })

  test('a file that is nowhere, or outside of the repository, is a note', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [README] })
    const nowhere = await pull.check({ 'destinations-file': 'no.yml' })
    assert.match(notesOf(nowhere), /is no\.yml, which is in no commit/)
    const outside = await pull.check({ 'destinations-file': '../other.yml' })
    assert.match(notesOf(outside), /is not in the repository that is checked/)
    assert.deepEqual([...nowhere.codes, ...outside.codes], [])
  })

  test('a CODEOWNERS that guards the store and not the file is STORE_UNOWNED', async (t) => {
    const arrange = all(writes(FILE, TO_FILE), writes('CODEOWNERS', '/.kanuka/ @acme/sec\n'))
    const pull = await checkPull(t, { store: 'basic', arrange, branch: [README] })
    const result = await pull.check({ 'destinations-file': FILE })
    const { message, fix } = only(result, 'STORE_UNOWNED')
    assert.match(message, /no owner for \/deploy\/destinations\.yml, .*where the secrets go/)
    assert.match(fix, /echo '\/deploy\/destinations\.yml @/)
  })
})
