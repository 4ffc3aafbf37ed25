// Work on many items, a few at a time. Owns the order of results; knows nothing of requests.

/**
 * The results in the order of the items. The first that throws stops those not yet begun, and is
 * thrown when the ones under way have ended: nothing goes on behind the caller's back.
 */
export async function eachBounded<In, Out>(
  items: readonly In[],
  atATime: number,
  work: (item: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const results: Out[] = []
  const failures: unknown[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next++
      try {
        results[index] = await work(items[index] as In)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker))
  if (failures.length > 0) throw failures[0]
  return results
}
