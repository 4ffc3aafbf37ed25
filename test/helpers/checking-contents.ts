// What stories of a check need to speak of contents: secret files sealed under the key of their store by
// libsodium (not by our own code), and findings in a form that is quickly compared.
import assert from 'node:assert/strict'
import type { Finding, FindingCode } from '../../src/check/finding.ts'
import { key } from './action.ts'
import { put, type CheckResult, type Edit } from './checking.ts'
import { openIndependently, sealIndependently } from './independent-reader.ts'

/** Opens the fixture `basic`, whose one member is alice. */
export const ALICE = 'basic-alice.pkcs1.pem'

/** An edit that encrypts: every time other bytes, as with the CLI. All files of the store must open. */
export function encrypts(path: string, plaintext: string | Uint8Array): Edit {
  return async (root) => {
    const { symmetricKey } = await openIndependently(root, key(ALICE))
    put(root, path, await sealIndependently(Buffer.from(plaintext as string), symmetricKey))
  }
}

/** Several edits as one. */
export function all(...edits: readonly Edit[]): Edit {
  return async (root) => {
    for (const edit of edits) await edit(root)
  }
}

/** Every finding as `CODE severity path:line`, in the order of the output. */
export function places({ findings }: Pick<CheckResult, 'findings'>): readonly string[] {
  return findings.map(({ code, severity, path, line }) =>
    [code, severity, path + (line === undefined ? '' : `:${line}`)].join(' '),
  )
}

/** The only finding of a code. */
export function only({ findings }: Pick<CheckResult, 'findings'>, code: FindingCode): Finding {
  const [found, ...more] = findings.filter((each) => each.code === code)
  assert.equal(more.length, 0, `more than one ${code}`)
  return found ?? assert.fail(`no ${code}`)
}
