// Our archives as Python's tarfile and Go's archive/tar read them, theirs as we do, and our compressed bytes
// as another zlib writes them: programs that share no code must agree on every file.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it, type TestContext } from 'node:test'
import { peerTools } from '../../scripts/peers.ts'
import { DATE, pack, unpack } from '../helpers/archiving.ts'

const TAR = join(import.meta.dirname, 'tar')
const FILES: Readonly<Record<string, string>> = {
  '.kanuka/config.toml': '[project]\n',
  '.env.kanuka': 'x'.repeat(1000),
  'empty.env.kanuka': '',
  'block.env.kanuka': 'y'.repeat(512),
  [`${'d'.repeat(90)}/${'e'.repeat(60)}/.env.kanuka`]: 'prefix',
  [`${'f'.repeat(89)}.env.kanuka`]: 'just 100 bytes',
  'größe/日本語/👩‍💻.env.kanuka': 'not ASCII',
  [`${'folder/'.repeat(30)}${'ü'.repeat(100)}.env.kanuka`]: 'long',
}

interface PeerEntry {
  readonly path: string
  /** Base64. */
  readonly content: string
  readonly kind: string
  readonly mode: number
  readonly owner: readonly unknown[]
  readonly modified: number
}

interface Peer {
  readonly name: string
  readonly formats: readonly string[]
  readonly command: () => readonly string[]
}

let python = ''
const pythonPeer = (): readonly string[] => [python, join(TAR, 'peer.py')]
const peers: readonly Peer[] = [
  { name: 'Python', formats: ['pax', 'gnu'], command: pythonPeer },
  {
    name: 'Go',
    formats: ['any', 'pax', 'gnu'],
    command: () => ['go', 'run', join(TAR, 'peer.go')],
  },
]

function run(command: readonly string[], input = ''): string {
  const [program = '', ...args] = command
  const { error, status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' })
  assert.equal(error, undefined)
  assert.equal(status, 0, stderr)
  return stdout
}

async function ourArchive(t: TestContext): Promise<string> {
  const path = archivePath(t)
  writeFileSync(path, await pack(FILES))
  return path
}

function archivePath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kanuka-peer-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'backup.tar.gz')
}

before(async () => {
  python = (await peerTools()).python
})

for (const { name, formats, command } of peers) {
  describe(name, () => {
    it('reads our archives', async (t) => {
      const entries: PeerEntry[] = JSON.parse(run([...command(), 'read', await ourArchive(t)]))
      const expected = Object.entries(FILES).map(([path, content]) => ({
        path,
        content: Buffer.from(content).toString('base64'),
        kind: 'file',
        mode: 0o644,
        owner: [0, 0, '', ''],
        modified: DATE.getTime() / 1000,
      }))
      assert.deepEqual(entries, expected)
    })

    for (const format of formats) {
      it(`packs what we unpack: ${format}`, async (t) => {
        const archive = archivePath(t)
        const given = Object.entries(FILES).map(([path, content]) => ({
          path,
          content: Buffer.from(content).toString('base64'),
          modified: DATE.getTime() / 1000,
        }))
        run([...command(), 'write', archive, format], JSON.stringify(given))
        const { files } = await unpack(readFileSync(archive))
        const found = files.map((file) => [file.path, file.bytes.toString()])
        assert.deepEqual(Object.fromEntries(found), FILES)
        assert.ok(files.every(({ modified }) => modified.getTime() === DATE.getTime()))
      })
    }
  })
}

describe('the compressed bytes', () => {
  it('are those of another zlib', async (t) => {
    const path = await ourArchive(t)
    const ours = createHash('sha256').update(readFileSync(path).subarray(10, -8)).digest('hex')
    assert.equal(run([...pythonPeer(), 'gzip', path]).trim(), ours)
  })
})
