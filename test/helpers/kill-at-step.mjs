// A preload (`node --import`) that makes a program fail at one of its steps on disk: it counts the
// synchronous calls of node:fs that change something in given folders, and lets one of them kill the
// process or fail. Works for any program, bundled or not: it patches node's own module.
//
// KILL_WITHIN  folders, as in PATH; calls elsewhere are not counted
// KILL_AT      which call, from 1
// KILL_HOW     before, after: SIGKILL before or after the call. half: for a call that writes, after
//              half of its bytes; for others as `before`. Else an error code that the call fails
//              with (ENOSPC, EIO, ...). SIGINT: the process gets the signal, and the call is made.
//              EXDEV is special: each folder in KILL_WITHIN is a device of its own, and every
//              rename and link from one to another fails
//              Both may be lists: `5,9` with `EIO,before` fails call 5 and kills before call 9
// KILL_STICKY  1: every later call fails too (removing still works when the disk is full)
// KILL_COUNT   file to write the number of calls to at exit
// KILL_TRACE   file to which every call is appended as `<number> <function> <path>`
//
// A program that knows of this may change the variables while it runs: `globalThis.killAtStep()`
// reads them again, and counts from 1 again.
import * as fs from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { delimiter, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const own = createRequire(import.meta.url)('node:fs')
const original = { ...own }

let folders = []
let settings = {}
let faults = new Map()
let count = 0

globalThis.killAtStep = () => {
  settings = { KILL_WITHIN: '', KILL_AT: '0', KILL_HOW: 'before', ...process.env }
  const hows = settings.KILL_HOW.split(',')
  faults = new Map(settings.KILL_AT.split(',').map((at, index) => [Number(at), hows[index]]))
  folders = settings.KILL_WITHIN.split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => resolve(folder))
  count = 0
}
globalThis.killAtStep()

const BY_DESCRIPTOR = ['writeSync', 'writevSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync']
const ALSO_BY_DESCRIPTOR = ['fchmodSync', 'fchownSync', 'futimesSync']
const BY_PATH_OR_DESCRIPTOR = ['writeFileSync', 'appendFileSync']
const BY_PATH = ['truncateSync', 'mkdirSync', 'mkdtempSync', 'rmdirSync', 'unlinkSync', 'rmSync']
const ALSO_BY_PATH = [
  'chmodSync',
  'lchmodSync',
  'chownSync',
  'lchownSync',
  'utimesSync',
  'lutimesSync',
]
const BY_TWO_PATHS = ['renameSync', 'linkSync', 'copyFileSync', 'cpSync']
const REMOVING = ['rmdirSync', 'unlinkSync', 'rmSync']

// Node's own functions call each other: one call of the program counts once.
let depth = 0
const paths = new Map()

function pathOf(value) {
  if (typeof value === 'number') return paths.get(value) ?? ''
  return value instanceof URL ? fileURLToPath(value) : resolve(String(value))
}

/** The innermost of the folders that a path lies in. */
function folderOf(path) {
  const around = folders.filter((folder) => path === folder || path.startsWith(folder + sep))
  return around.toSorted((a, b) => b.length - a.length)[0]
}

function opensToWrite(flags = 'r') {
  if (typeof flags === 'string') return /[wa+]/.test(flags)
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants
  return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) !== 0
}

function die() {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

function failure(code, name, path) {
  const message = `${code}: made by the test, ${name} '${path}'`
  return Object.assign(new Error(message), { code, syscall: name.replace('Sync', ''), path })
}

function first(data, offset = 0, length = undefined) {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  if (typeof offset !== 'number') return first(data)
  const all = bytes.subarray(offset, length === undefined ? bytes.length : offset + length)
  return all.subarray(0, Math.floor(all.length / 2))
}

const HALVES = {
  writeSync: ([file, data, ...part]) =>
    original.writeSync(file, typeof data === 'string' ? first(data) : first(data, ...part)),
  writeFileSync: ([file, data, options]) => original.writeFileSync(file, first(data), options),
  appendFileSync: ([file, data, options]) => original.appendFileSync(file, first(data), options),
  copyFileSync: ([from, to]) => original.writeFileSync(to, first(original.readFileSync(from))),
}

/** What happens to this call, if anything does. */
function faultFor(name) {
  const { KILL_STICKY, KILL_HOW } = settings
  const isLater = KILL_STICKY === '1' && count > Math.max(...faults.keys())
  const works = KILL_HOW === 'ENOSPC' && REMOVING.includes(name)
  return faults.get(count) ?? (isLater && !works ? KILL_HOW : undefined)
}

function strike({ name, call, args }, how) {
  if (how === 'SIGINT') {
    process.kill(process.pid, how)
    return call()
  }
  if (!['before', 'after', 'half'].includes(how)) throw failure(how, name, pathOf(args[0]))
  try {
    if (how === 'after') call()
    if (how === 'half') HALVES[name]?.(args)
  } finally {
    die()
  }
}

function counted(step, path, other) {
  const { name, call } = step
  const [one, two] = [path, other].map((each) => each && folderOf(each))
  if (!one && !two) return call()
  count += 1
  const { KILL_HOW, KILL_TRACE } = settings
  if (KILL_TRACE) original.appendFileSync(KILL_TRACE, `${count} ${name} ${other ?? path}\n`)
  if (KILL_HOW === 'EXDEV') {
    const crosses = other !== undefined && one !== two
    if (crosses && ['renameSync', 'linkSync'].includes(name)) throw failure('EXDEV', name, path)
    return call()
  }
  const how = faultFor(name)
  return how === undefined ? call() : strike(step, how)
}

function patch(names, pathsOf) {
  for (const name of names) {
    const act = original[name]
    if (act === undefined) continue
    own[name] = (...args) => {
      const call = () => {
        depth += 1
        try {
          return act(...args)
        } finally {
          depth -= 1
        }
      }
      return depth > 0 ? call() : counted({ name, call, args }, ...pathsOf(args).map(pathOf))
    }
  }
}

patch([...BY_DESCRIPTOR, ...ALSO_BY_DESCRIPTOR, ...BY_PATH_OR_DESCRIPTOR], ([file]) => [file])
patch([...BY_PATH, ...ALSO_BY_PATH], ([path]) => [path])
patch(BY_TWO_PATHS, ([from, to]) => [from, to])
patch(['symlinkSync'], ([, path]) => [path])

own.openSync = (path, flags, mode) => {
  const open = () => original.openSync(path, flags, mode)
  const isCounted = depth === 0 && opensToWrite(flags)
  const step = { name: 'openSync', call: open, args: [path, flags, mode] }
  const file = isCounted ? counted(step, pathOf(path)) : open()
  paths.set(file, pathOf(path))
  return file
}

// A number is given again to the next file that is opened.
own.closeSync = (file) => {
  paths.delete(file)
  return original.closeSync(file)
}

syncBuiltinESMExports()

process.on('exit', () => {
  const { KILL_COUNT } = settings
  if (KILL_COUNT) original.writeFileSync(KILL_COUNT, String(count))
})
