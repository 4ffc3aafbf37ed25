// A merge of two sides is a store with one symmetric key, or is none.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusal, refusals } from '../../helpers/refusals.ts'
import { BOB, CAROL, DAVE, ERIN, LAPTOP, WORKSTATION } from '../../helpers/rotating.ts'
import { changed, filesOf, planned, publicKey, without, wrapped } from './stores.ts'
import { ALICE_KEY, CAROL_KEY, gone, LOST, team, wrappedAs } from './team.ts'

describe('one symmetric key', () => {
  const rotated = without(filesOf('rotated/after'), '.env.production.kanuka')
  const before = filesOf('rotated/before')

  test('another one is refused', async () => {
    const error = await refusal(() =>
      planned({ present: rotated, archive: before, mode: 'merge', key: ALICE_KEY }),
    )
    assert.equal(error.code, 'KEYS_MIXED')
    assert.match(error.what, /^backup\.tar\.gz has another symmetric key than the store/)
  })

  test('another one is refused also by who is a member on one side only', async () => {
    for (const [present, archive] of [
      [rotated, without(before, publicKey(CAROL), wrapped(CAROL))],
      [without(rotated, publicKey(CAROL), wrapped(CAROL)), before],
    ] as const) {
      const grant = present === rotated ? [] : [CAROL]
      const error = await refusal(() =>
        planned({ present, archive, mode: 'merge', key: CAROL_KEY, grant }),
      )
      assert.equal(error.code, 'KEYS_MIXED')
    }
  })

  test('the same one is seen by who is a member today only', async () => {
    const archive = gone(team, CAROL)
    const present = without(team, ...LOST, wrapped(BOB))
    const grant = [BOB]
    const plan = await planned({ present, archive, mode: 'merge', key: CAROL_KEY, grant })
    assert.equal(plan.verified, 'opened')
    // Nobody's wrapped key is the same on both sides: the files have to tell.
    const rewrapped = changed(archive, {
      [wrapped(WORKSTATION)]: wrappedAs(rotated, WORKSTATION),
      [wrapped(LAPTOP)]: wrappedAs(rotated, LAPTOP),
      [wrapped(ERIN)]: wrappedAs(rotated, ERIN),
    })
    const again = await planned({
      present,
      archive: rewrapped,
      mode: 'merge',
      key: CAROL_KEY,
      grant,
    })
    assert.equal(again.verified, 'opened')
  })

  test('wrapped keys alone show nothing to who is a member today only', async () => {
    const keys = [...gone(team, CAROL)].filter(([path]) => path.startsWith('.kanuka/'))
    const archive = changed(new Map(keys), {
      [wrapped(WORKSTATION)]: wrappedAs(rotated, WORKSTATION),
    })
    const request = { archive, mode: 'merge', key: CAROL_KEY, grant: [BOB] } as const
    const error = await refusal(() => planned({ ...request, present: without(team, wrapped(BOB)) }))
    assert.equal(error.code, 'KEYS_MIXED')
  })

  test('without a private key, other wrapped keys or none in common are refused', async () => {
    const apart = [gone(team, WORKSTATION, LAPTOP, ERIN), gone(team, BOB, CAROL, DAVE)] as const
    for (const [present, archive] of [[rotated, before], apart] as const) {
      const error = await refusal(() =>
        planned({ present: without(present, '.env.kanuka'), archive, mode: 'merge' }),
      )
      assert.equal(error.code, 'KEY_MISSING')
      assert.match(
        error.what,
        /nothing else shows that the secret files of the store and of backup\.tar\.gz open/,
      )
    }
  })

  test('a file of the archive that does not open is an error that names the archive', async () => {
    const bytes = Buffer.from(team.get(LOST[0]) ?? [])
    bytes[40] = (bytes[40] ?? 0) ^ 1
    const archive = changed(team, { [LOST[0]]: bytes })
    const present = without(team, ...LOST)
    const error = await refusal(() => planned({ present, archive, mode: 'merge', key: ALICE_KEY }))
    assert.equal(error.code, 'DECRYPT_FAILED')
    assert.match(error.what, /^backup\.tar\.gz: \.env\.production\.kanuka \(/)
    assert.deepEqual(error.where, {})
  })

  test('all files that do not open are reported together, those of today by their place', async () => {
    const bytes = Buffer.alloc(99, 7)
    const archive = changed(team, { [LOST[0]]: bytes })
    const present = changed(without(team, ...LOST), { '.env.kanuka': bytes })
    const errors = await refusals(() =>
      planned({ present, archive, mode: 'merge', key: ALICE_KEY }),
    )
    assert.deepEqual(
      errors.map(({ code, where }) => [code, where.file]),
      [
        ['DECRYPT_FAILED', '.env.kanuka'],
        ['DECRYPT_FAILED', undefined],
      ],
    )
  })
})
