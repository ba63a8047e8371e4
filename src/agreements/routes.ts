import type { NextFunction, Request, Response } from 'express'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { sendCsv } from '../http/csv.ts'
import { formOf } from '../http/forms.ts'
import { get, type Route } from '../http/routes.ts'
import { countRoutes } from './count-routes.ts'
import { unsignedQuery } from './forms.ts'
import { isOpenToAll, signatureBefore } from './gate.ts'
import { CSV_COLUMNS, isUnsigned, listAsked, listModel } from './list.ts'
import { paperRoutes } from './paper-routes.ts'
import { receptionRoutes } from './reception-routes.ts'
import { agreementSettingsRoutes } from './settings-routes.ts'
import { signRoutes } from './sign-routes.ts'
import { versionRoutes } from './version-routes.ts'

export const agreementRoutes: Route[] = [
  get('/agreements', 'record-signatures', showList),
  get('/agreements.csv', 'record-signatures', sendList),
  ...paperRoutes,
  ...countRoutes,
  ...receptionRoutes,
  ...signRoutes,
  ...versionRoutes,
  ...agreementSettingsRoutes,
]

/** Leads whoever has to sign first to the agreement, whatever they asked for; a desk is everybody's. */
export async function onlyAgreementUntilSigned(req: Request, res: Response, next: NextFunction): Promise<void> {
  const { viewer, desk, path } = req
  if (!viewer || isOpenToAll(path) || (desk && path.startsWith('/desk'))) return next()
  const id = await signatureBefore(req.db, viewer, req.school.settings, req.now)
  if (id === null) return next()
  const address = `/agreements/${id}/sign`
  if (req.get('HX-Request')) return void res.set('HX-Redirect', address).status(204).end()
  res.redirect(303, address)
}

const DONE: Record<string, string> = {
  entered: 'The agreement is entered.', ended: 'Nobody is asked for that agreement any more.', paper: 'What was signed on paper is recorded.',
}

async function showList(req: Request, res: Response): Promise<void> {
  const { kind } = unsignedQuery.parse(req.query)
  const notice = DONE[String(req.query['done'])]
  const may_enter = can(req.viewer!.roles, 'change-settings')
  const model = { ...await listModel(req.db, kind, req.now), form: formOf({ kind }), may_enter, csv: kind ? `/agreements.csv?kind=${kind}` : '/agreements.csv' }
  res.page('agreements/index', model, { title: 'Agreement', ...notice !== undefined && { notice } })
}

async function sendList(req: Request, res: Response): Promise<void> {
  const { kind } = unsignedQuery.parse(req.query)
  const lines = (await listAsked(req.db, req.now)).filter((line) => isUnsigned(line) && (kind === '' || line.kind === kind))
  await sendCsv(res, `agreement-not-signed-${dayOf(req.now)}`, CSV_COLUMNS, [lines])
}
