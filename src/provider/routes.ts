import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { findOpenLink } from '../accounts/store.ts'
import { dropCookie, readCookie, setCookie } from '../auth/cookies.ts'
import { enter } from '../auth/enter.ts'
import { byAddress, limitTries } from '../auth/limits.ts'
import { tokenHash } from '../auth/passwords.ts'
import { isOpen } from '../auth/rules.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { get, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { type Flow, openFlow, Stopped } from './flow.ts'
import { setOutQuery } from './forms.ts'
import { keepArrival } from './link.ts'
import { linkRoutes } from './link-routes.ts'
import { AWAY_MS, type Identity, troubleWords } from './rules.ts'
import { findLinked } from './store.ts'
import { packTrip, type Trip, unpackTrip } from './trip.ts'

type Needs = { config: Config, log: Logger }

/** Signing in with the school's Google, Microsoft or other OpenID provider (M19); where there is none, nothing is here. */
export function providerRoutes({ config, log }: Needs): Route[] {
  const flow = config.provider && openFlow(config.provider, publicAddress(config))
  const withFlow = (run: (req: Request, res: Response, flow: Flow) => Promise<void>) => async (req: Request, res: Response) => {
    if (!flow) throw new NotFound()
    await run(req, res, flow).catch((error: unknown) => stopped(res, flow, log, error))
  }
  const guesses = () => limitTries({ tries: 60, of: byAddress })
  return [
    get('/sign-in/provider', 'public', withFlow(setOut), guesses()),
    get('/sign-in/provider/back', 'public', withFlow(comeBack), guesses()),
    ...linkRoutes(flow?.name ?? null),
  ]
}

async function setOut(req: Request, res: Response, flow: Flow): Promise<void> {
  const wishes = setOutQuery.parse(req.query)
  const { href, secrets } = await flow.setOut()
  setCookie(res, 'kitbook-trip', packTrip({ ...secrets, ...wishes }), AWAY_MS)
  res.redirect(303, href)
}

/** The one address that the provider sends people back to; what they brought is good for one try. */
async function comeBack(req: Request, res: Response, flow: Flow): Promise<void> {
  const trip = unpackTrip(readCookie(req, 'kitbook-trip'))
  dropCookie(res, 'kitbook-trip')
  if (!trip) throw new Stopped('stale', 'no trip')
  const identity = await flow.arrive(new URL(req.originalUrl, 'http://here').search, trip)
  if (trip.to === 'sign in') return signIn(req, res, flow, identity, trip)
  await askFirst(req, res, identity, trip)
}

async function signIn(req: Request, res: Response, flow: Flow, identity: Identity, { next }: Trip): Promise<void> {
  const account = await findLinked(req.db, identity)
  if (account && isOpen(account, dayOf(req.now))) return enter(req, res, account, 'provider', next)
  const model = { name: flow.name, shown: identity.shown }
  res.page('provider/unknown', model, { title: `Not signed in with ${flow.name}`, status: 403, error: true })
}

/** Nobody's way in is changed by coming back alone: the page that follows asks. */
async function askFirst(req: Request, res: Response, identity: Identity, { to, link = '' }: Trip): Promise<void> {
  const invited = to === 'link' ? await findOpenLink(req.db, tokenHash(link), req.now, dayOf(req.now)) : undefined
  const accountId = to === 'link' ? invited?.account_id : req.viewer?.id
  if (accountId === undefined) return res.redirect(303, to === 'link' ? `/new-password/${encodeURIComponent(link)}` : '/sign-in?next=/account')
  setCookie(res, 'kitbook-arrival', await keepArrival(req.db, identity, accountId, req.now), AWAY_MS)
  res.redirect(303, to === 'link' ? `/new-password/${encodeURIComponent(link)}/provider` : '/account/provider')
}

function stopped(res: Response, { name }: Flow, log: Logger, error: unknown): void {
  if (!(error instanceof Stopped)) throw error
  log.warn({ trouble: error.trouble, because: error.because }, 'nobody was signed in by the provider')
  const status = error.trouble === 'unreachable' ? 503 : 403
  res.page('provider/stopped', { name, words: troubleWords(error.trouble, name) }, { title: `Not signed in with ${name}`, status, error: true })
}
