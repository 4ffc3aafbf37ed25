// Whoever is removed loses everything in one step, and all else stays; nobody locks himself out.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, filesIn, FIXTURES, key } from '../helpers/action.ts'
import {
  assertOpenedBy,
  assertRefused,
  auditLines,
  BOB,
  CAROL,
  DAVE,
  ERIN,
  everythingIn,
  fingerprint,
  LAPTOP,
  opensWithAny,
  plaintextsOf,
  reported,
  sync,
  synced,
  WORKSTATION,
  wrappedKeys,
  type Synced,
  type Variables,
  BASIC,
  TEAM,
} from '../helpers/rotating.ts'

const ACTIVE = [WORKSTATION, LAPTOP, BOB, CAROL]
const FIXTURE = join(FIXTURES, 'team')
const DAVES = fingerprint(FIXTURE, DAVE)
const PLAINTEXTS = plaintextsOf('team')

interface Rotated extends Synced {
  readonly root: string
}

async function rotated(t: TestContext, inputs: Variables): Promise<Rotated> {
  const root = checkout(t, 'team')
  return { root, ...(await synced(t, root, { ...TEAM, ...inputs })) }
}

/** Bob's key is of 4096 bits, too slow to look with every time. */
async function assertHeld(root: string, uuids: readonly string[]): Promise<void> {
  assert.deepEqual(wrappedKeys(root).toSorted(), uuids.toSorted())
  const openers = uuids.filter((uuid) => uuid !== BOB)
  await assertOpenedBy(root, openers, PLAINTEXTS)
}

async function refused(t: TestContext, inputs: Variables, code: string): Promise<string> {
  const root = checkout(t, 'team')
  const before = everythingIn(root)
  const { result } = await sync(t, root, { ...TEAM, ...inputs })
  assertRefused(result, code, /./)
  assert.deepEqual(everythingIn(root), before)
  return result.annotations.map(({ message }) => message).join('\n')
}

/** config.toml of `team` without what it says of these members. */
function configWithout(uuids: readonly string[]): string {
  const text = fs.readFileSync(join(FIXTURE, '.kanuka/config.toml'), 'utf8')
  const kept: string[] = []
  let isGone = false
  for (const line of text.match(/.*\n/g) ?? []) {
    if (/^\s*\[/.test(line)) isGone = uuids.some((uuid) => line.includes(`[devices.${uuid}]`))
    if (!isGone && !uuids.some((uuid) => line.includes(`${uuid} =`))) kept.push(line)
  }
  return kept.join('')
}

interface Target {
  readonly uuid: string
  readonly target: string
  readonly device?: string
}

const CAROLS: Target = { uuid: CAROL, target: 'carol@example.com' }
const CAROLS_STUDIO: Target = {
  uuid: CAROL,
  target: 'carol@example.com (studio)',
  device: 'studio',
}
const ALICES_LAPTOP: Target = {
  uuid: LAPTOP,
  target: 'alice@example.com (laptop)',
  device: 'laptop',
}

const REVOCATIONS: readonly (readonly [string, string, readonly Target[]])[] = [
  ['an email', 'carol@example.com', [CAROLS]],
  ['an email in another case', 'Carol@Example.COM', [CAROLS]],
  ['a device', 'alice@example.com/laptop', [ALICES_LAPTOP]],
  ['a UUID', LAPTOP, [ALICES_LAPTOP]],
  ['a UUID in upper case', CAROL.toUpperCase(), [CAROLS_STUDIO]],
  ['the only device of an email', 'carol@example.com/studio', [CAROLS_STUDIO]],
  [
    'several at once, one of them twice',
    `bob@example.com\n${CAROL}, carol@example.com`,
    [{ uuid: BOB, target: 'bob@example.com' }, CAROLS],
  ],
  ['who only waits', 'dave@example.com', [{ uuid: DAVE, target: 'dave@example.com' }]],
  ['an orphan', 'erin@example.com', [{ uuid: ERIN, target: 'erin@example.com' }]],
]

describe('revoke', () => {
  for (const [what, revoke, targets] of REVOCATIONS) {
    test(`${what}: keys, config entries, access; and as the CLI logs it`, async (t) => {
      const run = await rotated(t, { revoke })
      const uuids = targets.map(({ uuid }) => uuid)
      const staying = ACTIVE.filter((uuid) => !uuids.includes(uuid))
      await assertHeld(run.root, staying)
      const gone = [
        ...uuids.flatMap((uuid) => [
          `.kanuka/public_keys/${uuid}.pub`,
          `.kanuka/secrets/${uuid}.kanuka`,
        ]),
        `.kanuka/secrets/${ERIN}.kanuka`,
      ]
      const kept = filesIn(FIXTURE).filter((path) => !gone.includes(path))
      assert.deepEqual(filesIn(run.root), kept)
      const config = fs.readFileSync(join(run.root, '.kanuka/config.toml'), 'utf8')
      assert.equal(config, configWithout(uuids))
      for (const path of kept.filter((name) => name.endsWith('.pub'))) {
        const [now, then] = [run.root, FIXTURE].map((root) => fs.readFileSync(join(root, path)))
        assert.deepEqual(now, then, path)
      }
      assert.match(run.result.log, new RegExp(`${targets.length} members? removed`))
      assert.deepEqual(reported(run).stores[0]?.['revoked'], uuids)
      const old = auditLines(FIXTURE)
      const lines = auditLines(run.root)
      assert.deepEqual(lines.slice(0, old.length), old)
      const added = lines.slice(old.length).map((line) => line.replace(/^\{"ts":"[^"]+",/, '{'))
      const who = `"user":"alice@example.com","uuid":"${WORKSTATION}","op":"revoke"`
      assert.deepEqual(
        added,
        targets.map(({ uuid, target, device }) => {
          const end = device === undefined ? '' : `,"device":"${device}"`
          return `{${who},"target_user":"${target}","target_uuid":"${uuid}"${end}}`
        }),
      )
    })
  }

  test('what the revoked had from before opens nothing', async (t) => {
    const { root } = await rotated(t, { revoke: 'bob@example.com' })
    const old = fs.readFileSync(join(FIXTURE, `.kanuka/secrets/${BOB}.kanuka`))
    fs.writeFileSync(join(root, `.kanuka/secrets/${BOB}.kanuka`), old)
    assert.deepEqual(await opensWithAny(root, key('team-bob-rsa4096.pem')), [])
    assert.equal((await opensWithAny(FIXTURE, key('team-bob-rsa4096.pem'))).length, 5)
  })

  test('together with letting somebody else in', async (t) => {
    const run = await rotated(t, { revoke: CAROL, grant: DAVE })
    await assertHeld(run.root, [WORKSTATION, LAPTOP, BOB, DAVE])
    assert.match(run.result.log, /1 member let in\. 1 member removed/)
    assert.deepEqual(reported(run).stores[0]?.['letIn'], [DAVE])
    assert.deepEqual(reported(run).stores[0]?.['revoked'], [CAROL])
  })

  for (const [what, inputs] of [
    ['named', { revoke: DAVE, grant: DAVE }],
    ['named by the fingerprint', { revoke: 'dave@example.com', grant: DAVES }],
    ['one of all-pending', { revoke: DAVE, grant: 'all-pending' }],
  ] as const) {
    test(`who is to be let in and removed at once is removed: ${what}`, async (t) => {
      const run = await rotated(t, inputs)
      await assertHeld(run.root, ACTIVE)
      assert.ok(!fs.existsSync(join(run.root, `.kanuka/public_keys/${DAVE}.pub`)))
      assert.deepEqual(reported(run).stores[0]?.['letIn'], [])
    })
  }

  for (const [what, revoke, code, says] of [
    ['oneself by UUID', WORKSTATION, 'REVOKE_SELF', /alice@example\.com, workstation/],
    ['oneself by email', 'alice@example.com', 'REVOKE_SELF', /another member/],
    ['oneself by device', 'alice@example.com/workstation', 'REVOKE_SELF', /another member/],
    [
      'everybody with access',
      'alice@example.com\nbob@example.com\ncarol@example.com',
      'REVOKE_LAST',
      /last member of "payments"/,
    ],
    ['an email that nobody has', 'mallory@example.com', 'REVOKE_UNKNOWN', /mallory@example\.com/],
    ['a device that nobody has', 'alice@example.com/phone', 'REVOKE_UNKNOWN', /phone/],
    ['the start of an email', 'carol@example', 'REVOKE_UNKNOWN', /carol@example/],
    ['a name alone', 'studio', 'REVOKE_UNKNOWN', /studio/],
    ['one right and one wrong', `${CAROL}\nnobody`, 'REVOKE_UNKNOWN', /nobody/],
  ] as const) {
    test(`${what} is refused`, async (t) => {
      assert.match(await refused(t, { revoke }, code), says)
    })
  }

  test('the only member of a store is refused', async (t) => {
    const root = checkout(t, 'basic')
    const before = everythingIn(root)
    const { result } = await sync(t, root, { ...BASIC, revoke: 'alice@example.com' })
    assertRefused(result, 'REVOKE_LAST', /basic-app/)
    assert.deepEqual(everythingIn(root), before)
  })

  test('what is wrong in `grant` and in `revoke` is said at once', async (t) => {
    const root = checkout(t, 'team')
    const { result } = await sync(t, root, { ...TEAM, grant: 'a, b', revoke: 'c' })
    const titles = result.annotations.map(({ title }) => title)
    const [unknownGrant, unknownRevoke] = ['Kanuka: GRANT_UNKNOWN', 'Kanuka: REVOKE_UNKNOWN']
    assert.deepEqual(titles, [unknownGrant, unknownGrant, unknownRevoke])
  })
})
