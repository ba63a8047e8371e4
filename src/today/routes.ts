import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { act } from '../database/act.ts'
import { record } from '../events/record.ts'
import { get, post, type Route } from '../http/routes.ts'
import { loanNotice } from '../loans/notice.ts'
import { writeSettings } from '../settings/store.ts'
import { todayModel, todayVersion } from './model.ts'

export const todayRoutes: Route[] = [
  get('/', 'signed-in', today),
  post('/checklist/put-away', 'change-settings', putAway),
]

/** Asked every half minute by the page itself: while nothing has changed, the answer is three counts and a 304. */
async function today(req: Request, res: Response): Promise<void> {
  const viewer = req.viewer!
  const isPart = req.get('HX-Request-Type') === 'partial'
  if (isPart && req.get('If-None-Match') === `"${await todayVersion(req.db, viewer, req.now)}"`) {
    return void res.status(304).end()
  }
  const model = await todayModel(req.db, viewer, req.school.settings, req.now)
  const notice = isPart ? undefined : await loanNotice(req.db, req.query['loan'], viewer.person_id, req.now) ?? movedNotice(req.query['moved']) ?? DONE[String(req.query['done'])]
  const options = { title: 'Today', fragment: 'today/_now', ...notice && { notice } }
  res.page('today/index', { ...model, may_book_out: can(viewer.roles, 'book-out'), may_see_figures: can(viewer.roles, 'read-book') }, options)
}

const DONE: Record<string, string> = { 'going-home': 'It goes home with you tonight. The end-of-day check knows.' }

function movedNotice(moved: unknown): string | undefined {
  if (typeof moved !== 'string' || !/^\d{1,5}$/.test(moved)) return undefined
  const words = { '0': 'Nothing was due then.', '1': 'One loan is due later by as long.' }[moved]
  return `The day goes on. ${words ?? `${moved} loans are due later by as long.`}`
}

async function putAway(req: Request, res: Response): Promise<void> {
  await act(req.db, async (db) => {
    await writeSettings(db, { checklist_put_away: true })
    await record(db, actorOf(req), req.now, { verb: 'checklist.put away', subject: 'school', subject_id: 'checklist' })
  })
  res.redirect(303, '/')
}
