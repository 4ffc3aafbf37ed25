// The plan: older runs, which side wins at first, spelling, places that are full, warnings.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { markedCommits, planDestination } from '../../../src/push/plan.ts'
import { MEMORY_CAPABILITIES } from '../../contract/memory-destination.ts'
import {
  unmarked,
  byOthers,
  forged,
  planCodes,
  HEAD,
  NEWER,
  OLDER,
  markOf,
  ownershipOf,
  request,
  there,
  told,
} from './pushing.ts'

describe('an older run', () => {
  const later = there('A', '1', { mark: { ...markOf('A', '1'), commit: NEWER } })

  test('does nothing where a later commit was', () => {
    const remote = [later, there('B', '0'), there('C', '1')]
    const plan = planDestination(
      request({ A: '1', B: '1', D: '1' }, remote, { options: { delete: 'owned' } }),
    )
    assert.equal(told(plan.rows), 'unchanged A, skip B, skip C, skip D')
    assert.deepEqual([...plan.writes, ...plan.removals], [])
    assert.equal(planCodes(plan), 'ROLLBACK_REFUSED')
  })

  test('is no matter where there is nothing to do', () => {
    assert.equal(planCodes(planDestination(request({ A: '1' }, [later]))), '')
  })

  test('goes back where the workflow says so', () => {
    const options = { allowRollback: true }
    const plan = planDestination(request({ A: '2' }, [later], { options }))
    assert.equal(told(plan.rows), 'update A')
    assert.equal(planCodes(plan), '')
  })

  test('is not told by marks that are not ours', () => {
    for (const mark of [forged.mark, byOthers.mark]) {
      const remote = [there('X', '1', { mark: { ...mark, commit: NEWER } })]
      assert.equal(planCodes(planDestination(request({ A: '1' }, remote))), '')
    }
  })

  test('asks for commits of our own marks only, each once, and never for what is none', () => {
    const remote = [
      there('A', '1'),
      there('B', '1'),
      there('C', '1', { mark: { ...markOf('C', '1'), commit: HEAD } }),
      there('D', '1', { mark: { ...markOf('D', '1'), commit: '--upload-pack=x' } }),
      there('E', '1', { mark: { ...forged.mark, commit: NEWER } }),
      there('F', '1', { mark: { ...markOf('F', '1'), commit: '0'.repeat(40) } }),
    ]
    assert.deepEqual(markedCommits(request({}, remote)), [OLDER, HEAD])
  })
})

describe('which side wins at first', () => {
  const source = { initialSync: 'import-prioritize-source' } as const
  const destination = { initialSync: 'import-prioritize-destination' } as const
  for (const [what, change, options, rows, takenIn] of [
    ['ours, not changed there', {}, destination, 'update A', []],
    ['ours, changed there', { isDrifted: true }, destination, 'import A', ['A']],
    ['ours, changed there', { isDrifted: true }, source, 'drifted A', []],
    // Only read: it is not written, whatever its value is.
    ['foreign', unmarked, destination, 'foreign A', ['A']],
    ['foreign', unmarked, source, 'foreign A', []],
    ['foreign, adopted', unmarked, { ...source, adopt: true }, 'update A', []],
    ['foreign, adopted', unmarked, { ...destination, adopt: true }, 'import A', ['A']],
  ] as const) {
    test(`${what}, ${options.initialSync}: ${rows}`, () => {
      const plan = planDestination(request({ A: '2' }, [there('A', '1', change)], { options }))
      assert.equal(told(plan.rows), rows)
      assert.deepEqual(plan.takenIn, takenIn)
    })
  }

  test('what only the destination has is imported, unless it was ours or does not fit', () => {
    const matchesSchema = (name: string): boolean => name !== 'ODD'
    const remote = [
      there('THEIRS', '1', unmarked),
      there('ODD', '1', unmarked),
      there('REMOVED', '1'),
      there('GONE', '1', { ...unmarked, isDeleted: true }),
    ]
    const plan = planDestination(
      request({ A: '1' }, remote, { options: { ...source, matchesSchema } }),
    )
    assert.equal(told(plan.rows), 'create A, skip REMOVED, import THEIRS')
  })

  test('is no question where values cannot be read', () => {
    const capabilities = { ...MEMORY_CAPABILITIES, reads: 'names' as const }
    const plan = planDestination(request({ A: '1' }, [], { capabilities, options: source }))
    assert.equal(planCodes(plan), 'IMPORT_UNREADABLE')
  })
})

describe('where names are spelled otherwise', () => {
  const spelled = (name: string): string => name.toLowerCase()
  const capabilities = {
    ...MEMORY_CAPABILITIES,
    names: { ...MEMORY_CAPABILITIES.names, spelled },
  }

  test('two spellings are one item, with one mark', () => {
    const remote = [there('db-host', '1', { name: 'DB-Host' })]
    const plan = planDestination(request({ 'db-host': '1' }, remote, { capabilities }))
    assert.equal(told(plan.rows), 'unchanged db-host')
  })

  test('without a rule they are two', () => {
    const remote = [there('DB-Host', '1', unmarked)]
    assert.equal(told(planDestination(request({ 'db-host': '1' }, remote)).rows), 'create db-host')
  })
})

describe('a place that is full', () => {
  const capabilities = {
    ...MEMORY_CAPABILITIES,
    limits: { ...MEMORY_CAPABILITIES.limits, items: 2 },
  }

  test('counts what others have there, too', () => {
    const remote = [there('A', '0'), there('X', '1', unmarked)]
    const full = planDestination(request({ A: '1', B: '1' }, remote, { capabilities }))
    assert.equal(planCodes(full), 'DESTINATION_FULL')
    assert.equal(planCodes(planDestination(request({ A: '1' }, remote, { capabilities }))), '')
  })

  test('does not count what is deleted', () => {
    const remote = [there('X', '1', { isDeleted: true })]
    const plan = planDestination(request({ A: '1', B: '1' }, remote, { capabilities }))
    assert.equal(planCodes(plan), '')
  })
})

test('marks that are not what they say are told', () => {
  const remote = [
    there('C', '1', { mark: markOf('A', '1') }),
    there('B', '1', { mark: markOf('B', '1', ownershipOf({ key: 'before' })) }),
  ]
  const { warnings } = planDestination(request({ A: '1' }, remote))
  assert.equal(warnings.length, 2)
  assert.match(warnings[0] ?? '', /C has our mark, but not one that is valid/)
  assert.match(warnings[1] ?? '', /B is marked with another key/)
})
