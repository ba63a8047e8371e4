import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { formOf, parseForm, type Form } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import type { Config } from '../config.ts'
import { dropCookie } from './cookies.ts'
import { enter } from './enter.ts'
import { signInForm } from './forms.ts'
import { byAddress, byEmail, limitTries } from './limits.ts'
import { secretMatches } from './passwords.ts'
import { isOpen } from './rules.ts'
import { endSession } from './sessions.ts'
import { findAccountByEmail } from './store.ts'

/** Ten wrong tries an account and thirty an address in a quarter of an hour; right ones don't count. */
export function authRoutes({ config }: { config: Config }): Route[] {
  const show: Show = (res, form, status) => showSignIn(res, form, status, config.provider?.name ?? null)
  return [
    get('/sign-in', 'public', (req, res) => show(res, formOf({ next: req.query['next'] }), 200)),
    post('/sign-in', 'public', (req, res) => signIn(req, res, show), limitTries({ tries: 10, of: byEmail }), limitTries({ tries: 30, of: byAddress })),
    post('/sign-out', 'signed-in', signOut),
  ]
}

type Show = (res: Response, form: Form, status: number) => void

function showSignIn(res: Response, form: Form, status: number, provider: string | null): void {
  const { settings } = res.req.school
  res.page('auth/sign-in', { form, provider, demo_accounts: settings.is_demo ? settings.demo_accounts : [] }, { title: 'Sign in', status })
}

async function signIn(req: Request, res: Response, show: Show): Promise<void> {
  const parsed = parseForm(signInForm, req.body)
  if (!parsed.ok) return show(res, parsed.form, 422)
  const { email, password, next } = parsed.data
  const account = await findAccountByEmail(req.db, email)
  const matches = await secretMatches(password, account?.password_hash)
  if (!matches || !account || !isOpen(account, dayOf(req.now))) {
    const wrong = { name: 'email', message: 'The email address or password is not right' }
    return show(res, formOf({ email, next }, [wrong]), 422)
  }
  await enter(req, res, account, 'password', next)
}

async function signOut(req: Request, res: Response): Promise<void> {
  const viewer = req.viewer!
  await endSession(req.db, viewer.id, viewer.session_id)
  dropCookie(res, 'kitbook')
  res.set('Clear-Site-Data', '"cache"')
  res.redirect(303, '/sign-in')
}
