// STORE_UNOWNED, and CODEOWNERS as GitHub reads it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCodeowners } from '../../../src/check/codeowners.ts'
import { owners } from '../../../src/check/owners.ts'
import { historyOf, HOSTILE_FOLDERS, link, problems, shown } from './histories.ts'
import { edited, fixture, type Edits } from './snapshots.ts'

const BASIC = fixture('basic')
const UNOWNED = (path: string): readonly string[] => [`STORE_UNOWNED ${path}`]

async function findings(
  edits: Edits,
  destinations?: string,
  files = BASIC,
): Promise<readonly string[]> {
  return shown(await owners(destinations)(historyOf([edited(files, edits)])))
}

function owned(text: string, ...paths: readonly string[]): readonly string[] {
  const isOwned = readCodeowners(text)
  return paths.filter((path) => isOwned(path))
}

describe('STORE_UNOWNED', () => {
  test('without CODEOWNERS nothing', async () => {
    assert.deepEqual(await findings({}), [])
    assert.deepEqual(await findings({ 'other/CODEOWNERS': '*.js @a' }), [])
  })

  for (const rules of [
    '',
    '*.js @acme/web\n',
    '# /.kanuka/ @acme/sec\n',
    '* @acme/all\n/.kanuka/\n',
    '/kanuka/ @acme/sec',
    '/.kanuka/* @acme/sec',
    '/.kanuka/secrets/ @acme/sec',
    '*.pub @acme/sec',
    '/.kanuka/ acme',
  ]) {
    test(`with ${JSON.stringify(rules)}`, async () => {
      assert.deepEqual(await findings({ CODEOWNERS: rules }), UNOWNED('CODEOWNERS'))
    })
  }

  for (const rules of [
    '* @a\n',
    '/.kanuka/ @acme/sec\n',
    '.kanuka/ sec@example.com',
    '.kanuka @a',
    '*.kanuka @acme/sec',
    '**/.kanuka/** @a',
    '/.kanuka/\n* @a',
    '/.kanuka/** @a # comment\r\n*.js @b\r\n',
    '\u0020 /.kanuka/\t@a  @b/c\n',
  ]) {
    test(`not with ${JSON.stringify(rules)}`, async () => {
      assert.deepEqual(await findings({ CODEOWNERS: rules }), [])
    })
  }

  test('in the order of GitHub', async () => {
    const all = '* @a'
    const none = '*.js @a'
    assert.deepEqual(
      await findings({ '.github/CODEOWNERS': none, CODEOWNERS: all, 'docs/CODEOWNERS': all }),
      UNOWNED('.github/CODEOWNERS'),
    )
    assert.deepEqual(
      await findings({ CODEOWNERS: none, 'docs/CODEOWNERS': all }),
      UNOWNED('CODEOWNERS'),
    )
    assert.deepEqual(await findings({ 'docs/CODEOWNERS': none }), UNOWNED('docs/CODEOWNERS'))
    assert.deepEqual(await findings({ '.github/CODEOWNERS': all, CODEOWNERS: none }), [])
    assert.deepEqual(await findings({ '.github/CODEOWNERS': link('x'), CODEOWNERS: all }), [])
  })

  test('store and destinations file are told each, whichever has no owner', async () => {
    const said = async (rules: string, edits: Edits = { 'deploy/my d.yml': '' }) => {
      const files = edited(BASIC, { CODEOWNERS: rules, ...edits })
      const found = await owners('deploy/my d.yml')(historyOf([files]))
      return found.map(({ code, path, message, fix }) => ({
        is: `${code} ${path}`,
        of: /owner for (.*), so/.exec(message)?.[1],
        fix,
      }))
    }
    const line = (path: string): string =>
      `Add a line with an owner at its end: \`echo '${path} @your-org/your-team' >> CODEOWNERS\`.`
    const is = 'STORE_UNOWNED CODEOWNERS'
    const store = { is, of: '/.kanuka/', fix: line('/.kanuka/') }
    const file = { is, of: '/deploy/my d.yml', fix: line('/deploy/my\\ d.yml') }
    assert.deepEqual(await said('*.js @a'), [store, file])
    assert.deepEqual(await said('/deploy/ @a'), [store])
    assert.deepEqual(await said('/.kanuka/ @a'), [file])
    assert.deepEqual(await said('/.kanuka/ @a\n/deploy/my\\ d.yml @a'), [])
    assert.deepEqual(await said('/.kanuka/ @a', {}), [])
  })

  test('each store of a monorepo by itself', async () => {
    const files = fixture('monorepo')
    const found = await owners()(
      historyOf([edited(files, { CODEOWNERS: '/.kanuka/ @a\n/services/api/ @b' })]),
    )
    assert.deepEqual(shown(found), UNOWNED('CODEOWNERS'))
    assert.match(
      found[0]?.fix ?? '',
      /`echo '\/services\/web\/\.kanuka\/ @your-org\/your-team' >> CODEOWNERS`/,
    )
    assert.deepEqual(await findings({ CODEOWNERS: '.kanuka/ @a' }, undefined, files), [])
  })

  test('one over 3 MB, which GitHub does not load', async () => {
    assert.deepEqual(
      await findings({ CODEOWNERS: `* @a\n${'#'.repeat(3 * 1024 * 1024)}` }),
      UNOWNED('CODEOWNERS'),
    )
  })

  test('hostile names stay names', async () => {
    const store = Object.fromEntries(
      HOSTILE_FOLDERS.map((name) => [`${name}/.kanuka/config.toml`, '']),
    )
    const found = await owners()(
      historyOf([edited(BASIC, { ...store, CODEOWNERS: '/.kanuka/ @a' })]),
    )
    assert.equal(found.length, HOSTILE_FOLDERS.length)
    assert.deepEqual(problems(found), [])
  })
})

describe('CODEOWNERS', () => {
  for (const [pattern, yes, no] of [
    ['*', ['a', 'a/.b'], []],
    ['*.js', ['a.js', 'a/b.js', '.x.js'], ['a.jsx', 'a/bjs']],
    ['/build/logs/', ['build/logs/a', 'build/logs/a/b'], ['build/logs', 'x/build/logs/a']],
    ['docs/*', ['docs/a'], ['docs/a/b', 'x/docs/a']],
    ['docs/**', ['docs/a', 'docs/a/b'], ['x/docs/a']],
    ['apps/', ['apps/a', 'x/apps/a'], ['apps', 'apps2/a']],
    ['**/logs', ['logs', 'a/logs', 'a/b/logs/c'], ['a/logs2']],
    ['/docs', ['docs', 'docs/a'], ['x/docs', 'docs2']],
    ['a?c', ['abc', 'x/abc/d'], ['ac', 'a/c']],
    ['a(b)|{c,d}+@e', ['a(b)|{c,d}+@e'], ['ab', 'ac+@e']],
    ['*(x)', ['a(x)'], ['x', 'a']],
    [String.raw`a\ b/*.x`, ['a b/c.x'], ['a/c.x']],
    ['a**b', ['ab', 'axb'], ['a/b']],
    ['größe/*', ['größe/a'], []],
  ] as const) {
    test(pattern, () => {
      assert.deepEqual(owned(`${pattern} @a`, ...yes, ...no), yes)
    })
  }

  test('lines that GitHub passes over', () => {
    const lines = [
      '!a',
      '[ab]',
      String.raw`\#a`,
      '#a',
      'a owner',
      'a @',
      '*********a**b*c*d*e*f*g*h*i*j*',
    ]
    for (const line of lines) {
      assert.deepEqual(owned(`${line} @x`, 'a', '#a', 'b'), [], line)
    }
    assert.deepEqual(owned('* @x\na owner', 'a'), ['a'])
  })

  test('hostile ones take little time', () => {
    const path = `${'a'.repeat(200)}/${'a'.repeat(200)}b`
    for (const line of [
      'a*a*a*a*a*a*a*a*x',
      '**/**/**/**/**/**/a',
      `${'*'.repeat(1000)}a`,
      `a${' '.repeat(10_000)}!`,
      '/',
      '//',
      '*/',
    ]) {
      const start = performance.now()
      owned(`${line} @x\n`.repeat(100), path)
      assert.ok(
        performance.now() - start < 4000,
        `${line.slice(0, 30)}: ${performance.now() - start}`,
      )
    }
  })

  test('many rules take little time', () => {
    const start = performance.now()
    owned('a*b @x\n'.repeat(200_000), 'x/.kanuka/config.toml')
    assert.ok(performance.now() - start < 8000)
  })
})
