// Loaded into a run: waits, between tries and for what is under way, take a hundredth of their time.
// What limits a request is no timer of this kind, and stays as it is.
const LONGEST_WAIT_MS = 20_000
const real = globalThis.setTimeout

globalThis.setTimeout = Object.assign(
  (run, delay, ...args) =>
    real(run, delay >= 100 && delay <= LONGEST_WAIT_MS ? delay / 100 : delay, ...args),
  real,
)
