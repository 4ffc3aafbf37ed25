// A merge brings nobody back who was not named.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fingerprintOf } from '../../../src/kanuka/public-key.ts'
import { freshKey } from '../../helpers/checking-store.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'
import { BOB, CAROL, DAVE, ERIN, WORKSTATION } from '../../helpers/rotating.ts'
import {
  applied,
  assertSame,
  changed,
  CONFIG,
  lastLine,
  LOG,
  planned,
  publicKey,
  states,
  without,
  wrapped,
} from './stores.ts'
import { ALICE_KEY, CAROL_KEY, gone, logged, LOST, team } from './team.ts'

describe('who comes back', () => {
  test('nobody who is not named: key files are left out, the rest comes', async () => {
    const present = without(gone(team, CAROL), LOST[0])
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(states(plan, 'added'), [LOST[0]])
    assert.deepEqual(states(plan, 'left out'), [publicKey(CAROL), wrapped(CAROL)])
    assert.deepEqual(states(plan, 'kept'), [CONFIG])
    const [returning] = plan.returning
    assert.equal(plan.returning.length, 1)
    assert.deepEqual(
      [returning?.member.email, returning?.why, returning?.isGranted],
      ['carol@example.com', 'absent', false],
    )
    assert.ok(!plan.members.some(({ uuid }) => uuid === CAROL))
  })

  test('who is named by UUID, with their entries in the configuration', async () => {
    const present = gone(team, CAROL, DAVE)
    const grant = [CAROL.toUpperCase()]
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY, grant })
    assert.deepEqual(states(plan, 'added'), [publicKey(CAROL), wrapped(CAROL)])
    assert.deepEqual(states(plan, 'replaced'), [CONFIG])
    assert.deepEqual(states(plan, 'left out'), [publicKey(DAVE)])
    const after = applied(present, plan)
    assertSame(without(after, LOG), without(gone(team, DAVE), LOG))
    assert.equal(plan.members.find(({ uuid }) => uuid === CAROL)?.state, 'active')
    assert.equal(lastLine(after)['files_count'], 3)
  })

  test('who brings the private key themselves is told to be named', async () => {
    const request = { present: gone(team, CAROL), archive: team, mode: 'merge' } as const
    const error = await refusal(() => planned({ ...request, key: CAROL_KEY }))
    assert.equal(error.code, 'MEMBER_RETURNS')
    assert.match(error.what, /carol@example\.com, studio \(.*\), who has no access today/)
    assert.ok(error.fix.includes(`Add \`${CAROL}\` to \`grant\``))
    assert.match(error.fix, /the private key of somebody who has access today/)
  })

  test('who waits today and brings the private key, too', async () => {
    const present = without(team, wrapped(WORKSTATION))
    const request = { present, archive: team, mode: 'merge', key: ALICE_KEY } as const
    assert.equal((await refusal(() => planned(request))).code, 'MEMBER_RETURNS')
    const plan = await planned({ ...request, grant: [WORKSTATION] })
    assert.deepEqual([plan.verified, states(plan, 'added')], ['opened', [wrapped(WORKSTATION)]])
  })

  test('but not who has access today, of whom the archive knows another UUID', async () => {
    const other = '00000000-0000-4000-8000-000000000001'
    const archive = changed(team, {
      [publicKey(other)]: team.get(publicKey(WORKSTATION)),
      [wrapped(other)]: team.get(wrapped(WORKSTATION)),
    })
    const plan = await planned({ present: team, archive, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(states(plan, 'left out'), [publicKey(other), wrapped(other)])
  })

  test('who is named by fingerprint', async () => {
    const present = gone(team, CAROL)
    const { member } =
      (await planned({ present, archive: team, mode: 'merge' })).returning[0] ?? assert.fail()
    const print = fingerprintOf(member.publicKey ?? assert.fail())
    for (const line of [
      print,
      `sha256:${print}`,
      (print.match(/../g) ?? []).join(':').toUpperCase(),
    ]) {
      const plan = await planned({
        present,
        archive: team,
        mode: 'merge',
        key: CAROL_KEY,
        grant: [line],
      })
      assert.deepEqual(states(plan, 'added'), [publicKey(CAROL), wrapped(CAROL)])
    }
  })

  test('an orphan, whose wrapped key is access too, by UUID', async () => {
    const present = without(team, wrapped(ERIN))
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(states(plan, 'left out'), [wrapped(ERIN)])
    const granted = await planned({ present, archive: team, mode: 'merge', grant: [ERIN] })
    assert.deepEqual(states(granted, 'added'), [wrapped(ERIN)])
  })

  test('who waits today had access then: the wrapped key is left out', async () => {
    const present = without(team, wrapped(BOB))
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(states(plan, 'left out'), [wrapped(BOB)])
    assert.equal(plan.returning[0]?.why, 'absent')
  })

  test('a wrapped key that was made for another public key never', async () => {
    const present = changed(without(team, wrapped(BOB)), { [publicKey(BOB)]: freshKey() })
    const plan = await planned({
      present,
      archive: team,
      mode: 'merge',
      key: ALICE_KEY,
      grant: [BOB],
    })
    assert.deepEqual(states(plan, 'left out'), [wrapped(BOB)])
    assert.deepEqual(states(plan, 'kept'), [publicKey(BOB)])
    assert.deepEqual(plan.returning, [])
    assert.deepEqual(plan.edits, [])
  })

  test('revoked, by UUID or as a person: when and by whom', async () => {
    for (const line of [
      { op: 'revoke', target_uuid: CAROL, target_user: 'carol@example.com (studio)' },
      { op: 'revoke', target_user: 'Carol@example.com' },
    ]) {
      const present = logged(gone(team, CAROL), line)
      const { returning } = await planned({ present, archive: team, mode: 'merge' })
      assert.deepEqual(
        returning.map(({ why, revokedAt, revokedBy }) => [why, revokedAt, revokedBy]),
        [['revoked', new Date('2026-11-25T01:02:03Z'), 'bob@example.com']],
      )
    }
  })

  test('registered again after a revocation is not revoked', async () => {
    const line = { op: 'revoke', target_uuid: CAROL }
    const back = { op: 'register', target_uuid: CAROL, ts: '2026-11-26T00:00:00.000000Z' }
    const present = logged(logged(gone(team, CAROL), line), back)
    const { returning } = await planned({ present, archive: team, mode: 'merge' })
    assert.equal(returning[0]?.why, 'absent')
  })

  test('into no store: everybody, but for whom the log that is left calls revoked', async () => {
    const line = { op: 'revoke', target_uuid: CAROL, target_user: 'carol@example.com' }
    const present = logged(new Map([[LOG, team.get(LOG) ?? assert.fail()]]), line)
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(
      plan.returning.map(({ member, why }) => [member.uuid, why]),
      [[CAROL, 'revoked']],
    )
    assert.deepEqual(states(plan, 'left out'), [publicKey(CAROL), wrapped(CAROL)])
    assert.ok(states(plan, 'added').includes(wrapped(BOB)))
  })

  test('a line of `grant` that names nobody in the archive is a mistake', async () => {
    const grant = [CAROL, 'carol@example.com', 'all-pending', '0'.repeat(64)]
    const present = gone(team, CAROL)
    const errors = await refusals(() => planned({ present, archive: team, mode: 'merge', grant }))
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['GRANT_UNKNOWN', 'GRANT_UNKNOWN', 'GRANT_UNKNOWN'],
    )
    assert.match(errors[1]?.fix ?? '', /`all-pending` is for sync/)
  })
})
