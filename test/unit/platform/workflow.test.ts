// What the runner says about a run, in its variables and in the event's file.
import assert from 'node:assert/strict'
import { realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { readWorkflow, type Workflow } from '../../../src/platform/workflow.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { setEnvironment } from '../../helpers/workflows.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** Reads a run with this event; `payload` is the text of the event's file. */
function read(t: TestContext, payload?: string, variables: Variables = {}): Workflow {
  const workspace = folder(t)
  const event = join(workspace, 'event.json')
  if (payload !== undefined) writeFileSync(event, payload)
  setEnvironment(t, {
    GITHUB_EVENT_PATH: payload === undefined ? undefined : event,
    GITHUB_REPOSITORY: 'acme/widgets',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: workspace,
    ...variables,
  })
  return readWorkflow()
}

const fromHead = (head: unknown): string => JSON.stringify({ pull_request: { head } })

describe('the event', () => {
  const cases: Readonly<Record<string, readonly [payload: string, expected: Partial<Workflow>]>> = {
    'of a private repository': [
      '{"repository":{"private":true,"full_name":"acme/widgets"}}',
      { isPrivate: true, isForkPullRequest: false },
    ],
    'of a public repository': ['{"repository":{"private":false}}', { isPrivate: false }],
    'that does not say': ['{"repository":{}}', { isPrivate: false }],
    'without a repository (schedule)': ['{"schedule":"0 0 * * *"}', { isPrivate: false }],
    'with null for everything': [
      '{"repository":null,"pull_request":null}',
      { isPrivate: false, isForkPullRequest: false },
    ],
    'of a pull request from the repository itself': [
      fromHead({ repo: { full_name: 'acme/widgets' } }),
      { isForkPullRequest: false },
    ],
    'of a pull request from a fork': [
      fromHead({ repo: { full_name: 'mallory/widgets', private: true } }),
      { isForkPullRequest: true, isPrivate: false },
    ],
    'of a pull request whose fork was deleted': [
      fromHead({ repo: null }),
      { isForkPullRequest: true },
    ],
    'of a pull request that names no repository': [fromHead({}), { isForkPullRequest: true }],
    'of a pull request without a head (a comment on it)': [
      '{"pull_request":{}}',
      { isForkPullRequest: false },
    ],
    'with things that nobody asked for': [
      '{"repository":{"private":true,"x":[1]},"__proto__":{"y":1},"sender":{"login":"a"}}',
      { isPrivate: true },
    ],
  }
  for (const [what, [payload, expected]] of Object.entries(cases)) {
    test(what, (t) => {
      const workflow = read(t, payload)
      for (const [name, value] of Object.entries(expected)) {
        assert.equal(Reflect.get(workflow, name), value, name)
      }
    })
  }

  test('names commits', (t) => {
    const commits = (event: unknown): Workflow['commits'] => {
      const { commits: named = {} } = read(t, JSON.stringify(event))
      return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
    }
    assert.deepEqual(commits({ before: 'a', after: 'b' }), { before: 'a', after: 'b' })
    assert.deepEqual(
      commits({ pull_request: { head: { sha: 'a', repo: {} }, base: { sha: 'b', ref: 'main' } } }),
      { pullHead: 'a', pullBase: 'b', pullBaseRef: 'main' },
    )
    assert.deepEqual(commits({ merge_group: { base_sha: 'a', head_sha: 'b' } }), {
      queueBase: 'a',
      queueHead: 'b',
    })
    const others = { before: 1, after: {}, merge_group: 'x', pull_request: { base: [], head: {} } }
    assert.deepEqual(commits(others), {})
    assert.deepEqual(commits({ merge_group: null, pull_request: null, before: null }), {})
  })

  test('none: on a machine of one’s own', (t) => {
    const workflow = read(t)
    assert.deepEqual([workflow.isPrivate, workflow.isForkPullRequest], [false, false])
  })
})

describe('an event file that cannot be understood is an error', () => {
  for (const [what, payload, why] of [
    ['cut off', '{"repository":{"private":', /is no JSON/],
    ['empty', '', /is no JSON/],
    ['null', 'null', /does not have the form/],
    ['a number as `private`', '{"repository":{"private":1}}', /does not have the form/],
    ['a text as `private`', '{"repository":{"private":"false"}}', /does not have the form/],
    ['a text as pull request', '{"pull_request":"x"}', /does not have the form/],
  ] as const) {
    test(what, async (t) => {
      const error = await refusal(() => read(t, payload))
      assert.equal(error.code, 'RUNNER_FILE_MISSING')
      assert.match(error.what, why)
    })
  }

  test('not there', async (t) => {
    const error = await refusal(() => read(t, undefined, { GITHUB_EVENT_PATH: '/nowhere/event' }))
    assert.match(error.what, /\(GITHUB_EVENT_PATH\) cannot be read/)
  })
})

describe('variables', () => {
  test('as the runner sets them', (t) => {
    const workflow = read(t, undefined, {
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_ACTOR: 'octocat',
      GITHUB_SHA: 'f'.repeat(40),
      GITHUB_REF_NAME: 'feature/login',
      GITHUB_SERVER_URL: 'https://ghe.example.com',
    })
    const { eventName, repository, owner, actor, sha, refName, serverUrl } = workflow
    assert.deepEqual(
      { eventName, repository, owner, actor, sha, refName, serverUrl },
      {
        eventName: 'workflow_dispatch',
        repository: 'acme/widgets',
        owner: 'acme',
        actor: 'octocat',
        sha: 'f'.repeat(40),
        refName: 'feature/login',
        serverUrl: 'https://ghe.example.com',
      },
    )
  })

  test('none at all: here, and nothing is exported', (t) => {
    const names = ['EVENT_NAME', 'REPOSITORY', 'REPOSITORY_OWNER', 'ACTOR', 'SHA', 'REF_NAME']
    const files = ['SERVER_URL', 'WORKSPACE', 'ENV', 'OUTPUT']
    const gone = [...names, ...files].map((name) => [`GITHUB_${name}`, undefined])
    const workflow = read(t, undefined, { ...Object.fromEntries(gone), RUNNER_TEMP: undefined })
    assert.equal(workflow.eventName, '')
    assert.equal(workflow.serverUrl, 'https://github.com')
    assert.equal(workflow.workspace.given, process.cwd())
    assert.equal(workflow.temp.real, realpathSync(tmpdir()))
    assert.deepEqual([workflow.hasEnvironmentFile, workflow.hasOutputFile], [false, false])
  })

  test('the files for exports and outputs count only when they are there', (t) => {
    const there = join(folder(t), 'env')
    writeFileSync(there, '')
    const workflow = read(t, undefined, { GITHUB_ENV: there, GITHUB_OUTPUT: `${there}-not` })
    assert.deepEqual([workflow.hasEnvironmentFile, workflow.hasOutputFile], [true, false])
    assert.ok(read(t, undefined, { GITHUB_OUTPUT: there }).hasOutputFile)
  })
})

describe('folders', () => {
  test('by the name that the runner gives, and by the real one', (t) => {
    const parent = realpathSync(folder(t))
    const target = folder(t)
    symlinkSync(target, join(parent, 'link'))
    const { workspace } = read(t, undefined, { GITHUB_WORKSPACE: join(parent, 'link') })
    assert.deepEqual(workspace, { given: join(parent, 'link'), real: realpathSync(target) })
  })

  test('that are not there are named, with what to check', async (t) => {
    for (const name of ['GITHUB_WORKSPACE', 'RUNNER_TEMP']) {
      const error = await refusal(() => read(t, undefined, { [name]: '/nowhere/at/all' }))
      assert.equal(error.code, 'RUNNER_FILE_MISSING')
      assert.match(error.what, /\/nowhere\/at\/all does not exist/)
      assert.match(error.fix, /GITHUB_WORKSPACE and RUNNER_TEMP/)
    }
  })
})
