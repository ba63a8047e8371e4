import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { formOf } from '../http/forms.ts'
import { type Say, sayFor } from '../http/say.ts'
import type { Shown } from './forms.ts'
import { isOwed, type Period } from './rules.ts'
import { type Cell, everyDevice, type Line, readPeriods } from './standing.ts'
import { cellWords } from './words.ts'

const PER_PAGE = 50

export type GridAsked = { show: Shown, type: string, year: string, after: string }

/** What the grid is about: a school year's periods, and the one that it is now if it lies in that year. */
export type Year = { name: string, years: string[], periods: Period[], now: Period | null }

/** The year that is asked for, else today's, else the last one that is entered. */
export async function yearOf(db: Db, asked: string, now: Date): Promise<Year> {
  const all = await readPeriods(db)
  const current = all.find(({ first_day, until }) => first_day <= dayOf(now) && dayOf(now) <= until) ?? null
  const years = [...new Set(all.map(({ school_year }) => school_year))]
  const name = years.find((year) => year === asked) ?? current?.school_year ?? years.at(-1) ?? ''
  const isOpen = current !== null && current.school_year === name && current.opens <= dayOf(now)
  return { name, years, periods: all.filter(({ school_year }) => school_year === name), now: isOpen ? current : null }
}

const IS_SHOWN: Record<Exclude<Shown, 'all'>, (line: Line, i: number) => boolean> = {
  owed: ({ cells }, i) => isOwed(cells[i]!.standing),
  late: ({ cells }, i) => cells[i]!.standing === 'late',
  done: ({ cells }, i) => cells[i]!.standing === 'done' || cells[i]!.standing === 'new',
}

/** The devices of the list, by code; where no period is open, every one of them. */
export async function linesShown(db: Db, { show, type }: Pick<GridAsked, 'show' | 'type'>, { periods, now: open }: Year, now: Date): Promise<Line[]> {
  const lines = (await everyDevice(db, periods, now)).filter(({ type_id }) => type === '' || type_id === type)
  if (open === null || show === 'all') return lines
  return lines.filter((line) => IS_SHOWN[show](line, periods.indexOf(open)))
}

/** What views/password-resets/index.ejs needs: fifty devices at a time, by code. */
export async function gridModel(db: Db, { after, ...narrowed }: GridAsked, now: Date) {
  const year = await yearOf(db, narrowed.year, now)
  const lines = year.periods.length === 0 ? [] : await linesShown(db, narrowed, year, now)
  const rest = lines.filter(({ code }) => code > after)
  const shown = rest.slice(0, PER_PAGE)
  const say = sayFor(now)
  return {
    lines: shown.map((line) => rowOf(line, say)), count: lines.length, periods: year.periods, open: year.now, show: narrowed.show,
    tally: year.now && tallyOf(lines, year.periods.indexOf(year.now)), form: formOf(narrowed), asked: narrowed,
    older: rest.length > PER_PAGE ? addressOf('/password-resets', { ...narrowed, after: shown.at(-1)!.code }) : null,
    newer: after === '' ? null : addressOf('/password-resets', narrowed),
    csv: addressOf('/password-resets.csv', narrowed),
    types: (await listTypes(db)).filter(({ password_reset }) => password_reset === 1).map(({ id, name }) => ({ value: id, label: name })),
    years: year.years.map((name) => ({ value: name, label: name })),
  }
}

function rowOf({ device_id, code, type_name, borrower, keeper, cells }: Line, say: Say) {
  const words = cells.map((cell) => ({ standing: cell.standing, words: cellWords(cell, say), period: cell.period.name }))
  return { device_id, code, type_name, holder: borrower ?? keeper, cells: words, owed: cells.some(({ standing }) => isOwed(standing)) }
}

function tallyOf(lines: Line[], i: number) {
  const many = (standing: string) => lines.filter(({ cells }) => cells[i]!.standing === standing).length
  return { due: many('due'), late: many('late') }
}

export function csvColumns(periods: Period[], now: Date): CsvColumn<Line>[] {
  const say = sayFor(now)
  const cells = periods.map((period, i): CsvColumn<Line> => [period.name, ({ cells }) => cellForFile(cells[i]!, say)])
  return [['Device', ({ code }) => code], ['Type', ({ type_name }) => type_name], ['With', ({ borrower, keeper }) => borrower ?? keeper], ...cells]
}

/** In a file days are written whole. */
function cellForFile(cell: Cell, say: Say): string {
  return cell.reset ? `Done ${cell.reset.day}` : cellWords(cell, { ...say, day: (day) => day })
}
