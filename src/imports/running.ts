import { setTimeout } from 'node:timers/promises'

/** So long a request waits for a short list before it shows how far a long one is. */
export const WAIT_MS = 1500

const running = new Map<string, Promise<void>>()

/** Starts long work on an import beside the request; what goes wrong in it goes to `onError`, never further. */
export function begin(id: string, run: () => Promise<void>, onError: (error: unknown) => Promise<void>): void {
  const work = run().catch(onError).finally(() => {
    if (running.get(id) === work) running.delete(id)
  })
  running.set(id, work)
}

/** Whether this process is at work on an import; one that was cut off by a restart is not. */
export function isRunning(id: string): boolean {
  return running.has(id)
}

/** Waits for short work to end, so that a short list needs no page in between; at most so many milliseconds. */
export async function settled(id: string, most: number): Promise<void> {
  await Promise.race([running.get(id), setTimeout(most, undefined, { ref: false })])
}
