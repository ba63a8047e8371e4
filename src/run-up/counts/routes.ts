import { ownActorOf } from '../../auth/actor.ts'
import type { Request, Response } from 'express'
import { NotFound } from '../../errors.ts'
import { countIn, type CountIn } from '../../end-of-day/count-in.ts'
import { type Told, toldOf } from '../../end-of-day/words.ts'
import { sendCsv } from '../../http/csv.ts'
import { type Form, formOf, newFormKey, parseForm } from '../../http/forms.ts'
import { earlierResult } from '../../http/once.ts'
import { isPart } from '../../http/page.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { sayFor } from '../../http/say.ts'
import { openForm, scanForm, sealForm } from '../forms.ts'
import { LOCKED } from '../rules.ts'
import { countModel, CSV_COLUMNS, sealedModel } from './model.ts'
import { countInAgain, openCount } from './open.ts'
import { sealCount } from './seal.ts'
import { findCount, listCounts, type SealedCount } from './store.ts'

/** The rest is counted and locked up before a long holiday, sealed, and counted again after it. */
export const countRoutes: Route[] = [
  get('/run-up/count', 'prepare-holidays', async (req, res) => showCount(res, { told: await toldBefore(req) })),
  post('/run-up/count/scans', 'prepare-holidays', scan),
  post('/run-up/count', 'prepare-holidays', seal),
  get('/run-up/counts', 'prepare-holidays', showPast),
  get('/run-up/counts/:id', 'prepare-holidays', async (req, res) => showSealed(res, await countOf(req), { told: await toldBefore(req) })),
  get('/run-up/counts/:id/lines.csv', 'prepare-holidays', sendLines),
  post('/run-up/counts/:id/scans', 'prepare-holidays', scanAgain),
  post('/run-up/counts/:id/opening', 'prepare-holidays', open),
]

type Extra = { told?: Told | null, form?: Form, refused?: string | null }

async function showCount(res: Response, { told = null, form = formOf() }: Extra): Promise<void> {
  const { req } = res
  const model = await countModel(req.db, req.school.settings, req.viewer!.person_id, req.now)
  if (model.sealed) return res.redirect(303, `/run-up/counts/${model.sealed.id}`)
  if (!model.season) return res.redirect(303, '/run-up')
  const options = { title: `Count before the ${model.season.holiday.name}`, fragment: 'run-up/_count', status: form.problems.length > 0 ? 422 : 200 }
  res.page('run-up/count', { ...model, told, form, scan_key: newFormKey() }, options)
}

/** What the scan did that led to this page, when it was sent without JavaScript. */
async function toldBefore(req: Request): Promise<Told | null> {
  const key = req.query['counted']
  const result = typeof key === 'string' ? await earlierResult<CountIn>(req.db, key) : null
  return result && 'unknown' in result ? toldOf(result, sayFor(req.now).when) : null
}

function scan(req: Request, res: Response): Promise<void> {
  return scanned(req, res, '/run-up/count', ({ form_key, codes }) => countIn(req.db, form_key, { codes, actor: ownActorOf(req), place: LOCKED }, req.now))
}

async function scanAgain(req: Request, res: Response): Promise<void> {
  const { id } = await countOf(req)
  await scanned(req, res, `/run-up/counts/${id}`, ({ form_key, codes }) => countInAgain(req.db, form_key, { count_id: id, codes, actor: ownActorOf(req) }, req.now))
}

/** A queue in the page is told in words; the page itself is then asked for what has changed. */
async function scanned(req: Request, res: Response, page: string, run: (sent: { form_key: string, codes: string }) => Promise<CountIn>): Promise<void> {
  const parsed = parseForm(scanForm, req.body)
  const told = parsed.ok ? toldOf(await run(parsed.data), sayFor(req.now).when) : { kind: 'unknown' as const, words: parsed.form.problems[0]!.message, more: [] }
  if (isPart(req)) return res.page('end-of-day/told', { told }, { title: 'Counted', fragment: 'end-of-day/_told', status: parsed.ok ? 200 : 422 })
  const query = parsed.ok ? `?${new URLSearchParams({ counted: parsed.data.form_key }).toString()}` : ''
  res.redirect(303, `${page}${query}`)
}

async function seal(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(sealForm, req.body)
  if (!parsed.ok) return showCount(res, { form: parsed.form })
  const { form_key, ...wish } = parsed.data
  const sealed = await sealCount(req.db, form_key, { ...wish, actor: ownActorOf(req), settings: req.school.settings }, req.now)
  if ('problems' in sealed) return showCount(res, { form: formOf(req.body, sealed.problems) })
  res.redirect(303, `/run-up/counts/${sealed.count_id}`)
}

async function countOf(req: Request): Promise<SealedCount> {
  const count = await findCount(req.db, String(req.params['id']))
  if (!count) throw new NotFound('There is no such count.')
  return count
}

async function showSealed(res: Response, count: SealedCount, { told = null, refused = null }: Extra): Promise<void> {
  const { req } = res
  const options = { title: `Sealed count, ${count.name} ${count.last_day.slice(0, 4)}`, fragment: 'run-up/_sealed', status: refused === null ? 200 : 422 }
  res.page('run-up/sealed', { ...await sealedModel(req.db, count, req.now), told, refused, scan_key: newFormKey(), now: req.now.toISOString(), by: req.viewer!.name }, options)
}

async function sendLines(req: Request, res: Response): Promise<void> {
  const count = await countOf(req)
  const { locked, home, away, excused, not_there } = await sealedModel(req.db, count, req.now)
  await sendCsv(res, `sealed-count-${count.last_day}`, CSV_COLUMNS, [locked, home, away, excused, not_there])
}

async function open(req: Request, res: Response): Promise<void> {
  const count = await countOf(req)
  const parsed = parseForm(openForm, req.body)
  const { refused } = parsed.ok ? await openCount(req.db, count.id, ownActorOf(req), req.now) : { refused: 'Open the page again' }
  if (refused !== null) return showSealed(res, count, { refused })
  res.redirect(303, `/run-up/counts/${count.id}`)
}

const PER_PAGE = 30

async function showPast(req: Request, res: Response): Promise<void> {
  const before = /^\d{4}-[\dT:.Z-]+$/.exec(String(req.query['before'] ?? ''))?.[0] ?? null
  const counts = await listCounts(req.db, before ?? '9999', PER_PAGE + 1)
  const older = counts.length > PER_PAGE ? `/run-up/counts?before=${encodeURIComponent(counts[PER_PAGE - 1]!.sealed_at)}` : null
  res.page('run-up/counts', { counts: counts.slice(0, PER_PAGE), older, newer: before === null ? null : '/run-up/counts' }, { title: 'Sealed counts' })
}
