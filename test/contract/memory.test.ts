// The contract at the destination in memory: the suite's own proof, and the engine's counterpart's.
import { MEMORY_CAPABILITIES, MemoryPlace, connectToMemory } from './memory-destination.ts'
import type { MemorySettings } from './memory-destination.ts'
import type { Harness, Place } from './harness.ts'
import { thereOf } from './runs.ts'
import { contractSuite } from './suite.ts'

function placeInMemory(keepsDeleted: boolean): Place {
  const memory = new MemoryPlace()
  let pageSize = 100
  let lag = 0
  let killing: { at: number; when: 'before' | 'after'; stop: () => void } | undefined
  const settings: MemorySettings = {
    keepsDeleted,
    get pageSize() {
      return pageSize
    },
    get lag() {
      return lag
    },
    fault: () => {
      if (!killing || memory.requests.length < killing.at) return undefined
      const { at, when, stop } = killing
      stop()
      return when === 'after' && memory.requests.length === at ? 'answer lost' : 'down'
    },
  }
  return {
    connect: (signal = new AbortController().signal) =>
      connectToMemory(memory, settings, { signal }),
    values: (names) => {
      const all = memory.values()
      return thereOf(names, (name) => all[name])
    },
    foreign: (name, value) => memory.setByHand(name, value),
    byHand: (name, value) => memory.setByHand(name, value),
    requests: () => memory.requests.length,
    interrupt: (at, when, stop) => {
      killing = { at: memory.requests.length + at, when, stop }
    },
    lag: () => {
      lag = 1000
    },
    settle: () => {
      lag = 0
      killing = undefined
    },
    setPageSize: (size) => {
      pageSize = size
    },
  }
}

for (const keepsDeleted of [false, true]) {
  const harness: Harness = {
    interrupts: true,
    lags: true,
    capabilities: MEMORY_CAPABILITIES,
    // connect, check, two pages; and one more for each item.
    cost: { firstPush: 103, nothingChanged: 4 },
    credentials: [],
    credentialHeaders: [],
    open: async () => placeInMemory(keepsDeleted),
  }
  contractSuite(`in memory, ${keepsDeleted ? 'soft' : 'plain'} deletion`, harness)
}
