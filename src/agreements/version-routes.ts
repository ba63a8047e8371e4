import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { readableFields } from '../http/readable.ts'
import { get, post, type Route } from '../http/routes.ts'
import { takeUpload, type Upload, uploadOf } from '../http/upload.ts'
import { KIND_NAMES, KINDS } from '../people/rules.ts'
import { presetOf } from '../presets/presets.ts'
import { endVersion, enterVersion } from './enter.ts'
import { versionForm } from './forms.ts'
import { kindWords } from './list.ts'
import { findAgreement, listAgreements, listKindsOf } from './store.ts'

/** The versions of the acceptable-use policy: entered, read, ended (M11). */
export const versionRoutes: Route[] = [
  get('/agreements/new', 'change-settings', askVersion),
  post('/agreements', 'change-settings', enter, takeUpload, readableFields),
  get('/agreements/:id', 'record-signatures', showVersion),
  post('/agreements/:id/end', 'change-settings', end),
]

/** A new version begins as the newest one reads, the first as the school's preset has it. */
async function askVersion(req: Request, res: Response): Promise<void> {
  const [newest] = await listAgreements(req.db)
  const { kinds, renewal } = presetOf(req.school.settings.preset).agreement
  const before = newest ? await findAgreement(req.db, newest.id) : { title: 'Acceptable use of ICT', text: '', renewal }
  showForm(res, formOf({ ...before, from_day: asTyped(dayOf(req.now)), kinds: newest?.kinds ?? kinds }), 200)
}

function showForm(res: Response, form: Form, status: number): void {
  res.page('agreements/form', { form, kinds: KINDS.map((value) => ({ value, label: KIND_NAMES[value] })) }, { title: 'Enter an agreement', status })
}

async function enter(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(versionForm, req.body)
  if (!parsed.ok) return showForm(res, parsed.form, 422)
  const { form_key, ...version } = parsed.data
  const file = pdfOf(uploadOf(req), version.text === '')
  if (typeof file === 'string') return showForm(res, formOf(req.body, [{ name: version.text === '' ? 'text' : 'file', message: file }]), 422)
  await enterVersion(req.db, form_key, { ...version, pdf: file, actor: actorOf(req) }, req.now)
  res.redirect(303, '/agreements?done=entered')
}

const MOST_BYTES = 5_000_000

/** The PDF that was sent, null for none, or what is wrong; without a text there has to be one. */
function pdfOf(upload: Upload, needed: boolean): Buffer | null | string {
  if (!upload.ok && upload.sentence !== 'Choose a file.') return 'Send a PDF of at most 5 MB'
  if (!upload.ok || upload.bytes.length === 0) return needed ? 'Type the agreement, or send it as a PDF' : null
  if (upload.bytes.length > MOST_BYTES) return 'Send a PDF of at most 5 MB'
  return upload.bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? upload.bytes : 'That is not a PDF. Save it as a PDF, or type the text'
}

async function showVersion(req: Request, res: Response): Promise<void> {
  const { pdf, ...agreement } = await findAgreement(req.db, req.params['id'])
  const who = kindWords(await listKindsOf(req.db, agreement.id))
  const model = { agreement: { ...agreement, has_pdf: pdf !== null }, file: `/agreements/${agreement.id}/file`, who, may_end: can(req.viewer!.roles, 'change-settings') }
  res.page('agreements/view', model, { title: agreement.title })
}

async function end(req: Request, res: Response): Promise<void> {
  await endVersion(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, '/agreements?done=ended')
}
