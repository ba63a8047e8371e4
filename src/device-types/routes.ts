import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { type CsvColumn, sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { addType, changeType } from './change.ts'
import { KINDS, newTypeForm, typeForm } from './forms.ts'
import { rulesInWords } from './rules.ts'
import { countByType, findType, listTypes } from './store.ts'

/** The school's own kinds of equipment and the rules of each (M24). */
export const deviceTypeRoutes: Route[] = [
  get('/settings/types', 'change-settings', showTypes),
  get('/settings/types.csv', 'change-settings', sendTypes),
  get('/settings/types/new', 'change-settings', (_req, res) => showForm(res, formOf({ off_site: 'no' }), 200)),
  post('/settings/types', 'change-settings', add),
  get('/settings/types/:id', 'change-settings', askChange),
  post('/settings/types/:id', 'change-settings', change),
]

const DONE: Record<string, string> = { added: 'The type is added.', changed: 'The changes are saved.' }

async function listed(req: Request) {
  const counts = await countByType(req.db)
  return (await listTypes(req.db)).map((type) => ({
    id: type.id, name: type.name, search_name: type.search_name, prefix: type.code_prefix, rules: rulesInWords(type),
    devices: counts.get(type.id) ?? 0,
  }))
}

type Listed = Awaited<ReturnType<typeof listed>>[number]

const CSV_COLUMNS: readonly CsvColumn<Listed>[] = [
  ['Type', ({ name }) => name], ['Codes begin', ({ prefix }) => prefix], ['Rules', ({ rules }) => rules],
  ['Devices', ({ devices }) => devices],
]

async function sendTypes(req: Request, res: Response): Promise<void> {
  const types = await listed(req)
  await sendCsv(res, `types-of-device-${dayOf(req.now)}`, CSV_COLUMNS, [types])
}

async function showTypes(req: Request, res: Response): Promise<void> {
  const types = await listed(req)
  const notice = DONE[String(req.query['done'])]
  res.page('device-types/index', { types }, { title: 'Types of device', ...notice !== undefined && { notice } })
}

function showForm(res: Response, form: Form, status: number, type: { id: string, name: string } | null = null): void {
  const title = type ? `Change ${type.name}` : 'Add a type of device'
  res.page('device-types/form', { form, kinds: KINDS, type }, { title, status })
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(newTypeForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422)
  const { form_key, ...fields } = parsed.data
  const saved = await addType(req.db, form_key, fields, actorOf(req), req.now)
  if ('problems' in saved) return showForm(res, formOf(req.body, saved.problems), 422)
  res.redirect(303, '/settings/types?done=added')
}

async function typeOf(req: Request) {
  const type = await findType(req.db, String(req.params['id']))
  if (!type) throw new NotFound('There is no such type.')
  return type
}

async function askChange(req: Request, res: Response): Promise<void> {
  const type = await typeOf(req)
  showForm(res, formOf(type), 200, type)
}

async function change(req: Request, res: Response): Promise<void> {
  const type = await typeOf(req)
  const parsed = parseForm(typeForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422, type)
  const saved = await changeType(req.db, type.id, parsed.data, actorOf(req), req.now)
  if ('problems' in saved) return showForm(res, formOf(req.body, saved.problems), 422, type)
  res.redirect(303, '/settings/types?done=changed')
}
