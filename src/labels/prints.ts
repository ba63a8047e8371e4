import { type Kept, keepWork } from '../workers/kept.ts'
import { runBeside } from '../workers/run.ts'
import type { Order } from './items.ts'

export type Asked = { id: string, person_id: string, title: string, file: string, codes: readonly string[] }
/** A PDF that is being made, or is ready; only for the person who asked for it. */
export type Print = Kept<Asked, Uint8Array>

/**
 * Prints live in memory for half an hour and are drawn one after another, each in a thread: they are cheap to make
 * again, and hold names that should not lie about on the disk.
 */
export function keepPrints(complain: (error: unknown) => void) {
  const kept = keepWork<Asked, Uint8Array>({ kept_ms: 30 * 60_000, most: 30, complain })
  return {
    ...kept,
    /** Begins to draw; the same id again is the same print. */
    start(asked: Asked, order: Order, now: Date): Print {
      const draw = (report: (done: number) => void) => runBeside<Order, Uint8Array>(new URL('./work', import.meta.url), order, report)
      return kept.start(asked, order.items.length, draw, now)
    },
  }
}

export type Prints = ReturnType<typeof keepPrints>
