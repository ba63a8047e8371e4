import { runBeside } from '../workers/run.ts'
import type { Order } from './items.ts'

/** A PDF that is being made, or is ready; only for the person who asked for it. */
export type Print = {
  id: string, person_id: string, at: number, title: string, file: string, codes: readonly string[]
  count: number, done: number, pdf: Uint8Array | null, failed: boolean, finished: Promise<void>
}
export type Asked = Pick<Print, 'id' | 'person_id' | 'title' | 'file' | 'codes'>

const KEPT_MS = 30 * 60_000
const MOST_KEPT = 30

/**
 * Prints live in memory for half an hour and are drawn one after another, each in a thread: they are cheap to make
 * again, and hold names that should not lie about on the disk.
 */
export function keepPrints(complain: (error: unknown) => void) {
  const kept = new Map<string, Print>()
  let last: Promise<void> = Promise.resolve()

  const forget = (now: Date) => {
    const old = [...kept.values()].filter(({ at }, i) => now.getTime() - at > KEPT_MS || i < kept.size - MOST_KEPT)
    for (const { id } of old) kept.delete(id)
  }

  return {
    /** Begins to draw; the same id again is the same print. */
    start(asked: Asked, order: Order, now: Date): Print {
      forget(now)
      const earlier = kept.get(asked.id)
      if (earlier) return earlier
      const print: Print = {
        ...asked, at: now.getTime(), count: order.items.length, done: 0, pdf: null, failed: false, finished: Promise.resolve(),
      }
      print.finished = last = last.then(() => draw(print, order, complain))
      kept.set(print.id, print)
      return print
    },
    find(id: string, personId: string, now: Date): Print | null {
      forget(now)
      const print = kept.get(id)
      return print?.person_id === personId ? print : null
    },
    listOf(personId: string, now: Date): Print[] {
      forget(now)
      return [...kept.values()].filter((print) => print.person_id === personId).toReversed()
    },
  }
}

export type Prints = ReturnType<typeof keepPrints>

async function draw(print: Print, order: Order, complain: (error: unknown) => void): Promise<void> {
  try {
    print.pdf = await runBeside<Order, Uint8Array>(new URL('./work', import.meta.url), order, (done) => { print.done = done })
  } catch (error) {
    print.failed = true
    complain(error)
  }
}
