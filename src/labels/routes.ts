import { setTimeout } from 'node:timers/promises'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { type Form, formOf, parseForm, type Problem } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { blankItems, choose } from './choose.ts'
import { askedFor, printForm, usualSheet, type What, wishForm, type Wish } from './forms.ts'
import { giveCodes } from './give-codes.ts'
import { type Choices, choicesFor, chosenAtFirst, emptyOf, namesPeople, SHEET_CHOICES, spotsOf, tabsFor } from './model.ts'
import { orderOf, type Plan, planOf } from './plan.ts'
import { keepPrints, type Print, type Prints } from './prints.ts'
import { findSheet, perPage } from './sheets.ts'

type Needs = { config: Pick<Config, 'publicUrl'>, log: Logger }
type Labels = { publicUrl: string | undefined, prints: Prints }

/** So long a form waits for its labels before it shows how far they are. */
const WAIT_MS = 1200

export function labelRoutes({ config, log }: Needs): Route[] {
  const labels = { publicUrl: config.publicUrl, prints: keepPrints((err) => log.error({ err }, 'labels were not drawn')) }
  return [
    get('/labels', 'print-labels', (req, res) => show(req, res, labels)),
    post('/labels', 'print-labels', (req, res) => make(req, res, labels)),
    get('/labels/made/:id', 'print-labels', (req, res) => showPrint(res, printOf(req, labels))),
    get('/labels/made/:id/:file', 'print-labels', (req, res) => sendPdf(res, printOf(req, labels))),
  ]
}

/** The form as a link or a changed choice asks for it, with what would come out of the printer. */
async function show(req: Request, res: Response, labels: Labels): Promise<void> {
  const what = whatOf(req, req.query)
  const choices = await choicesFor(req.db, what, req.now)
  const asked = { ...('form_key' in req.query ? {} : chosenAtFirst(choices)), ...askedFor(req.query) }
  const parsed = parseForm(wishForm, asked)
  if (!parsed.ok) return showForm(req, res, labels, { form: formOf(asked), what, choices, nothing: parsed.form.problems[0]!.message })
  const chosen = await choose(req.db, parsed.data, req.now)
  const plan = planOf(chosen.ok ? chosen.items : [], parsed.data, labels.publicUrl)
  const form = formOf({ ...asked, first: plan.first })
  showForm(req, res, labels, { form, what, choices, plan, ...(chosen.ok ? {} : { nothing: chosen.problem.message }) })
}

/** Badges and class cards are lists of adults: they are for those who may see people. */
function whatOf(req: Request, fields: Record<string, unknown>): What {
  const { what } = askedFor(fields)
  if (namesPeople(what) && !can(req.viewer!.roles, 'see-people')) throw new Forbidden()
  return what
}

type Shown = { form: Form, what: What, choices: Choices, plan?: Plan, nothing?: string }

function showForm(req: Request, res: Response, { publicUrl, prints }: Labels, { form, what, choices, plan, nothing }: Shown): void {
  const shown = plan ?? planOf([], { sheet: sheetOf(form, what), first: 1, tag: 'code' }, publicUrl)
  res.page('labels/index', {
    form, what, choices, empty: emptyOf(what, choices), nothing: nothing ?? null, plan: shown, spots: spotsOf(shown), sheets: SHEET_CHOICES,
    tabs: { label: 'What to print', items: tabsFor(what, can(req.viewer!.roles, 'see-people')) },
    has_address: publicUrl !== undefined,
    ready: prints.listOf(req.viewer!.person_id, req.now).map(({ id, title }) => ({ id, title })),
  }, { title: 'Labels', status: form.problems.length > 0 ? 422 : 200, fragment: 'labels/_plan' })
}

function sheetOf(form: Form, what: What): string {
  return findSheet(form.value('sheet'))?.code ?? usualSheet(what)
}

async function make(req: Request, res: Response, labels: Labels): Promise<void> {
  const body = req.body ?? {}
  const what = whatOf(req, body)
  const parsed = parseForm(printForm, askedFor(body))
  const again = async (form: Form) => showForm(req, res, labels, { form, what, choices: await choicesFor(req.db, what, req.now) })
  if (!parsed.ok) return again(parsed.form)
  const chosen = await choose(req.db, parsed.data, req.now)
  const problems = [chosen.ok ? null : chosen.problem, firstProblem(parsed.data)].filter((problem) => problem !== null)
  if (!chosen.ok || problems.length > 0) return again(formOf(body, problems))
  const print = await begin(req, labels, parsed.data, chosen.items.length)
  await Promise.race([print.finished, setTimeout(WAIT_MS)])
  res.redirect(303, `/labels/made/${print.id}`)
}

/** Without JavaScript the picture may be of another sheet than the one that was chosen since. */
function firstProblem({ first, sheet }: Wish): Problem | null {
  const each = perPage(findSheet(sheet)!)
  return first > each ? { name: 'first', message: `This sheet has ${each} labels: choose the first position again` } : null
}

async function begin(req: Request, { publicUrl, prints }: Labels, wish: Wish & { form_key: string }, expected: number): Promise<Print> {
  const by = req.viewer!
  const { id, codes } = await giveCodes(req.db, { wish, count: expected, by }, req.now)
  const chosen = codes.length > 0 ? { ok: true as const, items: blankItems(codes) } : await choose(req.db, wish, req.now)
  const items = chosen.ok ? chosen.items : []
  const { pages } = planOf(items, wish, publicUrl)
  const { count } = sayFor(req.now)
  const title = `${count(items.length, wish.sheet === 'CARDS' ? 'card' : 'label')} on ${count(pages, 'sheet')}${wish.sheet === 'CARDS' ? '' : ` of ${wish.sheet}`}`
  const file = `kitbook-${wish.what}-${wish.sheet.toLowerCase()}-${dayOf(req.now)}.pdf`
  return prints.start({ id, person_id: by.person_id, title, file, codes }, orderOf(items, wish, req.school.settings, publicUrl), req.now)
}

function printOf(req: Request, { prints }: Labels): Print {
  const print = prints.find(String(req.params['id']), req.viewer!.person_id, req.now)
  if (!print) throw new NotFound('These labels are no longer kept. Make them again: it takes a moment.')
  return print
}

function showPrint(res: Response, print: Print): void {
  const { id, title, file, codes, count, done, failed } = print
  res.page('labels/made', {
    id, title, count, done, failed, href: print.result ? `/labels/made/${id}/${file}` : null,
    codes: codes.length > 0 ? { first: codes[0]!, last: codes.at(-1)! } : null,
  }, { title: print.result ? 'Your labels are ready' : 'Making your labels', fragment: 'labels/_made' })
}

function sendPdf(res: Response, { result, file }: Print): void {
  if (!result) throw new NotFound('These labels are not ready yet.')
  res.type('pdf').set('Content-Disposition', `inline; filename="${file}"`).send(Buffer.from(result))
}
