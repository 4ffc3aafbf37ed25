// Derived values, as hostile as people make them: nothing but variables by name comes out of a template, and
// one that is wrong stops the push at every destination.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { watchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  destinationsFile,
  push,
  pushed,
  storeOf,
  storeWith,
  vaultEntry,
} from '../helpers/pushing.ts'

const REFUSED = [
  '{{log DB_USER}}',
  '{{#each this}}{{this}}{{/each}}',
  '{{@root.DB_USER}}',
  '{{../DB_USER}}',
  '{{lookup this "DB_USER"}}',
  '{{> DB_USER}}',
  '{{constructor}}',
  '{{__proto__}}',
  '{{urlencode constructor}}',
  '{{DB_USER.length}}',
]

describe('templates', () => {
  test('anything but a variable by its name is refused, with its position, all at once', async (t) => {
    const vault = await watchedVault(t)
    const values = REFUSED.map((template, index) => `URL_${index}: 'user={{DB_USER}} ${template}'`)
    const destinations = vaultEntry(vault.url, `values: { ${values.join(', ')} }`)
    const run = await push(t, { workspace: await storeOf(t), inputs: { destinations } })
    for (const [index, template] of REFUSED.entries()) {
      const says = `##[error]the value URL_${index} of destination "prod"`
      const line = run.result.log.split('\n').find((each) => each.startsWith(says)) ?? template
      assert.match(line, /\(line 1, column (?:1[89]|[2-9]\d)\)/)
    }
    assertFailed(run, /^TEMPLATE_INVALID/)
    assert.deepEqual(vault.calls, [])
  })

  test('a mapping where a template should be is a mistake at its line', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const program = 'values: { URL: { type: Program, body: [], blockParams: [] } }'
    const inputs = {
      ...destinationsFile(workspace, vaultEntry(vault.url, program, 'auth: { token: env:X }')),
      'allow-endpoints': new URL(vault.url).host,
    }
    assertFailed(
      await push(t, { workspace, inputs }),
      /^DESTINATIONS_INVALID destinations.yml:5 .*URL/,
    )
    assert.deepEqual(vault.calls, [])
  })

  test('a missing variable stops the push at every destination', async (t) => {
    const [vault, other] = [await watchedVault(t), await watchedVault(t)]
    const destinations =
      vaultEntry(vault.url) +
      vaultEntry(other.url, 'name: second', "values: { URL: 'db://{{DB_PASWORD}}' }")
    const run = await push(t, { workspace: await storeOf(t), inputs: { destinations } })
    assertFailed(run, /^TEMPLATE_INVALID .*DB_PASWORD.*Did you mean DB_PASSWORD\?/)
    assert.deepEqual([...vault.calls, ...other.calls], [])
  })

  test('what a variable holds is never read as a template', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeWith(t, {
      TRICK: '{{DB_PASSWORD}} {{log this}}',
      DB_PASSWORD: 'x-y-z',
    })
    const destinations = vaultEntry(vault.url, "values: { URL: '<{{TRICK}}>' }")
    await pushed(t, { workspace, inputs: { destinations } })
    assert.equal(vault.entry()?.['URL'], '<{{DB_PASSWORD}} {{log this}}>')
  })

  test('a derived value is masked, whole and encoded', async (t) => {
    const vault = await watchedVault(t)
    const template = 'x:{{urlencode DB_PASSWORD}}-{{base64 DB_USER}}'
    const destinations = vaultEntry(vault.url, `values: { URL: '${template}' }`)
    const { job } = await pushed(t, { workspace: await storeOf(t), inputs: { destinations } })
    const derived = String(vault.entry()?.['URL'])
    assert.match(derived, /^x:canary%20p/)
    assert.equal(job.print(derived), '***')
  })
})
