// From decrypted files to the variables that go out: selected, renamed, checked. Nothing is written
// here; every mistake is found before anything is.
import { basename } from 'node:path'
import { ActionError } from '../errors.ts'
import { MAX_DOTENV_BYTES, type Dotenv } from './dotenv.ts'
import { environmentOf, type KeySchema } from './key-schema.ts'
import type { SecretText } from '../secret-value.ts'
import type { Selection } from './selection.ts'
import { isPrototypeName } from './variable-names.ts'

export interface VariableSource {
  /** How messages name it, relative to the workspace. */
  readonly file: string
  /** Name of its plaintext, which may tell the environment. */
  readonly plaintextName: string
  readonly project: string
  /** undefined when the file is no text or too large. */
  readonly dotenv: Dotenv | undefined
  readonly size: number
}

export interface Variable {
  readonly name: string
  /** Its name in the file. */
  readonly sourceName: string
  readonly value: SecretText
  readonly file: string
  readonly line: number
}

export interface Collected {
  readonly variables: ReadonlyMap<string, Variable>
  /** Names that several files hold: the last file won. */
  readonly overridden: readonly { readonly name: string; readonly files: readonly string[] }[]
  readonly errors: readonly ActionError[]
}

export interface CollectRules {
  readonly selection: Selection
  readonly schema: KeySchema | undefined
  /** Overrides what the file names tell. */
  readonly environment: string | undefined
  readonly branch: string
}

/** Later files win. */
export function collectVariables(
  sources: readonly VariableSource[],
  rules: CollectRules,
): Collected {
  const errors: ActionError[] = []
  const variables = new Map<string, Variable>()
  const files = new Map<string, string[]>()
  for (const source of sources) {
    for (const variable of variablesOf(source, rules, errors)) {
      const earlier = variables.get(variable.name)
      if (earlier && earlier.sourceName !== variable.sourceName) {
        errors.push(clash(earlier, variable))
      }
      variables.set(variable.name, variable)
      files.set(variable.name, [...(files.get(variable.name) ?? []), source.file])
    }
  }
  const names = sources.flatMap(({ dotenv }) => [...(dotenv?.variables.keys() ?? [])])
  for (const rule of rules.selection.unmatched(new Set(names))) errors.push(unmatched(rule))
  const overridden = [...files]
    .filter(([, list]) => new Set(list).size > 1)
    .map(([name, list]) => ({ name, files: list }))
  return { variables, overridden, errors }
}

function variablesOf(
  source: VariableSource,
  rules: CollectRules,
  errors: ActionError[],
): readonly Variable[] {
  const { dotenv } = source
  if (!dotenv) {
    errors.push(notText(source))
    return []
  }
  errors.push(...strayLines(source, dotenv))
  const lines = new Map(dotenv.assignments.map(({ name, line }) => [name, line]))
  errors.push(...prototypeNames(source, rules, lines))
  const found: Variable[] = []
  for (const [sourceName, value] of dotenv.variables) {
    for (const selected of rules.selection.namesFor(sourceName)) {
      const line = lines.get(sourceName) ?? 1
      try {
        const name = rename(selected, source, rules)
        found.push({ name, sourceName, value, file: source.file, line })
      } catch (error) {
        if (error instanceof ActionError) errors.push(error)
        else throw error
        return found
      }
    }
  }
  return found
}

function rename(name: string, source: VariableSource, rules: CollectRules): string {
  if (!rules.schema) return name
  const environment = rules.environment ?? environmentOf(basename(source.plaintextName))
  if (rules.schema.usesEnvironment && environment === undefined) {
    throw new ActionError('SCHEMA_INVALID', {
      what: `\`key-schema\` uses {{environment}}, and the name of ${source.file} tells none`,
      where: { file: source.file },
      fix: 'Give it: `environment: production`. File names tell it as in `.env.production.kanuka`.',
    })
  }
  return rules.schema.apply(new Map([...schemaVariables(source, rules), ['secretKey', name]]))
}

/** What a key schema may use of a file besides `secretKey`. */
export function schemaVariables(
  { plaintextName, project }: Pick<VariableSource, 'plaintextName' | 'project'>,
  { environment, branch }: Pick<CollectRules, 'environment' | 'branch'>,
): ReadonlyMap<string, string> {
  const file = basename(plaintextName)
  return new Map([
    ['environment', environment ?? environmentOf(file) ?? ''],
    ['project', project],
    ['file', file],
    ['branch', branch],
  ])
}

function notText(source: VariableSource): ActionError {
  if (source.size > MAX_DOTENV_BYTES) {
    return new ActionError('FILE_TOO_LARGE', {
      what: `${source.file} is too large to hold variables (over ${MAX_DOTENV_BYTES} bytes)`,
      where: { file: source.file },
      fix: 'Leave it out with `files`, and write it as a file in a step of its own.',
    })
  }
  return new ActionError('FILE_NOT_TEXT', {
    what: `${source.file} is not UTF-8 text, so it holds no variables`,
    where: { file: source.file },
    fix: 'Save it as UTF-8, or leave it out with `files: |` and `!path`. As a file it can be decrypted.',
  })
}

// One error a file; the first line is enough to find the rest.
function strayLines(source: VariableSource, dotenv: Dotenv): readonly ActionError[] {
  const [line] = dotenv.strayLines
  if (line === undefined) return []
  const amount = dotenv.strayLines.length
  return [
    new ActionError('FILE_NOT_DOTENV', {
      what: `line ${line} of the decrypted ${source.file} is no assignment${amount > 1 ? ` (and ${amount - 1} more)` : ''}`,
      where: { file: source.file },
      fix: 'Write NAME=value; put values with line ends in double quotes. Or leave the file out with `files`.',
    }),
  ]
}

function prototypeNames(
  source: VariableSource,
  rules: CollectRules,
  lines: ReadonlyMap<string, number>,
): readonly ActionError[] {
  return [...lines]
    .filter(([name]) => isPrototypeName(name) && rules.selection.namesFor(name).length > 0)
    .map(
      ([name, line]) =>
        new ActionError('NAME_INVALID', {
          what: `line ${line} of the decrypted ${source.file} sets ${name}, which no reader of dotenv files keeps`,
          where: { file: source.file },
          fix: `Rename it, or leave it out: \`select: |\` with \`!${name}\`.`,
        }),
    )
}

function clash(earlier: Variable, later: Variable): ActionError {
  return new ActionError('NAME_CLASH', {
    what: `${earlier.sourceName} (${earlier.file}) and ${later.sourceName} (${later.file}) would both go out as ${later.name}`,
    where: { file: later.file },
    fix: 'Change the rename or the `key-schema` so that names stay different.',
  })
}

function unmatched(rule: string): ActionError {
  return new ActionError('SELECT_INVALID', {
    what: `the \`select\` rule "${rule}" matches no variable of the selected files`,
    fix: 'Correct the name (case counts), or remove the rule.',
  })
}
