import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf, schoolYearOf } from '../calendar/days.ts'
import { findSchoolYear, listSchoolYears } from '../calendar/school/years.ts'
import { NotFound } from '../errors.ts'
import { addressOf } from '../http/address.ts'
import { type CsvColumn, sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { listCards } from './cards/store.ts'
import { listSetsOfClass } from '../sets/stands.ts'
import { addClass, changeClass, dropClass } from './change.ts'
import { adultForm, classForm, newClassForm } from './forms.ts'
import {
  addAdult, findClass, hasLoans, listAdultsOf, listClasses, listWhoMayAnswer, removeAdult,
} from './store.ts'

export const classRoutes: Route[] = [
  get('/classes', 'see-people', showClasses),
  get('/classes.csv', 'see-people', sendClasses),
  get('/classes/new', 'edit-people', (_req, res) => showNew(res, formOf(), 200)),
  post('/classes', 'edit-people', add),
  get('/classes/:id', 'see-people', (req, res) => showClass(req, res, {})),
  post('/classes/:id', 'edit-people', rename),
  post('/classes/:id/removal', 'edit-people', remove),
  post('/classes/:id/adults', 'edit-people', addToClass),
  post('/classes/:id/adults/:person/removal', 'edit-people', takeFromClass),
]

const DONE: Record<string, string> = {
  added: 'The class is added. Say who its adults are, then make its card.',
  renamed: 'The new name is saved.', removed: 'The class is removed.',
  adult: 'The adult is added to the class.', 'adult-removed': 'The adult is no longer with this class.',
  card: 'The class card is saved. Print it under Labels.', withdrawn: 'The card is withdrawn: its code means nothing now.',
}

function noticeOf(req: Request): { notice?: string } {
  const notice = DONE[String(req.query['done'])]
  return notice === undefined ? {} : { notice }
}

/** The year in the address, or this one. */
async function yearAskedFor(req: Request) {
  const years = await listSchoolYears(req.db)
  const year = years.find(({ id }) => id === req.query['year']) ?? await findSchoolYear(req.db, dayOf(req.now))
  return { years, year }
}

async function showClasses(req: Request, res: Response): Promise<void> {
  const today = dayOf(req.now)
  const { years, year } = await yearAskedFor(req)
  const current = schoolYearOf(today).name
  res.page('classes/index', {
    classes: year ? await listClasses(req.db, year.id) : [],
    year: year?.name ?? current,
    is_current: (year?.name ?? current) === current,
    may_print: can(req.viewer!.roles, 'print-labels'),
    years: years.map(({ id, name }) => ({ href: `/classes?year=${id}`, label: name, current: id === year?.id })),
    csv: year ? `/classes.csv?year=${year.id}` : null,
    may_see_new_year: can(req.viewer!.roles, 'see-new-year'), may_edit: can(req.viewer!.roles, 'edit-people'), may_import: can(req.viewer!.roles, 'import-lists'),
  }, { title: 'Classes', ...noticeOf(req) })
}

type Listed = Awaited<ReturnType<typeof listClasses>>[number] & { year: string }

const CSV_COLUMNS: readonly CsvColumn<Listed>[] = [
  ['Class', ({ name }) => name], ['School year', ({ year }) => year], ['Adults', ({ adults }) => adults.join('; ')],
  ['Class cards', ({ cards }) => cards],
]

async function sendClasses(req: Request, res: Response): Promise<void> {
  const { year } = await yearAskedFor(req)
  const classes = year ? await listClasses(req.db, year.id) : []
  const listed = classes.map((each) => ({ ...each, year: year!.name }))
  await sendCsv(res, `classes-${dayOf(req.now)}`, CSV_COLUMNS, [listed])
}

function showNew(res: Response, form: Form, status: number): void {
  res.page('classes/new', { form, year: schoolYearOf(dayOf(res.req.now)).name }, { title: 'Add a class', status })
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(newClassForm, req.body)
  if (!parsed.ok) return showNew(res, parsed.form, 422)
  const { form_key, name } = parsed.data
  const made = await addClass(req.db, form_key, name, dayOf(req.now), actorOf(req), req.now)
  if ('refused' in made) return showNew(res, formOf(req.body, [{ name: 'name', message: made.refused }]), 422)
  res.redirect(303, `/classes/${made.id}?done=added`)
}

type Forms = { name_form?: Form, adult_form?: Form, problem?: string }

async function showClass(req: Request, res: Response, forms: Forms): Promise<void> {
  const { id, name, year } = await findClass(req.db, req.params['id'])
  const adults = await listAdultsOf(req.db, id)
  const may_edit = can(req.viewer!.roles, 'edit-people')
  const cards = await listCards(req.db, id)
  const others = may_edit ? await listWhoMayAnswer(req.db, dayOf(req.now)) : []
  const shown = [forms.name_form, forms.adult_form].find((form) => form !== undefined)
  res.page('classes/view', {
    id, name, year, adults, may_edit,
    cards, labels: labelsFor(req, year, cards.map((card) => card.id)),
    others: others.filter((other) => !adults.some((adult) => adult.id === other.id)).map((other) => ({ value: other.id, label: other.name })),
    has_loans: await hasLoans(req.db, id), trolleys: await listSetsOfClass(req.db, id),
    form: shown ?? formOf(),
    name_form: forms.name_form ?? formOf({ name }), adult_form: forms.adult_form ?? formOf(),
  }, { title: name, status: shown ? 422 : 200, ...noticeOf(req) })
}

/** Where its cards are printed: those of this school year. */
function labelsFor(req: Request, year: string, cards: string[]): string | null {
  const now = schoolYearOf(dayOf(req.now)).name === year
  return now && cards.length > 0 && can(req.viewer!.roles, 'print-labels') ? addressOf('/labels', { what: 'classes', cards: cards.join(',') }) : null
}

async function rename(req: Request, res: Response): Promise<void> {
  const { id } = await findClass(req.db, req.params['id'])
  const parsed = parseForm(classForm, req.body)
  if (!parsed.ok) return showClass(req, res, { name_form: parsed.form })
  const made = await changeClass(req.db, id, parsed.data.name, actorOf(req), req.now)
  if ('refused' in made) return showClass(req, res, { name_form: formOf(req.body, [{ name: 'name', message: made.refused }]) })
  res.redirect(303, `/classes/${id}?done=renamed`)
}

async function remove(req: Request, res: Response): Promise<void> {
  const { id } = await findClass(req.db, req.params['id'])
  if (await dropClass(req.db, id, actorOf(req), req.now)) return res.redirect(303, '/classes?done=removed')
  const form = formOf({}, [{ name: '', message: 'The signing-out book has loans for this class, so it stays.' }])
  await showClass(req, res, { adult_form: form })
}

async function addToClass(req: Request, res: Response): Promise<void> {
  const { id } = await findClass(req.db, req.params['id'])
  const parsed = parseForm(adultForm, req.body)
  if (!parsed.ok) return showClass(req, res, { adult_form: parsed.form })
  const may = await listWhoMayAnswer(req.db, dayOf(req.now))
  if (!may.some((person) => person.id === parsed.data.person_id)) throw new NotFound('There is no such person.')
  await addAdult(req.db, id, parsed.data.person_id)
  res.redirect(303, `/classes/${id}?done=adult`)
}

async function takeFromClass(req: Request, res: Response): Promise<void> {
  const { id } = await findClass(req.db, req.params['id'])
  await removeAdult(req.db, id, String(req.params['person']))
  res.redirect(303, `/classes/${id}?done=adult-removed`)
}
