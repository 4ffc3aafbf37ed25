// Who may read the names of variables that a check with a key comes across, and which values it masks.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { ALICE, all, encrypts, only } from '../helpers/checking-contents.ts'
import { checkPull, writes, type PullStory } from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'
import type { Job } from '../helpers/runner.ts'

const KEYED = { key: ALICE }
const APP = 'app/.env.kanuka'

describe('who may read names', () => {
  const VALUE = 'Tr0ub4dor&3-zxcvbn'
  // One of everything that could name a variable.
  const STORY: PullStory = {
    store: 'basic',
    arrange: encrypts(APP, `ZQ_GONE=1\nZQ_SWAPPED=${VALUE}-old\n`),
    branch: [
      all(
        encrypts(
          APP,
          `ZQ_SWAPPED=${VALUE}\nZQ_TWICE=1\nZQ_TWICE=2\nGIT_ZQ=1\nZQ-DASH=1\nZQ_FRESH=blue sky\nstray\n`,
        ),
        writes('app/.env.example', 'LISTED=\n'),
        writes('copy.txt', VALUE),
      ),
    ],
  }
  const CODES = [
    'VALUE_EXPOSED',
    'DOTENV_INVALID',
    'EXAMPLE_MISMATCH',
    'NAME_DUPLICATE',
    'NAME_INVALID',
    'NAME_RESERVED',
  ]

  for (const [setting, isPublic, shown] of [
    ['auto', false, true],
    ['auto', true, false],
    ['true', true, true],
    ['false', false, false],
  ] as const) {
    test(`${setting}, ${isPublic ? 'public' : 'private'}: ${shown ? 'shown' : 'counted'}`, async (t) => {
      const pull = await checkPull(t, STORY)
      const inputs = { 'show-names': setting, 'sarif-file': 'out.sarif' }
      const result = await pull.check(inputs, { ...KEYED, isPublic })
      assert.deepEqual(result.codes, CODES)
      const sarif = readFileSync(join(pull.workspace, 'out.sarif'), 'utf8')
      const outputs = JSON.stringify([...result.outputs])
      const annotations = JSON.stringify(result.annotations)
      const summary = result.summary.replaceAll('&#95;', '_')
      for (const said of [result.log, summary, outputs, sarif, annotations]) {
        const names = new Set(said.match(/\b(?:GIT_)?ZQ[\w-]*/g))
        if (shown) assert.ok(names.has('ZQ_SWAPPED') && names.has('ZQ_TWICE'), said)
        else assert.deepEqual([...names], [])
        assert.ok(!said.includes(VALUE))
        // Everybody can read the example.
        assert.match(said, /LISTED/)
      }
      if (shown) return
      assert.deepEqual(result.report['changes'], [
        { path: APP, kind: 'changed', added: 4, removed: 1, changed: 1 },
      ])
      assert.match(only(result, 'NAME_DUPLICATE').message, /^1 variable in the decrypted app/)
    })
  }

  test('values are masked, but for those that `unmasked` names', async (t) => {
    const branch = [encrypts(APP, `ZQ_REGION=eu-central-7\nZQ_PASSWORD=${VALUE}\n`)]
    const pull = await checkPull(t, { store: 'basic', branch })
    let job: Job | undefined
    const arrange = (made: Job): void => void (job = made)
    await pull.check({ unmasked: 'ZQ_REGION' }, { ...KEYED, arrange })
    assert.deepEqual(
      [VALUE, 'eu-central-7'].map((value) => job?.masks.has(value)),
      [true, false],
    )
    await pull.check({}, { ...KEYED, arrange })
    assert.equal(job?.masks.has('eu-central-7'), true)
    assert.equal(git(pull.workspace, 'status', '--porcelain'), '')
  })

  test('the old value is masked too: it may still be in use', async (t) => {
    const pull = await checkPull(t, STORY)
    let job: Job | undefined
    await pull.check({}, { ...KEYED, arrange: (made) => void (job = made) })
    assert.equal(job?.masks.has(`${VALUE}-old`), true)
  })
})
