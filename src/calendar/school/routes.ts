import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import type { Config } from '../../config.ts'
import { NotFound } from '../../errors.ts'
import { parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { publicAddress } from '../../mail/address.ts'
import type { SpecialDay } from '../calendar.ts'
import { dayForm, halfTermLines, readLines, readWeek, yearForm } from './forms.ts'
import { importRoutes } from './import-routes.ts'
import { copiedForward, daysMeant, MOST_DAYS, readHalfTerms } from './rules.ts'
import { again, type Save, saving, type Saving, showCalendar } from './shown-routes.ts'
import { readCalendar } from './store.ts'
import { removeSpecialDay, writeClubs, writeHalfTerms, writeSlots, writeSpecialDays, writeWeek } from './write.ts'

export const calendarRoutes = ({ config }: { config: Config }): Route[] => routesThat(saving(publicAddress(config)))

const routesThat = (save: Save): Route[] => [
  get('/calendar', 'signed-in', (req, res) => showCalendar(req, res)),
  post('/calendar/half-terms', 'keep-calendar', save(halfTermsOf)),
  post('/calendar/copy', 'keep-calendar', save(copyOf)),
  post('/calendar/days', 'keep-calendar', save(daysOf)),
  post('/calendar/days/:day/removal', 'keep-calendar', save(removalOf)),
  post('/calendar/week', 'keep-calendar', save(weekOf)),
  post('/calendar/lessons', 'keep-calendar', save(lessonsOf)),
  post('/calendar/clubs', 'keep-calendar', save(clubsOf)),
  ...importRoutes(save),
]

async function halfTermsOf(req: Request, res: Response): Promise<Saving | void> {
  const parsed = parseForm(yearForm, req.body)
  if (!parsed.ok) return again(req, res, 'half_terms', parsed.form.problems)
  const { school_year } = parsed.data
  const read = halfTermLines(req.body)
  const { half_terms, problems } = readHalfTerms(school_year, read.lines)
  const wrong = read.problems.length > 0 ? read.problems : problems
  if (wrong.length > 0) return again(req, res, 'half_terms', wrong)
  return { verb: 'calendar.half-terms', done: 'half-terms', data: { school_year }, write: (db) => writeHalfTerms(db, school_year, half_terms) }
}

/** Next year from this one: only where nothing is entered yet. */
async function copyOf(req: Request): Promise<Saving> {
  const parsed = parseForm(yearForm, req.body)
  if (!parsed.ok) throw new NotFound()
  const calendar = await readCalendar(req.db)
  const { school_year } = parsed.data
  const from = `${Number(school_year.slice(0, 4)) - 1}/${school_year.slice(2, 4)}`
  const isFrom = (day: string) => day >= `${from.slice(0, 4)}-08-15` && day < `${school_year.slice(0, 4)}-08-15`
  const copied = copiedForward(calendar.half_terms.filter((half) => half.school_year === from), [...calendar.special.values()].filter(({ day }) => isFrom(day)))
  if (copied.half_terms.length === 0 || calendar.half_terms.some((half) => half.school_year === school_year)) throw new NotFound('There is nothing to copy.')
  return {
    verb: 'calendar.copied', done: 'copied', data: { school_year },
    write: async (db) => {
      await writeHalfTerms(db, school_year, copied.half_terms)
      await writeSpecialDays(db, copied.special, actorOf(req).person_id, req.now)
    },
  }
}

async function daysOf(req: Request, res: Response): Promise<Saving | void> {
  const parsed = parseForm(dayForm, req.body)
  if (!parsed.ok) return again(req, res, 'day', parsed.form.problems)
  const { first, last, kind, name, ends } = parsed.data
  const days = daysMeant(first, last ?? first)
  if (days.length > MOST_DAYS) return again(req, res, 'day', [{ name: 'last', message: `Give at most ${MOST_DAYS} days at a time` }])
  if (days.length === 0) return again(req, res, 'day', [{ name: 'first', message: 'These days are all at a weekend: give them one at a time' }])
  const rows = days.map((day): SpecialDay => ({ day, kind, name, ends: kind === 'short' ? ends : null }))
  return {
    verb: 'calendar.days', done: 'days', data: { from: days[0]!, to: days.at(-1)!, kind },
    write: (db) => writeSpecialDays(db, rows, actorOf(req).person_id, req.now),
  }
}

async function removalOf(req: Request): Promise<Saving> {
  const day = String(req.params['day'])
  if (!(await readCalendar(req.db)).special.has(day)) throw new NotFound('Nothing is said of that day.')
  return { verb: 'calendar.day removed', done: 'day-removed', data: { day }, write: (db) => removeSpecialDay(db, day) }
}

async function weekOf(req: Request, res: Response): Promise<Saving | void> {
  const { week, problems } = readWeek(req.body)
  if (problems.length > 0) return again(req, res, 'week', problems)
  return { verb: 'calendar.week', done: 'week', write: (db) => writeWeek(db, week) }
}

async function lessonsOf(req: Request, res: Response): Promise<Saving | void> {
  const { lines, problems } = readLines(req.body, true)
  if (problems.length > 0) return again(req, res, 'lessons', problems)
  return { verb: 'calendar.lessons', done: 'lessons', write: (db) => writeSlots(db, lines) }
}

async function clubsOf(req: Request, res: Response): Promise<Saving | void> {
  const { lines, problems } = readLines(req.body, false)
  if (problems.length > 0) return again(req, res, 'clubs', problems)
  return { verb: 'calendar.clubs', done: 'clubs', write: (db) => writeClubs(db, lines.map(({ weekday, name, ends }) => ({ weekday, name, ends }))) }
}

