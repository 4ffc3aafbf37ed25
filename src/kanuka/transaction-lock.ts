// One run at a time may change a store: a file `owner.<n>` in the transaction's home says who does.
// No heartbeat and no age: a run that was stopped for an hour is still a run. What is known to be
// dead (the process is gone, the machine was started again) does not count.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { ActionError } from '../errors.ts'
import { errorCode, readRegularFile } from '../platform/files.ts'
import {
  assertOwnHome,
  attempt,
  makeHome,
  removeFile,
  removeHomeIfEmpty,
  slashes,
  writeNewFile,
  writing,
  type TransactionHome,
} from './transaction-home.ts'

interface Owner {
  readonly pid: number
  /** In clock ticks since the machine started; '' where the system does not tell. */
  readonly started: string
  /** Changes whenever the machine starts; '' where the system does not tell. */
  readonly boot: string
  /** In which container the pid counts; '' where the system does not tell. */
  readonly namespace: string
  readonly host: string
  /** Which run it is, for whoever reads the error. */
  readonly run: string
}

interface OwnerFile {
  readonly path: string
  readonly number: number
  /** undefined when the file cannot be understood. */
  readonly owner: Owner | undefined
}

const OWNER_FILE = /^owner\.(\d{1,15})$/
const DRAFT_FILE = /^owner-[0-9a-f]{16}$/
const MAX_OWNER_BYTES = 4096
const MOST_TRIES = 20

/**
 * Holds the store's lock until the function that it returns is called.
 * @throws ActionError STORE_BUSY, PATH_UNSAFE, WRITE_FAILED
 */
export function lockStore(home: TransactionHome, run: string): () => void {
  return writing(slashes(home.folder), () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return tryToLock(home, run)
      } catch (error) {
        // Somebody was faster, or has just removed the empty home: look again.
        const mayPass = ['EEXIST', 'ENOENT'].includes(errorCode(error))
        if (!mayPass || tries === MOST_TRIES) throw error
      }
    }
  })
}

/** @throws ActionError STORE_BUSY when a run that may live holds the lock; PATH_UNSAFE */
export function assertNotBusy(home: TransactionHome): void {
  writing(slashes(home.folder), () => {
    assertOwnHome(home)
    refuseIfHeld(ownerFiles(home))
  })
}

function tryToLock(home: TransactionHome, run: string): () => void {
  makeHome(home)
  const before = ownerFiles(home)
  refuseIfHeld(before)
  const number = Math.max(0, ...before.map((file) => file.number)) + 1
  const own = join(home.folder, `owner.${number}`)
  publish(home, own, { ...thisProcess(), run })
  try {
    refuseIfHeld(ownerFiles(home).filter((file) => file.number !== number))
  } catch (error) {
    attempt(() => removeFile(own))
    throw error
  }
  removeDebris(home, own)
  return () => {
    attempt(() => {
      removeFile(own)
      removeHomeIfEmpty(home)
    })
  }
}

// Written aside and then given its name, so that an owner file is always whole: one that was cut off
// by a kill could not be told from one of a living run.
function publish(home: TransactionHome, path: string, owner: Owner): void {
  const bytes = Buffer.from(JSON.stringify(owner))
  const draft = join(home.folder, `owner-${randomBytes(8).toString('hex')}`)
  try {
    writeNewFile(draft, bytes)
    fs.linkSync(draft, path)
  } catch (error) {
    const hasNoLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error))
    if (!hasNoLinks) throw error
    writeNewFile(path, bytes)
  } finally {
    attempt(() => removeFile(draft))
  }
}

// All of them belong to the dead: whoever starts now tries again if its draft is taken away.
function removeDebris(home: TransactionHome, own: string): void {
  for (const name of fs.readdirSync(home.folder)) {
    const path = join(home.folder, name)
    const isDebris = path !== own && (OWNER_FILE.test(name) || DRAFT_FILE.test(name))
    if (isDebris) attempt(() => removeFile(path))
  }
}

function ownerFiles(home: TransactionHome): readonly OwnerFile[] {
  let names: readonly string[] = []
  try {
    names = fs.readdirSync(home.folder)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  return names.flatMap((name) => {
    const number = OWNER_FILE.exec(name)?.[1]
    if (number === undefined) return []
    const path = join(home.folder, name)
    const read = readRegularFile(path, MAX_OWNER_BYTES)
    // Gone while we looked.
    if ('failure' in read && read.failure === 'absent') return []
    const owner = 'bytes' in read ? parseOwner(read.bytes) : undefined
    return [{ path, number: Number(number), owner }]
  })
}

const TEXTS = ['started', 'boot', 'namespace', 'host', 'run'] as const

function parseOwner(bytes: Buffer): Owner | undefined {
  try {
    const owner = JSON.parse(bytes.toString()) as Owner | null
    if (typeof owner !== 'object' || owner === null) return undefined
    if (!Number.isInteger(owner.pid) || owner.pid < 1) return undefined
    return TEXTS.every((name) => typeof owner[name] === 'string') ? owner : undefined
  } catch {
    return undefined
  }
}

function refuseIfHeld(files: readonly OwnerFile[]): void {
  const holder = files.find(({ owner }) => !isDead(owner))
  if (holder === undefined) return
  const { path, owner } = holder
  const who = owner
    ? `process ${owner.pid} on ${printable(owner.host)}, run ${printable(owner.run)}`
    : 'its owner file cannot be read'
  throw new ActionError('STORE_BUSY', {
    what: `another run is changing this store (${who})`,
    fix: `Wait for it to end, then run again. Only if it is known to be dead, remove ${slashes(path)}`,
  })
}

function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '?').slice(0, 100)
}

// In doubt it lives: on another machine or in another container nobody can look from here.
function isDead(owner: Owner | undefined): boolean {
  if (owner === undefined) return false
  const here = thisProcess()
  if (owner.host !== here.host) return false
  if (owner.boot !== here.boot) return owner.boot !== '' && here.boot !== ''
  if (owner.namespace !== here.namespace) return false
  return !processLives(owner.pid, owner.started)
}

function processLives(pid: number, started: string): boolean {
  const status = statusOf(pid)
  // A process that has ended and waits to be collected (Z) or is just being collected (X).
  if (status) return status.started === started && !['Z', 'X'].includes(status.state)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

function thisProcess(): Omit<Owner, 'run'> {
  return {
    pid: process.pid,
    started: statusOf(process.pid)?.started ?? '',
    boot: ask(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: ask(() => fs.readlinkSync('/proc/self/ns/pid')),
    host: hostname(),
  }
}

// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the second field, the name in
// brackets, may hold blanks and brackets; state is the third, start time the 22nd.
function statusOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  const stat = ask(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields[0], fields[19]]
  return state !== undefined && started !== undefined ? { state, started } : undefined
}

function ask(question: () => string): string {
  try {
    return question()
  } catch {
    return ''
  }
}
