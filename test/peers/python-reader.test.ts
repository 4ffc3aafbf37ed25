// Proves the reader in python-reader.py against what the fixtures' manifest says of every store, and
// then our action against that reader: two implementations that share no code must agree on bytes.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { before, describe, it } from 'node:test'
import { peerTools } from '../../scripts/peers.ts'
import { Job } from '../helpers/runner.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const READER = join(import.meta.dirname, 'python-reader.py')
// Encodings that need cleaning before they are PEM are our own feature, not the format's.
// (OpenSSH keys with a passphrase would need one more Python package, for bcrypt.)
const STANDARD = /^(PKCS#1 PEM|PKCS#8 PEM|OpenSSH|PKCS#1 PEM, Proc-Type.*|PKCS#8 encrypted.*)$/

interface ManifestFile {
  readonly path: string
  readonly plain: string
  readonly opens?: unknown
  readonly plaintext_sha256?: string
  readonly plaintext_bytes?: number
}

interface Manifest {
  readonly keys: Readonly<
    Record<string, { encoding: string; usable: boolean; passphrase?: string; opens?: string[] }>
  >
  readonly stores: readonly { path: string; files: readonly ManifestFile[] }[]
}

interface Order {
  readonly store: string
  readonly key: string
  readonly passphrase?: string
}

interface Answer {
  readonly member: string | null
  readonly files: Readonly<Record<string, { sha256: string; bytes: number } | { error: string }>>
}

const manifest: Manifest = JSON.parse(readFileSync(join(FIXTURES, 'manifest.json'), 'utf8'))

/** One Python process for all orders: it starts slower than it reads. */
async function readWithPython(orders: readonly Order[]): Promise<Answer[]> {
  const { python } = await peerTools()
  const absolute = orders.map((order) => ({
    ...order,
    // A store of its own is given by its absolute path.
    store: resolve(FIXTURES, order.store),
    key: join(FIXTURES, order.key),
  }))
  return new Promise((done, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(python, [READER], options, (error, stdout) => {
      if (error) reject(error)
      else done(JSON.parse(stdout) as Answer[])
    })
    child.stdin?.end(JSON.stringify(absolute))
  })
}

function filesOf(store: string): readonly ManifestFile[] {
  const found = manifest.stores.find(({ path }) => path === store)
  assert.ok(found, `the manifest has no store ${store}`)
  return found.files
}

/** What the manifest says that a key which opens the store must find. */
function expectedFiles(store: string): Record<string, string> {
  const answer = ({ opens, plaintext_sha256, plaintext_bytes }: ManifestFile): string =>
    opens === undefined ? `${plaintext_sha256} ${plaintext_bytes}` : 'refused'
  return Object.fromEntries(filesOf(store).map((file) => [file.path, answer(file)]))
}

function foundFiles({ files }: Answer): Record<string, string> {
  const entries = Object.entries(files)
  return Object.fromEntries(
    entries.map(([path, file]) => [
      path,
      'error' in file ? 'refused' : `${file.sha256} ${file.bytes}`,
    ]),
  )
}

describe('the Python reader', () => {
  it('opens every store of the fixtures with every key that the manifest says opens it', async () => {
    const keys = Object.entries(manifest.keys).filter(([, { encoding }]) => STANDARD.test(encoding))
    const orders = keys.flatMap(([key, { opens = [], passphrase }]) =>
      opens.map((store) => ({ store, key, ...(passphrase === undefined ? {} : { passphrase }) })),
    )
    const opened = new Set(orders.map(({ store }) => store))
    const usable = manifest.stores.filter(({ files }) => files.some((file) => !('opens' in file)))
    const notTried = usable.map(({ path }) => path).filter((path) => !opened.has(path))
    // Its files are whole, but nobody is a member.
    assert.deepEqual(notTried, ['damaged/garbage-own-pub'])
    const answers = await readWithPython(orders)
    for (const [index, { store, key }] of orders.entries()) {
      const answer = answers[index]
      assert.ok(answer)
      assert.notEqual(answer.member, null, `${key} is a member of ${store}`)
      assert.deepEqual(foundFiles(answer), expectedFiles(store), `${store} with ${key}`)
    }
  })

  it('opens nothing with the keys of outsiders, of pending and of orphaned members', async () => {
    const orders = [
      { store: 'basic', key: 'keys/stranger-rsa2048.pem' },
      { store: 'team', key: 'keys/team-dave-pending.pem' },
      { store: 'team', key: 'keys/team-erin-orphan.pem' },
      { store: 'monorepo/services/web', key: 'keys/monorepo-root-alice.pem' },
      { store: 'damaged/swapped-wrapped-keys', key: 'keys/basic-alice.pkcs1.pem' },
      { store: 'damaged/flipped-wrapped-key', key: 'keys/basic-alice.pkcs1.pem' },
    ]
    for (const [index, answer] of (await readWithPython(orders)).entries()) {
      const files = Object.values(foundFiles(answer))
      assert.ok(files.length > 0)
      assert.ok(
        files.every((file) => file === 'refused'),
        JSON.stringify(orders[index]),
      )
    }
  })
})

const DECRYPTED: readonly Order[] = [
  { store: 'basic', key: 'keys/basic-alice.pkcs1.pem' },
  { store: 'team', key: 'keys/team-alice-laptop.pem' },
  { store: 'team', key: 'keys/team-bob-rsa4096.pem' },
  { store: 'team', key: 'keys/team-carol-rsa3072.pem' },
  { store: 'ci', key: 'keys/ci-bot.pem' },
  { store: 'dotenv-zoo', key: 'keys/dotenv-zoo-alice.pem' },
  { store: 'rotated/before', key: 'keys/team-alice-workstation.pem' },
  { store: 'rotated/after', key: 'keys/team-dave-pending.pem' },
  { store: 'monorepo', key: 'keys/monorepo-ci-all-stores.pem' },
  { store: 'monorepo/services/api', key: 'keys/monorepo-ci-all-stores.pem' },
  { store: 'monorepo/services/web', key: 'keys/monorepo-ci-all-stores.pem' },
]

/** Runs our action on a copy and hashes the plaintext of every file that the manifest knows. */
async function decryptWithAction({ store, key }: Order): Promise<Record<string, string>> {
  const copy = mkdtempSync(join(tmpdir(), 'kanuka-peer-'))
  cpSync(join(FIXTURES, store), copy, { recursive: true })
  const job = await Job.create({ workspace: copy })
  try {
    const privateKey = readFileSync(join(FIXTURES, key), 'utf8')
    const inputs = { 'private-key': privateKey, 'working-directory': '.', 'write-files': 'true' }
    const { exitCode, log } = await job.run({ inputs: { command: 'decrypt', ...inputs } })
    assert.equal(exitCode, 0, log)
    const hashed = filesOf(store).map(({ path }) => {
      const bytes = readFileSync(join(copy, path.slice(0, -'.kanuka'.length)))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return [path, `${sha256} ${bytes.length}`]
    })
    await job.post()
    return Object.fromEntries(hashed)
  } finally {
    await job.dispose()
    rmSync(copy, { recursive: true, force: true })
  }
}

describe('the action decrypts to the bytes that Python reads', () => {
  let answers: Answer[] = []
  before(async () => {
    answers = await readWithPython(DECRYPTED)
  })
  for (const [index, order] of DECRYPTED.entries()) {
    it(`${order.store} with ${order.key}`, async () => {
      const answer = answers[index]
      assert.ok(answer)
      assert.deepEqual(await decryptWithAction(order), foundFiles(answer))
    })
  }
})

describe('what sync writes is what Python reads', () => {
  it('for every member that holds the new key, and for nobody else', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'kanuka-peer-'))
    cpSync(join(FIXTURES, 'rotated/before'), copy, { recursive: true })
    const job = await Job.create({ workspace: copy })
    try {
      const privateKey = readFileSync(join(FIXTURES, 'keys/team-alice-workstation.pem'), 'utf8')
      const access = { grant: 'all-pending', revoke: 'carol@example.com' }
      const inputs = { command: 'sync', 'private-key': privateKey, ...access }
      const { exitCode, log } = await job.run({ inputs })
      assert.equal(exitCode, 0, log)
      const keys = ['alice-workstation', 'alice-laptop', 'bob-rsa4096', 'dave-pending']
      const members = keys.map((key) => ({ store: copy, key: `keys/team-${key}.pem` }))
      const others = ['carol-rsa3072', 'erin-orphan']
      const outsiders = others.map((key) => ({ store: copy, key: `keys/team-${key}.pem` }))
      const answers = await readWithPython([...members, ...outsiders])
      for (const answer of answers.slice(0, members.length)) {
        assert.deepEqual(foundFiles(answer), expectedFiles('rotated/before'))
      }
      for (const answer of answers.slice(members.length)) {
        const found = Object.values(foundFiles(answer))
        assert.ok(found.length > 0 && found.every((file) => file === 'refused'))
      }
    } finally {
      await job.dispose()
      rmSync(copy, { recursive: true, force: true })
    }
  })
})
