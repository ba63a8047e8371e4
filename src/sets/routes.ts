import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { type CsvColumn, sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { nextCodes } from '../tags/free-codes.ts'
import { tagText, writtenCode } from '../tags/scan.ts'
import { listTagsLike } from '../tags/store.ts'
import { setOfCode } from './find.ts'
import { newSetForm, putForm, setForm, standForm } from './forms.ts'
import { setPage } from './page.ts'
import { putIn, takeOut } from './put-in.ts'
import { addSet, changeSet } from './save.ts'
import { listSetsOn, standWith } from './stands.ts'
import type { DeviceSet } from './store.ts'

/** Trolleys and class sets: devices that travel together. */
export const setRoutes: Route[] = [
  get('/sets', 'see-devices', showSets),
  get('/sets.csv', 'see-devices', sendSets),
  get('/sets/new', 'edit-devices', askNew),
  post('/sets', 'edit-devices', add),
  get('/sets/:code', 'see-devices', (req, res) => showSet(req, res)),
  get('/sets/:code/edit', 'edit-devices', askChange),
  post('/sets/:code', 'edit-devices', change),
  post('/sets/:code/class', 'edit-devices', stand),
  post('/sets/:code/devices', 'edit-devices', put),
  post('/sets/:code/devices/:device/removal', 'edit-devices', remove),
]

async function showSets(req: Request, res: Response): Promise<void> {
  const { roles } = req.viewer!
  const may = { may_edit: can(roles, 'edit-devices'), may_import: can(roles, 'import-lists') }
  res.page('sets/index', { sets: await listSetsOn(req.db, dayOf(req.now)), ...may }, { title: 'Trolleys and sets' })
}

type Listed = Awaited<ReturnType<typeof listSetsOn>>[number]

const CSV_COLUMNS: readonly CsvColumn<Listed>[] = [
  ['Code', (set) => set.code], ['Name', (set) => set.name], ['Place', (set) => set.place],
  ['Slots', (set) => set.slots], ['Devices', (set) => set.devices],
  ['Out', (set) => set.out], ['Out of use', (set) => set.out_of_use], ['Stands with', (set) => set.class_name],
]

async function sendSets(req: Request, res: Response): Promise<void> {
  const sets = await listSetsOn(req.db, dayOf(req.now))
  await sendCsv(res, `trolleys-and-sets-${dayOf(req.now)}`, CSV_COLUMNS, [sets])
}

async function showSet(req: Request, res: Response, form?: Form): Promise<void> {
  const { code, name } = await setOfCode(req.db, req.params['code'])
  const model = (await setPage(req.db, req.viewer!, code, req.now, form))!
  const last = model.devices.find((device) => device.code === req.query['put'])
  const notice = last && `${last.code} is in ${last.slot === null ? name : `slot ${last.slot}`}.`
  res.page('sets/view', { ...model, is_filling: notice !== undefined || form !== undefined }, {
    title: name, status: form ? 422 : 200, ...notice !== undefined && { notice },
  })
}

function showForm(res: Response, form: Form, status: number, set: DeviceSet | null = null): void {
  res.page('sets/form', { form, set }, { title: set ? `Change ${set.name}` : 'Add a trolley or set', status })
}

async function askNew(req: Request, res: Response): Promise<void> {
  const [code] = nextCodes('TR', await listTagsLike(req.db, 'TR'), 1)
  showForm(res, formOf({ code: tagText(String(req.query['code'] ?? '')) || code }), 200)
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(newSetForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422)
  const { form_key, ...fields } = parsed.data
  const saved = await addSet(req.db, form_key, fields, actorOf(req), req.now)
  if ('problems' in saved) return showForm(res, formOf(req.body, saved.problems), 422)
  res.redirect(303, `/sets/${saved.code}`)
}

async function askChange(req: Request, res: Response): Promise<void> {
  const set = await setOfCode(req.db, req.params['code'])
  showForm(res, formOf(set), 200, set)
}

async function change(req: Request, res: Response): Promise<void> {
  const set = await setOfCode(req.db, req.params['code'])
  const parsed = parseForm(setForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422, set)
  const saved = await changeSet(req.db, set.code, parsed.data, actorOf(req), req.now)
  if ('problems' in saved) return showForm(res, formOf(req.body, saved.problems), 422, set)
  res.redirect(303, `/sets/${saved.code}`)
}

async function stand(req: Request, res: Response): Promise<void> {
  const { code } = await setOfCode(req.db, req.params['code'])
  const parsed = parseForm(standForm, req.body)
  if (!parsed.ok) return showSet(req, res, parsed.form)
  await standWith(req.db, code, parsed.data.class_id, dayOf(req.now), actorOf(req), req.now)
  res.redirect(303, `/sets/${code}`)
}

async function put(req: Request, res: Response): Promise<void> {
  const { code } = await setOfCode(req.db, req.params['code'])
  const parsed = parseForm(putForm, req.body)
  if (!parsed.ok) return showSet(req, res, formOf({}, parsed.form.problems))
  const { device: text, slot } = parsed.data
  const made = await putIn(req.db, { set_code: code, text, slot, actor: actorOf(req) }, req.now)
  if ('problem' in made) return showSet(req, res, formOf({}, [made.problem]))
  res.redirect(303, `/sets/${code}?put=${made.device_code}`)
}

async function remove(req: Request, res: Response): Promise<void> {
  const { code } = await setOfCode(req.db, req.params['code'])
  await takeOut(req.db, code, writtenCode(String(req.params['device'])), actorOf(req), req.now)
  res.redirect(303, `/sets/${code}`)
}
