import type { Request, Response } from 'express'
import { ownActorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { staffDayFrom } from '../calendar/calendar.ts'
import { at, dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { asTyped, typedDay } from '../calendar/typed.ts'
import { listTypes } from '../device-types/store.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { listClassChoices, listOwnPurposes, listPeopleChoices } from '../loans/choices.ts'
import { listSetNames } from '../sets/store.ts'
import { reserveForm } from './forms.ts'
import { lessonsOf } from './lessons.ts'
import type { What } from './meant.ts'
import { reserve } from './reserve.ts'

/** Reserving: on one's own account, or for somebody else by those who book out for others. */
export const reserveRoutes = (address: string): Route[] => [
  get('/reservations/new', 'book-out', async (req, res) => show(req, res, formOf(await typedAtFirst(req)))),
  post('/reservations', 'book-out', (req, res) => make(req, res, address)),
]

async function typedAtFirst({ db, query, viewer, now }: Request): Promise<Record<string, unknown>> {
  const calendar = await readCalendar(db)
  const asked = typedDay(String(query['day'] ?? ''))
  const day = asked ?? staffDayFrom(dayOf(now), calendar)
  return { person_id: viewer!.person_id, ...query, day: asTyped(day) }
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const { db, viewer, now } = req
  const [day, calendar] = [typedDay(form.value('day')) ?? dayOf(now), await readCalendar(db)]
  const types = (await listTypes(db)).map(({ id, name }) => ({ value: `type:${id}`, label: name }))
  const sets = (await listSetNames(db)).map(({ id, name, code }) => ({ value: `set:${id}`, label: `${name} (${code}), all of it` }))
  const for_others = can(viewer!.roles, 'book-out-for-others')
  const own = form.value('person_id') || viewer!.person_id
  res.page('reservations/new', {
    form, day, lessons: lessonsOf(day, calendar).map(({ name, starts, ends }) => ({ value: starts, name, starts_at: at(day, starts), ends_at: at(day, ends) })),
    choices: [...types, ...sets, { value: 'device', label: 'One device, by its code' }], people: for_others ? await listPeopleChoices(db, day, false) : [],
    classes: await listClassChoices(db, own, day), purposes: await listOwnPurposes(db, own),
  }, { title: 'Reserve', status: form.problems.length > 0 ? 422 : 200 })
}

async function make(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(reserveForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, what, code, person_id, ...wish } = parsed.data
  const own = req.viewer!.person_id
  const made = await reserve(req.db, form_key, {
    ...wish, what: whatOf(what, code), person_id: can(req.viewer!.roles, 'book-out-for-others') ? person_id ?? own : own, actor: ownActorOf(req), address,
  }, req.now)
  if ('problems' in made) return show(req, res, formOf(req.body, made.problems))
  res.redirect(303, `/reservations/${made.first}?done=made`)
}

function whatOf(what: string, code: string): What {
  const id = what.slice(what.indexOf(':') + 1)
  if (what.startsWith('type:')) return { type_id: id }
  return what.startsWith('set:') ? { set_id: id } : { code }
}
