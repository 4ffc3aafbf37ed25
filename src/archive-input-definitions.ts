// The part of the table of inputs that is about backups.
import type { InputDefinition } from './input-definition.ts'

export const archiveInputDefinitions = {
  archive: {
    group: 'archive',
    description:
      'export: where to write, relative to the workspace, absolute or with `~`: a file, or a folder for the default name `kanuka-secrets-YYYY-MM-DD.tar.gz`. `{date}`, `{time}`, `{commit}` and `{project}` are filled in; missing folders are made. Default: the workspace. import: the file to read.',
  },
  'archive-recipients': {
    group: 'archive',
    description:
      'export: encrypt the archive to these OpenPGP public keys (armored, one after the other).',
  },
  'archive-passphrase': {
    group: 'archive',
    description:
      'export: encrypt the archive with this passphrase; also beside recipients. import: opens it.',
  },
  'archive-decryption-key': {
    group: 'archive',
    description: 'import: the OpenPGP private key (armored) of a recipient.',
  },
  'archive-decryption-passphrase': {
    group: 'archive',
    description: 'import: the passphrase of `archive-decryption-key`.',
  },
  'archive-signers': {
    group: 'archive',
    description:
      'import: OpenPGP public keys (armored, one after the other) whose signature counts. A signature that is there is checked against them.',
  },
  'require-signature': {
    group: 'archive',
    default: 'false',
    description: 'import: refuse an archive that none of `archive-signers` has signed.',
  },
  'allow-damaged': {
    group: 'archive',
    default: 'false',
    description:
      'export: pack damaged files too (what `check` calls damaged). Readable text and private keys are never packed.',
  },
  'import-mode': {
    group: 'archive',
    default: 'merge',
    description:
      'import: `merge` (files that are there stay as they are, missing ones come back) or `replace` (the store becomes what the archive holds).',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
