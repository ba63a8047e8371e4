import { addDays } from '../../calendar/days.ts'

/** For so many days from the day on keepers are asked. */
const DAYS_ASKED = 60

/** The day (YYYY-MM-DD) from which keepers are asked now whether they have what they look after still; null where none is near (M3). `asked_on` is MM-DD. */
export function askedDay(asked_on: string | null, today: string): string | null {
  if (asked_on === null) return null
  const year = Number(today.slice(0, 4))
  const days = [`${year}-${asked_on}`, `${year - 1}-${asked_on}`]
  return days.find((day) => day <= today && today < addDays(day, DAYS_ASKED)) ?? null
}
