// Builds dist/ from src/: types are checked and stripped by tsc, then ncc bundles each entry with
// its libraries and writes their licences beside it. The same source gives the same bytes.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const packages = createRequire(import.meta.url)
const bin = (name: string, path: string): string =>
  join(dirname(packages.resolve(`${name}/package.json`)), path)

function run(script: string, args: readonly string[]): void {
  execFileSync(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
}

rmSync('build', { recursive: true, force: true })
rmSync('dist', { recursive: true, force: true })
run(bin('typescript', 'bin/tsc'), ['-p', 'tsconfig.build.json'])
for (const entry of ['main', 'post']) {
  const output = ['-o', `dist/${entry}`, '--license', 'licenses.txt']
  run(bin('@vercel/ncc', 'dist/ncc/cli.js'), ['build', `build/${entry}.js`, ...output])
}
