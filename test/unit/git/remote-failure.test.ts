// What the words of git and of GitHub mean. Most of these were said by them; they change slowly.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ActionError } from '../../../src/errors.ts'
import { failure, PassingFailure, refusalIn } from '../../../src/git/remote-failure.ts'
import { SecretValue } from '../../../src/secret-value.ts'

const NETWORK = {
  url: 'https://github.com/acme/widgets',
  serverUrl: 'https://github.com',
  token: new SecretValue('t0ken'),
}

function push(reason: string, stderr = '', branch = 'main') {
  const line = reason === '' ? '' : `!\t1234:refs/heads/${branch}\t${reason}\n`
  const stdout = Buffer.from(`To https://github.com/acme/widgets\n${line}Done\n`)
  return refusalIn({ exitCode: 1, stdout, stderr }, NETWORK)
}

function failed(stderr: string, reason = ''): ActionError {
  const stdout = Buffer.from(reason === '' ? '' : `!\t1234:refs/heads/main\t${reason}\n`)
  return failure({ exitCode: 128, stdout, stderr }, 'push to', NETWORK)
}

describe('a branch has moved', () => {
  for (const reason of [
    '[rejected] (fetch first)',
    '[rejected] (non-fast-forward)',
    '[rejected] (stale info)',
    '[rejected] (needs force)',
    '[rejected] (remote ref updated since checkout)',
    "[remote rejected] (cannot lock ref 'refs/heads/main': is at 12 but expected 34)",
    '[remote rejected] (incorrect old value provided)',
    "[remote rejected] (cannot lock ref 'refs/heads/main': reference already exists)",
    '[remote rejected] (reference already exists)',
    '[remote rejected] (failed to update ref)',
  ]) {
    test(reason, () => assert.deepEqual(push(reason), { kind: 'moved' }))
  }

  test('but not when a folder of its name is in the way', () => {
    const reason = `[remote rejected] (cannot lock ref 'refs/heads/a': 'refs/heads/a/b' exists; cannot create 'refs/heads/a')`
    assert.equal(push(reason), undefined)
    assert.equal(failed('', reason).code, 'REMOTE_FAILED')
  })

  test('nor when other words only look like it', () => {
    assert.equal(
      push('[remote rejected] (shallow update not allowed)', '', 'fetch first'),
      undefined,
    )
    assert.equal(push('', 'fatal: stale info'), undefined)
  })
})

describe('a branch is protected', () => {
  const declined = '[remote rejected] (protected branch hook declined)'

  test('in the words of GitHub, on one line', () => {
    const stderr = [
      'remote: error: GH006: Protected branch update failed for refs/heads/main.        ',
      'remote: ',
      'remote: - Required status check "build" is expected.        ',
      'To https://github.com/acme/widgets',
      "error: failed to push some refs to 'https://github.com/acme/widgets'",
    ].join('\n')
    assert.deepEqual(push(declined, stderr), {
      kind: 'protected',
      why: 'GH006: Protected branch update failed for refs/heads/main. - Required status check "build" is expected.',
    })
  })

  test('by a ruleset', () => {
    const stderr =
      'remote: Resolving deltas: 100% (1/1)\nremote: error: GH013: Repository rule violations found\n'
    const reason = '[remote rejected] (push declined due to repository rule violations)'
    const why = 'GH013: Repository rule violations found'
    assert.deepEqual(push(reason, stderr), { kind: 'protected', why })
  })

  test('which may be said by the reason alone', () => {
    assert.deepEqual(push(declined), { kind: 'protected', why: declined })
  })

  test('which its name cannot say', () => {
    const stderr = "error: failed to push to 'GH006'\nremote: the branch GH013: is fine"
    assert.deepEqual(push('[rejected] (fetch first)', stderr, 'GH006: x'), { kind: 'moved' })
    assert.equal(push('', 'remote: error: GH006: Protected branch'), undefined)
  })

  test('in words that are harmless to show, and not too many', () => {
    const stderr = `remote: error: GH006: ::stop-commands::\u001b[2J t0ken ${btoa('x-access-token:t0ken')} ${'x'.repeat(5000)}`
    const refused = push(declined, stderr)
    assert.ok(refused?.kind === 'protected')
    assert.ok(refused.why.startsWith('GH006: ::stop-commands::\\u{1b}[2J *** *** xxx'), refused.why)
    assert.ok(refused.why.length < 310)
  })
})

describe('access is denied', () => {
  for (const stderr of [
    "remote: Permission to acme/widgets.git denied to github-actions[bot].\nfatal: unable to access 'https://github.com/acme/widgets/': The requested URL returned error: 403",
    'remote: Write access to repository not granted.\nfatal: unable to access x: The requested URL returned error: 403',
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    "remote: Invalid username or token. Password authentication is not supported for Git operations.\nfatal: Authentication failed for 'https://github.com/acme/widgets/'",
    'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
    'ERROR: The key you are authenticating with has been marked as read only.\nfatal: Could not read from remote repository.\n',
    'error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403\nfatal: the remote end hung up unexpectedly',
  ]) {
    test(stderr.split('\n')[0] ?? '', () => {
      const error = failed(stderr)
      assert.equal(error.code, 'COMMIT_DENIED')
      assert.ok(!(error instanceof PassingFailure))
      assert.doesNotMatch(error.what, /\n|correct access rights|Could not read from/)
    })
  }

  test('to a workflow file', () => {
    const reason =
      '[remote rejected] (refusing to allow a GitHub App to create or update workflow `x.yml` without `workflows` permission)'
    const error = failed("error: failed to push some refs to 'x'", reason)
    assert.equal(error.code, 'COMMIT_DENIED')
    assert.match(error.what, /without `workflows` permission/)
  })
})

describe('another try may help', () => {
  for (const stderr of [
    "fatal: unable to access 'https://github.com/acme/widgets/': The requested URL returned error: 502",
    "fatal: unable to access 'https://github.com/acme/widgets/': The requested URL returned error: 429",
    "fatal: unable to access 'https://x/': Could not resolve host: github.com",
    "fatal: unable to access 'https://x/': Failed to connect to github.com port 443",
    "fatal: unable to access 'https://x/': Empty reply from server",
    'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: the remote end hung up unexpectedly',
    'fatal: early EOF',
    'ssh: connect to host github.com port 22: Connection timed out\nfatal: Could not read from remote repository.\n',
    'ssh: Could not resolve hostname github.com: Temporary failure in name resolution',
    'remote: Internal Server Error',
  ]) {
    test(stderr.split('\n')[0] ?? '', () => {
      const error = failed(stderr)
      assert.ok(error instanceof PassingFailure)
      assert.equal(error.code, 'REMOTE_FAILED')
    })
  }
})

describe('nothing helps', () => {
  for (const stderr of [
    "remote: Repository not found.\nfatal: repository 'https://github.com/acme/widgets/' not found",
    "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none",
    "fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.\n",
    'Host key verification failed.\nfatal: Could not read from remote repository.\n\nPlease make sure',
    '',
  ]) {
    test(stderr.split('\n')[0] || 'when git says nothing', () => {
      const error = failed(stderr)
      assert.ok(!(error instanceof PassingFailure))
      assert.equal(error.code, 'REMOTE_FAILED')
      assert.match(
        error.what,
        /^git could not push to https:\/\/github.com\/acme\/widgets \([^\n]+\)$/,
      )
    })
  }

  test('but what is shown is harmless', () => {
    const stderr = `fatal: unable to access 'https://x-access-token:t0ken@github.com/': \u001b[31m${'x'.repeat(9000)}`
    const { what } = failed(stderr)
    assert.doesNotMatch(what, /t0ken|\u001b/)
    assert.ok(what.length < 450)
  })
})
