// DESTINATION_DRIFT out of the plan of a push: which rows count, and what is said of them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { driftFinding, laterNote } from '../../../src/check/drift.ts'
import { planDestination } from '../../../src/push/plan.ts'
import type { DestinationResult, ItemResult } from '../../../src/push/results.ts'

const PLACE = { path: 'deploy/d.yml', line: 4 }
const COUNTS = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: 0, failed: 0 }

function result(...items: readonly Partial<ItemResult>[]): DestinationResult {
  return {
    counts: { destination: 'api', ...COUNTS },
    items: items.map((item, index) => ({
      name: `ITEM_${index}`,
      kind: 'unchanged',
      outcome: 'nothing to do',
      why: '',
      ...item,
    })),
  }
}

describe('DESTINATION_DRIFT', () => {
  test('one finding a destination, with what differs and how', () => {
    const found = driftFinding(
      result(
        { kind: 'create', name: 'A' },
        { kind: 'drifted', name: 'B' },
        { kind: 'update', name: 'C' },
        { kind: 'create', name: 'D' },
        { kind: 'delete', name: 'E' },
        { kind: 'foreign', name: 'F' },
        {},
      ),
      { ...PLACE, namesVisible: true },
    )
    assert.ok(found)
    const { message, code, severity, path, line } = found
    assert.deepEqual(
      [code, severity, path, line],
      ['DESTINATION_DRIFT', 'warning', 'deploy/d.yml', 4],
    )
    assert.equal(
      message,
      'The destination api differs from what a push would leave there: 2 missing (A, D), 1 out of date (C), 1 changed there since (B), 1 no longer in the source (E), 1 taken by somebody else (F)',
    )
  })

  test('counts alone where names are hidden', () => {
    const options = { ...PLACE, namesVisible: false }
    const found = driftFinding(result({ kind: 'update', name: 'DB_PASSWORD' }), options)
    assert.match(found?.message ?? '', /: 1 out of date$/)
  })

  test('not what is as it should be, is left alone, or is to be imported', () => {
    const same = result({}, { kind: 'skip', why: '`delete` is `never`' }, { kind: 'import' })
    assert.equal(driftFinding(same, { ...PLACE, namesVisible: true }), undefined)
    assert.equal(laterNote(same), undefined)
  })

  test('rows that the plan takes back are known by why it does', () => {
    const mark = { owner: 'o', own: '', fp: '', commit: 'a'.repeat(40) }
    const request: Parameters<typeof planDestination>[0] = {
      destination: 'api',
      desired: [],
      leftOut: [],
      remote: [{ name: 'GONE', version: '1', mark, isDrifted: false, isDeleted: false }] as never,
      capabilities: { reads: 'values', canDelete: true, limits: {}, names: {} } as never,
      ownership: {
        owner: 'o',
        formerOwners: [],
        judge: () => 'ours',
        isOfValue: () => true,
        mark: () => mark as never,
      },
      rules: {
        initialSync: 'overwrite-destination',
        delete: 'owned',
        maxDeletes: 10,
        adopt: false,
        allowRollback: false,
      },
      isLater: () => false,
    }
    const itemsOf = (isLater: boolean): DestinationResult => {
      const { rows } = planDestination({ ...request, isLater: () => isLater })
      return result(...rows)
    }
    const found = driftFinding(itemsOf(false), { ...PLACE, namesVisible: true })
    assert.match(found?.message ?? '', /: 1 no longer in the source \(GONE\)$/)
    assert.equal(driftFinding(itemsOf(true), { ...PLACE, namesVisible: true }), undefined)
    assert.match(laterNote(itemsOf(true)) ?? '', /api has what a later commit pushed: 1 item/)
  })
})
