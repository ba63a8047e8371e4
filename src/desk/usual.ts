export type Wish = { purpose: string, class_id: string | null, class_name: string | null }

/** What a person usually books for, the most frequent of their last loans, newest first among equals; null without any. */
export function usualWish(recent: Wish[]): Wish | null {
  return distinctWishes(recent)[0] ?? null
}

/** Their purposes as one-tap choices, the usual one first. */
export function distinctWishes(recent: Wish[], limit = 5): Wish[] {
  const counted = new Map<string, { wish: Wish, times: number }>()
  for (const wish of recent) {
    const key = `${wish.class_id}|${wish.purpose.toLowerCase()}`
    const known = counted.get(key)
    counted.set(key, { wish: known?.wish ?? wish, times: (known?.times ?? 0) + 1 })
  }
  return [...counted.values()].sort((a, b) => b.times - a.times).slice(0, limit).map(({ wish }) => wish)
}
