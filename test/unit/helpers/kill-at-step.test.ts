// The preload that kills programs: what it counts, and that a call it strikes does what it says, in
// programs of either module system.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { folder } from '../../helpers/action.ts'

const PRELOAD = join(import.meta.dirname, '../../helpers/kill-at-step.mjs')

// The calls to be counted: open, write, fsync (by descriptor), writeFile, rename.
const PROGRAM = `
const file = openSync('a', 'w')
writeSync(file, 'abcdef')
fsyncSync(file)
closeSync(file)
readFileSync('a')
writeFileSync(process.env.ELSEWHERE, '')
writeFileSync('b', 'abcdef')
renameSync('b', 'c')
console.log('done')
`
const NAMES = 'openSync, writeSync, fsyncSync, closeSync, readFileSync, writeFileSync, renameSync'
const SYSTEMS = {
  'program.cjs': `const { ${NAMES} } = require('fs')\n${PROGRAM}`,
  'program.mjs': `import { ${NAMES} } from 'node:fs'\n${PROGRAM}`,
}

interface Ran {
  readonly cwd: string
  readonly signal: string | null
  readonly output: string
  readonly errors: string
}

function run(t: TestContext, name: keyof typeof SYSTEMS, env: Record<string, string>): Ran {
  const [cwd, elsewhere] = [folder(t), folder(t)]
  const program = join(elsewhere, name)
  writeFileSync(program, SYSTEMS[name])
  const { signal, stdout, stderr } = spawnSync(process.execPath, ['--import', PRELOAD, program], {
    cwd,
    env: { KILL_WITHIN: cwd, ELSEWHERE: join(elsewhere, 'x'), ...env },
    encoding: 'utf8',
  })
  return { cwd, signal, output: stdout, errors: stderr }
}

const text = (ran: Ran, name: string): string | undefined =>
  existsSync(join(ran.cwd, name)) ? readFileSync(join(ran.cwd, name), 'utf8') : undefined

for (const name of ['program.cjs', 'program.mjs'] as const) {
  describe(name, () => {
    test('counts what changes something in the folder', (t) => {
      const count = join(folder(t), 'count')
      const ran = run(t, name, { KILL_COUNT: count })
      assert.equal(ran.output, 'done\n')
      assert.equal(readFileSync(count, 'utf8'), '5')
    })

    for (const [at, how, a, b, c] of [
      ['1', 'before', undefined, undefined, undefined],
      ['1', 'after', '', undefined, undefined],
      ['2', 'half', 'abc', undefined, undefined],
      ['4', 'before', 'abcdef', undefined, undefined],
      ['4', 'half', 'abcdef', 'abc', undefined],
      ['5', 'before', 'abcdef', 'abcdef', undefined],
      ['5', 'after', 'abcdef', undefined, 'abcdef'],
    ] as const) {
      test(`killed at call ${at}, ${how}`, (t) => {
        const ran = run(t, name, { KILL_AT: at, KILL_HOW: how })
        assert.equal(ran.signal, 'SIGKILL')
        assert.equal(ran.output, '')
        assert.deepEqual([text(ran, 'a'), text(ran, 'b'), text(ran, 'c')], [a, b, c])
      })
    }

    test('a call fails', (t) => {
      const ran = run(t, name, { KILL_AT: '3', KILL_HOW: 'EIO' })
      assert.match(ran.errors, /code: 'EIO'/)
      assert.equal(text(ran, 'a'), 'abcdef')
    })
  })
}
