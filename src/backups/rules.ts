import { DateTime } from 'luxon'

const NAME = /^kitbook-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/
const NIGHTLY_AT = 2
const DAY = 24 * 60 * 60 * 1000

/** How many days, weeks and months back a backup is kept of; each by its newest. */
const KEEP = [
  { format: 'yyyy-MM-dd', newest: 7 },
  { format: "kkkk-'W'WW", newest: 5 },
  { format: 'yyyy-MM', newest: 12 },
]

/** `kitbook-20261122T020000Z.db`: names sort by the moment, which is in UTC. */
export function backupName(now: Date): string {
  return `kitbook-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.db`
}

/** When the backup of this name was made; null when it is no backup of ours. */
export function momentOf(name: string): Date | null {
  const moment = new Date(name.replace(NAME, '$1-$2-$3T$4:$5:$6Z'))
  return NAME.test(name) && !Number.isNaN(moment.getTime()) ? moment : null
}

export function newestFirst(names: string[]): string[] {
  return names.filter((name) => momentOf(name)).toSorted().toReversed()
}

/**
 * Which backups have had their time. Kept are all of the newest day (24 hours), and the newest of each of the
 * last 7 days, 5 weeks and 12 months that have one: a server that was off for the summer forgets nothing by it.
 */
export function toForget(names: string[]): string[] {
  const backups = newestFirst(names)
  const kept = new Set([...ofNewestDay(backups), ...KEEP.flatMap((rule) => newestOfEach(backups, rule))])
  return backups.filter((name) => !kept.has(name))
}

function ofNewestDay(backups: string[]): string[] {
  const newest = momentOf(backups[0] ?? '')?.getTime() ?? 0
  return backups.filter((name) => newest - momentOf(name)!.getTime() < DAY)
}

function newestOfEach(backups: string[], { format, newest }: { format: string, newest: number }): string[] {
  const firsts = new Map<string, string>()
  for (const name of backups) {
    const period = DateTime.fromJSDate(momentOf(name)!, { zone: 'utc' }).toFormat(format)
    if (!firsts.has(period)) firsts.set(period, name)
  }
  return [...firsts.values()].slice(0, newest)
}

/** A night's backup is owed from 2 o'clock in London; a PC that is off at night makes it when it is next on. */
export function isBackupOwed(names: string[], now: Date): boolean {
  const today = DateTime.fromJSDate(now, { zone: 'Europe/London' }).startOf('day').set({ hour: NIGHTLY_AT })
  const due = today.toMillis() <= now.getTime() ? today : today.minus({ days: 1 })
  const newest = momentOf(newestFirst(names)[0] ?? '')
  return newest === null || newest.getTime() < due.toMillis()
}
