// The folder in which git is asked about the rule files of a commit.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inRulesFolder, RulesTooSlow } from '../../../src/git/ignore-rules.ts'
import { filesIn, folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'

const RULES = new Map([
  ['.gitignore', Buffer.from('*.a\n')],
  ['.gitattributes', Buffer.from('*.a x=1 -y\n')],
])

describe('a folder of rules', { skip: withoutGit }, () => {
  test('answers by its files alone', async (t) => {
    const home = folder(t)
    fs.mkdirSync(join(home, '.config/git'), { recursive: true })
    fs.writeFileSync(join(home, '.config/git/ignore'), '*.b\n')
    fs.writeFileSync(join(home, '.config/git/attributes'), '*.b x=2\n')
    setEnvironment(t, { HOME: home, XDG_CONFIG_HOME: join(home, '.config') })
    await inRulesFolder(RULES, async (rules) => {
      const paths = [
        'c.a',
        'c.b',
        'd/e.a',
        ':(exclude)f.a',
        '*.a',
        '*',
        'n\n.a',
        '../x.a',
        '/y.a',
        '',
      ]
      const ignored = await rules.ignored(paths)
      assert.deepEqual([...ignored], ['c.a', 'd/e.a', ':(exclude)f.a', '*.a', 'n\n.a'])
      const attributes = await rules.attributes(['x', 'y', 'z'], ['c.a', 'c.b'])
      assert.deepEqual(
        [...attributes].map(([path, values]) => [path, Object.fromEntries(values)]),
        [['c.a', { x: '1', y: 'unset' }]],
      )
      assert.deepEqual([...(await rules.ignored([]))], [])
      assert.deepEqual([...(await rules.ignored(['x']))], [])
    })
  })

  test('writes nowhere else, and leaves nothing', async (t) => {
    const temp = folder(t)
    setEnvironment(t, { RUNNER_TEMP: temp })
    const names = [
      '../.gitignore',
      '../../.gitignore',
      '.git/.gitignore',
      '/.gitignore',
      'a//.gitignore',
    ]
    const long = `${'x'.repeat(300)}/.gitignore`
    const files = new Map([...names, long].map((name) => [name, Buffer.from('*')]))
    const work = inRulesFolder(files, async () => {
      const written = filesIn(temp).map((path) => path.replace(/^[^/]+\//, ''))
      assert.deepEqual(written, ['git/HEAD', 'git/config'])
      throw new Error('in between')
    })
    await assert.rejects(work, /in between/)
    assert.deepEqual(fs.readdirSync(temp), [])
  })

  test('stops where git does not come to an end', async () => {
    const pattern = `**/${'a*'.repeat(11)}b/**/*x*`
    const files = new Map([['.gitignore', Buffer.from(`${pattern}\n`)]])
    const path = `${'a'.repeat(200)}/${'a'.repeat(200)}/y`
    await assert.rejects(
      inRulesFolder(files, async (rules) => rules.ignored([path]), 100),
      RulesTooSlow,
    )
  })
})
