// The store that is there before an import, in every state that people have it in.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import { readPresent } from '../../../src/archive/present.ts'
import { isSecretFileName } from '../../../src/kanuka/layout.ts'
import { checkout, filesIn, FIXTURES, folder } from '../../helpers/action.ts'
import { fixtureStore } from '../../helpers/manifest.ts'
import { ALL_TEAM } from './team.ts'
import { CONFIG, filesOf, LOG, presentOf, publicKey, without, wrapped } from './stores.ts'
import { BOB, CAROL } from '../../helpers/rotating.ts'

describe('in good order', () => {
  test('is a store with all its files, the log among them', (t) => {
    const root = checkout(t, 'team')
    fs.writeFileSync(join(root, 'README.md'), 'not of the store')
    const present = readPresent(root, root)
    assert.equal(present.problem, undefined)
    assert.equal(present.store?.config.projectName, 'payments')
    assert.equal(present.title, '"payments"')
    const expected = filesIn(root).filter((path) => path !== 'README.md')
    assert.deepEqual([...present.files].toSorted(), expected)
    assert.deepEqual(present.others, [])
  })

  test('below the workspace is shown with its folder', (t) => {
    const root = checkout(t, 'monorepo')
    const present = readPresent(root, join(root, 'services/api'))
    assert.equal(present.path, 'services/api')
    assert.equal(present.shown(CONFIG), 'services/api/.kanuka/config.toml')
  })

  test('leaves files of nested stores to these', (t) => {
    const root = checkout(t, 'monorepo')
    const present = readPresent(root, root)
    assert.deepEqual(present.nestedStores, ['services/api', 'services/web'])
    assert.ok(![...present.files].some((path) => path.startsWith('services/api/')))
    assert.ok(present.files.has('services/jobs/.env.kanuka'))
  })
})

describe('not there', () => {
  test('at all', (t) => {
    const root = folder(t)
    const present = readPresent(root, root)
    assert.equal(present.problem, undefined)
    assert.equal(present.store, undefined)
    assert.deepEqual([...present.files], [])
  })

  for (const [name, paths] of [
    ['but its log', [LOG]],
    ['but its secret files', ['.env.kanuka', 'deploy/app.env.kanuka']],
  ] as const) {
    test(name, () => {
      const files = new Map([...filesOf('team')].filter(([path]) => paths.some((p) => p === path)))
      const present = presentOf(files)
      assert.equal(present.problem, undefined)
      assert.deepEqual([...present.files].toSorted(), [...paths].toSorted())
    })
  }
})

describe('damaged', () => {
  const damaged = fs.readdirSync(join(FIXTURES, 'damaged'), { withFileTypes: true })
  for (const { name } of damaged.filter((entry) => entry.isDirectory())) {
    test(name, () => {
      const root = join(FIXTURES, 'damaged', name)
      const present = readPresent(root, root)
      const codes = [undefined, 'CONFIG_INVALID', 'CONFIG_MISSING']
      assert.ok(codes.includes(present.problem?.code), present.problem?.code)
      assert.equal(present.store === undefined, present.problem !== undefined)
      const { members } = fixtureStore(`damaged/${name}`)
      assert.deepEqual(
        present.members.map(({ uuid }) => uuid),
        members.map(({ uuid }) => uuid).toSorted(),
      )
      const ofStore = filesIn(root).filter(
        (path) => path.startsWith('.kanuka/') || isSecretFileName(basename(path)),
      )
      for (const path of ofStore.filter((each) => fs.lstatSync(join(root, each)).isFile())) {
        assert.ok(present.files.has(path) || present.others.includes(path), path)
      }
    })
  }

  test('without its configuration the members are known by their UUIDs', () => {
    const present = presentOf(without(filesOf('team'), CONFIG))
    assert.equal(present.problem?.code, 'CONFIG_MISSING')
    assert.deepEqual(
      present.members.map(({ uuid, email }) => [uuid, email]),
      ALL_TEAM.toSorted().map((uuid) => [uuid, undefined]),
    )
    assert.ok(present.members.find(({ uuid }) => uuid === BOB)?.publicKey)
  })

  test('of the legacy kind: its keys are no files of the layout', () => {
    const present = presentOf(filesOf('legacy'))
    assert.equal(present.problem?.code, 'STORE_LEGACY')
    assert.deepEqual(present.members, [])
    assert.deepEqual(present.others, [
      '.kanuka/public_keys/alice.pub',
      '.kanuka/secrets/alice.kanuka',
    ])
    assert.ok(present.files.has('.env.kanuka'))
  })

  test('a link or a folder in the place of a key file is no file', (t) => {
    const root = checkout(t, 'team')
    fs.unlinkSync(join(root, publicKey(CAROL)))
    fs.symlinkSync(`${BOB}.pub`, join(root, publicKey(CAROL)))
    fs.unlinkSync(join(root, wrapped(BOB)))
    fs.mkdirSync(join(root, wrapped(BOB)))
    const present = readPresent(root, root)
    assert.deepEqual(present.others, [publicKey(CAROL), wrapped(BOB)])
    assert.ok(!present.files.has(publicKey(CAROL)))
  })

  test('what else lies in the folder is named, but for what git is given', (t) => {
    const root = checkout(t, 'team')
    for (const name of ['.gitignore', 'README.md', 'notes.txt', '.env.kanuka']) {
      fs.writeFileSync(join(root, '.kanuka', name), '')
    }
    fs.writeFileSync(join(root, '.kanuka/secrets/.gitkeep'), '')
    const present = readPresent(root, root)
    assert.deepEqual(present.others, ['.kanuka/.env.kanuka', '.kanuka/notes.txt'])
  })

  test('a folder of keys that is a link is a problem, and nothing is said of the rest', (t) => {
    const root = checkout(t, 'team')
    fs.renameSync(join(root, '.kanuka/secrets'), join(root, 'elsewhere'))
    fs.symlinkSync('../elsewhere', join(root, '.kanuka/secrets'))
    const present = readPresent(root, root)
    assert.equal(present.problem?.code, 'FILE_UNREADABLE')
    assert.deepEqual([...present.files], [])
  })
})
