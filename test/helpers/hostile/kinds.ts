// Entries that are no regular file, or two that cannot be beside each other.
import { entry, gnuLongName, gzip, pax, tar } from '../tar-bytes.ts'
import {
  after,
  CIPHERTEXT,
  CONFIG,
  goodEntries,
  named,
  withEntries,
  type Story,
} from './stories.ts'

export const UNSAFE_KINDS: readonly Story[] = [
  [
    'a link',
    /\.env\.x\.kanuka is a symbolic link/,
    () => withEntries(entry({ name: '.env.x.kanuka', type: '2', link: '/etc/passwd' })),
  ],
  [
    'a link, then a write through it',
    /config is a symbolic link/,
    () =>
      gzip(
        tar(
          entry({ name: 'config', type: '2', link: '/tmp' }),
          entry({ name: 'config/.env.kanuka', content: CIPHERTEXT }),
          ...goodEntries(),
        ),
      ),
  ],
  [
    'a long name for a link',
    /is a symbolic link/,
    () => withEntries(pax({ path: 'a.env.kanuka' }), entry({ name: 'x', type: '2', link: '/' })),
  ],
  ['a long link', /name of a link/, () => after(gnuLongName('/etc/passwd', 'K'))],
  ...(
    [
      ['1', 'a hard link', /is a hard link/],
      ['3', 'a character device', /is a device/],
      ['4', 'a block device', /is a device/],
      ['5', 'a folder', /is a folder/],
      ['6', 'a named pipe', /is a named pipe/],
      ['7', 'a contiguous file', /unknown kind/],
      ['A', 'an access list', /unknown kind/],
      ['D', 'a dumped folder', /unknown kind/],
      ['M', 'the rest of a file', /unknown kind/],
      ['S', 'a sparse file', /is a sparse file/],
      ['V', 'the name of a tape', /unknown kind/],
      ['X', 'an extended header of old', /unknown kind/],
      ['Z', 'a kind that nobody knows', /unknown kind/],
      ['\xff', 'a kind that is no character', /unknown kind/],
    ] as const
  ).map(([type, name, says]): Story => {
    const bytes = entry({ name: '.env.x.kanuka', type, link: type === '1' ? CONFIG : '' })
    return [name, says, () => withEntries(bytes)]
  }),
  [
    'a file that is a folder by its name',
    /is a folder/,
    () => withEntries(entry({ name: 'config/', content: CIPHERTEXT })),
  ],
  [
    'a folder called config.toml',
    /config\.toml is a folder/,
    () => gzip(tar(...goodEntries(CONFIG), entry({ name: CONFIG, type: '5' }))),
  ],
  ['a header for all entries', /for all entries/, () => after(pax({ path: '../x' }, 'g'))],
  ['an extended header with another size', /key size/, () => after(pax({ size: '512' }))],
  ['an extended header with a link', /key linkpath/, () => after(pax({ linkpath: '/etc/passwd' }))],
  [
    'an extended header with another alphabet',
    /key hdrcharset/,
    () => after(pax({ hdrcharset: 'BINARY' })),
  ],
  [
    'a sparse file of newer kind',
    /key GNU\.sparse\.major/,
    () => after(pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': '../x' })),
  ],
  ['a sparse file of star', /key SCHILY\.realsize/, () => after(pax({ 'SCHILY.realsize': '9' }))],
]

export const CLASHES: readonly Story[] = [
  ['a file twice', /\.env\.kanuka is there twice/, () => named('.env.kanuka')],
  ['config.toml twice', /there twice/, () => named(CONFIG)],
  [
    'a file twice but for case',
    /one file on some/,
    () => twice('App/.env.kanuka', 'app/.env.kanuka'),
  ],
  ['a file twice but for ß', /one file on some/, () => twice('ß/.env.kanuka', 'SS/.env.kanuka')],
  [
    'a file twice but for its Unicode form',
    /one file on some/,
    () => twice('gr\u00fcn.env.kanuka', 'gru\u0308n.env.kanuka'),
  ],
  [
    'a file twice but for a dot that Windows drops',
    /one file on some/,
    () => twice('a./.env.kanuka', 'a/.env.kanuka'),
  ],
  [
    'a file that is the folder of another',
    /is a file, and the folder of/,
    () => twice('a.env.kanuka', 'a.env.kanuka/.env.kanuka'),
  ],
  [
    'a file that is the folder of another but for case',
    /is a file, and the folder of/,
    () => twice('A.env.kanuka', 'a.ENV.kanuka/b/.env.kanuka'),
  ],
]

function twice(first: string, second: string): Buffer {
  return withEntries(
    pax({ path: first }),
    entry({ name: 'x', content: CIPHERTEXT }),
    pax({ path: second }),
    entry({ name: 'x', content: CIPHERTEXT }),
  )
}
