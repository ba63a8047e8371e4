import { setTimeout as sleep } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { dropCookie } from '../auth/cookies.ts'
import { byAddress, byEmail, limitTries } from '../auth/limits.ts'
import { hashSecret, tokenHash } from '../auth/passwords.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { answerForgotten, choosePassword } from './choose.ts'
import { choosePasswordForm, forgottenForm } from './forms.ts'
import { type Giver, giveAccount, type Receiver } from './give.ts'
import type { Sender } from './link.ts'
import { findOpenLink, findOwner } from './store.ts'
import { closeAccount, followEmail, resetSecondStep } from './take-in-hand.ts'

type Needs = { config: Config }

export function accountRoutes({ config }: Needs): Route[] {
  const address = publicAddress(config)
  const provider = config.provider?.name ?? null
  const senderOf = (req: Request): Sender => ({ address, school: req.school.settings.school_name })
  return [
    get('/forgotten', 'public', (_req, res) => showForgotten(res, formOf(), 200)),
    post('/forgotten', 'public', (req, res) => forgotten(req, res, senderOf(req)),
      limitTries({ tries: 20, of: byAddress, all: true }), limitTries({ tries: 5, of: byEmail, all: true })),
    get('/new-password/:token', 'public', (req, res) => showChoose(req, res, provider, formOf(), 200)),
    post('/new-password/:token', 'public', (req, res) => choose(req, res, provider), limitTries({ tries: 20, of: byAddress })),
    post('/people/:id/account', 'grant-roles', (req, res) => give(req, res, senderOf(req))),
    post('/people/:id/account/closing', 'grant-roles', (req, res) => takeInHand(req, res, closeAccount, 'closed')),
    post('/people/:id/account/second-step/removal', 'grant-roles', (req, res) => takeInHand(req, res, resetSecondStep, 'second-step')),
    post('/people/:id/account/email', 'grant-roles', (req, res) => takeInHand(req, res, followEmail, 'sign-in-email')),
  ]
}

/** Longer than the letter takes to write, so that the time of the answer tells nothing. */
const ANSWER_AFTER_MS = 300

function showForgotten(res: Response, form: Form, status: number): void {
  res.page('accounts/forgotten', { form }, { title: 'I have forgotten my password', status })
}

async function forgotten(req: Request, res: Response, sender: Sender): Promise<void> {
  const parsed = parseForm(forgottenForm, req.body)
  if (!parsed.ok) return showForgotten(res, parsed.form, 422)
  const answerTime = sleep(ANSWER_AFTER_MS)
  await answerForgotten(req.db, parsed.data.email, sender, req.now)
  await answerTime
  res.page('accounts/forgotten-sent', { email: parsed.data.email }, { title: 'Look in your mail' })
}

async function showChoose(req: Request, res: Response, provider: string | null, form: Form, status: number): Promise<void> {
  const token = String(req.params['token'])
  const link = await findOpenLink(req.db, tokenHash(token), req.now, dayOf(req.now))
  if (!link) return showEnded(res)
  res.page('accounts/choose', { form, token, provider, email: link.email, name: link.name }, { title: 'Choose your password', status })
}

function showEnded(res: Response): void {
  res.page('accounts/link-ended', {}, { title: 'This link no longer works', status: 404 })
}

async function choose(req: Request, res: Response, provider: string | null): Promise<void> {
  const parsed = parseForm(choosePasswordForm, req.body)
  if (!parsed.ok) return showChoose(req, res, provider, parsed.form, 422)
  const token = String(req.params['token'])
  const works = await findOpenLink(req.db, tokenHash(token), req.now, dayOf(req.now))
  if (!works || !await choosePassword(req.db, token, await hashSecret(parsed.data.password), req.now)) return showEnded(res)
  dropCookie(res, 'kitbook')
  res.page('accounts/chosen', { email: works.email }, { title: 'Your password is set' })
}

async function receiverOf(req: Request): Promise<Receiver> {
  const person = await findOwner(req.db, String(req.params['id']))
  if (!person) throw new NotFound('There is no such person.')
  return person
}

function giverOf(req: Request): Giver {
  return { person_id: req.viewer!.person_id, roles: req.viewer!.roles }
}

/** Shown once, never kept: the page cannot be opened again. */
async function give(req: Request, res: Response, sender: Sender): Promise<void> {
  const person = await receiverOf(req)
  const given = await giveAccount(req.db, person, giverOf(req), sender, req.now)
  const refused = 'refused' in given
  const title = refused ? 'No account was given' : `${person.name} can choose a password`
  const shown = refused ? { refused: given.refused, email: '', link: null } : { refused: null, ...given }
  res.page('accounts/given', { id: person.id, name: person.name, title, ...shown }, { title, status: refused ? 422 : 200 })
}

async function takeInHand(req: Request, res: Response, run: typeof closeAccount, done: string): Promise<void> {
  const person = await receiverOf(req)
  const refused = await run(req.db, person, giverOf(req), req.now)
  if (refused === null) return res.redirect(303, `/people/${person.id}?done=${done}`)
  const title = 'Nothing was changed'
  res.page('accounts/given', { id: person.id, name: person.name, title, refused, email: '', link: null }, { title, status: 422 })
}
