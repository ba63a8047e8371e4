import type { Request, Response } from 'express'
import { dropCookie, readCookie } from '../auth/cookies.ts'
import { openSession } from '../auth/enter.ts'
import { byAddress, limitTries } from '../auth/limits.ts'
import { tokenHash } from '../auth/passwords.ts'
import { dayOf } from '../calendar/days.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { accountRoutes } from './account-routes.ts'
import { type CodeAnswer, codeMatches, confirmAuthenticator } from './code.ts'
import { codeForm } from './forms.ts'
import { secretModel, WORDS } from './set-up-page.ts'
import { settingsRoutes } from './settings-routes.ts'
import { deleteHalf, findAuthenticator, findHalf } from './store.ts'

/** The second step of signing in (M19): nothing of Kitbook is to be had before it is taken. */
export const secondStepRoutes: Route[] = [
  get('/sign-in/second-step', 'public', (req, res) => show(req, res, formOf())),
  post('/sign-in/second-step', 'public', takeStep, limitTries({ tries: 60, of: byAddress })),
  post('/sign-in/second-step/new', 'public', setUp, limitTries({ tries: 60, of: byAddress })),
  ...accountRoutes,
  ...settingsRoutes,
]

function halfOf(req: Request) {
  return findHalf(req.db, halfHash(req), req.now, dayOf(req.now))
}

function halfHash(req: Request): string {
  return tokenHash(readCookie(req, 'kitbook-half') ?? '')
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const half = await halfOf(req)
  const authenticator = half && await findAuthenticator(req.db, half.id)
  if (!half || !authenticator) return res.redirect(303, '/sign-in')
  const status = form.problems.length > 0 ? 422 : 200
  if (authenticator.confirmed_at !== null) return res.page('second-step/code', { form, name: half.name }, { title: 'Second step', status })
  const model = await secretModel(authenticator.secret, half.email, req.school.settings.school_name)
  res.page('second-step/set-up', { form, ...model, action: '/sign-in/second-step/new', needed: true }, { title: 'Set up two-step sign-in', status })
}

function problem(answer: Exclude<CodeAnswer, 'right'>): Form {
  return formOf({}, [{ name: 'code', message: WORDS[answer] }])
}

async function takeStep(req: Request, res: Response): Promise<void> {
  const half = await halfOf(req)
  if (!half) return res.redirect(303, '/sign-in')
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const answer = await codeMatches(req.db, half, parsed.data.code, req.now)
  if (answer !== 'right') return show(req, res, problem(answer))
  if (await comeIn(req, res, half.id)) res.redirect(303, half.next)
}

async function setUp(req: Request, res: Response): Promise<void> {
  const half = await halfOf(req)
  if (!half) return res.redirect(303, '/sign-in')
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const answer = await confirmAuthenticator(req.db, half, parsed.data.code, req.now)
  if (typeof answer === 'string') return show(req, res, problem(answer))
  if (await comeIn(req, res, half.id)) res.page('second-step/codes', { codes: answer.codes, next: half.next }, { title: 'Your recovery codes', bare: true })
}

/** Half-way in is good for one way in. */
async function comeIn(req: Request, res: Response, accountId: string): Promise<boolean> {
  const mine = await deleteHalf(req.db, halfHash(req))
  dropCookie(res, 'kitbook-half')
  if (mine) await openSession(req, res, accountId)
  else res.redirect(303, '/sign-in')
  return mine
}
