import type { Request, Response } from 'express'
import { readCookie, setCookie } from '../auth/cookies.ts'
import { dayOf } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { signForm } from './forms.ts'
import { standingOn } from './rules.ts'
import { signAgreement } from './sign.ts'
import { standingWords } from './standing.ts'
import { type Agreement, findAgreement, findSigner, listVersionsFor } from './store.ts'

/** Signing on one's own account: read to the end, full name, job title (M11). */
export const signRoutes: Route[] = [
  get('/agreements/:id/sign', 'signed-in', askSignature),
  post('/agreements/:id/sign', 'signed-in', sign),
  get('/agreements/:id/file', 'signed-in', async (req, res) => sendFile(res, await findAgreement(req.db, req.params['id']))),
]

async function askSignature(req: Request, res: Response): Promise<void> {
  const agreement = await findAgreement(req.db, req.params['id'])
  const person = await findSigner(req.db, req.viewer!.person_id)
  await show(req, res, agreement, formOf({ job_title: person!.job_title }))
}

async function show(req: Request, res: Response, agreement: Agreement, form: Form): Promise<void> {
  const { person_id, name } = req.viewer!
  const versions = await listVersionsFor(req.db, person_id)
  const version = versions.find(({ agreement_id }) => agreement_id === agreement.id)
  const signedToday = version?.signed_at && dayOf(version.signed_at) === dayOf(req.now)
  const standing = standingOn(versions, dayOf(req.now))
  const { pdf, ...shown } = agreement
  const address = `/agreements/${agreement.id}`
  const notice = req.query['done'] === 'signed' && signedToday ? 'Thank you. Your signature is kept.' : undefined
  res.page('agreements/sign', {
    agreement: { ...shown, has_pdf: pdf !== null }, form, name, file: `${address}/file`, action: `${address}/sign`,
    standing: standing.standing, words: standingWords(standing, sayFor(req.now).day),
    may_sign: version !== undefined && agreement.ended_at === null && !signedToday,
  }, { title: agreement.title, status: form.problems.length > 0 ? 422 : 200, ...notice !== undefined && { notice } })
}

async function sign(req: Request, res: Response): Promise<void> {
  const agreement = await findAgreement(req.db, req.params['id'])
  const parsed = readSignature(req, agreement)
  if (!parsed.ok) return show(req, res, agreement, parsed.form)
  const { form_key, full_name, job_title } = parsed.data
  const wish = { agreement_id: agreement.id, person_id: req.viewer!.person_id, full_name, job_title, how: 'own account' as const, recorded_by_id: null }
  const signed = await signAgreement(req.db, form_key, wish, req.now)
  if ('problems' in signed) return show(req, res, agreement, formOf(req.body, signed.problems))
  res.redirect(303, `/agreements/${agreement.id}/sign?done=signed`)
}

/** What was typed; a PDF has to have been opened on this very machine. */
export function readSignature(req: Request, { pdf, text_hash }: Agreement) {
  const parsed = parseForm(signForm, req.body)
  if (pdf === null || readCookie(req, 'kitbook-opened') === text_hash) return parsed
  const problems = [{ name: 'read', message: 'Open the PDF first, and read it to its end' }]
  return { ok: false as const, form: formOf(req.body, parsed.ok ? problems : [...parsed.form.problems.filter(({ name }) => name !== 'read'), ...problems]) }
}

const HOUR = 3600_000

/** The version's PDF; the cookie says that it was opened here. */
export function sendFile(res: Response, { pdf, text_hash }: Agreement): void {
  if (pdf === null) throw new NotFound('That agreement has no PDF.')
  setCookie(res, 'kitbook-opened', text_hash, HOUR)
  res.type('pdf').set('Content-Disposition', 'inline; filename="agreement.pdf"').send(pdf)
}
