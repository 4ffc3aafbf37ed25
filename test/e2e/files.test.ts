// Plaintext files: where they go, what they may replace, and that a refusal writes nothing.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  checkout,
  commitAll,
  filesIn,
  FIXTURES,
  folder,
  jobIn,
  key,
  withoutGit,
} from '../helpers/action.ts'

const KEY = key('basic-alice.pkcs1.pem')
const PLAIN = (name: string): Buffer => fs.readFileSync(join(FIXTURES, 'plain/basic', name))

describe('writing plaintext', () => {
  test('files lie beside their ciphertext, readable by their owner alone', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: { 'private-key': KEY } })
    assert.equal(result.exitCode, 0, result.log)
    for (const name of ['.env', '.env.local', 'config/.env.production']) {
      assert.deepEqual(fs.readFileSync(join(workspace, name)), PLAIN(name))
      assert.equal(fs.statSync(join(workspace, name)).mode & 0o777, 0o600)
    }
    assert.match(result.log, /3 files written, nothing exported: add `export-env: true`/)
    assert.equal(result.outputs.get('files'), '[".env",".env.local","config/.env.production"]')
    assert.equal(result.outputs.get('files-count'), '3')
    assert.equal(result.outputs.get('members-count'), '1')
    assert.equal(result.outputs.get('changed'), 'true')
    assert.match(result.summary, /3 files written/)
    assert.equal(result.exported.size, 0)
  })

  test('a second run finds everything up to date and changes nothing', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    await job.run({ inputs: { 'private-key': KEY } })
    const inode = fs.statSync(join(workspace, '.env')).ino
    const again = await job.run({ inputs: { 'private-key': KEY } })
    assert.equal(again.outputs.get('changed'), 'false')
    assert.match(again.log, /0 files written, 3 files already up to date/)
    assert.equal(fs.statSync(join(workspace, '.env')).ino, inode)
  })

  test('output-directory takes the relative paths along, in the temp folder too', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    const target = join(job.temp, 'secrets')
    const result = await job.run({ inputs: { 'private-key': KEY, 'output-directory': target } })
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(filesIn(target), ['.env', '.env.local', 'config/.env.production'])
    assert.equal(fs.statSync(join(target, 'config')).mode & 0o777, 0o700)
    assert.deepEqual(filesIn(workspace), filesIn(checkout(t, 'basic')))
  })

  test('with several stores, output-directory keeps them apart by their paths', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const job = await jobIn(t, workspace)
    const inputs = {
      'private-key': key('monorepo-ci-all-stores.pem'),
      'working-directory': '**',
      'output-directory': 'out',
    }
    const result = await job.run({ inputs })
    assert.equal(result.exitCode, 0, result.log)
    assert.ok(fs.existsSync(join(workspace, 'out/services/api/.env')))
    assert.ok(fs.existsSync(join(workspace, 'out/.env')))
  })

  test('`files` chooses: folders, globs, exclusions, commas in names', async (t) => {
    const workspace = checkout(t, 'dotenv-zoo')
    const job = await jobIn(t, workspace)
    const files = "deep\n**/größe/**, my service\nops/it's, 100%/.env.a,b.kanuka\n!deep/nothing"
    const inputs = { 'private-key': key('dotenv-zoo-alice.pem'), files, 'write-files': 'false' }
    const result = await job.run({ inputs })
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(JSON.parse(result.outputs.get('files') ?? ''), [
      'deep/a/b/c/d/e/f/.env.deep.kanuka',
      'größe/日本語/.env.kanuka',
      'my service/.env.kanuka',
      "ops/it's, 100%/.env.a,b.kanuka",
    ])
  })

  for (const [files, message] of [
    ['nope/.env.kanuka', /nope\/\.env\.kanuka, which is no secret file/],
    ['.env', /Name the encrypted file: \.env\.kanuka/],
    ['none/**', /matches none of the secret files/],
    ['../.env.kanuka', /patterns stay inside the store/],
  ] as const) {
    test(`\`files: ${files}\` is a mistake and says so`, async (t) => {
      const workspace = checkout(t, 'basic')
      const job = await jobIn(t, workspace)
      const result = await job.run({ inputs: { 'private-key': KEY, files } })
      assert.equal(result.exitCode, 1)
      assert.match(result.annotations[0]?.message ?? '', message)
    })
  }

  test('write-files: false and nothing exported is a verification that says so', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: { 'private-key': KEY, 'write-files': 'false' } })
    assert.equal(result.exitCode, 0)
    assert.match(result.log, /every selected file can be decrypted/)
    assert.equal(filesIn(workspace).includes('.env'), false)
  })

  test('dry-run shows names and sizes, and writes and exports nothing', async (t) => {
    const workspace = checkout(t, 'basic')
    const before = filesIn(workspace)
    const job = await jobIn(t, workspace)
    const inputs = {
      'private-key': KEY,
      'dry-run': 'true',
      'export-env': 'true',
      'set-outputs': 'true',
    }
    const result = await job.run({ inputs })
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(filesIn(workspace), before)
    assert.equal(result.exported.size, 0)
    assert.equal(result.outputs.has('API_TOKEN'), false)
    assert.equal(result.outputs.has('secrets'), false)
    assert.equal(result.outputs.get('changed'), 'false')
    assert.match(result.log, /Dry run: 3 files would be written, 10 variables would be exported/)
    assert.match(result.log, /\.env\.local.*41 B.*would be written/)
  })
})

describe('what is in the way', () => {
  test(
    'an untracked file that differs is replaced, with a warning',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'basic')
      commitAll(workspace)
      fs.writeFileSync(join(workspace, '.env'), 'OLD=1\n')
      const job = await jobIn(t, workspace)
      const result = await job.run({ inputs: { 'private-key': KEY } })
      assert.equal(result.exitCode, 0, result.log)
      assert.deepEqual(fs.readFileSync(join(workspace, '.env')), PLAIN('.env'))
      assert.ok(result.annotations.some(({ type, file }) => type === 'warning' && file === '.env'))
      assert.equal(
        filesIn(workspace).some((name) => name.includes('.kanuka-')),
        false,
      )
    },
  )

  test(
    'a plaintext that git tracks is never touched: nothing at all is written',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'basic')
      fs.writeFileSync(join(workspace, 'config/.env.production'), 'LEAKED=1\n')
      commitAll(workspace)
      const job = await jobIn(t, workspace)
      const result = await job.run({ inputs: { 'private-key': KEY } })
      assert.equal(result.exitCode, 1)
      assert.equal(result.annotations[0]?.title, 'Kanuka: PLAINTEXT_TRACKED')
      assert.equal(result.annotations[0]?.file, 'config/.env.production')
      assert.equal(fs.readFileSync(join(workspace, 'config/.env.production'), 'utf8'), 'LEAKED=1\n')
      assert.equal(fs.existsSync(join(workspace, '.env')), false)
    },
  )

  test(
    'a worktree, whose .git is a file, knows what is tracked too',
    { skip: withoutGit },
    async (t) => {
      const main = checkout(t, 'basic')
      fs.writeFileSync(join(main, '.env'), 'LEAKED=1\n')
      commitAll(main)
      const workspace = join(folder(t), 'worktree')
      execFileSync('git', ['-C', main, 'worktree', 'add', '--quiet', workspace])
      const job = await jobIn(t, workspace)
      const result = await job.run({ inputs: { 'private-key': KEY } })
      assert.equal(result.annotations[0]?.title, 'Kanuka: PLAINTEXT_TRACKED')
    },
  )

  test('a link at the target is not followed', async (t) => {
    const workspace = checkout(t, 'basic')
    const outside = join(folder(t), 'victim')
    fs.writeFileSync(outside, 'untouched')
    fs.symlinkSync(outside, join(workspace, '.env.local'))
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: { 'private-key': KEY } })
    assert.equal(result.exitCode, 1)
    assert.equal(result.annotations[0]?.title, 'Kanuka: TARGET_NOT_A_FILE')
    assert.equal(fs.readFileSync(outside, 'utf8'), 'untouched')
    assert.equal(fs.existsSync(join(workspace, '.env')), false)
  })

  for (const [directory, why] of [
    ['../elsewhere', /neither inside the workspace/],
    ['.git/hooks', /inside \.git/],
    ['.kanuka/secrets', /inside .*\.kanuka/],
    ['link/inside', /through a link/],
  ] as const) {
    test(`output-directory: ${directory} is refused`, async (t) => {
      const workspace = checkout(t, 'basic')
      fs.symlinkSync(folder(t), join(workspace, 'link'))
      const job = await jobIn(t, workspace)
      const inputs = { 'private-key': KEY, 'output-directory': directory }
      const result = await job.run({ inputs })
      assert.equal(result.exitCode, 1)
      assert.equal(result.annotations[0]?.title, 'Kanuka: PATH_UNSAFE')
      assert.match(result.annotations[0]?.message ?? '', why)
    })
  }

  test('two secret files for one path, by case or Unicode form, are refused before writing', async (t) => {
    const workspace = checkout(t, 'basic')
    fs.copyFileSync(join(workspace, '.env.kanuka'), join(workspace, '.ENV.env.kanuka'))
    fs.copyFileSync(join(workspace, '.env.kanuka'), join(workspace, '.env.env.kanuka'))
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: { 'private-key': KEY } })
    assert.equal(result.exitCode, 1)
    assert.equal(result.annotations[0]?.title, 'Kanuka: TARGET_CLASH')
    assert.equal(fs.existsSync(join(workspace, '.env')), false)
  })

  test('a .dockerignore without .env brings a warning, one with it does not', async (t) => {
    const workspace = checkout(t, 'basic')
    fs.writeFileSync(join(workspace, '.dockerignore'), 'node_modules\n# .env\n')
    const job = await jobIn(t, workspace)
    const warned = await job.run({ inputs: { 'private-key': KEY } })
    assert.match(warned.annotations[0]?.message ?? '', /\.dockerignore does not list \.env/)
    fs.writeFileSync(join(workspace, '.dockerignore'), 'node_modules\n**/.env*\n')
    const quiet = await job.run({ inputs: { 'private-key': KEY } })
    assert.deepEqual(quiet.annotations, [])
  })
})
