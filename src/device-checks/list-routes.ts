import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { sendCsv } from '../http/csv.ts'
import { get, type Route } from '../http/routes.ts'
import { listQuery } from './forms.ts'
import { CSV_COLUMNS, linesShown, listModel } from './list.ts'

/** Which devices owe a check, by type. */
export const listRoutes: Route[] = [
  get('/device-checks/list', 'record-checks', showList),
  get('/device-checks/list.csv', 'record-checks', sendList),
]

async function showList(req: Request, res: Response): Promise<void> {
  res.page('device-checks/list', await listModel(req.db, listQuery.parse(req.query), req.now), { title: 'Checks owed' })
}

async function sendList(req: Request, res: Response): Promise<void> {
  const lines = await linesShown(req.db, listQuery.parse(req.query), req.now)
  await sendCsv(res, `device-checks-${dayOf(req.now)}`, CSV_COLUMNS, [lines])
}
