// pull brings values from destinations into encrypted files: what it takes, what it keeps, what wins.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startVault } from '../helpers/fake-vault.ts'
import { assertMasked, assertPulled, CANARY, fileEntry, pulling } from '../helpers/pulling.ts'
import { auditLines, everythingIn } from '../helpers/rotating.ts'

const FILE = '.env.production.kanuka'

const BEFORE = [
  '# Kept by hand; do not sort',
  'export B="old"   # of the reporting service',
  '',
  "A='stays'\r",
  '\t# last words',
].join('\n')

describe('pull', { concurrency: 2 }, () => {
  test('makes the file of a first import, with its folders, and a line in the log', async (t) => {
    const story = await pulling(t, { '.env.kanuka': 'X=1\n' })
    story.place('there.json', JSON.stringify({ B: 'two words', A: CANARY }))
    const lines = auditLines(story.workspace).length
    const result = await story.run(
      '- { name: there, type: file, path: there.json, from: apps/web/.env.production.kanuka }',
    )
    assertPulled(result, ['apps/web/.env.production.kanuka'])
    assertMasked(result, CANARY)
    assert.equal(
      await story.text('apps/web/.env.production.kanuka'),
      `A=${CANARY}\nB='two words'\n`,
    )
    assert.equal(await story.text('.env.kanuka'), 'X=1\n')
    const audit = auditLines(story.workspace)
    assert.equal(audit.length, lines + 1)
    const { op, files } = JSON.parse(audit.at(-1) ?? '') as { op: string; files: string[] }
    assert.deepEqual([op, files], ['encrypt', ['apps/web/.env.production.kanuka']])
    assert.match(result.summary, /<code>A<\/code> \| <code>there<\/code> \| <code>added<\/code>/)
  })

  test('keeps order, comments and line ends of the file; new lines come at its end', async (t) => {
    const story = await pulling(t, { [FILE]: BEFORE })
    story.place('there.yaml', `A: stays\nB: ${CANARY}\nNEW: "1"\n`)
    assertPulled(await story.run(fileEntry('there', 'there.yaml')), [FILE])
    assert.equal(await story.text(FILE), `${BEFORE.replace('"old"', `"${CANARY}"`)}\nNEW=1\n`)
  })

  test('changes nothing where all is the same, and the same run again changes nothing', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    story.place('there.json', JSON.stringify({ A: '1', B: CANARY }))
    assertPulled(await story.run(fileEntry('there', 'there.json')), [FILE])
    const before = everythingIn(story.workspace)
    assertPulled(await story.run(fileEntry('there', 'there.json')), [])
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test('takes the key schema and renames off the names; the rest there is no business of ours', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    story.place('there.env', `APP_production_A=${CANARY}\nAPP_production_NEW=2\nOTHER=3\nAPP_x=4\n`)
    const more = "key-schema: 'APP_{{environment}}_{{secretKey}}', select: ['*', 'NEW=OLD']"
    assertPulled(await story.run(fileEntry('there', 'there.env', more)), [FILE])
    assert.equal(await story.text(FILE), `A=${CANARY}\nOLD=2\n`)
  })

  test('several destinations: later ones win, and clashes are told', async (t) => {
    const story = await pulling(t, { [FILE]: '' })
    story.place('one.json', JSON.stringify({ A: 'first', B: 'only one' }))
    story.place('two.json', JSON.stringify({ A: CANARY }))
    const entries = fileEntry('one', 'one.json') + fileEntry('two', 'two.json')
    const result = await story.run(entries)
    assertPulled(result, [FILE])
    assert.equal(await story.text(FILE), `A=${CANARY}\nB='only one'\n`)
    const warning = result.annotations.find(({ type }) => type === 'warning')
    assert.match(warning?.message ?? '', /one, two have different values of A; the later/)
  })

  test('`import-prioritize-source` keeps what the file has', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=mine\n' })
    story.place('there.json', JSON.stringify({ A: 'theirs', B: CANARY }))
    const more = 'initial-sync: import-prioritize-source'
    assertPulled(await story.run(fileEntry('there', 'there.json', more)), [FILE])
    assert.equal(await story.text(FILE), `A=mine\nB=${CANARY}\n`)
  })

  test('a dry run says what would come, and changes nothing', async (t) => {
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    story.place('there.json', JSON.stringify({ A: CANARY, B: '2' }))
    const before = everythingIn(story.workspace)
    const result = await story.run(fileEntry('there', 'there.json'), { 'dry-run': 'true' })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(result.outputs.get('changed'), 'false')
    assert.match(
      result.log,
      /Dry run, nothing was changed: .* 1 would be added, 1 would be changed/,
    )
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test('names of variables are counts where everybody can see the run', async (t) => {
    const story = await pulling(t, { [FILE]: '' })
    story.place('one.json', JSON.stringify({ HIDDEN_NAME: 'first' }))
    story.place('two.json', JSON.stringify({ HIDDEN_NAME: CANARY }))
    const entries = fileEntry('one', 'one.json') + fileEntry('two', 'two.json')
    const result = await story.run(entries, { 'show-names': 'false' })
    assertPulled(result, [FILE])
    const { rawOutput, summary, outputs } = result
    assert.doesNotMatch([rawOutput, summary, ...outputs.values()].join('\n'), /HIDDEN_NAME/)
    assert.match(rawOutput, /different values of 1 variable/)
  })

  test('a Vault entry: all its keys, or those in one of its values', async (t) => {
    const vault = await startVault(t)
    const put = async (path: string, data: unknown): Promise<void> => {
      const response = await fetch(`${vault.url}/v1/secret/data/${path}`, {
        method: 'POST',
        headers: { 'X-Vault-Token': 'root' },
        body: JSON.stringify({ data, options: { cas: 0 } }),
      })
      assert.equal(response.status, 200)
    }
    await put('app', { A: CANARY, B: '2' })
    await put('packed', { all: JSON.stringify({ C: `${CANARY}-3`, D: 4 }), other: 'x' })
    const story = await pulling(t, { [FILE]: 'A=1\n' })
    const common = `type: vault, url: '${vault.url}', from: ${FILE}, auth: { token: 'env:VAULT_TOKEN' }`
    const asked = vault.asked.length
    const result = await story.run(
      [
        `- { name: keys, ${common}, path: app }`,
        `- { name: packed, ${common}, path: packed, format: json, item: all }`,
      ].join('\n'),
      {},
      { env: { VAULT_TOKEN: 'root' } },
    )
    assertPulled(result, [FILE])
    assert.equal(await story.text(FILE), `A=${CANARY}\nB=2\nC=${CANARY}-3\nD=4\n`)
    assertMasked(result, `${CANARY}-3`)
    const methods = new Set(vault.asked.slice(asked).map(({ method }) => method))
    assert.deepEqual([...methods].toSorted(), ['GET'], 'nothing is changed there')
  })
})
