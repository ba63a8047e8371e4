import type { Request, Response } from 'express'
import { readPassword } from '../accounts/store.ts'
import { byAccount, limitTries } from '../auth/limits.ts'
import { secretMatches } from '../auth/passwords.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { confirmAuthenticator, renewRecoveryCodes } from './code.ts'
import { codeForm, presentForm } from './forms.ts'
import { beginSetUp, doWithout } from './own.ts'
import { isNamed } from './rules.ts'
import { secretModel, WORDS } from './set-up-page.ts'
import { countRecoveryCodes, findAuthenticator } from './store.ts'

const guesses = () => limitTries({ tries: 10, of: byAccount })

/** Two-step sign-in on one's own account's page. */
export const accountRoutes: Route[] = [
  get('/account/second-step', 'signed-in', (req, res) => show(req, res, formOf())),
  post('/account/second-step', 'signed-in', withPassword(begin), guesses()),
  post('/account/second-step/confirmation', 'signed-in', confirm, guesses()),
  post('/account/second-step/codes', 'signed-in', withPassword(renew), guesses()),
  post('/account/second-step/removal', 'signed-in', withPassword(remove), guesses()),
]

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const viewer = req.viewer!
  const authenticator = await findAuthenticator(req.db, viewer.id)
  const needed = isNamed(viewer.roles, req.school.settings.second_step_roles)
  const options = { title: 'Two-step sign-in', status: form.problems.length > 0 ? 422 : 200 }
  if (authenticator && authenticator.confirmed_at === null && req.query['step'] === 'scan') {
    const model = await secretModel(authenticator.secret, viewer.email, req.school.settings.school_name)
    return res.page('second-step/set-up', { form, ...model, action: '/account/second-step/confirmation?step=scan', needed }, options)
  }
  res.page('second-step/own', {
    form, needed, since: authenticator?.confirmed_at ?? null, left: await countRecoveryCodes(req.db, viewer.id),
    has_password: await readPassword(req.db, viewer.id) !== null,
  }, options)
}

/** Whoever finds a screen open does not know the password. */
function withPassword(run: (req: Request, res: Response) => Promise<void>) {
  return async (req: Request, res: Response): Promise<void> => {
    const parsed = parseForm(presentForm, req.body)
    if (!parsed.ok) return show(req, res, parsed.form)
    if (await secretMatches(parsed.data.present, await readPassword(req.db, req.viewer!.id))) return run(req, res)
    await show(req, res, formOf({}, [{ name: 'present', message: 'That is not your present password' }]))
  }
}

async function begin(req: Request, res: Response): Promise<void> {
  await beginSetUp(req.db, req.viewer!.id)
  res.redirect(303, '/account/second-step?step=scan')
}

async function confirm(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const answer = await confirmAuthenticator(req.db, req.viewer!, parsed.data.code, req.now)
  if (typeof answer === 'string') return show(req, res, formOf({}, [{ name: 'code', message: WORDS[answer] }]))
  showCodes(res, answer.codes)
}

function showCodes(res: Response, codes: string[]): void {
  res.page('second-step/codes', { codes, next: '/account' }, { title: 'Your recovery codes' })
}

async function renew(req: Request, res: Response): Promise<void> {
  const authenticator = await findAuthenticator(req.db, req.viewer!.id)
  if (!authenticator?.confirmed_at) return res.redirect(303, '/account/second-step')
  showCodes(res, await renewRecoveryCodes(req.db, req.viewer!, req.now))
}

/** Whoever's role needs it sets it up anew instead, with another account manager's help. */
async function remove(req: Request, res: Response): Promise<void> {
  if (isNamed(req.viewer!.roles, req.school.settings.second_step_roles)) return res.redirect(303, '/account/second-step')
  await doWithout(req.db, req.viewer!, req.now)
  res.redirect(303, '/account?done=one-step')
}
