// Where plain files may lie, and how large they may become.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { file } from '../../../src/destinations/file.ts'
import { itemFor } from '../../helpers/fake-aws.ts'
import { folder, told } from './files.ts'

describe('a large file', () => {
  test('as many items as it takes, with the longest names, are still ours the next time', async (t) => {
    const { connect } = folder(t)
    const { limits, names } = file.capabilities
    const items = Array.from({ length: limits.items ?? 0 }, (_, at) =>
      itemFor(`N${at}`.padEnd(names.maxLength, '_'), 'v'),
    )
    const session = await connect({ path: 'values.json' })
    assert.deepEqual(new Set(told(await session.put(items))), new Set(['done']))
    const listed = await (await connect({ path: 'values.json' })).list()
    assert.equal(listed.filter(({ mark }) => mark !== undefined).length, items.length)
  })

  test('one that could not be read again is not written', async (t) => {
    const { workspace, connect } = folder(t)
    const session = await connect({ path: 'values.json' })
    const long = '\u0001'.repeat(1024 * 1024)
    const items = ['A', 'B', 'C'].map((name) => itemFor(name, long))
    assert.deepEqual(told(await session.put(items)), ['rejected', 'rejected', 'rejected'])
    assert.deepEqual(fs.readdirSync(workspace), [])
  })
})

describe('where a file may lie', () => {
  test('in the workspace and in the temp folder, nowhere else', async (t) => {
    const { temp, workspace, connect } = folder(t)
    for (const path of ['a/b.env', join(temp, 'x.env'), join(workspace, 'y.env')]) {
      const session = await connect({ path })
      assert.deepEqual(told(await session.put([itemFor('A', 'v')])), ['done'])
    }
    for (const path of [
      '../x',
      '/etc/passwd',
      '.',
      '.git/config',
      'a/.GIT/hooks/x',
      '.git./x',
      '.github/workflows/x.yml',
      '.kanuka/config.toml',
      '.env.kanuka',
      'x.kanuka-marks.json',
      join(temp, '_runner_file_commands/set_env_1'),
    ]) {
      await assert.rejects(connect({ path }), { kind: 'rejected' }, path)
    }
  })

  test('in a temp folder that the runner names through a link', async (t) => {
    let named = ''
    const { temp, connect } = folder(t, (real) => {
      named = join(real, '..', 'link')
      fs.symlinkSync(real, named)
      return named
    })
    for (const path of [join(named, 'a.env'), join(temp, 'b.env')]) {
      const session = await connect({ path })
      assert.deepEqual(told(await session.put([itemFor('A', 'v')])), ['done'])
    }
    assert.ok(fs.existsSync(join(temp, 'a.env')) && fs.existsSync(join(temp, 'b.env')))
    await assert.rejects(connect({ path: join(named, '../x') }), { kind: 'rejected' })
    await assert.rejects(connect({ path: join(named, '_runner/x') }), { kind: 'rejected' })
  })

  test('never through a link, whenever it was made', async (t) => {
    const { temp, workspace, connect } = folder(t)
    fs.writeFileSync(join(temp, 'target'), '')
    fs.symlinkSync(temp, join(workspace, 'link'))
    fs.symlinkSync(join(temp, 'target'), join(workspace, 'file'))
    for (const path of ['link/x', 'file']) {
      const session = await connect({ path })
      assert.deepEqual(told(await session.put([itemFor('A', 'v')])), ['rejected'])
    }
    assert.deepEqual(fs.readdirSync(temp), ['target'])
    assert.equal(fs.readFileSync(join(temp, 'target'), 'utf8'), '')
  })
})
