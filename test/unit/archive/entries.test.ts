// Which files a backup has, in the order of Kanuka's CLI, and which names are refused on both ways.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  archiveOrder,
  fileLimit,
  isArchivePath,
  isExtraOfCli,
  nameClash,
  pathProblem,
} from '../../../src/archive/entries.ts'

const UUID = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const ARCHIVES = join(import.meta.dirname, '../../fixtures/archive')

function listing(name: string): string[] {
  const lines = readFileSync(join(ARCHIVES, `${name}.listing.txt`), 'utf8').trimEnd()
  return lines.split('\n').map((line) => line.replace(/^(\S+ +){5}/, ''))
}

describe('the order', () => {
  for (const name of ['team', 'dotenv-zoo']) {
    test(`is that of the CLI: ${name}`, () => {
      const paths = listing(name)
      assert.deepEqual(archiveOrder(paths.toReversed()), paths)
    })
  }

  test('is that of a walk: a folder comes before the file that begins like it', () => {
    const walked = [
      'deep/.env.kanuka',
      'deep/z/.env.kanuka',
      'deep.env.kanuka',
      'ähnlich.env.kanuka',
    ]
    assert.deepEqual(archiveOrder(walked.toSorted()), walked)
  })

  test('goes by bytes, not by UTF-16', () => {
    const names = ['\uff5e.env.kanuka', '\u{1f511}.env.kanuka']
    assert.deepEqual(archiveOrder(names), names)
  })
})

test('the layout is in a backup, but for the log', () => {
  const inside = ['.kanuka/config.toml', `.kanuka/public_keys/${UUID}.pub`, 'a/b.env.c.kanuka']
  assert.deepEqual(inside.filter(isArchivePath), inside)
  const outside = ['.kanuka/audit.jsonl', '.env', '.github/x.yml', '.kanuka/secrets/alice.kanuka']
  assert.deepEqual(outside.filter(isArchivePath), [])
})

test('what the CLI packs beyond is known', () => {
  const extras = ['.env.kanuka.bak', 'a/.env.local.kanuka~', 'x.kanuka/.env']
  assert.deepEqual(extras.filter(isExtraOfCli), extras)
  const others = [
    '.env',
    'notes.kanuka',
    '.kanuka/.env.kanuka',
    'api/.kanuka/x.env',
    '.env/x.kanuka',
  ]
  assert.deepEqual(others.filter(isExtraOfCli), [])
})

test('limits go by kind', () => {
  assert.ok(fileLimit(`.kanuka/secrets/${UUID}.kanuka`) < fileLimit('.kanuka/config.toml'))
  assert.ok(fileLimit('.kanuka/config.toml') < fileLimit('.env.kanuka'))
})

describe('names', () => {
  test('that people use are fine', () => {
    const names = [
      ...listing('team'),
      ...listing('dotenv-zoo'),
      '.github/.env.kanuka',
      '.gitlab/.env.kanuka',
      '...env.kanuka',
      'a..b/.env.kanuka',
      'git~/.env.kanuka',
      'نسخه‌ها/.env.kanuka',
      '👩‍💻.env.kanuka',
      `${'é'.repeat(100)}.env.kanuka`,
    ]
    for (const name of names) assert.equal(pathProblem(name), undefined, name)
  })

  for (const [name, says] of [
    ['', 'has an empty part in its path'],
    ['.', 'has an empty part in its path'],
    ['..', 'leads out of the store'],
    ['/', 'is an absolute path'],
    ['a/', 'is a folder'],
    ['a/./b', 'has an empty part in its path'],
    ['C:\\a', 'has a backslash in its name'],
    ['d:a', 'is an absolute path'],
    ['a\u2028b', 'has a line end in its name'],
    ['a\u0085b', 'has control characters in its name'],
    ['a\u2066b', 'has characters in its name that turn the reading direction'],
    ['a\ud800b', 'has a name that is not UTF-8'],
    ['.git', 'is inside a `.git` folder'],
    ['a/.gIt /b', 'is inside a `.git` folder'],
    ['.Kanuka/config.toml', 'is inside `.kanuka` where case does not count'],
    ['.kanuka./config.toml', 'is inside `.kanuka` where case does not count'],
    ['é'.repeat(128), 'has a name over 255 bytes'],
    [`${'abc/'.repeat(300)}x`, 'has a path over 1024 bytes'],
  ] as const) {
    test(`that are refused: ${JSON.stringify(name).slice(0, 40)}`, () => {
      assert.equal(pathProblem(name), says)
    })
  }

  test('of any form have a problem, or stay below the folder that they are joined to', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '.', '', '\\', ':', 'C:', '.git', '/', '\0', 'a'),
    )
    const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'))
    fc.assert(
      fc.property(path, (text) => {
        if (pathProblem(text) !== undefined) return
        assert.ok(join('/store', text).startsWith('/store/'))
        assert.equal(join(text), text)
      }),
      { numRuns: 500 },
    )
  })
})

describe('names that clash', () => {
  for (const [clash, says] of [
    [['a', 'b', 'a'], 'a is there twice'],
    [['a/B', 'A/b'], 'a/B and A/b are one file on some disks'],
    [['a/b', 'a'], 'a is a file, and the folder of a/b'],
    [['a/b/c', 'a b', 'a.b', 'a/b'], 'a/b is a file, and the folder of a/b/c'],
    [['x', 'K', '\u212a'], 'K and \u212a are one file on some disks'],
    [['\u1e9e', 'ss'], '\u1e9e and ss are one file on some disks'],
    [['a /x', 'a/x'], 'a /x and a/x are one file on some disks'],
  ] as const) {
    test(clash.join(', '), () => assert.equal(nameClash(clash), says))
  }

  test('are none where the letters differ', () => {
    const fine = ['a/b', 'a.b', 'a b', 'ab', 'b/a', '.env.kanuka', '.env.local.kanuka', 'ä']
    assert.equal(nameClash(fine), undefined)
    assert.equal(nameClash([]), undefined)
  })

  test('are found in any order', () => {
    const names = fc.array(fc.stringMatching(/^[abAB](\/[ab.]|[ -.]){0,3}$/), {
      minLength: 2,
      maxLength: 8,
    })
    const fold = (name: string): string => name.toUpperCase().replace(/[ .]+(?=\/|$)/g, '')
    fc.assert(
      fc.property(names, (given) => {
        const keys = given.map(fold)
        const isClash = keys.some((key, index) =>
          keys.some((other, at) => at !== index && (other === key || other.startsWith(`${key}/`))),
        )
        assert.equal(nameClash(given) !== undefined, isClash)
      }),
      { numRuns: 2000 },
    )
  })
})
