import { setImmediate } from 'node:timers/promises'

/** Lets everybody else have a turn between two parts of long work: the desk must stay quick. */
export async function inParts<T>(
  list: readonly T[], size: number, each: (part: T[], done: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < list.length; from += size) {
    await each(list.slice(from, from + size), from)
    await setImmediate()
  }
}
