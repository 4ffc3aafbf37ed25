// A check that keeps a comment: a pull request on the fake GitHub, and what is written there.
import type { TestContext } from 'node:test'
import { assertNothingSecret, checkPull, runCheck, type CheckPull, type Edit } from './checking.ts'
import { git } from './committing.ts'
import { fakeGithub, type FakeGithub, type FakeGithubOptions } from './github/fake-github.ts'

export interface Commented {
  readonly github: FakeGithub
  readonly pull: CheckPull
  readonly check: CheckPull['check']
}

export interface CommentedStory {
  readonly store?: string
  readonly arrange?: Edit
  readonly branch?: readonly Edit[]
  readonly github?: FakeGithubOptions
}

/** A pull request on the fake GitHub, checked with `comment: true`. */
export async function commented(t: TestContext, story: CommentedStory): Promise<Commented> {
  const { github: given, store = 'basic', ...rest } = story
  const github = await fakeGithub(t, given)
  const pull = await checkPull(t, { store, ...rest })
  git(pull.workspace, 'push', '--quiet', `file://${github.bare}`, 'main', 'feature')
  openPull(github, pull)
  return {
    github,
    pull,
    check: async (inputs, options = {}) => {
      const result = await runCheck(t, {
        workspace: pull.workspace,
        base: pull.tip,
        head: git(pull.workspace, 'rev-parse', 'HEAD'),
        inputs: { comment: 'true', 'github-token': github.token, ...inputs },
        options: { ...options, env: { ...github.env, ...options.env } },
      })
      assertNothingSecret(result, ...github.comments.map(({ body }) => body))
      return result
    },
  }
}

// The event is about number 7.
function openPull(github: FakeGithub, { head }: CheckPull): void {
  const pulls = github.pulls as unknown[]
  const pull = { number: 7, title: 'x', body: null, head: 'feature', base: 'main', state: 'open' }
  pulls.push({
    ...pull,
    labels: [],
    draft: false,
    createdAt: '2026-01-01T00:00:00Z',
    headId: head,
  })
}

export function bodyOf({ comments }: FakeGithub, index = 0): string {
  return comments[index]?.body ?? ''
}
