// PLAINTEXT_NOT_IGNORED, CIPHERTEXT_IGNORED, ATTRIBUTES_MISSING, CIPHERTEXT_DAMAGED by attributes: with
// the real git, by the rule files of a commit.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Finding } from '../../../src/check/finding.ts'
import { gitRules, ruleFiles } from '../../../src/check/git-rules.ts'
import { inRulesFolder } from '../../../src/git/ignore-rules.ts'
import { withoutGit } from '../../helpers/action.ts'
import { historyOf, HOSTILE_FOLDERS, link, NO_FILES, problems, shown } from './histories.ts'
import { edited, fixture, type Edits, type Files } from './snapshots.ts'

const ALL_IGNORED = '.env*\n!*.kanuka\n'
const BINARY = '*.kanuka -text -diff -merge\n'
const SOUND = edited(fixture('basic'), { '.gitignore': ALL_IGNORED, '.gitattributes': BINARY })
const FILES = ['.env.kanuka', '.env.local.kanuka', 'config/.env.production.kanuka']

async function found(files: Files): Promise<readonly Finding[]> {
  const context = historyOf([files])
  return inRulesFolder(await ruleFiles(context), async (git) => gitRules(git)(context))
}

async function findings(edits: Edits, files = SOUND): Promise<readonly string[]> {
  return shown(await found(edited(files, edits)))
}

function each(code: string, paths: readonly string[] = FILES): readonly string[] {
  return paths.map((path) => `${code} ${path}`)
}

describe('rules of git', { skip: withoutGit }, () => {
  test('nothing on a sound store, nor without one', async () => {
    assert.deepEqual(await findings({}), [])
    assert.deepEqual(await findings({ '.env.kanuka': 'x' }, NO_FILES), [])
  })

  describe('PLAINTEXT_NOT_IGNORED', () => {
    test('without .gitignore, with the pattern that helps', async () => {
      const all = await found(edited(SOUND, { '.gitignore': undefined }))
      assert.deepEqual(shown(all), each('PLAINTEXT_NOT_IGNORED'))
      assert.match(
        all.map(({ fix }) => fix).join('\n'),
        /`echo \/config\/\.env\.production >> \.gitignore`/,
      )
    })

    for (const [what, rules, paths] of [
      ['one that is named alone', '/.env\n', FILES.slice(1)],
      ['a negation', `${ALL_IGNORED}!.env.local\n`, [FILES[1] ?? '']],
      ['a comment', '# .env*\n', FILES],
    ] as const) {
      test(what, async () => {
        assert.deepEqual(
          await findings({ '.gitignore': rules }),
          each('PLAINTEXT_NOT_IGNORED', paths),
        )
      })
    }

    test('the pattern of each fix ignores it', async () => {
      const odd = ['a b', '[x]', '*', '#x', '!x', 'a\\b', "it's"]
      const edits = Object.fromEntries(odd.map((name) => [`${name}/.env.kanuka`, 'x']))
      const files = edited(SOUND, { ...edits, '.gitignore': undefined })
      const patterns = (await found(files)).map(({ fix }) => {
        const word = /`echo (.*) >> \.gitignore`/.exec(fix)?.[1] ?? ''
        return word.startsWith("'") ? word.slice(1, -1).replaceAll(`'\\''`, "'") : word
      })
      const after = await findings({ '.gitignore': `${patterns.join('\n')}\n` }, files)
      assert.deepEqual(after, [])
    })

    for (const [what, edits] of [
      [
        'a .gitignore deeper down',
        { '.gitignore': '.env\n.env.local\n', 'config/.gitignore': '.env.production' },
      ],
      ['an ignored folder', { '.gitignore': '.env\n.env.local\nconfig/*\n!*.kanuka' }],
      ['an example', { '.env.example.kanuka': 'x', '.gitignore': `${ALL_IGNORED}!.env.example` }],
      ['source code', { 'vite.env.d.ts.kanuka': 'x' }],
    ] as const) {
      test(`not with ${what}`, async () => assert.deepEqual(await findings(edits), []))
    }

    test('by the nested store of a monorepo too', async () => {
      const store = edited(fixture('monorepo'), {
        '.gitattributes': BINARY,
        '.gitignore': ALL_IGNORED,
        'services/api/.gitignore': '!.env',
      })
      assert.deepEqual(shown(await found(store)), [
        'PLAINTEXT_NOT_IGNORED services/api/.env.kanuka',
      ])
    })

    test('a link as .gitignore does not count, as for git', async () => {
      assert.deepEqual(
        await findings({ '.gitignore': link(ALL_IGNORED) }),
        each('PLAINTEXT_NOT_IGNORED'),
      )
    })
  })

  describe('CIPHERTEXT_IGNORED', () => {
    test('`.env*`', async () => {
      assert.deepEqual(await findings({ '.gitignore': '.env*' }), each('CIPHERTEXT_IGNORED'))
    })

    for (const rule of ['.kanuka', '.kanuka/', '.kanuka/secrets/', '*.pub', '*.toml']) {
      test(`\`${rule}\``, async () => {
        const all = await findings({ '.gitignore': `${ALL_IGNORED}${rule}\n` })
        assert.deepEqual(all, ['CIPHERTEXT_IGNORED .kanuka/config.toml'])
      })
    }

    for (const [what, edits] of [
      ['a negation below', { '.gitignore': '.env*\n*.pub\n!*.kanuka\n!.kanuka/**\n' }],
      ['the pattern of another folder', { 'other/.gitignore': '*' }],
      ['the log', { '.gitignore': `${ALL_IGNORED}.kanuka/audit.jsonl` }],
    ] as const) {
      test(`not with ${what}`, async () => assert.deepEqual(await findings(edits), []))
    }
  })

  describe('ATTRIBUTES_MISSING', () => {
    const MISSING = ['ATTRIBUTES_MISSING .gitattributes']
    for (const [what, rules] of [
      ['nothing', ''],
      ['`text=auto`', '* text=auto\n'],
      ['`-text` alone', '*.kanuka -text\n'],
      ['merging as text', '*.kanuka -text -diff merge=text\n'],
      ['only one name', '.env.kanuka binary\n'],
      ['no wrapped keys', '*.env*.kanuka binary\n'],
    ] as const) {
      test(`with ${what}, once`, async () => {
        assert.deepEqual(await findings({ '.gitattributes': rules }), MISSING)
      })
    }

    test('with a line that a deeper file takes back', async () => {
      assert.deepEqual(await findings({ 'config/.gitattributes': '* !merge' }), MISSING)
    })

    for (const rules of [
      '*.kanuka binary\n',
      '* text=auto\n*.kanuka -text -diff merge=binary',
      '*.kanuka -text diff=kanuka merge=ours',
    ]) {
      test(`not with ${rules.replaceAll('\n', '; ')}`, async () => {
        assert.deepEqual(await findings({ '.gitattributes': rules }), [])
      })
    }

    test('in the folder of the store', async () => {
      const files = edited(fixture('monorepo'), {
        '.gitignore': ALL_IGNORED,
        'services/web/.gitattributes': BINARY,
      })
      const all = await found(files)
      assert.deepEqual(shown(all), [
        'ATTRIBUTES_MISSING .gitattributes',
        'ATTRIBUTES_MISSING services/api/.gitattributes',
      ])
      assert.match(
        all.map(({ fix }) => fix).join('\n'),
        /`cd services\/api && echo '\*\.kanuka -text -diff -merge' >> \.gitattributes`/,
      )
    })
  })

  describe('CIPHERTEXT_DAMAGED', () => {
    for (const attributes of ['text', 'eol=lf', 'eol=crlf', 'text=input', 'crlf', 'text eol=lf']) {
      test(`by \`${attributes}\``, async () => {
        const all = await findings({ '.gitattributes': `* ${attributes} -diff -merge\n` })
        assert.deepEqual(
          all.filter((line) => !line.startsWith('ATTR')),
          each('CIPHERTEXT_DAMAGED'),
        )
      })
    }
    for (const attributes of [
      'text=auto',
      'text=auto eol=lf',
      '-text eol=lf',
      '-crlf',
      'binary',
      'ident',
    ]) {
      test(`not by \`${attributes}\``, async () => {
        const all = await findings({ '.gitattributes': `* ${attributes} -diff -merge\n` })
        assert.deepEqual(
          all.filter((line) => !line.startsWith('ATTR')),
          [],
        )
      })
    }
  })

  test('hostile names stay names, and hostile files end nothing', async () => {
    const edits = Object.fromEntries(HOSTILE_FOLDERS.map((name) => [`${name}/.env.kanuka`, 'x']))
    const files = edited(SOUND, {
      ...edits,
      '.gitignore': Buffer.from('\xff\0\n[[[\n**/**/**/**/x\n', 'latin1'),
      '.gitattributes': `[attr]x y\n"\n* ${'x'.repeat(5000)}\n`,
      'a b/.gitignore': Buffer.alloc(1024 * 1024, '*\n'),
      '../.gitignore': '*',
      '.git/.gitattributes': '* text',
      'config/.gitignore': link('../../../etc/passwd'),
    })
    const all = await found(files)
    assert.equal(all.length, FILES.length + HOSTILE_FOLDERS.length + 1)
    assert.deepEqual(problems(all), [])
  })

  test('many files take little time', async () => {
    const edits = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`d${at % 100}/.env.${at}.kanuka`, 'x']),
    )
    const context = historyOf([edited(SOUND, edits)])
    const start = performance.now()
    const rules = await ruleFiles(context)
    const all = await inRulesFolder(rules, async (git) => gitRules(git)(context))
    assert.deepEqual(all, [])
    assert.ok(performance.now() - start < 8000)
  })
})

test('asks only for rule files above the files of a store', async () => {
  const files = edited(fixture('team'), {
    '.gitignore': 'a',
    'services/.gitattributes': 'b',
    'other/.gitignore': 'c',
    '.kanuka/.gitignore': 'd',
    'services/x.gitignore': 'e',
  })
  const rules = await ruleFiles(historyOf([files]))
  assert.deepEqual([...rules.keys()].toSorted(), [
    '.gitignore',
    '.kanuka/.gitignore',
    'services/.gitattributes',
  ])
})
