// Servers that the peer tests talk to, as processes of their own on a free port of this machine. Owns
// starting, waiting until they answer, and stopping; knows nothing of what they serve.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { motoPython, vaultServer } from '../../scripts/peers.ts'

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
}

interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  /** In what it prints: its address. */
  readonly announces: RegExp
  /** Answers 200 when it is ready. */
  readonly health: string
}

const TRIES = 100
const BETWEEN_TRIES_MS = 50
const LONGEST_START_MS = 60_000

/** moto: AWS in memory; takes any keys. */
export async function startMoto(): Promise<RunningServer> {
  return start({
    command: await motoPython(),
    args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'],
    announces: /Running on (http:\/\/127\.0\.0\.1:\d+)/,
    health: '/moto-api/data.json',
  })
}

/** Vault's own core, unsealed, with the token `root`. */
export async function startVault(): Promise<RunningServer> {
  return start({
    command: await vaultServer(),
    args: ['127.0.0.1:0'],
    announces: /vault ready on (\S+)/,
    health: '/v1/sys/health',
  })
}

async function start({ command, args, announces, health }: ServerCommand): Promise<RunningServer> {
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve())
    server.once('error', () => resolve())
  })
  const kill = (): void => void server.kill()
  // A test that is broken off leaves no server behind.
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    kill()
    await ended
  }
  try {
    const url = await addressOf(server, { announces, ended })
    await untilReady(url + health)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function addressOf(
  server: ChildProcess,
  { announces, ended }: { readonly announces: RegExp; readonly ended: Promise<void> },
): Promise<string> {
  const found = Promise.withResolvers<string>()
  for (const stream of [server.stdout, server.stderr]) {
    // Read to its end, or the server would stop at a full pipe.
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      const url = announces.exec(line)?.[1]
      if (url !== undefined) found.resolve(url)
    })
  }
  const timer = setTimeout(
    () => found.reject(new Error(`${server.spawnfile} does not say where it listens`)),
    LONGEST_START_MS,
  )
  void ended.then(() => found.reject(new Error(`${server.spawnfile} ended before it was ready`)))
  try {
    return await found.promise
  } finally {
    clearTimeout(timer)
  }
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await pause(BETWEEN_TRIES_MS)
  }
  throw new Error(`${url} is not ready after ${TRIES} tries`)
}
