// Who holds the key after a rotation, decided from what is there and what is asked.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import {
  decideAccess,
  describeMember,
  isChangeAsked,
  unknownGrants,
  unknownRevocations,
  type Access,
  type AccessRequest,
} from '../../../src/kanuka/access.ts'
import type { Member } from '../../../src/kanuka/members.ts'
import { fingerprintOf } from '../../../src/kanuka/public-key.ts'
import { readStore, type Store } from '../../../src/kanuka/store.ts'
import { checkout, FIXTURES } from '../../helpers/action.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'
import { BOB, CAROL, DAVE, ERIN, LAPTOP, WORKSTATION } from '../../helpers/rotating.ts'

const NOTHING: AccessRequest = { grant: [], revoke: [], replaced: new Set(), recent: new Set() }
const ROOT = join(FIXTURES, 'team')
const TEAM = readStore(FIXTURES, ROOT)
const BASIC = readStore(FIXTURES, join(FIXTURES, 'basic'))

function member(store: Store, uuid: string): Member {
  return store.members.find((it) => it.uuid === uuid) ?? assert.fail(uuid)
}

function decide(request: Partial<AccessRequest>, own = WORKSTATION, store = TEAM): Access {
  return decideAccess(store, member(store, own), { ...NOTHING, ...request })
}

function uuids(members: readonly Member[]): readonly string[] {
  return members.map(({ uuid }) => uuid)
}

const KEY = (uuid: string): string => {
  const { publicKey } = member(TEAM, uuid)
  return publicKey ? fingerprintOf(publicKey) : assert.fail(uuid)
}

describe('nothing asked', () => {
  test('who has access keeps it, who waits goes on waiting, orphans go', () => {
    const access = decide({})
    assert.deepEqual(uuids(access.recipients), [BOB, WORKSTATION, LAPTOP, CAROL])
    assert.deepEqual(uuids(access.pending), [DAVE])
    assert.deepEqual(uuids(access.orphans), [ERIN])
    assert.deepEqual([...access.newcomers, ...access.revoked, ...access.firstTimers], [])
  })
})

describe('grant', () => {
  for (const line of [
    DAVE,
    DAVE.toUpperCase(),
    KEY(DAVE),
    KEY(DAVE).toUpperCase(),
    `SHA256:${KEY(DAVE)}`,
    `sha256:${KEY(DAVE).replaceAll(/(..)(?=.)/g, '$1:')}`,
    'all-pending',
  ]) {
    test(`${line.slice(0, 44)} lets a waiting member in`, () => {
      const access = decide({ grant: [line] })
      assert.deepEqual(uuids(access.newcomers), [DAVE])
      assert.ok(uuids(access.recipients).includes(DAVE))
      assert.deepEqual(access.pending, [])
    })
  }

  test('of one who has access changes nothing', () => {
    assert.deepEqual(decide({ grant: [CAROL, KEY(BOB)] }), decide({}))
  })

  test('of an orphan is impossible: it goes all the same', () => {
    assert.deepEqual(decide({ grant: [ERIN] }), decide({}))
    assert.deepEqual(unknownGrants([TEAM], [ERIN]), [ERIN])
  })

  test('names that nobody has: those, and no others', () => {
    const known = [DAVE, KEY(BOB), 'all-pending', WORKSTATION]
    const unknown = ['dave@example.com', KEY(DAVE).slice(1), 'SHA256:', '', 'All-Pending']
    assert.deepEqual(unknownGrants([TEAM], [...known, ...unknown]), unknown)
    assert.deepEqual(unknownGrants([BASIC], [DAVE]), [DAVE])
    assert.deepEqual(unknownGrants([BASIC, TEAM], [DAVE]), [])
  })
})

describe('revoke', () => {
  for (const [line, expected] of [
    ['carol@example.com', [[CAROL, false]]],
    ['CAROL@EXAMPLE.COM', [[CAROL, false]]],
    ['alice@example.com/LAPTOP', [[LAPTOP, true]]],
    [LAPTOP.toUpperCase(), [[LAPTOP, true]]],
    ['erin@example.com', [[ERIN, false]]],
    ['dave@example.com', [[DAVE, false]]],
  ] as const) {
    test(`${line} removes that one from everything else`, () => {
      const access = decide({ revoke: [line] })
      const revoked = access.revoked.map((it) => [it.member.uuid, it.isDevice])
      assert.deepEqual(revoked, expected)
      const others = uuids([...access.recipients, ...access.pending, ...access.orphans])
      assert.ok(!others.includes(expected[0][0]))
      assert.equal(others.length, 5)
    })
  }

  test('named as a device and as a person: the person is removed', () => {
    const [revoked] = decide({ revoke: [CAROL, 'carol@example.com'] }).revoked
    assert.equal(revoked?.isDevice, false)
  })

  test('all devices of an email', () => {
    const access = decide({ revoke: ['alice@example.com'] }, BOB)
    assert.deepEqual(
      access.revoked.map((it) => it.member.uuid),
      [WORKSTATION, LAPTOP],
    )
  })

  test('wins over `grant`', () => {
    const access = decide({ revoke: [DAVE], grant: [DAVE, 'all-pending'] })
    assert.deepEqual(access.newcomers, [])
    assert.ok(!uuids(access.recipients).includes(DAVE))
  })

  test('never oneself, and never the last', async () => {
    const self = await refusal(() => decide({ revoke: [WORKSTATION] }))
    assert.equal(self.code, 'REVOKE_SELF')
    const all = ['alice@example.com', 'bob@example.com', 'carol@example.com']
    // Who waits could not open anything.
    assert.equal((await refusal(() => decide({ revoke: all }))).code, 'REVOKE_LAST')
    const alone = await refusal(() => decide({ revoke: [WORKSTATION] }, WORKSTATION, BASIC))
    assert.equal(alone.code, 'REVOKE_LAST')
    assert.equal(alone.where.file, 'basic/.kanuka/public_keys')
  })

  test('names that nobody has: those, and no others', () => {
    const known = ['Erin@example.com', 'bob@example.com/bobs-thinkpad', DAVE]
    const unknown = ['bob', 'bobs-thinkpad', 'bob@example.com/', 'undefined/undefined', KEY(BOB)]
    assert.deepEqual(unknownRevocations([TEAM], [...known, ...unknown]), unknown)
    assert.deepEqual(unknownRevocations([BASIC, TEAM], ['bob@example.com']), [])
  })
})

describe('a public key that nothing may be wrapped for', () => {
  function withGarbage(t: TestContext, ...broken: readonly string[]): Store {
    const root = checkout(t, 'team')
    for (const uuid of broken) writeFileSync(join(root, `.kanuka/public_keys/${uuid}.pub`), '?')
    return readStore(root, root)
  }

  test('of a recipient and of one who waits: both are named', async (t) => {
    const store = withGarbage(t, CAROL, DAVE)
    const errors = await refusals(() => decide({}, WORKSTATION, store))
    assert.deepEqual(
      errors.map(({ code, where }) => [code, where.file]),
      [CAROL, DAVE].map((uuid) => ['PUBLIC_KEY_INVALID', `.kanuka/public_keys/${uuid}.pub`]),
    )
    assert.ok(errors[0]?.fix.includes(CAROL))
  })

  test('of one who goes does not matter', (t) => {
    const store = withGarbage(t, CAROL)
    const access = decide({ revoke: [CAROL] }, WORKSTATION, store)
    assert.deepEqual(
      access.revoked.map((it) => it.member.uuid),
      [CAROL],
    )
  })

  test('and replaced at that: that it cannot be used is what is said', async (t) => {
    const store = withGarbage(t, CAROL)
    const replaced = new Set([CAROL])
    const { code } = await refusal(() => decide({ replaced }, WORKSTATION, store))
    assert.equal(code, 'PUBLIC_KEY_INVALID')
  })
})

describe('a public key that was replaced', () => {
  const replaced = new Set([CAROL])

  for (const grant of [[], ['all-pending'], [CAROL], [KEY(BOB)]]) {
    test(`is refused with grant: ${grant.join(', ').slice(0, 20)}`, async () => {
      const { code, what, fix } = await refusal(() => decide({ replaced, grant }))
      assert.equal(code, 'MEMBER_KEY_REPLACED')
      assert.ok(what.includes(KEY(CAROL)) && fix.includes(KEY(CAROL)))
    })
  }

  test('is let in by its fingerprint, and counts as new', () => {
    const access = decide({ replaced, grant: [`SHA256:${KEY(CAROL)}`] })
    assert.deepEqual(uuids(access.newcomers), [CAROL])
    assert.ok(uuids(access.recipients).includes(CAROL))
  })

  test('goes with its member', () => {
    assert.deepEqual(decide({ replaced, revoke: [CAROL] }).newcomers, [])
  })
})

test('who came since the last rotation is listed, but not twice', () => {
  const access = decide({
    recent: new Set([BOB, CAROL, LAPTOP]),
    replaced: new Set([CAROL]),
    grant: [KEY(CAROL)],
    revoke: [LAPTOP],
  })
  assert.deepEqual(uuids(access.firstTimers), [BOB])
  assert.deepEqual(uuids(access.newcomers), [CAROL])
})

test('a change is asked for when it names somebody of this store whom it would change', () => {
  const asked = (request: Partial<AccessRequest>): boolean =>
    isChangeAsked(TEAM, { ...NOTHING, ...request })
  assert.equal(asked({}), false)
  assert.equal(asked({ grant: [BOB, ERIN], revoke: ['nobody@example.com'] }), false)
  assert.equal(asked({ grant: ['all-pending'] }), true)
  assert.equal(asked({ grant: [KEY(DAVE)] }), true)
  assert.equal(asked({ revoke: [ERIN] }), true)
  assert.equal(isChangeAsked(BASIC, { grant: ['all-pending', DAVE], revoke: [BOB] }), false)
})

test('a member is named by all that config.toml knows', () => {
  const bob = member(TEAM, BOB)
  assert.equal(describeMember(bob), `bob@example.com, bobs-thinkpad (${BOB})`)
  assert.equal(describeMember({ ...bob, device: undefined }), `bob@example.com (${BOB})`)
  assert.equal(describeMember({ ...bob, email: undefined }), BOB)
})
