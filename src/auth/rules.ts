type Door = { closed_at: string | null, last_day: string | null }

/** Whether an account still signs anybody in: not closed, its person here on `today` (YYYY-MM-DD) (M13). */
export function isOpen({ closed_at, last_day }: Door, today: string): boolean {
  return closed_at === null && (last_day === null || last_day >= today)
}
