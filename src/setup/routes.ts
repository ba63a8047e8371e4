import type { NextFunction, Request, Response } from 'express'
import { dropCookie, setCookie } from '../auth/cookies.ts'
import { byAddress, limitTries } from '../auth/limits.ts'
import { hashSecret } from '../auth/passwords.ts'
import { SESSION_MS, startSession } from '../auth/sessions.ts'
import { findAccountByEmail, hasAccount } from '../auth/store.ts'
import type { Config } from '../config.ts'
import type { Db } from '../database/open.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { isOnlyHere } from '../mail/address.ts'
import type { Schools } from '../schools/schools.ts'
import { claimSchool } from './claim.ts'
import { isSetUpCode } from './code.ts'
import { codeForm, setUpForm } from './forms.ts'

type Needs = { schools: Schools, config: Config, setUpCode: string }

export function setUpRoutes({ schools, config, setUpCode }: Needs): Route[] {
  const isCode = (typed: string) => isSetUpCode(typed, setUpCode)
  const show: Show = (res, form, status) => res.page('setup/set-up', { form, only_here: isOnlyHere(config) }, { title: 'Set up Kitbook', status })
  return [
    get('/set-up', 'public', async (req, res) => {
      await refuseIfClaimed(req)
      show(res, formOf({ code: req.query['code'] }), 200)
    }),
    post('/set-up', 'public', (req, res) => claim(req, res, isCode, show), codeLimit()),
    post('/demonstration', 'public', (req, res) => openDemo(req, res, schools, isCode, show), codeLimit()),
    post('/demonstration/throw-away', 'signed-in', (req, res) => throwAwayDemo(req, res, schools)),
  ]
}

function codeLimit() {
  return limitTries({ tries: 20, of: byAddress })
}

const claimed = new WeakSet<Db>()

async function isClaimed(db: Db): Promise<boolean> {
  if (!claimed.has(db) && await hasAccount(db)) claimed.add(db)
  return claimed.has(db)
}

/** Until a school has its first account there is nothing but set-up. */
export async function onlySetUpUntilClaimed(req: Request, res: Response, next: NextFunction): Promise<void> {
  const open = ['/set-up', '/healthz', '/demonstration'].includes(req.path)
  if (open || await isClaimed(req.db)) return next()
  res.redirect(303, '/set-up')
}

/** Set-up is closed for ever once there is an account. */
async function refuseIfClaimed(req: Request): Promise<void> {
  if (await isClaimed(req.db)) throw new NotFound()
}

type IsCode = (typed: string) => boolean
type Show = (res: Response, form: Form, status: number) => void

const WRONG_CODE = { name: 'code', message: 'That is not the code. It is on the console where Kitbook was started' }

async function claim(req: Request, res: Response, isCode: IsCode, show: Show): Promise<void> {
  await refuseIfClaimed(req)
  const { form_key: _, ...typed } = req.body
  if (!isCode(String(typed.code ?? ''))) return show(res, formOf({ ...typed, password: '' }, [WRONG_CODE]), 422)
  const parsed = parseForm(setUpForm, typed)
  if (!parsed.ok) return show(res, parsed.form, 422)
  const { password, ...facts } = parsed.data
  const made = await claimSchool(req.db, { ...facts, password_hash: await hashSecret(password) }, req.now)
  if (!made) throw new NotFound()
  await signInAs(req, res, req.db, made.account_id)
}

async function signInAs(req: Request, res: Response, db: Db, accountId: string): Promise<void> {
  const token = await startSession(db, accountId, req.get('User-Agent') ?? 'unknown browser', req.now)
  setCookie(res, 'kitbook', token, SESSION_MS)
  res.redirect(303, '/')
}

async function openDemo(req: Request, res: Response, schools: Schools, isCode: IsCode, show: Show): Promise<void> {
  await refuseIfClaimed(req)
  const parsed = parseForm(codeForm, req.body)
  if (!parsed.ok || !isCode(parsed.data.code)) return show(res, formOf({ ...req.body, password: '' }, [WRONG_CODE]), 422)
  const school = await schools.openDemo(req.now)
  const lead = school.settings.demo_accounts[0]!
  const account = await findAccountByEmail(school.db, lead.email)
  await signInAs(req, res, school.db, account!.id)
}

async function throwAwayDemo(req: Request, res: Response, schools: Schools): Promise<void> {
  if (!req.school.settings.is_demo) throw new Forbidden()
  await schools.throwAwayDemo()
  dropCookie(res, 'kitbook')
  dropCookie(res, 'kitbook-desk')
  res.redirect(303, '/set-up')
}
