// What a pull does not take: then nothing is imported from any destination, and the store is as it was.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertFails } from '../helpers/committing-asserts.ts'
import { serve, startVault } from '../helpers/fake-vault.ts'
import { CANARY, fileEntry, pulling, type Pulling } from '../helpers/pulling.ts'
import { everythingIn } from '../helpers/rotating.ts'

const FILE = '.env.production.kanuka'
const THERE = fileEntry('there', 'there.json')

const packed = (url: string, item = 'all', format = 'json'): string =>
  `- { name: packed, type: vault, url: '${url}', kv-version: 2, from: ${FILE}, path: packed, format: ${format}, item: ${item}, auth: { token: 'env:VAULT_TOKEN' } }\n`

const TOKEN = { env: { VAULT_TOKEN: 'root' } }

async function assertRefuses(
  story: Pulling,
  destinations: string,
  [code, what]: readonly [string, RegExp],
): Promise<void> {
  const before = everythingIn(story.workspace)
  const result = await story.run(destinations, {}, TOKEN)
  assertFails(result, code, what)
  assert.deepEqual(everythingIn(story.workspace), before)
}

describe('pull refuses', { concurrency: 2 }, () => {
  for (const [what, from] of [
    ['no file', ''],
    ['several files', ', from: [.env.production.kanuka, .env.kanuka]'],
    ['wildcards', ", from: '*.kanuka'"],
    ['what is no secret file', ', from: .env.production'],
  ] as const) {
    test(`\`from\` with ${what}`, async (t) => {
      const story = await pulling(t, { [FILE]: 'A=1\n' })
      story.place('there.json', JSON.stringify({ A: CANARY }))
      const entry = `- { name: there, type: file, path: there.json${from} }`
      await assertRefuses(story, entry, ['DESTINATIONS_INVALID', /"there": values are to be imp/])
    })
  }

  test('a file outside the store, and one of a store below it', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    story.place('there.json', JSON.stringify({ A: CANARY }))
    for (const path of [
      '../.env.kanuka',
      'a/../../.env.kanuka',
      '.kanuka/.env.kanuka',
      '.git/.env.kanuka',
    ]) {
      const entry = `- { name: there, type: file, path: there.json, from: '${path}' }`
      await assertRefuses(story, entry, ['PATH_UNSAFE', /is no name of a secret file/])
    }
  })

  test('everything when one destination does not answer as it should', async (t) => {
    const vault = await startVault(t)
    vault.denied.push('GET secret/')
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    story.place('there.json', JSON.stringify({ A: CANARY }))
    await assertRefuses(story, THERE + packed(vault.url), ['DESTINATION_FAILED', /"packed": /])
  })

  test('an item that is not there, or is no text of names and texts', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    const values: Record<string, string> = {
      nested: `{"PORT":[5432],"P":"${CANARY}"}`,
      list: `["${CANARY}"]`,
      stray: `${CANARY}\n`,
    }
    const url = await serve(t, (_request, response) => {
      const metadata = { version: 1, custom_metadata: null, deletion_time: '', destroyed: false }
      const current = { current_version: 1, custom_metadata: null, versions: { 1: metadata } }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ data: { data: values, metadata, ...current } }))
    })
    await assertRefuses(story, packed(url), ['IMPORT_UNREADABLE', /there is no item all/])
    for (const [item, format] of [
      ['nested', 'json'],
      ['list', 'json'],
      ['list', 'yaml'],
      ['stray', 'dotenv'],
    ]) {
      const refused = ['IMPORT_UNREADABLE', new RegExp(`${item} is no ${format} text`)] as const
      await assertRefuses(story, packed(url, item, format), refused)
    }
  })

  test('a value that is empty there, unless it may be', async (t) => {
    const story = await pulling(t, { [FILE]: `A=${CANARY}\n` })
    story.place('there.json', JSON.stringify({ A: '' }))
    await assertRefuses(story, THERE, ['VALUE_EMPTY', /empty there: A/])
    const result = await story.run(fileEntry('there', 'there.json', 'empty: push'))
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(await story.text(FILE), 'A=\n')
  })

  test('a key schema that cannot be taken off, before anything is asked', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    const entry = fileEntry('there', 'there.json', "key-schema: 'X_{{upper secretKey}}'")
    await assertRefuses(story, entry, ['SCHEMA_INVALID', /"there": .*cannot be taken off/])
  })

  test('a secret file that holds no variables', async (t) => {
    const story = await pulling(t, { [FILE]: `{"json": "${CANARY}"}\n` })
    story.place('there.json', JSON.stringify({ A: '1' }))
    await assertRefuses(story, THERE, ['FILE_NOT_DOTENV', /line 1 of the decrypted .*kanuka is no/])
  })

  test('no destinations, and `files`', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    await assertRefuses(story, '', ['INPUT_INVALID', /`pull` needs `destinations`/])
    const result = await story.run(THERE, { files: FILE })
    assertFails(result, 'INPUT_INVALID', /`files` is given, but with `pull`/)
  })

  test('a checkout that outsiders choose', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    story.place('there.json', JSON.stringify({ A: CANARY }))
    const before = everythingIn(story.workspace)
    const event = { name: 'pull_request_target', payload: { pull_request: { number: 1 } } }
    const result = await story.run(THERE, {}, { event })
    assertFails(result, 'UNTRUSTED_EVENT', /the private key is not used/)
    assert.deepEqual(everythingIn(story.workspace), before)
  })
})
