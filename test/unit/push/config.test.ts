// The configuration of destinations: what it may say, and what is made of it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readDestinations } from '../../../src/push/config.ts'
import { entry, inFile, inline, mistakes, REGISTRY } from './config-samples.ts'

const WHOLE = `
connections:                        # sign-in shared by many
  aws-prod: { type: aws, region: eu-west-1, auth: { role: "arn:aws:iam::123456789012:role/deploy" } }
destinations:
  - name: prod-aws
    type: aws-secrets-manager
    connection: aws-prod
    store: .
    from: .env.production.kanuka
    environment: prod
    select: [ "*", "!LOCAL_*" ]
    values:
      DATABASE_URL: "postgres://{{DB_USER}}:{{urlencode DB_PASSWORD}}@{{DB_HOST}}/app"
    key-schema: "MYAPP_{{secretKey}}"
    format: json
    item: myapp/prod
    initial-sync: import-prioritize-source
    delete: owned
    max-deletes: 7
    adopt: true
    empty: skip
    tags: { team: core }
    kms-key-id: alias/secrets
    branches: [main, "release/*"]
    formerly: old-aws
`

describe('what is read', () => {
  test('an entry with everything', () => {
    const [read] = inFile(WHOLE).destinations
    assert.ok(read)
    const { placeOf, place, where, options, hosts, values, ...rest } = read
    assert.deepEqual(rest, {
      name: 'prod-aws',
      type: 'aws-secrets-manager',
      formerly: ['old-aws'],
      store: '.',
      from: ['.env.production.kanuka'],
      environment: 'prod',
      select: ['*', '!LOCAL_*'],
      keySchema: 'MYAPP_{{secretKey}}',
      bundle: { format: 'json', item: 'myapp/prod' },
      initialSync: 'import-prioritize-source',
      delete: 'owned',
      maxDeletes: 7,
      adopt: true,
      empty: 'skip',
      branches: ['main', 'release/*'],
    })
    assert.deepEqual(JSON.parse(JSON.stringify(options)), {
      region: 'eu-west-1',
      auth: { role: 'arn:aws:iam::123456789012:role/deploy' },
      tags: { team: 'core' },
      'kms-key-id': 'alias/secrets',
    })
    assert.deepEqual([...values.keys()], ['DATABASE_URL'])
    assert.deepEqual(hosts, [])
    assert.deepEqual(where, { file: 'destinations.yml', line: 5 })
    assert.deepEqual([place.line, place.column], [5, 5])
    assert.equal(placeOf(['values', 'DATABASE_URL']).line, 13)
    assert.equal(placeOf(['select', 'nothing there']).line, 11)
  })

  test('an entry with the least: the careful defaults', () => {
    const [read] = inFile(entry()).destinations
    assert.equal(read?.delete, 'never')
    assert.equal(read.maxDeletes, 5)
    assert.equal(read.adopt, false)
    assert.equal(read.empty, 'error')
    assert.equal(read.initialSync, 'overwrite-destination')
    assert.equal(read.from, undefined)
    assert.equal(read.select, undefined)
    assert.equal(read.bundle, undefined)
  })

  test('a list alone is the list of destinations', () => {
    const { destinations } = inline('- { name: a, type: github, scope: repository }')
    assert.deepEqual(
      destinations.map(({ name, options }) => [name, JSON.stringify(options)]),
      [['a', '{"scope":"repository","kind":"actions"}']],
    )
  })

  test('what the entry says wins over its connection; auth as a whole', () => {
    const { destinations } = inline(`
connections:
  shared: { type: aws, region: eu-west-1, path: /x, auth: { jwt-role: a, audience: b } }
destinations:
  - { name: a, type: aws-secrets-manager, connection: shared, region: us-east-1, auth: { role: r } }
  - { name: b, type: aws-parameter-store, connection: shared }`)
    assert.deepEqual(
      destinations.map(({ options }) => JSON.parse(JSON.stringify(options)) as unknown),
      [
        { region: 'us-east-1', auth: { role: 'r' } },
        { region: 'eu-west-1', path: '/x', auth: { 'jwt-role': 'a', audience: 'b' } },
      ],
    )
  })

  test('connections of the workflow serve the destinations of a file, each option with its origin', () => {
    const own =
      'connections:\n  v: { type: vault, url: "https://vault.corp:8200", auth: { token: s3cret } }\n'
    const file = 'destinations:\n  - { name: a, type: vault, connection: v, path: x }\n'
    const changed = file.replace('path: x', 'path: x, url: "https://evil.example"')
    const both = (text: string) =>
      readDestinations(
        [
          { shown: 'destinations', origin: 'workflow', content: own },
          { shown: 'd.yml', origin: 'file', content: Buffer.from(text) },
        ],
        REGISTRY,
      )
    const hosts = (text: string) =>
      both(text).destinations[0]?.hosts.map(({ url, place }) => [url, place.origin])
    assert.deepEqual(hosts(file), [['https://vault.corp:8200', 'workflow']])
    assert.deepEqual(hosts(changed), [['https://evil.example', 'file']])
    assert.equal(both(file).secrets.length, 1)
  })

  test('a plain file has an idea of `format` of its own', () => {
    const [read] = inline('- { name: a, type: file, path: out.json, format: json }').destinations
    assert.equal(read?.bundle, undefined)
    assert.equal(JSON.stringify(read?.options), '{"path":"out.json","format":"json"}')
    const text = '- { name: a, type: file, path: x, format: ini, item: y }'
    assert.deepEqual(
      mistakes(() => inline(text)).map(({ what }) => what),
      ['`destinations`, line 1, column 48: destination `a`: there is no key `item`'],
    )
  })

  test('an alias stands for what it names', () => {
    const text = `destinations:
  - { name: a, type: vault, url: "https://v", path: x, auth: &sign-in { kubernetes-role: r } }
  - { name: b, type: vault, url: "https://v", path: y, auth: *sign-in }`
    const auths = inline(text).destinations.map(({ options }) => JSON.stringify(options))
    assert.match(auths[1] ?? '', /"kubernetes-role":"r"/)
  })
})
