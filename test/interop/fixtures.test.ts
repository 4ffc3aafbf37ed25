// Everything that the real CLI wrote, through dist/: what it could open opens byte for byte, what is
// damaged is refused with the file's name, and nothing is written then.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, filesIn, jobIn, key } from '../helpers/action.ts'
import { fixtureStore, manifest } from '../helpers/manifest.ts'
import type { Job, StepResult } from '../helpers/runner.ts'

interface Run {
  readonly workspace: string
  readonly job: Job
  readonly result: StepResult
  /** Files that the run added. */
  readonly added: readonly string[]
}

async function decrypt(
  t: TestContext,
  store: string,
  inputs: Readonly<Record<string, string>>,
): Promise<Run> {
  const workspace = checkout(t, store)
  const before = new Set(filesIn(workspace))
  const job = await jobIn(t, workspace)
  const result = await job.run({ inputs })
  const added = filesIn(workspace).filter((name) => !before.has(name))
  return { workspace, job, result, added }
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function assertOpened({ workspace, result, added }: Run, store: string, below = ''): void {
  assert.equal(result.exitCode, 0, result.log)
  for (const file of fixtureStore(store).files) {
    const plaintext = join(below, file.path.replace(/\.kanuka$/, ''))
    assert.ok(added.includes(plaintext), `${plaintext} was not written`)
    assert.equal(digest(join(workspace, plaintext)), file.plaintext_sha256, plaintext)
  }
}

function assertRefused({ result, added }: Run, code: string, names: RegExp): void {
  assert.equal(result.exitCode, 1)
  assert.deepEqual(added, [])
  const errors = result.annotations.filter(({ type }) => type === 'error')
  assert.ok(
    errors.some(({ title, message }) => title === `Kanuka: ${code}` && names.test(message)),
    `${code} ${names.source}: ${JSON.stringify(errors)}`,
  )
}

const ALONE = ['basic', 'team', 'ci', 'dotenv-zoo', 'rotated/before', 'rotated/after']

describe('stores of the real CLI', () => {
  for (const [name, { usable, opens = [], passphrase }] of Object.entries(manifest.keys)) {
    if (!usable || name.includes('basic-alice.')) continue
    for (const store of opens.filter((path) => ALONE.includes(path))) {
      test(`${name} opens ${store} byte for byte`, async (t) => {
        const inputs = {
          'private-key': key(name.slice('keys/'.length)),
          passphrase: passphrase ?? '',
        }
        const run = await decrypt(t, store, inputs)
        assertOpened(run, store)
        assert.equal(run.added.length, fixtureStore(store).files.length)
      })
    }
  }

  test('one CI key opens the three stores of a monorepo in one step', async (t) => {
    const run = await decrypt(t, 'monorepo', {
      'private-key': key('monorepo-ci-all-stores.pem'),
      'working-directory': '.\nservices/api\nservices/web',
    })
    assertOpened(run, 'monorepo')
    assertOpened(run, 'monorepo/services/api', 'services/api')
    assertOpened(run, 'monorepo/services/web', 'services/web')
    assert.equal(run.result.outputs.get('matrix'), '{"store":[".","services/api","services/web"]}')
  })

  test('the root store of a monorepo leaves the files of nested stores alone', async (t) => {
    const run = await decrypt(t, 'monorepo', { 'private-key': key('monorepo-root-alice.pem') })
    assertOpened(run, 'monorepo')
    assert.equal(run.added.length, fixtureStore('monorepo').files.length)
  })

  for (const [store, alone, file] of [
    ['services/api', 'monorepo-api-alice.pem', 'services/api/.env'],
    ['services/web', 'monorepo-web-bob.pem', 'services/web/.env.production'],
  ] as const) {
    test(`${alone} opens ${store}`, async (t) => {
      const run = await decrypt(t, 'monorepo', {
        'private-key': key(alone),
        'working-directory': store,
      })
      assertOpened(run, `monorepo/${store}`, store)
      assert.ok(run.added.includes(file))
    })
  }
})

describe("one key in every form, as people paste it into a repository's secret", () => {
  for (const [name, { usable, passphrase }] of Object.entries(manifest.keys)) {
    const file = name.slice('keys/'.length)
    if (!file.startsWith('basic-alice.')) continue
    assert.ok(usable)
    test(file, async (t) => {
      const run = await decrypt(t, 'basic', {
        'private-key': key(file),
        passphrase: passphrase ?? '',
      })
      assertOpened(run, 'basic')
      const body = key('basic-alice.pkcs1.pem').split('\n')[3] ?? ''
      if (file.includes('pkcs1'))
        assert.equal(run.job.print(key(file).split('\n')[6] ?? body), '***')
    })
  }
})

describe('keys that must be refused', () => {
  const refusals: Readonly<Record<string, readonly [string, RegExp]>> = {
    'refuse-public-key.pem': ['KEY_INVALID', /PUBLIC KEY/],
    'refuse-ssh-public-key.txt': ['KEY_INVALID', /SSH PUBLIC key/],
    'refuse-truncated.pem': ['KEY_INVALID', /cut off/],
    'refuse-garbage.txt': ['KEY_INVALID', /no private key/],
    'refuse-ed25519.openssh': ['KEY_KIND', /ssh-ed25519/],
    'refuse-ed25519.pkcs8.pem': ['KEY_KIND', /ED25519/],
    'refuse-ec-p256.sec1.pem': ['KEY_KIND', /EC \(prime256v1\)/],
    'refuse-ec-p256.pkcs8.pem': ['KEY_KIND', /EC \(prime256v1\)/],
    'refuse-ec-p256.openssh': ['KEY_KIND', /ecdsa-sha2-nistp256/],
    'refuse-rsa-pss.pkcs8.pem': ['KEY_KIND', /RSA-PSS \(2048 bits\)/],
    'stranger-rsa2048.pem': ['KEY_NOT_A_MEMBER', /RSA, 2048 bits.*1 registered/],
  }
  for (const [file, [code, names]] of Object.entries(refusals)) {
    test(`${file}: ${code}`, async (t) => {
      assertRefused(await decrypt(t, 'basic', { 'private-key': key(file) }), code, names)
    })
  }

  test('every unusable key of the fixtures is in this list', () => {
    const unusable = Object.entries(manifest.keys).filter(([, { usable }]) => !usable)
    for (const [name] of unusable) assert.ok(name.slice('keys/'.length) in refusals, name)
  })

  test('a pending member is told to wait for a sync', async (t) => {
    const run = await decrypt(t, 'team', { 'private-key': key('team-dave-pending.pem') })
    assertRefused(run, 'KEY_PENDING', /dave@example.com/)
  })

  test('an orphan (no public key) is no member', async (t) => {
    const run = await decrypt(t, 'team', { 'private-key': key('team-erin-orphan.pem') })
    assertRefused(run, 'KEY_NOT_A_MEMBER', /payments/)
  })
})

describe('damaged stores', () => {
  const inputs = { 'private-key': key('basic-alice.pkcs1.pem') }
  const oddities: Readonly<Record<string, RegExp>> = {
    'garbage-pub': /00000000-0000-4000-8000-000000000000\.pub/,
    'ec-pub': /00000000-0000-4000-8000-0000000000ec\.pub .*EC/,
    'pkcs1-pub': /7c1d65f0-.*\.pub .*PKCS#1/,
    'stray-files': /\.env\.kanuka\.bak/,
    'stray-kanuka-in-path': /my\.kanuka-notes\/\.env/,
  }
  for (const [store, names] of Object.entries(oddities)) {
    test(`${store} opens, with a warning that names the oddity`, async (t) => {
      const run = await decrypt(t, `damaged/${store}`, inputs)
      assertOpened(run, `damaged/${store}`)
      const warnings = run.result.annotations.filter(({ type }) => type === 'warning')
      assert.ok(
        warnings.some(({ message }) => names.test(message)),
        JSON.stringify(warnings),
      )
    })
  }

  const refusals: Readonly<Record<string, readonly [string, RegExp]>> = {
    'config-uuid-key': ['CONFIG_INVALID', /config\.toml has no `project_uuid`/],
    'empty-config-toml': ['CONFIG_INVALID', /config\.toml has no `project_uuid`/],
    'invalid-config-toml': ['CONFIG_INVALID', /config\.toml is no TOML/],
    'merge-conflict-config': ['CONFIG_INVALID', /config\.toml holds conflict markers/],
    'crlf-mangled': ['DECRYPT_FAILED', /\.env\.kanuka/],
    'cut-tail': ['DECRYPT_FAILED', /\.env\.kanuka/],
    'flipped-ciphertext-byte': ['DECRYPT_FAILED', /config\/\.env\.production\.kanuka/],
    'flipped-nonce-byte': ['DECRYPT_FAILED', /\.env\.kanuka/],
    'mixed-keys': ['DECRYPT_FAILED', /\.env\.local\.kanuka/],
    'empty-file': ['FILE_DAMAGED', /\.env\.kanuka has 0 bytes/],
    'truncated-file-10-bytes': ['FILE_DAMAGED', /\.env\.kanuka has 10 bytes/],
    'truncated-file-39-bytes': ['FILE_DAMAGED', /\.env\.kanuka has 39 bytes/],
    'lfs-pointer': ['FILE_DAMAGED', /\.env\.kanuka is a Git LFS pointer/],
    'flipped-wrapped-key': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'truncated-wrapped-key': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'wrapped-16-bytes': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'wrapped-other-symmetric-key': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'swapped-wrapped-keys': ['KEY_OR_STORE_DAMAGED', /secrets\/7c1d65f0-.*\.kanuka/],
    'garbage-own-pub': ['KEY_NOT_A_MEMBER', /7c1d65f0-.*\.pub holds no public key/],
    'no-wrapped-key': ['KEY_PENDING', /alice@example\.com/],
  }
  for (const [store, [code, names]] of Object.entries(refusals)) {
    test(`${store} is refused: ${code}`, async (t) => {
      assertRefused(await decrypt(t, `damaged/${store}`, inputs), code, names)
    })
  }

  test('every damaged store of the fixtures is in one of the lists', () => {
    const damaged = manifest.stores.filter(({ path }) => path.startsWith('damaged/'))
    for (const { path } of damaged) {
      const name = path.slice('damaged/'.length)
      assert.ok(name in oddities || name in refusals, name)
    }
  })

  test('the other member of swapped wrapped keys is refused alike', async (t) => {
    const bob = { 'private-key': key('damaged-swapped-bob.pem') }
    const run = await decrypt(t, 'damaged/swapped-wrapped-keys', bob)
    assertRefused(run, 'KEY_OR_STORE_DAMAGED', /secrets\/45e676e3-/)
  })

  test('a legacy store is refused with the way to migrate it', async (t) => {
    assertRefused(await decrypt(t, 'legacy', inputs), 'STORE_LEGACY', /kanuka secrets sync/)
  })
})

describe('live against the CLI', () => {
  const cli = spawnSync('kanuka', ['--version'])
  const skip = cli.error ? 'kanuka is not on the PATH' : false
  test('what the installed `kanuka` decrypts is what we decrypt', { skip }, async (t) => {
    const ours = await decrypt(t, 'basic', { 'private-key': key('basic-alice.pkcs1.pem') })
    const theirs = checkout(t, 'basic')
    const args = ['secrets', 'decrypt', '--private-key-stdin']
    spawnSync('kanuka', args, { cwd: theirs, input: key('basic-alice.pkcs1.pem') })
    for (const name of ours.added) {
      assert.equal(digest(join(theirs, name)), digest(join(ours.workspace, name)), name)
    }
  })
})
