// A check of a long range in a large repository: it ends, finds what is there, holds little, and starts no
// more processes than for a short one. Nothing is said about time: scripts/bench-check.ts measures that.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { before, after, describe, test, type TestContext } from 'node:test'
import { FIXTURES, folder, withoutGit } from '../helpers/action.ts'
import { runCheck, type CheckResult } from '../helpers/checking.ts'
import { ends } from '../helpers/checking-clones.ts'
import { git, gitVariables } from '../helpers/committing.ts'
import { importHistory } from '../helpers/long-history.ts'

const FILES = 50_000
const MIB = 1024 * 1024
const afters: (() => void)[] = []
// A plaintext, and a value of the store in a file that nobody would take for one.
const PLAINTEXT = readFileSync(join(FIXTURES, 'plain/basic/.env'), 'utf8')
const VALUE = /^API_TOKEN=(\S+)/m.exec(PLAINTEXT)?.[1] ?? ''
const PASSING = {
  'tools/.env': 'SESSION_COOKIE=not-a-real-one-1\n',
  'notes/todo.txt': `one\ntwo: ${VALUE}\n`,
}
let workspace = ''
let commits: readonly string[] = []

before(() => {
  if (withoutGit) return
  workspace = folder({
    after: (work: () => void) => void afters.push(work),
  } as unknown as TestContext)
  cpSync(join(FIXTURES, 'basic'), workspace, { recursive: true })
  git(workspace, 'init', '--quiet', '--template=')
  commits = importHistory(workspace, { files: FILES, commits: 10_000, passing: PASSING })
})
after(() => {
  for (const work of afters) work()
})

interface Measured {
  readonly result: CheckResult
  readonly gits: number
  readonly peakBytes: number
}

/** Checks the last `count` commits; how many times git was started, and what node held at most. */
async function measured(t: TestContext, count: number, ownKey?: string): Promise<Measured> {
  const bin = folder(t)
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const [calls, peak] = [join(bin, 'calls'), join(bin, 'peak')]
  writeFileSync(calls, '')
  const script = `#!/bin/sh\necho "$*" >> '${calls}'\nexec '${real}' "$@"\n`
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
  const hook = `import { appendFileSync } from 'node:fs'
    process.on('exit', () => appendFileSync(${JSON.stringify(peak)}, \`\${process.resourceUsage().maxRSS}\\n\`))`
  writeFileSync(join(bin, 'peak.mjs'), hook)
  const [base = '', head = ''] = [commits.at(-1 - count), commits.at(-1)]
  const result = await runCheck(t, {
    workspace,
    base,
    head,
    inputs: { 'base-ref': base },
    options: {
      env: {
        PATH: `${bin}${delimiter}${gitVariables()['PATH']}`,
        NODE_OPTIONS: `--import ${join(bin, 'peak.mjs')}`,
      },
      ...(ownKey !== undefined && { key: ownKey }),
    },
  })
  assert.deepEqual(ends(result), [base, base, head], result.log)
  const gits = readFileSync(calls, 'utf8').split('\n').length - 1
  return { result, gits, peakBytes: peakIn(peak) }
}

/** Of main and post, which write a line each. */
function peakIn(path: string): number {
  const kilobytes = readFileSync(path, 'utf8').trim().split('\n').map(Number)
  return Math.max(...kilobytes) * 1024
}

describe('10,000 commits on 50,000 files', { skip: withoutGit }, () => {
  test('are judged in bounded memory, and what came and went in the middle is found', async (t) => {
    const { result, peakBytes } = await measured(t, 10_000)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY'], result.log)
    assert.deepEqual(
      result.findings.map(({ path, line }) => [path, line]),
      [['tools/.env', 1]],
    )
    const name = commits[5000]?.slice(0, 12) ?? ''
    assert.ok(result.findings[0]?.message.includes(`Commit ${name} adds`), result.log)
    assert.ok(peakBytes > 60 * MIB && peakBytes < 600 * MIB, `${Math.round(peakBytes / MIB)} MiB`)
  })

  test('cost as many processes as 1,000, where the plaintext is no part of the range', async (t) => {
    const long = await measured(t, 9_900)
    const short = await measured(t, 1_000)
    assert.deepEqual(short.result.codes, [])
    assert.equal(short.result.exitCode, 0)
    // What is found is the same kind of work: batches are read with one process each.
    assert.ok(short.gits > 5, 'git is counted')
    assert.ok(long.gits - short.gits <= 2, `${long.gits} and ${short.gits}`)
  })

  test('are searched for values in bounded memory with a key', async (t) => {
    const { result, peakBytes } = await measured(t, 10_000, 'basic-alice.pkcs1.pem')
    assert.equal(result.report['isKeyed'], true)
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'VALUE_EXPOSED'], result.log)
    const exposed = result.findings.filter(({ code }) => code === 'VALUE_EXPOSED')
    assert.deepEqual(
      exposed.map(({ path, line }) => [path, line]),
      [['notes/todo.txt', 2]],
    )
    assert.ok(
      VALUE.length >= 16 && !result.rawOutput.replaceAll(/^::add-mask::.*$/gm, '').includes(VALUE),
    )
    assert.ok(peakBytes < 600 * MIB, `${Math.round(peakBytes / MIB)} MiB`)
  })
})
