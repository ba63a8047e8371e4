import { nextStaffDay, previousStaffDay } from '../calendar/calendar.ts'
import { at, dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import { addressOf } from '../http/address.ts'
import { listSetNames } from '../sets/store.ts'
import { lessonsOf } from './lessons.ts'
import { linesOf } from './lines.ts'
import { freeOf, inTheWay, type Lesson } from './rules.ts'
import type { When } from './standing.ts'
import { type Day, readDays } from './stock.ts'

/** One lesson of one row; `href` where it can be reserved still. */
export type Cell = { lesson: string, words: string, href: string | null }
export type AvailabilityRow = { name: string, cells: Cell[] }

/** What views/reservations/index.ejs shows of a day (YYYY-MM-DD): what can be had in each lesson, and what is reserved. */
export async function dayModel(db: Db, day: string, when: When) {
  const { now, calendar } = when
  const found = (await readDays(db, day, day, when))(day)
  const lessons = lessonsOf(day, calendar)
  const open = lessons.map((lesson) => ({ ...lesson, starts_at: at(day, lesson.starts), over: at(day, lesson.ends) <= now.toISOString() }))
  const sets = (await listSetNames(db)).filter(({ id }) => found.stock.some(({ set_id }) => set_id === id))
  const types = (await listTypes(db)).filter(({ id }) => found.stock.some(({ type_id }) => type_id === id))
  const rows = [...types.map(({ id, name }) => typeRow(id, name, open, day, found)), ...sets.map(({ id, name }) => setRow(id, name, open, day, found))]
  return {
    day, lessons: open, rows, reserved: linesOf(found.rows, when),
    before: day > dayOf(now) ? addressOf('/reservations', { day: previousStaffDay(day, calendar) }) : null,
    after: addressOf('/reservations', { day: nextStaffDay(day, calendar) }),
  }
}

type Open = Lesson & { over: boolean }

function typeRow(id: string, name: string, lessons: Open[], day: string, { stock, wants }: Day): AvailabilityRow {
  const all = stock.filter(({ type_id }) => type_id === id).length
  return {
    name, cells: lessons.map((lesson) => {
      const free = freeOf(id, lesson, stock, wants)
      return cellOf(lesson, freeWords(free, all), free > 0, { day, what: `type:${id}` })
    }),
  }
}

/** What was reserved before a device broke or was lost can be more than there is. */
function freeWords(free: number, all: number): string {
  if (free < 0) return `${-free} too few`
  return free > 0 ? `${free} of ${all} free` : 'none free'
}

function setRow(id: string, name: string, lessons: Open[], day: string, { stock, wants, rows }: Day): AvailabilityRow {
  return {
    name, cells: lessons.map((lesson) => {
      const { taken, away, short } = inTheWay({ id: '', type_id: null, set_id: id, device_id: null, wanted: 1, ...lesson }, stock, wants)
      const by = rows.find((row) => taken.includes(row.id))
      const words = by ? `reserved by ${by.person}` : away ? 'not in the suite' : short.length > 0 ? 'some are reserved' : 'free'
      return cellOf(lesson, words, words === 'free', { day, what: `set:${id}` })
    }),
  }
}

function cellOf({ name, starts, over }: Open, words: string, free: boolean, asked: { day: string, what: string }): Cell {
  if (over) return { lesson: name, words: 'over', href: null }
  return { lesson: name, words, href: free ? addressOf('/reservations/new', { ...asked, lessons: starts }) : null }
}
