// VALUE_EXPOSED: what is looked for, in which forms, and what is said of it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  exposureFindings,
  findExposures,
  type ExposureChunk,
  type ExposureLimits,
  type ExposureResult,
} from '../../../src/check/exposure.ts'
import { isWorthSearching } from '../../../src/check/exposure-values.ts'
import { SecretValue, type SecretText } from '../../../src/secret-value.ts'
import { HOSTILE_PIECES } from './hostile-texts.ts'

const VALUE = 's3cr3t-Value!'

async function* stream(chunks: readonly ExposureChunk[]): AsyncGenerator<ExposureChunk> {
  yield* chunks
}

const chunk = (path: string, text: string | Uint8Array): ExposureChunk => ({
  path,
  bytes: Buffer.from(text as string),
})

const secrets = (values: Readonly<Record<string, string>>): ReadonlyMap<string, SecretText> =>
  new Map(Object.entries(values).map(([name, value]) => [name, new SecretValue(value)]))

async function search(
  values: Readonly<Record<string, string>>,
  chunks: readonly ExposureChunk[],
  limits: ExposureLimits = {},
): Promise<ExposureResult> {
  return findExposures(secrets(values), stream(chunks), limits)
}

const places = ({ exposures }: ExposureResult): readonly string[] =>
  exposures.map(({ path, line, names }) => `${path}:${line} ${names.join('+')}`)

describe('forms', () => {
  const b64 = (text: string): string => Buffer.from(text).toString('base64')
  for (const [what, text] of [
    ['in clear', VALUE],
    ['among other text', `x${VALUE}x`],
    ['base64', b64(VALUE)],
    ['base64 behind one byte', b64(`:${VALUE}`)],
    ['base64 behind two bytes', b64(`u:${VALUE}`)],
    ['base64 in the middle', b64(`user:${VALUE}:more`)],
    ['base64 without padding', b64(VALUE).replaceAll('=', '')],
  ] as const) {
    test(what, async () => {
      const result = await search({ A: VALUE }, [chunk('f', `one\ntwo ${text}\nthree`)])
      assert.deepEqual(places(result), ['f:2 A'])
      assert.equal(result.exposures[0]?.isBase64, what.startsWith('base64'))
    })
  }

  test("base64 in the URL's alphabet", async () => {
    const value = '\u00fb\u00ff\u00fe??>>~~\u00ff'
    const text = Buffer.from(value).toString('base64url')
    assert.match(text, /[-_]/)
    assert.deepEqual(places(await search({ A: value }, [chunk('f', text)])), ['f:1 A'])
  })

  for (const [what, text] of [
    ['as it is', 'k: first 1\nsecond 2\n'],
    ['with CRLF', 'x\r\nfirst 1\r\nsecond 2\r\n'],
    ['on one line', String.raw`"first 1\nsecond 2"`],
  ] as const) {
    test(`several lines, ${what}`, async () => {
      for (const value of ['first 1\nsecond 2', 'first 1\r\nsecond 2\r\n']) {
        const result = await search({ A: value }, [chunk('f', text)])
        assert.deepEqual(places(result), [what === 'with CRLF' ? 'f:2 A' : 'f:1 A'])
      }
    })
  }

  test('other values, other cases, halves: nothing', async () => {
    const half = VALUE.slice(0, -1)
    const texts = [half, VALUE.toUpperCase(), `${half}\n!`, b64(half)]
    assert.deepEqual(places(await search({ A: VALUE }, [chunk('f', texts.join(' '))])), [])
  })
})

describe('files', () => {
  test('a value across chunks of one file, and none across two files', async () => {
    const [first, second] = [VALUE.slice(0, 5), VALUE.slice(5)]
    const joined = [chunk('f', `\n${first}`), { ...chunk('f', second), continues: true }]
    assert.deepEqual(places(await search({ A: VALUE }, joined)), ['f:2 A'])
    // The same path again is another version of it.
    const apart = [chunk('f', `\n${first}`), chunk('f', second)]
    assert.deepEqual(places(await search({ A: VALUE }, apart)), [])
  })

  test('names that share a value are told together, places of one file counted', async () => {
    const chunks = [chunk('f', `${VALUE}\n${VALUE} ${VALUE}`), chunk('g', VALUE)]
    const result = await search({ A: VALUE, B: ` ${VALUE}\n`, C: 'other-value-1' }, chunks)
    assert.deepEqual(places(result), ['f:1 A+B', 'g:1 A+B'])
    assert.deepEqual(
      result.exposures.map(({ occurrences }) => occurrences),
      [3, 1],
    )
  })

  test('binary and huge files are passed over, and counted', async () => {
    const result = await search(
      { A: VALUE },
      [
        chunk('binary', `\0${VALUE}`),
        chunk('late NUL', `${'x'.repeat(8000)}\0${VALUE}`),
        chunk('huge', `${VALUE}${'x'.repeat(9000)}`),
        chunk('grows', VALUE),
        { ...chunk('grows', 'x'.repeat(9000)), continues: true },
        { ...chunk('grows', VALUE), continues: true },
        chunk('small', VALUE),
        chunk('empty', ''),
      ],
      { maxFileBytes: 8500 },
    )
    assert.deepEqual(places(result), ['late NUL:1 A', 'grows:1 A', 'small:1 A'])
    const { filesSearched, binary, largeFiles } = result
    assert.deepEqual(
      { filesSearched, binary: binary.length, largeFiles },
      { filesSearched: 3, binary: 1, largeFiles: 2 },
    )
  })

  test('says which values it did not look for', async () => {
    const result = await search(
      { SHORT: 'abc', WORD: 'production', HUGE: '1x'.repeat(40_000), GOOD: VALUE },
      [chunk('f', '1x'.repeat(40_000))],
    )
    assert.deepEqual(result.passedOver, ['SHORT', 'WORD'])
    assert.deepEqual(result.tooLarge, ['HUGE'])
    assert.deepEqual(places(result), [])
  })

  test('more than the search has room for is said, the rest is looked for', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `N${index}`,
        `${index}/`.repeat(20_000).slice(0, 60_000),
      ]),
    )
    const result = await search({ ...many, LAST: VALUE }, [chunk('f', VALUE)])
    assert.ok(result.tooLarge.length > 0 && result.tooLarge.length < 20)
    assert.deepEqual(places(result), ['f:1 LAST'])
  })
})

test('finds what a naive search finds', async () => {
  const letters = fc.constantFrom('a', '1', '-', '\n', ' ')
  const value = fc.array(letters, { minLength: 8, maxLength: 11 }).map((parts) => parts.join(''))
  const filler = fc.array(letters, { maxLength: 30 }).map((parts) => parts.join(''))
  const input = fc.record({
    values: fc.array(value, { maxLength: 5 }),
    parts: fc.array(fc.tuple(filler, fc.nat(4), fc.constantFrom('clear', 'base64', 'none')), {
      maxLength: 6,
    }),
    cut: fc.nat(200),
  })
  await fc.assert(
    fc.asyncProperty(input, async ({ values, parts, cut }) => {
      const text = parts
        .map(([before, which, form]) => {
          const shown = form === 'none' ? '' : (values[which] ?? '')
          return (
            before + (form === 'base64' ? Buffer.from(before + shown).toString('base64') : shown)
          )
        })
        .join('')
      const bytes = Buffer.from(text)
      const at = cut % (bytes.length + 1)
      const result = await search(
        Object.fromEntries(values.map((each, index) => [`N${index}`, each])),
        [
          { path: 'f', bytes: bytes.subarray(0, at) },
          { path: 'f', bytes: bytes.subarray(at), continues: true },
        ],
      )
      const names = result.exposures.flatMap((each) => each.names)
      const expected = values.flatMap((each, index) =>
        naivelyExposed(each, text) ? [`N${index}`] : [],
      )
      assert.deepEqual(names.toSorted(), expected.toSorted())
      for (const {
        names: [name = ''],
        line,
      } of result.exposures) {
        const bare = (values[Number(name.slice(1))] ?? '').trim()
        const first = text.indexOf(bare)
        if (first === -1) continue
        const inClear = text.slice(0, first).split('\n').length
        assert.ok(line <= inClear, `${line} ${inClear}`)
      }
    }),
    { numRuns: 600 },
  )
})

function naivelyExposed(value: string, text: string): boolean {
  const bare = value.trim()
  if (!isWorthSearching(value)) return false
  const forms = [bare, bare.replaceAll('\n', '\r\n')].flatMap((each) => [
    each,
    ...[0, 1, 2].map((offset) =>
      // Without the characters that hold bits of neighbours.
      Buffer.from('x'.repeat(offset) + each)
        .toString('base64')
        .slice([0, 2, 3][offset], Math.floor(((offset + Buffer.byteLength(each)) * 4) / 3)),
    ),
  ])
  return [...forms, bare.replaceAll('\n', String.raw`\n`)].some((form) => text.includes(form))
}

describe('findings', () => {
  test('say where and whose, with hidden names how many', async () => {
    const result = await search({ A: VALUE, B: VALUE }, [chunk('src/x.ts', `\n${VALUE} ${VALUE}`)])
    const [visible] = exposureFindings(result, { namesVisible: true })
    assert.deepEqual(
      [visible?.code, visible?.severity, visible?.path, visible?.line, visible?.message],
      [
        'VALUE_EXPOSED',
        'error',
        'src/x.ts',
        2,
        'The value of A, B stands in clear in src/x.ts, 2 times',
      ],
    )
    const [hidden] = exposureFindings(result, { namesVisible: false })
    assert.match(hidden?.message ?? '', /^The value of 2 variables stands in clear/)
  })

  test('a copy of all secrets is one finding', async () => {
    const values = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`N${i}`, `value-${i}-xyz!`]),
    )
    const text = Object.values(values).toReversed().join('\n')
    const found = exposureFindings(await search(values, [chunk('.env', text)]), {
      namesVisible: true,
    })
    assert.equal(found.length, 1)
    assert.equal(found[0]?.line, 1)
    assert.match(found[0]?.message ?? '', /and 10 more stand in clear/)
  })

  test('never hold a value, whatever the names of files', async () => {
    const chunks = HOSTILE_PIECES.map((path) => chunk(path, `x ${VALUE}`))
    const result = await search({ A: VALUE }, chunks)
    const shown = JSON.stringify([result, exposureFindings(result, { namesVisible: true })])
    assert.equal(result.exposures.length, HOSTILE_PIECES.length)
    assert.ok(!shown.includes(VALUE))
  })
})
