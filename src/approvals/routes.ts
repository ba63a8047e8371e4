import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { sendCsv } from '../http/csv.ts'
import type { Config } from '../config.ts'
import { get, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { askRoutes } from './ask-routes.ts'
import { decisionRoutes } from './decision-routes.ts'
import { deputyRoutes } from './deputy-routes.ts'
import { listQuery } from './forms.ts'
import { inSchoolRoutes } from './in-school/routes.ts'
import { CSV_COLUMNS, everyLine, listModel } from './list.ts'
import { approvalSettingsRoutes } from './settings-routes.ts'

/** Permission for devices to leave the school, and for helpers to borrow in it: asked for, approved or declined, revoked (M7, M8). */
export const approvalRoutes = ({ config }: { config: Config }): Route[] => [
  get('/approvals', 'signed-in', showList),
  get('/approvals.csv', 'signed-in', sendList),
  ...deputyRoutes,
  ...askRoutes(publicAddress(config)),
  ...inSchoolRoutes(publicAddress(config)),
  ...decisionRoutes(publicAddress(config)),
  ...approvalSettingsRoutes,
]

async function showList(req: Request, res: Response): Promise<void> {
  res.page('approvals/index', await listModel(req.db, req.viewer!, listQuery.parse(req.query), req.now), { title: 'Permissions' })
}

async function sendList(req: Request, res: Response): Promise<void> {
  await sendCsv(res, `permissions-${dayOf(req.now)}`, CSV_COLUMNS, everyLine(req.db, req.viewer!, listQuery.parse(req.query), req.now))
}
