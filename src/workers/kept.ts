/** Long work that somebody asked for: being done, ready, or failed; for them alone. */
export type Kept<Asked, Result> = Asked & {
  id: string, person_id: string, at: number, count: number, done: number
  result: Result | null, failed: boolean, finished: Promise<void>
}

type Rules<Result> = {
  /** Milliseconds after which, and how many beyond which, it is thrown away. */
  kept_ms: number, most: number
  complain: (error: unknown) => void
  throwAway?: (result: Result) => void
}

/** Work of one kind, done one after another and kept in memory for a while: it is cheap to do again. */
export function keepWork<Asked extends { id: string, person_id: string }, Result>({ kept_ms, most, complain, throwAway }: Rules<Result>) {
  const kept = new Map<string, Kept<Asked, Result>>()
  let last: Promise<void> = Promise.resolve()

  const forget = (now: Date) => {
    const old = [...kept.values()].filter(({ at }, i) => now.getTime() - at > kept_ms || i < kept.size - most)
    for (const { id, result } of old) {
      kept.delete(id)
      if (result !== null) throwAway?.(result)
    }
  }
  const run = async (one: Kept<Asked, Result>, work: (report: (done: number) => void) => Promise<Result>) => {
    try {
      one.result = await work((done) => { one.done = done })
    } catch (error) {
      one.failed = true
      complain(error)
    }
  }

  return {
    /** Begins it; the same id again is the same work. `count` is what `report` counts up to. */
    start(asked: Asked, count: number, work: (report: (done: number) => void) => Promise<Result>, now: Date): Kept<Asked, Result> {
      forget(now)
      const earlier = kept.get(asked.id)
      if (earlier) return earlier
      const one: Kept<Asked, Result> = { ...asked, at: now.getTime(), count, done: 0, result: null, failed: false, finished: Promise.resolve() }
      one.finished = last = last.then(() => run(one, work))
      kept.set(one.id, one)
      return one
    },
    find(id: string, personId: string, now: Date): Kept<Asked, Result> | null {
      forget(now)
      const one = kept.get(id)
      return one?.person_id === personId ? one : null
    },
    listOf(personId: string, now: Date): Kept<Asked, Result>[] {
      forget(now)
      return [...kept.values()].filter((one) => one.person_id === personId).toReversed()
    },
  }
}
