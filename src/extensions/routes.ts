import type { Request, Response } from 'express'
import { isFirstDayBack } from '../calendar/due.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { findEntry } from '../corrections/store.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { extenderOf, extendLoan, factsOf } from './extend.ts'
import { extendForm } from './forms.ts'
import { extended } from './rules.ts'

export const extensionRoutes: Route[] = [
  get('/loans/:id/extend', 'book-out', (req, res) => show(req, res)),
  post('/loans/:id/extend', 'book-out', extend),
]

/** Whoever may not see others' entries sees none of anybody else's. */
async function entryOf(req: Request) {
  const entry = await findEntry(req.db, String(req.params['id']))
  const by = extenderOf(req.viewer!)
  if (!entry || !by.is_lead && entry.borrower_id !== by.person_id) throw new NotFound('There is no such entry of yours in the book.')
  return { entry, by }
}

async function show(req: Request, res: Response, form: Form = formOf()): Promise<void> {
  const { entry, by } = await entryOf(req)
  const calendar = await readCalendar(req.db)
  const outcome = extended(await factsOf(req.db, entry, { by, wanted: null }), calendar, req.now)
  const next = 'due_at' in outcome ? { due_at: outcome.due_at, first_day_back: isFirstDayBack(outcome.due_at, req.now.toISOString(), calendar) } : null
  const refusals = 'refusals' in outcome ? outcome.refusals : []
  const status = form.problems.length > 0 ? 422 : 200
  res.page('extensions/new', { entry, form, next, refusals, may_type: by.is_lead }, { title: `Keep ${entry.code} longer`, status })
}

async function extend(req: Request, res: Response): Promise<void> {
  const { entry, by } = await entryOf(req)
  const parsed = parseForm(extendForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, wanted } = parsed.data
  const outcome = await extendLoan(req.db, form_key, { loan_id: entry.id, by, wanted }, req.now)
  if ('refusals' in outcome) return show(req, res, formOf(req.body, outcome.refusals))
  res.redirect(303, `/devices/${entry.code}?loan=${entry.id}`)
}
