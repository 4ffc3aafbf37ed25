// Runs one node process for the model of the runner and hands its output over line by line, both
// streams in the order of arrival.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readLines } from './runner-masking.ts'

export interface SignalWhen {
  /** The signal is sent as soon as this path exists. */
  readonly file: string
  readonly signal: NodeJS.Signals
}

export interface ProcessOptions {
  readonly script: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly workspace: string
  readonly signalWhen?: SignalWhen | undefined
}

export interface ProcessResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly rawOutput: string
  /** The system refused to start the process. */
  readonly notStarted?: string
}

export async function runNode(
  options: ProcessOptions,
  onLine: (line: string) => void,
): Promise<ProcessResult> {
  const started = start(options)
  if (typeof started === 'string') {
    return { exitCode: null, signal: null, rawOutput: '', notStarted: started }
  }
  const raw: string[] = []
  for (const stream of [started.stdout, started.stderr]) {
    const lines = new LineSplitter(onLine)
    stream?.setEncoding('utf8')
    stream?.on('data', (text: string) => {
      raw.push(text)
      lines.push(text)
    })
    stream?.on('end', () => lines.end())
  }
  const { promise, resolve, reject } = Promise.withResolvers<ProcessResult>()
  started.on('error', reject)
  started.on('close', (exitCode, signal) => {
    resolve({ exitCode, signal, rawOutput: raw.join('') })
  })
  const { signalWhen } = options
  const [result] = await Promise.all([promise, signalWhen && interrupt(started, signalWhen)])
  return result
}

// Too long an environment is refused at once: that is a failed step, not a failed test.
function start({ script, args, env, workspace }: ProcessOptions): ChildProcess | string {
  try {
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    return spawn(process.execPath, [script, ...args], { cwd: workspace, env, stdio: [...stdio] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'E2BIG') throw error
    return 'Argument list too long'
  }
}

// A test that means to interrupt a step must not pass because it came too late.
async function interrupt(child: ChildProcess, { file, signal }: SignalWhen): Promise<void> {
  while (!existsSync(file)) {
    if (hasEnded(child)) throw new Error(`the step ended before ${file} was there`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (!child.kill(signal)) throw new Error(`the step ended before it could get ${signal}`)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Keeps back what may be half a line: no line end yet, or a CR whose LF may still come. */
class LineSplitter {
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  push(text: string): void {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?=[^])/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
  }

  end(): void {
    for (const line of readLines(this.#rest)) this.#onLine(line)
  }
}
