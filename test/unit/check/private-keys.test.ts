// PRIVATE_KEY_TRACKED.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Finding } from '../../../src/check/finding.ts'
import { privateKeys, reportPrivateKeys } from '../../../src/check/private-keys.ts'
import { FIXTURES, key } from '../../helpers/action.ts'
import {
  commitId,
  commitsOf,
  historyOf,
  HOSTILE_FOLDERS,
  link,
  NO_FILES,
  problems,
} from './histories.ts'
import { edited, fixture, type Edits, type Files } from './snapshots.ts'

const BASIC = fixture('basic')
const ALICE = key('basic-alice.pkcs1.pem')
const STRANGER = key('stranger-rsa2048.pem')
const PLACEHOLDER = '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----\n'

async function found(base: Files, ...edits: readonly Edits[]): Promise<readonly Finding[]> {
  return privateKeys(historyOf(commitsOf(base, ...edits)))
}

/** `severity path:line`. */
async function shown(base: Files, ...edits: readonly Edits[]): Promise<readonly string[]> {
  const all = await found(base, ...edits)
  return all.map(({ severity, path, line }) => `${severity} ${path}:${line}`).toSorted()
}

function wrapped(text: string): string {
  return Buffer.from(text).toString('base64')
}

const ENCODINGS = readdirSync(join(FIXTURES, 'keys')).filter((name) =>
  name.startsWith('basic-alice'),
)
const HIDDEN = /pkcs[18]-passphrase/

describe('the key of a member, in every encoding of the fixtures', () => {
  assert.equal(ENCODINGS.length, 22)
  for (const name of ENCODINGS) {
    const severity = HIDDEN.test(name) ? 'warning' : 'error'
    test(`${name}: ${severity}`, async () => {
      const bytes = readFileSync(join(FIXTURES, 'keys', name))
      const all = await found(BASIC, { 'docs/key': bytes })
      assert.deepEqual(
        all.map((one) => [one.path, one.severity]),
        [['docs/key', severity]],
      )
      const hasUuid = /member [0-9a-f-]{36}/.test(all[0]?.message ?? '')
      assert.equal(hasUuid, severity === 'error')
      const lines = bytes
        .toString()
        .split('\n')
        .filter((line) => line.length > 40)
      assert.deepEqual(problems(all, ...lines), [])
    })
    test(`${name} in the store: error`, async () => {
      const bytes = readFileSync(join(FIXTURES, 'keys', name))
      assert.deepEqual((await shown(edited(BASIC, { '.kanuka/x': bytes }))).length, 1)
      assert.match(
        (await shown(edited(BASIC, { '.kanuka/x': bytes })))[0] ?? '',
        /^error \.kanuka\/x/,
      )
    })
  }
})

describe('an error', () => {
  test('for members of any store, of members that wait, and of those that left', async () => {
    const repository = edited(fixture('monorepo'), {})
    assert.deepEqual(await shown(repository, { a: key('monorepo-web-bob.pem') }), ['error a:1'])
    assert.deepEqual(await shown(fixture('team'), { a: key('team-dave-pending.pem') }), [
      'error a:1',
    ])
    const pub = [...BASIC.keys()].find((path) => path.endsWith('.pub')) ?? ''
    assert.deepEqual(await shown(BASIC, { a: ALICE, [pub]: undefined }), ['error a:1'])
  })

  test('for any key in the store, whether the range put it there or not', async () => {
    const store = edited(fixture('monorepo'), {
      'services/api/.kanuka/ed.pem': key('refuse-ed25519.pkcs8.pem'),
    })
    assert.deepEqual(await shown(store), ['error services/api/.kanuka/ed.pem:1'])
    assert.deepEqual(await shown(store, { readme: '' }), ['error services/api/.kanuka/ed.pem:1'])
  })

  test('for a key that a later commit removes, with the commit', async () => {
    const all = await found(BASIC, { a: ALICE }, { a: undefined })
    assert.match(
      all[0]?.message ?? '',
      new RegExp(`^In commit ${commitId(1).slice(0, 12)} the file holds the private key of member`),
    )
    assert.match(
      all[0]?.fix ?? '',
      /kanuka secrets revoke --file \.kanuka\/secrets\/[0-9a-f-]{36}\.kanuka/,
    )
    assert.match(all[0]?.fix ?? '', /git rebase --interactive/)
  })

  test('before the warnings of the same file, at its own line', async () => {
    assert.deepEqual(await shown(BASIC, { a: `${STRANGER}\n${PLACEHOLDER}\n${ALICE}` }), [
      'error a:33',
    ])
  })
})

describe('a warning', () => {
  for (const name of [
    'stranger-rsa2048.pem',
    'refuse-ed25519.pkcs8.pem',
    'refuse-ed25519.openssh',
    'refuse-ec-p256.sec1.pem',
    'refuse-ec-p256.openssh',
    'refuse-rsa-pss.pkcs8.pem',
    'team-bob-rsa4096.pem',
  ]) {
    test(name, async () => {
      assert.deepEqual(await shown(BASIC, { 'test/key.pem': key(name) }), [
        'warning test/key.pem:1',
      ])
    })
  }

  for (const [what, content, line] of [
    ['in YAML', `key: |\n${STRANGER.replace(/^/gm, '  ')}`, 2],
    ['in JSON', `{\n"key": ${JSON.stringify(STRANGER)}}`, 2],
    ['in an assignment', `A=1\nKEY="${STRANGER}"`, 2],
    [
      'wrapped in a Kubernetes secret',
      `data:\n  other: eA==\n  key: ${wrapped(STRANGER)}\n  last: eA==\n`,
      3,
    ],
    ['wrapped over lines', `a: b\n\n${wrapped(STRANGER).replace(/.{76}/g, '$&\n')}\n`, 3],
    ['wrapped with text before it', wrapped(`my key\n${STRANGER}`), 1],
    ['after a BEGIN line that never ends', `-----BEGIN RSA PRIVATE KEY-----\n${STRANGER}`, 2],
    ['in UTF-16', Buffer.from(`\ufeff${STRANGER}`, 'utf16le'), 1],
    ['beside broken UTF-8', Buffer.from(`# \xff\xe4\n${STRANGER}`, 'latin1'), 2],
  ] as const) {
    test(what, async () => {
      assert.deepEqual(await shown(BASIC, { x: content }), [`warning x:${line}`])
    })
  }
})

describe('nothing', () => {
  for (const [what, content] of [
    ['a placeholder', PLACEHOLDER],
    ['a placeholder of an encrypted key', PLACEHOLDER.replaceAll('RSA', 'ENCRYPTED')],
    ['a placeholder of an OpenSSH key', PLACEHOLDER.replaceAll('RSA', 'OPENSSH')],
    [
      'a placeholder with headers',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAAAAAA\n-----END RSA PRIVATE KEY-----',
    ],
    [
      'base64 that is no key',
      `-----BEGIN PRIVATE KEY-----\n${wrapped('x'.repeat(900))}\n-----END PRIVATE KEY-----`,
    ],
    ['a cut key', key('refuse-truncated.pem')],
    ['a public key', key('refuse-public-key.pem')],
    ['an SSH public key', key('refuse-ssh-public-key.txt')],
    ['code that looks for keys', "if (text.includes('-----BEGIN RSA PRIVATE KEY-----')) throw x"],
    ['a link', link(ALICE)],
    ['a binary', Buffer.concat([Buffer.from([0]), Buffer.from(ALICE)])],
    ['words in base64', wrapped('hello '.repeat(40))],
  ] as const) {
    test(what, async () => assert.deepEqual(await shown(BASIC, { x: content }), []))
  }

  test('a key outside of the store that the range does not touch', async () => {
    assert.deepEqual(await shown(edited(BASIC, { x: ALICE })), [])
    assert.deepEqual(await shown(edited(BASIC, { x: ALICE }), { y: '' }), [])
    assert.deepEqual(await shown(edited(BASIC, { x: ALICE }), { x: undefined }, { x: ALICE }), [])
  })

  test('in a file beside `.kanuka`, of a name like it', async () => {
    assert.deepEqual(await shown(BASIC, { 'x.kanuka/a': STRANGER }), ['warning x.kanuka/a:1'])
    assert.deepEqual(await shown(edited(NO_FILES, { '.kanuka': STRANGER })), [])
  })
})

test('counts what it did not look into', async () => {
  const large = Buffer.concat([Buffer.from(ALICE), Buffer.alloc(1024 * 1024, 0x20)])
  const report = await reportPrivateKeys(
    historyOf(commitsOf(NO_FILES, { large, binary: Buffer.alloc(9), text: 'x', key: STRANGER })),
  )
  assert.deepEqual([report.skippedLarge, report.skippedBinary, report.findings.length], [1, 1, 1])
})

test('hostile names stay names', async () => {
  const edits = Object.fromEntries(HOSTILE_FOLDERS.map((name) => [`${name}/key.pem`, ALICE]))
  const all = await found(BASIC, edits)
  assert.equal(all.length, HOSTILE_FOLDERS.length)
  assert.deepEqual(problems(all), [])
})

describe('hostile contents take little time', () => {
  const MIB = 1024 * 1024
  const fill = (text: string): string => text.repeat(Math.floor(MIB / text.length))
  for (const [what, content] of [
    ['BEGIN lines', fill('-----BEGIN RSA PRIVATE KEY-----\n')],
    ['BEGIN lines on one line', fill('-----BEGIN PRIVATE KEY-----')],
    ['pairs', fill('-----BEGIN PRIVATE KEY-----A-----END PRIVATE KEY-----\n')],
    ['BEGIN in base64', fill('LS0tLS1CRUdJTi ')],
    ['blanks', `${'A'.repeat(50)}${fill(' ').slice(100)}!`],
    ['blanks after base64', `LS0tLS1CRUdJTi${fill(' ').slice(100)}!`],
    ['dashes', fill('-')],
    [
      'BEGIN lines, wrapped',
      wrapped(fill('-----BEGIN RSA PRIVATE KEY-----\n').slice(0, MIB * 0.7)),
    ],
    [
      'small keys',
      fill(
        generateKeyPairSync('ed25519')
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
      ),
    ],
  ] as const) {
    test(what, async () => {
      const context = historyOf(commitsOf(NO_FILES, { x: content }))
      const start = performance.now()
      await privateKeys(context)
      assert.ok(performance.now() - start < 3000)
    })
  }
})

test('many files take little time', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`d${at}/x`, `text ${at}`]),
  )
  const context = historyOf(commitsOf(BASIC, files))
  const start = performance.now()
  assert.deepEqual(await privateKeys(context), [])
  assert.ok(performance.now() - start < 5000)
})
