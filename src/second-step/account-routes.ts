import type { Request, Response } from 'express'
import { browserName } from '../accounts/rules.ts'
import { readPassword } from '../accounts/store.ts'
import { byAccount, limitTries } from '../auth/limits.ts'
import { secretMatches } from '../auth/passwords.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { confirmAuthenticator, renewRecoveryCodes } from './code.ts'
import { codeForm, presentForm } from './forms.ts'
import { beginSetUp, doWithout } from './own.ts'
import { passkeyRoutes } from './passkeys/account-routes.ts'
import { askToMake } from './passkeys/ceremony.ts'
import { type Home, homeOfPasskeys } from './passkeys/origin.ts'
import { listPasskeys, readChallenge } from './passkeys/store.ts'
import { isNamed } from './rules.ts'
import { secretModel, WORDS } from './set-up-page.ts'
import { countRecoveryCodes, findAuthenticator, secondStepSince } from './store.ts'

const guesses = () => limitTries({ tries: 10, of: byAccount })

const DONE: Record<string, string> = { passkey: 'Your passkey is set up.', 'no-passkey': 'That passkey no longer signs you in.' }

/** Two-step sign-in on one's own account's page. */
export function accountRoutes(publicUrl: string | undefined): Route[] {
  const show: Show = (req, res, form) => showOwn(req, res, form, homeOfPasskeys(publicUrl, req.get('Host')))
  const withPassword = (run: (req: Request, res: Response) => Promise<void>) => (req: Request, res: Response) => afterPassword(req, res, show, run)
  return [
    get('/account/second-step', 'signed-in', (req, res) => show(req, res, formOf())),
    post('/account/second-step', 'signed-in', withPassword(begin), guesses()),
    post('/account/second-step/confirmation', 'signed-in', (req, res) => confirm(req, res, show), guesses()),
    post('/account/second-step/codes', 'signed-in', withPassword(renew), guesses()),
    post('/account/second-step/removal', 'signed-in', withPassword(remove), guesses()),
    ...passkeyRoutes(publicUrl, { show, withPassword, showCodes }),
  ]
}

type Show = (req: Request, res: Response, form: Form) => Promise<void>

async function showOwn(req: Request, res: Response, form: Form, home: Home | null): Promise<void> {
  const { db } = req
  const viewer = req.viewer!
  const { school_name, second_step_roles } = req.school.settings
  const authenticator = await findAuthenticator(db, req.school.sealKey, viewer.id)
  const needed = isNamed(viewer.roles, second_step_roles)
  const notice = DONE[String(req.query['done'])]
  const options = { title: 'Two-step sign-in', status: form.problems.length > 0 ? 422 : 200, ...notice !== undefined && { notice } }
  if (authenticator?.secret && authenticator.confirmed_at === null && req.query['step'] === 'scan') {
    const model = await secretModel(authenticator.secret, viewer.email, school_name)
    return res.page('second-step/set-up', { form, ...model, action: '/account/second-step/confirmation?step=scan', needed, passkey: null }, options)
  }
  const passkeys = await listPasskeys(db, viewer.id)
  const challenge = home && await readChallenge(db, viewer.session_id)
  if (home && challenge && (req.query['step'] === 'passkey' || form.error('name'))) {
    const asked = await askToMake({ home, challenge, passkeys }, viewer, school_name)
    const named = form.problems.length > 0 ? form : formOf({ name: browserName(req.get('User-Agent') ?? '') })
    return res.page('second-step/passkey', { form: named, options: asked }, options)
  }
  res.page('second-step/own', {
    form, needed, since: await secondStepSince(db, viewer.id), app_since: authenticator?.secret ? authenticator.confirmed_at : null, sealed: Boolean(authenticator?.confirmed_at && authenticator.secret === null), left: await countRecoveryCodes(db, viewer.id),
    has_password: await readPassword(db, viewer.id) !== null, may_passkey: home !== null,
    passkeys: passkeys.map(({ id, name, made_at, last_used_at }) => ({ id, name, made_at, last_used_at })),
  }, options)
}

/** Whoever finds a screen open does not know the password. */
async function afterPassword(req: Request, res: Response, show: Show, run: (req: Request, res: Response) => Promise<void>): Promise<void> {
  const parsed = parseForm(presentForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  if (await secretMatches(parsed.data.present, await readPassword(req.db, req.viewer!.id))) return run(req, res)
  await show(req, res, formOf({}, [{ name: 'present', message: 'That is not your present password' }]))
}

async function begin(req: Request, res: Response): Promise<void> {
  await beginSetUp(req.db, req.school.sealKey, req.viewer!.id)
  res.redirect(303, '/account/second-step?step=scan')
}

async function confirm(req: Request, res: Response, show: Show): Promise<void> {
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const answer = await confirmAuthenticator(req.db, req.school.sealKey, req.viewer!, parsed.data.code, req.now)
  if (typeof answer === 'string') return show(req, res, formOf({}, [{ name: 'code', message: WORDS[answer] }]))
  showCodes(res, answer.codes)
}

function showCodes(res: Response, codes: string[]): void {
  res.page('second-step/codes', { codes, next: '/account' }, { title: 'Your recovery codes' })
}

async function renew(req: Request, res: Response): Promise<void> {
  if (await secondStepSince(req.db, req.viewer!.id) === null) return res.redirect(303, '/account/second-step')
  showCodes(res, await renewRecoveryCodes(req.db, req.viewer!, req.now))
}

/** Whoever's role needs it sets it up anew instead, with another account manager's help. */
async function remove(req: Request, res: Response): Promise<void> {
  if (isNamed(req.viewer!.roles, req.school.settings.second_step_roles)) return res.redirect(303, '/account/second-step')
  await doWithout(req.db, req.viewer!, req.now)
  res.redirect(303, '/account?done=one-step')
}
