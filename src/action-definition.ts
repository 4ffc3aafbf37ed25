// The action's inputs: the one table that action.yml, the docs and the reader of inputs are made from;
// action-outputs.ts is that of the outputs. `npm run generate` writes what follows from it; a test fails
// when that is stale.

import type { InputDefinition } from './input-definition.ts'
import { archiveInputDefinitions } from './archive-input-definitions.ts'
import { pushInputDefinitions } from './push-input-definitions.ts'

export const COMMAND_NAMES = [
  'decrypt',
  'sync',
  'check',
  'push',
  'pull',
  'export',
  'import',
] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

export const inputDefinitions = {
  command: {
    group: 'store',
    default: 'decrypt',
    description:
      'What to do: `decrypt` secrets for this job; `sync`: rotate the symmetric key of the store and re-encrypt everything; `check`: verify the encryption status, for pull requests and schedules; `push`: write derived values to destinations; `pull`: bring values from a destination into an encrypted file; `export`: back the store up in an archive; `import`: restore one.',
  },
  'private-key': {
    group: 'store',
    description:
      'The private RSA key of a member of the store, from a repository secret. PEM (PKCS#1, PKCS#8) or OpenSSH, also base64-encoded.',
  },
  passphrase: {
    group: 'store',
    description: 'The passphrase of the private key, if it has one.',
  },
  'working-directory': {
    group: 'store',
    default: '.',
    description:
      'Where to look for the store: walks up to the nearest `.kanuka/`, never above the workspace. One path a line for several stores; a glob (`services/*`, `**`) finds the folders that are stores.',
  },
  files: {
    group: 'files',
    description:
      'decrypt, check: which secret files: files, folders and `**` globs, a line or comma each, relative to the folder that holds `.kanuka/`; `!` excludes. Later ones win when they set the same variable. Default: all.',
  },
  'write-files': {
    group: 'files',
    default: 'true',
    description: 'Write the plaintext beside the ciphertext, with mode 0600.',
  },
  'output-directory': {
    group: 'files',
    description:
      "Write the plaintext there instead, keeping relative paths: inside the workspace or the runner's temp folder. With several stores, under each store's path.",
  },
  'export-env': {
    group: 'variables',
    default: 'false',
    description: 'Export the selected variables to the environment of later steps.',
  },
  'set-outputs': {
    group: 'variables',
    default: 'false',
    description:
      'Set one step output for each selected variable, and `secrets` as one JSON object. A variable with the name of an output of this action is an error.',
  },
  select: {
    group: 'variables',
    description:
      'Which variables go out, one rule a line: `NAME`, `PREFIX_*`, `!NAME` (wins), `NEW=OLD` (renames). Default: all.',
  },
  'key-schema': {
    group: 'variables',
    default: '{{secretKey}}',
    description:
      'How variables are named on the way out: text around `{{secretKey}}`; also `{{environment}}`, `{{project}}`, `{{file}}`, `{{branch}}`, and the helpers `upper`, `lower`, `replace`.',
  },
  environment: {
    group: 'variables',
    description:
      'The value of `{{environment}}`. Default, for each file: what follows `.env.` in its name, without a last `.local`.',
  },
  'rotate-after': {
    group: 'rotation',
    description:
      'sync: a duration such as `30d` (a number and `h`, `d` or `w`). A rotation younger than that is left alone, and the run says so. Default: always rotate.',
  },
  grant: {
    group: 'rotation',
    description:
      'sync: who is let in beside the members that have access: UUID or SHA-256 fingerprint of the public key, a line or comma each, or `all-pending` (what the CLI does). Default: nobody. import: likewise for members that the archive would bring back.',
  },
  revoke: {
    group: 'rotation',
    description:
      'sync: who is removed in the same rotation: an email (all devices), `email/device` or a UUID, a line or comma each.',
  },
  'fail-on': {
    group: 'check',
    default: 'error',
    description:
      'check: what fails the step: `error`, `warning` (errors too), `none`, or finding codes, a line or comma each.',
  },
  ignore: {
    group: 'check',
    description:
      'check: findings that do not count: a code, or `CODE path-glob`, a line each. They are still shown, as ignored.',
  },
  'base-ref': {
    group: 'check',
    description:
      'check: what to compare with: a commit, tag or branch (`origin/<name>`, then local, then fetched). Default: what the event says.',
  },
  'max-key-age': {
    group: 'check',
    description:
      'check: a duration such as `90d` (a number and `h`, `d` or `w`), after which a rotation is due. Default: never.',
  },
  'sarif-file': {
    group: 'check',
    description:
      "check: write the findings as SARIF 2.1.0 to this file, for code scanning: inside the workspace or the runner's temp folder.",
  },
  comment: {
    group: 'check',
    default: 'false',
    description:
      'check: keep one comment on the pull request up to date. Needs `pull-requests: write`; without it there is a notice.',
  },
  ...pushInputDefinitions,
  ...archiveInputDefinitions,
  commit: {
    group: 'commit',
    default: 'none',
    description:
      'sync, pull, import: commit the changed files: `none`, `branch` (the checked-out branch, or `commit-branch`), or `pull-request`.',
  },
  'commit-method': {
    group: 'commit',
    default: 'auto',
    description:
      '`api` (signed by GitHub, no key needed), `git` (a push to `origin`), or `auto`: `api` on GitHub, `git` when a `signing-key` is given or `origin` is elsewhere.',
  },
  'commit-branch': {
    group: 'commit',
    description:
      'The branch to commit to. Default: the checked-out one; for pull requests a name that stays the same from run to run (`kanuka/sync-main`, `kanuka/revoke-main`).',
  },
  'commit-message': {
    group: 'commit',
    description: 'First line of the commit message. Default: says what was rotated.',
  },
  'commit-author': {
    group: 'commit',
    description:
      "`Name <mail>`. Default: the workflow's bot. With `commit-method: api` GitHub then does not sign the commit.",
  },
  'commit-committer': {
    group: 'commit',
    description:
      "`Name <mail>`. Default: the workflow's bot; with `commit-method: api`, the author if one is given, else GitHub itself.",
  },
  'pull-request-title': {
    group: 'commit',
    description: 'Default: the first line of the commit message.',
  },
  'pull-request-body': {
    group: 'commit',
    description: 'Markdown that stands above our list of members and files.',
  },
  'pull-request-labels': { group: 'commit', description: 'Labels, a line or comma each.' },
  'github-token': {
    group: 'commit',
    default: '${{ github.token }}',
    description:
      'For commits, pull requests, comments and missing history. Commits by the default token start no workflows; the token of a GitHub App does.',
  },
  'signing-key': {
    group: 'commit',
    description:
      'An OpenPGP private key (armored) to sign commits that are made with git, and archives; no gpg program is needed.',
  },
  'signing-passphrase': { group: 'commit', description: 'The passphrase of `signing-key`.' },
  'min-mask-length': {
    group: 'safety',
    default: '4',
    description:
      'Shorter values, and shorter lines of values, are not masked; the log says which names.',
  },
  unmasked: {
    group: 'safety',
    description:
      'Names of variables that are never masked (a region, a port), a line or comma each.',
  },
  'allow-env': {
    group: 'safety',
    description:
      'Reserved names that this workflow really means to export (`PATH`, `GIT_SSH_COMMAND`, …), a line or comma each. Clean-up leaves these as they are.',
  },
  cleanup: {
    group: 'safety',
    default: 'true',
    description:
      'After the job, remove the plaintext that was written and blank the exported names (not those of `allow-env`).',
  },
  'dry-run': {
    group: 'safety',
    default: 'false',
    description: 'Say what would be written, exported or commented, and change nothing.',
  },
  'if-no-key': {
    group: 'safety',
    default: 'fail',
    description:
      'When `private-key` is empty: `fail`, or `skip` with a notice and the output `skipped=true` (pull requests from forks, Dependabot).',
  },
  'show-names': {
    group: 'safety',
    default: 'auto',
    description:
      'Whether variable names stand in logs, summary and outputs: `true`, `false` (counts instead), or `auto`: only where the event says that the repository is private. Errors name the variable at fault.',
  },
  'allow-untrusted': {
    group: 'safety',
    default: 'false',
    description:
      "Use the key on `pull_request_target`, `workflow_run`, `issue_comment` and the like although the checkout is not the event's own commit.",
  },
} as const satisfies Readonly<Record<string, InputDefinition>>

export type InputName = keyof typeof inputDefinitions
