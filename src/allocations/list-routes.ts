import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { sendCsv } from '../http/csv.ts'
import type { Form } from '../http/forms.ts'
import { get, type Route } from '../http/routes.ts'
import { listQuery } from './forms.ts'
import { CSV_COLUMNS, everyPage, listModel } from './list.ts'
import { ownModel } from './own.ts'

/** Everything that is looked after, for those who keep the devices; and what one adult looks after, for themselves. */
export const listRoutes: Route[] = [
  get('/allocations', 'edit-devices', showList),
  get('/allocations.csv', 'edit-devices', sendList),
  get('/allocations/mine', 'signed-in', (req, res) => showMine(req, res, null)),
]

const DONE: Record<string, string> = {
  left: 'It is left at what was said.', answered: 'Thank you: your answer is written down, and cannot be changed any more.',
  told: 'Your answer is written down, and they are told.', withdrawn: 'You ask for it no longer.',
  still: 'Thank you: your answer is written down.', seen: 'It is seen to.',
}

function noticeOf(req: Request) {
  const notice = DONE[String(req.query['done'])]
  return notice === undefined ? {} : { notice }
}

async function showList(req: Request, res: Response): Promise<void> {
  const model = await listModel(req.db, listQuery.parse(req.query), req.now)
  res.page('allocations/index', { ...model, is_lead: req.viewer!.roles.includes('lead') }, { title: 'Looked after', ...noticeOf(req) })
}

async function sendList(req: Request, res: Response): Promise<void> {
  await sendCsv(res, `looked-after-${dayOf(req.now)}`, CSV_COLUMNS, everyPage(req.db))
}

/** `wrong`: the receipt or the ask whose answer was not whole, with its form. */
export async function showMine(req: Request, res: Response, wrong: { id: string, form: Form } | null): Promise<void> {
  const model = await ownModel(req.db, req.viewer!, req.now)
  res.page('allocations/mine', { ...model, wrong }, { title: 'What I look after', status: wrong ? 422 : 200, ...wrong ? {} : noticeOf(req) })
}
