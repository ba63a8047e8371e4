// What the routes of the calendar share: the page, the page again, and the question about open loans.
import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import type { Act } from '../../database/act.ts'
import { formOf, newFormKey, parseForm, type Problem } from '../../http/forms.ts'
import type { Move } from '../../loans/move-due.ts'
import { changeCalendar } from './change.ts'
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
  const moved = Number(req.query['moved'])
  if (notice === undefined) return {}
  return { notice: moved > 0 ? `${notice} ${moved} open ${moved === 1 ? 'loan is' : 'loans are'} due at another time.` : notice }
}

type Saving = { verb: string, done: string, write: (db: Act) => Promise<void>, data?: Record<string, string | number> }

/** One change of the calendar: asked about if it moves loans, else written and said. */
export async function save(req: Request, res: Response, { verb, done, write, data = {} }: Saving): Promise<void> {
  const parsed = parseForm(common, req.body)
  if (!parsed.ok) return showCalendar(req, res, {}, parsed.form.problems)
  const { form_key: key, choice } = parsed.data
  const { form_key: _, choice: __, ...fields } = req.body as Record<string, unknown>
  const change = { key, fields, choice, actor: actorOf(req), write, event: { verb, data } }
  const { asked, moves } = await changeCalendar(req.db, change, req.now)
  if (asked) return askAboutMoves(req, res, moves)
  const year = typeof fields['school_year'] === 'string' ? { year: fields['school_year'] } : {}
  const query = new URLSearchParams({ ...year, done, ...moves.length > 0 && { moved: String(moves.length) } })
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

/** Shows which open loans a change would move, and asks; what was typed goes with the answer. */
function askAboutMoves(req: Request, res: Response, moves: Move[]): void {
  const body = req.body as Record<string, unknown>
  const kept = Object.entries(body).filter(([name]) => KEPT.test(name))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))
  const back = `/calendar${typeof body['school_year'] === 'string' ? `?year=${encodeURIComponent(body['school_year'])}` : ''}`
  res.page('calendar/ask', { moves, kept, action: req.path, back, form_key: newFormKey() }, { title: 'Open loans would be due at another time' })
}
