// A replacement that would bring somebody back is refused until they are named.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parsePublicKey } from '../../../src/kanuka/members.ts'
import { fingerprintOf } from '../../../src/kanuka/public-key.ts'
import { freshKey } from '../../helpers/checking-store.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'
import { BOB, CAROL } from '../../helpers/rotating.ts'
import {
  applied,
  assertSame,
  changed,
  filesOf,
  LOG,
  planned,
  publicKey,
  without,
  wrapped,
} from './stores.ts'
import { ALICE_KEY } from './team.ts'

const before = filesOf('rotated/before')
const after = filesOf('rotated/after')
const FINGERPRINT = /[0-9a-f]{64}/

describe('who comes back', () => {
  const present = without(after, publicKey(CAROL), wrapped(CAROL), publicKey(BOB), wrapped(BOB))

  test('is named first, one error a member, with all that is needed to decide', async () => {
    const line = `{"ts":"2026-11-25T01:02:03.000000Z","user":"alice@example.com","uuid":"","op":"revoke","target_user":"carol@example.com","target_uuid":"${CAROL}"}\n`
    const revoked = changed(present, { [LOG]: `${present.get(LOG)?.toString()}${line}` })
    const errors = await refusals(() =>
      planned({ present: revoked, archive: before, mode: 'replace', key: ALICE_KEY }),
    )
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['MEMBER_RETURNS', 'MEMBER_RETURNS'],
    )
    const [bob, carol] = errors
    assert.match(
      bob?.what ?? '',
      /bring back bob@example\.com, bobs-thinkpad \(.*\), who has no access today/,
    )
    assert.match(bob?.what ?? '', FINGERPRINT)
    assert.match(carol?.what ?? '', /who was revoked on 2026-11-25 by alice@example\.com/)
    assert.ok(carol?.fix.includes(`Add \`${CAROL}\` to \`grant\``))
  })

  test('by name', async () => {
    const grant = [CAROL, BOB]
    const plan = await planned({ present, archive: before, mode: 'replace', key: ALICE_KEY, grant })
    assert.deepEqual(
      plan.returning.map(({ why, isGranted }) => [why, isGranted]),
      [
        ['absent', true],
        ['absent', true],
      ],
    )
    assertSame(without(applied(present, plan), LOG), without(before, LOG))
    const one = await refusal(() =>
      planned({ present, archive: before, mode: 'replace', grant: [BOB] }),
    )
    assert.equal(one.code, 'MEMBER_RETURNS')
  })

  test('whose public key is another one today: by its fingerprint alone', async () => {
    const replaced = changed(after, { [publicKey(BOB)]: freshKey() })
    const bob = parsePublicKey(before.get(publicKey(BOB)) ?? assert.fail()).publicKey
    const print = fingerprintOf(bob ?? assert.fail())
    for (const grant of [[], [BOB]]) {
      const error = await refusal(() =>
        planned({ present: replaced, archive: before, mode: 'replace', grant }),
      )
      assert.equal(error.code, 'MEMBER_RETURNS')
      assert.match(error.what, /who has another public key today/)
      assert.ok(error.fix.includes(`Add \`${print}\``))
    }
    const plan = await planned({
      present: replaced,
      archive: before,
      mode: 'replace',
      grant: [print],
    })
    assert.equal(plan.returning[0]?.why, 'other key')
  })

  test('whose public key is only written in another way has the same one', async () => {
    const crlf = before.get(publicKey(BOB))?.toString().replaceAll('\n', '\r\n')
    const rewritten = changed(after, { [publicKey(BOB)]: `\n${crlf}` })
    const plan = await planned({ present: rewritten, archive: before, mode: 'replace' })
    assert.deepEqual(plan.returning, [])
  })

  test('whose public key cannot be read today has another one, until it is named', async () => {
    for (const text of ['no key', '#'.repeat(100_000)]) {
      const damaged = changed(after, { [publicKey(BOB)]: text })
      const error = await refusal(() =>
        planned({ present: damaged, archive: before, mode: 'replace' }),
      )
      assert.equal(error.code, 'MEMBER_RETURNS')
    }
    // Where the archive has none that can be read either, there is no fingerprint to name.
    const archive = changed(before, { [publicKey(BOB)]: 'no key at all' })
    const request = { present: after, archive, mode: 'replace' } as const
    assert.ok((await refusal(() => planned(request))).fix.includes(`Add \`${BOB}\``))
    const plan = await planned({ ...request, grant: [BOB] })
    assert.equal(plan.returning[0]?.isGranted, true)
  })
})
