import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { get, post, type Route } from '../http/routes.ts'
import { acceptForm } from './forms.ts'
import { findTerms } from './store.ts'
import { acceptedThisYear, acceptTerms, termLines } from './terms.ts'

/** The terms of due care, accepted on one's own account (M6, M22). */
export const termsRoutes: Route[] = [
  get('/off-site/terms', 'book-out', (req, res) => show(req, res, formOf())),
  post('/off-site/terms', 'book-out', accept),
]

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const accepted = await acceptedThisYear(req.db, req.viewer!.person_id, dayOf(req.now)) !== null
  const done = req.query['done'] === 'accepted' && form.problems.length === 0
  res.page('off-site/terms', { lines: termLines((await findTerms(req.db))!.text), accepted, form }, {
    title: 'Taking devices off-site', status: form.problems.length > 0 ? 422 : 200, ...done && { notice: 'You have accepted the terms for this school year.' },
  })
}

async function accept(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(acceptForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { person_id } = req.viewer!
  await actOnce(req.db, parsed.data.form_key, { accept: person_id }, req.now,
    (db) => acceptTerms(db, { person_id, how: 'own account', desk_id: null }, req.now))
  res.redirect(303, '/off-site/terms?done=accepted')
}
