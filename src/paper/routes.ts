import { ownActorOf } from '../auth/actor.ts'
import type { Request, Response } from 'express'
import { asTyped, typedDay } from '../calendar/typed.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { listCurrentClasses } from '../classes/store.ts'
import { listClassCards } from '../desk/store.ts'
import { listOutNow } from '../desk/screen-store.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { listToCollect } from '../reservations/to-collect.ts'
import { type Entered, enterSheet } from './enter.ts'
import { backsOf, linesOf, numbers, paperForm } from './forms.ts'
import { BACK_LINES, readSheet, ruledLines } from './rules.ts'
import { listPeopleHere } from './store.ts'

export const paperRoutes: Route[] = [
  get('/paper', 'book-out-for-others', (req, res) => show(req, res, formOf({ day: asTyped(dayAsked(req)) }), 200)),
  post('/paper', 'book-out-for-others', enter),
  get('/paper/sheet', 'book-out', sheet),
]

/** The day of the sheet that is being written in, so that its next lines need not say it again. */
function dayAsked(req: Request): string {
  return typedDay(String(req.query['day'] ?? '')) ?? dayOf(req.now)
}

async function show(req: Request, res: Response, form: Form, status: number): Promise<void> {
  const today = dayOf(req.now)
  const [people, classes] = [await listPeopleHere(req.db, today), await listCurrentClasses(req.db, today)]
  const purposes = [...new Set((await listClassCards(req.db, today)).map(({ purpose }) => purpose))]
  const entered = Number(req.query['entered'])
  const notice = entered > 0 ? `${entered} ${entered === 1 ? 'entry is' : 'entries are'} in the book, marked as from paper.` : undefined
  const model = { form, people, classes, purposes, numbers: numbers(), backs: numbers(BACK_LINES), goes_on: entered > 0 }
  res.page('paper/index', model, { title: 'Write in from paper', status, ...notice && { notice } })
}

async function enter(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(paperForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form, 422)
  const { form_key, day, ...fields } = parsed.data
  const { entries, returns, problems } = readSheet(day, linesOf(fields), backsOf(fields), await readCalendar(req.db), req.now)
  const actor = ownActorOf(req)
  const done: Entered = problems.length > 0 ? { problems, entered: 0 } : await enterSheet(req.db, form_key, { entries, returns, actor }, req.now)
  if (done.problems.length > 0) return show(req, res, formOf({ ...parsed.data, ...done.usual }, done.problems), 422)
  res.redirect(303, `/paper?entered=${done.entered}&day=${typedDay(day)}`)
}

const MOST_OUT = 60
const MOST_RESERVED = 30

/** The sheet to print before or during a power cut: what is out now and reserved for later today, then ruled lines as in the old book. */
async function sheet(req: Request, res: Response): Promise<void> {
  const out = await listOutNow(req.db, MOST_OUT + 1)
  const reserved = await listToCollect(req.db, req.now)
  const shown = { out: out.slice(0, MOST_OUT), more: out.length > MOST_OUT, reserved: reserved.slice(0, MOST_RESERVED), more_reserved: reserved.length > MOST_RESERVED }
  const model = { ...shown, ...ruledLines(shown.out.length, shown.reserved.length), now: req.now.toISOString() }
  res.page('paper/sheet', model, { title: 'A sheet for a power cut' })
}
