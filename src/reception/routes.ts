import type { Request, Response } from 'express'
import { isMissing } from '../agreements/rules.ts'
import { standingFor } from '../agreements/standing.ts'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { findPerson, type Person } from '../people/store.ts'
import { arrive } from './arrive.ts'
import { arrivalForm, arrivalQuery } from './forms.ts'
import { choicesFor, listFound, nextCard, receptionModel } from './page.ts'
import { hasLeft } from './rules.ts'

/** The one screen at reception: a name, a card for today, who answers, and on to the agreement (M20). */
export const receptionDeskRoutes: Route[] = [
  get('/reception', 'edit-people', showReception),
  get('/reception/new', 'edit-people', askArrival),
  post('/reception', 'edit-people', welcome),
]

const DONE: Record<string, string> = { given: 'The card is theirs until the end of today.', back: 'The card is back.' }

/** A name that nobody has here goes straight on to the form. */
async function showReception(req: Request, res: Response): Promise<void> {
  const { name } = arrivalQuery.parse(req.query)
  const found = name.trim() === '' ? [] : await listFound(req.db, name, req.now)
  if (name.trim() !== '' && found.length === 0) return res.redirect(303, `/reception/new?${new URLSearchParams({ name: name.trim() }).toString()}`)
  const notice = DONE[String(req.query['done'])]
  const model = await receptionModel(req.db, req.viewer!, req.school.settings, req.now)
  res.page('reception/index', { ...model, found, form: formOf({ name }) }, { title: 'Reception', ...notice !== undefined && { notice } })
}

async function askArrival(req: Request, res: Response): Promise<void> {
  const { name, person: id } = arrivalQuery.parse(req.query)
  const person = id === undefined ? null : await findPerson(req.db, id)
  await showForm(req, res, person, formOf(await typedAtFirst(req, person, name.trim())))
}

async function typedAtFirst({ db, now }: Request, person: Person | null, name: string): Promise<Record<string, unknown>> {
  const today = dayOf(now)
  const isHere = person !== null && !hasLeft(person, today)
  return { name, number: await nextCard(db, now), kind: kindAtFirst(person, isHere), last_day: isHere ? asTyped(person.last_day) : asTyped(today) }
}

/** Whoever worked here and left comes back as supply most of all. */
function kindAtFirst(person: Person | null, isHere: boolean): string {
  return person && (isHere || person.kind !== 'staff') ? person.kind : 'supply'
}

async function showForm(req: Request, res: Response, person: Person | null, form: Form): Promise<void> {
  const choices = await choicesFor(req.db, person, req.now)
  const title = person === null ? 'Somebody new at reception' : `${person.name} at reception`
  res.page('reception/new', { form, title, person: person && { id: person.id, name: person.name }, ...choices }, { title, status: form.problems.length > 0 ? 422 : 200 })
}

async function welcome(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(arrivalForm, req.body)
  const again = async (form: Form) => showForm(req, res, form.value('person_id') ? await findPerson(req.db, form.value('person_id')) : null, form)
  if (!parsed.ok) return again(parsed.form)
  const { form_key, ...fields } = parsed.data
  const arrived = await arrive(req.db, form_key, { ...fields, actor: actorOf(req) }, req.now)
  if ('problems' in arrived) return again(formOf(req.body, arrived.problems))
  const unsigned = isMissing(await standingFor(req.db, arrived.person_id, req.now))
  res.redirect(303, unsigned ? `/agreements/reception?person=${arrived.person_id}` : '/reception?done=given')
}
