// Files sealed under the key that the store has: that everybody opens them, that nothing else changed.
import assert from 'node:assert/strict'
import { constants, publicEncrypt } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import * as fc from 'fast-check'
import type { Edit } from '../../../src/kanuka/edits.ts'
import { encryptFiles, type EncryptionRequest } from '../../../src/kanuka/encryption.ts'
import { openStore } from '../../../src/kanuka/open-store.ts'
import { readPrivateKey } from '../../../src/kanuka/private-key.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { checkout, key } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import {
  assertHeldBy,
  assertOpenedBy,
  auditLines,
  BASIC,
  BOB,
  CAROL,
  everythingIn,
  LAPTOP,
  noncesIn,
  plaintextsOf,
  TEAM,
  WORKSTATION,
  wrappedKeys,
} from '../../helpers/rotating.ts'

const NOW = new Date('2026-03-04T05:06:07.089Z')
const AUDIT = '.kanuka/audit.jsonl'

type Texts = Readonly<Record<string, string | Uint8Array>>

interface Prepared extends EncryptionRequest {
  readonly root: string
}

async function prepare(root: string, texts: Texts): Promise<Prepared> {
  const store = readStore(root, root)
  const isTeam = store.title.includes('payments')
  const pem = isTeam ? TEAM['private-key'] : BASIC['private-key']
  const privateKey = await readPrivateKey(pem, undefined)
  const opened = await openStore(store, privateKey, store.secretFiles)
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    plaintext: new SecretValue<Uint8Array>(Buffer.from(text)),
  }))
  return { root, opened, files, privateKey, now: NOW }
}

const inTeam = (t: TestContext, texts: Texts): Promise<Prepared> =>
  prepare(checkout(t, 'team'), texts)

function apply(root: string, edits: readonly Edit[]): void {
  for (const { path, after } of edits) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true })
    fs.writeFileSync(join(root, path), after ?? assert.fail(`${path} would be gone`))
  }
}

describe('the edits', () => {
  test('a changed and a new file: all members open both, everything else is as it was', async (t) => {
    const texts = { '.env.kanuka': 'A=2\n', 'new/place/.env.kanuka': 'B=ß\n' }
    const request = await inTeam(t, texts)
    const { root } = request
    const before = everythingIn(root)
    const nonces = noncesIn(root)
    const edits = await encryptFiles(request)
    assert.deepEqual(
      edits.map(({ path }) => path),
      [...Object.keys(texts), AUDIT],
    )
    assert.deepEqual(everythingIn(root), before)
    apply(root, edits)
    const held = new Map(plaintextsOf('team'))
    for (const [path, text] of Object.entries(texts)) held.set(path, Buffer.from(text))
    await assertOpenedBy(root, [BOB, WORKSTATION, LAPTOP, CAROL], held)
    const after = everythingIn(root)
    for (const [path, state] of Object.entries(before)) {
      if (path !== '.env.kanuka' && path !== AUDIT) assert.equal(after[path], state, path)
    }
    assert.equal(new Set([...nonces, ...noncesIn(root)]).size, nonces.length + 2)
  })

  test('the log says when, who and what, as the CLI does, with paths of the store', async (t) => {
    const request = await inTeam(t, { '.env.kanuka': 'A=2\n', 'a b/é.env.kanuka': '' })
    const old = fs.readFileSync(join(request.root, AUDIT), 'utf8')
    const edits = await encryptFiles(request)
    const log = Buffer.from(edits.at(-1)?.after ?? '').toString()
    const who = `"user":"alice@example.com","uuid":"${WORKSTATION}"`
    const files = '"files":[".env.kanuka","a b/é.env.kanuka"]'
    const line = `{"ts":"2026-03-04T05:06:07.089000Z",${who},"op":"encrypt",${files}}\n`
    assert.equal(log, old + line)
    const shapeOf = (text: string): readonly string[] => Object.keys(JSON.parse(text) as object)
    const byCli = auditLines(request.root).find((each) => each.includes('"op":"encrypt"'))
    assert.deepEqual(shapeOf(line), shapeOf(byCli ?? ''))
  })

  test('what is there already is no edit, not even in the log', async (t) => {
    const [path = '', same = Buffer.alloc(0)] = [...plaintextsOf('team')][0] ?? []
    assert.deepEqual(await encryptFiles(await inTeam(t, { [path]: same })), [])
    assert.deepEqual(await encryptFiles(await inTeam(t, {})), [])
    const edits = await encryptFiles(await inTeam(t, { [path]: same, '.env.x.kanuka': 'A=1' }))
    assert.deepEqual(
      edits.map((edit) => edit.path),
      ['.env.x.kanuka', AUDIT],
    )
    assert.doesNotMatch(Buffer.from(edits[1]?.after ?? '').toString(), /.env.kanuka"[^\n]*\n$/)
  })

  test('a store without a log gets one', async (t) => {
    const request = await inTeam(t, { '.env.kanuka': 'A=2\n' })
    fs.rmSync(join(request.root, AUDIT))
    const log = (await encryptFiles(request)).at(-1)?.after ?? Buffer.alloc(0)
    assert.equal(Buffer.from(log).toString().split('\n').length, 2)
  })

  test('the first secret file of a store', async (t) => {
    const root = checkout(t, 'basic')
    for (const path of plaintextsOf('basic').keys()) fs.rmSync(join(root, path))
    const request = await prepare(root, { '.env.kanuka': 'A=1\n' })
    assert.equal(request.opened.isProven, false)
    apply(root, await encryptFiles(request))
    await assertHeldBy(root, wrappedKeys(root), new Map([['.env.kanuka', Buffer.from('A=1\n')]]))
  })

  test('any bytes come back', async (t) => {
    const root = checkout(t, 'basic')
    const request = await prepare(root, {})
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const path = '.env.any.kanuka'
        const files = [{ path, plaintext: new SecretValue(bytes) }]
        const [edit] = await encryptFiles({ ...request, files })
        assert.equal(edit?.after?.length, bytes.length + 40)
        fs.writeFileSync(join(root, path), edit.after)
        const store = readStore(root, root)
        const { files: opened } = await openStore(store, request.privateKey, [path])
        assert.deepEqual(Buffer.from(opened[0]?.plaintext.reveal() ?? []), Buffer.from(bytes))
        fs.rmSync(join(root, path))
      }),
      { numRuns: 40 },
    )
  })
})

describe('what is refused', () => {
  for (const path of [
    '.kanuka/config.toml',
    '.kanuka/audit.jsonl',
    `.kanuka/secrets/${WORKSTATION}.kanuka`,
    '.kanuka/.env.kanuka',
    'a/.kanuka/.env.kanuka',
    '../.env.kanuka',
    'a/../.env.kanuka',
    '/.env.kanuka',
    '.git/.env.kanuka',
    '.env',
    'secret.kanuka',
    'a/.env.kanuka/',
    '.env\0.kanuka',
    '',
  ]) {
    test(`the path ${JSON.stringify(path)}`, async (t) => {
      const { code } = await refusal(async () => encryptFiles(await inTeam(t, { [path]: 'A=1' })))
      assert.equal(code, 'PATH_UNSAFE')
    })
  }

  test('one path twice', async (t) => {
    const request = await inTeam(t, { '.env.kanuka': 'A=1' })
    const files = [...request.files, ...request.files]
    assert.equal((await refusal(() => encryptFiles({ ...request, files }))).code, 'PATH_UNSAFE')
  })

  test('a file of another store below', async (t) => {
    const root = checkout(t, 'basic')
    fs.cpSync(join(root, '.kanuka'), join(root, 'below/.kanuka'), { recursive: true })
    const request = await prepare(root, { 'below/x/.env.kanuka': 'A=1' })
    const { code, what } = await refusal(() => encryptFiles(request))
    assert.equal(code, 'PATH_UNSAFE')
    assert.match(what, /store in below/)
  })

  test('a new file where something else is', async (t) => {
    const root = checkout(t, 'basic')
    fs.mkdirSync(join(root, '.env.x.kanuka'))
    fs.symlinkSync('.env.kanuka', join(root, '.env.y.kanuka'))
    for (const path of ['.env.x.kanuka', '.env.y.kanuka']) {
      const request = await prepare(root, { [path]: 'A=1' })
      assert.equal((await refusal(() => encryptFiles(request))).code, 'FILE_UNREADABLE')
    }
  })

  test('a file that is there and was not opened', async (t) => {
    const request = await inTeam(t, { '.env.kanuka': 'A=1' })
    const files = request.opened.files.filter(({ path }) => path !== '.env.kanuka')
    const opened = { ...request.opened, files }
    await assert.rejects(encryptFiles({ ...request, opened }), /was not opened/)
  })

  test('the private key of somebody else, or another wrapped key since', async (t) => {
    const request = await inTeam(t, { '.env.kanuka': 'A=1' })
    const privateKey = await readPrivateKey(key('team-alice-laptop.pem'), undefined)
    const wrong = await refusal(() => encryptFiles({ ...request, privateKey }))
    assert.equal(wrong.code, 'KEY_OR_STORE_DAMAGED')
    const own = join(request.root, `.kanuka/secrets/${WORKSTATION}.kanuka`)
    fs.writeFileSync(own, fs.readFileSync(own).toReversed())
    assert.equal((await refusal(() => encryptFiles(request))).code, 'KEY_OR_STORE_DAMAGED')
  })

  test('a wrapped key that was replaced since by one that opens nothing', async (t) => {
    const request = await inTeam(t, { '.env.new.kanuka': 'A=1' })
    const own = join(request.root, `.kanuka/secrets/${WORKSTATION}.kanuka`)
    const to = { key: TEAM['private-key'], padding: constants.RSA_PKCS1_PADDING }
    fs.writeFileSync(own, publicEncrypt(to, Buffer.alloc(32, 7)))
    assert.equal((await refusal(() => encryptFiles(request))).code, 'KEY_OR_STORE_DAMAGED')
  })

  test('a log with conflict markers, or that is no file', async (t) => {
    const request = await inTeam(t, { '.env.kanuka': 'A=1' })
    const log = join(request.root, AUDIT)
    fs.appendFileSync(log, '<<<<<<< HEAD\n')
    assert.equal((await refusal(() => encryptFiles(request))).code, 'FILE_DAMAGED')
    fs.rmSync(log)
    fs.mkdirSync(log)
    assert.equal((await refusal(() => encryptFiles(request))).code, 'FILE_UNREADABLE')
  })
})
