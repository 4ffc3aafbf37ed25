// Archives that unpack to more than is unpacked.
import { randomBytes } from 'node:crypto'
import { END, entry, gzip, GzipWriter, tar } from '../tar-bytes.ts'
import { CONFIG, goodEntries, sized, withEntries, type Story } from './stories.ts'

const MEBIBYTE = 1024 * 1024

/** A file that says how long it is, and is as long, of zeros or of `part`. */
function long(name: string, mebibytes: number, part = Buffer.alloc(MEBIBYTE)): GzipWriter {
  const header = entry({ name, size: mebibytes * MEBIBYTE })
  return new GzipWriter().add(Buffer.concat(goodEntries())).add(header).add(part, mebibytes)
}

/** It shrinks to a fiftieth: not enough to be told from ciphertext by that. */
function half(): Buffer {
  return Buffer.concat([randomBytes(MEBIBYTE / 50), Buffer.alloc(MEBIBYTE)]).subarray(0, MEBIBYTE)
}

/** Their names come again and again: the count is to be found before names are compared. */
function manyEntries(tenThousands: number): Buffer {
  const names = Array.from({ length: 10_000 }, (_, index) => `${index}.env.kanuka`)
  const part = Buffer.concat(names.map((name) => entry({ name })))
  const writer = new GzipWriter().add(Buffer.concat(goodEntries()))
  return writer.add(part, tenThousands).add(END).end()
}

function manyGigabytes(): Buffer {
  const writer = new GzipWriter().add(Buffer.concat(goodEntries()))
  const part = half()
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    writer.add(entry({ name: `${name}.env.kanuka`, size: 255 * MEBIBYTE })).add(part, 255)
  }
  return writer.add(END).end()
}

export const TOO_LARGE: readonly Story[] = [
  ['a bomb, 1 to 1000', /100 times its size/, () => long('a.env.kanuka', 200).add(END).end()],
  [
    'a bomb that is left out',
    /100 times its size/,
    () => long('a.env.kanuka.bak', 200).add(END).end(),
  ],
  [
    'a bomb after the end',
    /100 times its size/,
    () =>
      new GzipWriter()
        .add(tar(...goodEntries()))
        .add(Buffer.alloc(MEBIBYTE), 200)
        .end(),
  ],
  [
    'a bomb in an extended header',
    /extended header is over/,
    () => withEntries(entry({ name: 'x', type: 'x', size: 2 ** 30 })),
  ],
  [
    'a long name without end',
    /extended header is over/,
    () => withEntries(entry({ name: 'x', type: 'L', size: 2 ** 30 })),
  ],
  ['a million entries', /over 100000 entries/, () => manyEntries(100)],
  ['more than 1 GiB together', /over 1 GiB/, manyGigabytes],
  [
    'a file of 257 MiB',
    /a\.env\.kanuka is over 268 MB/,
    () => withEntries(entry({ name: 'a.env.kanuka', size: 257 * MEBIBYTE })),
  ],
  [
    'a file that is said to have 100 GB',
    /over 8 GiB/,
    () => sized(Buffer.from('80000000000000174876e800', 'hex')),
  ],
  [
    'a key of 65 KiB',
    /over 66 KB/,
    () => named2('.kanuka/secrets/00000000-0000-4000-8000-000000000000.kanuka', 65),
  ],
  [
    'a config.toml of 5 MiB',
    /config\.toml is over 4\.2 MB/,
    () =>
      gzip(
        tar(...goodEntries(CONFIG), entry({ name: CONFIG, content: randomBytes(5 * MEBIBYTE) })),
      ),
  ],
]

function named2(name: string, kibibytes: number): Buffer {
  return withEntries(entry({ name, content: randomBytes(kibibytes * 1024) }))
}
