// How tests talk to the fake GitHub: plain HTTP and the real git, none of our own code.
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { folder } from '../action.ts'
import { fakeGithub, type FakeGithub, type FakeGithubOptions } from './fake-github.ts'

export const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) {
    commit { oid url message signature { isValid state wasSignedByGitHub } }
  }
}`

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

interface Asked {
  readonly token?: string | undefined
  readonly body?: unknown
}

async function ask(url: string, method: string, { token, body }: Asked): Promise<Reply> {
  const headers = {
    'user-agent': 'test',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(url, { method, headers, ...sent })
  const text = await response.text()
  const answer = (text === '' ? {} : JSON.parse(text)) as Reply['body']
  return { status: response.status, headers: response.headers, body: answer }
}

/** `rest(github, 'GET /git/ref/heads/main')` in the fake's repository. */
export async function rest(github: FakeGithub, what: string, asked: Asked = {}): Promise<Reply> {
  const [method = '', path = ''] = what.split(' ')
  const { GITHUB_API_URL: root, GITHUB_REPOSITORY: repository } = github.env
  return ask(`${root}/repos/${repository}${path}`, method, { token: github.token, ...asked })
}

export async function graphql(
  github: FakeGithub,
  asked: unknown,
  token = github.token,
): Promise<Reply> {
  return ask(github.env['GITHUB_GRAPHQL_URL'] ?? '', 'POST', { token, body: asked })
}

export interface CommitOptions {
  readonly head: string
  readonly branch?: string
  readonly add?: Readonly<Record<string, string>>
  readonly remove?: readonly string[]
  readonly token?: string
}

export async function commitOnBranch(github: FakeGithub, options: CommitOptions): Promise<Reply> {
  const { head, branch = 'main', add = {}, remove = [], token } = options
  const additions = Object.entries(add).map(([path, text]) => ({
    path,
    contents: Buffer.from(text).toString('base64'),
  }))
  const input = {
    branch: { repositoryNameWithOwner: 'acme/widgets', branchName: branch },
    expectedHeadOid: head,
    message: { headline: 'Rotate', body: 'All of them.' },
    fileChanges: { additions, deletions: remove.map((path) => ({ path })) },
  }
  return graphql(github, { query: COMMIT, variables: { input } }, token)
}

export function firstError({ body }: Reply): Readonly<Record<string, unknown>> {
  return (body['errors'] as Record<string, unknown>[])[0] ?? {}
}

export function filesWith(t: TestContext, contents: Readonly<Record<string, string>>): string {
  const path = folder(t)
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

/** A fake with one commit on `main`. */
export async function withCommit(
  t: TestContext,
  options: FakeGithubOptions = {},
): Promise<{ readonly github: FakeGithub; readonly head: string }> {
  const github = await fakeGithub(t, options)
  const head = github.push(filesWith(t, { 'README.md': 'hello\n', 'store/a.kanuka': 'a' }))
  return { github, head }
}

export interface Ran {
  readonly code: number
  readonly output: string
}

/** The real git, with a token as actions/checkout gives it. */
export async function runGit(
  github: FakeGithub,
  args: readonly string[],
  token: string | undefined = github.token,
): Promise<Ran> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  const header = `http.extraHeader=Authorization: Basic ${basic}`
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
  }
  return new Promise((resolve) => {
    execFile('git', ['-c', header, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr })
    })
  })
}
