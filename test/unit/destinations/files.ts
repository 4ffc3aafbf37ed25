// A workspace and a temp folder, and sessions of plain files in them.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Context, Outcome, Session } from '../../../src/destinations/contract.ts'
import { file, type FileOptions } from '../../../src/destinations/file.ts'

export interface Folder {
  readonly workspace: string
  readonly temp: string
  readonly connect: (options: FileOptions, signal?: AbortSignal) => Promise<Session>
}

export function folder(t: TestContext, tempAs: (temp: string) => string = (temp) => temp): Folder {
  const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'kanuka-test-')))
  t.after(() => fs.rmSync(root, { recursive: true }))
  const [workspace, temp] = [join(root, 'workspace'), join(root, 'temp')]
  fs.mkdirSync(workspace)
  fs.mkdirSync(temp)
  const variables: Record<string, string> = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: tempAs(temp),
  }
  const context: Context = {
    name: 'file',
    fetch: () => assert.fail('no network'),
    signal: new AbortController().signal,
    mask: () => undefined,
    oidcToken: () => assert.fail('no token'),
    variable: (name) => variables[name],
  }
  return {
    workspace,
    temp,
    connect: (options, signal = context.signal) => file.connect(options, { ...context, signal }),
  }
}

export const told = (outcomes: readonly Outcome[] = []): readonly string[] =>
  outcomes.map((one) => (one.kind === 'failed' ? one.error.kind : one.kind))
