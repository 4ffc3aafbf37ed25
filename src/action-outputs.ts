// The action's outputs: the one table that action.yml and the docs are made from. `npm run generate`
// writes what follows from it; a test fails when that is stale.

export interface OutputDefinition {
  readonly description: string
}

export const outputDefinitions = {
  changed: {
    description:
      '`true` when a plaintext file was created or changed (decrypt), a store was rotated (sync), something was written or deleted (push), a secret file was changed (pull), an archive was written (export) or files came back (import), else `false`.',
  },
  files: {
    description:
      'JSON array of the decrypted, re-encrypted, checked, packed or restored files, relative to the workspace (absolute when written outside of it). Not redacted: a later step can open them.',
  },
  'files-count': {
    description: 'How many secret files were opened, re-encrypted, checked, packed or restored.',
  },
  'members-count': { description: 'How many members have access, over all stores.' },
  secrets: {
    description: 'With `set-outputs`: the selected variables as one JSON object.',
  },
  status: {
    description: 'check: `pass`, `warn` (errors or warnings that do not fail the step) or `fail`.',
  },
  findings: {
    description:
      'check: JSON array of `{code, severity, path, line?, message, fix}`, errors first; what `ignore` leaves out has `ignored: true`.',
  },
  push: {
    description:
      'push: JSON array, a row a destination: `{destination, created, updated, unchanged, deleted, skipped, failed}`.',
  },
  archive: {
    description:
      'export: where the archive is, relative to the workspace (absolute outside of it); with several stores one path a line.',
  },
  'archive-sha256': { description: 'export: its SHA-256 in hex; with several stores one a line.' },
  'commit-sha': { description: 'The commit that was made; empty when there was none.' },
  'commit-verified': {
    description: '`true` when GitHub shows the commit as Verified, `false` when not or unknown.',
  },
  'pull-request-number': { description: 'The pull request that was opened or brought up to date.' },
  'pull-request-url': { description: 'Its address.' },
  skipped: { description: '`true` when there was no key and `if-no-key: skip` was set.' },
  matrix: {
    description: 'The stores as a matrix for `fromJSON`: `{"store": [".", "services/api"]}`.',
  },
  report: {
    description: 'The whole run as JSON: stores, files, counts, warnings. Never a value.',
  },
} as const satisfies Readonly<Record<string, OutputDefinition>>

export type OutputName = keyof typeof outputDefinitions
