// Values of secret files that stand in clear somewhere in a repository: where they are found, in which
// forms, whose fault it is, and what is not looked for.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { ALICE, all, encrypts, only, places } from '../helpers/checking-contents.ts'
import {
  assertNothingSecret,
  checkPull,
  put,
  removes,
  writes,
  type CheckResult,
  type Edit,
  type PullStory,
} from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'

// Made up here, and in no fixture.
const PASSWORD = 'Tr0ub4dor&3-zxcvbn'
const KEYED = { key: ALICE }
/** Main has one more secret file. */
const holds = (text: string): Edit => encrypts('app/.env.kanuka', text)
const STORED = holds(`# first\nDB_PASSWORD=${PASSWORD}\n`)

async function checked(t: TestContext, story: PullStory): Promise<CheckResult> {
  const pull = await checkPull(t, { store: 'basic', arrange: STORED, ...story })
  const result = await pull.check({ 'sarif-file': 'out.sarif' }, KEYED)
  const said = [result.log, result.summary, JSON.stringify([...result.outputs])].join('\n')
  for (const form of [PASSWORD, Buffer.from(PASSWORD).toString('base64').slice(0, 22)]) {
    assert.ok(!said.includes(form), 'the value is said')
  }
  assertNothingSecret(result)
  return result
}

describe('a value in clear', () => {
  test('is copied into a tracked file', async (t) => {
    const text = `host: db\n\npassword: "${PASSWORD}" # and ${PASSWORD}\n`
    const result = await checked(t, { branch: [writes('config/db.yml', text)] })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error config/db.yml:3'])
    const { message, fix } = only(result, 'VALUE_EXPOSED')
    assert.equal(
      message,
      'The value of DB_PASSWORD (app/.env.kanuka) stands in clear in config/db.yml, 2 times',
    )
    assert.match(fix, /Take it out of the file, and change the value itself/)
    assert.equal(result.exitCode, 1)
  })

  test('main has it, and the branch leaves it there', async (t) => {
    const result = await checked(t, {
      arrange: all(STORED, writes('db.yml', PASSWORD)),
      branch: [writes('a.md', 'a\n')],
    })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error db.yml:1'])
  })

  test('main has it, and the branch takes it out, or edits the file first', async (t) => {
    const arrange = all(STORED, writes('db.yml', `a\n${PASSWORD}\n`))
    for (const branch of [
      [writes('db.yml', 'a\n')],
      [removes('db.yml')],
      [writes('db.yml', `a\nb\n${PASSWORD}\n`), removes('db.yml')],
    ]) {
      assert.deepEqual(places(await checked(t, { arrange, branch })), [])
    }
  })

  test('a commit of the branch adds it and a later one removes it', async (t) => {
    const branch = [writes('db.yml', `a\n${PASSWORD}\n`), writes('db.yml', 'a\n')]
    const pull = await checkPull(t, { store: 'basic', arrange: STORED, branch })
    const result = await pull.check({}, KEYED)
    assert.deepEqual(places(result), ['VALUE_EXPOSED error db.yml:2'])
    const commit = git(pull.workspace, 'rev-parse', 'feature~1').slice(0, 12)
    const { message } = only(result, 'VALUE_EXPOSED')
    assert.match(message, new RegExp(`stands in clear in db\\.yml, in commit ${commit}$`))
  })

  test('the branch encrypts a value that stands in clear elsewhere since long', async (t) => {
    const result = await checked(t, {
      arrange: writes('docs/old.md', `login: ${PASSWORD}\n`),
      branch: [STORED],
    })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error docs/old.md:1'])
  })

  test('two variables share it: one finding that names both', async (t) => {
    const result = await checked(t, {
      arrange: holds(`A=${PASSWORD}\nB=${PASSWORD}\n`),
      branch: [writes('a.md', PASSWORD)],
    })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error a.md:1'])
    assert.match(
      only(result, 'VALUE_EXPOSED').message,
      /^The value of A \(app\/\.env\.kanuka\), B \(app\/\.env\.kanuka\) stands in clear/,
    )
  })

  test('a whole copy of the plaintext is one finding', async (t) => {
    const lines = Array.from({ length: 12 }, (_, index) => `KEY_${index}=value-no.${index}-zxcv\n`)
    const result = await checked(t, {
      arrange: holds(lines.join('')),
      branch: [writes('copy.txt', `\n${lines.join('')}`)],
    })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error copy.txt:2'])
    assert.match(
      only(result, 'VALUE_EXPOSED').message,
      /^The values of KEY_0 .* KEY_11 .*stand in clear/,
    )
  })

  test('the same file in two places is found in both', async (t) => {
    const copies = all(writes('a.md', PASSWORD), writes('b/a.md', PASSWORD))
    assert.deepEqual(places(await checked(t, { branch: [copies] })), [
      'VALUE_EXPOSED error a.md:1',
      'VALUE_EXPOSED error b/a.md:1',
    ])
  })
})

describe('a value in other forms', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  for (const [what, text] of [
    ['as base64', base64(PASSWORD)],
    ['in a header of basic authentication', `Basic ${base64(`user:${PASSWORD}`)}`],
    ['the same with another offset', `Basic ${base64(`admin:${PASSWORD}:x`)}`],
    ['as base64url', Buffer.from(`x${PASSWORD}`).toString('base64url')],
  ] as const) {
    test(what, async (t) => {
      const result = await checked(t, { branch: [writes('a.http', `\nAuthorization: ${text}\n`)] })
      assert.deepEqual(places(result), ['VALUE_EXPOSED error a.http:2'])
      assert.match(only(result, 'VALUE_EXPOSED').message, /stands as base64 in a\.http$/)
    })
  }

  test('several lines, with other line ends and on one line', async (t) => {
    const arrange = holds('CERT="first-line-0123\nsecond-line-4567"\n')
    const branch = [
      all(
        writes('crlf.txt', 'first-line-0123\r\nsecond-line-4567\r\n'),
        writes('one.json', String.raw`{"cert": "first-line-0123\nsecond-line-4567"}`),
      ),
    ]
    assert.deepEqual(places(await checked(t, { arrange, branch })), [
      'VALUE_EXPOSED error crlf.txt:1',
      'VALUE_EXPOSED error one.json:1',
    ])
  })

  test('a secret file without variables is one value', async (t) => {
    const text = '-- 0123456789abcdef\n-- fedcba9876543210\n'
    const result = await checked(t, {
      arrange: holds(text),
      branch: [writes('a.txt', `x\n${text}`)],
    })
    assert.deepEqual(places(result), [
      'VALUE_EXPOSED error a.txt:2',
      'DOTENV_INVALID warning app/.env.kanuka',
    ])
    assert.match(only(result, 'VALUE_EXPOSED').message, /^The value of app\/\.env\.kanuka stands/)
  })
})

describe('what is not looked for', () => {
  test('short values, words, numbers and plain URLs: a note says which', async (t) => {
    const values = {
      SHORT: 'a1b2c3d',
      WORDS: 'production database',
      DASHED: 'eu-west_region',
      FLAG: 'false',
      NUMBER: '1234567890.5',
      URL: 'https://example.com/a?b=c',
    }
    const text = Object.entries(values)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join('')
    const result = await checked(t, {
      arrange: holds(text),
      branch: [writes('a.md', Object.values(values).join('\n'))],
    })
    assert.deepEqual(places(result), [])
    const [note = ''] = /Values that were not looked for in clear.*/.exec(result.log) ?? []
    for (const name of Object.keys(values)) assert.match(note, new RegExp(`\\b${name} \\(app/`))
  })

  test('a URL with a password is', async (t) => {
    const url = 'postgres://app:x@db.example.com/app'
    const result = await checked(t, {
      arrange: holds(`URL=${url}\n`),
      branch: [writes('a.md', url)],
    })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error a.md:1'])
  })

  test('binary files, which a note counts, and files that git does not have', async (t) => {
    const bytes = Buffer.concat([Buffer.alloc(9), Buffer.from(PASSWORD)])
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: STORED,
      branch: [writes('a.bin', bytes)],
    })
    put(pull.workspace, 'untracked.txt', PASSWORD)
    const result = await pull.check({}, KEYED)
    assert.deepEqual(places(result), [])
    assert.match(result.log, /^Not searched for values in clear: 1 binary file$/m)
  })

  test('a file of 40 MB is left out, and a note says so', async (t) => {
    const large = Buffer.alloc(40_000_000, 'some text\n')
    large.write(PASSWORD)
    const branch = [all(writes('large.txt', large), writes('small.txt', PASSWORD))]
    const result = await checked(t, { branch })
    assert.deepEqual(places(result), ['VALUE_EXPOSED error small.txt:1'])
    assert.match(result.log, /Not searched for values in clear: 1 file over 32 MiB/)
  })

  test('files that `files` leaves out', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: STORED,
      branch: [writes('a.md', PASSWORD)],
    })
    assert.deepEqual(places(await pull.check({ files: '!app/**' }, KEYED)), [])
    assert.deepEqual((await pull.check({ files: 'app/.env.kanuka' }, KEYED)).codes, [
      'VALUE_EXPOSED',
    ])
  })

  test('a value that the branch replaced: its old one may stand anywhere', async (t) => {
    const branch = [all(holds('DB_PASSWORD=another-0ne-of-these\n'), writes('a.md', PASSWORD))]
    assert.deepEqual(places(await checked(t, { branch })), [])
  })
})
