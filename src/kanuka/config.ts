// .kanuka/config.toml: the project and who its members are.
import { parse, TomlError } from 'smol-toml'
import * as v from 'valibot'
import { ActionError } from '../errors.ts'
import type { Tree } from '../platform/tree.ts'
import { CONFIG_FILE, MAX_CONFIG_BYTES } from './layout.ts'

interface Device {
  readonly email: string | undefined
  readonly name: string | undefined
}

export interface Config {
  readonly projectUuid: string
  /** May be empty. */
  readonly projectName: string
  /** UUID of a device to the email of its person. */
  readonly users: ReadonlyMap<string, string>
  /** An entry may be missing: a member registered from a file has none. */
  readonly devices: ReadonlyMap<string, Device>
}

const ConfigSchema = v.looseObject({
  project: v.looseObject({
    project_uuid: v.pipe(v.string(), v.trim(), v.nonEmpty()),
    name: v.optional(v.string(), ''),
  }),
  users: v.optional(v.record(v.string(), v.string()), {}),
  devices: v.optional(
    v.record(
      v.string(),
      v.looseObject({ email: v.optional(v.string()), name: v.optional(v.string()) }),
    ),
    {},
  ),
})

/**
 * Reads the configuration of the store at the root of `tree`.
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when there is no config.toml
 * @throws ActionError CONFIG_INVALID
 */
export function readConfig(tree: Tree, shown: string): Config | undefined {
  const read = tree.read(CONFIG_FILE, MAX_CONFIG_BYTES)
  if ('failure' in read) {
    if (read.failure === 'absent') return undefined
    throw invalid(shown, `cannot be used: ${read.failure}`)
  }
  return parseConfig(read.bytes, shown)
}

/** @throws ActionError CONFIG_INVALID */
export function parseConfig(bytes: Uint8Array, shown: string): Config {
  const text = decode(bytes, shown)
  const marker = text.search(/^(<{7}|>{7}) /m)
  if (marker !== -1) {
    const line = text.slice(0, marker).split('\n').length
    throw invalid(shown, 'holds conflict markers of an unfinished merge', line)
  }
  const parsed = v.safeParse(ConfigSchema, parseToml(text, shown))
  if (!parsed.success) throw invalid(shown, describeIssue(parsed.issues[0]))
  const { project, users, devices } = parsed.output
  return {
    projectUuid: project.project_uuid,
    projectName: project.name,
    users: new Map(Object.entries(users)),
    devices: new Map(
      Object.entries(devices).map(([uuid, { email, name }]) => [uuid, { email, name }]),
    ),
  }
}

function decode(bytes: Uint8Array, shown: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (text.startsWith('\ufeff')) throw invalid(shown, 'starts with a byte order mark', 1)
    return text
  } catch (error) {
    if (error instanceof ActionError) throw error
    throw invalid(shown, 'is not UTF-8')
  }
}

function parseToml(text: string, shown: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof TomlError) throw invalid(shown, 'is no TOML', error.line)
    throw invalid(shown, 'is no TOML')
  }
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? ''
  if (path === 'project' || path === 'project.project_uuid') {
    return 'has no `project_uuid` in [project]'
  }
  return `has a wrong value at \`${path}\``
}

function invalid(shown: string, why: string, line?: number): ActionError {
  return new ActionError('CONFIG_INVALID', {
    what: `${shown} ${why}`,
    where: { file: shown, ...(line !== undefined && { line }) },
    fix: 'Restore it from git history (`git log -- .kanuka/config.toml`); `kanuka secrets doctor` checks it.',
  })
}
