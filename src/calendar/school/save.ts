import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import type { Act } from '../../database/act.ts'
import { type Form, formOf, parseForm, type Problem } from '../../http/forms.ts'
import { askAboutMoves } from './ask.ts'
import { changeCalendar } from './change.ts'
import { common } from './forms.ts'
import { type Forms, showCalendar } from './page.ts'

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
  return showCalendar(req, res, { [which]: formOf(req.body, problems) } as Partial<Record<keyof Forms, Form>>, summary)
}
