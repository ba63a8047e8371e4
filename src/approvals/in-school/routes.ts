import type { Request, Response } from 'express'
import { z } from 'zod'
import { dayOf } from '../../calendar/days.ts'
import { asTyped } from '../../calendar/typed.ts'
import { formKey, neededDay, neededLine } from '../../http/fields.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { askToBorrow } from './ask.ts'
import { NOT_STAFF } from './rules.ts'
import { listOfKinds } from './store.ts'

/** Asking on a helper's behalf that they may borrow in school at all, where the school wants that (M7). */
export const inSchoolRoutes = (address: string): Route[] => [
  get('/approvals/in-school/new', 'book-out', (req, res) => show(req, res, formOf({ person_id: req.query['person'], from_day: asTyped(dayOf(req.now)) }))),
  post('/approvals/in-school', 'book-out', (req, res) => ask(req, res, address)),
]

const askForm = z.object({
  person_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who borrows')),
  from_day: neededDay('Enter the first day'),
  until_day: neededDay('Enter the last day'),
  why: neededLine('Say what they do', 200),
  form_key: formKey,
})

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const { permission_to_borrow } = req.school.settings
  const kinds = NOT_STAFF.filter((kind) => permission_to_borrow[kind])
  const here = kinds.length === 0 ? [] : await listOfKinds(req.db, kinds, dayOf(req.now))
  res.page('approvals/in-school', { form, people: here.filter(({ value }) => value !== req.viewer!.person_id), is_wanted: kinds.length > 0 },
    { title: 'Ask that somebody may borrow', status: form.problems.length > 0 ? 422 : 200 })
}

async function ask(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(askForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, ...wish } = parsed.data
  const asked = await askToBorrow(req.db, form_key, { ...wish, asker_id: req.viewer!.person_id, address }, req.now)
  if ('problems' in asked) return show(req, res, formOf(req.body, asked.problems))
  res.redirect(303, `/approvals/${asked.approval_id}?done=asked`)
}
