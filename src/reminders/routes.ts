import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { at, dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, newFormKey, parseForm } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { publicAddress } from '../mail/address.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { changeSettings } from '../settings/change.ts'
import type { Settings } from '../settings/store.ts'
import { type Example, examplesFor } from './examples.ts'
import { remindersForm, trialForm } from './forms.ts'
import { senderNow } from './send.ts'
import { listExampleLoans } from './store.ts'

/** What the school reminds people of, each letter as it reads, and a trial of it to oneself. */
export function reminderRoutes({ config }: { config: Config }): Route[] {
  const address = publicAddress(config)
  return [
    get('/settings/reminders', 'change-settings', (req, res) => show(req, res, formOf(asTyped(req.school.settings)), address)),
    post('/settings/reminders', 'change-settings', (req, res) => change(req, res, address)),
    post('/settings/reminders/trial', 'change-settings', (req, res) => sendTrial(req, res, address)),
  ]
}

const DONE: Record<string, string> = {
  saved: 'The reminders are saved.', trial: 'A trial of the letter is in the outbox. It goes to you within a minute.',
}

function asTyped(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value === true ? '1' : value === false ? undefined : value]))
}

async function show(req: Request, res: Response, form: Form, address: string): Promise<void> {
  const status = form.problems.length > 0 ? 422 : 200
  const notice = status === 200 ? DONE[String(req.query['done'])] : undefined
  const examples = (await examplesOf(req, address)).map(({ kind, subject, letter, model }) => (
    { kind, subject, words: writeLetter(letter, subject, model).body_text, form_key: newFormKey() }))
  const check_time = sayFor(req.now).time(at(dayOf(req.now), req.school.settings.check_time))
  res.page('reminders/settings', { form, examples, check_time }, { title: 'Reminders', status, ...notice && { notice } })
}

async function examplesOf(req: Request, address: string): Promise<Example[]> {
  const { person_id, name, email, roles } = req.viewer!
  const adult = { id: person_id, name, email, roles, first_day: null, last_day: null }
  const loans = await listExampleLoans(req.db, adult, req.now)
  return examplesFor(adult, loans, await senderNow(req.db, address, req.now), req.now)
}

async function change(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(remindersForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form, address)
  await changeSettings(req.db, parsed.data, actorOf(req), req.now)
  res.redirect(303, '/settings/reminders?done=saved')
}

async function sendTrial(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(trialForm, req.body)
  if (!parsed.ok) throw new NotFound('There is no such letter.')
  const { form_key, kind } = parsed.data
  const letter = await exampleOf(req, address, kind)
  const { person_id, email } = req.viewer!
  const mail = { ...letter, person_id, to: email, subject: `A trial, nothing to do: ${letter.subject}` }
  await actOnce(req.db, form_key, { kind }, req.now, (db) => queueMail(db, mail, req.now))
  res.redirect(303, '/settings/reminders?done=trial')
}

async function exampleOf(req: Request, address: string, kind: string): Promise<Example> {
  const found = (await examplesOf(req, address)).find((example) => example.kind === kind)
  if (!found) throw new NotFound('There is no such letter.')
  return found
}
