import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { listTypes } from '../device-types/store.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { askApproval } from './ask.ts'
import { askForm } from './forms.ts'
import { listPeopleHere } from './store.ts'

/** Asking for permission: on one's own account, or for somebody else by those who book out for others. */
export const askRoutes = (address: string): Route[] => [
  get('/approvals/new', 'book-out', (req, res) => show(req, res, formOf(typedAtFirst(req)))),
  post('/approvals', 'book-out', (req, res) => ask(req, res, address)),
]

function typedAtFirst({ query, viewer, now }: Request): Record<string, unknown> {
  const { device, type, person } = query
  return { codes: device, type_id: type, person_id: person ?? viewer!.person_id, from_day: asTyped(dayOf(now)) }
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const { settings: { ask_personal_data, ask_video_calls, field_is_on_site, permission_to_borrow } } = req.school
  const asksAlways = ask_personal_data || ask_video_calls
  const types = (await listTypes(req.db)).filter(({ off_site }) => off_site !== 'no' && (off_site !== 'yes' || asksAlways))
  const people = can(req.viewer!.roles, 'book-out-for-others') ? await listPeopleHere(req.db, dayOf(req.now)) : []
  res.page('approvals/new', {
    form, people, helpers_ask: Object.keys(permission_to_borrow).length > 0, ask_personal_data, ask_video_calls, field_is_on_site, types: types.map(({ id, name }) => ({ value: id, label: `Any ${name}` })),
  }, { title: 'Ask for permission', status: form.problems.length > 0 ? 422 : 200 })
}

async function ask(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(askForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, person_id, ...wish } = parsed.data
  const { ask_personal_data, ask_video_calls } = req.school.settings
  const own = req.viewer!.person_id
  const asked = await askApproval(req.db, form_key, {
    ...wish, person_id: can(req.viewer!.roles, 'book-out-for-others') ? person_id ?? own : own, trip_id: null,
    carries_personal_data: ask_personal_data ? wish.carries_personal_data : 0, video_calls: ask_video_calls ? wish.video_calls : 0,
    actor: { ...actorOf(req), person_id: own }, address,
  }, req.now)
  if ('problems' in asked) return show(req, res, formOf(req.body, asked.problems))
  res.redirect(303, `/approvals/${asked.approval_id}?done=asked`)
}
