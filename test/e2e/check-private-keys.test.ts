// Private keys that a pull request commits: a member's in whatever form people paste them, somebody's own,
// test keys, and what only looks like one.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { key } from '../helpers/action.ts'
import { ALICE, all, only, places } from '../helpers/checking-contents.ts'
import { checkPull, put, removes, writes, type Edit } from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'
import { BOB, WORKSTATION } from '../helpers/rotating.ts'

const STRANGER = key('stranger-rsa2048.pem')

describe("a member's private key", () => {
  test('is committed', async (t) => {
    const branch = [writes('deploy/ci.pem', `CI needs this:\n\n${key(ALICE)}`)]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), ['PRIVATE_KEY_TRACKED error deploy/ci.pem:3'])
    const { message, fix } = only(result, 'PRIVATE_KEY_TRACKED')
    assert.equal(message, `The file holds the private key of member ${WORKSTATION}`)
    assert.match(fix, new RegExp(`revoke --file \\.kanuka/secrets/${WORKSTATION}\\.kanuka`))
    assert.match(fix, /change every secret value.*`git rm --cached -- deploy\/ci\.pem`/)
    assert.equal(result.exitCode, 1)
  })

  for (const encoding of [
    'base64-wrapped.txt',
    'base64.txt',
    'crlf.pem',
    'indented.pem',
    'literal-backslash-n.txt',
    'no-final-newline.pem',
    'one-line-spaces.txt',
    'openssh',
    'openssh-base64.txt',
    'openssh-passphrase',
    'openssh-passphrase-gcm',
    'padded.pem',
    'pkcs8.pem',
    'preamble.pem',
    'quoted.txt',
  ]) {
    test(`is known as ${encoding}`, async (t) => {
      const branch = [writes('notes/key', key(`basic-alice.${encoding}`))]
      const result = await (await checkPull(t, { store: 'basic', branch })).check()
      const [place = '', ...more] = places(result)
      assert.match(place, /^PRIVATE_KEY_TRACKED error notes\/key:\d+$/)
      assert.deepEqual(more, [])
      assert.match(only(result, 'PRIVATE_KEY_TRACKED').message, new RegExp(`member ${WORKSTATION}`))
      assert.equal(/nothing but a passphrase/.test(result.log), encoding.includes('passphrase'))
    })
  }

  for (const encoding of ['pkcs1-passphrase-aes256.pem', 'pkcs8-passphrase.pem']) {
    test(`is a private key, and who knows whose, as ${encoding}`, async (t) => {
      const branch = [writes('notes/key', key(`basic-alice.${encoding}`))]
      const result = await (await checkPull(t, { store: 'basic', branch })).check()
      assert.deepEqual(places(result), ['PRIVATE_KEY_TRACKED warning notes/key:1'])
      assert.match(only(result, 'PRIVATE_KEY_TRACKED').message, /nothing but a passphrase/)
    })
  }

  test('stands inside of a workflow and of JSON', async (t) => {
    const indented = key(ALICE).replaceAll(/^/gm, '        ')
    const workflow = `jobs:\n  a:\n    env:\n      KEY: |\n${indented}`
    const json = JSON.stringify({ key: key(ALICE) }, undefined, 2)
    const branch = [all(writes('.github/workflows/a.yml', workflow), writes('a/sa.json', json))]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [
      'PRIVATE_KEY_TRACKED error .github/workflows/a.yml:5',
      'PRIVATE_KEY_TRACKED error a/sa.json:2',
    ])
  })

  test('is committed and removed again', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [writes('key.pem', key(ALICE)), removes('key.pem')],
    })
    const result = await pull.check()
    assert.deepEqual(places(result), ['PRIVATE_KEY_TRACKED error key.pem:1'])
    const { message, fix } = only(result, 'PRIVATE_KEY_TRACKED')
    const commit = git(pull.workspace, 'rev-parse', 'feature~1').slice(0, 12)
    assert.match(message, new RegExp(`^In commit ${commit} the file holds`))
    assert.match(fix, /take it out of the commits of this branch with `git rebase --interactive`/)
  })

  test('is one of many keys in a file: the member is what is told', async (t) => {
    const branch = [writes('all.pem', `${STRANGER}${key(ALICE)}`)]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    const lines = STRANGER.split('\n').length
    assert.deepEqual(places(result), [`PRIVATE_KEY_TRACKED error all.pem:${lines}`])
  })

  test('of somebody who leaves with this very pull request', async (t) => {
    const leaves: Edit = removes(`.kanuka/public_keys/${BOB}.pub`, `.kanuka/secrets/${BOB}.kanuka`)
    const branch = [all(leaves, writes('bob.pem', key('team-bob-rsa4096.pem')))]
    const result = await (await checkPull(t, { branch })).check()
    assert.deepEqual(result.codes, [
      'MEMBER_ORPHANED',
      'PRIVATE_KEY_TRACKED',
      'REVOKED_WITHOUT_ROTATION',
      'MEMBER_PENDING',
      'MEMBER_REMOVED',
    ])
    const found = only(result, 'PRIVATE_KEY_TRACKED')
    assert.equal(found.severity, 'error')
    assert.match(found.message, new RegExp(BOB))
  })

  test('of a member of another store of the repository', async (t) => {
    const branch = [writes('x.pem', key('monorepo-web-bob.pem'))]
    const pull = await checkPull(t, { store: 'monorepo', branch })
    const stores = ['.', 'services/api', 'services/web'].join('\n')
    const result = await pull.check({ 'working-directory': stores })
    assert.deepEqual(places(result), ['PRIVATE_KEY_TRACKED error x.pem:1'])
    assert.match(only(result, 'PRIVATE_KEY_TRACKED').fix, /cd services\/web/)
  })
})

describe('in the folder of the store', () => {
  for (const [what, story] of [
    ['the branch puts it there', { branch: [writes('.kanuka/id_rsa', STRANGER)] }],
    [
      'main had it before',
      { arrange: writes('.kanuka/id_rsa', STRANGER), branch: [writes('a.md', 'a\n')] },
    ],
  ] as const) {
    test(`any private key is an error: ${what}`, async (t) => {
      const result = await (await checkPull(t, { store: 'basic', ...story })).check()
      assert.deepEqual(places(result), [
        'PRIVATE_KEY_TRACKED error .kanuka/id_rsa:1',
        'STORE_FILE_UNEXPECTED warning .kanuka/id_rsa',
      ])
      assert.match(only(result, 'PRIVATE_KEY_TRACKED').message, /^The file holds a private key$/)
    })
  }
})

describe('private keys of nobody we know', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const ed25519 = privateKey.export({ type: 'pkcs8', format: 'pem' })

  test('are a warning, each file once', async (t) => {
    const branch = [
      all(
        writes('test/tls/rsa.pem', STRANGER + STRANGER),
        writes('test/tls/ec.pem', key('refuse-ec-p256.sec1.pem')),
        writes('test/tls/ed25519.pem', ed25519),
        writes('test/ssh/id_ed25519', key('refuse-ed25519.openssh')),
      ),
    ]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [
      'PRIVATE_KEY_TRACKED warning test/ssh/id_ed25519:1',
      'PRIVATE_KEY_TRACKED warning test/tls/ec.pem:1',
      'PRIVATE_KEY_TRACKED warning test/tls/ed25519.pem:1',
      'PRIVATE_KEY_TRACKED warning test/tls/rsa.pem:1',
    ])
    assert.match(result.findings[0]?.fix ?? '', /If it is more than a test key, replace it/)
    assert.deepEqual([result.exitCode, result.status], [0, 'warn'])
  })

  test('that main has already are none of the branch', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: writes('test/rsa.pem', STRANGER),
      branch: [(root) => put(root, 'test/copy.md', 'see rsa.pem\n')],
    })
    assert.deepEqual(places(await pull.check()), [])
  })

  test('that the branch removes and brings back as they were are none of it either', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: writes('test/rsa.pem', STRANGER),
      branch: [removes('test/rsa.pem'), writes('test/rsa.pem', STRANGER)],
    })
    assert.deepEqual(places(await pull.check()), [])
  })

  test('placeholders, cut keys, public keys, and text about keys are nothing', async (t) => {
    const [begin = '', ...rest] = STRANGER.split('\n')
    const near = {
      'docs/a.md': `${begin}\n...\n${rest.at(-2)}\n`,
      'docs/b.md': `${begin}\nYOUR KEY HERE\n${rest.at(-2)}\n`,
      'docs/c.md': `Keys begin with \`${begin}\`.\n`,
      'keys/cut.pem': key('refuse-truncated.pem'),
      'keys/half.pem': STRANGER.slice(0, STRANGER.length / 2),
      'keys/public.pem': key('refuse-public-key.pem'),
      'keys/ssh.pub': key('refuse-ssh-public-key.txt'),
      'keys/garbage': key('refuse-garbage.txt'),
      'keys/binary.bin': Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(key(ALICE))]),
    }
    const branch = [all(...Object.entries(near).map(([path, text]) => writes(path, text)))]
    const result = await (await checkPull(t, { store: 'basic', branch })).check()
    assert.deepEqual(places(result), [])
    assert.equal(result.exitCode, 0)
    assert.match(result.log, /Not searched for private keys: 1 binary file of the range/)
  })

  test('files over 1 MiB are counted in a note', async (t) => {
    const large = `${'x'.repeat(1024 * 1024)}\n${STRANGER}`
    const pull = await checkPull(t, { store: 'basic', branch: [writes('large.txt', large)] })
    const result = await pull.check()
    assert.deepEqual(places(result), [])
    assert.match(
      result.log,
      /Not searched for private keys: 1 file over 1 MiB of the range or the stores/,
    )
  })
})
