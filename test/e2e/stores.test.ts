// Which store a step finds, and what it says when it finds none.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, filesIn, FIXTURES, folder, jobIn, key } from '../helpers/action.ts'

const KEY = key('basic-alice.pkcs1.pem')

describe('where the store is', () => {
  test('no store at the root: the error lists those below, ready to paste', async (t) => {
    const workspace = folder(t)
    fs.cpSync(join(FIXTURES, 'basic'), join(workspace, 'apps/one'), { recursive: true })
    fs.cpSync(join(FIXTURES, 'team'), join(workspace, 'apps/two'), { recursive: true })
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: { 'private-key': KEY } })
    assert.equal(result.exitCode, 1)
    const message = result.annotations[0]?.message ?? ''
    assert.match(message, /working-directory: \|\n {4}apps\/one\n {4}apps\/two/)
  })

  test('the search walks up, and never above the workspace', async (t) => {
    const above = checkout(t, 'basic')
    const workspace = join(above, 'config')
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: { 'private-key': KEY } })
    assert.equal(result.annotations[0]?.title, 'Kanuka: STORE_NOT_FOUND')
    const inside = await jobIn(t, above)
    const inputs = { 'private-key': KEY, 'working-directory': 'config' }
    assert.equal((await inside.run({ inputs })).exitCode, 0)
  })

  test('one damaged file among several stores: all is reported, nothing is written', async (t) => {
    const workspace = checkout(t, 'monorepo')
    fs.writeFileSync(join(workspace, 'services/api/.env.kanuka'), 'short')
    fs.writeFileSync(join(workspace, 'services/jobs/.env.kanuka'), '')
    const before = filesIn(workspace)
    const job = await jobIn(t, workspace)
    const inputs = { 'private-key': key('monorepo-ci-all-stores.pem'), 'working-directory': '**' }
    const result = await job.run({ inputs })
    assert.equal(result.exitCode, 1)
    const files = result.annotations.map(({ file }) => file).toSorted()
    assert.deepEqual(files, ['services/api/.env.kanuka', 'services/jobs/.env.kanuka'])
    assert.deepEqual(filesIn(workspace), before)
  })
})
