// Which repository of which server the URL of a remote means.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { repositoryOn } from '../../../src/git/origin.ts'

const GITHUB = 'https://github.com'

describe('a remote of this server is told by its URL', () => {
  for (const url of [
    'https://github.com/acme/widgets',
    'https://github.com/acme/widgets.git',
    'https://github.com/acme/widgets/',
    'https://x-access-token:abc@github.com/acme/widgets.git',
    'https://GitHub.com/acme/widgets',
    'git@github.com:acme/widgets.git',
    'ssh://git@github.com/acme/widgets.git',
  ]) {
    test(url, () => assert.equal(repositoryOn(GITHUB, url), 'acme/widgets'))
  }

  test('a dot in the name belongs to the name', () => {
    assert.equal(
      repositoryOn(GITHUB, 'https://github.com/acme/acme.github.io.git'),
      'acme/acme.github.io',
    )
  })

  test('another server may have a port', () => {
    const server = 'http://127.0.0.1:8080'
    assert.equal(repositoryOn(server, `${server}/acme/widgets.git`), 'acme/widgets')
    assert.equal(repositoryOn(server, 'http://127.0.0.1:8081/acme/widgets.git'), undefined)
  })
})

describe('what is no repository of this server', () => {
  for (const url of [
    undefined,
    '',
    '/srv/git/acme/widgets.git',
    'file:///srv/git/acme/widgets.git',
    'https://github.com.evil.example/acme/widgets',
    'https://evil.example/github.com/acme/widgets',
    'https://github.com@evil.example/acme/widgets',
    'https://gist.github.com/acme/0123456789',
    'git@evil.example:github.com/acme/widgets',
    'https://github.com/acme',
    'https://github.com/acme/widgets/tree/main',
    'https://github.com/acme/widgets?x=https://github.com/a/b',
    'https://github.com/../widgets',
    'https://github.com/acme/..',
    'ext::sh -c true github.com:acme/widgets',
  ]) {
    test(JSON.stringify(url) ?? 'none', () => assert.equal(repositoryOn(GITHUB, url), undefined))
  }
})
