// The same files and date are the same bytes, and every program that reads tar reads them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { packArchive } from '../../../src/archive/pack.ts'
import { DATE, pack, packed, unpack } from '../../helpers/archiving.ts'

const LONG = `${'folder/'.repeat(30)}${'x'.repeat(120)}.env.kanuka`
const FILES = {
  '.kanuka/config.toml': '[project]\nname = "a"\n',
  '.env.kanuka': Buffer.alloc(1000, 7),
  'empty.env.kanuka': '',
  'block.env.kanuka': Buffer.alloc(512, 1),
  [`${'d'.repeat(90)}/${'e'.repeat(60)}/.env.kanuka`]: 'in the prefix of the header',
  'größe/日本語/.env.kanuka': 'not ASCII',
  [LONG]: 'too long for the header',
}

/** Bytes that do not shrink and are the same on every machine. */
function noise(length: number): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < length; at += 32) {
    parts.push(createHash('sha256').update(String(at)).digest())
  }
  return Buffer.concat(parts).subarray(0, length)
}

describe('the bytes', () => {
  test('are the same in two runs', async () => {
    assert.deepEqual(await pack(FILES), await pack(FILES))
  })

  test('are these, on every machine and with every version of node', async () => {
    const archive = await pack({ ...FILES, 'large.env.kanuka': noise(300_000) })
    const sha256 = createHash('sha256').update(archive).digest('hex')
    assert.equal(sha256, 'ce7d5d4ade3dd89a15086e1a6690a7881a837b390ca18c20b8c8436667f6de77')
  })

  test('tell nothing of time, machine or user', async () => {
    const archive = await pack(FILES)
    assert.equal(archive.subarray(0, 10).toString('hex'), '1f8b08000000000000ff')
    const tar = gunzipSync(archive)
    assert.deepEqual(tar.toString('latin1', 100, 124).split(/[ \0]+/), [
      '000644',
      '000000',
      '000000',
      '',
    ])
    assert.equal(tar.toString('latin1', 265, 329), '\0'.repeat(64))
    assert.doesNotMatch(tar.toString('latin1'), /[acm]time=|root/)
  })

  test('change with the date, as files have no other', async () => {
    assert.notDeepEqual(await pack(FILES), await pack(FILES, new Date('2026-01-03T00:00:00Z')))
    const { files } = await unpack(await pack(FILES))
    assert.ok(files.every(({ modified }) => modified.getTime() === DATE.getTime()))
  })

  test('are ciphertext and little else', async () => {
    const entries = Array.from({ length: 100 }, (_, index) => [`${index}.env.kanuka`, noise(600)])
    const archive = await pack(Object.fromEntries(entries) as Record<string, Buffer>)
    assert.ok(archive.length < 100 * 700, `${archive.length}`)
  })
})

describe('files', () => {
  test('come back as they were', async () => {
    const { files } = await unpack(await pack(FILES))
    const back = Object.fromEntries(
      files.map(({ path, bytes }) => [path, bytes.toString('latin1')]),
    )
    const given = Object.entries(FILES).map(([path, content]) => [
      path,
      Buffer.from(content).toString('latin1'),
    ])
    assert.deepEqual(back, Object.fromEntries(given))
  })

  test('come back under names of every length', async () => {
    const folders = [
      [],
      [1],
      [50],
      [99],
      [100],
      [101],
      [154],
      [155],
      [156],
      [100, 100],
      [60, 60, 60],
    ]
    const paths = folders.flatMap((lengths) =>
      Array.from({ length: 245 }, (_, length) =>
        [...lengths.map((count) => 'd'.repeat(count)), `${'f'.repeat(length)}.env.kanuka`].join(
          '/',
        ),
      ),
    )
    const given = ['.kanuka/config.toml', ...paths]
    const { files } = await unpack(await pack(Object.fromEntries(given.map((path) => [path, 'x']))))
    assert.deepEqual(
      files.map(({ path }) => path),
      given,
    )
  })

  test('are asked for one at a time', async () => {
    const asked: number[] = []
    const files = [1, 2, 3, 4, 5].map((number) => ({
      path: `${number}.env.kanuka`,
      bytes: () => {
        asked.push(number)
        return noise(1_000_000)
      },
    }))
    const archive = packArchive(files, DATE)
    await archive.next()
    assert.ok(asked.length <= 2, asked.join())
    await archive.return(undefined)
    assert.ok(asked.length <= 2, asked.join())
  })

  test('that cannot be read end the archive with their own error', async () => {
    const error = new Error('gone')
    const files = [
      { path: '.env.kanuka', bytes: () => noise(100_000) },
      {
        path: 'b.env.kanuka',
        bytes: (): Buffer => {
          throw error
        },
      },
    ]
    await assert.rejects(packed(files), (thrown) => thrown === error)
  })

  test('may know themselves', async () => {
    class Known {
      readonly path = '.env.kanuka'
      readonly #content = Buffer.from('of its own')
      bytes(): Buffer {
        return this.#content
      }
    }
    assert.ok((await packed([new Known()])).length > 0)
  })
})

const hasTar = spawnSync('tar', ['--version']).error === undefined
const skip = hasTar ? false : 'tar is not on the PATH'

test('the installed `tar` lists and unpacks it', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kanuka-tar-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'backup.tar.gz'), await pack(FILES))
  const run = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('tar', args, { cwd: folder, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    assert.equal(stderr, '')
    return stdout
  }
  assert.equal(run('-tzf', 'backup.tar.gz').trimEnd().split('\n').length, Object.keys(FILES).length)
  run('-xzf', 'backup.tar.gz')
  for (const [path, content] of Object.entries(FILES)) {
    assert.deepEqual(readFileSync(join(folder, path)), Buffer.from(content), path)
  }
})
