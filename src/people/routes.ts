import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { listCurrentClasses } from '../classes/store.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { giveBadge, takeBadge } from './badge.ts'
import { badgeForm, listQuery, newPersonForm, personForm, rolesForm } from './forms.ts'
import { CSV_COLUMNS, everyPage, listModel } from './list.ts'
import { type Asked, personPage } from './page.ts'
import { changeRoles } from './roles.ts'
import { KIND_NAMES, KINDS } from './rules.ts'
import { addPerson, changePerson } from './save.ts'
import { findPerson, listClassesOf, type Person } from './store.ts'

export const peopleRoutes: Route[] = [
  get('/people', 'see-people', showList),
  get('/people.csv', 'see-people', sendList),
  get('/people/new', 'edit-people', (_req, res) => showForm(res, formOf({ kind: 'staff' }), 200, null)),
  post('/people', 'edit-people', add),
  get('/people/:id', 'see-people', (req, res) => showPerson(req, res, {})),
  get('/people/:id/edit', 'edit-people', askChange),
  post('/people/:id', 'edit-people', change),
  post('/people/:id/badge', 'edit-people', badge),
  post('/people/:id/badge/removal', 'edit-people', noBadge),
  post('/people/:id/roles', 'grant-roles', roles),
]

async function showList(req: Request, res: Response): Promise<void> {
  const { after, before, ...filter } = listQuery.parse(req.query)
  const model = await listModel(req.db, req.viewer!, filter, { after, before }, req.now)
  res.page('people/index', model, { title: 'People', fragment: 'people/_list' })
}

async function sendList(req: Request, res: Response): Promise<void> {
  const { after: _, before: __, ...filter } = listQuery.parse(req.query)
  await sendCsv(res, `people-${dayOf(req.now)}`, CSV_COLUMNS, everyPage(req.db, filter, req.now))
}

const DONE: Record<string, string> = {
  added: 'The person is added.', changed: 'The changes are saved.', badge: 'The badge is saved. Print it under Labels.',
  'no-badge': 'The badge is gone: nobody knows its code any more.',
  roles: 'The roles are saved. Wherever they were signed in, they sign in again.',
  offered: 'It is offered to others. Whoever takes it over first has it.',
  'second-step': 'Their two-step sign-in is reset, and they are signed out everywhere.',
  closed: 'The account is closed and signed out everywhere.', 'sign-in-email': 'From now on they sign in with the new address.',
}

async function showPerson(req: Request, res: Response, forms: Omit<Asked, 'before'>): Promise<void> {
  const before = typeof req.query['before'] === 'string' ? req.query['before'] : null
  const model = await personPage(req.db, req.viewer!, req.params['id'], { before, ...forms }, req.now)
  const notice = DONE[String(req.query['done'])]
  const status = model.form.problems.length > 0 ? 422 : 200
  res.page('people/view', model, { title: model.person.name, status, fragment: 'people/_past', ...notice !== undefined && { notice } })
}

async function showForm(res: Response, form: Form, status: number, person: Person | null): Promise<void> {
  const classes = await listCurrentClasses(res.req.db, dayOf(res.req.now))
  const title = person === null ? 'Add a person' : `Change ${person.name}`
  res.page('people/form', {
    form, title, id: person?.id ?? null,
    kinds: KINDS.map((value) => ({ value, label: KIND_NAMES[value] })),
    classes: classes.map(({ id, name }) => ({ value: id, label: name })),
  }, { title, status })
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(newPersonForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422, null)
  const { form_key, ...fields } = parsed.data
  const saved = await addPerson(req.db, form_key, fields, actorOf(req), req.now)
  if ('problems' in saved) return showForm(res, formOf(req.body, saved.problems), 422, null)
  res.redirect(303, `/people/${saved.id}?done=added`)
}

async function askChange(req: Request, res: Response): Promise<void> {
  const person = await findPerson(req.db, req.params['id'])
  const classes = await listClassesOf(req.db, person.id)
  const days = { first_day: asTyped(person.first_day), last_day: asTyped(person.last_day) }
  await showForm(res, formOf({ ...person, ...days, class_ids: classes.map(({ id }) => id) }), 200, person)
}

async function change(req: Request, res: Response): Promise<void> {
  const person = await findPerson(req.db, req.params['id'])
  const parsed = parseForm(personForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422, person)
  const saved = await changePerson(req.db, person.id, parsed.data, actorOf(req), req.now)
  if ('problems' in saved) return showForm(res, formOf(req.body, saved.problems), 422, person)
  res.redirect(303, `/people/${person.id}?done=changed`)
}

async function badge(req: Request, res: Response): Promise<void> {
  const { id } = await findPerson(req.db, req.params['id'])
  const parsed = parseForm(badgeForm, req.body)
  if (!parsed.ok) return showPerson(req, res, { badge_form: parsed.form })
  const refused = await giveBadge(req.db, id, parsed.data.code, actorOf(req), req.now)
  if (refused) return showPerson(req, res, { badge_form: formOf(req.body, [{ name: 'code', message: refused }]) })
  res.redirect(303, `/people/${id}?done=badge`)
}

async function noBadge(req: Request, res: Response): Promise<void> {
  const { id } = await findPerson(req.db, req.params['id'])
  await takeBadge(req.db, id, actorOf(req), req.now)
  res.redirect(303, `/people/${id}?done=no-badge`)
}

async function roles(req: Request, res: Response): Promise<void> {
  const { id } = await findPerson(req.db, req.params['id'])
  const parsed = parseForm(rolesForm, req.body)
  if (!parsed.ok) return showPerson(req, res, { roles_form: parsed.form })
  const refused = await changeRoles(req.db, id, parsed.data.roles, req.viewer!, req.now)
  if (refused) return showPerson(req, res, { roles_form: formOf(req.body, [{ name: 'roles', message: refused }]) })
  res.redirect(303, `/people/${id}?done=roles`)
}
