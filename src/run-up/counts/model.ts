import { dayOf } from '../../calendar/days.ts'
import type { Db } from '../../database/open.ts'
import type { CsvColumn } from '../../http/csv.ts'
import { instantCell } from '../../http/csv.ts'
import { newFormKey } from '../../http/forms.ts'
import { listPeopleChoices } from '../../loans/choices.ts'
import { groupByHolder } from '../../end-of-day/rules.ts'
import type { Settings } from '../../settings/store.ts'
import { countsOf, readNow, type RunUpLine } from '../page.ts'
import { findCountOf, listLines, type SealedCount, type SealedLine } from './store.ts'

/** What the count before a holiday needs, while it is not sealed; `season` is null where there is none to make. */
export async function countModel(db: Db, settings: Settings, viewerId: string, now: Date) {
  const { season, standing, next } = await readNow(db, settings, now)
  const sealed = season && await findCountOf(db, season.holiday.key)
  if (!season || !standing || sealed || season.phase === 'back') return { season: null, next, sealed: sealed ?? null }
  const of = (result: RunUpLine['result']) => standing.lines.filter((line) => line.result === result)
  return {
    season, sealed: null, counts: countsOf(standing.lines), all: standing.lines.length,
    groups: groupByHolder(of('not there')).map((group) => ({ ...group, devices: group.devices.map((device) => ({ ...device, form_key: newFormKey() })) })),
    locked: of('locked up'), home: of('goes home'), away: of('away'), excused: of('excused'),
    witnesses: (await listPeopleChoices(db, dayOf(now), false)).filter(({ value }) => value !== viewerId),
  }
}

/** A device of a sealed count as it stands after the holiday. */
export type OpenedLine = SealedLine & { standing: 'not counted' | 'there' | 'not there' | 'found' | null, form_key: string }

/** What a sealed count says, and what was counted again of it. */
export async function sealedModel(db: Db, count: SealedCount, now: Date) {
  const lines = (await listLines(db, count.id, count.opened_at ?? count.sealed_at)).map((line): OpenedLine => ({ ...line, standing: standingOf(line, count), form_key: newFormKey() }))
  const of = (result: SealedLine['result']) => lines.filter((line) => line.result === result)
  const locked = of('locked up')
  return {
    count, locked, home: of('goes home'), away: of('away'), excused: of('excused'), not_there: of('not there'),
    left: locked.filter(({ again_at }) => again_at === null), again: locked.filter(({ again_at }) => again_at !== null).length,
    missing: locked.filter(({ standing }) => standing === 'not there' || standing === 'found'),
    may_open: dayOf(now) > dayOf(count.sealed_at), is_over: dayOf(now) >= count.first_day_back,
  }
}

/** What was locked up and not there when it was opened is found by being counted or seen afterwards; so is what was not there to be locked up. */
function standingOf({ result, again_at, since_at }: SealedLine, { opened_at }: SealedCount): OpenedLine['standing'] {
  if (result === 'not there') return again_at ?? since_at ? 'found' : 'not there'
  if (result !== 'locked up') return null
  if (again_at !== null && (opened_at === null || again_at <= opened_at)) return 'there'
  if (opened_at === null) return 'not counted'
  return again_at ?? since_at ? 'found' : 'not there'
}

export const CSV_COLUMNS: readonly CsvColumn<OpenedLine>[] = [
  ['Device', (line) => line.code ?? 'no longer listed'], ['Type', (line) => line.type_name], ['Serial number', (line) => line.serial], ['Sealed as', (line) => line.result],
  ['With', (line) => line.holder], ['Last seen before', (line) => instantCell(line.last_seen_at)], ['Last place', (line) => line.last_place],
  ['Counted again', (line) => instantCell(line.again_at)], ['Standing', (line) => line.standing],
]
