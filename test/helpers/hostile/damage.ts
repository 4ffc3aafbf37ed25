// Archives that are not whole, or not an archive, or not one of a store.
import { randomBytes } from 'node:crypto'
import { entry, gnuLongName, gzip, pax, record, tar } from '../tar-bytes.ts'
import {
  after,
  CIPHERTEXT,
  CONFIG,
  goodEntries,
  sized,
  withEntries,
  type Story,
} from './stories.ts'

const good = (): Buffer => gzip(tar(...goodEntries()))

function changed(bytes: Buffer, at: number): Buffer {
  const index = at < 0 ? bytes.length + at : at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return bytes
}

const EMPTY_MEMBER = gzip(Buffer.alloc(0))

export const DAMAGED: readonly Story[] = [
  ['an empty file', /is an empty file/, () => Buffer.alloc(0)],
  ['one byte', /no gzip tar/, () => Buffer.from([0x1f])],
  ['text', /no gzip tar/, () => Buffer.from('Not Found\n')],
  ['a zip file', /is a zip file/, () => Buffer.from(`PK\x03\x04${'\0'.repeat(600)}`)],
  ['a tar file without gzip', /tar file without gzip/, () => tar(...goodEntries())],
  [
    'a gzip file of text',
    /what it has packed is no tar file/,
    () => gzip(Buffer.from('a'.repeat(2000))),
  ],
  ['a gzip file of little text', /ends in the middle/, () => gzip(Buffer.from('hello'))],
  ['a gzip file of nothing', /holds nothing/, () => EMPTY_MEMBER],
  [
    'an archive that was packed twice',
    /what it has packed is no tar file/,
    () => gzip(gzip(Buffer.concat([randomBytes(4000)]))),
  ],
  ['gzip data that ends in the middle', /ends in the middle/, () => good().subarray(0, 3000)],
  ['gzip data without its last byte', /ends in the middle/, () => good().subarray(0, -1)],
  ['gzip data with a changed byte', /gzip data is damaged/, () => changed(good(), -100)],
  ['gzip data with a wrong checksum', /gzip data is damaged/, () => changed(good(), -8)],
  ['gzip data with a wrong length', /gzip data is damaged/, () => changed(good(), -4)],
  [
    'text after the gzip data',
    /gzip data is damaged|bytes after/,
    () => Buffer.concat([good(), Buffer.from('<script>')]),
  ],
  ['zeros after the gzip data', /bytes after/, () => Buffer.concat([good(), Buffer.alloc(512)])],
  [
    'hidden bytes after the gzip data',
    /bytes after/,
    () => {
      const bytes = good()
      return Buffer.concat([bytes, Buffer.from('\0hidden'), bytes.subarray(-4)])
    },
  ],
  ['a second archive after the first', /bytes after/, () => Buffer.concat([good(), good()])],
  [
    'an empty gzip member after the archive',
    /bytes after/,
    () => Buffer.concat([good(), EMPTY_MEMBER]),
  ],
  [
    'tar data that ends in a file',
    /ends in the middle/,
    () => gzip(tar(...goodEntries()).subarray(0, 5000)),
  ],
  [
    'tar data that ends after a file',
    /ends in the middle/,
    () => gzip(Buffer.concat(goodEntries())),
  ],
  [
    'tar data with half an end',
    /ends in the middle/,
    () => gzip(tar(...goodEntries()).subarray(0, -512)),
  ],
  ['tar data with a hole', /bytes after/, () => withEntries(Buffer.alloc(512), ...goodEntries())],
  [
    'a second tar file after the first',
    /bytes after/,
    () => gzip(tar(tar(...goodEntries()), ...goodEntries())),
  ],
  [
    'bytes after the tar data',
    /bytes after/,
    () => gzip(Buffer.concat([tar(...goodEntries()), Buffer.from('x')])),
  ],
  [
    'a wrong checksum',
    /wrong checksum/,
    () => withEntries(entry({ name: '.env.x.kanuka', content: CIPHERTEXT, checksumOff: 1 })),
  ],
  ['a negative size', /size that cannot be read/, () => sized(Buffer.alloc(12, 0xff))],
  ['a size with a sign', /size that cannot be read/, () => sized('-0000000100\0')],
  ['a size that is no number', /size that cannot be read/, () => sized('0000000010z\0')],
  ['two sizes', /size that cannot be read/, () => sized('0000100 100\0')],
  ['no size', /size that cannot be read/, () => sized('\0'.repeat(12))],
  [
    'a time after the end of time',
    /time that cannot be read/,
    () => timed('800000000000200000000000'),
  ],
  [
    'a time over all numbers',
    /number that cannot be read/,
    () => timed('800000007fffffffffffffff'),
  ],
  ['a time that is no number', /time that cannot be read/, () => timed('796573746572646179000000')],
  [
    'a header of star',
    /unknown form/,
    () => withEntries(entry({ name: 'x.env.kanuka', trailer: 'tar\0' })),
  ],
  [
    'a header of an unknown form',
    /unknown form/,
    () => withEntries(entry({ name: 'x.env.kanuka', magic: 'ustar\x0099' })),
  ],
  [
    'two long names',
    /two extended headers/,
    () => after(Buffer.concat([gnuLongName('a.env.kanuka'), pax({ path: 'b.env.kanuka' })])),
  ],
  [
    'two extended headers',
    /two extended headers/,
    () => after(Buffer.concat([pax({ path: 'a.env.kanuka' }), pax({ mtime: '1' })])),
  ],
  [
    'an extended header without an entry',
    /belongs to no entry/,
    () => withEntries(pax({ path: 'a.env.kanuka' })),
  ],
  [
    'an extended header with two paths',
    /not well-formed/,
    () => paxOf(record('path', 'a.env.kanuka'), record('path', '../b')),
  ],
  [
    'an extended header of wrong length',
    /not well-formed/,
    () => paxOf(Buffer.from('99 path=a.env.kanuka\n')),
  ],
  [
    'an extended header of length nothing',
    /not well-formed/,
    () => paxOf(Buffer.from('0 path=a.env.kanuka\n')),
  ],
  [
    'an extended header without a line end',
    /not well-formed/,
    () => paxOf(Buffer.from('20 path=a.env.kanuka')),
  ],
  ['an extended header without a key', /not well-formed/, () => paxOf(record('', 'a.env.kanuka'))],
]

/** @param time the field, in hex */
function timed(time: string): Buffer {
  return withEntries(entry({ name: 'x.env.kanuka', time: Buffer.from(time, 'hex') }))
}

function paxOf(...records: readonly Buffer[]): Buffer {
  return after(entry({ name: 'PaxHeader/x', type: 'x', content: Buffer.concat(records) }))
}

export const INCOMPLETE: readonly Story[] = [
  ['no config.toml', /holds no \.kanuka\/config\.toml/, () => gzip(tar(...goodEntries(CONFIG)))],
  [
    'config.toml alone',
    /neither keys nor secret files/,
    () => gzip(tar(entry({ name: CONFIG, content: 'x' }))),
  ],
  ['nothing', /holds no \.kanuka\/config\.toml/, () => gzip(tar())],
  [
    'nothing but what is left out',
    /neither keys nor secret files/,
    () => gzip(tar(entry({ name: CONFIG }), entry({ name: '.env.kanuka.bak', content: 'x' }))),
  ],
]
