import { needCustody } from '../custody/store.ts'
import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { isOverdue } from '../calendar/late.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { type Reason, stateOf } from '../custody/rules.ts'
import { type Form, formOf, newFormKey, parseForm, type Problem } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { bookOutModel, type BookOutModel, isTaken, readOwn, reasonsFor } from './book-out-page.ts'
import { bookOutOnce } from './book-out.ts'
import { notOffered } from './choices.ts'
import { type BookOutFields, bookOutForm, returnForm } from './forms.ts'
import { returnLoan } from './return.ts'
import { hasPassed } from './rules.ts'
import { undoOwn } from './undo-own.ts'

export const loanRoutes: Route[] = [
  get('/loans/new', 'book-out', newLoan),
  post('/loans', 'book-out', create),
  post('/loans/:id/return', 'book-out', bringBack),
  post('/loans/:id/undo', 'book-out', undo),
]

/** The page behind "Book out": of a code that was typed, or of the device that a link names. */
async function newLoan(req: Request, res: Response): Promise<void> {
  const typed = tagText(String(req.query['device'] ?? ''))
  const tag = typed ? await findTag(req.db, typed) : undefined
  if (tag?.device_id) return showBookOut(req, res, await needCustody(req.db, tag.device_id))
  const unknown = `No device has the code ${typed}. Type it as it stands on its tag`
  const message = typed ? unknown : 'Type the code that stands on the tag'
  const asked = req.query['device'] !== undefined
  const form = formOf({ device: req.query['device'] }, asked ? [{ name: 'device', message }] : [])
  res.page('loans/which', { form }, { title: 'Book out', error: asked })
}

async function showBookOut(req: Request, res: Response, device: CustodyFacts, form?: Form): Promise<void> {
  const own = await readOwn(req.db, req.viewer!, device, req.now)
  const book_out = await bookOutModel(req.db, req.viewer!, device, own, req.now, form)
  const { reasons, warnings } = form ? { reasons: [], warnings: [] } : await reasonsFor(req.db, req.viewer!, device, own, req.now)
  const late = !device.because && device.due_at !== null && isOverdue(device.due_at, await readLateness(req.db, req.now))
  const taken = isTaken(device)
  const model = { device, state: stateOf(device), late, book_out, reasons: taken ? reasons : [...reasons, ...warnings], taken, return_key: newFormKey(), ask_clean: req.school.settings.return_checklist }
  res.page('loans/new', model, { title: `Book out ${device.code}`, status: form ? 422 : 200 })
}

async function create(req: Request, res: Response): Promise<void> {
  const device = await needCustody(req.db, req.body?.device_id)
  const again = (form: Form) => showBookOut(req, res, device, form)
  const parsed = parseForm(bookOutForm, req.body)
  if (!parsed.ok) return again(parsed.form)
  const fields = forWhom(req, parsed.data)
  const choices = await bookOutModel(req.db, req.viewer!, device, await readOwn(req.db, req.viewer!, device, req.now), req.now)
  const problems = problemsOf(fields, choices, req.now)
  if (problems.length > 0) return again(formOf(req.body, problems))
  const { form_key, device_id, ...rest } = fields
  const wish = { ...rest, device_ids: [device_id], source: 'own account' as const, actor: actorOf(req) }
  const { loans, refusals } = await bookOutOnce(req.db, form_key, wish, req.now)
  const reasons = refusals[0]?.reasons ?? []
  if (!loans[0]) return again(formOf(req.body, reasons.map((reason) => problemOf(reason, choices))))
  res.redirect(303, `/devices/${device.code}?loan=${loans[0].id}`)
}

/** Whatever the form says, staff book out for themselves, and only a lead says a lead's yes (M3). */
function forWhom(req: Request, { until_other, ...fields }: BookOutFields) {
  const { person_id, roles } = req.viewer!
  const others = can(roles, 'book-out-for-others')
  return {
    ...fields,
    until: until_other ?? fields.until,
    borrower_id: others && fields.borrower_id !== null ? fields.borrower_id : person_id,
    answers_id: others ? fields.answers_id : null,
    lead_says_yes: roles.includes('lead') && fields.lead_says_yes,
  }
}

const MENDED_BY: Record<string, string> = {
  'needs-answer': 'answers_id', 'left': 'borrower_id', 'not-started': 'borrower_id', 'not-for-kind': 'borrower_id',
}

/** A refusal with its mend, beside the field that can mend it where there is one. */
function problemOf({ code, words, mend }: Reason, { people, may_say_yes_for, leads }: BookOutModel): Problem {
  const field = people.length > 0 ? MENDED_BY[code] : undefined
  const leadsYes = (code === 'looked-after' && may_say_yes_for !== null) || (code === 'reserved' && leads)
  return { name: leadsYes ? 'lead_says_yes' : field ?? '', message: `${words}. ${mend}` }
}

/** What the form's lists do not offer, and a time that is no wish any more. */
function problemsOf(fields: ReturnType<typeof forWhom>, choices: BookOutModel, now: Date): Problem[] {
  const { me, people } = choices
  const problems: Problem[] = notOffered(fields, { ...choices, people: [...people, { value: me.id, label: me.name }] })
  if (fields.until === null || !hasPassed(fields.until, now)) return problems
  return [...problems, { name: 'until_other', message: 'That time has passed. Choose another, or leave it empty' }]
}

async function bringBack(req: Request, res: Response): Promise<void> {
  const loanId = String(req.params['id'])
  const { form_key = newFormKey(), on_charge, left_clean, then } = returnForm.parse(req.body ?? {})
  const wish = { loan_id: loanId, on_charge, left_clean, actor: actorOf(req) }
  const { device_id } = await returnLoan(req.db, form_key, wish, req.now)
  await goOn(req, res, then, loanId, device_id)
}

const TOO_LATE = {
  heading: 'Too late to undo', reference: null,
  words: 'A booking out can be undone for five minutes by whoever made it. '
    + 'Bring the device back instead, or ask the computing lead to correct the book.',
}

async function undo(req: Request, res: Response): Promise<void> {
  const loanId = String(req.params['id'])
  const loan = await undoOwn(req.db, loanId, req.viewer!.person_id, req.now)
  if (!loan) return res.page('errors/error', TOO_LATE, { title: TOO_LATE.heading, status: 422 })
  await goOn(req, res, returnForm.parse(req.body ?? {}).then, loanId, loan.device_id)
}

/** On to the page the button was pressed on, which then says what the book says of the loan. */
async function goOn(
  req: Request, res: Response, then: string | undefined, loanId: string, deviceId: string,
): Promise<void> {
  const pages: Record<string, string> = { 'today': '/', 'my-loans': '/my-loans', 'book': '/book?state=out' }
  const page = then && pages[then]
  const path = page || `/devices/${(await needCustody(req.db, deviceId)).code}`
  res.redirect(303, `${path}${path.includes('?') ? '&' : '?'}loan=${encodeURIComponent(loanId)}`)
}
