// What the runner would say about a workflow run, for code that is called without one.
import { realpathSync } from 'node:fs'
import type { TestContext } from 'node:test'
import type { Workflow } from '../../src/platform/workflow.ts'

/** A push by a member to a private repository, checked out to `workspace`. */
export function workflowIn(workspace: string, others: Partial<Workflow> = {}): Workflow {
  const folder = { given: workspace, real: realpathSync.native(workspace) }
  return {
    eventName: 'push',
    isPrivate: true,
    isForkPullRequest: false,
    repository: 'acme/widgets',
    owner: 'acme',
    actor: 'octocat',
    sha: '',
    ref: 'refs/heads/main',
    refName: 'main',
    runId: '1658821493',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
    workspace: folder,
    temp: folder,
    hasEnvironmentFile: true,
    hasOutputFile: true,
    ...others,
  }
}

/** Changes variables of this process until the test ends; undefined removes one. */
export function setEnvironment(
  t: TestContext,
  variables: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name]
    t.after(() => assign(name, before))
    assign(name, value)
  }
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}
