// A model of the GitHub Actions runner for the end-to-end tests: one job with its masks, exported
// variables and post steps. A step is a real process; what is modelled is what the runner gives it
// and what it makes of its output. Written after the behaviour of actions/runner on Linux.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FileCommands } from './file-commands.ts'
import { CommandReader } from './runner-commands.ts'
import {
  contextVariables,
  environmentOf,
  headerLines,
  systemVariables,
  withDefaults,
  type Layers,
} from './runner-environment.ts'
import { readLines, SecretMasker, trim } from './runner-masking.ts'
import { runNode, type SignalWhen } from './runner-process.ts'
import { Step, type Annotation } from './runner-step.ts'

const DIST = join(import.meta.dirname, '../../dist')
const MAIN = join(DIST, 'main/index.js')
const POST = join(DIST, 'post/index.js')
const HOME = 'home'
const TOOLS = 'tools'

type Variables = Readonly<Record<string, string>>

export interface JobOptions {
  /** Default: a new empty folder. */
  readonly workspace?: string
  readonly event?: { readonly name: string; readonly payload: unknown }
  /** The job's `env:`; also overrides what the runner sets. */
  readonly env?: Variables
  /** Debug logging is switched on. */
  readonly debug?: boolean
  /** The inputs of action.yml with their defaults. */
  readonly defaults?: Variables
}

export interface StepOptions {
  /** As in `with:`. */
  readonly inputs?: Variables
  /** The step's `env:`; also overrides what the runner sets. Post gets it too. */
  readonly env?: Variables
  /** Default: our own main, with our own post. */
  readonly script?: string
  /** For another script: its post. */
  readonly post?: string
  readonly args?: readonly string[]
  readonly signalWhen?: SignalWhen
}

export interface StepResult {
  /** What the runner shows of the step: also `failure` when one of its own commands failed. */
  readonly outcome: 'success' | 'failure'
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** As the process wrote it. */
  readonly rawOutput: string
  /** What the runner prints above the step's output: its inputs and all variables, masked. */
  readonly header: string
  /** What a reader of the log sees of the step's output. */
  readonly log: string
  /** At most 10 of each type, as GitHub shows them. */
  readonly annotations: readonly Annotation[]
  readonly outputs: ReadonlyMap<string, string>
  readonly state: ReadonlyMap<string, string>
  /** By this step, through GITHUB_ENV. */
  readonly exported: ReadonlyMap<string, string>
  /** As uploaded: masked. */
  readonly summary: string
  /** Masked; what anyone sees who switches debug logging on. */
  readonly debug: readonly string[]
}

interface PlannedStep extends StepOptions {
  readonly script: string
  readonly state: Map<string, string>
  readonly isPost: boolean
}

export class Job {
  readonly workspace: string
  /** RUNNER_TEMP; the runner's own files are in `_runner_file_commands` and `_github_workflow`. */
  readonly temp: string
  readonly #root: string
  readonly #options: JobOptions
  readonly #eventPath: string
  readonly #masker = new SecretMasker()
  readonly #exported = new Map<string, string>()
  readonly #posts: PlannedStep[] = []
  #paths: readonly string[] = []

  private constructor(root: string, options: JobOptions) {
    this.#root = root
    this.#options = options
    this.workspace = options.workspace ?? join(root, 'work/widgets/widgets')
    this.temp = join(root, 'work/_temp')
    this.#eventPath = join(this.temp, '_github_workflow/event.json')
  }

  static async create(options: JobOptions = {}): Promise<Job> {
    const job = new Job(realpathSync(await mkdtemp(join(tmpdir(), 'runner-'))), options)
    const made = [HOME, TOOLS].map((name) => join(job.#root, name))
    for (const folder of [...made, job.workspace, dirname(job.#eventPath)]) {
      mkdirSync(folder, { recursive: true })
    }
    const payload = options.event?.payload ?? {
      repository: { private: true, full_name: 'acme/widgets' },
    }
    writeFileSync(job.#eventPath, JSON.stringify(payload))
    return job
  }

  /** All masks of the job, derived forms included. */
  get masks(): ReadonlySet<string> {
    return this.#masker.masks
  }

  /** A repository secret that the workflow uses: GitHub masks it before the first step. */
  addSecret(value: string): void {
    this.#masker.addWithLines(trim(value))
  }

  /** Runs a step's main; its post is run by `post`, however main ends. */
  async run(options: StepOptions = {}): Promise<StepResult> {
    const { script = MAIN } = options
    await access(script)
    const step = { ...options, script, state: new Map<string, string>(), isPost: false }
    const post = options.post ?? (options.script === undefined ? await ourPost() : undefined)
    if (post !== undefined) this.#posts.push({ ...step, script: post, isPost: true })
    return this.#execute(step)
  }

  /** The end of the job: the posts of all steps that ran, last in first out. */
  async post(): Promise<StepResult[]> {
    const results: StepResult[] = []
    for (let post = this.#posts.pop(); post; post = this.#posts.pop()) {
      // What interrupted main is over.
      const { signalWhen: _, ...step } = post
      results.push(await this.#execute(step))
    }
    return results
  }

  /** What the log would show if a later step printed this text. */
  print(text: string): string {
    return readLines(text)
      .map((line) => this.#masker.mask(line))
      .join('\n')
  }

  async dispose(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true })
  }

  async #execute(planned: PlannedStep): Promise<StepResult> {
    const { workspace } = this
    const debug = this.#options.debug ?? false
    const step = new Step({ masker: this.#masker, workspace, debug, state: planned.state })
    const files = new FileCommands(this.temp)
    const { script, args = [], signalWhen } = planned
    const layers = this.#layers(planned, files)
    const header = planned.isPost ? ['Post job cleanup.'] : headerLines(layers)
    const shownHeader = header.map((line) => this.#masker.mask(line)).join('\n')
    const env = environmentOf(layers)
    const reader = new CommandReader(step)
    const result = await runNode({ script, args, env, workspace, signalWhen }, (line) =>
      reader.line(line),
    )
    if (result.notStarted !== undefined) {
      const what = `An error occurred trying to start process with working directory '${workspace}'.`
      step.annotate('error', `${what} ${result.notStarted}`)
    }
    files.process(step)
    this.#keep(step)
    return {
      outcome: result.exitCode === 0 && !step.failed ? 'success' : 'failure',
      exitCode: result.exitCode,
      signal: result.signal,
      rawOutput: result.rawOutput,
      header: shownHeader,
      log: step.log.join('\n'),
      annotations: step.annotations,
      outputs: step.outputs,
      state: new Map(step.scope.state),
      exported: step.exported,
      summary: step.summary,
      debug: step.debugLines,
    }
  }

  #keep(step: Step): void {
    for (const [name, value] of step.exported) this.#exported.set(name, value)
    // The last one added comes first; one that is added again moves there.
    this.#paths = [...new Set([...step.paths.toReversed(), ...this.#paths])]
  }

  #layers(planned: PlannedStep, files: FileCommands): Layers {
    const { event, env = {}, debug = false } = this.#options
    const { workspace, temp } = this
    const context = contextVariables({
      workspace,
      temp,
      tools: join(this.#root, TOOLS),
      eventName: event?.name ?? 'push',
      eventPath: this.#eventPath,
      debug,
    })
    return {
      system: systemVariables(join(this.#root, HOME)),
      paths: this.#paths,
      job: env,
      exported: Object.fromEntries(this.#exported),
      step: planned.env ?? {},
      inputs: withDefaults(planned.inputs ?? {}, this.#options.defaults ?? {}),
      state: Object.fromEntries(planned.state),
      context: { ...context, ...files.variables },
    }
  }
}

async function ourPost(): Promise<string | undefined> {
  return access(POST).then(
    () => POST,
    () => undefined,
  )
}
