// A push whose entry says `initial-sync: import-*`: what the destination has comes into the source first,
// and only then the rest is written.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertFails } from '../helpers/committing-asserts.ts'
import { CANARY, fileEntry, marksAt, pulling, valuesAt } from '../helpers/pulling.ts'
import { everythingIn } from '../helpers/rotating.ts'

const FILE = '.env.production.kanuka'
const PUSH = { command: 'push' }
const IMPORTING = 'initial-sync: import-prioritize-destination'

describe('push with imports', { concurrency: 2 }, () => {
  test('takes in what the destination has, writes the rest, and tells what is not ours', async (t) => {
    const story = await pulling(t, { [FILE]: '# mine\nMINE=1\nBOTH=old\n' })
    story.place('there.json', `{\n  "BOTH": "${CANARY}",\n  "THEIRS": "3"\n}\n`)
    const result = await story.run(fileEntry('there', 'there.json', IMPORTING), PUSH)
    assertFails(result, 'ITEM_FOREIGN', /"there" has BOTH already.*`adopt: true` once/s)
    assert.equal(await story.text(FILE), `# mine\nMINE=1\nBOTH=${CANARY}\nTHEIRS=3\n`)
    assert.deepEqual(valuesAt(story), { BOTH: CANARY, MINE: '1', THEIRS: '3' })
    assert.deepEqual([...marksAt(story).keys()], ['MINE'])
    const [row] = JSON.parse(result.outputs.get('push') ?? '') as Record<string, unknown>[]
    assert.deepEqual([row?.['created'], row?.['skipped'], row?.['failed']], [1, 1, 1])
    assert.equal(result.outputs.get('changed'), 'true')
    assert.deepEqual(JSON.parse(result.outputs.get('files') ?? ''), [FILE])
    assert.match(result.log, /2 imported into \.env\.production\.kanuka/)
  })

  test('nothing is written anywhere when the import fails', async (t) => {
    const story = await pulling(t, { [FILE]: 'MINE=1\n' })
    story.place('there.json', `{\n  "A": "${CANARY}",\n  "THEIRS": ""\n}\n`)
    const before = everythingIn(story.workspace)
    const entries = fileEntry('there', 'there.json', IMPORTING) + fileEntry('other', 'other.json')
    const result = await story.run(entries, PUSH)
    assertFails(result, 'VALUE_EMPTY', /"there": empty there: THEIRS/)
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test('an entry with several files has none that could take values', async (t) => {
    const story = await pulling(t, { [FILE]: 'MINE=1\n', '.env.kanuka': 'X=1\n' })
    story.place('there.json', `{\n  "THEIRS": "${CANARY}"\n}\n`)
    const before = everythingIn(story.workspace)
    const entry = `- { name: there, type: file, path: there.json, ${IMPORTING} }`
    assertFails(await story.run(entry, PUSH), 'DESTINATIONS_INVALID', /names not one file but all/)
    assert.deepEqual(everythingIn(story.workspace), before)
  })

  test('a dry run takes nothing in', async (t) => {
    const story = await pulling(t, { [FILE]: 'MINE=1\n' })
    story.place('there.json', `{\n  "THEIRS": "${CANARY}"\n}\n`)
    const before = everythingIn(story.workspace)
    const inputs = { ...PUSH, 'dry-run': 'true' }
    const result = await story.run(fileEntry('there', 'there.json', IMPORTING), inputs)
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(everythingIn(story.workspace), before)
  })
})
