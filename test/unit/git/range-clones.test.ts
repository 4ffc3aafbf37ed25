// What a run compares where the checkout lacks history or contents: a GitHub gives them, or says no.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { describe, test, type TestContext } from 'node:test'
import { ObjectReader } from '../../../src/git/object-reader.ts'
import { rangeChanges } from '../../../src/git/range-changes.ts'
import type { Comparison } from '../../../src/git/range.ts'
import type { Repository } from '../../../src/git/repository.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { withoutHttpBackend, type FakeGithub } from '../../helpers/github/fake-github.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { git, snapshot } from './checkouts.ts'
import { checkedOut, compare, comparing, pull, pullWorkflow, type Pull } from './ranges.ts'
import { remoteOf } from './remotes.ts'

const skip = withoutGit || withoutHttpBackend

function fetches({ calls }: FakeGithub): number {
  return calls.filter(({ method, path }) => method === 'POST' && /upload-pack/.test(path)).length
}

/** Reads everything there is to read, as a check does. */
async function contentsOf({
  base,
  tip,
  head,
  place,
  obtain,
}: Comparison): Promise<readonly string[]> {
  assert.ok(base !== undefined && tip !== undefined)
  const reader = new ObjectReader(place)
  const changes = await rangeChanges(place, { head, without: [base, tip] })
  const trees = []
  for (const commit of [base, tip, head]) trees.push(await reader.treeEntries(commit, ''))
  const files = [
    ...trees.flatMap((tree) => [...tree].map(([path, file]) => ({ path, file }))),
    ...changes,
  ]
  const ids = new Set(files.map(({ file }) => file.id))
  await obtain(ids)
  const blobs = await reader.read(ids, 1000)
  return files.map(({ path, file }) => `${path} ${blobs.get(file.id)?.toString() ?? '?'}`)
}

const CONTENTS = ['a 2', 'a 2', 'main 2', 'a 2', 'b 2', 'secret of the past', 'b 1', 'b 2']

function allOf(repository: Repository): unknown {
  return [snapshot(repository.workTree), git(repository.workTree, 'count-objects', '-v')]
}

describe('a pull request', { skip }, () => {
  for (const [what, ref, args] of [
    ['its trial merge alone', 'refs/pull/1/merge', ['--depth=1']],
    ['its trial merge and some history', 'refs/pull/1/merge', ['--depth=3']],
    ['its trial merge with all history', 'refs/pull/1/merge', []],
    ['its trial merge without contents', 'refs/pull/1/merge', ['--filter=blob:none']],
    ['its trial merge without folders', 'refs/pull/1/merge', ['--filter=tree:0']],
    ['its trial merge with little', 'refs/pull/1/merge', ['--filter=blob:none', '--depth=1']],
    ['its head alone', 'refs/pull/1/head', ['--depth=1']],
    ['its head and some history', 'refs/pull/1/head', ['--depth=2']],
  ] as const) {
    test(`of which is checked out ${what}`, async (t) => {
      const temp = folder(t)
      setEnvironment(t, { RUNNER_TEMP: temp })
      const here = await pull(t)
      const { github, head, tip, base } = here
      const repository = checkedOut(t, github, { ref, args })
      const before = allOf(repository)
      const workflow = pullWorkflow(repository, here)
      await comparing(repository, workflow, {
        github,
        use: async (comparison) => {
          const ends = { head: comparison.head, tip: comparison.tip, base: comparison.base }
          assert.deepEqual(ends, { head, tip, base })
          assert.deepEqual(await contentsOf(comparison), CONTENTS)
          assert.deepEqual(comparison.notes, [])
        },
      })
      assert.deepEqual(allOf(repository), before)
      assert.deepEqual(fs.readdirSync(temp), [])
    })
  }

  test('with enough history asks nobody', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge', args: ['--depth=5'] })
    const ends = await compare(repository, pullWorkflow(repository, here), here)
    assert.deepEqual([ends.base, ends.tip, ends.head], [here.base, here.tip, here.head])
    assert.equal(here.github.calls.length, 0)
  })

  test('without enough asks twice: for history, and for contents', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge' })
    await comparing(repository, pullWorkflow(repository, here), {
      github: here.github,
      use: async (comparison) => {
        // Each fetch asks for refs or objects with one or two requests.
        const asked = fetches(here.github)
        await contentsOf(comparison)
        const more = fetches(here.github) - asked
        assert.ok(asked <= 2 && more >= 1 && more <= 2, `${asked} ${more}`)
        await contentsOf(comparison)
        assert.equal(fetches(here.github), asked + more)
      },
    })
  })

  test('gets no contents that it does not ask for', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge' })
    await comparing(repository, pullWorkflow(repository, here), {
      github: here.github,
      use: async ({ place, head, base = '' }) => {
        const changes = await rangeChanges(place, { head, without: [base] })
        const id = changes.find(({ path }) => path === 'secret')?.file.id ?? ''
        assert.equal(id.length, 40)
        const reader = new ObjectReader(place)
        assert.deepEqual([...(await reader.sizes([id]))], [])
        // What lies in the checkout is read from there.
        const own = (await reader.treeEntries(head, '')).get('b')?.id ?? ''
        assert.deepEqual([...(await reader.sizes([own]))], [[own, 1]])
      },
    })
  })

  test('on a server that cannot leave contents out', async (t) => {
    const here = await pull(t)
    here.github.git('config', 'uploadpack.allowFilter', 'false')
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge' })
    const workflow = pullWorkflow(repository, here)
    const contents = await comparing(repository, workflow, { ...here, use: contentsOf })
    assert.deepEqual(contents, CONTENTS)
  })

  test('of a public repository needs no token', async (t) => {
    const here = await pull(t, { anonymousRead: true })
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge' })
    const remote = remoteOf(repository, here.github, { token: undefined })
    const ends = await compare(repository, pullWorkflow(repository, here), { remote })
    assert.equal(ends.base, here.base)
  })

  test('whose base branch has gone on is compared with where it stands now', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/head' })
    const workflow = {
      ...pullWorkflow(repository, here),
      commits: { pullHead: here.head, pullBase: here.base, pullBaseRef: 'main' },
    }
    const ends = await compare(repository, workflow, here)
    assert.deepEqual([ends.tip, ends.base], [here.tip, here.base])
  })
})

describe('where it may not or cannot be fetched', { skip }, () => {
  async function alone(
    t: TestContext,
    look: (here: Pull, repository: Repository) => Promise<Awaited<ReturnType<typeof compare>>>,
  ): Promise<string> {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge' })
    const { head, tip, base, notes } = await look(here, repository)
    assert.deepEqual([head, tip, base], [here.merge, undefined, undefined])
    return notes.join('\n')
  }

  test('the head that is there is judged alone, and a note names the way out', async (t) => {
    const note = await alone(t, async (here, repository) =>
      compare(repository, pullWorkflow(repository, here)),
    )
    assert.match(note, /`fetch-depth: 0`.*nothing may be fetched.*PLAINTEXT_IN_HISTORY/)
  })

  test('so when the token is refused', async (t) => {
    const note = await alone(t, async (here, repository) => {
      const remote = remoteOf(repository, here.github, { token: new SecretValue('wrong-token') })
      return compare(repository, pullWorkflow(repository, here), { remote })
    })
    assert.match(note, /`fetch-depth: 0`.*access was refused/)
    assert.doesNotMatch(note, /wrong-token/)
  })

  test('so when there is no network', async (t) => {
    const note = await alone(t, async (here, repository) => {
      const remote = remoteOf(repository, here.github, { url: 'http://127.0.0.1:9/a/b' })
      return compare(repository, pullWorkflow(repository, here), { remote })
    })
    assert.match(note, /could not be fetched/)
  })

  test('contents that are missing are left out, said once, and not looked for again', async (t) => {
    const here = await pull(t)
    const args = ['--filter=blob:none']
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge', args })
    await comparing(repository, pullWorkflow(repository, here), {
      use: async (comparison) => {
        const contents = await contentsOf(comparison)
        assert.ok(contents.includes('b 2') && contents.includes('secret ?'), contents.join())
        assert.deepEqual(await contentsOf(comparison), contents)
        assert.equal(comparison.notes.length, 1)
        assert.match(comparison.notes.join(), /contents of \d files .*nothing may be fetched/)
      },
    })
  })

  test('errors of the reader stay what they are', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/merge' })
    const failing = comparing(repository, pullWorkflow(repository, here), {
      github: here.github,
      use: async () => {
        throw new Error('mine')
      },
    })
    await assert.rejects(failing, { message: 'mine' })
  })
})
