// The contract that every destination keeps, as stories: one suite, run against each adapter through the
// session and through the engine. At its fake, and in test/peers at a real server or an emulator.
import { describe, test, type TestContext } from 'node:test'
import type { Harness } from './harness.ts'
import { runStories } from './stories-run.ts'
import { serverStories } from './stories-server.ts'
import { sessionStories } from './stories-session.ts'

export type Story = (title: string, tell: (t: TestContext) => Promise<void>) => void

export function contractSuite(name: string, harness: Harness): void {
  const story: Story = (title, tell) => {
    test(title, tell)
  }
  describe(`${name}: the session`, () => sessionStories(story, harness))
  describe(`${name}: runs of the engine`, () => runStories(story, harness))
  const { server } = harness
  if (server) describe(`${name}: the server`, () => serverStories(story, { ...harness, server }))
}
