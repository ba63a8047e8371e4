import type { Request, Response } from 'express'
import { z } from 'zod'
import { dayOf } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { formKey } from '../http/fields.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { confirmAccess, findAccess, removeAccess } from './decide.ts'
import { CSV_COLUMNS, csvLines, linesOf, reviewedTerm, reviewModel, roleNames } from './page.ts'
import { listDecided, listTerms } from './store.ts'
import { ROLES_IN_WORDS } from './words.ts'

/** The termly review of who may do what (M19), for those who give roles. */
export const accessReviewRoutes: Route[] = [
  get('/access-review', 'grant-roles', (req, res) => show(req, res, formOf())),
  get('/access-review.csv', 'grant-roles', sendList),
  post('/access-review', 'grant-roles', confirm),
  get('/access-review/accounts/:id', 'grant-roles', (req, res) => showRemoval(req, res, formOf())),
  post('/access-review/accounts/:id', 'grant-roles', remove),
  get('/access-review/past', 'grant-roles', showTerms),
  get('/access-review/past/:term', 'grant-roles', showTerm),
]

const confirmForm = z.object({
  form_key: formKey,
  account: z.union([z.string(), z.array(z.string())], { error: 'Tick whom to confirm' }).transform((ticked) => [ticked].flat()),
})

const removalForm = z.object({ decision: z.enum(['roles taken', 'closed'], { error: 'Choose what to take away' }) })

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const model = await reviewModel(req.db, req.viewer!, req.now)
  const notice = noticeOf(req.query['done'])
  const status = form.problems.length > 0 ? 422 : 200
  res.page('access-review/index', { ...model, form, roles: ROLES_IN_WORDS }, { title: 'Access review', status, ...notice !== undefined && { notice } })
}

function noticeOf(done: unknown): string | undefined {
  if (done === 'removed') return 'That is taken away, and written down.'
  if (typeof done !== 'string' || !/^\d{1,5}$/.test(done)) return undefined
  const words = { '0': 'Nothing was left to confirm.', '1': 'One is confirmed.' }[done]
  return words ?? `${done} are confirmed.`
}

async function confirm(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(confirmForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, account } = parsed.data
  const review = { term: await reviewedTerm(req.db, req.now), reviewer: req.viewer! }
  const count = await confirmAccess(req.db, form_key, account, review, req.now)
  res.redirect(303, `/access-review?done=${count}`)
}

async function showRemoval(req: Request, res: Response, form: Form): Promise<void> {
  const access = await findAccess(req.db, String(req.params['id']), req.now)
  const { account_id, name, roles, last_used_at } = access
  const status = form.problems.length > 0 ? 422 : 200
  res.page('access-review/removal', { form, account_id, name, role_names: roleNames(roles), last_used_at, has_roles: roles.length > 0 }, { title: `What ${name} may do`, status })
}

async function remove(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(removalForm, req.body)
  if (!parsed.ok) return showRemoval(req, res, parsed.form)
  const review = { term: await reviewedTerm(req.db, req.now), reviewer: req.viewer! }
  const refused = await removeAccess(req.db, String(req.params['id']), parsed.data.decision, review, req.now)
  if (refused !== null) return showRemoval(req, res, formOf(parsed.data, [{ name: 'decision', message: refused }]))
  res.redirect(303, '/access-review?done=removed')
}

async function showTerms(req: Request, res: Response): Promise<void> {
  res.page('access-review/past', { terms: await listTerms(req.db) }, { title: 'Access reviews' })
}

async function showTerm(req: Request, res: Response): Promise<void> {
  const term = String(req.params['term'])
  const decided = await listDecided(req.db, term)
  if (decided.length === 0) throw new NotFound('No access was reviewed then.')
  res.page('access-review/term', { term, name: decided[0]!.term_name, decided: linesOf(decided) }, { title: `Access review, ${decided[0]!.term_name}` })
}

async function sendList(req: Request, res: Response): Promise<void> {
  const wanted = typeof req.query['term'] === 'string' ? req.query['term'] : null
  await sendCsv(res, `access-review-${dayOf(req.now)}`, CSV_COLUMNS, [await csvLines(req.db, wanted, req.now)])
}
