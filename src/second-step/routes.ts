import type { Request, Response } from 'express'
import { dropCookie, readCookie } from '../auth/cookies.ts'
import { openSession } from '../auth/enter.ts'
import { byAddress, limitTries } from '../auth/limits.ts'
import { tokenHash } from '../auth/passwords.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, type Handler, post, type Route } from '../http/routes.ts'
import { accountRoutes } from './account-routes.ts'
import { type CodeAnswer, codeMatches, confirmAuthenticator } from './code.ts'
import { codeForm } from './forms.ts'
import type { HalfWay } from './half-way.ts'
import { setUpModel, stepModel } from './half-way-page.ts'
import { homeOfPasskeys } from './passkeys/origin.ts'
import { makePasskey, signWithPasskey } from './passkeys/sign-in.ts'
import { WORDS } from './set-up-page.ts'
import { settingsRoutes } from './settings-routes.ts'
import { deleteHalf, findAuthenticator, findHalf, secondStepSince } from './store.ts'

/** The second step of signing in (M19): nothing of Kitbook is to be had before it is taken. */
export function secondStepRoutes({ config }: { config: Config }): Route[] {
  const tries = () => limitTries({ tries: 60, of: byAddress })
  const halfWay = (run: (req: Request, res: Response, at: HalfWay) => Promise<void>): Handler => async (req, res) => {
    const half = await findHalf(req.db, halfHash(req), req.now, dayOf(req.now))
    if (!half) return res.redirect(303, '/sign-in')
    const set_up = await secondStepSince(req.db, half.id) !== null
    await run(req, res, { half, home: homeOfPasskeys(config.publicUrl, req.get('Host')), set_up })
  }
  return [
    get('/sign-in/second-step', 'public', halfWay((req, res, at) => halfWayPage(req, res, at, formOf()))),
    post('/sign-in/second-step', 'public', halfWay(takeStep), tries()),
    post('/sign-in/second-step/new', 'public', halfWay(setUp), tries()),
    post('/sign-in/second-step/passkey', 'public', halfWay(sign), tries()),
    post('/sign-in/second-step/passkey/new', 'public', halfWay(make), tries()),
    ...accountRoutes(config.publicUrl),
    ...settingsRoutes,
  ]
}

function halfHash(req: Request): string {
  return tokenHash(readCookie(req, 'kitbook-half') ?? '')
}

/** What stands between somebody half-way in and Kitbook: a code or passkey, or the setting up of one. */
async function halfWayPage(req: Request, res: Response, at: HalfWay, form: Form): Promise<void> {
  const status = form.problems.length > 0 ? 422 : 200
  if (at.set_up) return res.page('second-step/code', await stepModel(req.db, req.school.sealKey, at, form), { title: 'Second step', status })
  const secret = (await findAuthenticator(req.db, req.school.sealKey, at.half.id))?.secret
  if (!secret) return res.redirect(303, '/sign-in')
  const about = { school: req.school.settings.school_name, label: req.get('User-Agent') ?? '' }
  res.page('second-step/set-up', await setUpModel(at, secret, form, about), { title: 'Set up two-step sign-in', status })
}

function problem(answer: Exclude<CodeAnswer, 'right'>): Form {
  return formOf({}, [{ name: 'code', message: WORDS[answer] }])
}

async function takeStep(req: Request, res: Response, at: HalfWay): Promise<void> {
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok) return halfWayPage(req, res, at, parsed.form)
  const answer = await codeMatches(req.db, req.school.sealKey, at.half, parsed.data.code, req.now)
  if (answer !== 'right') return halfWayPage(req, res, at, problem(answer))
  await goOn(req, res, at)
}

async function setUp(req: Request, res: Response, at: HalfWay): Promise<void> {
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok) return halfWayPage(req, res, at, parsed.form)
  const answer = at.set_up ? 'wrong' : await confirmAuthenticator(req.db, req.school.sealKey, at.half, parsed.data.code, req.now)
  if (typeof answer === 'string') return halfWayPage(req, res, at, problem(answer))
  await showCodes(req, res, at, answer.codes)
}

async function sign(req: Request, res: Response, at: HalfWay): Promise<void> {
  const refused = await signWithPasskey(req.db, at, req.body, req.now)
  if (refused) return halfWayPage(req, res, at, refused)
  await goOn(req, res, at)
}

async function make(req: Request, res: Response, at: HalfWay): Promise<void> {
  const made = await makePasskey(req.db, at, req.body, req.now)
  if ('refused' in made) return halfWayPage(req, res, at, made.refused)
  await showCodes(req, res, at, made.codes)
}

async function goOn(req: Request, res: Response, { half }: HalfWay): Promise<void> {
  if (await comeIn(req, res, half.id)) res.redirect(303, half.next)
}

async function showCodes(req: Request, res: Response, { half }: HalfWay, codes: string[]): Promise<void> {
  if (await comeIn(req, res, half.id)) res.page('second-step/codes', { codes, next: half.next }, { title: 'Your recovery codes', bare: true })
}

/** Half-way in is good for one way in. */
async function comeIn(req: Request, res: Response, accountId: string): Promise<boolean> {
  const mine = await deleteHalf(req.db, halfHash(req))
  dropCookie(res, 'kitbook-half')
  if (mine) await openSession(req, res, accountId)
  else res.redirect(303, '/sign-in')
  return mine
}
