import type { Request, Response } from 'express'
import { standingFor, standingWords } from '../../agreements/standing.ts'
import { byAccount, limitTries } from '../../auth/limits.ts'
import { hashSecret, secretMatches } from '../../auth/passwords.ts'
import { endSession, endSessionsOf, listSessions } from '../../auth/sessions.ts'
import type { Config } from '../../config.ts'
import { NotFound } from '../../errors.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { sayFor } from '../../http/say.ts'
import { findLinkOf } from '../../provider/store.ts'
import { secondStepSince } from '../../second-step/store.ts'
import { changePassword } from '../choose.ts'
import { passwordForm, pinForm } from '../forms.ts'
import { setPin, takePinAway } from '../pin.ts'
import { findPin } from '../pin-store.ts'
import { browserName } from '../rules.ts'
import { readPassword } from '../store.ts'

export function ownAccountRoutes({ config }: { config: Config }): Route[] {
  const show: Show = (req, res, forms) => showAccount(req, res, forms, config.provider?.name ?? null)
  return [
    get('/account', 'signed-in', (req, res) => show(req, res, {})),
    post('/account/password', 'signed-in', (req, res) => change(req, res, show), limitTries({ tries: 10, of: byAccount })),
    post('/account/pin', 'signed-in', (req, res) => choosePin(req, res, show), limitTries({ tries: 10, of: byAccount })),
    post('/account/pin/removal', 'signed-in', removePin),
    post('/account/sessions/others/end', 'signed-in', endOthers),
    post('/account/sessions/:session/end', 'signed-in', endOne),
  ]
}

const DONE: Record<string, string> = {
  password: 'Your new password is set. Every other place where you were signed in is signed out.',
  pin: 'Your PIN is set. Only you know it: Kitbook keeps it in a form that nobody can read.',
  'no-pin': 'Your PIN is gone.', provider: 'From now on you can sign in with the school’s account.', 'no-provider': 'Only your password signs you in now.',
  'one-step': 'You sign in with one step again.',
  ended: 'That place is signed out.', 'others-ended': 'Every other place is signed out.',
}

type Forms = { password_form?: Form, pin_form?: Form }
type Show = (req: Request, res: Response, forms: Forms) => Promise<void>

async function showAccount(req: Request, res: Response, { password_form, pin_form }: Forms, provider: string | null): Promise<void> {
  const viewer = req.viewer!
  const sessions = await listSessions(req.db, viewer.id, req.now)
  const pin = await findPin(req.db, viewer.person_id)
  const standing = await standingFor(req.db, viewer.person_id, req.now)
  const wrong = password_form ?? pin_form
  const notice = DONE[String(req.query['done'])]
  res.page('accounts/own', {
    name: viewer.name, email: viewer.email,
    sessions: sessions.map((session) => ({ ...session, browser: browserName(session.label), here: session.id === viewer.session_id })),
    pin_set_at: pin?.set_at ?? null, ...await waysIn(req, provider),
    agreement: 'agreement_id' in standing ? { id: standing.agreement_id, words: standingWords(standing, sayFor(req.now).day) } : null,
    personal_devices: req.school.settings.personal_devices !== 'off',
    form: wrong ?? formOf(), password_form: password_form ?? formOf(), pin_form: pin_form ?? formOf(),
  }, { title: 'Your account', status: wrong ? 422 : 200, ...(notice !== undefined && { notice }) })
}

/** How the owner comes in: with a password, and since when with the school's provider. */
async function waysIn({ db, viewer }: Request, provider: string | null) {
  const link = provider === null ? undefined : await findLinkOf(db, viewer!.id)
  return {
    has_password: await readPassword(db, viewer!.id) !== null,
    second_step_since: await secondStepSince(db, viewer!.id),
    provider: provider === null ? null : { name: provider, since: link?.linked_at ?? null },
  }
}

async function isPresent(req: Request, password: string): Promise<boolean> {
  return secretMatches(password, await readPassword(req.db, req.viewer!.id))
}

const WRONG = 'That is not your present password'

async function change(req: Request, res: Response, show: Show): Promise<void> {
  const parsed = parseForm(passwordForm, req.body)
  if (!parsed.ok) return show(req, res, { password_form: parsed.form })
  const { present, password } = parsed.data
  if (!await isPresent(req, present)) return show(req, res, { password_form: formOf({}, [{ name: 'present', message: WRONG }]) })
  await changePassword(req.db, req.viewer!, await hashSecret(password), req.now)
  res.redirect(303, '/account?done=password')
}

async function choosePin(req: Request, res: Response, show: Show): Promise<void> {
  const parsed = parseForm(pinForm, req.body)
  if (!parsed.ok) return show(req, res, { pin_form: parsed.form })
  const { pin_present, pin } = parsed.data
  if (!await isPresent(req, pin_present)) return show(req, res, { pin_form: formOf({}, [{ name: 'pin_present', message: WRONG }]) })
  await setPin(req.db, req.viewer!.person_id, pin, req.now)
  res.redirect(303, '/account?done=pin')
}

async function removePin(req: Request, res: Response): Promise<void> {
  await takePinAway(req.db, req.viewer!.person_id, req.now)
  res.redirect(303, '/account?done=no-pin')
}

/** One's own sessions only; another's id is nothing here. */
async function endOne(req: Request, res: Response): Promise<void> {
  const ended = await endSession(req.db, req.viewer!.id, String(req.params['session']))
  if (!ended) throw new NotFound('That place is signed out already.')
  res.redirect(303, '/account?done=ended')
}

async function endOthers(req: Request, res: Response): Promise<void> {
  await endSessionsOf(req.db, req.viewer!.person_id, req.viewer!.session_id)
  res.redirect(303, '/account?done=others-ended')
}
