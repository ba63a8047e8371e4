import { ownActorOf } from '../auth/actor.ts'
import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { KIND_NAMES, KINDS } from '../people/rules.ts'
import { paperForm, unsignedQuery } from './forms.ts'
import { isUnsigned, listAsked } from './list.ts'
import { recordPaper } from './sign.ts'

/** "Signed on paper": one or, on an INSET day, everybody at once (M11). */
export const paperRoutes: Route[] = [
  get('/agreements/paper', 'record-signatures', (req, res) => show(req, res, formOf({ day: asTyped(dayOf(req.now)), person_ids: req.query['person'] }), 200)),
  post('/agreements/paper', 'record-signatures', recordThem),
]

/** Who has not signed, or with `all` whoever is asked: on an INSET day the whole staff signs anew. */
async function show(req: Request, res: Response, form: Form, status: number): Promise<void> {
  const { kind } = unsignedQuery.parse(req.query)
  const all = req.query['all'] === '1'
  const asked = await listAsked(req.db, req.now)
  const shown = asked.filter((line) => (all || isUnsigned(line) || form.values('person_ids').includes(line.id)) && (kind === '' || line.kind === kind))
  const people = shown.map(({ id, name, post, words }) => ({ value: id, label: name, hint: `${post}. ${words}` }))
  const kinds = KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))
  res.page('agreements/paper', { form, people, kinds, asked: formOf({ kind, all: all ? '1' : undefined }) }, { title: 'Signed on paper', status })
}

async function recordThem(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(paperForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form, 422)
  const { form_key, ...wish } = parsed.data
  const actor = ownActorOf(req)
  const done = await recordPaper(req.db, form_key, { ...wish, actor }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems), 422)
  res.redirect(303, '/agreements?done=paper')
}
