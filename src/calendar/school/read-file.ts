import { parse } from 'csv-parse/sync'
import ICAL from 'ical.js'
import { addDays, dayOf } from '../days.ts'
import { typedDay } from '../typed.ts'

/** Something with a name and its days, both included, as a calendar file has it. */
export type Dated = { name: string, first_day: string, last_day: string }
export type Read = { ok: true, events: Dated[] } | { ok: false, sentence: string }

const MOST = 400
const NOTHING = 'No dates were found in this file. Choose an .ics calendar, or a CSV list with the headings Name, First day, Last day.'

/** What an .ics calendar or a CSV list says, the earliest first; a sentence where it cannot be read. */
export function readDates(text: string): Read {
  const events = /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? fromIcs(text) : fromCsv(text)
  if (events === null || events.length === 0) return { ok: false, sentence: NOTHING }
  if (events.length > MOST) return { ok: false, sentence: `This calendar has more than ${MOST} events. Choose one that holds the school’s dates only.` }
  return { ok: true, events: events.toSorted((a, b) => a.first_day.localeCompare(b.first_day) || b.last_day.localeCompare(a.last_day)) }
}

function fromIcs(text: string): Dated[] | null {
  try {
    const root = new ICAL.Component(ICAL.parse(text))
    return root.getAllSubcomponents('vevent').flatMap((component) => datedOf(new ICAL.Event(component)))
  } catch {
    return null
  }
}

/** All-day events end on the day after their last one; those with times are on the day it is in school. */
function datedOf({ summary, startDate, endDate }: ICAL.Event): Dated[] {
  if (!startDate || !summary) return []
  const first_day = onDay(startDate)
  const last = !endDate ? first_day : endDate.isDate ? addDays(onDay(endDate), -1) : onDay(endDate)
  return [{ name: summary.replace(/\s+/g, ' ').trim().slice(0, 60), first_day, last_day: last < first_day ? first_day : last }]
}

function onDay(time: ICAL.Time): string {
  return time.isDate ? time.toString().slice(0, 10) : dayOf(time.toJSDate())
}

const NAME = /^(name|event|title|summary|subject|what|description|term)$/i
const FIRST = /^(first( day)?|start(s|ing)?( date| day)?|from|date|day|begin(s|ning)?)$/i
const LAST = /^(last( day)?|end(s|ing)?( date| day)?|to|until|finish(es)?)$/i

function fromCsv(text: string): Dated[] | null {
  const rows = rowsOf(text)
  const heading = rows.findIndex((row) => row.some((cell) => NAME.test(cell)) && row.some((cell) => FIRST.test(cell)))
  if (heading === -1) return null
  const at = (pattern: RegExp) => rows[heading]!.findIndex((cell) => pattern.test(cell))
  const [name, first, last] = [at(NAME), at(FIRST), at(LAST)]
  return rows.slice(heading + 1).flatMap((row) => {
    const first_day = typedDay(withoutWeekday(row[first] ?? ''))
    const last_day = last === -1 ? null : typedDay(withoutWeekday(row[last] ?? ''))
    if (!row[name] || first_day === null) return []
    return [{ name: row[name].slice(0, 60), first_day, last_day: last_day === null || last_day < first_day ? first_day : last_day }]
  })
}

function rowsOf(text: string): string[][] {
  try {
    const options = { bom: true, relax_column_count: true, relax_quotes: true, trim: true, skip_empty_lines: true, delimiter: [',', ';', '\t'] }
    return parse(text, options)
  } catch {
    return []
  }
}

function withoutWeekday(text: string): string {
  return text.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]+/i, '')
}
