import type { Say } from '../http/say.ts'
import type { Standing } from './rules.ts'

/** Where a device stands with a check, in a few words. */
export function standingWords(standing: Standing, { day }: Pick<Say, 'day'>): string {
  switch (standing.standing) {
    case 'holds': return `Holds until ${day(standing.until)}`
    case 'runs out soon': return `Runs out ${day(standing.until)}`
    case 'failed': return `Failed: ${standing.finding}`
    case 'owed': return standing.since === null ? 'Owed' : `Owed, ran out ${day(standing.since)}`
    case 'not needed': return 'Not needed'
  }
}
