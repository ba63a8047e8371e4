import type { Request, Response } from 'express'
import { findOpenLink, readPassword } from '../accounts/store.ts'
import { dropCookie, readCookie } from '../auth/cookies.ts'
import { byAccount, byAddress, limitTries } from '../auth/limits.ts'
import { secretMatches, tokenHash } from '../auth/passwords.ts'
import { dayOf } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, type Handler, post, type Route } from '../http/routes.ts'
import { linkOwnForm } from './forms.ts'
import { type Linked, linkInvited, linkOwn, unlinkOwn } from './link.ts'
import { findArrival } from './store.ts'

/** Saying yes to signing in with the provider from now on: with the present password, or with an invitation's link. */
export function linkRoutes(name: string | null): Route[] {
  const named = (run: (req: Request, res: Response, name: string) => Promise<void>): Handler => (req, res) => {
    if (name === null) throw new NotFound()
    return run(req, res, name)
  }
  return [
    get('/account/provider', 'signed-in', named((req, res, name) => askOwn(req, res, name, formOf()))),
    post('/account/provider', 'signed-in', named(answerOwn), limitTries({ tries: 10, of: byAccount })),
    post('/account/provider/removal', 'signed-in', named(removeOwn)),
    get('/new-password/:token/provider', 'public', named(askInvited)),
    post('/new-password/:token/provider', 'public', named(answerInvited), limitTries({ tries: 20, of: byAddress })),
  ]
}

function arrivalOf(req: Request): string {
  return readCookie(req, 'kitbook-arrival') ?? ''
}

async function shownFor(req: Request, accountId: string): Promise<string | null> {
  return (await findArrival(req.db, tokenHash(arrivalOf(req)), accountId, req.now, dayOf(req.now)))?.shown ?? null
}

async function askOwn(req: Request, res: Response, name: string, form: Form): Promise<void> {
  const shown = await shownFor(req, req.viewer!.id)
  if (shown === null) return res.redirect(303, '/account')
  const has_password = await readPassword(req.db, req.viewer!.id) !== null
  res.page('provider/own', { form, name, shown, has_password }, { title: `Sign in with ${name}`, status: form.problems.length > 0 ? 422 : 200 })
}

async function answerOwn(req: Request, res: Response, name: string): Promise<void> {
  const parsed = parseForm(linkOwnForm, req.body)
  if (!parsed.ok) return askOwn(req, res, name, parsed.form)
  const matches = await secretMatches(parsed.data.present, await readPassword(req.db, req.viewer!.id))
  if (!matches) return askOwn(req, res, name, formOf({}, [{ name: 'present', message: 'That is not your present password' }]))
  const linked = await linkOwn(req.db, req.viewer!.id, arrivalOf(req), req.now)
  dropCookie(res, 'kitbook-arrival')
  if (linked === 'linked') return res.redirect(303, '/account?done=provider')
  showNotLinked(res, name, linked, '/account')
}

function showNotLinked(res: Response, name: string, why: Exclude<Linked, 'linked'>, href: string): void {
  res.page('provider/not-linked', { name, why, href }, { title: 'Nothing was changed', status: 422 })
}

async function removeOwn(req: Request, res: Response): Promise<void> {
  if (await readPassword(req.db, req.viewer!.id) === null) return res.redirect(303, '/account')
  await unlinkOwn(req.db, req.viewer!, req.now)
  res.redirect(303, '/account?done=no-provider')
}

async function askInvited(req: Request, res: Response, name: string): Promise<void> {
  const token = String(req.params['token'])
  const invited = await findOpenLink(req.db, tokenHash(token), req.now, dayOf(req.now))
  const shown = invited ? await shownFor(req, invited.account_id) : null
  if (!invited || shown === null) return res.redirect(303, `/new-password/${encodeURIComponent(token)}`)
  res.page('provider/invited', { name, shown, token, person: invited.name }, { title: `Sign in with ${name}` })
}

async function answerInvited(req: Request, res: Response, name: string): Promise<void> {
  const token = String(req.params['token'])
  const linked = await linkInvited(req.db, token, arrivalOf(req), req.now)
  dropCookie(res, 'kitbook-arrival')
  if (linked !== 'linked') return showNotLinked(res, name, linked, `/new-password/${encodeURIComponent(token)}`)
  res.page('provider/linked', { name }, { title: `You sign in with ${name} now` })
}

