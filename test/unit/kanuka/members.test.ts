// Who belongs to a store, and public keys that are none.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Config } from '../../../src/kanuka/config.ts'
import { MAX_KEY_FILE_BYTES } from '../../../src/kanuka/layout.ts'
import { parsePublicKey, readMembers, type Member } from '../../../src/kanuka/members.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { checkout, FIXTURES } from '../../helpers/action.ts'
import { manifest } from '../../helpers/manifest.ts'
import { refusal } from '../../helpers/refusals.ts'
import { diskTree } from '../../../src/platform/tree.ts'

const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const NOBODY: Config = { projectUuid: 'x', projectName: '', users: new Map(), devices: new Map() }

function alice(members: readonly Member[]): Member {
  return members.find(({ uuid }) => uuid === ALICE) ?? assert.fail('alice is missing')
}

describe('every healthy store of the fixtures has the members of its manifest', () => {
  for (const path of [
    'basic',
    'team',
    'ci',
    'rotated/after',
    'monorepo',
    'monorepo/services/web',
  ]) {
    test(path, () => {
      const root = join(FIXTURES, path)
      const expected = manifest.stores.find((store) => store.path === path)?.members ?? []
      const { members, warnings } = readStore(root, root)
      const described = members.map(({ uuid, email, device, state, publicKey }) => {
        const spki = publicKey?.export({ type: 'spki', format: 'der' })
        const digest = spki && createHash('sha256').update(spki).digest('hex')
        return { uuid, email, device, state, digest }
      })
      assert.deepEqual(
        described,
        expected.map(({ uuid, email, device, state, public_key_sha256: digest }) => ({
          uuid,
          email: email ?? undefined,
          device: device ?? undefined,
          state,
          digest,
        })),
      )
      assert.deepEqual(warnings, [])
    })
  }
})

test('team: dave waits for a sync, erin has access without a public key', () => {
  const members = readMembers(diskTree(join(FIXTURES, 'team')), NOBODY)
  const states = Object.fromEntries(members.map(({ uuid, state }) => [uuid.slice(0, 8), state]))
  assert.deepEqual(states, {
    '0022552f': 'pending',
    '45e676e3': 'active',
    '726ad8cf': 'orphan',
    '7c1d65f0': 'active',
    '985ed0c8': 'active',
    d52fe85a: 'active',
  })
})

describe('names', () => {
  const device = { email: undefined, name: 'laptop' }

  test('the email of a device that has none is that of its user', () => {
    const users = new Map([[ALICE, 'alice@example.com']])
    const config = { ...NOBODY, users, devices: new Map([[ALICE, device]]) }
    const member = alice(readMembers(diskTree(join(FIXTURES, 'basic')), config))
    assert.deepEqual([member.email, member.device], ['alice@example.com', 'laptop'])
  })

  test('a member that config.toml does not know is a member without a name', () => {
    const member = alice(readMembers(diskTree(join(FIXTURES, 'basic')), NOBODY))
    assert.deepEqual([member.email, member.device, member.state], [undefined, undefined, 'active'])
  })

  test('a user of config.toml without any key is no member', () => {
    const users = new Map([['00000000-0000-4000-8000-000000000000', 'ghost@example.com']])
    assert.equal(readMembers(diskTree(join(FIXTURES, 'basic')), { ...NOBODY, users }).length, 1)
  })
})

describe('files', () => {
  test('that are named after no UUID are no members', (t) => {
    const root = checkout(t, 'basic')
    for (const name of ['README.md', 'alice.pub', `${ALICE}.pub.bak`, `${ALICE}.pub~`, '.pub']) {
      writeFileSync(join(root, '.kanuka/public_keys', name), '')
    }
    writeFileSync(join(root, '.kanuka/secrets/.gitkeep'), '')
    assert.equal(readMembers(diskTree(root), NOBODY).length, 1)
  })

  test('git keeps no empty folder: without wrapped keys everybody waits', (t) => {
    const root = checkout(t, 'basic')
    rmSync(join(root, '.kanuka/secrets'), { recursive: true })
    assert.equal(alice(readMembers(diskTree(root), NOBODY)).state, 'pending')
  })

  test('without any key there is nobody', (t) => {
    const root = checkout(t, 'basic')
    rmSync(join(root, '.kanuka/secrets'), { recursive: true })
    rmSync(join(root, '.kanuka/public_keys'), { recursive: true })
    assert.deepEqual(readMembers(diskTree(root), NOBODY), [])
  })

  test('a file where the folder of keys should be is an error that names it', async (t) => {
    for (const name of ['public_keys', 'secrets']) {
      const root = checkout(t, 'basic')
      rmSync(join(root, '.kanuka', name), { recursive: true })
      writeFileSync(join(root, '.kanuka', name), '')
      const error = await refusal(() => readStore(root, root))
      assert.match(`${error.what} ${error.where.file}`, new RegExp(name))
    }
  })
})

describe('a public key that cannot be used does not stop the others', () => {
  const spki = { type: 'spki', format: 'pem' } as const
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export(spki)
  const ed = generateKeyPairSync('ed25519').publicKey.export(spki)
  const pub = readFileSync(join(FIXTURES, `basic/.kanuka/public_keys/${ALICE}.pub`), 'utf8')
  const contents: Readonly<Record<string, readonly [content: string, oddity: RegExp]>> = {
    'an EC key': [String(ec), /^holds a key of kind EC; Kanuka takes RSA only$/],
    'an Ed25519 key': [String(ed), /^holds a key of kind ED25519; /],
    garbage: ['not a key', /^holds no public key in PEM form$/],
    nothing: ['', /^holds no public key in PEM form$/],
    'half a key': [pub.slice(0, 200), /^holds no public key in PEM form$/],
    'an ssh-rsa line': ['ssh-rsa AAAAB3NzaC1yc2E alice', /^holds no public key in PEM form$/],
    'a merge conflict': [
      pub.replace('\n', '\n<<<<<<< HEAD\n'),
      /^holds no public key in PEM form$/,
    ],
    'a PRIVATE key': [
      readFileSync(join(FIXTURES, 'keys/basic-alice.pkcs8.pem'), 'utf8'),
      /^holds a PRIVATE key$/,
    ],
  }
  for (const [what, [content, oddity]] of Object.entries(contents)) {
    test(what, () => {
      const parsed = parsePublicKey(Buffer.from(content))
      assert.equal(parsed.publicKey, undefined)
      assert.match(parsed.oddity ?? '', oddity)
    })
  }

  test('PKCS#1 is read, with a word about sync', () => {
    const root = join(FIXTURES, 'damaged/pkcs1-pub')
    const { members, warnings } = readStore(root, root)
    assert.ok(
      alice(members).publicKey?.equals(parsePublicKey(Buffer.from(pub)).publicKey ?? assert.fail()),
    )
    assert.deepEqual(warnings, [
      {
        file: `.kanuka/public_keys/${ALICE}.pub`,
        what: 'is in PKCS#1 form, which `kanuka secrets sync` refuses',
      },
    ])
  })

  test('a link, a pipe, a folder, something huge: never read', (t) => {
    const makers: readonly (readonly [reason: string, make: (path: string) => void])[] = [
      [
        'no regular file',
        (path) => {
          renameSync(path, `${path}.real`)
          symlinkSync(`${path}.real`, path)
        },
      ],
      [
        'no regular file',
        (path) => {
          rmSync(path)
          execFileSync('mkfifo', [path])
        },
      ],
      [
        'no regular file',
        (path) => {
          rmSync(path)
          mkdirSync(path)
        },
      ],
      ['too large', (path) => writeFileSync(path, pub.padEnd(MAX_KEY_FILE_BYTES + 1))],
    ]
    for (const [reason, make] of makers) {
      const root = checkout(t, 'basic')
      make(join(root, `.kanuka/public_keys/${ALICE}.pub`))
      const member = alice(readMembers(diskTree(root), NOBODY))
      assert.equal(member.publicKey, undefined)
      assert.equal(member.oddity, `cannot be read: ${reason}`)
      assert.equal(member.state, 'active')
    }
  })
})
