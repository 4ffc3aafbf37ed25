// Where a value could get out of a push: what is said, what lies on the disk, and what a server sees beside
// the bodies that are meant to hold it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { StepResult } from './runner.ts'
import type { Pushed } from './pushing.ts'
import type { Seen } from './pushing-servers.ts'

/** A text as it could stand somewhere. */
const NOTATIONS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => new URLSearchParams({ v: text }).toString().slice(2),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => Buffer.from(text).toString('hex'),
  // Without what hangs on the bytes that follow.
  (text) => Buffer.from(text).toString('base64').replace(/.?=*$/, ''),
  (text) => Buffer.from(text).toString('base64url').slice(0, -1),
]

function assertFree(haystack: string, secrets: readonly string[], where: string): void {
  for (const secret of secrets) {
    for (const write of NOTATIONS) {
      const found = haystack.indexOf(write(secret))
      const around = haystack.slice(Math.max(0, found - 80), found)
      assert.equal(found, -1, `${where} holds ${secret}, after: ${around}`)
    }
  }
}

/** All that the runner gets of a step, as the process wrote it, but the commands that mask. */
function said(result: StepResult): string {
  const raw = result.rawOutput.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  return [
    ...raw,
    result.log,
    result.summary,
    ...result.debug,
    ...result.annotations.map((annotation) => inspect(annotation)),
    ...[...result.outputs].flat(),
    ...[...result.state].flat(),
    ...[...result.exported].flat(),
  ].join('\n')
}

function onDisk(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map(
      (entry) =>
        join(entry.parentPath, entry.name) +
        (entry.isFile() ? readFileSync(join(entry.parentPath, entry.name), 'latin1') : ''),
    )
    .join('\n')
}

/** None of these is said, or lies in the workspace or in the runner's folders; and all are masked. */
export async function assertNothingLeaks(
  { job, result }: Pushed,
  secrets: readonly string[],
): Promise<void> {
  assertFree(said(result), secrets, 'what is said')
  for (const post of await job.post()) assertFree(said(post), secrets, 'post')
  assertFree(onDisk(job.workspace), secrets, 'the workspace')
  assertFree(onDisk(join(job.temp, '..')), secrets, "the runner's folder")
  for (const secret of secrets) assert.ok(!job.print(`<${secret}>`).includes(secret), secret)
}

/** None of these is in an address or a header. @param allowed names of headers */
export function assertNotOnTheWay(
  seen: readonly Seen[],
  secrets: readonly string[],
  allowed: readonly string[] = [],
): void {
  for (const { method, url, headers } of seen) {
    const others = Object.entries(headers).filter(([name]) => !allowed.includes(name))
    assertFree(url, secrets, `the address of ${method}`)
    assertFree(JSON.stringify(others), secrets, `the headers of ${method}`)
  }
}
