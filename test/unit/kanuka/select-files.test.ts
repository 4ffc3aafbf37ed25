// The `files` input: which of a store's secret files are meant.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { findSecretFiles, selectFiles } from '../../../src/kanuka/secret-files.ts'
import { FIXTURES } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { diskTree } from '../../../src/platform/tree.ts'

const FILES = [
  '.env.kanuka',
  '.env.production.kanuka',
  '.env.staging.kanuka',
  'app.env.kanuka',
  'services/api/.env.kanuka',
  'services/api/config/.env.kanuka',
  'services/api-v2/.env.kanuka',
  'services/web/.env.kanuka',
]

const ODD = [
  '.env.[prod].kanuka',
  '.env.{a,b}.kanuka',
  'größe/日本語/.env.kanuka',
  'my service/.env.kanuka',
  "ops/it's, 100%/.env.a,b.kanuka",
]

async function select(
  lines: readonly string[],
  files: readonly string[] = FILES,
): Promise<readonly string[]> {
  const { paths, unknown } = await selectFiles(files, lines)
  assert.deepEqual([...unknown.keys()], [])
  return paths
}

const but = (...left: readonly string[]): readonly string[] =>
  FILES.filter((path) => !left.includes(path))

describe('one line chooses', () => {
  const cases: readonly (readonly [line: string, expected: readonly string[]])[] = [
    ['.env.kanuka', ['.env.kanuka']],
    ['./.env.kanuka', ['.env.kanuka']],
    ['services/api/.env.kanuka', ['services/api/.env.kanuka']],
    ['services/api', ['services/api/.env.kanuka', 'services/api/config/.env.kanuka']],
    ['services/api/', ['services/api/.env.kanuka', 'services/api/config/.env.kanuka']],
    ['./services/web/', ['services/web/.env.kanuka']],
    ['.', FILES],
    ['./', FILES],
    ['**', FILES],
    ['*', ['.env.kanuka', '.env.production.kanuka', '.env.staging.kanuka', 'app.env.kanuka']],
    [
      '*.kanuka',
      ['.env.kanuka', '.env.production.kanuka', '.env.staging.kanuka', 'app.env.kanuka'],
    ],
    ['.env.*.kanuka', ['.env.production.kanuka', '.env.staging.kanuka']],
    ['**/.env.kanuka', ['.env.kanuka', ...FILES.slice(4)]],
    ['services/*/.env.kanuka', [FILES[4], FILES[6], FILES[7]].map(String)],
    ['services/**', FILES.slice(4)],
    ['services/???/.env.kanuka', ['services/api/.env.kanuka', 'services/web/.env.kanuka']],
    ['.env.{production,staging}.kanuka', ['.env.production.kanuka', '.env.staging.kanuka']],
    ['services/[aw]*/.env.kanuka', [FILES[4], FILES[6], FILES[7]].map(String)],
    ['.env.kanuka,app.env.kanuka', ['.env.kanuka', 'app.env.kanuka']],
    [' .env.kanuka , app.env.kanuka, ', ['.env.kanuka', 'app.env.kanuka']],
    ['!services', but(...FILES.slice(4))],
    ['!**/config/**', but('services/api/config/.env.kanuka')],
    ['!.env.kanuka', but('.env.kanuka')],
    ['!./.env.kanuka', but('.env.kanuka')],
    ['services, !services/api', FILES.slice(6)],
  ]
  for (const [line, expected] of cases) {
    test(`\`${line}\`: ${expected.length} files`, async () => {
      const { paths } = await selectFiles(FILES, [line])
      assert.deepEqual(paths, expected)
    })
  }
})

test('a glob means files: for folders it needs `/**`', async () => {
  for (const glob of ['services/*', 'services/*/', 'services/{api,web}']) {
    assert.deepEqual(await select([glob]), [], glob)
  }
  const files = [FILES[4], FILES[5], FILES[7]]
  assert.deepEqual(await select(['services/{api,web}/**']), files)
})

describe('several lines', () => {
  test('none: all files', async () => assert.deepEqual(await select([]), FILES))

  test('the order is that of the lines, because later files win', async () => {
    const chosen = await select(['app.env.kanuka', '.env.*.kanuka', '.env.kanuka'])
    const expected = [
      'app.env.kanuka',
      '.env.production.kanuka',
      '.env.staging.kanuka',
      '.env.kanuka',
    ]
    assert.deepEqual(chosen, expected)
  })

  test('a file that two lines choose comes once, where it is named last', async () => {
    const chosen = await select(['.env.staging.kanuka', '.env.*.kanuka'])
    assert.deepEqual(chosen, ['.env.production.kanuka', '.env.staging.kanuka'])
    const moved = await select(['.env.*.kanuka', '.env.production.kanuka'])
    assert.deepEqual(moved, ['.env.staging.kanuka', '.env.production.kanuka'])
  })

  test('an exclusion counts wherever it stands', async () => {
    const expected = ['services/web/.env.kanuka']
    assert.deepEqual(await select(['!services/api', '!services/api-v2', 'services']), expected)
    assert.deepEqual(await select(['services', '!services/api*/**']), expected)
  })

  test('everything excluded: nothing', async () => assert.deepEqual(await select(['!**']), []))
})

describe('odd names', () => {
  test('Unicode and blanks', async () => {
    assert.deepEqual(await select(['größe/日本語'], ODD), ['größe/日本語/.env.kanuka'])
    assert.deepEqual(await select(['größe/**'], ODD), ['größe/日本語/.env.kanuka'])
    const service = ['my service/.env.kanuka']
    assert.deepEqual(await select(['my service/.env.kanuka'], ODD), service)
    assert.deepEqual(await select(['my service'], ODD), service)
    assert.deepEqual(await select(['my */.env.kanuka'], ODD), service)
  })

  test('a path with commas in it, on a line of its own', async () => {
    const path = "ops/it's, 100%/.env.a,b.kanuka"
    assert.deepEqual(await select([path], ODD), [path])
    assert.deepEqual(await select([`./${path}`], ODD), [path])
    const rest = ODD.filter((other) => other !== path)
    assert.deepEqual(await select([`!${path}`], ODD), rest)
  })

  test('a path that looks like a glob is meant literally too', async () => {
    assert.deepEqual(await select(['.env.[prod].kanuka'], ODD), ['.env.[prod].kanuka'])
    assert.deepEqual(await select(['.env.{a,b}.kanuka'], ODD), ['.env.{a,b}.kanuka'])
  })

  test('every path of the zoo chooses itself', async () => {
    const { secretFiles } = findSecretFiles(diskTree(`${FIXTURES}/dotenv-zoo`))
    for (const path of secretFiles) assert.deepEqual(await select([path], secretFiles), [path])
    assert.deepEqual(await select(secretFiles.toReversed(), secretFiles), secretFiles.toReversed())
  })
})

describe('mistakes', () => {
  test('a path that is no secret file, with the name of the encrypted one', async () => {
    const { paths, unknown } = await selectFiles(FILES, ['.env.production', '.env.kanuka'])
    assert.deepEqual(paths, ['.env.kanuka'])
    const error = unknown.get('.env.production')
    assert.equal(error?.code, 'NOTHING_SELECTED')
    assert.match(error.what, /`files` names \.env\.production, which is no secret file/)
    assert.equal(error.fix, 'Name the encrypted file: .env.production.kanuka')
  })

  test('a path that does not exist, relative to somewhere else', async () => {
    const { unknown } = await selectFiles(FILES, ['app/services/api/.env.kanuka', 'servics'])
    assert.deepEqual([...unknown.keys()], ['app/services/api/.env.kanuka', 'servics'])
    assert.match(
      unknown.get('servics')?.fix ?? '',
      /relative to the folder that holds `\.kanuka\/`/,
    )
  })

  test('extended globs are no globs', async () => {
    const { unknown } = await selectFiles(FILES, ['.env.@(production|staging).kanuka'])
    assert.equal(unknown.size, 1)
  })

  test('a glob that matches nothing is no mistake here: another store may know it', async () => {
    const { paths, unknown } = await selectFiles(FILES, ['*.nothing'])
    assert.deepEqual([paths, unknown.size], [[], 0])
  })

  for (const line of [
    '../.env.kanuka',
    'services/../../.env.kanuka',
    '..',
    '!../**',
    '/etc/passwd',
    '/.env.kanuka',
    '.env.kanuka, ../other/.env.kanuka',
    'services/*/../../x',
  ]) {
    test(`\`${line}\` would leave the store`, async () => {
      const error = await refusal(() => selectFiles(FILES, [line]))
      assert.equal(error.code, 'PATTERN_INVALID')
      assert.match(error.what, /patterns stay inside the store/)
    })
  }

  test('dots in names are no way up', async () => {
    const files = ['a..b/.env.kanuka', '..env/.env.kanuka']
    assert.deepEqual(await select(['a..b', '..env'], files), files)
  })
})

test('whatever is asked for, only secret files of the store are chosen, each once', async () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '/',
    '.',
    '!',
    ',',
    '{',
    '}',
    '[',
    ']',
    '(',
    '+',
    '\\',
    ' ',
    ...FILES,
  )
  const line = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 3 }), async (lines) => {
      const asked = lines.map((parts) => parts.join(''))
      const selection = selectFiles(FILES, asked).catch((error: unknown) => {
        assert.match(String(Reflect.get(Object(error), 'code')), /^PATTERN_INVALID$/)
      })
      const { paths = [] } = (await selection) ?? {}
      assert.equal(new Set(paths).size, paths.length)
      for (const path of paths) assert.ok(FILES.includes(path))
    }),
    { numRuns: 500 },
  )
})
