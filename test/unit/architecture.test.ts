// The house's rules, as tests: who may import whom, who may touch secrets, inputs and processes.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, test } from 'node:test'
import { errorCodes } from '../../src/errors.ts'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, 'src', name), 'utf8') }))

function importsOf(text: string): readonly string[] {
  const pattern = /(?:from|import)\s*\(?\s*'([^']+)'/g
  return [...text.matchAll(pattern)].map(([, target = '']) => target)
}

/** The folder in src/ that a file belongs to; files at the top are their own. */
function room(name: string): string {
  return name.includes('/') ? (name.split('/')[0] ?? '') : name
}

const FREE = ['errors.ts', 'secret-value.ts']
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  kanuka: ['platform'],
  secrets: ['platform'],
  git: ['platform'],
  archive: ['platform', 'kanuka'],
  check: ['platform', 'kanuka', 'secrets', 'git', 'push'],
  destinations: ['platform', 'secrets'],
  push: ['platform', 'secrets', 'destinations'],
  commands: [
    'platform',
    'kanuka',
    'secrets',
    'git',
    'check',
    'push',
    'archive',
    'destinations',
    'action-definition.ts',
    'action-outputs.ts',
    'inputs.ts',
  ],
  types: [],
  'errors.ts': [],
  'secret-value.ts': [],
  'action-definition.ts': [
    'archive-input-definitions.ts',
    'input-definition.ts',
    'push-input-definitions.ts',
  ],
  'input-definition.ts': [],
  'archive-input-definitions.ts': ['input-definition.ts'],
  'push-input-definitions.ts': ['input-definition.ts'],
  'action-outputs.ts': [],
  'inputs.ts': ['action-definition.ts', 'input-definition.ts', 'platform'],
  'report.ts': ['action-outputs.ts', 'commands', 'platform', 'secrets'],
  'post.ts': ['kanuka', 'platform'],
  'main.ts': ['commands', 'inputs.ts', 'platform', 'report.ts'],
}

describe('imports go one way', () => {
  for (const { name, text } of SOURCES) {
    test(name, () => {
      const allowed = MAY_IMPORT[room(name)]
      assert.ok(allowed, `${name} is in no known room`)
      for (const target of importsOf(text).filter((path) => path.startsWith('.'))) {
        const to = room(posix.join(posix.dirname(name), target))
        if (to === room(name) || FREE.includes(to) || to === '..') continue
        assert.ok(allowed.includes(to), `${name} must not import ${target}`)
      }
    })
  }
})

/** Which files of src hold the pattern, comments left out. */
function filesWith(pattern: RegExp): readonly string[] {
  return SOURCES.filter(({ text }) =>
    text.split('\n').some((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && pattern.test(line)),
  ).map(({ name }) => name)
}

describe('who may touch what', () => {
  for (const [what, pattern, allowed] of [
    ['process.env', /process\.env/, ['platform/environment.ts']],
    ["the toolkit's getInput", /getInput/, []],
    ['captured inputs', /capturedInput/, ['inputs.ts', 'platform/environment.ts']],
    ['processes', /child_process|@actions\/exec/, ['git/git-process.ts', 'platform/exec-alias.ts']],
    ['process.exit', /process\.exit\(/, []],
    [
      'the network',
      /globalThis\.fetch|(?:[=(]|=>|await|return)\s*fetch\(|node:https?'|node:net'|'@actions\/http-client|'undici'/,
      ['platform/http.ts'],
    ],
    ["the toolkit's core", /@actions\/core'/, ['main.ts', 'report.ts']],
    ['the console', /console\./, ['post.ts']],
    [
      'revealed secrets',
      /\.reveal\(\)/,
      [
        'archive/sealed-message.ts',
        'archive/sealing.ts',
        'check/content-diff.ts',
        'check/contents.ts',
        'check/exposure.ts',
        'check/keyed.ts',
        'commands/check-drift.ts',
        'commands/check-with-key.ts',
        'commands/decrypt-report.ts',
        'commands/decrypt.ts',
        'commands/pull-read.ts',
        'commands/pull-store.ts',
        'commands/masks.ts',
        'commands/open-stores.ts',
        'commands/push-targets.ts',
        'destinations/aws-parameter-store.ts',
        'destinations/shared/aws-parameter.ts',
        'destinations/aws-secrets-manager.ts',
        'destinations/file.ts',
        'destinations/shared/aws-client.ts',
        'destinations/shared/aws-credentials.ts',
        'destinations/shared/aws-place.ts',
        'destinations/shared/aws-sts.ts',
        'destinations/shared/secret-option.ts',
        'destinations/vault-auth.ts',
        'destinations/vault-client.ts',
        'destinations/vault-entry.ts',
        'destinations/vault.ts',
        'commands/targets.ts',
        'git/network.ts',
        'kanuka/encryption.ts',
        'kanuka/rotation.ts',
        'platform/github-api.ts',
        'platform/openpgp-keys.ts',
        'push/desired-items.ts',
        'push/format.ts',
        'push/import-plan.ts',
        'push/ownership.ts',
        'push/place-limits.ts',
        'push/value-template.ts',
        'report.ts',
        'secrets/dotenv-edit.ts',
        'secrets/export-checks.ts',
        'secrets/mask-collector.ts',
      ],
    ],
  ] as const) {
    test(what, () => assert.deepEqual(filesWith(pattern).toSorted(), [...allowed].toSorted()))
  }

  test('the entries take secrets out of the environment before anything else', () => {
    const main = SOURCES.find(({ name }) => name === 'main.ts')?.text ?? ''
    assert.equal(importsOf(main)[0], './platform/environment.ts')
    const post = SOURCES.find(({ name }) => name === 'post.ts')?.text ?? ''
    assert.ok(importsOf(post).includes('./platform/environment.ts'))
  })

  test('post and all that it needs use node alone', () => {
    const pending = ['post.ts']
    const seen = new Set<string>()
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (seen.has(name)) continue
      seen.add(name)
      const text = SOURCES.find((source) => source.name === name)?.text ?? ''
      for (const target of importsOf(text)) {
        if (target.startsWith('.')) pending.push(posix.join(posix.dirname(name), target))
        else assert.match(target, /^node:/, name)
      }
    }
    assert.ok(seen.has('kanuka/recovery.ts'))
  })
})

test('every error code is used', () => {
  // INTERNAL is what errors.ts itself makes of the unexpected.
  const thrown = errorCodes.filter((code) => code !== 'INTERNAL')
  for (const code of thrown) assert.ok(filesWith(new RegExp(`'${code}'`)).length > 1, code)
})

test('everything runs under Node 24', () => {
  assert.match(process.version, /^v24\./)
})
