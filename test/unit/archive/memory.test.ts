// Archives go through in pieces: a large one, good or bad, needs as much memory as its largest file.
// Each is measured in a process of its own.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { hostileArchives } from '../../helpers/hostile-archives.ts'

const url = (path: string): string =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, '../..', path)).href)

/** Runs the lines in a process of their own, and gives its peak in MB. */
function peakOf(lines: string): number {
  const script = `
    import { randomBytes } from 'node:crypto'
    import { readFileSync } from 'node:fs'
    import { unpack } from ${url('helpers/archiving.ts')}
    import { packArchive } from ${url('../src/archive/pack.ts')}
    import { unpackArchive } from ${url('../src/archive/unpack.ts')}
    const options = { shown: 'backup.tar.gz', skipped() {} }
    ${lines}
    console.log(process.resourceUsage().maxRSS)`
  const args = ['--input-type=module', '--eval', script]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) / 1000
}

test('a store of 200 MB goes through with a fraction of it in memory', () => {
  const nothing = peakOf('')
  // Packed and unpacked in one stream, as the archive itself would otherwise be in memory.
  const peak = peakOf(`
    const names = Array.from({ length: 40 }, (_, index) => index + '.env.kanuka')
    const files = ['.kanuka/config.toml', ...names].map((path) => ({
      path, bytes: () => randomBytes(path.endsWith('.kanuka') ? 5_000_000 : 10) }))
    let length = 0
    for await (const { bytes } of unpackArchive(packArchive(files, new Date()), options)) {
      length += bytes.length
    }
    if (length !== 200_000_010) throw new Error(String(length))`)
  assert.ok(peak - nothing < 120, `${peak - nothing} MB`)
})

test('a bomb needs no more than a good archive', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kanuka-bombs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const bombs = hostileArchives().filter(({ name }) => /bomb|without end/.test(name))
  for (const [index, { bytes }] of bombs.entries()) {
    writeFileSync(join(folder, String(index)), bytes())
  }
  const nothing = peakOf('')
  const peak = peakOf(`
    for (let index = 0; index < ${bombs.length}; index += 1) {
      const bytes = readFileSync(${JSON.stringify(folder)} + '/' + index)
      const refused = await unpack(bytes).then(() => undefined, (error) => error.code)
      if (refused !== 'ARCHIVE_TOO_LARGE') throw new Error(String(index))
    }`)
  assert.ok(peak - nothing < 80, `${peak - nothing} MB`)
})
