// The environment that the runner gives to a step's process. Built from nothing: a step must never
// depend on what happens to be set where the tests run. Only PATH is taken over, to find git.
import { delimiter } from 'node:path'

type Variables = Readonly<Record<string, string>>

/** Where a step's environment comes from. */
export interface Layers {
  readonly system: Variables
  /** Through GITHUB_PATH by earlier steps. */
  readonly paths: readonly string[]
  readonly job: Variables
  /** Through GITHUB_ENV by earlier steps. */
  readonly exported: Variables
  readonly step: Variables
  readonly inputs: Variables
  readonly state: Variables
  readonly context: Variables
}

/**
 * What a workflow sets loses against the runner's own contexts, which are therefore safe from an
 * earlier step. Only the tests, which set such names through the job's or the step's `env`, win.
 */
export function environmentOf(layers: Layers): Record<string, string> {
  const { system, paths, job, exported, step, inputs, state, context } = layers
  const wanted = Object.entries({ ...job, ...step }).filter(([name]) => name in context)
  const workflow: Variables = { ...system, ...job, ...exported, ...step }
  return {
    ...workflow,
    PATH: [...paths, workflow['PATH'] ?? ''].join(delimiter),
    ...renamed(state, (name) => `STATE_${name}`),
    ...renamed(inputs, inputVariable),
    ...context,
    ...Object.fromEntries(wanted),
  }
}

/** What the runner prints above a step's output. */
export function headerLines({ inputs, job, exported, step }: Layers): string[] {
  const env = Object.entries({ ...job, ...exported, ...step })
  const given = Object.entries(inputs).filter(([, value]) => value !== '')
  const list = (title: string, entries: readonly (readonly [string, string])[]): string[] =>
    entries.length === 0 ? [] : [title, ...entries.map(([name, value]) => `  ${name}: ${value}`)]
  return ['##[group]Run', ...list('with:', given), ...list('env:', env), '##[endgroup]']
}

export function systemVariables(home: string): Record<string, string> {
  const names = process.platform === 'win32' ? ['SystemRoot', 'PATHEXT'] : []
  return {
    ...Object.fromEntries(names.map((name) => [name, process.env[name] ?? ''])),
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CI: 'true',
  }
}

interface RunnerContext {
  readonly workspace: string
  readonly temp: string
  readonly tools: string
  readonly eventName: string
  readonly eventPath: string
  readonly debug: boolean
}

/** The `github` and `runner` contexts: set for every step, above anything that a workflow sets. */
export function contextVariables(context: RunnerContext): Record<string, string> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__acme_kanuka',
    GITHUB_ACTOR: 'octo-cat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_EVENT_NAME: context.eventName,
    GITHUB_EVENT_PATH: context.eventPath,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'build',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'acme/widgets',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_TRIGGERING_ACTOR: 'octo-cat',
    GITHUB_WORKFLOW: 'CI',
    GITHUB_WORKSPACE: context.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: process.platform === 'win32' ? 'Windows' : 'Linux',
    RUNNER_TEMP: context.temp,
    RUNNER_TOOL_CACHE: context.tools,
    ...(context.debug ? { RUNNER_DEBUG: '1' } : {}),
  }
}

/** What the step gives, and action.yml's default for each input that it does not: names ignore case. */
export function withDefaults(inputs: Variables, defaults: Variables): Record<string, string> {
  const given = new Set(Object.keys(inputs).map((name) => name.toUpperCase()))
  const missing = Object.entries(defaults).filter(([name]) => !given.has(name.toUpperCase()))
  return { ...inputs, ...Object.fromEntries(missing) }
}

/** `private-key` is handed over as INPUT_PRIVATE-KEY. */
function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

function renamed(values: Variables, rename: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]))
}
