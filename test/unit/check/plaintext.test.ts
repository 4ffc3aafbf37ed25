// PLAINTEXT_TRACKED, PLAINTEXT_IN_HISTORY, PLAINTEXT_AS_CIPHERTEXT.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plaintext } from '../../../src/check/plaintext.ts'
import {
  commitId,
  commitsOf,
  historyOf,
  HOSTILE_FOLDERS,
  link,
  NO_FILES,
  problems,
  shown,
} from './histories.ts'
import { edited, fixture, ofCode, type Edits, type Files } from './snapshots.ts'

const VALUE = 'hunter2-hunter2'
const SET = `# note\n\nTOKEN=${VALUE}\n`

async function findings(files: Files, ...edits: readonly Edits[]): Promise<readonly string[]> {
  return shown(await plaintext(historyOf(commitsOf(files, ...edits))))
}

async function tracked(edits: Edits): Promise<readonly string[]> {
  return findings(edited(NO_FILES, edits))
}

describe('PLAINTEXT_TRACKED', () => {
  for (const path of [
    '.env',
    '.env.production',
    'app.env',
    'a/b/.env.local',
    'env',
    'env.txt',
    '.env.yaml',
    '.env.kanuka.bak',
  ]) {
    test(`${path} with a value`, async () => {
      assert.deepEqual(await tracked({ [path]: SET }), [`PLAINTEXT_TRACKED ${path}:3`])
    })
  }

  for (const path of [
    '.env.example',
    '.env.Example',
    '.env.production.template',
    'sample.env',
    '.env.dist',
    '.env.schema',
    '.env.defaults',
    'config.env.ts',
    'vite.env.d.ts',
    'env.ts',
    'env.sh',
    'env.md',
    'environment.rb',
    '.envrc',
    'my-env',
    '.env-cmdrc',
    'envs/readme.txt',
    '.env/readme.txt',
    'ENV',
  ]) {
    test(`not ${path}`, async () => assert.deepEqual(await tracked({ [path]: SET }), []))
  }

  for (const [what, content] of [
    ['empty values', 'A=\nB= # later\nC=""\nD=\'\' # none\nE=#x\nexport F=``\n'],
    ['comments', '# A=1\n\n'],
    ['no assignment', 'just words\n'],
    ['nothing', ''],
    ['a binary', Buffer.from('A=1\0\0\0')],
    ['a link', link('../elsewhere.env')],
    ['a submodule', { mode: '160000', bytes: Buffer.from('A=1') }],
  ] as const) {
    test(`not for ${what}`, async () => assert.deepEqual(await tracked({ '.env': content }), []))
  }

  for (const [what, content] of [
    ['a value after an empty one', 'A=\nB=1\n'],
    ['a value that a later line empties', '#\nA=1\nA=\n'],
    ['a colon', '#\nA: 1\n'],
    ['quotes over lines', '#\nA="\n1\n"\n'],
    ['CRLF', '#\r\nA=1\r\n'],
    ['a mark of UTF-8', '\ufeff#\nA=1\n'],
    ['UTF-16', Buffer.from('\ufeff#\nA=1\n', 'utf16le')],
    ['broken UTF-8', Buffer.from('#\nA=\xff\xfe\xe4\n', 'latin1')],
    ['an executable', { mode: '100755', bytes: Buffer.from('#\nA=1') }],
  ] as const) {
    test(`for ${what}`, async () => {
      assert.deepEqual(await tracked({ '.env': content }), ['PLAINTEXT_TRACKED .env:2'])
    })
  }

  test('the plaintext of a secret file, whatever it holds', async () => {
    const store = fixture('basic')
    assert.deepEqual(await findings(edited(store, { '.env.local': '' })), [
      'PLAINTEXT_TRACKED .env.local',
    ])
    const named = edited(store, { '.envrc.kanuka': Buffer.alloc(60, 0xff), '.envrc': 'export A=1' })
    assert.deepEqual(await findings(named), ['PLAINTEXT_TRACKED .envrc:1'])
  })

  test('not that of an example or of source code, which the CLI encrypts with the rest', async () => {
    const ciphertext = Buffer.alloc(60, 0xff)
    const store = edited(fixture('basic'), {
      '.env.example.kanuka': ciphertext,
      '.env.example': SET,
      'vite.env.d.ts.kanuka': ciphertext,
      'vite.env.d.ts': SET,
    })
    assert.deepEqual(await findings(store), [])
  })

  test('in a nested store, and not for a file in another folder', async () => {
    const store = edited(fixture('monorepo'), { 'services/api/.env': '', 'docs/.env': '' })
    assert.deepEqual(await findings(store), ['PLAINTEXT_TRACKED services/api/.env'])
  })

  test('every plaintext of the fixtures, by its name', async () => {
    const found = await findings(fixture('plain/dotenv-zoo'))
    const paths = found.map((line) => line.replace(/^PLAINTEXT_TRACKED |:\d+$/g, ''))
    for (const path of ['.env', '.env.utf16le', '.env.bom', '.env.multiline', 'app.env']) {
      assert.ok(paths.includes(path), path)
    }
    for (const path of ['.env.example', '.envrc', '.env.empty', '.env.only-comments']) {
      assert.ok(!paths.includes(path), path)
    }
  })

  test('no finding on the stores of the fixtures', async () => {
    for (const store of ['basic', 'team', 'monorepo', 'dotenv-zoo', 'ci']) {
      assert.deepEqual(await findings(fixture(store)), [], store)
    }
  })

  test('says nothing of the contents, and quotes hostile names', async () => {
    const edits = Object.fromEntries(HOSTILE_FOLDERS.map((name) => [`${name}/.env`, SET]))
    const found = await plaintext(historyOf([NO_FILES, edited(NO_FILES, edits)]))
    assert.equal(found.length, HOSTILE_FOLDERS.length * 2)
    assert.deepEqual(problems(found, VALUE, 'TOKEN'), [])
    const fix = (name: string): string =>
      ofCode(found, 'PLAINTEXT_TRACKED').find(({ path }) => path === `${name}/.env`)?.fix ?? ''
    assert.match(fix("it's"), /`git rm --cached -- 'it'\\''s\/\.env'`/)
    assert.match(fix('*'), /`git --literal-pathspecs rm --cached -- '\*\/\.env'`/)
    assert.match(fix('-rf'), /`git rm --cached -- '\.\/-rf\/\.env'`/)
  })
})

describe('PLAINTEXT_IN_HISTORY', () => {
  test('names the commit that adds one, even if a later one removes it', async () => {
    const context = historyOf(
      commitsOf(
        NO_FILES,
        { a: '' },
        { '.env': SET },
        { '.env': `${SET}B=1` },
        { '.env': undefined },
      ),
    )
    const found = await plaintext(context)
    assert.deepEqual(shown(found), ['PLAINTEXT_IN_HISTORY .env:3'])
    assert.match(
      found[0]?.message ?? '',
      new RegExp(`^Commit ${commitId(2).slice(0, 12)} \\(and 1 more\\) adds`),
    )
    assert.match(
      found[0]?.fix ?? '',
      new RegExp(`git rebase --interactive ${commitId(0).slice(0, 12)}`),
    )
  })

  test('beside PLAINTEXT_TRACKED while it is there', async () => {
    assert.deepEqual(await findings(NO_FILES, { '.env': SET }), [
      'PLAINTEXT_IN_HISTORY .env:3',
      'PLAINTEXT_TRACKED .env:3',
    ])
  })

  test('of a secret file that only the range or the merge base has', async () => {
    const ciphertext = Buffer.alloc(60, 0xff)
    const base = edited(fixture('basic'), { 'x.envy.kanuka': ciphertext })
    const removed = { 'x.envy': undefined, 'x.envy.kanuka': undefined }
    assert.deepEqual(await findings(base, { 'x.envy': '1' }, removed), [
      'PLAINTEXT_IN_HISTORY x.envy',
    ])
    const added = { 'x.envy': '1', 'x.envy.kanuka': ciphertext }
    assert.deepEqual(await findings(fixture('basic'), added, removed), [
      'PLAINTEXT_IN_HISTORY x.envy',
    ])
  })

  test('not for what the merge base has, nor for what is no plaintext', async () => {
    const base = edited(NO_FILES, { '.env': SET })
    assert.deepEqual(await findings(base, { '.env': undefined }, { '.env': SET }), [
      'PLAINTEXT_TRACKED .env:3',
    ])
    assert.deepEqual(await findings(base, { '.env': undefined }), [])
    const harmless = {
      '.env.example': SET,
      'env.ts': SET,
      '.env': 'A=\n',
      'x.env': link('/etc/passwd'),
    }
    assert.deepEqual(await findings(NO_FILES, harmless), [])
  })
})

describe('PLAINTEXT_AS_CIPHERTEXT', () => {
  const long = `TOKEN=${VALUE}\nOTHER=${VALUE}\nMORE=1\n`

  for (const [what, content] of [
    ['UTF-8', long],
    ['40 bytes', 'A'.repeat(40)],
    ['UTF-16', Buffer.from(`\ufeff${long}`, 'utf16le')],
    ['an old encoding', Buffer.from(`${long}\nNAME=B\xe4r\n`, 'latin1')],
    ['base64', Buffer.alloc(90, 0xfa).toString('base64')],
  ] as const) {
    test(`readable text, ${what}`, async () => {
      const store = edited(fixture('basic'), { '.env.local.kanuka': content })
      assert.deepEqual(await findings(store), ['PLAINTEXT_AS_CIPHERTEXT .env.local.kanuka:1'])
    })
  }

  test('outside of any store too', async () => {
    assert.deepEqual(await tracked({ 'x/.env.kanuka': long }), [
      'PLAINTEXT_AS_CIPHERTEXT x/.env.kanuka:1',
    ])
  })

  for (const [what, path, content] of [
    ['too short', '.env.kanuka', 'A=1\n'],
    [
      'a pointer of Git LFS',
      '.env.kanuka',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`,
    ],
    ['a conflict', '.env.kanuka', `<<<<<<< HEAD\n${long}=======\n${long}>>>>>>> other\n`],
    ['no secret file', 'notes.kanuka', long],
    ['a file in a store', '.kanuka/.env.kanuka', long],
    ['a folder of that name', 'logs/.env.kanuka/readme.txt', long],
    ['a link', '.env.kanuka', link('a/very/long/path/that/is/readable/text/too.env')],
    ['ciphertext', '.env.kanuka', fixture('basic').get('.env.kanuka')],
  ] as const) {
    test(`not ${what}`, async () => assert.deepEqual(await tracked({ [path]: content }), []))
  }

  test('shows no value', async () => {
    const context = historyOf([edited(NO_FILES, { '.env.kanuka': long })])
    assert.deepEqual(problems(await plaintext(context), VALUE), [])
  })
})

test('many files take little time', async () => {
  const edits = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`d${at}/.env`, `A=${at}`]),
  )
  const context = historyOf([NO_FILES, edited(NO_FILES, edits)])
  const start = performance.now()
  assert.equal((await plaintext(context)).length, 20_000)
  assert.ok(performance.now() - start < 5000)
})
