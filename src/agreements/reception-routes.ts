import type { Request, Response } from 'express'
import { dropCookie, readCookie, setCookie } from '../auth/cookies.ts'
import { endSession } from '../auth/sessions.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { receptionForm } from './forms.ts'
import { isUnsigned, listAsked } from './list.ts'
import { readSignature, sendFile } from './sign-routes.ts'
import { type Agreement, findAgreement } from './store.ts'
import { findVisit, openVisit, signVisit, type Visit, VISIT_MS } from './visit.ts'

/** Signing at reception: the office hands over its iPad, which from then on is for that one signature (M20). */
export const receptionRoutes: Route[] = [
  get('/agreements/reception', 'record-signatures', (req, res) => show(req, res, formOf({ person_id: req.query['person'] }))),
  post('/agreements/reception', 'record-signatures', handOver),
  get('/agreements/reception/sign', 'public', askSignature),
  post('/agreements/reception/sign', 'public', sign),
  get('/agreements/reception/file', 'public', async (req, res) => sendFile(res, await findAgreement(req.db, (await visitOf(req)).agreement_id))),
]

/** Those first who have not signed. */
async function show(req: Request, res: Response, form: Form): Promise<void> {
  const asked = await listAsked(req.db, req.now)
  const inOrder = [...asked.filter(isUnsigned), ...asked.filter((line) => !isUnsigned(line))]
  const people = inOrder.map((line) => ({ value: line.id, label: `${line.name}, ${line.post}${isUnsigned(line) ? '' : ' (has signed)'}` }))
  res.page('agreements/reception', { form, people }, { title: 'Sign at reception', status: form.problems.length > 0 ? 422 : 200 })
}

/** The office's own session on this machine ends: what stays is one page for one person. */
async function handOver(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(receptionForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { person_id } = parsed.data
  const line = (await listAsked(req.db, req.now)).find(({ id }) => id === person_id)
  if (!line || !('agreement_id' in line.standing)) return show(req, res, formOf(req.body, [{ name: 'person_id', message: 'Choose somebody who is asked to sign' }]))
  const viewer = req.viewer!
  const actor = { person_id: viewer.person_id, desk_id: null }
  const token = await openVisit(req.db, { person_id, agreement_id: line.standing.agreement_id, actor }, req.now)
  setCookie(res, 'kitbook-signing', token, VISIT_MS)
  await endSession(req.db, viewer.id, viewer.session_id)
  dropCookie(res, 'kitbook')
  res.set('Clear-Site-Data', '"cache"')
  res.redirect(303, '/agreements/reception/sign')
}

async function visitOf(req: Request): Promise<Visit> {
  const visit = await findVisit(req.db, readCookie(req, 'kitbook-signing'), req.now)
  if (!visit) throw new NotFound('There is nothing to sign on this screen, or its half hour is over. Please hand it back to the office.')
  return visit
}

async function askSignature(req: Request, res: Response): Promise<void> {
  const visit = await visitOf(req)
  if (visit.signed_at !== null) return res.page('agreements/thanks', { name: visit.name }, { title: 'Thank you', bare: true })
  showText(res, visit, await findAgreement(req.db, visit.agreement_id), formOf({ job_title: visit.job_title }))
}

function showText(res: Response, { name }: Visit, { pdf, ...agreement }: Agreement, form: Form): void {
  const model = { agreement: { ...agreement, has_pdf: pdf !== null }, form, name, file: '/agreements/reception/file', action: '/agreements/reception/sign' }
  res.page('agreements/here', model, { title: agreement.title, bare: true, status: form.problems.length > 0 ? 422 : 200 })
}

async function sign(req: Request, res: Response): Promise<void> {
  const visit = await visitOf(req)
  if (visit.signed_at !== null) return res.redirect(303, '/agreements/reception/sign')
  const agreement = await findAgreement(req.db, visit.agreement_id)
  const parsed = readSignature(req, agreement)
  if (!parsed.ok) return showText(res, visit, agreement, parsed.form)
  const { form_key, full_name, job_title } = parsed.data
  const signed = await signVisit(req.db, form_key, visit, { full_name, job_title }, req.now)
  if ('problems' in signed) return showText(res, visit, agreement, formOf(req.body, signed.problems))
  res.redirect(303, '/agreements/reception/sign')
}
