// Where files of an archive cannot be made: nothing is planned then.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { readPresent } from '../../../src/archive/present.ts'
import type { ActionError } from '../../../src/errors.ts'
import { checkout } from '../../helpers/action.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'
import { BOB } from '../../helpers/rotating.ts'
import { planned, presentOf, publicKey, states, without } from './stores.ts'
import { team } from './team.ts'

async function refused(
  t: TestContext,
  change: (root: string) => void,
): Promise<readonly (readonly [string, string | undefined])[]> {
  const root = checkout(t, 'team')
  change(root)
  const errors: ActionError[] = []
  for (const mode of ['merge', 'replace'] as const) {
    const present = readPresent(root, root)
    errors.push(await refusal(() => planned({ present, archive: team, mode })))
  }
  return errors.map(({ code, where }) => [code, where.file] as const)
}

const twice = (code: string, file: string): unknown => [
  [code, file],
  [code, file],
]

describe('in both modes', () => {
  test('a link in the place of a secret file', async (t) => {
    const found = await refused(t, (root) => {
      fs.unlinkSync(join(root, '.env.kanuka'))
      fs.symlinkSync('/etc/hostname', join(root, '.env.kanuka'))
    })
    assert.deepEqual(found, twice('TARGET_NOT_A_FILE', '.env.kanuka'))
  })

  test('a folder in the place of a secret file', async (t) => {
    const found = await refused(t, (root) => {
      fs.unlinkSync(join(root, 'deploy/app.env.kanuka'))
      fs.mkdirSync(join(root, 'deploy/app.env.kanuka'))
    })
    assert.deepEqual(found, twice('TARGET_NOT_A_FILE', 'deploy/app.env.kanuka'))
  })

  test('a link on the way, also to a folder inside', async (t) => {
    const found = await refused(t, (root) => {
      fs.renameSync(join(root, 'deploy'), join(root, 'elsewhere'))
      fs.unlinkSync(join(root, 'elsewhere/app.env.kanuka'))
      fs.symlinkSync('elsewhere', join(root, 'deploy'))
    })
    assert.deepEqual(found, twice('PATH_UNSAFE', 'deploy'))
  })

  test('a file on the way', async (t) => {
    const found = await refused(t, (root) => {
      fs.rmSync(join(root, 'deploy'), { recursive: true })
      fs.writeFileSync(join(root, 'deploy'), '')
    })
    assert.deepEqual(found, twice('PATH_UNSAFE', 'deploy'))
  })

  test('the same name by case', async (t) => {
    const found = await refused(t, (root) => {
      fs.renameSync(join(root, '.env.kanuka'), join(root, '.ENV.kanuka'))
    })
    assert.deepEqual(found, twice('TARGET_CLASH', '.ENV.kanuka'))
  })

  test('a folder on the way of the same name by case, whatever is in it', async (t) => {
    const found = await refused(t, (root) => {
      fs.renameSync(join(root, 'deploy'), join(root, 'Deploy'))
      fs.unlinkSync(join(root, 'Deploy/app.env.kanuka'))
      fs.writeFileSync(join(root, 'Deploy/README.md'), '')
    })
    assert.deepEqual(found, twice('TARGET_CLASH', 'Deploy'))
  })
})

for (const [name, there, archived] of [
  ['Unicode form', 'gro\u0308ße/.env.kanuka', 'gr\u00f6ße/.env.kanuka'],
  ['letters that have two small forms', '.env.ſ.kanuka', '.env.s.kanuka'],
  ['letters that have no large form', '.env.ß.kanuka', '.env.SS.kanuka'],
] as const) {
  test(`the same name by ${name}`, async () => {
    const bytes = team.get('.env.kanuka') ?? assert.fail()
    const present = presentOf(new Map([...team, [there, bytes]]))
    const archive = new Map([...team, [archived, bytes]])
    const error = await refusal(() => planned({ present, archive, mode: 'merge' }))
    assert.equal(error.code, 'TARGET_CLASH')
  })
}

test('all of them are named', async () => {
  const present = without(team, '.env.kanuka', publicKey(BOB))
  const bytes = Buffer.alloc(40)
  const twins = new Map([
    ...present,
    ['.Env.kanuka', bytes] as const,
    [publicKey(BOB.toUpperCase()), team.get(publicKey(BOB)) ?? bytes] as const,
  ])
  const grant = [BOB]
  const errors = await refusals(() =>
    planned({ present: twins, archive: team, mode: 'replace', grant }),
  )
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['TARGET_CLASH', 'TARGET_CLASH'],
  )
})

test('names that differ by case stay where both are there already', async () => {
  const both = new Map([...team, ['.env.Production.kanuka', Buffer.alloc(40)] as const])
  const plan = await planned({ present: both, archive: team, mode: 'replace' })
  assert.deepEqual(states(plan, 'removed'), ['.env.Production.kanuka'])
})
