// `import` of archives that nobody may import: refused with a code of its own, and nothing is written anywhere.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createMessage, encrypt } from 'openpgp'
import { FIXTURES, key } from '../helpers/action.ts'
import { hostileArchives } from '../helpers/hostile-archives.ts'
import { CIPHERTEXT, goodEntries, withEntries } from '../helpers/hostile/stories.ts'
import { assertNothingDone, CANARY, placed } from '../helpers/refused-imports.ts'
import { END, entry, gzip, GzipWriter, tar } from '../helpers/tar-bytes.ts'

describe('archives that nobody may import', { concurrency: 2 }, () => {
  for (const { name, code, says, bytes } of hostileArchives()) {
    test(`${code}: ${name}`, async (t) => {
      await assertNothingDone(t, placed(t, bytes()), { code, says })
    })
  }
})

describe('archives with something readable in them', () => {
  for (const [what, name, content, says] of [
    [
      'in place of ciphertext',
      'x.env.kanuka',
      `PASSWORD=${CANARY}\n`.repeat(4),
      /x\.env\.kanuka holds readable text/,
    ],
    ['in a short secret file', 'x.env.kanuka', `P=${CANARY}`, /holds readable text/],
    [
      'a private key in place of a public one',
      '.kanuka/public_keys/00000000-0000-4000-8000-000000000000.pub',
      key('basic-alice.pkcs1.pem'),
      /\.pub holds a private key/,
    ],
    [
      'in place of a wrapped key',
      '.kanuka/secrets/00000000-0000-4000-8000-000000000000.kanuka',
      `${CANARY}\n`.repeat(8),
      /holds readable text/,
    ],
  ] as const) {
    test(what, async (t) => {
      const place = placed(t, withEntries(entry({ name, content })))
      await assertNothingDone(t, place, { code: 'ARCHIVE_UNSAFE', says })
    })
  }

  test('a private key in config.toml', async (t) => {
    const path = '.kanuka/config.toml'
    const config = readFileSync(join(FIXTURES, 'team', path), 'utf8')
    const content = `${config}\nnote = '''\n${key('basic-alice.pkcs1.pem')}'''\n`
    const place = placed(t, gzip(tar(entry({ name: path, content }), ...goodEntries(path))))
    const says = /config\.toml holds a private key/
    await assertNothingDone(t, place, { code: 'ARCHIVE_UNSAFE', says })
  })
})

describe('encrypted archives', () => {
  const PASSPHRASE = 'test passphrase of an archive'
  const sealed = async (bytes: Uint8Array): Promise<Uint8Array> =>
    encrypt({
      message: await createMessage({ binary: bytes }),
      passwords: [PASSPHRASE],
      format: 'binary',
    })
  const inputs = { 'archive-passphrase': PASSPHRASE }

  test('a bomb', async (t) => {
    const zeros = Buffer.alloc(1024 * 1024)
    const header = entry({ name: 'a.env.kanuka', size: 200 * zeros.length })
    const bomb = new GzipWriter().add(Buffer.concat([...goodEntries(), header])).add(zeros, 200)
    const place = placed(t, await sealed(bomb.add(END).end()))
    const says = /100 times its size/
    await assertNothingDone(t, place, { inputs, code: 'ARCHIVE_TOO_LARGE', says })
  })

  test('a name that climbs out', async (t) => {
    const bytes = withEntries(entry({ name: '../.env.kanuka', content: CIPHERTEXT }))
    const place = placed(t, await sealed(bytes))
    await assertNothingDone(t, place, { inputs, code: 'ARCHIVE_UNSAFE', says: /leads out/ })
  })

  test('plaintext, which was never an archive', async (t) => {
    const place = placed(t, await sealed(Buffer.from(`PASSWORD=${CANARY}\n`)))
    await assertNothingDone(t, place, { inputs, code: 'ARCHIVE_DAMAGED', says: /no gzip tar/ })
  })
})
