// What a comment on a pull request must not tell: it is not masked by the runner, and on a public repository
// everybody reads it.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { writes, type Edit } from '../helpers/checking.ts'
import { bodyOf, commented } from '../helpers/checking-comments.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

describe('what a comment must not tell', () => {
  const OLD = 'DATABASE_PASSWORD=old-Secret-4711x\nGONE_TOKEN=tok-Gone-0815yy\n'
  const NEW = 'DATABASE_PASSWORD=new-Secret-4712x\nFRESH_TOKEN=tok-Fresh-0816zz\n'
  const VALUES = ['old-Secret-4711x', 'tok-Gone-0815yy', 'new-Secret-4712x', 'tok-Fresh-0816zz']
  const NAMES = ['DATABASE_PASSWORD', 'GONE_TOKEN', 'FRESH_TOKEN']

  async function sealed(t: TestContext, plaintext: string): Promise<string> {
    const { workspace } = await sealedStore(t, { 'app.env.kanuka': plaintext })
    return join(workspace, 'app.env.kanuka')
  }

  for (const isPublic of [false, true]) {
    test(`values, and names on a public repository (${isPublic ? 'public' : 'private'})`, async (t) => {
      const [before, after] = [await sealed(t, OLD), await sealed(t, NEW)]
      const lay =
        (file: string): Edit =>
        (root) =>
          cpSync(file, join(root, 'app.env.kanuka'))
      const exposed = writes('src/notes.txt', `the new one is ${VALUES[2]}\n`)
      const { github, check } = await commented(t, {
        arrange: lay(before),
        branch: [lay(after), exposed],
      })
      const result = await check({}, { key: 'basic-alice.pkcs1.pem', isPublic })
      assert.deepEqual(result.codes, ['VALUE_EXPOSED'], result.log)
      const everywhere = [
        bodyOf(github),
        result.summary,
        JSON.stringify([...result.outputs]),
        JSON.stringify(result.annotations),
        result.log,
      ].join('\n')
      for (const value of VALUES) assert.ok(!everywhere.includes(value), value)
      const shown = everywhere.replaceAll('&#95;', '_')
      for (const name of NAMES) assert.equal(shown.includes(name), !isPublic, name)
      assert.match(bodyOf(github), /\*\*Variables \(1 file\)\*\*/)
      assert.match(
        bodyOf(github).replaceAll('&#95;', '_'),
        isPublic
          ? /app\.env\.kanuka<\/code> \| {2}\| 1 \| 1 \| 1 \|/
          : /<code>FRESH_TOKEN<\/code> \| <code>GONE_TOKEN<\/code> \| <code>DATABASE_PASSWORD<\/code>/,
      )
    })
  }

  test('a name of a file that holds a value', async (t) => {
    const value = 'tok-Fresh-0816zz'
    const before = await sealed(t, `FRESH_TOKEN=${value}\n`)
    const { github, check } = await commented(t, {
      arrange: (root) => cpSync(before, join(root, 'app.env.kanuka')),
      branch: [writes(`dump/${value}.env`, 'PASSWORD=in-clear-12345\n')],
    })
    const result = await check({}, { key: 'basic-alice.pkcs1.pem' })
    assert.match(bodyOf(github), /dump\/&#42;&#42;&#42;\.env/)
    assert.ok(!bodyOf(github).includes(value))
    assert.ok(!JSON.stringify(result.annotations).includes(value))
  })
})
