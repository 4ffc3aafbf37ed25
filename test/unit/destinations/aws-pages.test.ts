// Lists of AWS whose pages never end, however they go on: no server is asked.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPage, type Page } from '../../../src/destinations/shared/aws-client.ts'

interface Named {
  readonly name: string
}

for (const [what, names, most] of [
  ['empty pages', () => [], 200],
  ['the same items again and again', () => ['A', 'B'], 200],
  ['a new item on each page', (nth: number) => [`A${nth}`], 20_000],
] as const) {
  test(`${what} end in an error`, async () => {
    let asked = 0
    const ask = async (): Promise<Page<Named>> => {
      asked += 1
      assert.ok(asked < most, 'it goes on')
      return { items: names(asked).map((name) => ({ name })), next: `token ${asked}` }
    }
    await assert.rejects(everyPage('AWS', ask), { kind: 'down' })
  })
}

test('pages with nothing new in between are no end', async () => {
  const pages = [['A'], [], ['A'], ['B'], []]
  let asked = 0
  const items = await everyPage('AWS', async () => {
    const names = pages[asked++] ?? []
    const next = asked < pages.length ? `token ${asked}` : undefined
    return { items: names.map((name) => ({ name })), next }
  })
  assert.deepEqual(
    items.map(({ name }) => name),
    ['A', 'A', 'B'],
  )
})
