// After the job, and when the step is stopped: what was written goes, what others wrote stays.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, filesIn, jobIn, key } from '../helpers/action.ts'
import { inlineScript } from '../helpers/jobs.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const INPUTS = { 'private-key': key('basic-alice.pkcs1.pem') }

function plaintext(path: string): readonly string[] {
  return filesIn(path).filter(
    (name) => /\.env[^/]*$|kanuka-staged|kanuka-replaced/.test(name) && !name.endsWith('.kanuka'),
  )
}

/** What is left in the runner's temp folder beside the runner's own files. */
function leftInTemp(temp: string): readonly string[] {
  return fs.readdirSync(temp).filter((name) => !name.startsWith('_'))
}

describe('post', () => {
  test('removes the files and folders that were written, and blanks the exported names', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    const inputs = { ...INPUTS, 'export-env': 'true', 'output-directory': 'made/by/us' }
    const result = await job.run({ inputs })
    assert.equal(plaintext(workspace).length, 3)
    const [post] = await job.post()
    assert.equal(post?.exitCode, 0, post?.log)
    assert.deepEqual(plaintext(workspace), [])
    assert.equal(fs.existsSync(join(workspace, 'made')), false)
    assert.deepEqual([...(post?.exported.keys() ?? [])], [...result.exported.keys()])
    assert.deepEqual([...new Set(post?.exported.values())], [''])
    assert.deepEqual(leftInTemp(job.temp), [])
  })

  test('also after a later step failed', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    await job.run({ inputs: INPUTS })
    const failing = await job.run({ script: inlineScript(job, 'process.exitCode = 3') })
    assert.equal(failing.exitCode, 3)
    await job.post()
    assert.deepEqual(plaintext(workspace), [])
  })

  test('leaves what somebody else put there, and says so', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    await job.run({ inputs: INPUTS })
    // Moved over: another file under our name. Appended: still our file.
    fs.writeFileSync(join(workspace, 'other'), 'MINE=1\n')
    fs.renameSync(join(workspace, 'other'), join(workspace, '.env'))
    fs.appendFileSync(join(workspace, '.env.local'), 'MORE=1\n')
    const copy = fs.readFileSync(join(workspace, 'config/.env.production'))
    fs.rmSync(join(workspace, 'config/.env.production'))
    fs.writeFileSync(join(workspace, 'config/.env.production'), copy)
    const [post] = await job.post()
    assert.deepEqual(plaintext(workspace), ['.env'])
    assert.match(post?.annotations[0]?.message ?? '', /\.env was changed by a later step and stays/)
  })

  test('a file that was there before, with the same content, is not ours to remove', async (t) => {
    const workspace = checkout(t, 'basic')
    const first = await jobIn(t, workspace)
    await first.run({ inputs: { ...INPUTS, cleanup: 'false' } })
    assert.deepEqual(leftInTemp(first.temp), [])
    await first.post()
    assert.equal(plaintext(workspace).length, 3)
    const second = await jobIn(t, workspace)
    await second.run({ inputs: INPUTS })
    await second.post()
    assert.equal(plaintext(workspace).length, 3)
  })

  test('cleanup: false keeps files and variables', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    await job.run({ inputs: { ...INPUTS, cleanup: 'false', 'export-env': 'true' } })
    const [post] = await job.post()
    assert.equal(post?.exitCode, 0)
    assert.equal(post?.exported.size, 0)
    assert.equal(plaintext(workspace).length, 3)
  })

  test('the posts of two steps each take back their own', async (t) => {
    const workspace = checkout(t, 'basic')
    const job = await jobIn(t, workspace)
    await job.run({ inputs: { ...INPUTS, files: '.env.kanuka' } })
    await job.run({ inputs: INPUTS })
    for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
    assert.deepEqual(plaintext(workspace), [])
  })

  test('a thousand files are no problem: state stays one short path', async (t) => {
    const names = Array.from({ length: 1000 }, (_, index) => `d/${index}/.env.kanuka`)
    const store = await sealedStore(t, Object.fromEntries(names.map((name) => [name, 'A=1\n'])))
    const job = await jobIn(t, store.workspace)
    const result = await job.run({ inputs: { 'private-key': store.key } })
    assert.equal(result.exitCode, 0, result.log)
    assert.ok([...result.state.values()].join('').length < 500)
    await job.post()
    assert.deepEqual(plaintext(store.workspace), [])
  })

  test('a run that failed before it wrote anything leaves post nothing to do', async (t) => {
    const job = await jobIn(t, checkout(t, 'legacy'))
    const result = await job.run({ inputs: INPUTS })
    assert.equal(result.exitCode, 1)
    assert.equal(result.state.size, 0)
    const [post] = await job.post()
    assert.equal(post?.exitCode, 0)
    assert.equal(post?.log, '')
  })
})

describe('stopped in the middle', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    test(`${signal} while files are being written: nothing is left in the end`, async (t) => {
      // Enough to write that the signal arrives in between.
      const large = Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `d/${index}/.env.kanuka`,
          new Uint8Array(3_000_000).fill(index + 1),
        ]),
      )
      const store = await sealedStore(t, large)
      const job = await jobIn(t, store.workspace)
      const first = fs.readdirSync(store.workspace, { recursive: true })
      const inputs = { 'private-key': store.key, 'output-directory': 'out' }
      const file = join(store.workspace, 'out/d/0')
      const result = await job.run({ inputs, signalWhen: { file, signal } })
      assert.equal(result.signal, signal, result.log)
      if (signal !== 'SIGKILL') assert.deepEqual(plaintext(store.workspace), [])
      await job.post()
      assert.deepEqual(fs.readdirSync(store.workspace, { recursive: true }), first)
      assert.deepEqual(leftInTemp(job.temp), [])
    })
  }
})

test('a target that cannot be made takes everything back, replaced files included', async (t) => {
  const store = await sealedStore(t, { '.env.kanuka': 'A=new-value\n', 'z/.env.kanuka': 'B=1\n' })
  fs.writeFileSync(join(store.workspace, '.env'), 'A=old\n')
  const job = await jobIn(t, store.workspace)
  // A file where a folder has to be.
  fs.mkdirSync(join(store.workspace, 'out'))
  fs.writeFileSync(join(store.workspace, 'out/.env'), 'A=old\n')
  fs.writeFileSync(join(store.workspace, 'out/z'), 'no folder')
  const inputs = { 'private-key': store.key, 'output-directory': 'out' }
  const result = await job.run({ inputs })
  assert.equal(result.exitCode, 1)
  assert.equal(fs.readFileSync(join(store.workspace, 'out/.env'), 'utf8'), 'A=old\n')
  assert.deepEqual(filesIn(join(store.workspace, 'out')), ['.env', 'z'])
})
