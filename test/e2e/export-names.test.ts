// What a project calls itself gets into the name of its archive, and decides nothing else.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout } from '../helpers/action.ts'
import { DEFAULT_NAME, exported, step, TODAY } from '../helpers/backups.ts'
import { assertRefused } from '../helpers/rotating.ts'

function named(t: TestContext, name: string): string {
  const workspace = checkout(t, 'basic')
  const config = join(workspace, '.kanuka/config.toml')
  const text = fs.readFileSync(config, 'utf8')
  fs.writeFileSync(config, text.replace(/^ *name = .*$/m, `name = "${name}"`))
  return workspace
}

describe('`{project}` in `archive`', () => {
  test('with a dot is a folder where one without is', async (t) => {
    for (const name of ['app', 'app.example']) {
      const { result } = await exported(t, named(t, name), { archive: 'b/{project}' })
      assert.equal(result.outputs.get('archive'), `b/${name}/${DEFAULT_NAME}`)
    }
  })

  test('with the date of today replaces nothing', async (t) => {
    const workspace = named(t, `other-${TODAY}`)
    fs.writeFileSync(join(workspace, `other-${TODAY}.tar.gz`), 'of another project')
    const { result } = await step(t, workspace, {
      command: 'export',
      archive: '{project}.tar.gz',
    })
    assertRefused(result, 'ARCHIVE_EXISTS', /exists already/)
  })
})
