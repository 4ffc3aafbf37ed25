// What one step leaves behind on the runner: log, annotations, outputs, state, exports. The masks of
// the job are applied here, at the moment a text is written, as the runner does (ExecutionContext).
import { posix, sep } from 'node:path'
import { trim, type SecretMasker } from './runner-masking.ts'

export type AnnotationType = 'error' | 'warning' | 'notice'

export interface Annotation {
  readonly type: AnnotationType
  /** Masked. */
  readonly message: string
  /** Not masked, nor is `file`. */
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
  readonly endColumn?: number
}

export interface StepScope {
  readonly masker: SecretMasker
  readonly workspace: string
  /** ACTIONS_STEP_DEBUG: debug lines and echoed commands are in the log. */
  readonly debug: boolean
  /** Shared by main and post. */
  readonly state: Map<string, string>
}

const MAX_ANNOTATIONS_OF_A_TYPE = 10
const MAX_MESSAGE_LENGTH = 4096

export class Step {
  readonly scope: StepScope
  readonly log: string[] = []
  readonly debugLines: string[] = []
  readonly annotations: Annotation[] = []
  readonly outputs = new Map<string, string>()
  readonly exported = new Map<string, string>()
  readonly paths: string[] = []
  summary = ''
  /** A command of the runner failed: the step fails, whatever its exit code is. */
  failed = false

  constructor(scope: StepScope) {
    this.scope = scope
  }

  write(text: string): void {
    this.log.push(this.scope.masker.mask(text))
  }

  /** Collected always, since anyone may switch debug logging on; in the log only then. */
  debug(text: string): void {
    for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
      this.debugLines.push(this.scope.masker.mask(line))
      if (this.scope.debug) this.write(`##[debug]${line}`)
    }
  }

  annotate(type: AnnotationType, text: string, properties?: ReadonlyMap<string, string>): void {
    const message = this.scope.masker.mask(text).slice(0, MAX_MESSAGE_LENGTH)
    const before = this.annotations.filter((annotation) => annotation.type === type).length
    if (before < MAX_ANNOTATIONS_OF_A_TYPE && trim(message) !== '') {
      this.annotations.push({ type, message, ...this.#place(properties) })
    }
    if (message !== '') this.write(`##[${type}]${message}`)
  }

  /** `what` could not be done; the runner then fails the step. */
  fail(what: string, why: string): void {
    this.annotate('error', what)
    this.annotate('error', why)
    this.failed = true
  }

  setOutput(name: string, value: string): void {
    requireName(name)
    setIgnoringCase(this.outputs, name, value)
  }

  setState(name: string, value: string): void {
    setIgnoringCase(this.scope.state, name, value)
    this.debug(`Save intra-action state ${name} = ${value}`)
  }

  setVariable(name: string, value: string): void {
    requireName(name)
    this.exported.set(name, value)
    this.debug(`${name}='${value}'`)
  }

  addPath(path: string): void {
    this.paths.push(path)
  }

  #place(properties: ReadonlyMap<string, string> = new Map()): Partial<Annotation> {
    const title = properties.get('title')
    const file = properties.get('file')
    return {
      ...(title === undefined ? {} : { title }),
      ...(file === undefined ? {} : { file: this.#relative(file) }),
      ...position(properties),
    }
  }

  #relative(file: string): string {
    const folder = this.scope.workspace + sep
    return file.startsWith(folder) ? file.slice(folder.length).replaceAll(sep, posix.sep) : file
  }
}

// Output and state names are compared without case; the first spelling stays.
function setIgnoringCase(map: Map<string, string>, name: string, value: string): void {
  const wanted = name.toUpperCase()
  map.set([...map.keys()].find((known) => known.toUpperCase() === wanted) ?? name, value)
}

function requireName(name: string): void {
  if (name === '') throw new Error("Value cannot be null. (Parameter 'name')")
}

type Position = Pick<Annotation, 'line' | 'endLine' | 'col' | 'endColumn'>

// The runner corrects or drops positions that make no sense.
function position(properties: ReadonlyMap<string, string>): Position {
  const endLine = integer(properties.get('endline'))
  const line = integer(properties.get('line')) ?? endLine
  const endColumn = integer(properties.get('endcolumn'))
  const col = integer(properties.get('col')) ?? endColumn
  const linesFit = line !== undefined && (endLine ?? line) >= line
  const columnsFit =
    line !== undefined &&
    (endLine ?? line) === line &&
    col !== undefined &&
    (endColumn ?? col) >= col
  return {
    ...(linesFit ? { line } : {}),
    ...(linesFit && endLine !== undefined ? { endLine } : {}),
    ...(columnsFit ? { col } : {}),
    ...(columnsFit && endColumn !== undefined ? { endColumn } : {}),
  }
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(trim(text)) ? Number(text) : undefined
}
