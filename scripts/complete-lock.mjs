// Adds to package-lock.json the platform packages that npm leaves out when the registry in use
// does not carry them; without their entries `npm ci` refuses the lock. Run after every change of
// a dependency: npm install && node scripts/complete-lock.mjs && npm ci
import { readFileSync, writeFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const all = lock.packages
const pick = (name, words) => words.find((word) => name.includes(word))
const systems = ['android', 'darwin', 'freebsd', 'openharmony', 'win32', 'linux']
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32']

for (const [at, pkg] of Object.entries(all)) {
  for (const [name, spec] of Object.entries(pkg.optionalDependencies ?? {})) {
    if (!/^\d/.test(spec)) continue
    const near = [`${at}/node_modules/${name}`, `node_modules/${name}`].find((path) => all[path])
    if (near && all[near].version === spec) continue
    const os = pick(name, systems)
    const cpu = pick(name, processors)
    all[near ? `${at}/node_modules/${name}` : `node_modules/${name}`] = {
      version: spec,
      ...(cpu && { cpu: [cpu] }),
      ...(pkg.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    }
  }
}
lock.packages = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
