// Nothing secret leaves memory: not a line of any plaintext, not the private key, neither the old nor
// the new symmetric key, in no notation; not even where a killed run left everything lying.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import {
  checkout,
  commitAll,
  filesIn,
  FIXTURES,
  jobIn,
  key,
  withoutGit,
} from '../helpers/action.ts'
import { openIndependently } from '../helpers/independent-reader.ts'
import { killedSync } from '../helpers/killed-sync.ts'
import { fixtureStore } from '../helpers/manifest.ts'
import {
  assertRefused,
  CAROL,
  DAVE,
  sync,
  synced,
  TEAM,
  type Synced,
  plaintextsOf,
} from '../helpers/rotating.ts'
import { type StepResult } from '../helpers/runner.ts'

interface Secret {
  readonly what: string
  readonly bytes: Buffer
}

/** Every line of every plaintext, and of the private key, that is long enough to be no chance. */
function linesOf(store: string, pem: string): readonly Secret[] {
  const paths = [...plaintextsOf(store).keys(), fixtureStore(store).name ?? '']
  const texts = [...plaintextsOf(store)].map(([path, bytes]) => [path, bytes.toString()] as const)
  return [...texts, ['the private key', pem] as const].flatMap(([what, text]) =>
    text
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .flatMap((line) => {
        return line.startsWith('-----') ? [] : [line, line.slice(line.indexOf('=') + 1)]
      })
      // One value is the name of its folder, one that of the project: anybody can see these.
      .filter((piece) => piece.length >= 8 && !paths.some((path) => path.includes(piece)))
      .map((piece) => ({ what, bytes: Buffer.from(piece) })),
  )
}

async function symmetricKey(root: string, what: string): Promise<Secret> {
  const { symmetricKey: bytes } = await openIndependently(root, TEAM['private-key'])
  return { what, bytes: Buffer.from(bytes) }
}

const NOTATIONS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  raw: (bytes) => bytes,
  hex: (bytes) => Buffer.from(bytes.toString('hex')),
  'hex in capitals': (bytes) => Buffer.from(bytes.toString('hex').toUpperCase()),
  // Without what hangs on the bytes that follow.
  base64: (bytes) => Buffer.from(bytes.toString('base64').replace(/.?=*$/, '')),
  base64url: (bytes) => Buffer.from(bytes.toString('base64url').slice(0, -1)),
  'a list of numbers': (bytes) => Buffer.from([...bytes].join(',')),
  'a list of numbers, spaced': (bytes) => Buffer.from([...bytes].join(', ')),
}

function assertFree(haystack: Buffer, secrets: readonly Secret[], where: string): void {
  for (const { what, bytes } of secrets) {
    for (const [notation, write] of Object.entries(NOTATIONS)) {
      assert.ok(!haystack.includes(write(bytes)), `${where} holds ${what} (${notation})`)
    }
  }
}

/** Everything that the runner gets of a step, but the commands that mask. */
function shown(result: StepResult): Buffer {
  const output = result.rawOutput.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  return Buffer.from(
    [
      ...output,
      result.log,
      result.summary,
      ...result.debug,
      ...result.annotations.map((annotation) => inspect(annotation)),
      ...result.outputs.values(),
      ...result.state.values(),
      ...result.exported.values(),
    ].join('\n'),
  )
}

/** All files in these folders, bytes and names. */
function bytesIn(folders: readonly string[]): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (const folder of folders) {
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      found.set(`${path} by its name`, Buffer.from(path))
      if (entry.isFile()) found.set(path, fs.readFileSync(path))
    }
  }
  return found
}

async function assertNothingShown(
  { result, job }: Synced,
  secrets: readonly Secret[],
): Promise<void> {
  assertFree(shown(result), secrets, 'what is shown')
  for (const post of await job.post()) assertFree(shown(post), secrets, 'post')
}

describe('what is shown', () => {
  for (const [what, inputs] of [
    ['a rotation', { grant: DAVE, revoke: CAROL }],
    ['a dry run', { 'dry-run': 'true' }],
  ] as const) {
    test(`${what}, with debug logging`, { skip: withoutGit }, async (t) => {
      const workspace = checkout(t, 'team')
      commitAll(workspace)
      const old = await symmetricKey(workspace, 'the old key')
      const run = await synced(t, { workspace, debug: true }, { ...TEAM, ...inputs })
      assert.ok(run.result.debug.length > 0)
      const current = await symmetricKey(workspace, 'the new key')
      const secrets = [...linesOf('team', TEAM['private-key']), old, current]
      await assertNothingShown(run, secrets)
      assert.equal(run.result.exported.size, 0)
      assert.equal(run.result.outputs.has('secrets'), false)
    })
  }

  test('odd plaintexts of all kinds', async (t) => {
    const pem = key('dotenv-zoo-alice.pem')
    const inputs = { 'private-key': pem, 'show-names': 'true' }
    const run = await synced(t, { workspace: checkout(t, 'dotenv-zoo'), debug: true }, inputs)
    // Some values there are as short as words of ours.
    const secrets = linesOf('dotenv-zoo', pem).filter(({ bytes }) => bytes.length >= 12)
    await assertNothingShown(run, secrets)
  })

  test('a refusal, in the middle of the work', async (t) => {
    const workspace = checkout(t, 'team')
    fs.appendFileSync(join(workspace, 'services/api/.env.kanuka'), 'x')
    const old = await symmetricKey(join(FIXTURES, 'team'), 'the old key')
    const run = await sync(t, { workspace, debug: true }, TEAM)
    assertRefused(run.result, 'DECRYPT_FAILED', /services\/api/)
    await assertNothingShown(run, [...linesOf('team', TEAM['private-key']), old])
  })

  test('what is given to commit with is masked, whether it is used or not', async (t) => {
    const inputs = {
      ...TEAM,
      'github-token': 'ghx_canary-token-of-another-step',
      'signing-key': 'canary of a key\nsecond line of it\n',
      'signing-passphrase': 'canary-passphrase',
    }
    const { job } = await synced(t, checkout(t, 'team'), inputs)
    for (const text of [
      'ghx_canary-token-of-another-step',
      'second line of it',
      'canary-passphrase',
    ]) {
      assert.equal(job.print(text), '***')
    }
  })

  test('the private key is masked from the first line on', async (t) => {
    const { job, result } = await synced(t, checkout(t, 'team'), TEAM)
    for (const line of TEAM['private-key'].split('\n')) {
      if (line.length > 20 && !line.startsWith('-----')) assert.equal(job.print(line), '***')
    }
    const first = result.rawOutput.split('\n').find((line) => !line.startsWith('::debug'))
    assert.match(first ?? '', /^::add-mask::/)
  })
})

describe('what lies on the disk', () => {
  for (const [what, step, outcome] of [
    ['before the change counts', /rename.*journal\.json$/, 'old'],
    ['when the half is in place', /rename.*deploy\/app\.env\.kanuka$/, 'new'],
  ] as const) {
    test(`of a run that was killed ${what}: ciphertext only, in store, home and temp`, async (t) => {
      const workspace = checkout(t, 'team')
      const old = await symmetricKey(workspace, 'the old key')
      const killed = { before: step, inputs: TEAM, options: { debug: true } }
      const { job, result } = await killedSync(t, workspace, killed)
      const left = bytesIn([workspace, job.temp])
      assert.ok([...left.keys()].some((path) => /\.git\/kanuka\/.*\/new\/\d+$/.test(path)))
      assert.ok([...left.keys()].some((path) => /\.git\/kanuka\/.*\/journal\./.test(path)))

      // The new key is known once the change is complete.
      const next = await job.run({ inputs: { ...TEAM, 'write-files': 'false' } })
      assert.equal(next.exitCode, 0, next.log)
      const current = await symmetricKey(workspace, 'the new key')
      assert.equal(current.bytes.equals(old.bytes), outcome === 'old')
      const secrets = [...linesOf('team', TEAM['private-key']), old, current]
      for (const [path, bytes] of left) assertFree(bytes, secrets, path)
      await assertNothingShown({ job, result }, secrets)
    })
  }

  test('after a rotation neither store nor git nor temp holds anything more than before', async (t) => {
    const workspace = checkout(t, 'team')
    const { job } = await synced(t, { workspace, debug: true }, TEAM)
    const current = await symmetricKey(workspace, 'the new key')
    const secrets = [...linesOf('team', TEAM['private-key']), current]
    for (const [path, bytes] of bytesIn([workspace, join(job.temp, '..')])) {
      assertFree(bytes, secrets, path)
    }
    assert.ok(
      !filesIn(workspace).some((path) => /\.env[^/]*$/.test(path) && !path.endsWith('kanuka')),
    )
  })
})

test('git gets neither inputs nor tokens', { skip: withoutGit }, async (t) => {
  const workspace = checkout(t, 'team')
  commitAll(workspace)
  const job = await jobIn(t, workspace)
  const bin = join(job.temp, '../fake-bin')
  fs.mkdirSync(bin, { recursive: true })
  const seen = join(job.temp, '../seen')
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh\n{ env; echo "$@"; } >> ${seen}\nexec ${real} "$@"\n`
  fs.writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-token-1',
    ACTIONS_RUNTIME_TOKEN: 'canary-token-2',
    GITHUB_TOKEN: 'canary-token-3',
  }
  const inputs = {
    command: 'sync',
    ...TEAM,
    passphrase: 'canary-passphrase',
    'github-token': 'canary-token-4',
    'signing-key': 'canary-key',
  }
  const result = await job.run({ inputs, env })
  assert.equal(result.exitCode, 0, result.log)
  const given = fs.readFileSync(seen)
  assert.match(given.toString(), /--git-dir=.* log /)
  assert.doesNotMatch(given.toString(), /INPUT_|STATE_|canary|PRIVATE KEY|ACTIONS_/)
  const current = await symmetricKey(workspace, 'the new key')
  assertFree(given, [...linesOf('team', TEAM['private-key']), current], 'what git was given')
})
