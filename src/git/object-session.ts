// One long-lived `git cat-file` for sizes and one for contents, for who asks many times: what a process
// costs is paid once. https://git-scm.com/docs/git-cat-file#_batch_output
import { ActionError } from '../errors.ts'
import { BatchParser, Splitter } from './git-output.ts'
import { startGit, type GitConversation, type GitPlace } from './git-process.ts'

const LINE_END = 10

export type OnBlob = (id: string, bytes: Buffer) => void

/** Questions are answered one after the other. Must be closed. */
export class ObjectSession {
  readonly #sizes: Talk
  readonly #contents: Talk

  constructor(place: GitPlace) {
    this.#sizes = new Talk(place, '--batch-check')
    this.#contents = new Talk(place, '--batch')
  }

  /** Bytes of each blob; what is missing, damaged or no blob is left out. @throws ActionError HISTORY_MISSING */
  async sizes(ids: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>()
    await this.#sizes.ask([...new Set(ids)], (answered) => {
      const lines = new Splitter(LINE_END, (line) => {
        const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line.toString('latin1')) ?? []
        if (id !== undefined) sizes.set(id, Number(size))
        answered()
      })
      return lines.take
    })
    return sizes
  }

  /**
   * Hands out blobs one after the other, and holds none; missing ones are left out.
   * @throws ActionError HISTORY_MISSING, what `onBlob` throws; it is not called again then
   */
  async stream(ids: Iterable<string>, onBlob: OnBlob): Promise<void> {
    await this.#contents.ask([...new Set(ids)], (answered) => {
      const parser = new BatchParser((object) => {
        if (object?.type === 'blob') onBlob(object.id, object.bytes)
        answered()
      })
      return parser.take
    })
  }

  /** Resolves when the processes are gone. */
  async close(): Promise<void> {
    await Promise.all([this.#sizes.close(), this.#contents.close()])
  }
}

type Take = (chunk: Buffer) => void

/** One process, and whoever waits for its answer. */
class Talk {
  readonly #place: GitPlace
  readonly #how: string
  #conversation: GitConversation | undefined
  #take: Take = () => undefined
  #last: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(place: GitPlace, how: string) {
    // Objects need no work tree, and that of a checkout is no place to start a program in.
    this.#place = { gitDir: place.gitDir, ...(place.objects && { objects: place.objects }) }
    this.#how = how
  }

  /** @param read gets what to call for each answer, and gives back what reads them */
  async ask(ids: readonly string[], read: (answered: () => void) => Take): Promise<void> {
    const before = this.#last
    const now = before.then(async () => this.#ask(ids, read))
    // Who comes next waits for the end of this one, not for its success.
    this.#last = now.catch(() => undefined)
    return now
  }

  async #ask(ids: readonly string[], read: (answered: () => void) => Take): Promise<void> {
    // One question may fail while others still wait for their turn: nobody would end what they start.
    if (this.#isClosed) throw new Error('the session is closed')
    if (ids.length === 0) return
    this.#conversation ??= startGit(this.#place, ['cat-file', this.#how], {
      onOutput: (chunk) => this.#take(chunk),
    })
    const conversation = this.#conversation
    let left = ids.length
    const isAnswered = new Promise<void>((resolve, reject) => {
      const take = read(() => {
        left -= 1
        if (left === 0) resolve()
      })
      this.#take = (chunk) => {
        // An error must not get to the stream, which nobody would catch it from.
        try {
          take(chunk)
        } catch (error) {
          this.#take = () => undefined
          reject(error)
        }
      }
    })
    conversation.say(Buffer.from(ids.map((id) => `${id}\n`).join('')))
    try {
      const isEnded = conversation.ended.then(() => {
        throw damaged()
      })
      await Promise.race([isAnswered, isEnded])
    } catch (error) {
      // Answers that nobody has read would be taken for those of the next question.
      await this.#end()
      throw error
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end()
  }

  async #end(): Promise<void> {
    const conversation = this.#conversation
    this.#conversation = undefined
    conversation?.end()
    await conversation?.ended
  }
}

function damaged(): ActionError {
  return new ActionError('HISTORY_MISSING', {
    what: 'git could not read all objects of the checkout: some are damaged',
    fix: 'Check out again with actions/checkout; on a self-hosted runner, with a fresh workspace.',
  })
}
