import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { asTyped } from '../calendar/typed.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { needCustody } from '../custody/store.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm, type Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { get, post, type Route } from '../http/routes.ts'
import { bookOutOnce } from '../loans/book-out.ts'
import { listClassChoices, listPeopleChoices, notOffered } from '../loans/choices.ts'
import { publicAddress } from '../mail/address.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { awayForm, overrideForm, tonightForm } from './forms.ts'
import { goHome } from './going-home.ts'
import { overrideOnce } from './override.ts'
import { awayPage } from './page.ts'
import { registerRoutes } from './register-routes.ts'
import { offSiteSettingsRoutes } from './settings-routes.ts'
import { termsRoutes } from './terms-routes.ts'

export const offSiteRoutes = ({ config }: { config: Config }): Route[] => [
  get('/off-site/new', 'book-out', newAway),
  post('/off-site', 'book-out', create),
  post('/off-site/overrides', 'override-off-site', (req, res) => overrideFor(req, res, publicAddress(config))),
  post('/off-site/tonight', 'book-out', tonight),
  ...registerRoutes,
  ...termsRoutes,
  ...offSiteSettingsRoutes,
]

async function newAway(req: Request, res: Response): Promise<void> {
  const tag = await findTag(req.db, tagText(String(req.query['device'] ?? '')))
  if (!tag?.device_id) throw new NotFound('There is no such device.')
  await show(req, res, await needCustody(req.db, tag.device_id))
}

async function show(req: Request, res: Response, device: CustodyFacts, form?: Form): Promise<void> {
  const model = await awayPage(req.db, req.viewer!, device, req.now, form)
  const done = req.query['done'] === 'overridden' && !form
  res.page('off-site/new', model, {
    title: `Take ${device.code} off-site`, status: form ? 422 : 200, ...done && { notice: `They may take ${device.code} now. They accept the terms when they do.` },
  })
}

async function create(req: Request, res: Response): Promise<void> {
  const device = await needCustody(req.db, req.body?.device_id)
  const again = (problems: Problem[]) => show(req, res, device, formOf(req.body, problems))
  const parsed = parseForm(awayForm, req.body)
  if (!parsed.ok) return show(req, res, device, parsed.form)
  const { form_key, until_other, carries_personal_data, video_calls, ...fields } = parsed.data
  const { person_id } = req.viewer!
  const problems = await problemsOf(req, { ...fields, until_other })
  if (problems.length > 0) return again(problems)
  const wish = {
    device_ids: [device.device_id], borrower_id: person_id, class_id: fields.class_id, answers_id: null, purpose: fields.purpose,
    until: until_other ?? fields.until, source: 'own account' as const, actor: actorOf(req),
    away: { acceptance: 'now' as const, carries_personal_data, video_calls },
  }
  const { loans, refusals } = await bookOutOnce(req.db, form_key, wish, req.now)
  if (!loans[0]) return again(refusals.flatMap(({ reasons }) => reasons.map(({ words, mend }) => ({ name: '', message: `${words}. ${mend}` }))))
  res.redirect(303, `/devices/${device.code}?loan=${loans[0].id}`)
}

/** What the form's lists do not offer, and a day that is no wish any more. */
async function problemsOf(req: Request, { class_id, until_other }: { class_id: string | null, until_other: string | null }): Promise<Problem[]> {
  const { person_id, name } = req.viewer!
  const classes = await listClassChoices(req.db, person_id, dayOf(req.now))
  const missing = notOffered({ borrower_id: person_id, answers_id: null, class_id }, { people: [{ value: person_id, label: name }], answerers: [], classes })
  if (until_other === null || until_other > dayOf(req.now)) return missing
  return [...missing, { name: 'until_other', message: 'Write a day after today' }]
}

async function overrideFor(req: Request, res: Response, address: string): Promise<void> {
  const device = await needCustody(req.db, req.body?.device_id)
  const parsed = parseForm(overrideForm, req.body)
  if (!parsed.ok) return show(req, res, device, parsed.form)
  const { form_key, person_id, until_day, override_reason } = parsed.data
  const known = (await listPeopleChoices(req.db, dayOf(req.now), false)).some(({ value }) => value === person_id)
  const wish = { device_id: device.device_id, person_id, until_day, reason: override_reason, by_id: req.viewer!.person_id, desk_id: null }
  const done = known ? await overrideOnce(req.db, form_key, wish, address, req.now) : { problems: [{ name: 'person_id', message: 'Choose somebody from the list' }] }
  if ('problems' in done) return show(req, res, device, formOf({ ...req.body, until_day: asTyped(until_day) }, done.problems))
  res.redirect(303, `/off-site/new?device=${encodeURIComponent(device.code)}&done=overridden`)
}

/** What one looks after goes home tonight; what stands against it is said on a page of its own. */
async function tonight(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(tonightForm, req.body)
  if (!parsed.ok) throw new NotFound('There is no such device.')
  const device = await needCustody(req.db, parsed.data.device_id)
  if (device.keeper_id !== req.viewer!.person_id) throw new NotFound('You do not look after that device.')
  const reasons = await actOnce(req.db, parsed.data.form_key, { tonight: device.device_id }, req.now,
    (db) => goHome(db, device, actorOf(req), req.now), (found) => found.length === 0)
  if (reasons.length === 0) return res.redirect(303, '/?done=going-home')
  res.page('off-site/not-tonight', { device, reasons }, { title: `${device.code} cannot go home yet`, status: 422 })
}
