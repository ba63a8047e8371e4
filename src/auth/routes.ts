import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { formOf, parseForm, type Form } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { dropCookie, setCookie } from './cookies.ts'
import { safePath, signInForm } from './forms.ts'
import { byAddress, byEmail, limitTries } from './limits.ts'
import { secretMatches } from './passwords.ts'
import { endSession, SESSION_MS, startSession } from './sessions.ts'
import { findAccountByEmail } from './store.ts'

/** Ten wrong tries an account and thirty an address in a quarter of an hour; right ones don't count. */
export const authRoutes = (): Route[] => [
  get('/sign-in', 'public', (req, res) => showSignIn(res, formOf({ next: req.query['next'] }), 200)),
  post('/sign-in', 'public', signIn, limitTries({ tries: 10, of: byEmail }), limitTries({ tries: 30, of: byAddress })),
  post('/sign-out', 'signed-in', signOut),
]

function showSignIn(res: Response, form: Form, status: number): void {
  const { settings } = res.req.school
  res.page('auth/sign-in', { form, demo_accounts: settings.is_demo ? settings.demo_accounts : [] }, { title: 'Sign in', status })
}

async function signIn(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(signInForm, req.body)
  if (!parsed.ok) return showSignIn(res, parsed.form, 422)
  const { email, password, next } = parsed.data
  const account = await findAccountByEmail(req.db, email)
  const matches = await secretMatches(password, account?.password_hash)
  const open = account && account.closed_at === null && (account.last_day === null || account.last_day >= dayOf(req.now))
  if (!matches || !open) {
    const wrong = { name: 'email', message: 'The email address or password is not right' }
    return showSignIn(res, formOf({ email, next }, [wrong]), 422)
  }
  const token = await startSession(req.db, account.id, req.get('User-Agent') ?? 'unknown browser', req.now)
  setCookie(res, 'kitbook', token, SESSION_MS)
  res.redirect(303, safePath(next))
}

async function signOut(req: Request, res: Response): Promise<void> {
  const viewer = req.viewer!
  await endSession(req.db, viewer.id, viewer.session_id)
  dropCookie(res, 'kitbook')
  res.set('Clear-Site-Data', '"cache"')
  res.redirect(303, '/sign-in')
}
