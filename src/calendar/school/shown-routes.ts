// What the routes of the calendar share: the page, the page again, and the question about open loans.
import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import type { Act } from '../../database/act.ts'
import { formOf, newFormKey, parseForm, type Problem } from '../../http/forms.ts'
import type { Handler } from '../../http/routes.ts'
import { changeCalendar, type Effects } from './change.ts'
import { common } from './forms.ts'
import { calendarModel, type Forms } from './page.ts'

const DONE: Record<string, string> = {
  'half-terms': 'The half-terms are saved.', 'copied': 'Last year’s dates are copied, 52 weeks on. Put right what differs.',
  'days': 'The calendar is changed.', 'day-removed': 'That day is like any other again.', 'week': 'The times of the week are saved.',
  'lessons': 'The lessons are saved.', 'clubs': 'The clubs are saved.', 'bank-holidays': 'The bank holidays are brought in.',
  'imported': 'The dates are brought in.',
}

export async function showCalendar(req: Request, res: Response, refused: Partial<Forms> = {}, problems: Problem[] = []): Promise<void> {
  const year = String(req.query['year'] ?? (req.body as Record<string, unknown> | undefined)?.['school_year'] ?? '')
  const model = await calendarModel(req.db, { year, roles: req.viewer!.roles, now: req.now }, refused, problems)
  res.page('calendar/index', model, { title: `Calendar ${model.year}`, status: problems.length > 0 ? 422 : 200, ...noticeOf(req) })
}

function noticeOf(req: Request): { notice?: string } {
  const notice = DONE[String(req.query['done'])]
  const [moved, cancelled] = [Number(req.query['moved']), Number(req.query['cancelled'])]
  if (notice === undefined) return {}
  const more = [
    ...moved > 0 ? [`${moved} open ${moved === 1 ? 'loan is' : 'loans are'} due at another time.`] : [],
    ...cancelled > 0 ? [`${cancelled} ${cancelled === 1 ? 'reservation is' : 'reservations are'} cancelled.`] : [],
  ]
  return { notice: [notice, ...more].join(' ') }
}

export type Saving = { verb: string, done: string, write: (db: Act) => Promise<void>, data?: Record<string, string | number> }

/** Makes a handler that saves what was read; whatever reads it answers itself where it cannot be. */
export type Save = (read: (req: Request, res: Response) => Promise<Saving | void>) => Handler

/** `address` is the school's own, for letters. */
export function saving(address: string): Save {
  return (read) => async (req, res) => {
    const wanted = await read(req, res)
    if (wanted) await save(req, res, address, wanted)
  }
}

/** One change of the calendar: asked about if it moves loans or leaves reservations without a lesson, else written and said. */
async function save(req: Request, res: Response, address: string, { verb, done, write, data = {} }: Saving): Promise<void> {
  const parsed = parseForm(common, req.body)
  if (!parsed.ok) return showCalendar(req, res, {}, parsed.form.problems)
  const { form_key: key, choice } = parsed.data
  const { form_key: _, choice: __, ...fields } = req.body as Record<string, unknown>
  const change = { key, fields, choice, actor: actorOf(req), address, write, event: { verb, data } }
  const changed = await changeCalendar(req.db, change, req.now)
  if ('asked' in changed) return ask(req, res, changed.asked)
  const { moved, cancelled } = changed
  const year = typeof fields['school_year'] === 'string' ? { year: fields['school_year'] } : {}
  const query = new URLSearchParams({ ...year, done, ...moved > 0 && { moved: String(moved) }, ...cancelled > 0 && { cancelled: String(cancelled) } })
  res.redirect(303, `/calendar?${query.toString()}`)
}

/** Several forms of the page have fields of the same name; their ids differ. */
const PREFIX: Partial<Record<keyof Forms, string>> = { week: 'week-', lessons: 'lesson-', clubs: 'club-' }

/** The page again with one of its forms refused. */
export function again(req: Request, res: Response, which: keyof Forms, problems: Problem[]): Promise<void> {
  const summary = problems.map(({ name, message }) => ({ name: `${PREFIX[which] ?? ''}${name}`, message }))
  return showCalendar(req, res, { [which]: formOf(req.body, problems) }, summary)
}

const KEPT = /^(school_year|first|last|kind|name|ends|(name|first|last|starts|ends|weekdays|as)_\d{1,3})$/

/** The most reservations that the question names. */
const MOST_NAMED = 40

/** Shows which open loans a change would move, and which reservations it leaves without a lesson, and asks; what was typed goes with the answer. */
function ask(req: Request, res: Response, { moves, lost }: Effects): void {
  const body = req.body as Record<string, unknown>
  const kept = Object.entries(body).filter(([name]) => KEPT.test(name))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))
  const back = `/calendar${typeof body['school_year'] === 'string' ? `?year=${encodeURIComponent(body['school_year'])}` : ''}`
  const title = moves.length > 0 ? 'Open loans would be due at another time' : 'Reservations would have no lesson'
  res.page('calendar/ask', { title, moves, lost: lost.slice(0, MOST_NAMED), more_lost: Math.max(0, lost.length - MOST_NAMED), kept, action: req.path, back, form_key: newFormKey() }, { title })
}
