// The workflows of docs/examples, run as they stand: only what comes after our step (the deployment,
// the tests) is a stand-in that checks what it was given.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { generateKey } from 'openpgp'
import { EVIDENCE, programs, push, remoteOf, start, type Project } from '../helpers/act.ts'
import { openIndependently } from '../helpers/independent-reader.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A repository with a fixture store, one example as its workflow, and stand-ins. */
function project(
  t: TestContext,
  { example, store }: { readonly example: string; readonly store: string },
  standIns: Readonly<Record<string, string>>,
): Project {
  const root = mkdtempSync(join(tmpdir(), 'kanuka-example-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const repository = join(root, 'repository')
  cpSync(join(ROOT, 'test/fixtures', store), repository, { recursive: true })
  mkdirSync(join(repository, '.github/workflows'), { recursive: true })
  cpSync(
    join(ROOT, 'docs/examples', `${example}.yml`),
    join(repository, '.github/workflows/example.yml'),
  )
  for (const [path, text] of Object.entries(standIns)) {
    writeFileSync(join(repository, path), text, { mode: 0o755 })
  }
  const [home, evidence] = [join(root, 'home'), join(root, 'evidence')]
  mkdirSync(home)
  mkdirSync(evidence)
  return { repository, home, evidence }
}

// Whatever starts it in real life, here a push does.
function startWithPush({ repository }: Project): void {
  const workflow = join(repository, '.github/workflows/example.yml')
  const text = readFileSync(workflow, 'utf8').replace(/^on:\n(?: .*\n)+/m, 'on: push\n')
  writeFileSync(workflow, text)
}

function bob(): string {
  return readFileSync(join(ROOT, 'test/fixtures/keys/team-bob-rsa4096.pem'), 'utf8')
}

/** A script that fails unless every check holds, and leaves a file of that name (as the shell sees it). */
function script(name: string, checks: string): string {
  return `#!/bin/sh\nset -eu\n${checks}\necho done > "$${EVIDENCE}/${name}"\n`
}

function assertRan(run: Project, names: readonly string[], log: string): void {
  for (const name of names) assert.ok(existsSync(join(run.evidence, name)), `${name}\n${log}`)
}

describe('examples of the docs', () => {
  it('decrypt-files: the deployment finds plaintext beside the ciphertext', async (t) => {
    const standIns = { 'deploy.sh': script('deploy', 'grep -q API_TOKEN= .env') }
    const run = project(t, { example: 'decrypt-files', store: 'basic' }, standIns)
    const { exitCode, log } = await push(run, 'basic-alice.pkcs1.pem')
    assert.equal(exitCode, 0, log)
    assertRan(run, ['deploy'], log)
    assert.doesNotMatch(log, /tok_test_4eC39/)
  })

  it('several-stores: each below its own path in the temp folder', async (t) => {
    const checks =
      'test -s "$1/services/web/.env.production"; test ! -e services/web/.env.production'
    const standIns = { 'deploy.sh': script('deploy', checks) }
    const run = project(t, { example: 'several-stores', store: 'monorepo' }, standIns)
    const { exitCode, log } = await push(run, 'monorepo-ci-all-stores.pem')
    assert.equal(exitCode, 0, log)
    assertRan(run, ['deploy'], log)
  })

  it('monorepo-matrix: one job a store', async (t) => {
    const deploy = script('deploy-$(basename "$PWD")', 'ls .env* | grep -vq kanuka')
    const standIns = { 'services/api/deploy.sh': deploy, 'services/web/deploy.sh': deploy }
    const run = project(t, { example: 'monorepo-matrix', store: 'monorepo' }, standIns)
    const { exitCode, log } = await push(run, 'monorepo-ci-all-stores.pem')
    assert.equal(exitCode, 0, log)
    assertRan(run, ['deploy-api', 'deploy-web'], log)
  })

  it('verify: says that everything opens, and leaves nothing', async (t) => {
    const run = project(t, { example: 'verify', store: 'monorepo' }, {})
    startWithPush(run)
    const { exitCode, log } = await push(run, 'monorepo-ci-all-stores.pem')
    assert.equal(exitCode, 0, log)
    assert.match(log, /every selected file can be decrypted/)
  })

  it('rotate-keys-commit: the remote has the rotation, and every member opens it', async (t) => {
    const run = project(t, { example: 'rotate-keys-commit', store: 'rotated/before' }, {})
    startWithPush(run)
    const log = join(run.repository, '.kanuka/audit.jsonl')
    // Old enough to be due, whenever this runs.
    writeFileSync(log, readFileSync(log, 'utf8').replaceAll('"ts":"2026-', '"ts":"2025-'))
    const ended = await push(run, 'team-alice-workstation.pem')
    assert.equal(ended.exitCode, 0, ended.log)
    const clone = join(run.home, 'clone')
    execFileSync('git', ['clone', '--quiet', remoteOf(run), clone])
    const message = execFileSync('git', ['-C', clone, 'log', '-1', '--format=%an%n%B'], {
      encoding: 'utf8',
    })
    assert.match(message, /^github-actions\[bot\]\nRotate the Kanuka key of "payments"\n/)
    const before = await openIndependently(join(ROOT, 'test/fixtures/rotated/before'), bob())
    const after = await openIndependently(clone, bob())
    assert.deepEqual(after.files, before.files)
    assert.notDeepEqual(after.symmetricKey, before.symmetricKey)
  })

  it('check-pull-requests: says what it finds, and leaves SARIF for the upload', async (t) => {
    const sarif = 'grep -q PLAINTEXT_NOT_IGNORED kanuka.sarif; grep -q 2.1.0 kanuka.sarif'
    const standIns = { 'upload.sh': script('upload', sarif) }
    const run = project(t, { example: 'check-pull-requests', store: 'basic' }, standIns)
    startWithPush(run)
    // Code scanning is GitHub's alone.
    const workflow = join(run.repository, '.github/workflows/example.yml')
    const text = readFileSync(workflow, 'utf8')
    writeFileSync(workflow, text.replace(/ {6}- if: >-[^]*$/, '      - run: ./upload.sh\n'))
    const { exitCode, log } = await push(run, 'basic-alice.pkcs1.pem')
    assert.equal(exitCode, 0, log)
    assert.match(log, /1 store checked, with a private key: .*warning/)
    assert.match(log, /PLAINTEXT_NOT_IGNORED|git would not ignore the plaintext/)
    assertRan(run, ['upload'], log)
    assert.doesNotMatch(log, /tok_test_4eC39/)
  })

  it('push-file: the build finds the selected settings, and nothing lies beside the ciphertext', async (t) => {
    const checks = 'grep -q APP_NAME "$1"; ! grep -q PASSWORD "$1"; test ! -e .env.production'
    const standIns = { 'build.sh': script('build', checks) }
    const run = project(t, { example: 'push-file', store: 'team' }, standIns)
    const workflow = join(run.repository, '.github/workflows/example.yml')
    writeFileSync(workflow, readFileSync(workflow, 'utf8').replace('PUBLIC_*', 'APP_*'))
    const { exitCode, log } = await push(run, 'team-alice-workstation.pem')
    assert.equal(exitCode, 0, log)
    assertRan(run, ['build'], log)
  })

  it('check-schedule: a key that is too old fails the run', async (t) => {
    const run = project(t, { example: 'check-schedule', store: 'basic' }, {})
    startWithPush(run)
    const log = join(run.repository, '.kanuka/audit.jsonl')
    writeFileSync(log, readFileSync(log, 'utf8').replaceAll('"ts":"2026-', '"ts":"2025-'))
    const ended = await push(run, 'basic-alice.pkcs1.pem')
    assert.notEqual(ended.exitCode, 0, ended.log)
    assert.match(ended.log, /`max-key-age` allows 90 days/)
  })
})

/** In place of actions/upload-artifact and of `gh run`: artifacts lie where steps leave what they saw. */
const UPLOAD = `name: upload-artifact
description: keeps what a job leaves
inputs:
  name: { description: of the artifact, required: true }
  path: { description: a file, required: true }
  if-no-files-found: { description: not looked at, required: false }
  retention-days: { description: not looked at, required: false }
runs:
  using: node24
  main: main.mjs
`
const UPLOAD_MAIN = `
import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
const { INPUT_NAME: name, INPUT_PATH: path, ${EVIDENCE}: folder } = process.env
cpSync(path, join(folder, 'artifacts', name, basename(path)))
`
const GH = `#!/bin/sh
set -eu
: "$GH_TOKEN"
case "$1 $2" in
'run list') echo 41 ;;
'run download')
  test "$3 $4 $6" = '41 --name --dir'
  mkdir -p "$7"
  cp "$${EVIDENCE}/artifacts/$5/"* "$7/"
  ;;
*) exit 64 ;;
esac
`

/** The stand-ins in the home of a project. @returns what act takes for actions/upload-artifact */
function artifacts({ home }: Project): Readonly<Record<string, string>> {
  const folder = join(home, 'upload-artifact')
  mkdirSync(folder)
  writeFileSync(join(folder, 'action.yml'), UPLOAD)
  writeFileSync(join(folder, 'main.mjs'), UPLOAD_MAIN)
  mkdirSync(programs(home))
  writeFileSync(join(programs(home), 'gh'), GH, { mode: 0o755 })
  return { 'actions/upload-artifact@v4': folder }
}

/** What backup.yml uploads of the store `team`. */
async function backup(t: TestContext, vars: Readonly<Record<string, string>>): Promise<Project> {
  const run = project(t, { example: 'backup', store: 'team' }, {})
  const how = { inputs: {}, vars, actions: artifacts(run) }
  const { exitCode, log } = await start(run, 'stranger-rsa2048.pem', how)
  assert.equal(exitCode, 0, log)
  assert.match(log, /read back from disk, 16 entries as in "payments"/)
  return run
}

function uploaded({ evidence }: Project): readonly string[] {
  return readdirSync(join(evidence, 'artifacts/kanuka-backup'))
}

describe('examples of backups', async () => {
  const pair = await generateKey({ userIDs: [{ name: 'Test key of a backup' }] })
  const encrypted = { BACKUP_PUBLIC_KEYS: pair.publicKey }
  const secrets = { BACKUP_PRIVATE_KEY: pair.privateKey }

  for (const [kind, vars, name] of [
    ['encrypted', encrypted, /^kanuka-secrets-[\d-]{10}\.tar\.gz\.gpg$/],
    ['plain', {}, /^kanuka-secrets-[\d-]{10}\.tar\.gz$/],
  ] as const) {
    it(`backup, then restore-drill: the ${kind} archive comes back and opens`, async (t) => {
      const { evidence, ...made } = await backup(t, vars)
      assert.match(uploaded({ evidence, ...made }).join(), name)
      const drill = { ...project(t, { example: 'restore-drill', store: 'team' }, {}), evidence }
      const how = { inputs: {}, secrets, actions: artifacts(drill) }
      const { exitCode, log } = await start(drill, 'team-alice-workstation.pem', how)
      assert.equal(exitCode, 0, log)
      assert.match(log, /16 files restored from backup\/kanuka-secrets-.* into restored/)
      assert.match(log, /every secret file of the store opens/)
      assert.match(log, /every selected file can be decrypted/)
    })
  }

  it('restore: shows what it would do, then commits it', async (t) => {
    const { evidence } = await backup(t, encrypted)
    const restored = async (inputs: Readonly<Record<string, string>>): Promise<Project> => {
      const run = { ...project(t, { example: 'restore', store: 'team' }, {}), evidence }
      rmSync(join(run.repository, '.env.production.kanuka'))
      const workflow = join(run.repository, '.github/workflows/example.yml')
      // Pull requests are GitHub's alone.
      const text = readFileSync(workflow, 'utf8').replace('commit: pull-request', 'commit: branch')
      writeFileSync(workflow, text)
      const how = { inputs: { run: '41', grant: '', ...inputs }, secrets, actions: artifacts(run) }
      const { exitCode, log } = await start(run, 'team-alice-workstation.pem', how)
      assert.equal(exitCode, 0, log)
      assert.match(
        log,
        /1 file (?:would be )?restored from .*\/backup\/kanuka-secrets-.* into the workspace/,
      )
      return run
    }
    const changed = (run: Project): string =>
      execFileSync('git', ['-C', remoteOf(run), 'show', '--format=%s', '--name-only', 'main'], {
        encoding: 'utf8',
      })
    assert.match(changed(await restored({ 'dry-run': 'true' })), /^A project\n/)
    assert.match(
      changed(await restored({ 'dry-run': 'false' })),
      /^Restore secrets from kanuka-secrets-.*\.gpg\n\n\.env\.production\.kanuka\n\.kanuka\/audit\.jsonl\n$/,
    )
  })
})
