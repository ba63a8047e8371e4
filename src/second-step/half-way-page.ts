import type { Request, Response } from 'express'
import { browserName } from '../accounts/rules.ts'
import { type Form, formOf } from '../http/forms.ts'
import type { HalfWay } from './half-way.ts'
import { askToMake, askToSign } from './passkeys/ceremony.ts'
import { listPasskeys } from './passkeys/store.ts'
import { secretModel } from './set-up-page.ts'
import { findAuthenticator } from './store.ts'

/** What stands between somebody half-way in and Kitbook: a code or passkey, or the setting up of one. */
export async function halfWayPage(req: Request, res: Response, at: HalfWay, form: Form): Promise<void> {
  const status = form.problems.length > 0 ? 422 : 200
  return at.set_up ? askForStep(req, res, at, form, status) : askToSetUp(req, res, at, form, status)
}

async function askForStep({ db }: Request, res: Response, { half, home }: HalfWay, form: Form, status: number): Promise<void> {
  const passkeys = await listPasskeys(db, half.id)
  const has_app = Boolean((await findAuthenticator(db, half.id))?.confirmed_at)
  const passkey = home && passkeys.length > 0 ? await askToSign({ home, challenge: half.challenge, passkeys }) : null
  res.page('second-step/code', { form, name: half.name, has_app, passkey, elsewhere: home === null && passkeys.length > 0 }, { title: 'Second step', status })
}

async function askToSetUp(req: Request, res: Response, { half, home }: HalfWay, form: Form, status: number): Promise<void> {
  const { school_name } = req.school.settings
  const { secret } = (await findAuthenticator(req.db, half.id))!
  const options = home && await askToMake({ home, challenge: half.challenge, passkeys: [] }, half, school_name)
  const named = form.error('name') ? form : formOf({ name: browserName(req.get('User-Agent') ?? '') })
  res.page('second-step/set-up', {
    form, ...await secretModel(secret, half.email, school_name), action: '/sign-in/second-step/new', needed: true, passkey: options && { options, form: named },
  }, { title: 'Set up two-step sign-in', status })
}
