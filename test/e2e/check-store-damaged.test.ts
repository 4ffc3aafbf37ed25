// A check of the damaged stores among the fixtures, without a key: as the head of a pull request against
// the store that they were made of, and as they are, with nothing of it changed.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { FindingCode } from '../../src/check/finding.ts'
import { FIXTURES } from '../helpers/action.ts'
import { becomes, checkPull, writes } from '../helpers/checking.ts'

interface Row {
  /** Where the range is what damages the store. */
  readonly changed: readonly FindingCode[]
  /** Where it was so before. */
  readonly still: readonly FindingCode[]
}

function both(...codes: readonly FindingCode[]): Row {
  return { changed: codes, still: codes }
}

/** What the head alone does not show. */
function onlyChanged(...changed: readonly FindingCode[]): Row {
  return { changed, still: [] }
}

const WAITS_UNKNOWN = ['MEMBER_PENDING', 'MEMBER_UNLISTED', 'PUBLIC_KEY_INVALID'] as const

// Codes in the order of the alphabet.
const EXPECTED: Readonly<Record<string, Row>> = {
  'config-uuid-key': both('CONFIG_INVALID'),
  'empty-config-toml': both('CONFIG_INVALID'),
  'invalid-config-toml': both('CONFIG_INVALID'),
  'merge-conflict-config': both('CONFIG_INVALID'),

  // Too short for a ciphertext.
  'empty-file': both('CIPHERTEXT_DAMAGED'),
  'lfs-pointer': both('CIPHERTEXT_DAMAGED'),
  'truncated-file-10-bytes': both('CIPHERTEXT_DAMAGED'),
  'truncated-file-39-bytes': both('CIPHERTEXT_DAMAGED'),
  // Long enough, and only a key tells that they do not open. That somebody else's bytes follow the same
  // nonce can be seen without one.
  'crlf-mangled': onlyChanged('NONCE_REUSED'),
  'cut-tail': onlyChanged('NONCE_REUSED'),
  'flipped-ciphertext-byte': onlyChanged('NONCE_REUSED'),
  'flipped-nonce-byte': both(),

  // The only wrapped key is another one, and all files are as they were.
  'flipped-wrapped-key': onlyChanged('ROTATION_PARTIAL'),
  'wrapped-16-bytes': onlyChanged('ROTATION_PARTIAL'),
  'wrapped-other-symmetric-key': onlyChanged('ROTATION_PARTIAL'),
  'truncated-wrapped-key': {
    changed: ['ROTATION_PARTIAL', 'WRAPPED_KEY_DAMAGED'],
    still: ['WRAPPED_KEY_DAMAGED'],
  },
  // Bob is new as well.
  'swapped-wrapped-keys': onlyChanged('MEMBER_ADDED', 'ROTATION_PARTIAL'),
  'mixed-keys': onlyChanged('ROTATION_PARTIAL'),
  'no-wrapped-key': {
    changed: ['MEMBER_PENDING', 'MEMBER_REMOVED', 'REVOKED_WITHOUT_ROTATION'],
    still: ['MEMBER_PENDING'],
  },

  'ec-pub': { changed: ['MEMBER_ADDED', ...WAITS_UNKNOWN], still: WAITS_UNKNOWN },
  'garbage-pub': { changed: ['MEMBER_ADDED', ...WAITS_UNKNOWN], still: WAITS_UNKNOWN },
  'garbage-own-pub': {
    changed: ['MEMBER_KEY_CHANGED', 'PUBLIC_KEY_INVALID'],
    still: ['PUBLIC_KEY_INVALID'],
  },
  // The same key, written in another way.
  'pkcs1-pub': both('PUBLIC_KEY_INVALID'),

  'stray-files': both(),
  'stray-kanuka-in-path': {
    changed: ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'],
    still: ['PLAINTEXT_TRACKED'],
  },
}

test('every damaged fixture is expected to be something', () => {
  const folders = readdirSync(join(FIXTURES, 'damaged'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  assert.deepEqual(Object.keys(EXPECTED).toSorted(), folders.toSorted())
})

describe('a damaged store', () => {
  for (const [name, { changed, still }] of Object.entries(EXPECTED)) {
    test(`${name}, by a pull request: ${changed.join(', ') || 'nothing'}`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: [becomes(`damaged/${name}`)] })
      const result = await pull.check()
      assert.deepEqual(result.codes.toSorted(), changed, result.log)
    })

    test(`${name}, as it was: ${still.join(', ') || 'nothing'}`, async (t) => {
      const pull = await checkPull(t, {
        store: `damaged/${name}`,
        branch: [writes('docs/README.md', 'hello\n')],
      })
      const result = await pull.check()
      assert.deepEqual(result.codes.toSorted(), still, result.log)
    })
  }
})
