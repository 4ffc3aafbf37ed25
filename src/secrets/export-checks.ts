// What the runner and the operating system take as variables and outputs: names and sizes, all
// checked before the first is written.
import { ActionError } from '../errors.ts'
import { isReservedName, isValidName } from './variable-names.ts'
import type { Variable } from './variables.ts'

/**
 * `NAME=value` in bytes. Linux refuses to start any process with a longer string (131,072) in its
 * environment, which would break every later step of the job; Windows stops at 32,767 characters.
 */
const MAX_VARIABLE_BYTES = process.platform === 'win32' ? 32_000 : 126_000
/** All together: with arguments, a process gets about 2 MiB. */
const MAX_ENVIRONMENT_BYTES = 1_000_000
/** GitHub keeps 1 MB of outputs a job. */
const MAX_OUTPUT_BYTES = 1_048_576

/** The one name that the runner itself never takes from a step, whatever a workflow allows. */
const RUNNER_REFUSES = 'NODE_OPTIONS'

export function checkEnvironment(
  variables: ReadonlyMap<string, Variable>,
  allowed: readonly string[],
): readonly ActionError[] {
  const opened = new Set(allowed.map((name) => name.toUpperCase()))
  const list = [...variables.values()]
  const reserved = list.filter(
    ({ name }) =>
      isReservedName(name) &&
      name.toUpperCase() !== RUNNER_REFUSES &&
      !opened.has(name.toUpperCase()),
  )
  return [
    ...invalidNames(list),
    ...reservedNames(reserved),
    ...list.filter(({ name }) => name.toUpperCase() === RUNNER_REFUSES).map(refusedByRunner),
    ...list.flatMap((variable) => tooLarge(variable)),
    ...tooMuch(list, MAX_ENVIRONMENT_BYTES, 'variables'),
  ]
}

/** @param ownNames the outputs that the action itself sets */
export function checkOutputs(
  variables: ReadonlyMap<string, Variable>,
  ownNames: readonly string[],
): readonly ActionError[] {
  const list = [...variables.values()]
  const own = new Set(ownNames.map((name) => name.toLowerCase()))
  const seen = new Map<string, Variable>()
  const clashes: ActionError[] = []
  for (const variable of list) {
    // Expressions compare names without case: steps.x.outputs.Token and .TOKEN are one.
    const key = variable.name.toLowerCase()
    const other = seen.get(key)
    if (own.has(key)) clashes.push(ownOutput(variable))
    else if (other) clashes.push(sameOutput(other, variable))
    seen.set(key, variable)
  }
  return [...invalidNames(list), ...clashes, ...tooMuch(list, MAX_OUTPUT_BYTES / 2, 'outputs')]
}

function invalidNames(list: readonly Variable[]): readonly ActionError[] {
  return list
    .filter(({ name }) => !isValidName(name))
    .map(
      ({ name, file, line }) =>
        new ActionError('NAME_INVALID', {
          what: `"${name}" (line ${line} of the decrypted ${file}) cannot be the name of a variable`,
          where: { file },
          fix: 'Names are letters, digits and `_`, no digit first. Rename it on the way out (`select: |` with `*` and `NEW_NAME=old.name`), or leave it out (`!old.name`).',
        }),
    )
}

function reservedNames(reserved: readonly Variable[]): readonly ActionError[] {
  const [first] = reserved
  if (!first) return []
  const names = [...new Set(reserved.map(({ name }) => name))]
  const block = names.map((name) => `    ${name}`).join('\n')
  return [
    new ActionError('NAME_RESERVED', {
      what: `${names.join(', ')} would change how later steps run, so ${names.length === 1 ? 'it is' : 'they are'} not exported`,
      where: { file: first.file },
      fix: `Leave them out with \`select\`, or, if this workflow really means to set them:\n  allow-env: |\n${block}`,
    }),
  ]
}

function refusedByRunner({ name, file }: Variable): ActionError {
  return new ActionError('NAME_RESERVED', {
    what: `${name} cannot be exported: the runner refuses it`,
    where: { file },
    fix: `Leave it out (\`select: |\` with \`!${name}\`), and set it in the workflow's own \`env:\` where it is needed.`,
  })
}

function tooLarge({ name, value, file }: Variable): readonly ActionError[] {
  const text = value.reveal()
  const bytes = Buffer.byteLength(`${name}=${text}`)
  if (bytes <= MAX_VARIABLE_BYTES) return []
  return [
    new ActionError('VALUE_TOO_LARGE', {
      what: `${name} has ${bytes} bytes; over ${MAX_VARIABLE_BYTES} no later step of the job could start`,
      where: { file },
      fix: 'Leave it out with `select` (`!NAME`) and use the decrypted file.',
    }),
  ]
}

function tooMuch(list: readonly Variable[], limit: number, what: string): readonly ActionError[] {
  const total = list.reduce(
    (sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value.reveal()),
    0,
  )
  if (total <= limit) return []
  return [
    new ActionError('VALUE_TOO_LARGE', {
      what: `the selected variables have ${total} bytes together; as ${what} at most ${limit} can be set`,
      fix: 'Choose fewer with `select` or `files`, or use the decrypted files.',
    }),
  ]
}

function ownOutput({ name, file }: Variable): ActionError {
  return new ActionError('OUTPUT_CLASH', {
    what: `the variable ${name} has the name of an output that this action sets itself`,
    where: { file },
    fix: `Rename it on the way out: \`select: |\` with \`*\` and \`MY_${name}=${name}\`, or \`key-schema: MY_{{secretKey}}\`.`,
  })
}

function sameOutput(first: Variable, second: Variable): ActionError {
  return new ActionError('OUTPUT_CLASH', {
    what: `${first.name} and ${second.name} are one output: expressions do not tell case`,
    where: { file: second.file },
    fix: `Rename one of them with \`select\` (\`OTHER_NAME=${second.name}\`), or leave it out (\`!${second.name}\`).`,
  })
}
