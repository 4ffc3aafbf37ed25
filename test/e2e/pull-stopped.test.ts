// A pull whose job is cancelled: what is begun is finished, nothing else is begun, the step fails and says what
// was not imported; the next run imports it.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, commitAll, folder, jobIn, key, withoutGit } from '../helpers/action.ts'
import { git } from '../helpers/committing.ts'
import { assertFails } from '../helpers/committing-asserts.ts'
import { openIndependently } from '../helpers/independent-reader.ts'
import {
  assertPulled,
  assertUnseen,
  CANARY,
  fileEntry,
  pulling,
  type Pulling,
} from '../helpers/pulling.ts'
import type { StepResult } from '../helpers/runner.ts'
import { watchedVault, type WatchedVault } from '../helpers/pushing-servers.ts'
import { HURRY, vaultEntry } from '../helpers/pushing.ts'
import { everythingIn } from '../helpers/rotating.ts'

const FILE = '.env.production.kanuka'
const KILLER = join(import.meta.dirname, '../helpers/kill-at-step.mjs')
const PATH = process.env['PATH'] ?? ''
const BY_GIT = { commit: 'branch', 'commit-method': 'git', 'github-token': '' }

/** From so many requests on, nobody gets an answer. @returns a file that is there once one waits */
function holdFrom(t: TestContext, vault: WatchedVault, request: number): string {
  const sign = join(folder(t), 'seen')
  const before = vault.seen.length
  vault.instead = () => {
    if (vault.seen.length - before < request) return false
    writeFileSync(sign, '')
    return true
  }
  return sign
}

interface Committing {
  readonly story: Pulling
  /** The remote. */
  readonly bare: string
  readonly head: string
}

async function committing(t: TestContext): Promise<Committing> {
  const story = await pulling(t, { [FILE]: 'A=1\n' })
  const bare = join(folder(t), 'origin.git')
  git('.', 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  const head = commitAll(story.workspace, bare)
  git(story.workspace, 'push', '--quiet', 'origin', 'main')
  story.place('there.json', JSON.stringify({ A: CANARY }))
  return { story, bare, head }
}

/** The job is cancelled when the run first starts git with this command. */
async function cancelledAtGit(t: TestContext, story: Pulling, what: string): Promise<StepResult> {
  const path = folder(t)
  const script = [
    '#!/bin/sh',
    `case " $* " in *" ${what} "*) kill -INT "$PPID" ;; esac`,
    `PATH='${PATH}' exec git "$@"`,
    '',
  ]
  writeFileSync(join(path, 'git'), script.join('\n'), { mode: 0o755 })
  const step = { env: { PATH: `${path}${delimiter}${PATH}` } }
  return story.run(fileEntry('there', 'there.json'), BY_GIT, { step })
}

const isWindows = process.platform === 'win32'

describe(
  'a pull that is cancelled',
  { skip: isWindows && 'signals of this kind are not sent there', concurrency: 2 },
  () => {
    for (const [request, what] of [
      [1, 'is first asked'],
      [3, 'has said half of what it holds'],
    ] as const) {
      test(`while a destination ${what}: nothing is imported, and no other is asked`, async (t) => {
        const vault = await watchedVault(t)
        vault.fake.writeByHand('app', { A: CANARY })
        vault.fake.writeByHand('other', { B: CANARY })
        const story = await pulling(t, { [FILE]: 'A=1\n' })
        story.place('there.json', JSON.stringify({ C: CANARY }))
        const from = `from: ${FILE}`
        const entries =
          fileEntry('there', 'there.json') +
          vaultEntry(vault.url, from) +
          vaultEntry(vault.url, 'name: other', 'path: other', from)
        const before = everythingIn(story.workspace)
        const signalWhen = { file: holdFrom(t, vault, request), signal: 'SIGINT' } as const
        const result = await story.run(entries, {}, { step: { signalWhen, env: HURRY } })
        assert.equal(result.signal, null)
        const said = /^the pull was stopped by the end of the job: nothing was imported/
        assertFails(result, 'RUN_STOPPED', said)
        assert.equal(result.annotations.length, 1, 'it is said once')
        assert.deepEqual(everythingIn(story.workspace), before)
        assert.ok(!vault.calls.some((call) => call.includes('other')))
        vault.instead = () => false
        assertPulled(await story.run(entries), [FILE])
        assert.equal(await story.text(FILE), `A=${CANARY}\nB=${CANARY}\nC=${CANARY}\n`)
      })
    }

    test('while one of two stores is written: it is whole, the other as it was', async (t) => {
      const workspace = checkout(t, 'monorepo')
      const stores = ['services/api', 'services/web']
      const entries = stores.map((store) => {
        const file = '.env.pulled.kanuka'
        return `- { name: '${store.slice(9)}', type: file, path: there.json, store: ${store}, from: ${file} }\n`
      })
      writeFileSync(join(workspace, 'there.json'), JSON.stringify({ A: CANARY }))
      const inputs = {
        command: 'pull',
        'private-key': key('monorepo-ci-all-stores.pem'),
        'working-directory': stores.join('\n'),
        destinations: entries.join(''),
      }
      const [api = '', web = ''] = stores.map((store) => join(workspace, store))
      const before = everythingIn(web)
      const job = await jobIn(t, workspace)
      const stop = { KILL_WITHIN: api, KILL_AT: '1', KILL_HOW: 'SIGINT' }
      const env = { NODE_OPTIONS: `--import=${KILLER}`, ...stop }
      const result = await job.run({ inputs, env })
      assertUnseen(result)
      const said = /^the pull was stopped by the end of the job: nothing was imported into ".*web/
      assertFails(result, 'RUN_STOPPED', said)
      assert.deepEqual(JSON.parse(result.outputs.get('files') ?? ''), [
        'services/api/.env.pulled.kanuka',
      ])
      assert.deepEqual(everythingIn(web), before)
      const { files } = await openIndependently(api, inputs['private-key'])
      assert.equal(files.get('.env.pulled.kanuka')?.toString(), `A=${CANARY}\n`)
      const next = await (await jobIn(t, workspace)).run({ inputs })
      assertPulled(next, ['services/web/.env.pulled.kanuka'])
    })

    test('before its commit is begun: nothing is committed', { skip: withoutGit }, async (t) => {
      const { story, bare, head } = await committing(t)
      const before = everythingIn(story.workspace)
      // The first thing that a commit needs is a folder there.
      const result = await cancelledAtGit(t, story, 'ls-tree')
      assertFails(result, 'RUN_STOPPED', /: nothing was imported/)
      assert.equal(git(bare, 'rev-parse', 'main'), head)
      assert.deepEqual(everythingIn(story.workspace), before)
    })

    test('while its commit lands: that is finished, here too', { skip: withoutGit }, async (t) => {
      const { story, bare, head } = await committing(t)
      const result = await cancelledAtGit(t, story, 'push')
      const said = /what there was to import had been imported by then/
      assertFails(result, 'RUN_STOPPED', said)
      assert.equal(git(bare, 'rev-parse', 'main^'), head)
      assert.equal(result.outputs.get('commit-sha'), git(bare, 'rev-parse', 'main'))
      assert.equal(await story.text(FILE), `A=${CANARY}\n`)
      const landed = git(bare, 'rev-parse', `main:${FILE}`)
      assert.equal(git(story.workspace, 'hash-object', '--no-filters', FILE), landed)
    })
  },
)
