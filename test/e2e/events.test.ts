// Events that outsiders can start, and runs without secrets.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, commitAll, jobIn, key, withoutGit } from '../helpers/action.ts'
import { inlineScript } from '../helpers/jobs.ts'
import type { StepResult } from '../helpers/runner.ts'

const INPUTS = { 'private-key': key('basic-alice.pkcs1.pem') }
const PAYLOAD = { repository: { private: true, full_name: 'acme/widgets' } }

interface Checkout {
  readonly event: string
  /** What happens to the checkout after the commit of the event. */
  readonly change?: (workspace: string) => void
  readonly origin?: string
  readonly sha?: string
  readonly inputs?: Readonly<Record<string, string>>
}

async function run(t: TestContext, options: Checkout): Promise<StepResult> {
  const workspace = checkout(t, 'basic')
  const head = commitAll(workspace, options.origin)
  options.change?.(workspace)
  const event = { name: options.event, payload: PAYLOAD }
  const env = { GITHUB_SHA: options.sha ?? head }
  const job = await jobIn(t, workspace, { event, env })
  return job.run({ inputs: { ...INPUTS, ...options.inputs } })
}

function assertUntrusted(result: StepResult, why: RegExp): void {
  assert.equal(result.exitCode, 1)
  assert.equal(result.annotations[0]?.title, 'Kanuka: UNTRUSTED_EVENT')
  assert.match(result.annotations[0]?.message ?? '', why)
}

const UNTRUSTED = [
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'fork',
  'an_event_of_tomorrow',
]

describe('events that outsiders can start', { skip: withoutGit }, () => {
  for (const event of UNTRUSTED) {
    test(`${event}: the event's own commit is trusted, another one is not`, async (t) => {
      const own = await run(t, { event })
      assert.equal(own.exitCode, 0, own.log)
      assertUntrusted(await run(t, { event, sha: '0'.repeat(40) }), /not the event's own/)
    })
  }

  for (const [what, options, why] of [
    ['a fork', { origin: 'https://github.com/mallory/widgets' }, /not of acme\/widgets/],
    ['another server', { origin: 'https://github.evil.example/acme/widgets' }, /not of acme/],
    ['no remote of a known form', { origin: '/srv/acme/widgets' }, /not of acme/],
  ] as const) {
    test(`a checkout of ${what} is refused`, async (t) => {
      assertUntrusted(await run(t, { event: 'workflow_run', ...options }), why)
    })
  }

  for (const origin of ['git@github.com:acme/widgets.git', 'https://x@github.com/Acme/Widgets']) {
    test(`a checkout of ${origin} is our own repository`, async (t) => {
      assert.equal((await run(t, { event: 'workflow_run', origin })).exitCode, 0)
    })
  }

  for (const [what, change, why] of [
    [
      'a public key was put there',
      (path: string) => fs.writeFileSync(join(path, '.kanuka/public_keys/x.pub'), 'x'),
      undefined,
    ],
    [
      'config.toml was changed',
      (path: string) => fs.appendFileSync(join(path, '.kanuka/config.toml'), '\n'),
      /config\.toml differs/,
    ],
    [
      'a secret file was replaced',
      (path: string) =>
        fs.copyFileSync(join(path, '.env.kanuka'), join(path, 'config/.env.production.kanuka')),
      /config\/\.env\.production\.kanuka differs/,
    ],
    [
      'a secret file was added',
      (path: string) => fs.copyFileSync(join(path, '.env.kanuka'), join(path, '.env.x.kanuka')),
      /\.env\.x\.kanuka differs/,
    ],
    [
      'git was told to look away',
      (path: string) => {
        fs.appendFileSync(join(path, '.kanuka/config.toml'), '\n')
        fs.writeFileSync(join(path, '.git/info/attributes'), '* filter=clean\n')
        const clean = '[filter "clean"]\n\tclean = git show HEAD:.kanuka/config.toml\n'
        fs.appendFileSync(join(path, '.git/config'), clean)
      },
      /config\.toml differs/,
    ],
    [
      'there is no git at all',
      (path: string) => fs.rmSync(join(path, '.git'), { recursive: true }),
      /no git checkout/,
    ],
  ] as const) {
    test(`not trusted when ${what}`, async (t) => {
      const result = await run(t, { event: 'pull_request_target', change })
      if (why) assertUntrusted(result, why)
      else assertUntrusted(result, /x\.pub differs/)
    })
  }

  for (const command of ['push', 'decrypt']) {
    test(`${command}: a destinations file that is not the event's sends no value anywhere`, async (t) => {
      const workspace = checkout(t, 'basic')
      const file = join(workspace, 'destinations.yml')
      const pushTo = (path: string): string =>
        `- { name: one, type: file, path: ${path}, from: .env.kanuka }\n`
      fs.writeFileSync(file, pushTo('out/own.json'))
      const head = commitAll(workspace)
      const event = { name: 'workflow_run', payload: PAYLOAD }
      const env = { GITHUB_SHA: head }
      const inputs = { ...INPUTS, command, 'destinations-file': 'destinations.yml' }
      const job = await jobIn(t, workspace, { event, env })
      const own = await job.run({ inputs })
      assert.equal(own.exitCode, 0, own.log)
      assert.ok(fs.existsSync(join(workspace, 'out/own.json')))
      fs.writeFileSync(file, pushTo('out/others.json'))
      assertUntrusted(await job.run({ inputs }), /destinations\.yml differs/)
      assert.equal(fs.existsSync(join(workspace, 'out/others.json')), false)
    })
  }

  test('sync: what the run itself has rotated is still pushed', async (t) => {
    const workspace = checkout(t, 'basic')
    const head = commitAll(workspace)
    const event = { name: 'workflow_run', payload: PAYLOAD }
    const job = await jobIn(t, workspace, { event, env: { GITHUB_SHA: head } })
    const destinations = '- { name: one, type: file, path: out/own.json, from: .env.kanuka }'
    const result = await job.run({ inputs: { ...INPUTS, command: 'sync', destinations } })
    assert.equal(result.exitCode, 0, result.log)
    assert.ok(fs.existsSync(join(workspace, 'out/own.json')))
  })

  test('allow-untrusted is the workflow saying that it knows', async (t) => {
    const inputs = { 'allow-untrusted': 'true' }
    const result = await run(t, { event: 'workflow_run', sha: '0'.repeat(40), inputs })
    assert.equal(result.exitCode, 0, result.log)
  })

  test('hooks and fsmonitor of the checkout are never run', async (t) => {
    const workspace = checkout(t, 'basic')
    const head = commitAll(workspace)
    const seen = join(workspace, 'seen')
    const script = `#!/bin/sh\necho ran >> ${seen}\n`
    fs.writeFileSync(join(workspace, 'evil.sh'), script, { mode: 0o755 })
    for (const hook of ['post-checkout', 'pre-commit', 'post-index-change']) {
      fs.mkdirSync(join(workspace, '.git/hooks'), { recursive: true })
      fs.writeFileSync(join(workspace, '.git/hooks', hook), script, { mode: 0o755 })
    }
    const config = `[core]\n\tfsmonitor = ${join(workspace, 'evil.sh')}\n`
    fs.appendFileSync(join(workspace, '.git/config'), config)
    fs.writeFileSync(join(workspace, '.env'), 'OLD=1\n')
    const event = { name: 'workflow_run', payload: PAYLOAD }
    const job = await jobIn(t, workspace, { event, env: { GITHUB_SHA: head } })
    const result = await job.run({ inputs: INPUTS })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(fs.existsSync(seen), false)
  })
})

describe('without a key', () => {
  const fork = {
    name: 'pull_request',
    payload: { ...PAYLOAD, pull_request: { head: { repo: { full_name: 'mallory/widgets' } } } },
  }
  for (const [what, options, why] of [
    ['a fork', { event: fork }, /a pull request from a fork gets no secrets/],
    [
      'Dependabot',
      { env: { GITHUB_ACTOR: 'dependabot[bot]' } },
      /Dependabot get no Actions secrets/,
    ],
    ['a mistyped secret', {}, /the secret is not set, has another name/],
  ] as const) {
    test(`the empty key of ${what} is explained`, async (t) => {
      const job = await jobIn(t, checkout(t, 'basic'), options)
      const result = await job.run({ inputs: { 'private-key': '' } })
      assert.equal(result.exitCode, 1)
      assert.equal(result.annotations[0]?.title, 'Kanuka: KEY_MISSING')
      assert.match(result.annotations[0]?.message ?? '', why)
    })
  }

  test('if-no-key: skip ends well with a notice and skipped=true', async (t) => {
    const job = await jobIn(t, checkout(t, 'basic'), { event: fork })
    const result = await job.run({ inputs: { 'private-key': '  \n', 'if-no-key': 'skip' } })
    assert.equal(result.exitCode, 0)
    assert.equal(result.outputs.get('skipped'), 'true')
    assert.equal(result.annotations[0]?.type, 'notice')
    assert.equal(fs.existsSync(join(job.workspace, '.env')), false)
  })

  test('a key that came masked from another job is recognised', async (t) => {
    const job = await jobIn(t, checkout(t, 'basic'))
    const result = await job.run({ inputs: { 'private-key': '***' } })
    assert.match(result.annotations[0]?.message ?? '', /an output that GitHub masked/)
  })
})

describe('inputs', () => {
  for (const [name, value, why] of [
    ['write-files', 'yes', /`write-files` must be `true` or `false`/],
    ['command', 'encrypt', /`command` must be one of `decrypt`/],
    ['min-mask-length', '0', /whole number from 1/],
    ['show-names', 'maybe', /`true`, `false`, `auto`/],
    ['key-schema', '{{#each this}}x{{/each}}', /cannot be used/],
    ['select', 'A=B=C', /no name and no pattern/],
  ] as const) {
    test(`${name}: ${value} is refused by name`, async (t) => {
      const job = await jobIn(t, checkout(t, 'basic'))
      const inputs = { ...INPUTS, 'export-env': 'true', [name]: value }
      const result = await job.run({ inputs })
      assert.equal(result.exitCode, 1)
      assert.match(result.annotations[0]?.message ?? '', why)
      assert.equal(fs.existsSync(join(job.workspace, '.env')), false)
    })
  }
})

test('without the files of the runner nothing is exported, and no value is printed', async (t) => {
  const job = await jobIn(t, checkout(t, 'basic'))
  const inputs = { ...INPUTS, 'export-env': 'true', 'set-outputs': 'true' }
  const env = { GITHUB_ENV: '', GITHUB_OUTPUT: '' }
  const result = await job.run({ inputs, env })
  assert.equal(result.exitCode, 1)
  assert.equal(result.annotations[0]?.title, 'Kanuka: RUNNER_FILE_MISSING')
  assert.doesNotMatch(result.rawOutput, /set-env|set-output|tok_test/)
})

test('a store of 200 MB needs less than three times its size in memory', async (t) => {
  const { sealedStore } = await import('../helpers/sealed-store.ts')
  const megabytes = 200
  const part = new Uint8Array((megabytes * 1_000_000) / 4).fill(7)
  const names = ['a', 'b', 'c', 'd'].map((name) => `${name}/.env.kanuka`)
  const store = await sealedStore(t, Object.fromEntries(names.map((name) => [name, part])))
  const job = await jobIn(t, store.workspace)
  const peak = join(job.temp, 'peak')
  const main = join(import.meta.dirname, '../../dist/main/index.js')
  const script = inlineScript(
    job,
    `import { writeFileSync } from 'node:fs'
     process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)))
     await import(${JSON.stringify(main)})`,
  )
  const result = await job.run({ script, inputs: { 'private-key': store.key } })
  assert.equal(result.exitCode, 0, result.log)
  const peakMegabytes = Number(fs.readFileSync(peak, 'utf8')) / 1000
  assert.ok(peakMegabytes < megabytes * 3, `${peakMegabytes} MB`)
})
