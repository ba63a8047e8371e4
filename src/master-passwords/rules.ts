/** Somebody who stands as a holder; days YYYY-MM-DD. */
export type Holder = { name: string, last_day: string | null }

/** Fewer than so many hold it only until one of them is ill (M28). */
const AT_LEAST = 2

/** What is wrong with who holds a master password on a day, in words, the worst first. */
export function heedsOf(holders: readonly Holder[], today: string): string[] {
  const gone = holders.filter(({ last_day }) => last_day !== null && last_day < today)
  const here = holders.length - gone.length
  const few = here === 0 ? 'Nobody here holds it' : 'Only one person holds it'
  return [
    ...gone.map(({ name }) => `${name} has left and still holds it: change it, then end their part`),
    ...here < AT_LEAST ? [few] : [],
  ]
}
