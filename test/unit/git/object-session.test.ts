// Two long-lived processes that answer many questions.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { ObjectSession } from '../../../src/git/object-session.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { checkoutOf, git, gitBytes, recordGit } from './checkouts.ts'

const MISSING = '1'.repeat(40)

interface Open {
  readonly root: string
  readonly session: ObjectSession
  readonly blob: (content: string | Uint8Array) => string
}

function open(t: TestContext): Open {
  const { place, workTree: root } = checkoutOf(t, { a: '1' })
  const session = new ObjectSession(place)
  t.after(async () => session.close())
  const blob = (content: string | Uint8Array): string =>
    gitBytes(root, ['hash-object', '-w', '--stdin'], Buffer.from(content)).toString().trim()
  return { root, session, blob }
}

async function read(session: ObjectSession, ...ids: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  await session.stream(ids, (_, bytes) => found.push(bytes.toString()))
  return found
}

describe('a session', { skip: withoutGit }, () => {
  test('answers any number of questions with two processes, each its own', async (t) => {
    const calls = recordGit(t)
    const { session, blob } = open(t)
    const before = calls().length
    const large = 'x'.repeat(3_000_000)
    const [one, two, three] = [blob('one'), blob('two\n'), blob(large)]
    const own = calls().length - before
    const answers = await Promise.all([
      read(session, one, MISSING, two),
      read(session, three, one),
      read(session),
      read(session, MISSING),
      read(session, two),
    ])
    assert.deepEqual(answers, [['one', 'two\n'], [large, 'one'], [], [], ['two\n']])
    assert.deepEqual(
      [...(await session.sizes([two, MISSING, one]))],
      [
        [two, 4],
        [one, 3],
      ],
    )
    assert.equal(calls().length - before - own, 2)
  })

  test('goes on after an error of who reads, which comes out', async (t) => {
    const { session, blob } = open(t)
    const [one, two] = [blob('one'), blob('two')]
    const failing = session.stream([one, two], () => {
      throw new Error('of the reader')
    })
    await assert.rejects(failing, { message: 'of the reader' })
    assert.deepEqual(await read(session, two, one), ['two', 'one'])
  })

  test('does not take a damaged object for one that is missing', async (t) => {
    const { root, session, blob } = open(t)
    const [one, two] = [blob(randomBytes(100_000)), blob('two')]
    const file = join(root, '.git/objects', one.slice(0, 2), one.slice(2))
    fs.chmodSync(file, 0o644)
    fs.truncateSync(file, 50_000)
    await assert.rejects(read(session, one, two), { code: 'HISTORY_MISSING' })
    await assert.rejects(read(session, two, one), { code: 'HISTORY_MISSING' })
    assert.deepEqual(await read(session, two), ['two'])
  })

  test('reads in whatever pieces git speaks', async (t) => {
    const { session, blob } = open(t)
    const contents = Array.from({ length: 300 }, (_, index) => `${index}:${'\n'.repeat(index * 7)}`)
    const ids = contents.map(blob)
    assert.deepEqual(await read(session, ...ids), contents)
  })

  test('reads from a linked worktree, whose git folder is a file', async (t) => {
    const { root, blob } = open(t)
    const linked = join(folder(t), 'linked')
    const id = blob('one')
    git(root, 'worktree', 'add', '--quiet', '--detach', linked)
    const session = new ObjectSession(new Repository(linked).place)
    t.after(async () => session.close())
    assert.deepEqual(await read(session, id), ['one'])
  })

  test('starts nothing more once it is closed, whoever still waits', async (t) => {
    const calls = recordGit(t)
    const { session, blob } = open(t)
    const id = blob('one')
    await read(session, id)
    const before = calls().length
    const waiting = [session.sizes([MISSING]), session.sizes([id])]
    const ended = Promise.allSettled(waiting)
    await session.close()
    assert.ok((await ended).every(({ status }) => status === 'rejected'))
    await assert.rejects(read(session, id), { message: 'the session is closed' })
    assert.equal(calls().length, before)
  })
})
