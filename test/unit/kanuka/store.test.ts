// A store as it lies in a checkout: how messages name it, and stores that are none any more or not yet.
import assert from 'node:assert/strict'
import { realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { isSecretFileName, isUuid, plaintextPath } from '../../../src/kanuka/layout.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { checkout, FIXTURES } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'

const MONOREPO = realpathSync(join(FIXTURES, 'monorepo'))

describe('a store', () => {
  test('at the root of the workspace', () => {
    const store = readStore(MONOREPO, MONOREPO)
    assert.equal(store.path, '.')
    assert.equal(store.title, '"mono-root"')
    assert.equal(store.shown('.env.kanuka'), '.env.kanuka')
    assert.deepEqual(store.nestedStores, ['services/api', 'services/web'])
  })

  test('in a folder: messages show paths from the workspace', () => {
    const store = readStore(MONOREPO, join(MONOREPO, 'services/api'))
    assert.equal(store.path, 'services/api')
    assert.equal(store.title, '"mono-api"')
    assert.equal(store.shown('.env.kanuka'), 'services/api/.env.kanuka')
    assert.deepEqual(store.secretFiles, ['.env.kanuka', 'src/test/.env.test.kanuka'])
  })

  test('without a name is called by its path', (t) => {
    const root = checkout(t, 'basic')
    writeFileSync(join(root, '.kanuka/config.toml'), '[project]\nproject_uuid = "x"\n')
    assert.equal(readStore(join(root, '..'), root).title, `"${root.split('/').at(-1)}"`)
  })

  test('its warnings name the public keys and files that are odd', () => {
    for (const [store, file, what] of [
      [
        'garbage-pub',
        '.kanuka/public_keys/00000000-0000-4000-8000-000000000000.pub',
        /no public key/,
      ],
      ['ec-pub', '.kanuka/public_keys/00000000-0000-4000-8000-0000000000ec.pub', /kind EC/],
      ['stray-files', '.env.kanuka.bak', /CLI without arguments/],
    ] as const) {
      const root = join(FIXTURES, 'damaged', store)
      const [warning] = readStore(join(FIXTURES, 'damaged'), root).warnings
      assert.equal(warning?.file, `${store}/${file}`)
      assert.match(warning.what, what)
    }
  })
})

describe('without config.toml', () => {
  test('with keys named after users it is a legacy store, and nothing migrates it here', async () => {
    const root = join(FIXTURES, 'legacy')
    const error = await refusal(() => readStore(root, root))
    assert.equal(error.code, 'STORE_LEGACY')
    assert.match(error.what, /^\.kanuka is a legacy store: it has no config\.toml/)
    assert.match(
      error.fix,
      /any `kanuka` command.*`user_uuid`.*kanuka secrets sync.*commit and push/,
    )
  })

  test('with keys named by UUIDs the file was forgotten', async (t) => {
    const root = checkout(t, 'basic')
    rmSync(join(root, '.kanuka/config.toml'))
    const error = await refusal(() => readStore(root, root))
    assert.equal(error.code, 'CONFIG_MISSING')
    assert.deepEqual(error.where, { file: '.kanuka/config.toml' })
    assert.match(error.fix, /\.gitignore/)
  })

  test('with no keys at all as well', async (t) => {
    const root = checkout(t, 'basic')
    rmSync(join(root, '.kanuka/config.toml'))
    rmSync(join(root, '.kanuka/public_keys'), { recursive: true })
    assert.equal((await refusal(() => readStore(root, root))).code, 'CONFIG_MISSING')
  })
})

describe('names of the format', () => {
  test('secret files, by their base name', () => {
    for (const name of ['.env.kanuka', '.env.local.kanuka', 'app.env.kanuka', '.envrc.kanuka']) {
      assert.ok(isSecretFileName(name), name)
    }
    for (const name of ['.env', 'env.kanuka', '.env.kanuka.bak', '.kanuka', 'notes.kanuka', '']) {
      assert.ok(!isSecretFileName(name), name)
    }
  })

  test('the plaintext lies beside, without the ending', () => {
    assert.equal(plaintextPath('config/.env.production.kanuka'), 'config/.env.production')
    assert.equal(plaintextPath('.env.kanuka.kanuka'), '.env.kanuka')
  })

  test('UUIDs in any case', () => {
    assert.ok(isUuid('7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'))
    assert.ok(isUuid('7C1D65F0-67C7-45B2-BDBE-A3ACD2E8D9FF'))
    for (const text of ['alice', '', '../7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff', '7c1d65f0']) {
      assert.ok(!isUuid(text), text)
    }
    assert.ok(!isUuid('7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff\n'))
  })
})
