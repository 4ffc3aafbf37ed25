// A check of pull requests that are as they should be: the real CLI's stores have no findings but those
// that they were made with.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkPull, put, writes } from '../helpers/checking.ts'
import type { Job } from '../helpers/runner.ts'

const IGNORED = '.env\n.env.*\n.envrc\n*.env\n!*.kanuka\n'

describe('stores as the CLI made them, and a pull request that changes something else', () => {
  for (const [store, ownKey, codes] of [
    ['basic', 'basic-alice.pkcs1.pem', []],
    ['ci', 'ci-bot.pem', []],
    // Somebody waits, and somebody is left over.
    ['team', 'team-bob-rsa4096.pem', ['MEMBER_ORPHANED', 'MEMBER_PENDING']],
    ['rotated/after', 'team-bob-rsa4096.pem', ['MEMBER_ORPHANED']],
    ['dotenv-zoo', undefined, ['CIPHERTEXT_EMPTY']],
    ['monorepo', 'monorepo-root-alice.pem', []],
  ] as const) {
    for (const given of [undefined, ownKey]) {
      test(`${store}, ${given === undefined ? 'without a key' : 'with one'}`, async (t) => {
        const pull = await checkPull(t, {
          store,
          arrange: (root) => put(root, '.gitignore', IGNORED),
          branch: [writes('docs/README.md', 'hello\n')],
        })
        const result = await pull.check({}, given === undefined ? {} : { key: given })
        assert.deepEqual(result.codes, codes, result.log)
        const isRed = codes.some((code) => code === 'MEMBER_ORPHANED')
        assert.equal(result.exitCode, isRed ? 1 : 0)
        assert.equal(result.report['isKeyed'], given !== undefined)
        assert.match(result.log, /^1 store checked, with/)
      })
    }
  }
})

test('post has nothing to do after a check', async (t) => {
  const jobs: Job[] = []
  const pull = await checkPull(t, { branch: [writes('a', '1')] })
  await pull.check({}, { key: 'team-bob-rsa4096.pem', arrange: (job) => void jobs.push(job) })
  const posts = (await jobs[0]?.post()) ?? []
  assert.deepEqual(
    posts.map(({ exitCode, log }) => [exitCode, log]),
    [[0, '']],
  )
})
