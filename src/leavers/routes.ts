import { ownActorOf } from '../auth/actor.ts'
import type { Request, Response } from 'express'
import { can } from '../auth/permissions.ts'
import { findAccountOf } from '../auth/store.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, newFormKey, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { publicAddress } from '../mail/address.ts'
import { listQuery, signForm, writeOffForm } from './forms.ts'
import { CSV_COLUMNS, everyLine, listModel } from './list.ts'
import { listOutstanding } from './outstanding.ts'
import { standingOf } from './rules.ts'
import { clearedSince, signOff, writeOff } from './sign-off.ts'
import { findClearance, findLeaver, type Leaver, listClearanceLines, listEnded } from './store.ts'

/** Who leaves, what they still have, and that everything is back (M13). */
export const leaverRoutes = ({ config }: { config: Config }): Route[] => [
  get('/leavers', 'see-people', showList),
  get('/leavers.csv', 'see-people', (req, res) => sendCsv(res, `leavers-${dayOf(req.now)}`, CSV_COLUMNS, everyLine(req.db, req.now))),
  get('/leavers/certificates/:id', 'see-people', showCertificate),
  get('/leavers/:id', 'see-people', async (req, res) => show(res, await leaverOf(req))),
  post('/leavers/:id/sign-off', 'edit-people', sign),
  post('/leavers/:id/write-offs', 'write-off', (req, res) => write(req, res, publicAddress(config))),
]

async function showList(req: Request, res: Response): Promise<void> {
  res.page('leavers/index', await listModel(req.db, listQuery.parse(req.query), req.now), { title: 'Leavers' })
}

async function leaverOf(req: Request): Promise<Leaver> {
  const leaver = await findLeaver(req.db, String(req.params['id']))
  if (!leaver) throw new NotFound('They have no last day. Enter it on their page first.')
  return leaver
}

async function show(res: Response, leaver: Leaver, form: Form = formOf()): Promise<void> {
  const { db, now, viewer } = res.req
  const outstanding = (await listOutstanding(db, [leaver.id], dayOf(now))).map((line) => ({
    form_key: newFormKey(), may_mend: line.needs === undefined || can(viewer!.roles, line.needs), form: line.device_id !== null && line.device_id === form.value('device_id') ? form : formOf(), ...line }))
  const ended = await listEnded(db, leaver.id, clearedSince(leaver.last_day, dayOf(now)))
  const account = await findAccountOf(db, leaver.id)
  const may = { sign: can(viewer!.roles, 'edit-people'), write_off: can(viewer!.roles, 'write-off') && viewer!.person_id !== leaver.id }
  const standing = standingOf({ last_day: leaver.last_day, signed: leaver.signed_at !== null, outstanding: outstanding.length }, dayOf(now))
  res.page('leavers/view', {
    leaver, standing, outstanding, may, form, ended, has_account: account !== undefined && account.closed_at === null,
  }, { title: `Leaver’s checklist: ${leaver.name}`, status: form.problems.length > 0 ? 422 : 200 })
}

async function sign(req: Request, res: Response): Promise<void> {
  const leaver = await leaverOf(req)
  const parsed = parseForm(signForm, req.body)
  const done = parsed.ok ? await signOff(req.db, parsed.data.form_key, { person_id: leaver.id, actor: ownActorOf(req) }, req.now) : { refused: 'Open the page again' }
  if ('refused' in done) return show(res, leaver, formOf(req.body, [{ name: '', message: done.refused }]))
  res.redirect(303, `/leavers/certificates/${done.clearance_id}`)
}

async function write(req: Request, res: Response, address: string): Promise<void> {
  const leaver = await leaverOf(req)
  const parsed = parseForm(writeOffForm, req.body)
  if (!parsed.ok) return show(res, leaver, parsed.form)
  const { form_key, ...wish } = parsed.data
  const done = await writeOff(req.db, form_key, { ...wish, person_id: leaver.id, actor: ownActorOf(req), address }, req.now)
  if ('refused' in done) return show(res, leaver, formOf(req.body, [{ name: 'reason', message: done.refused }]))
  res.redirect(303, `/leavers/${leaver.id}`)
}

async function showCertificate(req: Request, res: Response): Promise<void> {
  const clearance = await findClearance(req.db, String(req.params['id']))
  if (!clearance) throw new NotFound('There is no such certificate.')
  const title = `Everything is back: ${clearance.name}, ${sayFor(req.now).day(clearance.last_day)}`
  res.page('leavers/certificate', { clearance, lines: await listClearanceLines(req.db, clearance.id) }, { title })
}
