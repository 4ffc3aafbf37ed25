// What comes out of an archive is what went in, or nothing: for the CLI's archives, those that other
// programs pack, and any bytes at all.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { isArchivePath, nameClash, pathProblem } from '../../../src/archive/entries.ts'
import { unpackArchive } from '../../../src/archive/unpack.ts'
import { ActionError } from '../../../src/errors.ts'
import { inChunks, pack, unpack, type Unpacked } from '../../helpers/archiving.ts'
import { goodEntries } from '../../helpers/hostile/stories.ts'
import { entry, gnuLongName, gzip, GzipWriter, pax, tar } from '../../helpers/tar-bytes.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const CONFIG = entry({ name: '.kanuka/config.toml', content: 'x' })

function storeFiles(store: string): Record<string, Buffer> {
  const root = join(FIXTURES, store)
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter(isArchivePath)
  return Object.fromEntries(found.map((path) => [path, readFileSync(join(root, path))]))
}

function contentOf({ files }: Unpacked): Record<string, Buffer> {
  return Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]))
}

async function outcome(bytes: Uint8Array): Promise<Record<string, Buffer> | ActionError> {
  try {
    return contentOf(await unpack(bytes))
  } catch (error) {
    assert.ok(error instanceof ActionError, String(error))
    assert.match(error.code, /^ARCHIVE_/)
    return error
  }
}

describe("archives of Kanuka's CLI", () => {
  // The fixture was packed without its largest file.
  for (const [name, missing] of [
    ['team', []],
    ['dotenv-zoo', ['big/.env.big.kanuka']],
  ] as const) {
    test(`${name} comes back to the byte`, async () => {
      const unpacked = await unpack(readFileSync(join(FIXTURES, `archive/${name}.tar.gz`)))
      const expected = storeFiles(name)
      for (const path of missing) delete expected[path]
      assert.deepEqual(contentOf(unpacked), expected)
      assert.deepEqual(unpacked.skipped, [])
      const days = unpacked.files.map(({ modified }) => modified.toISOString().slice(0, 16))
      assert.deepEqual([...new Set(days)], ['2026-11-21T02:15'])
    })
  }

  test('hold more than a store has: that is left out, and told', async () => {
    const extra = entry({ name: 'a/.env.kanuka.bak', content: Buffer.alloc(700) })
    const bytes = gzip(tar(...goodEntries(), extra, entry({ name: 'z.env.kanuka', content: 'z' })))
    const unpacked = await unpack(bytes)
    assert.deepEqual(unpacked.skipped, ['a/.env.kanuka.bak'])
    assert.deepEqual(unpacked.files.at(-1)?.bytes, Buffer.from('z'))
    assert.equal(unpacked.files.length, 17)
  })
})

describe('what other programs pack', () => {
  const long = `${'a/'.repeat(70)}.env.kanuka`
  const file = entry({ name: 'x', content: 'secret' })

  for (const [name, entries] of [
    ['a long name of GNU', [gnuLongName(long), file]],
    ['a long name of POSIX', [pax({ path: long }), file]],
    [
      'a prefix',
      [entry({ name: '.env.kanuka', prefix: `${'a/'.repeat(69)}a`, content: 'secret' })],
    ],
    [
      'attributes of macOS',
      [
        pax({
          'LIBARCHIVE.xattr.com.apple.quarantine': 'MDA4',
          'SCHILY.xattr.com.apple.quarantine': '0\n8',
          path: long,
          mtime: '1.5',
        }),
        file,
      ],
    ],
    [
      'a folder by its short name, a file by its long one',
      [pax({ path: long }), entry({ name: 'x/', content: 'secret' })],
    ],
  ] as const) {
    test(name, async () => {
      const { files } = await unpack(gzip(tar(CONFIG, ...entries)))
      assert.deepEqual(files.at(-1)?.path, long)
      assert.deepEqual(files.at(-1)?.bytes, Buffer.from('secret'))
    })
  }

  for (const [name, fields] of [
    ['the form of GNU', { magic: 'ustar  \0' }],
    ['the form before POSIX', { magic: '\0'.repeat(8), type: '\0' }],
    ['a size with blanks', { size: '          6 ' }],
  ] as const) {
    test(name, async () => {
      const { files } = await unpack(
        gzip(tar(CONFIG, entry({ name: '.env.kanuka', content: 'secret', ...fields }))),
      )
      assert.deepEqual(files.at(-1)?.bytes, Buffer.from('secret'))
    })
  }

  test('padding to a whole record', async () => {
    const bytes = gzip(Buffer.concat([tar(...goodEntries()), Buffer.alloc(64 * 512)]))
    assert.equal((await unpack(bytes)).files.length, 16)
  })

  test('a header with a name for the gzip data', async () => {
    const bytes = gzip(tar(...goodEntries()))
    const head = Buffer.from('1f8b0808000000000003', 'hex')
    const named = Buffer.concat([head, Buffer.from('backup.tar\0'), bytes.subarray(10)])
    assert.equal((await unpack(named)).files.length, 16)
  })
})

describe('properties', () => {
  const part = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
    .filter((name) => pathProblem(name) === undefined)
  const secret = fc
    .tuple(fc.array(part, { maxLength: 4 }), part)
    .map(([folders, name]) => [...folders, `${name}.env.kanuka`].join('/'))
    .filter((path) => pathProblem(path) === undefined && isArchivePath(path))
  const stores = fc
    .dictionary(secret, fc.uint8Array({ maxLength: 2000 }), { minKeys: 1, maxKeys: 8 })
    .filter((files) => nameClash(Object.keys(files)) === undefined)
    .map((files) => ({ '.kanuka/config.toml': Buffer.from('x'), ...files }))

  test('whatever is packed comes back', async () => {
    await fc.assert(
      fc.asyncProperty(stores, fc.integer({ min: 1, max: 5000 }), async (files, length) => {
        const bytes = await pack(files)
        const back = contentOf(await unpack(inChunks(bytes, length)))
        const given = Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])
        assert.deepEqual(back, Object.fromEntries(given))
      }),
      { numRuns: 100 },
    )
  })

  const small = { '.kanuka/config.toml': 'x', '.env.kanuka': Buffer.alloc(50, 'ciphertext') }

  test('a changed byte gives no other files, and a cut archive none', async () => {
    const bytes = await pack(small)
    const good = await outcome(bytes)
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      const found = await outcome(changed)
      // Some bits mean nothing: the time of gzip, where a run of zeros is copied from.
      if (!(found instanceof ActionError)) assert.deepEqual(found, good, `byte ${at}`)
      assert.ok((await outcome(bytes.subarray(0, at))) instanceof ActionError, `cut at ${at}`)
    }
  })

  test('any tar data is unpacked or refused, in known words', async () => {
    const base = tar(
      CONFIG,
      pax({ path: 'long.env.kanuka' }),
      entry({ name: 'x', content: 'secret' }),
      gnuLongName('b.env.kanuka'),
      entry({ name: 'y', content: 'secret' }),
    )
    const change = fc.record({
      at: fc.nat(base.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
      // A checksum that fits lets a change come further.
      isChecked: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 4 }),
        fc.nat(base.length),
        async (changes, cut) => {
          const bytes = Buffer.from(base)
          for (const { at, bytes: other, isChecked } of changes) {
            Buffer.from(other).copy(bytes, at)
            if (isChecked) fixChecksum(bytes.subarray(at - (at % 512), at - (at % 512) + 512))
          }
          await outcome(gzip(cut % 4 === 0 ? bytes.subarray(0, cut) : bytes))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('any bytes are refused', async () => {
    const bytes = fc.uint8Array({ maxLength: 3000 })
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (given, isGzip) => {
        const archive = isGzip ? gzip(Buffer.from(given)) : given
        assert.ok((await outcome(archive)) instanceof ActionError)
      }),
      { numRuns: 300 },
    )
  })
})

function fixChecksum(header: Buffer): void {
  header.write(' '.repeat(8), 148, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
}

describe('the stream', () => {
  test('that fails ends it with its own error', async () => {
    const error = new Error('the disk is gone')
    const bytes = await pack({ '.kanuka/config.toml': 'x', '.env.kanuka': 'y' })
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 600)
      throw error
    }
    await assert.rejects(unpack(failing()), (thrown) => thrown === error)
  })

  test('that goes on after the end of the gzip data is refused, wherever its chunks end', async () => {
    const bytes = gzip(tar(...goodEntries()))
    for (const more of [Buffer.alloc(1), Buffer.alloc(100_000), Buffer.from('x'), bytes]) {
      const both = async function* (): AsyncGenerator<Uint8Array> {
        yield* [bytes, more, more]
      }
      await assert.rejects(unpack(both()), { code: 'ARCHIVE_DAMAGED' })
    }
  })

  test('that is not wanted to its end is closed', async () => {
    let isClosed = false
    const large = entry({ name: 'large.env.kanuka', content: randomBytes(5_000_000) })
    const bytes = gzip(tar(...goodEntries(), large))
    const open = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* inChunks(bytes)
      } finally {
        isClosed = true
      }
    }
    const archive = unpackArchive(open(), { shown: 'x', skipped: () => {} })
    await archive.next()
    await archive.return(undefined)
    assert.ok(isClosed)
  })

  test('that goes on after what is refused is not read on', async () => {
    let chunks = 0
    const noise = randomBytes(1_000_000)
    const writer = new GzipWriter().add(CONFIG).add(entry({ name: '../x', size: 2e8 }))
    const bytes = writer.add(noise, 200).end()
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of inChunks(bytes)) {
        chunks += 1
        yield chunk
      }
    }
    await assert.rejects(unpack(counted()), { code: 'ARCHIVE_UNSAFE' })
    assert.ok(chunks < 10, `${chunks}`)
  })
})
