import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Request, Response } from 'express'
import { byAccount, limitTries } from '../../auth/limits.ts'
import { newToken } from '../../auth/passwords.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { post, type Route } from '../../http/routes.ts'
import { madeForm } from '../forms.ts'
import { beginSetUp } from '../own.ts'
import { isNamed } from '../rules.ts'
import { findAuthenticator } from '../store.ts'
import { addPasskey, removePasskey } from './acts.ts'
import { homeOfPasskeys } from './origin.ts'
import { listPasskeys, readChallenge, writeChallenge } from './store.ts'

type Pages = {
  show: (req: Request, res: Response, form: Form) => Promise<void>
  withPassword: (run: (req: Request, res: Response) => Promise<void>) => (req: Request, res: Response) => Promise<void>
  showCodes: (res: Response, codes: string[]) => void
}

const OWN = '/account/second-step'

/** One's own passkeys. */
export function passkeyRoutes(publicUrl: string | undefined, { show, withPassword, showCodes }: Pages): Route[] {
  return [
    post(`${OWN}/passkeys`, 'signed-in', withPassword(begin), limitTries({ tries: 10, of: byAccount })),
    post(`${OWN}/passkeys/confirmation`, 'signed-in', (req, res) => confirm(req, res, publicUrl, { show, showCodes })),
    post(`${OWN}/passkeys/:id/removal`, 'signed-in', withPassword((req, res) => remove(req, res, show)), limitTries({ tries: 10, of: byAccount })),
  ]
}

/** Recovery codes are guarded where an authenticator's are, so that both exist from here on. */
async function begin(req: Request, res: Response): Promise<void> {
  await beginSetUp(req.db, req.school.sealKey, req.viewer!.id)
  await writeChallenge(req.db, req.viewer!.session_id, newToken())
  res.redirect(303, `${OWN}?step=passkey`)
}

async function confirm(req: Request, res: Response, publicUrl: string | undefined, { show, showCodes }: Pick<Pages, 'show' | 'showCodes'>): Promise<void> {
  const { db, now } = req
  const viewer = req.viewer!
  const [home, challenge] = [homeOfPasskeys(publicUrl, req.get('Host')), await readChallenge(db, viewer.session_id)]
  if (!home || challenge === null) return res.redirect(303, OWN)
  const parsed = parseForm(madeForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { answer, name } = parsed.data
  const added = await addPasskey(db, viewer, answer as unknown as RegistrationResponseJSON, { home, challenge }, name, now)
  if (!added) return show(req, res, formOf(req.body, [{ name: 'name', message: 'That did not work. Try again, or with another device' }]))
  await writeChallenge(db, viewer.session_id, null)
  if (added.codes.length > 0) return showCodes(res, added.codes)
  res.redirect(303, `${OWN}?done=passkey`)
}

/** The last way of somebody whose role needs two steps stays. */
async function remove(req: Request, res: Response, show: Pages['show']): Promise<void> {
  const viewer = req.viewer!
  const app = await findAuthenticator(req.db, req.school.sealKey, viewer.id)
  const others = (await listPasskeys(req.db, viewer.id)).length > 1 || Boolean(app?.secret && app.confirmed_at)
  if (!others && isNamed(viewer.roles, req.school.settings.second_step_roles)) {
    return show(req, res, formOf({}, [{ name: 'present', message: 'Your role needs two steps: set up another way first' }]))
  }
  await removePasskey(req.db, viewer, String(req.params['id']), req.now)
  res.redirect(303, `${OWN}?done=no-passkey`)
}
