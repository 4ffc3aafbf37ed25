// A rotation in memory: which files become what, that it opens, and that nothing was written for it.
import assert from 'node:assert/strict'
import { constants, createPublicKey, privateDecrypt } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { decideAccess, type Access, type AccessRequest } from '../../../src/kanuka/access.ts'
import type { Edit } from '../../../src/kanuka/edits.ts'
import { openStore, type OpenedStore } from '../../../src/kanuka/open-store.ts'
import { readPrivateKey, type PrivateKey } from '../../../src/kanuka/private-key.ts'
import { rotate, type RotationRequest } from '../../../src/kanuka/rotation.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { checkout, key } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import {
  assertHeldBy,
  BASIC,
  BOB,
  CAROL,
  DAVE,
  digest,
  ERIN,
  everythingIn,
  LAPTOP,
  noncesIn,
  plaintextsOf,
  TEAM,
  WORKSTATION,
} from '../../helpers/rotating.ts'

const NOTHING: AccessRequest = { grant: [], revoke: [], replaced: new Set(), recent: new Set() }
const NOW = new Date('2026-03-04T05:06:07.089Z')

interface Prepared extends RotationRequest {
  readonly root: string
}

async function prepare(root: string, asked: Partial<AccessRequest> = {}): Promise<Prepared> {
  const store = readStore(root, root)
  const pem = store.title.includes('payments') ? TEAM['private-key'] : BASIC['private-key']
  const privateKey = await readPrivateKey(pem, undefined)
  const opened = await openStore(store, privateKey, store.secretFiles)
  const access = decideAccess(store, opened.member, { ...NOTHING, ...asked })
  return { root, opened, access, privateKey, now: NOW }
}

async function inTeam(t: TestContext, asked: Partial<AccessRequest> = {}): Promise<Prepared> {
  return prepare(checkout(t, 'team'), asked)
}

function apply(root: string, edits: readonly Edit[]): void {
  for (const { path, after } of edits) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true })
    if (after) fs.writeFileSync(join(root, path), after)
    else fs.unlinkSync(join(root, path))
  }
}

const wrapped = (uuid: string): string => `.kanuka/secrets/${uuid}.kanuka`
const publicKey = (uuid: string): string => `.kanuka/public_keys/${uuid}.pub`

describe('the edits of a rotation', () => {
  test('keys of all who have access, all secret files, orphans, log: each once', async (t) => {
    const request = await inTeam(t)
    const edits = await rotate(request)
    const paths = edits.map(({ path }) => path)
    const expected = [
      ...[BOB, WORKSTATION, LAPTOP, CAROL].map(wrapped),
      ...request.opened.store.secretFiles,
      wrapped(ERIN),
      '.kanuka/audit.jsonl',
    ]
    assert.deepEqual(paths, expected)
    const gone = edits.filter(({ after }) => after === undefined).map(({ path }) => path)
    assert.deepEqual(gone, [wrapped(ERIN)])
  })

  test('of a revocation: also its public key and config.toml', async (t) => {
    const edits = await rotate(await inTeam(t, { revoke: [CAROL, DAVE, ERIN], grant: [] }))
    const gone = edits.filter(({ after }) => after === undefined).map(({ path }) => path)
    const expected = [wrapped(CAROL), wrapped(ERIN), publicKey(CAROL), publicKey(DAVE)]
    assert.deepEqual(gone.toSorted(), expected.toSorted())
    const config = edits.find(({ path }) => path === '.kanuka/config.toml')?.after
    const text = Buffer.from(config ?? '').toString()
    assert.match(text, /bob@example\.com/)
    assert.doesNotMatch(text, /carol|dave|erin/)
  })

  test('put in place they make a store that others open; until then nothing was touched', async (t) => {
    const request = await inTeam(t, { grant: ['all-pending'], revoke: [CAROL] })
    const { root } = request
    const before = everythingIn(root)
    const nonces = noncesIn(root)
    const edits = await rotate(request)
    assert.deepEqual(everythingIn(root), before)
    apply(root, edits)
    await assertHeldBy(root, [WORKSTATION, LAPTOP, BOB, DAVE], plaintextsOf('team'))
    const fresh = noncesIn(root)
    assert.equal(new Set([...nonces, ...fresh]).size, nonces.length + fresh.length)
  })

  test('twice from the same store they have not a byte of ciphertext in common', async (t) => {
    const request = await inTeam(t)
    const [one, other] = [await rotate(request), await rotate(request)]
    const secrets = one.filter(({ path, after }) => after && !path.endsWith('audit.jsonl'))
    for (const { path, after } of secrets) {
      const twin = other.find((edit) => edit.path === path)?.after
      assert.ok(after && twin && digest(after) !== digest(twin), path)
    }
    const own = wrapped(WORKSTATION)
    const before = fs.readFileSync(join(request.root, own))
    const all = [one, other].map((edits) => edits.find(({ path }) => path === own)?.after)
    const keys = [before, ...all].map((bytes) => {
      const padding = constants.RSA_PKCS1_PADDING
      return digest(privateDecrypt({ key: TEAM['private-key'], padding }, bytes ?? before))
    })
    assert.equal(new Set(keys).size, 3)
  })

  test('a wrapped key is as long as the modulus, a file as long as before', async (t) => {
    const request = await inTeam(t)
    for (const { path, after } of await rotate(request)) {
      if (!after || path.endsWith('.jsonl')) continue
      assert.equal(after.length, fs.statSync(join(request.root, path)).size, path)
    }
  })

  test('the log says when, by whom and how many', async (t) => {
    const request = await inTeam(t)
    const edits = await rotate(request)
    const log = Buffer.from(edits.at(-1)?.after ?? '').toString()
    const old = fs.readFileSync(join(request.root, '.kanuka/audit.jsonl'), 'utf8')
    const who = `"user":"alice@example.com","uuid":"${WORKSTATION}"`
    const line = `{"ts":"2026-03-04T05:06:07.089000Z",${who},"op":"sync","users_count":4,"files_count":5}\n`
    assert.equal(log, old + line)
  })

  test('config.toml is no edit when it does not know who goes', async (t) => {
    const root = checkout(t, 'team')
    const path = join(root, '.kanuka/config.toml')
    const text = fs.readFileSync(path, 'utf8')
    fs.writeFileSync(path, text.slice(0, text.indexOf('[users]')))
    const edits = await rotate(await prepare(root, { revoke: [CAROL] }))
    assert.ok(!edits.some((edit) => edit.path === '.kanuka/config.toml'))
  })
})

describe('what does not open what it was made from is never given out', () => {
  async function assertUnproven(request: RotationRequest): Promise<void> {
    await assert.rejects(rotate(request), {
      name: 'TypeError',
      message: 'the rotation does not open what it was made from',
    })
  }

  test('without oneself among the recipients', async (t) => {
    const request = await inTeam(t)
    const others = request.access.recipients.filter(({ uuid }) => uuid !== WORKSTATION)
    await assertUnproven({ ...request, access: { ...request.access, recipients: others } })
  })

  test('with the private key of somebody else', async (t) => {
    const request = await inTeam(t)
    const privateKey = await readPrivateKey(key('team-alice-laptop.pem'), undefined)
    await assertUnproven({ ...request, privateKey })
  })

  test('with another public key in one’s own place', async (t) => {
    const request = await inTeam(t)
    const strangers = createPublicKey(key('stranger-rsa2048.pem'))
    const recipients = request.access.recipients.map((member) =>
      member.uuid === WORKSTATION ? { ...member, publicKey: strangers } : member,
    )
    await assertUnproven({ ...request, access: { ...request.access, recipients } })
  })
})

describe('what cannot be made', () => {
  async function refused(request: RotationRequest): Promise<readonly [string, string | undefined]> {
    const { code, where } = await refusal(() => rotate(request))
    return [code, where.file]
  }

  function withKey({ access }: Prepared, uuid: string, found: Access['pending'][0]['publicKey']) {
    const recipients = access.recipients.map((member) =>
      member.uuid === uuid ? { ...member, publicKey: found } : member,
    )
    return { ...access, recipients }
  }

  test('a wrapped key for an even modulus, or for none', async (t) => {
    const request = await inTeam(t)
    const n = Buffer.from(`c${'5'.repeat(509)}1a`, 'hex').toString('base64url')
    const even = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' })
    for (const found of [even, undefined]) {
      const access = withKey(request, CAROL, found)
      const expected = ['PUBLIC_KEY_INVALID', publicKey(CAROL)]
      assert.deepEqual(await refused({ ...request, access }), expected)
    }
  })

  test('a line in a log with conflict markers, or in what is no file', async (t) => {
    const request = await inTeam(t)
    const log = join(request.root, '.kanuka/audit.jsonl')
    fs.appendFileSync(log, '<<<<<<< HEAD\n')
    assert.deepEqual(await refused(request), ['FILE_DAMAGED', '.kanuka/audit.jsonl'])
    fs.rmSync(log)
    fs.mkdirSync(log)
    assert.deepEqual(await refused(request), ['FILE_UNREADABLE', '.kanuka/audit.jsonl'])
  })

  test('text of a line that only looks like a marker is no marker', async (t) => {
    const request = await inTeam(t)
    const log = join(request.root, '.kanuka/audit.jsonl')
    fs.appendFileSync(log, '{"user":"<<<<<<< HEAD"}\n<<<<<<<\n <<<<<<< x\n')
    await rotate(request)
  })
})

test('a store without files: keys and log alone', async (t) => {
  const root = checkout(t, 'basic')
  const request = await prepare(root)
  const opened: OpenedStore = { ...request.opened, files: [], isProven: false }
  const edits = await rotate({ ...request, opened })
  assert.deepEqual(
    edits.map(({ path }) => path),
    [wrapped(WORKSTATION), '.kanuka/audit.jsonl'],
  )
  assert.match(Buffer.from(edits[1]?.after ?? '').toString(), /"op":"sync","users_count":1\}\n$/)
})

test('a plaintext of any size comes through', async (t) => {
  const request = await prepare(checkout(t, 'basic'))
  const [first] = request.opened.files
  assert.ok(first)
  const privateKey: PrivateKey = request.privateKey
  for (const size of [0, 1, 63, 64, 65, 100_000]) {
    const plaintext = new SecretValue(new Uint8Array(size).fill(7))
    const opened = { ...request.opened, files: [{ ...first, size, plaintext }] }
    const edits = await rotate({ ...request, opened, privateKey })
    assert.equal(edits.find(({ path }) => path === first.path)?.after?.length, size + 40)
  }
})
