// Builds dist/ from src/: types are checked and stripped by tsc, then ncc bundles each entry with
// its libraries and writes their licences beside it. The same source gives the same bytes.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const packages = createRequire(import.meta.url)
const bin = (name: string, path: string): string =>
  join(dirname(packages.resolve(`${name}/package.json`)), path)

function run(script: string, args: readonly string[], cwd = '.'): void {
  execFileSync(process.execPath, [script, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

// ncc takes these as aliases, for packages too: what @actions/core loads and this action does not
// need stays out of the start. (In a file of their own, because tsc would follow them as well.)
const aliases = {
  '@actions/http-client': ['./platform/http-client-alias.js'],
  '@actions/http-client/lib/auth': ['./platform/http-client-alias.js'],
  '@actions/exec': ['./platform/exec-alias.js'],
}

rmSync('build', { recursive: true, force: true })
rmSync('dist', { recursive: true, force: true })
run(bin('typescript', 'bin/tsc'), ['-p', 'tsconfig.build.json'])
writeFileSync('build/tsconfig.json', JSON.stringify({ compilerOptions: { paths: aliases } }))
for (const entry of ['main', 'post']) {
  const output = ['-o', `../dist/${entry}`, '--license', 'licenses.txt']
  // In build/, where ncc finds the aliases.
  run(bin('@vercel/ncc', 'dist/ncc/cli.js'), ['build', `${entry}.js`, ...output], 'build')
}
