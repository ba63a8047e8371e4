import { bookAgrees } from '../agree/book.ts'
import { checksAgree } from '../agree/checks.ts'
import { ledgerAgrees } from '../agree/reminders.ts'
import { logStands, NOTHING_READ, readOn } from '../agree/log.ts'
import { liveThrough } from './year.ts'
import { openSchool } from './set-up.ts'
import { type Counts, newCounts } from './simulation.ts'

export type Wish = {
  seed: number, days: string[]
  /** Minutes between two looks of the server. */
  every: number
  tell?: (words: string) => void
}

/** Lives through some days of the school year; throws at the first disagreement. Between them the server is off. */
export async function simulate({ seed, days, every, tell = () => undefined }: Wish): Promise<Counts> {
  const counts = newCounts()
  const sim = await openSchool(seed, counts)
  let read = NOTHING_READ
  for (const [i, day] of days.entries()) {
    await liveThrough(sim, day, every)
    read = await readOn(sim, read)
    const isMonthOver = days[i + 1]?.slice(0, 7) !== day.slice(0, 7)
    if (isMonthOver) tell(`  ${day.slice(0, 7)}: ${wordsOf(counts)}`)
  }
  await bookAgrees(sim, true)
  await checksAgree(sim, true)
  await ledgerAgrees(sim, true)
  await logStands(sim, read)
  return counts
}

export function wordsOf({ days, loans, scans, checks, letters, alarms, paper, looks }: Counts): string {
  return `${days} days, ${loans} loans, ${scans} scans, ${checks} checks closed, ${letters} letters (${alarms} of them alarms), ${paper} lines from paper, ${looks} looks of the server`
}
