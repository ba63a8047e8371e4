import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { formOf } from '../http/forms.ts'
import { dayOf } from '../calendar/days.ts'
import type { Shown } from './forms.ts'
import { everyCheck, type Line } from './standing.ts'

const PER_PAGE = 50

export type ListAsked = { show: Shown, type: string, after: string }

const IS_SHOWN: Record<Shown, (line: Line) => boolean> = {
  owed: ({ standing: { standing } }) => standing === 'owed' || standing === 'failed',
  failed: ({ standing }) => standing.standing === 'failed',
  soon: ({ standing }) => standing.standing === 'runs out soon',
  all: ({ standing }) => standing.standing !== 'not needed',
}

export async function linesShown(db: Db, { show, type }: Omit<ListAsked, 'after'>, now: Date): Promise<Line[]> {
  return (await everyCheck(db, now)).filter((line) => IS_SHOWN[show](line) && (type === '' || line.type_id === type))
}

/** What views/device-checks/list.ejs needs: fifty devices at a time, by code. */
export async function listModel(db: Db, asked: ListAsked, now: Date) {
  const { after, ...narrowed } = asked
  const lines = await linesShown(db, narrowed, now)
  const codes = [...new Set(lines.map(({ code }) => code))]
  const rest = codes.filter((code) => code > after)
  const page = rest.slice(0, PER_PAGE)
  const shown = new Set(page)
  return {
    lines: lines.filter(({ code }) => shown.has(code)), by_type: byType(lines), devices: codes.length, form: formOf(narrowed), show: asked.show,
    older: rest.length > PER_PAGE ? addressOf('/device-checks/list', { ...narrowed, after: page.at(-1) }) : null,
    newer: after === '' ? null : addressOf('/device-checks/list', narrowed),
    csv: addressOf('/device-checks/list.csv', narrowed),
    types: (await listTypes(db)).map(({ id, name }) => ({ value: id, label: name })),
  }
}

function byType(lines: Line[]): { name: string, count: number }[] {
  const counts = new Map<string, number>()
  for (const { type_name } of lines) counts.set(type_name, (counts.get(type_name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count }))
}

export const CSV_COLUMNS: readonly CsvColumn<Line>[] = [
  ['Device', ({ code }) => code], ['Type', ({ type_name }) => type_name], ['Check', ({ kind_name }) => kind_name],
  ['Standing', ({ words }) => words], ['Last found', ({ finding }) => finding], ['Last checked', ({ at }) => at && dayOf(at)],
  ['By', ({ check_id, by_name }) => check_id && (by_name ?? 'former staff')], ['Valid until', ({ valid_until }) => valid_until],
  ['Note', ({ note }) => note],
]
