// Every odd dotenv file of the fixtures: which names stand on which lines, and their values.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { decodeText, parseDotenv, type Dotenv } from '../../../src/secrets/dotenv.ts'
import { fixtureStore } from '../../helpers/manifest.ts'
import { zoo, ZOO } from './dotenv-zoo.ts'

function read(file: string): Dotenv {
  const text = decodeText(readFileSync(join(ZOO, file)))
  return parseDotenv(text ?? assert.fail(`${file} is no text`))
}

const STRAY: Readonly<Record<string, readonly number[]>> = { '.env.multiline': [17] }
const NO_TEXT = ['.env.binary', '.env.utf16le']
const BIG = 'big/.env.big'

for (const [file, rows] of Object.entries(zoo)) {
  describe(file, () => {
    const { variables, assignments, strayLines } = read(file)

    test('names on their lines', () => {
      assert.deepEqual(
        assignments,
        rows.map(([line, name]) => ({ name, line })),
      )
      assert.deepEqual(strayLines, STRAY[file] ?? [])
    })

    test('values', () => {
      const found = [...variables].map(([name, value]) => [name, value.reveal()])
      const expected = rows.filter(([, , value]) => value !== null)
      const last = new Map(expected.map(([, name, value]) => [name, value]))
      assert.deepEqual(found, [...last])
    })
  })
}

test('a megabyte of variables', () => {
  const { variables, assignments, strayLines } = read(BIG)
  assert.equal(assignments.length, 18_396)
  assert.deepEqual(strayLines, [])
  for (let index = 0; index < 18_395; index += 1) {
    const name = `VAR_${String(index).padStart(5, '0')}`
    const digest = createHash('sha256').update(String(index)).digest('hex').slice(0, 40)
    assert.equal(variables.get(name)?.reveal(), `value-${digest}`)
    assert.deepEqual(assignments[index], { name, line: index + 1 })
  }
  assert.equal(variables.get('LAST')?.reveal(), 'x'.repeat(55))
})

describe('what is no UTF-8 text has no variables', () => {
  for (const file of NO_TEXT) {
    test(file, () => assert.equal(decodeText(readFileSync(join(ZOO, file))), undefined))
  }
})

test('no file of the zoo is forgotten', () => {
  const files = fixtureStore('dotenv-zoo').files.map(({ path }) => path.replace(/\.kanuka$/, ''))
  assert.deepEqual([...Object.keys(zoo), ...NO_TEXT, BIG].toSorted(), files.toSorted())
})
