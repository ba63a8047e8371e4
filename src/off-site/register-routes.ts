import type { Request, Response } from 'express'
import { addDays, dayOf } from '../calendar/days.ts'
import { asTyped, typedDay } from '../calendar/typed.ts'
import { sendCsv } from '../http/csv.ts'
import { formOf } from '../http/forms.ts'
import { get, type Route } from '../http/routes.ts'
import { REGISTER_COLUMNS, registerOf } from './register.ts'

/** The off-site register: now and on any past day, on paper for the insurer, and as CSV (M6). */
export const registerRoutes: Route[] = [
  get('/off-site', 'read-book', register),
  get('/off-site.csv', 'read-book', registerCsv),
]

type Asked = { day: string, problem: string | null }

/** The day that is asked for; today where none is, or where it is none of the past. */
function dayAsked(req: Request): Asked {
  const [today, typed] = [dayOf(req.now), String(req.query['day'] ?? '').trim()]
  if (typed === '') return { day: today, problem: null }
  const day = typedDay(typed)
  if (day === null) return { day: today, problem: 'Write a day such as 17 3 2027' }
  return day > today ? { day: today, problem: 'That day is still to come' } : { day, problem: null }
}

async function register(req: Request, res: Response): Promise<void> {
  const { day, problem } = dayAsked(req)
  const today = dayOf(req.now)
  const form = formOf({ day: problem ? req.query['day'] : asTyped(day) }, problem ? [{ name: 'day', message: problem }] : [])
  res.page('off-site/register', {
    ...await registerOf(req.db, day, req.now), day, today, before: addDays(day, -1), after: day < today ? addDays(day, 1) : null,
    form, wording: req.school.settings.insurer_wording, now: req.now.toISOString(), by: req.viewer!.name,
  }, { title: 'Off-site register', status: problem ? 422 : 200 })
}

async function registerCsv(req: Request, res: Response): Promise<void> {
  const { day } = dayAsked(req)
  const { lines } = await registerOf(req.db, day, req.now)
  await sendCsv(res, `off-site-${day}`, REGISTER_COLUMNS, [lines])
}
