// The action's entry: inputs -> command -> report. The only catch-all.
import './platform/environment.ts'
import * as core from '@actions/core'
import type { Message } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { readInputs, type Inputs } from './inputs.ts'
import { CleanupJournal } from './platform/cleanup.ts'
import { wakeUpEverySecond } from './platform/wake-up.ts'
import { readWorkflow, type Workflow } from './platform/workflow.ts'
import { debug, mask, redactor, show, showFailure } from './report.ts'

async function main(): Promise<void> {
  const announced: Message[] = []
  // Nothing is left that could go on, and there was no end: only a mistake of ours waits like that.
  const onStuck = (): void => showFailure(new Error('the run waits for ever'), announced)
  process.once('beforeExit', onStuck)
  wakeUpEverySecond()
  try {
    const inputs = readInputs()
    const workflow = readWorkflow()
    const journals = new Journals(inputs, workflow)
    const report = await commands[inputs.command](inputs, {
      workflow,
      mask,
      redactor,
      debug,
      announce: (message) => announced.push(message),
      journal: () => journals.open(),
    })
    show({ ...report, notices: [...announced, ...report.notices] }, workflow)
    if (report.failures.length === 0) journals.close()
  } catch (error) {
    showFailure(error, announced)
  } finally {
    process.off('beforeExit', onStuck)
  }
}

/** The run's one journal: known to post before anything is written, undone when we are stopped. */
class Journals {
  readonly #inputs: Inputs
  readonly #workflow: Workflow
  #journal: CleanupJournal | undefined

  constructor(inputs: Inputs, workflow: Workflow) {
    this.#inputs = inputs
    this.#workflow = workflow
  }

  open(): CleanupJournal {
    if (this.#journal) return this.#journal
    const journal = new CleanupJournal(this.#workflow.temp.real)
    core.saveState('journal', journal.path)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        journal.undo()
        // Without a listener of ours left, the signal now ends the process as it should.
        process.kill(process.pid, signal)
      })
    }
    this.#journal = journal
    return journal
  }

  /** The run has ended well. What it wrote stays until post, or for good. */
  close(): void {
    if (!this.#inputs.cleanup) this.#journal?.forget()
  }
}

await main()
