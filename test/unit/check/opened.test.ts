// Stores of a range opened with one private key: which key each side has, what opens, and what is in the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRange, type OpenedStore } from '../../../src/check/opened.ts'
import { readPrivateKey } from '../../../src/kanuka/private-key.ts'
import { key } from '../../helpers/action.ts'
import { contextOf, edited, fixture, type Commits, type Files } from './snapshots.ts'

const ALICE = 'team-alice-workstation.pem'
const BEFORE = fixture('rotated/before')
const AFTER = fixture('rotated/after')

async function opened(commits: Commits, name = ALICE): Promise<OpenedStore> {
  const privateKey = await readPrivateKey(key(name), undefined)
  const [store, ...more] = await openRange(contextOf(commits), privateKey)
  assert.deepEqual(more, [])
  return store ?? assert.fail('no store')
}

function told({ findings }: OpenedStore): readonly string[] {
  return findings.map(({ code, path }) => `${code} ${path}`)
}

test('one key throughout', async () => {
  const store = await opened({ head: BEFORE, base: BEFORE })
  const { unopened, ...keys } = store.keys
  assert.deepEqual(keys, { headIsBase: true, tipIsBase: true, headIsTip: true })
  assert.deepEqual([unopened, told(store)], [[], []])
  assert.ok([...store.head.values()].every(({ plaintext }) => plaintext !== undefined))
  // Equal bytes are not opened twice.
  assert.ok([...(store.base ?? [])].every(([, { plaintext }]) => plaintext === undefined))
})

test('a rotation on either side', async () => {
  const ours = await opened({ head: AFTER, base: BEFORE })
  assert.deepEqual(ours.keys, {
    headIsBase: false,
    tipIsBase: true,
    headIsTip: false,
    unopened: [],
  })
  assert.ok([...(ours.base ?? [])].every(([, { plaintext }]) => plaintext !== undefined))
  const theirs = await opened({ head: BEFORE, base: BEFORE, tip: AFTER })
  assert.deepEqual(theirs.keys, {
    headIsBase: true,
    tipIsBase: false,
    headIsTip: false,
    unopened: [],
  })
})

test('a member who came with the rotation knows one side', async () => {
  const { keys, base } = await opened({ head: AFTER, base: BEFORE }, 'team-dave-pending.pem')
  assert.deepEqual(keys, {
    headIsBase: undefined,
    tipIsBase: undefined,
    headIsTip: undefined,
    unopened: [],
  })
  assert.ok([...(base ?? [])].every(([, { plaintext }]) => plaintext === undefined))
})

test('without a range there is nothing to compare with', async () => {
  const { base, keys } = await opened({ head: BEFORE })
  assert.equal(base, undefined)
  assert.equal(keys.headIsBase, undefined)
})

test('files under the old key, and files under none', async () => {
  const old = BEFORE.get('.env.kanuka')
  const head = edited(AFTER, {
    '.env.kanuka': old,
    '.env.production.kanuka': Buffer.alloc(99, 200),
  })
  const store = await opened({ head, base: BEFORE })
  assert.deepEqual(told(store), [
    'DECRYPT_FAILED .env.kanuka',
    'DECRYPT_FAILED .env.production.kanuka',
  ])
  assert.match(store.findings[0]?.message ?? '', /with the key that the merge base had$/)
  assert.match(store.findings[1]?.message ?? '', /does not open with the key of/)
  assert.doesNotMatch(store.findings[1]?.message ?? '', /merge base/)
  assert.deepEqual(store.keys.unopened, ['.env.kanuka', '.env.production.kanuka'])
})

test('text and short files are damaged, which needs no key to tell', async () => {
  const head = edited(BEFORE, { '.env.kanuka': 'A=1\n'.repeat(20), '.env.production.kanuka': 'x' })
  assert.deepEqual(told(await opened({ head })), [])
})

test('nothing opens: one finding, at the wrapped key', async () => {
  const secrets = [...BEFORE.keys()].filter((path) => /^(?!\.kanuka\/).*\.kanuka$/.test(path))
  const broken: Files = edited(
    BEFORE,
    Object.fromEntries(secrets.map((path, index) => [path, Buffer.alloc(80, 200 + index)])),
  )
  const store = await opened({ head: broken })
  assert.deepEqual(told(store), [
    'DECRYPT_FAILED .kanuka/secrets/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.kanuka',
  ])
  assert.match(store.findings[0]?.message ?? '', /opens none of the 5 secret files/)
  assert.equal(store.keys.headIsBase, undefined)
})

test('a stranger, and somebody who waits', async () => {
  const stranger = await opened({ head: BEFORE }, 'stranger-rsa2048.pem')
  assert.deepEqual(told(stranger), ['KEY_NOT_A_MEMBER .kanuka/public_keys'])
  assert.match(stranger.findings[0]?.message ?? '', /5 members registered/)
  const waiting = await opened({ head: BEFORE }, 'team-dave-pending.pem')
  assert.deepEqual(told(waiting), [
    'KEY_NOT_A_MEMBER .kanuka/secrets/0022552f-2f62-4e08-bb70-effa8e06f20d.kanuka',
  ])
  assert.match(waiting.findings[0]?.message ?? '', /dave@example\.com.*no access/)
  for (const { head } of [stranger, waiting]) {
    assert.ok([...head.values()].every(({ plaintext }) => plaintext === undefined))
  }
})

test('a store without files takes the key as it is', async () => {
  const secrets = [...BEFORE.keys()].filter((path) => /^(?!\.kanuka\/).*\.kanuka$/.test(path))
  const empty = edited(BEFORE, Object.fromEntries(secrets.map((path) => [path, undefined])))
  const store = await opened({ head: empty, base: empty })
  assert.deepEqual([told(store), store.head.size, store.keys.headIsBase], [[], 0, true])
})
