// Taking back what a run wrote, and nothing else.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import {
  CleanupJournal,
  cleanUpFrom,
  identityOf,
  type WrittenFile,
} from '../../../src/platform/cleanup.ts'
import { folder } from '../../helpers/action.ts'

interface Run {
  readonly root: string
  readonly journal: CleanupJournal
}

function start(t: TestContext): Run {
  const root = folder(t)
  return { root, journal: new CleanupJournal(folder(t)) }
}

/** Writes a file as a run does, and tells the journal. */
function write({ root, journal }: Run, name: string, content = `content of ${name}`): string {
  const path = join(root, name)
  fs.writeFileSync(path, content)
  journal.files([record(journal, path)])
  return path
}

function record(journal: CleanupJournal, path: string): WrittenFile {
  const identity = identityOf(fs.lstatSync(path, { bigint: true }))
  const digest = journal.digest(fs.readFileSync(path))
  return { path, staged: `${path}-staged`, ...identity, digest }
}

const NOTHING = { removed: [], kept: [], failed: [], variables: [], transactions: [] }

describe('after the job', () => {
  test('everything that was written goes, and the journal with it', (t) => {
    const run = start(t)
    const paths = ['.env', '.env.local'].map((name) => write(run, name))
    run.journal.variables(['API_TOKEN', 'DB_PASSWORD'])
    const result = cleanUpFrom(run.journal.path)
    const variables = ['API_TOKEN', 'DB_PASSWORD']
    assert.deepEqual(result, { ...NOTHING, removed: paths, variables })
    for (const path of paths) assert.ok(!fs.existsSync(path))
    assert.ok(!fs.existsSync(dirname(run.journal.path)))
  })

  test('folders that were made go when nothing else is in them', (t) => {
    const run = start(t)
    for (const name of ['a', 'a/b', 'c']) {
      run.journal.folder(join(run.root, name))
      fs.mkdirSync(join(run.root, name))
    }
    write(run, 'a/b/.env')
    fs.writeFileSync(join(run.root, 'c/theirs'), '')
    cleanUpFrom(run.journal.path)
    assert.ok(!fs.existsSync(join(run.root, 'a')))
    assert.ok(fs.existsSync(join(run.root, 'c/theirs')))
  })

  test('what a killed run had staged goes too', (t) => {
    const { root, journal } = start(t)
    const staged = join(root, '.kanuka-staged-1')
    journal.staging([staged, join(root, 'never-made')])
    fs.writeFileSync(staged, 'plaintext')
    assert.deepEqual(cleanUpFrom(journal.path), { ...NOTHING, removed: [staged] })
  })
})

describe('a file that a later step touched', () => {
  test('changed in place: still the file that we made, it goes', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    fs.appendFileSync(path, 'EXTRA=1\n')
    assert.deepEqual(cleanUpFrom(run.journal.path).removed, [path])
  })

  test('copied and put back (sed -i that changed nothing): our content, it goes', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    fs.copyFileSync(path, `${path}.new`)
    fs.renameSync(`${path}.new`, path)
    assert.deepEqual(cleanUpFrom(run.journal.path).removed, [path])
  })

  test('replaced by another file: theirs, it stays and is named', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    fs.writeFileSync(`${path}.new`, 'THEIRS=1\n')
    fs.renameSync(`${path}.new`, path)
    assert.deepEqual(cleanUpFrom(run.journal.path), { ...NOTHING, kept: [path] })
    assert.equal(fs.readFileSync(path, 'utf8'), 'THEIRS=1\n')
  })

  test('replaced by a link: it stays, and what it points to as well', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    const target = join(folder(t), 'theirs')
    fs.writeFileSync(target, fs.readFileSync(path))
    fs.rmSync(path)
    fs.symlinkSync(target, path)
    assert.deepEqual(cleanUpFrom(run.journal.path).kept, [path])
    assert.ok(fs.existsSync(target))
  })

  test('replaced by a folder: it stays', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    fs.rmSync(path)
    fs.mkdirSync(path)
    assert.deepEqual(cleanUpFrom(run.journal.path).kept, [path])
  })

  test('removed already: nothing to do', (t) => {
    const run = start(t)
    fs.rmSync(write(run, '.env'))
    assert.deepEqual(cleanUpFrom(run.journal.path), NOTHING)
  })

  test('another file at the number of ours is not ours', (t) => {
    const run = start(t)
    const path = join(run.root, '.env')
    fs.writeFileSync(path, 'THEIRS=1\n')
    const written = record(run.journal, path)
    run.journal.files([{ ...written, born: '1', digest: run.journal.digest(Buffer.from('OURS')) }])
    assert.deepEqual(cleanUpFrom(run.journal.path).kept, [path])
  })

  test('a large one has no digest: known by itself alone', (t) => {
    const run = start(t)
    const path = join(run.root, '.env')
    fs.writeFileSync(path, 'x')
    run.journal.files([{ ...record(run.journal, path), digest: '' }])
    fs.copyFileSync(path, `${path}.new`)
    fs.renameSync(`${path}.new`, path)
    assert.deepEqual(cleanUpFrom(run.journal.path).kept, [path])
  })
})

describe('the journal', () => {
  test('lies in a folder of its own that nobody else may read', (t) => {
    const temp = folder(t)
    const { path } = new CleanupJournal(temp)
    assert.equal(dirname(dirname(path)), temp)
    assert.equal(fs.statSync(path).mode & 0o777, 0o600)
    assert.equal(fs.statSync(dirname(path)).mode & 0o777, 0o700)
  })

  test('holds paths and names, never a value, nor a hash that could be looked up', (t) => {
    const run = start(t)
    write(run, '.env', 'hunter2')
    const text = fs.readFileSync(run.journal.path, 'utf8')
    assert.doesNotMatch(text, /hunter2/)
    // SHA-256 of hunter2 alone, which every table of passwords has.
    assert.doesNotMatch(text, /f52fbd32b2b3b86ff88ef6c490628285f482af15ddcb29541f94bcf526a3f6c7/)
    const other = new CleanupJournal(folder(t))
    assert.notEqual(other.digest(Buffer.from('x')), run.journal.digest(Buffer.from('x')))
  })

  test('torn anywhere in its last line, all that it announced before is taken back', (t) => {
    const run = start(t)
    const first = write(run, '.env')
    const complete = fs.statSync(run.journal.path).size
    const second = write(run, '.env.local')
    const whole = fs.readFileSync(run.journal.path)
    for (let length = complete; length < whole.length - 1; length += 1) {
      fs.writeFileSync(first, 'content of .env')
      const torn = join(fs.mkdtempSync(join(run.root, 'torn-')), 'journal.jsonl')
      fs.writeFileSync(torn, whole.subarray(0, length))
      assert.deepEqual(cleanUpFrom(torn), { ...NOTHING, removed: [first] }, `${length} bytes`)
      assert.ok(fs.existsSync(second))
    }
  })

  test('without its head it cannot be used, and says so', (t) => {
    const { journal } = start(t)
    fs.writeFileSync(journal.path, '')
    assert.throws(() => cleanUpFrom(journal.path), /has no head/)
  })

  test('lines that are no entries are passed over', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    const lines = [
      '{}',
      '[]',
      'null',
      '5',
      '"text"',
      '{"kind":"file"}',
      '{"kind":"staging","path":1}',
      '{"kind":"replaced","path":"/nowhere"}',
    ]
    fs.appendFileSync(run.journal.path, `${[...lines, '{"kind":"__proto__"}'].join('\n')}\n`)
    assert.deepEqual(cleanUpFrom(run.journal.path), { ...NOTHING, removed: [path] })
  })

  test('is forgotten where files are to stay', (t) => {
    const run = start(t)
    const path = write(run, '.env')
    run.journal.forget()
    assert.ok(fs.existsSync(path))
    assert.ok(!fs.existsSync(dirname(run.journal.path)))
  })

  test('stays when something could not be removed, so that it can be seen what', (t) => {
    const run = start(t)
    const path = write(run, 'x'.repeat(200))
    run.journal.staging([`${path}${'y'.repeat(100)}`])
    const { failed } = cleanUpFrom(run.journal.path)
    assert.equal(failed.length, 1)
    assert.ok(fs.existsSync(run.journal.path))
  })
})

describe('a change of a store that was announced', () => {
  const ANNOUNCED = { root: '/work/app', folder: '/work/app/.git/kanuka/0123456789abcdef' }

  test('is told to whoever cleans up, in its place in the row', (t) => {
    const { journal } = start(t)
    const other = { root: '/work/app/api', folder: '/work/app/.git/kanuka/fedcba9876543210' }
    journal.transaction(ANNOUNCED)
    journal.transaction(other)
    const { transactions, ...rest } = cleanUpFrom(journal.path)
    assert.deepEqual(
      transactions.map(({ root, folder: home }) => ({ root, folder: home })),
      [ANNOUNCED, other],
    )
    assert.deepEqual({ ...rest, transactions: [] }, NOTHING)
  })

  test('is in the journal before anything else happens', (t) => {
    const { journal } = start(t)
    journal.transaction(ANNOUNCED)
    const [, line = ''] = fs.readFileSync(journal.path, 'utf8').split('\n')
    assert.deepEqual(JSON.parse(line), { kind: 'transaction', ...ANNOUNCED })
  })

  test('without one of its two paths it is none', (t) => {
    const { journal } = start(t)
    for (const entry of [
      { kind: 'transaction', root: '/work/app' },
      { kind: 'transaction', folder: '/work' },
      { kind: 'transaction', root: 1, folder: '/work' },
      { kind: 'transactions', ...ANNOUNCED },
    ]) {
      fs.appendFileSync(journal.path, `${JSON.stringify(entry)}\n`)
    }
    assert.deepEqual(cleanUpFrom(journal.path), NOTHING)
  })

  test('removes nothing itself', (t) => {
    const { root, journal } = start(t)
    fs.writeFileSync(join(root, 'journal.json'), '{}')
    journal.transaction({ root, folder: root })
    journal.undo()
    cleanUpFrom(journal.path)
    assert.ok(fs.existsSync(join(root, 'journal.json')))
  })
})
