// A checkout from an attacker: names that try to speak to the runner, links, pipes, prototypes.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, filesIn, folder, jobIn, key } from '../helpers/action.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const INPUTS = { 'private-key': key('basic-alice.pkcs1.pem') }

describe('names', () => {
  test('a file name can start no workflow command, and no markup in the summary', async (t) => {
    const evil = [
      '::set-output name=pwned::1.env.kanuka',
      'a\n::add-mask::pwned\n.env.kanuka',
      '##[add-mask]pwned.env.kanuka',
      '\u001b[31mred\u202e.env.kanuka',
      'www.evil.example](http:x)![i](y)<img src=x>@octocat #1 <!-- .env.kanuka',
      'a|b`c`.env.kanuka',
      '%0A::error::x.env.kanuka',
    ].map((name) => `d/${name}`)
    const store = await sealedStore(
      t,
      Object.fromEntries(evil.map((name) => [name, 'A=value-1\n'])),
    )
    const job = await jobIn(t, store.workspace)
    const result = await job.run({ inputs: { 'private-key': store.key, 'export-env': 'true' } })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.outputs.has('pwned'), false)
    assert.equal(job.masks.has('pwned'), false)
    assert.deepEqual(
      result.annotations.filter(({ type }) => type === 'error'),
      [],
    )
    assert.doesNotMatch(result.log, /\u001b|\u202e/)
    assert.doesNotMatch(result.summary, /<img|!\[i\]|\]\(http|@octocat|<!--|www\./)
    assert.equal((JSON.parse(result.outputs.get('files') ?? '') as string[]).length, evil.length)
    await job.post()
    assert.equal(
      filesIn(store.workspace).some((name) => name.endsWith('.env')),
      false,
    )
  })

  test('a project or a member with a hostile name is only text', async (t) => {
    const workspace = checkout(t, 'basic')
    const config = join(workspace, '.kanuka/config.toml')
    const text = fs.readFileSync(config, 'utf8')
    const name = '"x\\n::error title=pwned::y<script>](z)"'
    fs.writeFileSync(
      config,
      text.replace('"basic-app"', name).replaceAll('"alice@example.com"', name),
    )
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: INPUTS })
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(result.annotations, [])
    assert.doesNotMatch(result.summary, /<script>/)
  })
})

describe('what is no regular file', () => {
  test('links, pipes and folders with the names of secret files are passed over', async (t) => {
    const workspace = checkout(t, 'basic')
    const outside = join(folder(t), '.env.out.kanuka')
    fs.copyFileSync(join(workspace, '.env.kanuka'), outside)
    fs.symlinkSync(outside, join(workspace, '.env.link.kanuka'))
    fs.symlinkSync('..', join(workspace, 'config/loop'))
    fs.mkdirSync(join(workspace, 'x/.env.dir.kanuka'), { recursive: true })
    execFileSync('mkfifo', [join(workspace, '.env.pipe.kanuka')])
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: INPUTS })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.outputs.get('files-count'), '3')
    const named = result.annotations.map(({ file }) => file).toSorted()
    assert.deepEqual(named, ['.env.link.kanuka', '.env.pipe.kanuka'])
  })

  test('a .kanuka that is a link, or leads out by working-directory, is refused', async (t) => {
    const real = checkout(t, 'basic')
    const workspace = folder(t)
    fs.symlinkSync(join(real, '.kanuka'), join(workspace, '.kanuka'))
    fs.symlinkSync(real, join(workspace, 'out'))
    const job = await jobIn(t, workspace)
    const linked = await job.run({ inputs: INPUTS })
    assert.equal(linked.annotations[0]?.title, 'Kanuka: PATH_UNSAFE')
    const outside = await job.run({ inputs: { ...INPUTS, 'working-directory': 'out' } })
    assert.equal(outside.annotations[0]?.title, 'Kanuka: PATH_UNSAFE')
  })

  test('a wrapped key or config that is a link or huge is not read', async (t) => {
    const workspace = checkout(t, 'basic')
    const [wrapped = ''] = fs.readdirSync(join(workspace, '.kanuka/secrets'))
    const path = join(workspace, '.kanuka/secrets', wrapped)
    fs.renameSync(path, join(workspace, 'moved'))
    fs.symlinkSync(join(workspace, 'moved'), path)
    const job = await jobIn(t, workspace)
    const linked = await job.run({ inputs: INPUTS })
    assert.equal(linked.annotations[0]?.title, 'Kanuka: KEY_OR_STORE_DAMAGED')
    fs.truncateSync(join(workspace, '.kanuka/config.toml'), 5_000_000_000)
    const huge = await job.run({ inputs: INPUTS })
    assert.equal(huge.annotations[0]?.title, 'Kanuka: CONFIG_INVALID')
  })

  test('a sparse file of a gigabyte is refused by its size, not read', async (t) => {
    const workspace = checkout(t, 'basic')
    fs.truncateSync(join(workspace, '.env.local.kanuka'), 1_000_000_000)
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: INPUTS })
    assert.equal(result.annotations[0]?.title, 'Kanuka: FILE_TOO_LARGE')
    assert.equal(result.annotations[0]?.file, '.env.local.kanuka')
  })
})

test('more than ten errors are counted, and all are in the log', async (t) => {
  const names = Array.from({ length: 14 }, (_, index) => `d${index}/.env.kanuka`)
  const store = await sealedStore(t, Object.fromEntries(names.map((name) => [name, 'A=1\n'])))
  for (const name of names.slice(1)) fs.writeFileSync(join(store.workspace, name), 'bad')
  const job = await jobIn(t, store.workspace)
  const result = await job.run({ inputs: { 'private-key': store.key } })
  assert.equal(result.exitCode, 1)
  assert.equal(result.annotations.length, 10)
  assert.match(result.log, /and 3 more errors:/)
  for (const name of names.slice(1)) assert.ok(result.log.includes(name), name)
})
