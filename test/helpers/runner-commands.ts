// Workflow commands: what the runner recognises in a line of a step's output and what it does then
// (ActionCommand, ActionCommandManager). Lines that are no command go to the log.
import { trim, trimStart } from './runner-masking.ts'
import { type AnnotationType, type Step } from './runner-step.ts'

interface Command {
  /** In lower case: the runner ignores case. */
  readonly name: string
  /** Names in lower case. */
  readonly properties: ReadonlyMap<string, string>
  readonly data: string
}

const STOP = 'stop-commands'
// Commands whose own line is never repeated in the log.
const NEVER_ECHOED = new Set(['add-mask', 'debug', 'error', 'warning', 'notice'])
const DISABLED =
  'command is disabled. Please upgrade to using Environment Files or opt into unsecure command ' +
  'execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment variable to `true`. For ' +
  'more information see: https://github.blog/changelog/' +
  '2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/'
const DEPRECATED =
  'command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For ' +
  'more information see: https://github.blog/changelog/' +
  '2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/'
const BAD_STOP_TOKEN =
  "You cannot use a endToken that is an empty string, the string 'pause-logging', or another " +
  'workflow command.'

/** Reads the output of one step's process line by line. */
export class CommandReader {
  readonly #step: Step
  readonly #handlers: ReadonlyMap<string, (command: Command) => void>
  #stopToken: string | undefined
  #echo: boolean

  constructor(step: Step) {
    this.#step = step
    this.#echo = step.scope.debug
    this.#handlers = this.#makeHandlers()
  }

  line(text: string): void {
    if (!this.#process(text)) this.#step.write(text)
  }

  #process(text: string): boolean {
    const isKnown = (name: string): boolean =>
      name === STOP || name === this.#stopToken || this.#handlers.has(name)
    const command = parseNew(text, isKnown) ?? parseOld(text, isKnown)
    if (!command) return false
    if (this.#stopToken !== undefined) return this.#whileStopped(command, text)
    if (command.name === STOP) this.#stop(command.data, text)
    else this.#execute(command, text)
    return true
  }

  #whileStopped(command: Command, text: string): boolean {
    if (command.name !== this.#stopToken) return false
    this.#step.write(text)
    this.#stopToken = undefined
    return true
  }

  #stop(token: string, text: string): void {
    const name = token.toLowerCase()
    if (name === '' || name === 'pause-logging' || name === STOP || this.#handlers.has(name)) {
      this.#step.annotate('error', BAD_STOP_TOKEN)
      this.#step.failed = true
      return
    }
    this.#stopToken = name
    // Whoever knew the token could switch commands on again.
    if (token.length > 6) this.#step.scope.masker.add(token)
    this.#step.write(text)
  }

  #execute(command: Command, text: string): void {
    const { name } = command
    if (this.#echo && !NEVER_ECHOED.has(name)) this.#step.write(text)
    try {
      this.#handlers.get(name)?.(command)
    } catch (error) {
      const shown = NEVER_ECHOED.has(name) ? name : text
      const why = error instanceof Error ? error.message : String(error)
      this.#step.fail(`Unable to process command '${shown}' successfully.`, why)
    }
  }

  #makeHandlers(): ReadonlyMap<string, (command: Command) => void> {
    const step = this.#step
    const annotate = (command: Command): void =>
      step.annotate(command.name as AnnotationType, command.data, command.properties)
    return new Map<string, (command: Command) => void>([
      ['add-mask', ({ data }) => this.#addMask(data)],
      ['debug', ({ data }) => step.debug(data)],
      ['error', annotate],
      ['warning', annotate],
      ['notice', annotate],
      ['group', ({ data }) => step.write(`##[group]${data}`)],
      ['endgroup', () => step.write('##[endgroup]')],
      ['echo', ({ data }) => this.#setEcho(data)],
      ['set-output', (command) => this.#setOutput(command)],
      ['save-state', (command) => this.#saveState(command)],
      ['set-env', refuse],
      ['add-path', refuse],
      ['add-matcher', notModelled],
      ['remove-matcher', notModelled],
    ])
  }

  #addMask(value: string): void {
    if (trim(value) === '') {
      const why = "Can't add secret mask for empty string in ##[add-mask] command."
      return this.#step.annotate('warning', why)
    }
    if (this.#echo) this.#step.write('::add-mask::***')
    this.#step.scope.masker.addWithLines(value)
  }

  #setEcho(value: string): void {
    const wanted = trim(value).toUpperCase()
    if (wanted !== 'ON' && wanted !== 'OFF') {
      const possible = "Possible values can be: 'on', 'off'"
      throw new Error(`Invalid echo command value. ${possible}. Current value is: '${value}'.`)
    }
    this.#echo = wanted === 'ON'
  }

  #setOutput(command: Command): void {
    this.#step.annotate('warning', `The \`set-output\` ${DEPRECATED}`)
    const name = nameOf(command)
    this.#step.setOutput(name, command.data)
    this.#step.debug(`steps.step.outputs.${name}='${command.data}'`)
  }

  #saveState(command: Command): void {
    this.#step.annotate('warning', `The \`save-state\` ${DEPRECATED}`)
    this.#step.setState(nameOf(command), command.data)
  }
}

function refuse(command: Command): never {
  throw new Error(`The \`${command.name}\` ${DISABLED}`)
}

// No step of ours may come here; failing is the loudest that a model can do.
function notModelled(command: Command): never {
  throw new Error(`The \`${command.name}\` command is not part of this model of the runner.`)
}

function nameOf(command: Command): string {
  const name = command.properties.get('name')
  if (!name) throw new Error(`Required field 'name' is missing in ##[${command.name}] command.`)
  return name
}

// `%25` last, so that `%250A` is the text `%0A`.
const DATA_ESCAPES = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const
const PROPERTY_ESCAPES = [['%3A', ':'], ['%2C', ','], ...DATA_ESCAPES] as const
const OLD_ESCAPES = [['%3B', ';'], ['%5D', ']'], ...DATA_ESCAPES] as const

type Escapes = readonly (readonly [string, string])[]

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((done, [escaped, plain]) => done.replaceAll(escaped, plain), text)
}

/** `::name key=value,key=value::data` at the start of a line. */
function parseNew(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const text = trimStart(line)
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (end < 0) return undefined
  const [name, rest] = splitName(text.slice(2, end))
  if (!isKnown(name)) return undefined
  const properties = readProperties(trim(rest).split(','), PROPERTY_ESCAPES)
  return { name, properties, data: unescape(text.slice(end + 2), DATA_ESCAPES) }
}

/** `##[name key=value;key=value]data` anywhere in a line. */
function parseOld(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const [name, rest] = splitName(line.slice(start + 3, end))
  if (!isKnown(name)) return undefined
  const properties = readProperties(rest.split(';'), OLD_ESCAPES)
  return { name, properties, data: unescape(line.slice(end + 1), OLD_ESCAPES) }
}

function splitName(info: string): readonly [name: string, rest: string] {
  const blank = info.indexOf(' ')
  const name = blank < 0 ? info : info.slice(0, blank)
  return [name.toLowerCase(), blank > 0 ? info.slice(blank + 1) : '']
}

// Empty names and empty values are dropped, as are `=` at the start of either.
function readProperties(parts: readonly string[], escapes: Escapes): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  for (const part of parts) {
    const [, name, value] = /^=*([^=]+)=+([^=].*)$/s.exec(part) ?? []
    if (name && value) properties.set(name.toLowerCase(), unescape(value, escapes))
  }
  return properties
}
