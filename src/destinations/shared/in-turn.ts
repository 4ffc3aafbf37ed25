// Two destinations may share what is read and written as a whole, a file or an entry: one after the other.

const turns = new Map<string, Promise<unknown>>()

/**
 * @param place the same for all who must not meet
 * @param work is told whether it is the first there: if not, what was read before may be no longer
 */
export async function inTurn<T>(place: string, work: (isFirst: boolean) => Promise<T>): Promise<T> {
  const before = turns.get(place)
  const turn = (before ?? Promise.resolve()).then(() => work(before === undefined))
  // What fails is told to who waits for it, not to the next.
  turns.set(
    place,
    turn.catch(() => undefined),
  )
  return turn
}
