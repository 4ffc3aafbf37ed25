// What .gitignore and .gitattributes of a pull request do to a store: plaintext that is not ignored,
// ciphertext that is, and what git would convert or merge as text. Every fix is carried out as it stands.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { all, encrypts, only, places } from '../helpers/checking-contents.ts'
import {
  checkPull,
  commit,
  put,
  removes,
  runCheck,
  writes,
  type CheckPull,
  type CheckResult,
  type Edit,
} from '../helpers/checking.ts'

const BINARY = '*.kanuka -text -diff -merge\n'

/** Runs the commands of all fixes (from the top of the repository, as they say), commits, checks again. */
async function mended(
  t: TestContext,
  pull: CheckPull,
  { findings }: CheckResult,
): Promise<CheckResult> {
  for (const { fix } of findings) {
    for (const [, command = ''] of fix.matchAll(/`((?:\(?cd |echo )[^`]*>>[^`]*)`/g)) {
      execFileSync('sh', ['-c', command], { cwd: pull.workspace })
    }
  }
  const head = commit(pull.workspace, 'mended')
  return runCheck(t, { workspace: pull.workspace, base: pull.tip, head })
}

describe('.gitignore', () => {
  test('a plaintext would be committed by `git add .`', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [removes('.gitignore')] })
    const result = await pull.check()
    assert.deepEqual(places(result), [
      'PLAINTEXT_NOT_IGNORED warning .env.kanuka',
      'PLAINTEXT_NOT_IGNORED warning .env.local.kanuka',
      'PLAINTEXT_NOT_IGNORED warning config/.env.production.kanuka',
    ])
    assert.match(result.findings[2]?.fix ?? '', /`echo \/config\/\.env\.production >> \.gitignore`/)
    assert.deepEqual([result.exitCode, result.status], [0, 'warn'])
    assert.deepEqual(places(await mended(t, pull, result)), [])
  })

  test('a file of an odd name is the only one that is not ignored', async (t) => {
    const name = "my [app]'s.env.eu kanuka"
    const branch = [encrypts(`${name}.kanuka`, 'A=1\n')]
    const pull = await checkPull(t, { store: 'basic', branch })
    const result = await pull.check()
    assert.deepEqual(places(result), [`PLAINTEXT_NOT_IGNORED warning ${name}.kanuka`])
    assert.deepEqual(places(await mended(t, pull, result)), [])
  })

  test('rules of folders count; those of the machine and of the work tree do not', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [
        all(
          writes('.gitignore', '/.env\n/.env.local\n'),
          writes('config/.gitignore', '.env*\n!*.kanuka\n'),
        ),
      ],
    })
    assert.deepEqual(places(await pull.check()), [])
    const other = await checkPull(t, {
      store: 'basic',
      branch: [writes('.gitignore', '/.env*\n!*.kanuka\n')],
    })
    put(other.workspace, '.git/info/exclude', '*.production\n')
    appendFileSync(join(other.workspace, '.gitignore'), '*.production\n')
    assert.deepEqual(places(await other.check()), [
      'PLAINTEXT_NOT_IGNORED warning config/.env.production.kanuka',
    ])
  })

  test('an encrypted example needs no rule', async (t) => {
    const branch = [
      all(
        encrypts('.env.example.kanuka', 'A=1\n'),
        writes('.gitignore', '.env\n.env.local\n.env.production\n'),
      ),
    ]
    assert.deepEqual(places(await (await checkPull(t, { store: 'basic', branch })).check()), [])
  })

  test('`.env*` ignores secret files too', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [writes('.gitignore', '.env*\n')] })
    const result = await pull.check()
    assert.deepEqual(places(result), [
      'CIPHERTEXT_IGNORED warning .env.kanuka',
      'CIPHERTEXT_IGNORED warning .env.local.kanuka',
      'CIPHERTEXT_IGNORED warning config/.env.production.kanuka',
    ])
    assert.match(result.findings[0]?.message ?? '', /a new one is left out of commits/)
    assert.match(result.findings[0]?.fix ?? '', /git check-ignore -v --no-index -- \.env\.kanuka/)
    put(pull.workspace, '.gitignore', '.env*\n!*.kanuka\n')
    assert.deepEqual(places(await mended(t, pull, { ...result, findings: [] })), [])
  })

  for (const [pattern, mend] of [
    ['.kanuka/\n', '!.kanuka/\n!.kanuka/**\n'],
    ['*.pub\n', '!.kanuka/**\n'],
    ['secrets/\n', '!.kanuka/**\n'],
  ] as const) {
    test(`${pattern.trim()} keeps the next member out of commits`, async (t) => {
      const edit: Edit = (root) => appendFileSync(join(root, '.gitignore'), pattern)
      const pull = await checkPull(t, { store: 'basic', branch: [edit] })
      const result = await pull.check()
      assert.deepEqual(places(result), ['CIPHERTEXT_IGNORED warning .kanuka/config.toml'])
      const { message, fix } = only(result, 'CIPHERTEXT_IGNORED')
      assert.match(message, /a new member or key is left out of commits/)
      assert.match(fix, /!\.kanuka\/` and `!\.kanuka\/\*\*/)
      appendFileSync(join(pull.workspace, '.gitignore'), mend)
      assert.deepEqual(places(await mended(t, pull, { ...result, findings: [] })), [])
    })
  }
})

describe('.gitattributes', () => {
  test('none: a notice, and all is green', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [removes('.gitattributes')] })
    const result = await pull.check()
    assert.deepEqual(places(result), ['ATTRIBUTES_MISSING notice .gitattributes'])
    assert.match(only(result, 'ATTRIBUTES_MISSING').message, /merge short secret files as text/)
    assert.deepEqual([result.exitCode, result.status], [0, 'pass'])
    assert.deepEqual(places(await mended(t, pull, result)), [])
  })

  for (const text of [
    '*.kanuka binary\n',
    '* text=auto\n*.kanuka binary\n',
    '*.kanuka -text diff=kanuka merge=ours\n',
    '* text eol=crlf\n*.kanuka -text -diff -merge\n',
  ]) {
    test(`enough: ${JSON.stringify(text)}`, async (t) => {
      const branch = [writes('.gitattributes', text)]
      assert.deepEqual(places(await (await checkPull(t, { store: 'basic', branch })).check()), [])
    })
  }

  for (const text of [
    '* text=auto\n',
    '* text=auto eol=lf\n',
    '*.kanuka -diff\n',
    '*.kanuka -text merge=text -diff\n',
  ]) {
    test(`not enough, but harmless: ${JSON.stringify(text)}`, async (t) => {
      const branch = [writes('.gitattributes', text)]
      const result = await (await checkPull(t, { store: 'basic', branch })).check()
      assert.deepEqual(places(result), ['ATTRIBUTES_MISSING notice .gitattributes'])
    })
  }

  for (const text of [
    '* text\n',
    '* eol=lf\n',
    '* eol=crlf\n',
    '*.kanuka crlf\n',
    '* text=input\n',
  ]) {
    test(`git converts line ends: ${JSON.stringify(text)}`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: [writes('.gitattributes', text)] })
      const result = await pull.check()
      assert.deepEqual(places(result), [
        'CIPHERTEXT_DAMAGED error .env.kanuka',
        'CIPHERTEXT_DAMAGED error .env.local.kanuka',
        'CIPHERTEXT_DAMAGED error config/.env.production.kanuka',
        'ATTRIBUTES_MISSING notice .gitattributes',
      ])
      assert.match(
        result.findings[0]?.message ?? '',
        /git attributes make git convert the line ends/,
      )
      assert.equal(result.exitCode, 1)
      // Each fix appends the same line.
      assert.deepEqual(places(await mended(t, pull, result)), [])
    })
  }

  test('one file alone is converted', async (t) => {
    const text = `${BINARY}config/* text\n`
    const branch = [writes('.gitattributes', text)]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [
      'CIPHERTEXT_DAMAGED error config/.env.production.kanuka',
      'ATTRIBUTES_MISSING notice .gitattributes',
    ])
  })

  test('those of the machine do not count', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [removes('.gitattributes')] })
    put(pull.workspace, '.git/info/attributes', BINARY)
    assert.deepEqual(places(await pull.check()), ['ATTRIBUTES_MISSING notice .gitattributes'])
  })

  test('a store below has its own finding, and its fix goes there', async (t) => {
    const pull = await checkPull(t, { store: 'monorepo', branch: [removes('.gitattributes')] })
    const result = await pull.check({ 'working-directory': 'services/api' })
    assert.deepEqual(places(result), ['ATTRIBUTES_MISSING notice services/api/.gitattributes'])
    assert.match(only(result, 'ATTRIBUTES_MISSING').fix, /cd services\/api/)
  })
})
