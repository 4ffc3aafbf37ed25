// The commands by name, each loaded only when it runs.
import type { CommandName } from '../action-definition.ts'
import type { Command } from './command.ts'

export const commands: Readonly<Record<CommandName, Command>> = {
  decrypt: async (inputs, deps) => (await import('./decrypt.ts')).decrypt(inputs, deps),
  export: async (inputs, deps) => (await import('./export.ts')).exportStores(inputs, deps),
  import: async (inputs, deps) => (await import('./import.ts')).importArchive(inputs, deps),
  check: async (inputs, deps) => (await import('./check.ts')).check(inputs, deps),
  pull: async (inputs, deps) => (await import('./pull.ts')).pull(inputs, deps),
  push: async (inputs, deps) => (await import('./push.ts')).push(inputs, deps),
  sync: async (inputs, deps) => (await import('./sync.ts')).sync(inputs, deps),
}
