// The files behind GITHUB_ENV, GITHUB_OUTPUT, GITHUB_STATE, GITHUB_STEP_SUMMARY and GITHUB_PATH: made
// anew for each step, read by the runner when the step has ended (FileCommandManager). The grammar
// is the runner's own on Linux, where only LF ends a line.
import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLines } from './runner-masking.ts'
import { type Step } from './runner-step.ts'

// In the order in which the runner reads them.
const KINDS = [
  { name: 'path', prefix: 'add_path_', read: readPaths },
  { name: 'env', prefix: 'set_env_', read: readVariables },
  { name: 'step_summary', prefix: 'step_summary_', read: readSummary },
  { name: 'state', prefix: 'save_state_', read: readState },
  { name: 'output', prefix: 'set_output_', read: readOutputs },
] as const

const MAX_SUMMARY_KIB = 1024

export class FileCommands {
  /** GITHUB_ENV and its siblings. */
  readonly variables: Readonly<Record<string, string>>
  readonly #pathOf: (prefix: string) => string

  constructor(temp: string) {
    const folder = join(temp, '_runner_file_commands')
    const suffix = randomUUID()
    mkdirSync(folder, { recursive: true })
    this.#pathOf = (prefix) => join(folder, prefix + suffix)
    for (const { prefix } of KINDS) writeFileSync(this.#pathOf(prefix), '')
    this.variables = Object.fromEntries(
      KINDS.map(({ name, prefix }) => [`GITHUB_${name.toUpperCase()}`, this.#pathOf(prefix)]),
    )
  }

  /** What stands before a mistake in a file has been done when the mistake is found. */
  process(step: Step): void {
    for (const { name, prefix, read } of KINDS) {
      try {
        const content = readRegular(this.#pathOf(prefix))
        if (content) read(step, content)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        step.fail(`Unable to process file command '${name}' successfully.`, why)
      }
    }
  }
}

// A file that the step removed is no mistake; a link would make the runner read something else.
function readRegular(path: string): Buffer | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats?.isSymbolicLink()) {
    throw new Error(`Refusing to access symbolic link at '${path}'.`)
  }
  return stats && readFileSync(path)
}

function readPaths(step: Step, content: Buffer): void {
  for (const line of decode(content).split(/\r?\n/)) if (line !== '') step.addPath(line)
}

function readVariables(step: Step, content: Buffer): void {
  for (const [name, value] of parsePairs(decode(content))) {
    if (name.toUpperCase() === 'NODE_OPTIONS') {
      // Refused, but not a failure of the step.
      const why = "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command."
      step.annotate('error', why)
    } else {
      step.setVariable(name, value)
    }
  }
}

function readSummary(step: Step, content: Buffer): void {
  if (content.length > MAX_SUMMARY_KIB * 1024) {
    const limit = `supports content up to a size of ${MAX_SUMMARY_KIB}k`
    const found = `got ${Math.floor(content.length / 1024)}k`
    return step.annotate('error', `$GITHUB_STEP_SUMMARY upload aborted, ${limit}, ${found}.`)
  }
  const { masker } = step.scope
  step.summary = readLines(decode(content))
    .map((line) => `${masker.mask(line)}\n`)
    .join('')
}

function readState(step: Step, content: Buffer): void {
  for (const [name, value] of parsePairs(decode(content))) step.setState(name, value)
}

function readOutputs(step: Step, content: Buffer): void {
  for (const [name, value] of parsePairs(decode(content))) {
    step.setOutput(name, value)
    step.debug(`Set output ${name} = ${value}`)
  }
}

// Drops a byte order mark and replaces what is not UTF-8.
function decode(content: Buffer): string {
  return new TextDecoder().decode(content)
}

interface Line {
  readonly text: string
  readonly isEnded: boolean
}

/** `NAME=value` and `NAME<<DELIMITER … DELIMITER`; empty lines between them are nothing. */
function* parsePairs(text: string): Generator<readonly [name: string, value: string]> {
  const lines = splitLines(text)
  for (let line = lines.shift(); line; line = lines.shift()) {
    if (line.text === '') continue
    const [operator] = /=|<</.exec(line.text) ?? []
    if (operator === undefined) throw new Error(`Invalid format '${line.text}'`)
    const at = line.text.indexOf(operator)
    const name = line.text.slice(0, at)
    const rest = line.text.slice(at + operator.length)
    if (operator === '=') {
      yield [name, rest]
      continue
    }
    if (name === '' || rest === '') {
      const why = 'Name must not be empty and delimiter must not be empty'
      throw new Error(`Invalid format '${line.text}'. ${why}`)
    }
    yield [name, readUntil(rest, lines)]
  }
}

function readUntil(delimiter: string, lines: Line[]): string {
  const value: string[] = []
  for (let line = lines.shift(); line; line = lines.shift()) {
    if (line.text === delimiter) return value.join('\n')
    if (!line.isEnded) throw new Error('Invalid value. EOF marker missing new line.')
    value.push(line.text)
  }
  throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
}

function splitLines(text: string): Line[] {
  const parts = text.split('\n')
  const last = parts.pop() ?? ''
  const lines = parts.map((part) => ({ text: part, isEnded: true }))
  return last === '' ? lines : [...lines, { text: last, isEnded: false }]
}
