import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { compareClasses } from '../../classes/rules.ts'
import { NotFound } from '../../errors.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { listSetNames } from '../../sets/store.ts'
import { readFacts } from '../dry-run/read.ts'
import { lineForm, newLineForm, trolleysForm } from '../forms.ts'
import { addLine, changeLine, type LineWish, planTrolleys } from './change.ts'
import { gapRoutes } from './gap-routes.ts'
import { planOf } from '../page.ts'

/** The lines of a plan: its classes, its trolleys, and who comes after whom. */
export const lineRoutes: Route[] = [
  get('/new-year/classes', 'plan-new-year', showClasses),
  get('/new-year/classes/new', 'plan-new-year', (req, res) => showLine(req, res, null, formOf())),
  post('/new-year/classes', 'plan-new-year', add),
  get('/new-year/classes/:id', 'plan-new-year', (req, res) => showLine(req, res, String(req.params['id']), null)),
  post('/new-year/classes/:id', 'plan-new-year', change),
  post('/new-year/classes/:id/ending', 'plan-new-year', end),
  get('/new-year/trolleys', 'plan-new-year', showTrolleys),
  post('/new-year/trolleys', 'plan-new-year', putTrolleys),
  ...gapRoutes,
]

async function showClasses(req: Request, res: Response): Promise<void> {
  const plan = await planOf(req)
  const { lines, old_classes, people } = await readFacts(req.db, plan, req.now)
  const named = lines.map((line) => ({
    ...line, answers: line.answers_id && (people.get(line.answers_id)?.name ?? null), adults: line.adult_ids.flatMap((id) => people.get(id)?.name ?? []),
  }))
  const planned = new Set(lines.map(({ from_class_id }) => from_class_id))
  const done = { saved: 'The class is planned.', ended: 'It ends with its school year.' }[String(req.query['done'])]
  res.page('new-year/classes', {
    plan, lines: named.flatMap((line) => (line.name === null ? [] : [{ ...line, name: line.name }])).toSorted(compareClasses), ending: named.filter(({ name }) => name === null),
    not_planned: old_classes.filter(({ id }) => !planned.has(id)).map(({ id, name }) => ({ id, name })),
  }, { title: `Classes of ${plan.school_year}`, ...done !== undefined && { notice: done } })
}

/** A null `form` is filled from the line itself. */
async function showLine(req: Request, res: Response, id: string | null, form: Form | null): Promise<void> {
  const plan = await planOf(req)
  const facts = await readFacts(req.db, plan, req.now)
  const line = facts.lines.find((one) => one.id === id) ?? null
  if (id !== null && !line) throw new NotFound('There is no such class in the plan.')
  const stay = [...facts.people.values()].filter(({ last_day, kind }) => (last_day === null || last_day >= facts.starts_on) && ['staff', 'supply', 'student'].includes(kind))
  const shown = form ?? formOf({ ...line, name: line!.name ?? '' })
  const adults = form ? form.values('adult_ids') : line!.adult_ids
  const title = line ? line.name ?? `${line.from_name} ends` : 'A class of the new year'
  res.page('new-year/class', {
    plan, form: form?.problems.length ? form : line ? shown : formOf({ from_class_id: req.query['from'], name: facts.old_classes.find(({ id }) => id === req.query['from'])?.name }),
    line_id: id, ends: line !== null && line.name === null, title, from_choices: facts.old_classes.map(({ id, name }) => ({ value: id, label: name })),
    people: stay.map(({ id, name }) => ({ value: id, label: name })), adult_forms: [...adults, '', ''].map((adult) => formOf({ adult_ids: adult })),
  }, { title, status: form && form.problems.length > 0 ? 422 : 200 })
}

/** What was sent, of people and classes that there are. Throws NotFound. */
async function needKnown(req: Request, wish: LineWish): Promise<LineWish> {
  const { people, old_classes } = await readFacts(req.db, await planOf(req), req.now)
  const ids = [...wish.adult_ids, ...wish.answers_id === null ? [] : [wish.answers_id]]
  const isOld = wish.from_class_id === null || old_classes.some(({ id }) => id === wish.from_class_id)
  if (!isOld || ids.some((id) => !people.has(id))) throw new NotFound('There is no such person or class.')
  return wish
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(newLineForm, req.body)
  if (!parsed.ok) return showLine(req, res, null, parsed.form)
  const { form_key, ...wish } = parsed.data
  const { school_year } = await planOf(req)
  await addLine(req.db, form_key, { ...await needKnown(req, wish), school_year, actor: actorOf(req) }, req.now)
  res.redirect(303, '/new-year/classes?done=saved')
}

async function change(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(lineForm, req.body)
  if (!parsed.ok) return showLine(req, res, id, parsed.form)
  const { school_year } = await planOf(req)
  await changeLine(req.db, id, { school_year, actor: actorOf(req) }, await needKnown(req, parsed.data), req.now)
  res.redirect(303, '/new-year/classes?done=saved')
}

async function end(req: Request, res: Response): Promise<void> {
  const { school_year } = await planOf(req)
  await changeLine(req.db, String(req.params['id']), { school_year, actor: actorOf(req) }, null, req.now)
  res.redirect(303, '/new-year/classes?done=ended')
}

async function showTrolleys(req: Request, res: Response): Promise<void> {
  const plan = await planOf(req)
  const { lines, trolleys } = await readFacts(req.db, plan, req.now)
  const sets = (await listSetNames(req.db)).map(({ id, code, name }) => ({ id, code, name, form: formOf({ line_id: trolleys.find(({ set_id }) => set_id === id)?.line_id }) }))
  const choices = lines.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }])).toSorted(compareClasses).map(({ id, name }) => ({ value: id, label: name }))
  const title = `Trolleys of ${plan.school_year}`
  res.page('new-year/trolleys', { plan, sets, choices, title }, { title, ...req.query['done'] === 'saved' && { notice: 'The trolleys are planned.' } })
}

async function putTrolleys(req: Request, res: Response): Promise<void> {
  const plan = await planOf(req)
  const parsed = parseForm(trolleysForm, req.body)
  const { lines } = await readFacts(req.db, plan, req.now)
  const sets = await listSetNames(req.db)
  const stands = parsed.ok ? parsed.data.set_id.map((set_id, i) => ({ set_id, line_id: parsed.data.line_id[i] ?? '' })).filter(({ line_id }) => line_id !== '') : []
  const known = stands.every((stand) => sets.some(({ id }) => id === stand.set_id) && lines.some(({ id, name }) => id === stand.line_id && name !== null))
  if (!parsed.ok || !known || new Set(stands.map(({ set_id }) => set_id)).size < stands.length) throw new NotFound('There is no such trolley or class.')
  await planTrolleys(req.db, { school_year: plan.school_year, actor: actorOf(req) }, stands, req.now)
  res.redirect(303, '/new-year/trolleys?done=saved')
}
