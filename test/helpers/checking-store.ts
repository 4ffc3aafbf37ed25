// What the stories about the store itself share: a team in good order, ways to change its files, and a
// comparison with all findings of a run, so that one too many fails as one too few does.
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, generatePrimeSync } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FindingCode, Severity } from '../../src/check/finding.ts'
import { put, removes, type CheckResult, type Edit } from './checking.ts'
import { BOB, DAVE, ERIN } from './rotating.ts'

export const CONFIG = '.kanuka/config.toml'
export const AUDIT = '.kanuka/audit.jsonl'

export function publicKey(uuid: string): string {
  return `.kanuka/public_keys/${uuid}.pub`
}

export function wrappedKey(uuid: string): string {
  return `.kanuka/secrets/${uuid}.kanuka`
}

/** The fixture `team` without who waits there and who is left over: no finding. */
export const tidy: Edit = removes(publicKey(DAVE), wrappedKey(ERIN))

/** One commit of several edits. */
export function all(...edits: readonly Edit[]): Edit {
  return async (root) => {
    for (const edit of edits) await edit(root)
  }
}

/** Replaces text wherever it stands; fails where there is none. */
export function replaces(path: string, from: string | RegExp, to: string): Edit {
  return (root) => {
    const text = readFileSync(join(root, path), 'utf8')
    const changed = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'gm'), to)
    assert.notEqual(changed, text, `${path} has no ${String(from)}`)
    put(root, path, changed)
  }
}

/** A line more in the audit log. */
export function logs(op: string, more: Readonly<Record<string, unknown>> = {}): Edit {
  return (root) => {
    const ts = new Date().toISOString().replace('Z', '000Z')
    const line = { ts, user: 'bob@example.com', uuid: BOB, op, ...more }
    appendFileSync(join(root, AUDIT), `${JSON.stringify(line)}\n`)
  }
}

/** Number of the first line that has the text. */
export function lineOf(root: string, path: string, text: string): number {
  const lines = readFileSync(join(root, path), 'utf8').split('\n')
  const index = lines.findIndex((line) => line.includes(text))
  assert.notEqual(index, -1, `${path} has no line with ${text}`)
  return index + 1
}

export function freshKey(modulusLength = 2048): string {
  const made = generateKeyPairSync('rsa', { modulusLength })
  return made.publicKey.export({ type: 'spki', format: 'pem' }).toString()
}

export function prime(bits: number): bigint {
  return generatePrimeSync(bits, { bigint: true })
}

/** A public key of any modulus, as no honest program makes it. */
export function keyOf(modulus: bigint): string {
  const n = Buffer.from(modulus.toString(16), 'hex').toString('base64url')
  const made = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' })
  return made.export({ type: 'spki', format: 'pem' }).toString()
}

export interface Expected {
  readonly code: FindingCode
  /** Default: error. */
  readonly severity?: Severity
  readonly path: string
  /** Left out: the finding must have none. */
  readonly line?: number
  readonly message?: RegExp
  readonly fix?: RegExp
}

/** These findings in this order and no others, shown as annotations, and the exit code that they mean. */
export function assertFindings(result: CheckResult, ...expected: readonly Expected[]): void {
  const placed = ({
    code,
    severity = 'error',
    path,
    line,
  }: Omit<Expected, 'message' | 'fix'>): unknown => ({
    code,
    severity,
    path,
    line,
  })
  assert.deepEqual(result.findings.map(placed), expected.map(placed), result.log)
  for (const [index, { message, fix }] of expected.entries()) {
    const found = result.findings[index] ?? assert.fail()
    if (message) assert.match(found.message, message)
    if (fix) assert.match(found.fix, fix)
    const shown = result.annotations.filter(
      ({ title, file }) =>
        title?.startsWith(`Kanuka: ${found.code}:`) === true && file === found.path,
    )
    assert.ok(
      shown.some(({ type, line }) => type === found.severity && line === found.line),
      JSON.stringify(result.annotations),
    )
  }
  const severities = new Set(expected.map(({ severity = 'error' }) => severity))
  const status = severities.has('error') ? 'fail' : severities.has('warning') ? 'warn' : 'pass'
  assert.equal(result.status, status)
  assert.equal(result.exitCode, status === 'fail' ? 1 : 0)
}

/** What the run could not or need not judge, in one text. */
export function notesOf({ report }: CheckResult): string {
  return (report['notes'] as readonly string[]).join('\n')
}
