// Wakes the event loop every second. It waits for the edge of a wake-up of its own, and one run in some
// thousand was seen to miss it: the read was done, nobody looked, and the job would have hung for hours. Any
// other wake-up makes it look at all of them.
import { MessageChannel } from 'node:worker_threads'

/** Keeps nothing alive: the process ends when there is nothing else to wait for. */
export function wakeUpEverySecond(): void {
  const { port1, port2 } = new MessageChannel()
  port2.on('message', () => undefined)
  // A message, as a timer alone is no such wake-up.
  setInterval(() => port1.postMessage(undefined), 1000).unref()
  port1.unref()
  port2.unref()
}
