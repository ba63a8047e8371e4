import { dayOf } from '../../calendar/days.ts'
import type { Act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import { type Actor, record } from '../../events/record.ts'
import type { Problem } from '../../http/forms.ts'
import { actOnce } from '../../http/once.ts'
import { listPeopleChoices } from '../../loans/choices.ts'
import type { Settings } from '../../settings/store.ts'
import { countsOf, readNow, type RunUpLine } from '../page.ts'
import { findCountOf, insertCount, insertLines } from './store.ts'

export type Sealing = { place: string, witness_id: string, actor: Actor & { person_id: string }, settings: Settings }
export type Sealed = { count_id: string } | { problems: Problem[] }

/** Seals what was counted and locked up before a holiday, with a line for every device in use: from then on it stands. One for each holiday. */
export function sealCount(db: Db, key: string, { settings, ...wish }: Sealing, now: Date): Promise<Sealed> {
  return actOnce(db, key, wish, now, (db) => seal(db, { settings, ...wish }, now), (sealed) => 'count_id' in sealed)
}

async function seal(db: Act, { place, witness_id, actor, settings }: Sealing, now: Date): Promise<Sealed> {
  const { season, standing } = await readNow(db, settings, now)
  if (!season || !standing || season.phase === 'back') return refused('', 'There is no long holiday ahead, so nothing is sealed')
  if (await findCountOf(db, season.holiday.key)) return refused('', 'The count of this holiday is sealed already')
  const problems = await problemsOf(db, standing.lines, { witness_id, own: actor.person_id }, now)
  if (problems.length > 0) return { problems }
  const { key, name, last_day, first_day_back } = season.holiday
  const [id, counts] = [newId(), countsOf(standing.lines)]
  await insertCount(db, {
    id, holiday: key, name, last_day, first_day_back, place, sealed_at: now.toISOString(), sealed_by_id: actor.person_id, witness_id, ...counts,
    opened_at: null, opened_by_id: null, missing_count: null,
  })
  await insertLines(db, standing.lines.map((line) => lineOf(id, line)))
  await record(db, actor, now, { verb: 'holiday count.sealed', subject: 'holiday', subject_id: id, data: { holiday: key, witness_id, ...counts } })
  return { count_id: id }
}

const refused = (name: string, message: string): Sealed => ({ problems: [{ name, message }] })

async function problemsOf(db: Act, lines: RunUpLine[], { witness_id, own }: { witness_id: string, own: string }, now: Date): Promise<Problem[]> {
  const known = (await listPeopleChoices(db, dayOf(now), false)).some(({ value }) => value === witness_id)
  return [
    lines.some(({ result }) => result === 'locked up') ? null : { name: 'sweep', message: 'Count something in first: nothing is locked up yet' },
    known ? null : { name: 'witness_id', message: 'Choose somebody from the list' },
    witness_id === own ? { name: 'witness_id', message: 'Choose somebody else: whoever seals it cannot witness it' } : null,
  ].filter((problem) => problem !== null)
}

function lineOf(count_id: string, { device_id, result, reason, loan_id, borrower_id, keeper_id, last_seen_at, last_place }: RunUpLine) {
  return { count_id, device_id, result, reason, loan_id, holder_id: borrower_id ?? keeper_id, last_seen_at, last_place, again_at: null, again_by_id: null }
}
