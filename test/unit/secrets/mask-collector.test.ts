// The masks of a whole run, within what a runner can carry.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { MAX_DOTENV_BYTES, parseDotenv } from '../../../src/secrets/dotenv.ts'
import { MaskCollector, readDotenv } from '../../../src/secrets/mask-collector.ts'
import { FIXTURES } from '../../helpers/action.ts'

const POLICY = { minLength: 4, publicValues: new Set(['main']) }

function collector(...unmasked: readonly string[]): MaskCollector {
  return new MaskCollector(POLICY, new Set(unmasked))
}

/** Adds a file as a run would. */
function addText(to: MaskCollector, file: string, text: string | Buffer): void {
  const bytes = Buffer.from(text)
  to.addFile(file, bytes, readDotenv(bytes))
}

const lines = (count: number, prefix: string): string =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}="${prefix} value ${index}"`).join(
    '\n',
  )

describe('a dotenv file', () => {
  test('its values are masked, its names and comments are not', () => {
    const masks = collector()
    addText(masks, '.env', '# note\nAPI_TOKEN=canary-5f2b7c\nDB_PASSWORD="hunter22"\n')
    assert.ok(masks.masks.has('canary-5f2b7c'))
    assert.ok(masks.masks.has('hunter22'))
    for (const other of ['API_TOKEN', '# note', 'API_TOKEN=canary-5f2b7c']) {
      assert.ok(!masks.masks.has(other))
    }
    assert.deepEqual(masks.report(), { shortNames: [], commonNames: [], unmaskedFiles: [] })
  })

  test('names with short and common values are listed, each once', () => {
    const masks = collector()
    addText(masks, '.env', 'PIN=123\nSHORT=ab\nSTAGE=production\nDEBUG=true\nREF=main\nEMPTY=\n')
    addText(masks, '.env.local', 'SHORT=cd\nMIXED="long enough\nxy"\n')
    const { shortNames, commonNames } = masks.report()
    assert.deepEqual(shortNames, ['SHORT', 'MIXED'])
    assert.deepEqual(commonNames, ['PIN', 'STAGE', 'DEBUG', 'REF'])
  })

  test('names that the workflow wants to see are not masked and not listed', () => {
    const masks = collector('REGION')
    addText(masks, '.env', 'REGION=eu-central-1\nTOKEN=canary-5f2b7c\n')
    masks.addExported('REGION', 'eu-central-1')
    assert.ok(!masks.masks.has('eu-central-1'))
    assert.ok(masks.masks.has('canary-5f2b7c'))
    assert.deepEqual(masks.report().commonNames, [])
  })

  test('with lines that are no assignments: those lines as well', () => {
    const masks = collector()
    addText(masks, '.env', 'TOKEN=canary-5f2b7c\nsecond half of it\n')
    assert.ok(masks.masks.has('canary-5f2b7c'))
    assert.ok(masks.masks.has('second half of it'))
  })

  test('a value over 64 KiB is not masked, and the file is named', () => {
    const masks = collector()
    const long = 'x'.repeat(64 * 1024)
    addText(masks, 'fits/.env', `A=${long}\n`)
    addText(masks, 'over/.env', `A=y${long}\nTOKEN=canary-5f2b7c\n`)
    assert.ok(masks.masks.has(long))
    assert.ok(!masks.masks.has(`y${long}`))
    assert.ok(masks.masks.has('canary-5f2b7c'))
    const why = 'a value is over 64 KiB'
    assert.deepEqual(masks.report().unmaskedFiles, [{ file: 'over/.env', why }])
  })
})

describe('a file that is no dotenv', () => {
  test('text: each significant line', () => {
    const masks = collector()
    addText(masks, 'service.json.env', '{\n  "key": "canary-5f2b7c"\n}\n')
    assert.ok(masks.masks.has('"key": "canary-5f2b7c"'))
    assert.ok(!masks.masks.has('{'))
  })

  for (const [what, bytes, why] of [
    ['binary', Buffer.from([0xff, 0xfe, 0x00, 0x41]), 'not UTF-8 text'],
    ['with a NUL', Buffer.from('A=1\0'), 'not UTF-8 text'],
    [
      'over 1 MiB of text',
      Buffer.alloc(1024 * 1024 + 1, 'some line\n'),
      'over 1 MiB of text that is no dotenv',
    ],
    [
      'far too large to be looked at',
      Buffer.alloc(MAX_DOTENV_BYTES + 1, 'A=some-value\n'),
      'over 1 MiB of text that is no dotenv',
    ],
  ] as const) {
    test(`${what}: not masked, and the file is named`, () => {
      const masks = collector()
      addText(masks, '.env.odd', bytes)
      assert.equal(masks.masks.size, 0)
      assert.deepEqual(masks.report().unmaskedFiles, [{ file: '.env.odd', why }])
    })
  }

  test('the files of the zoo that are no text', () => {
    for (const name of ['.env.binary', '.env.utf16le']) {
      const bytes = readFileSync(join(FIXTURES, 'plain/dotenv-zoo', name))
      assert.equal(readDotenv(bytes), undefined)
    }
  })
})

describe('ten thousand masks are enough for one run', () => {
  test('a file that would need more gets none, and is named', () => {
    const masks = collector()
    addText(masks, 'big/.env', lines(12_000, 'BIG'))
    assert.equal(masks.masks.size, 0)
    const why = 'over 10,000 masks in one run'
    assert.deepEqual(masks.report().unmaskedFiles, [{ file: 'big/.env', why }])
  })

  test('a smaller one after it still fits', () => {
    const masks = collector()
    addText(masks, 'big/.env', lines(12_000, 'BIG'))
    addText(masks, '.env', 'TOKEN=canary-5f2b7c\n')
    assert.ok(masks.masks.has('canary-5f2b7c'))
  })

  test('the sum of several files counts', () => {
    const masks = collector()
    addText(masks, 'a/.env', lines(500, 'AAA'))
    const one = masks.masks.size
    const fitting = Math.floor(10_000 / one)
    for (let index = 1; index <= fitting; index += 1) {
      addText(masks, `${index}/.env`, lines(500, `B${String(index).padStart(2, '0')}`))
    }
    assert.ok(masks.masks.size <= 10_000)
    assert.deepEqual(
      masks.report().unmaskedFiles.map(({ file }) => file),
      [`${fitting}/.env`],
    )
  })

  test('what is exported is masked all the same', () => {
    const masks = collector()
    for (let index = 0; index < 3000; index += 1)
      masks.addExported(`V${index}`, `exported ${index}`)
    assert.ok(masks.masks.size > 10_000)
    for (let index = 0; index < 3000; index += 1) assert.ok(masks.masks.has(`exported ${index}`))
  })

  test('an exported value over 64 KiB is masked all the same', () => {
    const masks = collector()
    const long = 'x'.repeat(100_000)
    masks.addExported('LONG', long)
    assert.ok(masks.masks.has(long))
  })
})

test('a file is read as dotenv up to 16 MiB', () => {
  assert.equal(readDotenv(Buffer.from('A=1'))?.assignments.length, 1)
  assert.equal(readDotenv(Buffer.alloc(MAX_DOTENV_BYTES + 1, ' ')), undefined)
  assert.deepEqual(readDotenv(Buffer.alloc(0)), parseDotenv(''))
})
