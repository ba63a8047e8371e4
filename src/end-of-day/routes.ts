import type { Request, Response } from 'express'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { newFormKey, parseForm } from '../http/forms.ts'
import { isPart } from '../http/page.ts'
import { earlierResult } from '../http/once.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { type Closed, closeCheck, closeExpectedLater, type Closing } from './close.ts'
import { countIn, type CountIn } from './count-in.ts'
import { exceptionRoutes } from './exception-routes.ts'
import { beforeQuery, closeForm, countForm } from './forms.ts'
import { checkVersion, nowModel } from './model.ts'
import { pastModel } from './past.ts'
import { recordModel } from './record.ts'
import { findCheck } from './store.ts'
import { type Told, toldOf } from './words.ts'

export const endOfDayRoutes: Route[] = [
  get('/end-of-day', 'check', showNow),
  post('/end-of-day/scans', 'check', count),
  post('/end-of-day/closing', 'check', close),
  post('/end-of-day/later-closing', 'check', closeLater),
  get('/end-of-day/past', 'do-end-of-day', showPast),
  get('/end-of-day/past/:day', 'do-end-of-day', showRecord),
  ...exceptionRoutes,
]

/** Asked every ten seconds by the page itself: while nothing has changed, the answer is one small query and a 304. */
async function showNow(req: Request, res: Response): Promise<void> {
  const { settings } = req.school
  if (isPart(req) && req.get('If-None-Match') === `"${await checkVersion(req.db, settings, req.now)}"`) {
    return void res.status(304).end()
  }
  await show(res, { told: await toldBefore(req) })
}

async function show(res: Response, { told = null, refused = null }: { told?: Told | null, refused?: string | null }): Promise<void> {
  const { req } = res
  const model = await nowModel(req.db, req.school.settings, req.now)
  const options = { title: 'End-of-day check', fragment: 'end-of-day/_now', status: refused === null ? 200 : 422 }
  res.page('end-of-day/index', { ...model, told, refused, scan_key: newFormKey(), prepare: prepares(req) }, options)
}

/** Whether the way to what is done before long holidays is theirs. */
function prepares({ viewer }: Request): boolean {
  return can(viewer?.roles ?? [], 'prepare-holidays')
}

/** What the scan did that led to this page, when it was sent without JavaScript. */
async function toldBefore(req: Request): Promise<Told | null> {
  const key = req.query['counted']
  const result = typeof key === 'string' ? await earlierResult<CountIn>(req.db, key) : null
  return result && 'unknown' in result ? toldOf(result, sayFor(req.now).when) : null
}

/** A queue in the page is told in words; the page itself is then asked for what has changed. */
async function count(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(countForm, req.body)
  if (!parsed.ok) return show(res, { told: { kind: 'unknown', words: parsed.form.problems[0]!.message, more: [] }, refused: '' })
  const { form_key, codes } = parsed.data
  const counted = await countIn(req.db, form_key, { codes, actor: actorOf(req) }, req.now)
  if (!isPart(req)) return res.redirect(303, `/end-of-day?${new URLSearchParams({ counted: form_key }).toString()}`)
  res.page('end-of-day/told', { told: toldOf(counted, sayFor(req.now).when) }, { title: 'Counted', fragment: 'end-of-day/_told' })
}

function actorOf(req: Request): Closing['actor'] {
  if (req.viewer) return { person_id: req.viewer.person_id, desk_id: null }
  return { person_id: req.desk!.checker_id!, desk_id: req.desk!.id }
}

async function close(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(closeForm, req.body)
  if (!parsed.ok) return show(res, { refused: 'Open the page again' })
  await answer(res, await closeCheck(req.db, parsed.data.form_key, { actor: actorOf(req), settings: req.school.settings }, req.now))
}

async function closeLater(req: Request, res: Response): Promise<void> {
  await answer(res, await closeExpectedLater(req.db, { actor: actorOf(req), settings: req.school.settings }, req.now))
}

async function answer(res: Response, { refused }: Closed): Promise<void> {
  if (refused !== null) return show(res, { refused })
  res.redirect(303, '/end-of-day')
}

async function showPast(req: Request, res: Response): Promise<void> {
  const { before } = beforeQuery.parse(req.query)
  res.page('end-of-day/past', { ...await pastModel(req.db, before, req.now), prepare: prepares(req) }, { title: 'Past end-of-day checks' })
}

async function showRecord(req: Request, res: Response): Promise<void> {
  const check = await findCheck(req.db, String(req.params['day']))
  if (!check) throw new NotFound('There is no check of that day.')
  if (check.day === dayOf(req.now)) return res.redirect(303, '/end-of-day')
  res.page('end-of-day/record', { ...await recordModel(req.db, check), prepare: prepares(req) }, { title: `End-of-day check, ${sayFor(req.now).day(check.day)}` })
}
