import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { listTypes } from '../device-types/store.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { isPart } from '../http/page.ts'
import { get, post, type Route } from '../http/routes.ts'
import { loanNotice } from '../loans/notice.ts'
import { listSetNames } from '../sets/store.ts'
import { nextCodes } from '../tags/free-codes.ts'
import { listTagsOf } from '../tags/of-device.ts'
import { qrSvg, qrText } from '../tags/qr.ts'
import { writtenCode } from '../tags/scan.ts'
import { findTag, listTagsLike } from '../tags/store.ts'
import { changeDevice } from './change.ts'
import { deviceForm, filterQuery, newDeviceForm, pastQuery, placeQuery, typedAgain } from './forms.ts'
import { CSV_COLUMNS, everyPage, listModel } from './list.ts'
import { devicePage } from './page.ts'
import { registerDevice } from './register.ts'
import { pageOfScan } from './scanned.ts'
import { type Device, findDevice, findDeviceById, listPlaces } from './store.ts'

export const deviceRoutes = ({ config }: { config: { publicUrl: string | undefined } }): Route[] => [
  get('/devices', 'see-devices', showList),
  get('/devices.csv', 'see-devices', sendList),
  get('/devices/new', 'edit-devices', askNew),
  post('/devices', 'edit-devices', create),
  get('/devices/:code', 'see-devices', showDevice),
  get('/devices/:code/edit', 'edit-devices', askChange),
  post('/devices/:code', 'edit-devices', change),
  get('/devices/:code/qr.svg', 'see-devices', (req, res) => sendQr(req, res, config.publicUrl)),
]

/** A tag that was scanned or typed whole leads to its device; while somebody types, the list follows. */
async function showList(req: Request, res: Response): Promise<void> {
  const filter = filterQuery.parse(req.query)
  const page = isPart(req) ? null : await pageOfScan(req.db, filter)
  if (page) return res.redirect(303, page)
  const model = await listModel(req.db, req.viewer!, filter, placeQuery.parse(req.query), req.now)
  res.page('devices/index', model, { title: 'Devices', fragment: 'devices/_list' })
}

async function sendList(req: Request, res: Response): Promise<void> {
  await sendCsv(res, `devices-${dayOf(req.now)}`, CSV_COLUMNS, everyPage(req.db, filterQuery.parse(req.query), req.now))
}

const DONE: Record<string, string> = {
  registered: 'It is registered. Print its tag next.', changed: 'The changes are saved.',
  kept: 'It is looked after now. Whoever has it confirms its receipt on their own account.', receipt: 'The receipt is written anew.',
  asked: 'They are asked. You see the answer under “What I look after”, and in your letter.', store: 'It is back in the store.',
  'out-of-use': 'It is out of use.', 'in-use': 'It is back in use.',
}

async function showDevice(req: Request, res: Response): Promise<void> {
  const device = await deviceOf(req)
  const model = await devicePage(req.db, req.viewer!, device, pastQuery.parse(req.query), req.now)
  const told = await loanNotice(req.db, req.query['loan'], req.viewer!.person_id, req.now)
  const notice = told ?? DONE[String(req.query['done'])]
  const options = { title: device.code, fragment: 'devices/_past', ...notice !== undefined && { notice } }
  res.page('devices/view', { ...model, form: formOf() }, options)
}

/** The device whose code stands in the address, or that an old number or a serial number in its place means. */
async function deviceOf(req: Request): Promise<Device> {
  const code = writtenCode(String(req.params['code']))
  const named = await findDevice(req.db, code)
  if (named) return named
  const tag = await findTag(req.db, code)
  const device = tag?.device_id ? await findDeviceById(req.db, tag.device_id) : undefined
  if (!device) throw new NotFound('There is no device with this code.')
  return device
}

async function sendQr(req: Request, res: Response, publicUrl: string | undefined): Promise<void> {
  res.type('svg').send(await qrSvg(qrText((await deviceOf(req)).code, publicUrl)))
}

/** The next free code of the type that was chosen, or of the first; a code that a scan did not know is kept. */
async function askNew(req: Request, res: Response): Promise<void> {
  const types = await listTypes(req.db)
  const scanned = writtenCode(String(req.query['code'] ?? ''))
  const type = types.find(({ id }) => id === req.query['type'])
    ?? types.find(({ code_prefix }) => scanned.startsWith(`${code_prefix}-`)) ?? types[0]
  const prefix = type?.code_prefix ?? 'IT'
  const [next] = nextCodes(prefix, await listTagsLike(req.db, prefix), 1)
  await showForm(res, formOf({ code: scanned || next, type_id: type?.id, place: 'the suite' }), 200)
}

async function showForm(res: Response, form: Form, status: number, device: string | null = null): Promise<void> {
  const { db, query } = res.req
  const types = (await listTypes(db)).map(({ id, name }) => ({ value: id, label: name }))
  const kept = typeof query['code'] === 'string' ? { code: query['code'] } : {}
  const tabs = types.map(({ value, label }) => ({
    label, current: value === form.value('type_id'),
    href: `/devices/new?${new URLSearchParams({ type: value, ...kept }).toString()}`,
  }))
  const sets = (await listSetNames(db)).map(({ id, name }) => ({ value: id, label: name }))
  const title = device === null ? 'Register a device' : `Change ${device}`
  res.page('devices/form', { form, types, tabs, sets, places: await listPlaces(db), device }, { title, status })
}

async function create(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(newDeviceForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422)
  const { form_key, ...fields } = parsed.data
  const made = await registerDevice(req.db, form_key, fields, actorOf(req), req.now)
  if ('problems' in made) return showForm(res, formOf(req.body, made.problems), 422)
  res.redirect(303, `/devices/${made.code}?done=registered`)
}

async function askChange(req: Request, res: Response): Promise<void> {
  const device = await deviceOf(req)
  const tags = await listTagsOf(req.db, device.id)
  const old = tags.filter(({ what }) => what === 'old number').map(({ text }) => text)
  await showForm(res, formOf(typedAgain(device, old)), 200, device.code)
}

async function change(req: Request, res: Response): Promise<void> {
  const { code } = await deviceOf(req)
  const parsed = parseForm(deviceForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422, code)
  const made = await changeDevice(req.db, code, parsed.data, actorOf(req), req.now)
  if ('problems' in made) return showForm(res, formOf(req.body, made.problems), 422, code)
  res.redirect(303, `/devices/${made.code}?done=changed`)
}
