// Writing at the limits of the system, and what is left open afterwards.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CleanupJournal } from '../../../src/platform/cleanup.ts'
import {
  makePrivate,
  writeAllOrNothing,
  type PlannedWrite,
} from '../../../src/platform/staged-write.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'

function planned(root: string, path: string): PlannedWrite {
  const content = (): Uint8Array => Buffer.from('A=1\n')
  return { path, shown: path.slice(root.length + 1), within: root, replaces: false, content }
}

test('a folder so deep that no staged file fits into it', async (t) => {
  const root = fs.realpathSync(folder(t))
  // Linux takes paths of 4,095 bytes.
  let deep = root
  while (deep.length < 4070) deep = join(deep, 'x'.repeat(Math.min(200, 4070 - deep.length)))
  fs.mkdirSync(deep, { recursive: true })
  const writes = [planned(root, join(root, '.env')), planned(root, join(deep, 'a'))]
  const error = await refusal(() => writeAllOrNothing(writes, new CleanupJournal(folder(t))))
  assert.equal(error.code, 'WRITE_FAILED')
  assert.match(error.what, /ENAMETOOLONG/)
  assert.ok(!fs.existsSync(join(root, '.env')))
  assert.deepEqual(fs.readdirSync(deep), [])
})

// Other tests of this process open and close theirs.
function linkOf(descriptor: string): string {
  try {
    return fs.readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    return ''
  }
}

test('hundreds of files leave none open', async (t) => {
  const root = fs.realpathSync(folder(t))
  const open = (): readonly string[] =>
    fs.readdirSync('/proc/self/fd').filter((descriptor) => linkOf(descriptor).startsWith(root))
  const names = Array.from({ length: 300 }, (_, index) => join(root, `${index}/.env`))
  const writes = names.map((path) => planned(root, path))
  await writeAllOrNothing(writes, new CleanupJournal(folder(t)))
  assert.deepEqual(open(), [])
  for (const path of names) assert.equal(fs.readFileSync(path, 'utf8'), 'A=1\n')
})

test('a plaintext that was right already loses the rights of others', (t) => {
  const path = join(folder(t), '.env')
  fs.writeFileSync(path, 'A=1\n', { mode: 0o644 })
  makePrivate(path)
  assert.equal(fs.statSync(path).mode & 0o777, 0o600)
})
