// The action as a workflow uses it: action.yml and dist/ run by act, a workflow engine, on this
// machine (no container, no network). Owns the temporary repository that act runs: the action's
// copy, a store, and witnesses that write down what later steps, and the posts after ours, can see.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { EVIDENCE, push, type Project } from '../helpers/act.ts'

const ROOT = join(import.meta.dirname, '../..')
const FIXTURES = join(ROOT, 'test/fixtures')
const TARGET = 'config/.env.production'

// Runs between our main and our post. Values never leave it: what it writes down are hashes.
const LOOK = `
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
const hash = (bytes) => bytes && createHash('sha256').update(bytes).digest('hex')
const file = '${TARGET}'
const seen = !existsSync(file) ? {} : {
  mode: (statSync(file).mode & 0o777).toString(8),
  file: hash(readFileSync(file)),
}
const { DATABASE_URL, SECRET_OUTPUT, FILES_COUNT, ${EVIDENCE}: folder } = process.env
writeFileSync(join(folder, process.argv[2] + '.json'), JSON.stringify({
  ...seen,
  exported: hash(DATABASE_URL),
  output: hash(SECRET_OUTPUT),
  count: FILES_COUNT,
}))
`

// An action of which only the post counts. Posts run last in, first out: it stands before ours.
const WITNESS = `name: witness
description: looks at the workspace after the posts of later steps
runs:
  using: node24
  main: main.mjs
  post: post.mjs
`

const WITNESS_POST = `process.argv[2] = 'post'
await import('../look.mjs')
`

const WORKFLOW = `on: push
jobs:
  decrypt:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: ./witness
      - uses: ./kanuka-action
        id: kanuka
        with:
          private-key: \${{ secrets.KANUKA_PRIVATE_KEY }}
          files: ${TARGET}.kanuka
          export-env: true
          set-outputs: true
          select: |
            DATABASE_URL
            API_TOKEN
      - run: node look.mjs step
        env:
          SECRET_OUTPUT: \${{ steps.kanuka.outputs.API_TOKEN }}
          FILES_COUNT: \${{ steps.kanuka.outputs.files-count }}
`

interface Seen {
  readonly mode?: string
  readonly file?: string
  readonly exported?: string
  readonly output?: string
  readonly count?: string
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Everything in one temporary folder that goes with the test. */
function newProject(t: TestContext): Project {
  const root = mkdtempSync(join(tmpdir(), 'kanuka-act-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const names = ['repository', 'home', 'evidence'] as const
  const [repository, home, evidence] = names.map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  cpSync(join(FIXTURES, 'basic'), repository, { recursive: true })
  const add = (path: string, text: string): void => {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), text)
  }
  add('.github/workflows/decrypt.yml', WORKFLOW)
  add('witness/action.yml', WITNESS)
  add('witness/main.mjs', '')
  add('witness/post.mjs', WITNESS_POST)
  add('look.mjs', LOOK)
  mkdirSync(home)
  mkdirSync(evidence)
  for (const part of ['action.yml', 'dist']) {
    cpSync(join(ROOT, part), join(repository, 'kanuka-action', part), { recursive: true })
  }
  return { repository, home, evidence }
}

function seenBy(project: Project, witness: 'step' | 'post'): Seen | undefined {
  const path = join(project.evidence, `${witness}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Seen) : undefined
}

function valueOf(plain: string, name: string): string {
  const line = plain.split('\n').find((text) => text.startsWith(`${name}=`))
  assert.ok(line, `the fixture has ${name}`)
  return line.slice(name.length + 1)
}

describe('the action in a workflow', () => {
  it('decrypts, exports and sets outputs for later steps, and cleans up after them', async (t) => {
    const project = newProject(t)
    const { exitCode, log } = await push(project, 'basic-alice.pkcs1.pem')
    assert.equal(exitCode, 0, log)
    const plain = readFileSync(join(FIXTURES, 'plain/basic', TARGET), 'utf8')
    assert.deepEqual(seenBy(project, 'step'), {
      mode: '600',
      file: sha256(plain),
      exported: sha256(valueOf(plain, 'DATABASE_URL')),
      output: sha256(valueOf(plain, 'API_TOKEN')),
      count: '1',
    })
    const after = seenBy(project, 'post')
    assert.ok(after, `the witness's post ran:\n${log}`)
    assert.equal(after.file, undefined, 'post has removed the plaintext')
    for (const name of ['DATABASE_URL', 'API_TOKEN']) {
      assert.ok(!log.includes(valueOf(plain, name)), `${name} is not in the log`)
    }
  })

  it('fails with a key that is no member, before any later step', async (t) => {
    const project = newProject(t)
    const { exitCode, log } = await push(project, 'stranger-rsa2048.pem')
    assert.equal(exitCode, 1, log)
    assert.match(log, /KEY_NOT_A_MEMBER/)
    assert.equal(seenBy(project, 'step'), undefined, 'no later step ran')
    const after = seenBy(project, 'post')
    assert.ok(after, `the witness's post ran:\n${log}`)
    assert.equal(after.file, undefined, 'nothing was written')
  })
})
