// Whose key is wrapped in: a public key that was replaced behind a member's back gets nothing.
import assert from 'node:assert/strict'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { FIXTURES, key, withoutGit } from '../helpers/action.ts'
import {
  assertFails,
  assertNothingDone,
  assertOpens,
  warnings,
} from '../helpers/committing-asserts.ts'
import { checkoutOf, pushedByAda, remoteTree, scene, type Scene } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'
import { openIndependently } from '../helpers/independent-reader.ts'
import { manifest } from '../helpers/manifest.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const CAROL = 'd52fe85a-58a4-4fca-b3ed-d0931a9705b6'
const STORE = 'rotated/before'
const STRANGER = 'basic-alice.pkcs1.pem'
const FINGERPRINT = manifest.keys[`keys/${STRANGER}`]?.public_key_sha256 ?? ''
const OTHERS = ['team-alice-workstation.pem', 'team-bob-rsa4096.pem']

/** Somebody puts their own public key in the place of Carol's, with a commit of their own. */
async function replaced(t: TestContext, clone: readonly string[] = []): Promise<Scene> {
  const { github } = await scene(t, { store: STORE })
  const theirs = 'basic/.kanuka/public_keys/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.pub'
  await pushedByAda(t, github, (tree) => {
    copyFileSync(join(FIXTURES, theirs), join(tree, `.kanuka/public_keys/${CAROL}.pub`))
  })
  await pushedByAda(t, github, () => undefined)
  return checkoutOf(t, github, { store: STORE, clone })
}

describe('a public key that was replaced', OPTIONS, () => {
  for (const [what, clone, inputs] of [
    ['with the whole history', [], {}],
    ['in a shallow checkout', ['--depth=1'], {}],
    ['when all that wait are let in', [], { grant: 'all-pending' }],
    ['when nothing is to be committed', [], { commit: 'none' }],
  ] as const) {
    test(`is found ${what}, and nothing is rotated`, async (t) => {
      const story = await replaced(t, clone)
      const result = await story.sync(inputs)
      assertFails(result, 'MEMBER_KEY_REPLACED', /carol@example\.com, studio/)
      assert.ok(result.log.includes(FINGERPRINT))
      assertNothingDone(story)
    })
  }

  test('gets the new key once its fingerprint is granted', async (t) => {
    const story = await replaced(t)
    const result = await story.sync({ grant: `SHA256:${FINGERPRINT}` })
    assert.equal(result.exitCode, 0, result.log)
    const tree = remoteTree(t, story.github)
    await assertOpens(tree, { store: STORE, keys: [...OTHERS, STRANGER] })
    await assert.rejects(openIndependently(tree, key('team-carol-rsa3072.pem')))
    const message = story.github.git('log', '-1', '--format=%B', 'main')
    assert.match(message, new RegExp(`^Let in: carol@example\\.com, .*, key ${FINGERPRINT}$`, 'm'))
    const next = await checkoutOf(t, story.github, { store: STORE }).sync()
    assert.equal(next.exitCode, 0, next.log)
  })

  test('and a member who goes with it does not stop the rotation', async (t) => {
    const story = await replaced(t)
    const result = await story.sync({ revoke: CAROL })
    assert.equal(result.exitCode, 0, result.log)
    const tree = remoteTree(t, story.github)
    await assertOpens(tree, { store: STORE, keys: OTHERS })
    await assert.rejects(openIndependently(tree, key(STRANGER)))
  })

  test('who waits is named with what to grant, in the summary too', async (t) => {
    const story = await scene(t, { store: STORE })
    const result = await story.sync()
    const dave = manifest.keys['keys/team-dave-pending.pem']?.public_key_sha256 ?? ''
    assert.match(warnings(result), new RegExp(`dave@example\\.com.* waits for access.*${dave}`))
    assert.match(result.summary, new RegExp(dave))
    await assert.rejects(
      openIndependently(remoteTree(t, story.github), key('team-dave-pending.pem')),
    )
  })
})
