import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { get, type Route } from '../http/routes.ts'
import { noticeOf } from './notice.ts'
import { readBeside } from '../school-file/read-beside.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { retentionForm } from './forms.ts'
import type { Report } from './report.ts'

/** How long the record names people, and what would be cut today. */
export const retentionRoutes: Route[] = [
  ...settingsPage({
    path: '/settings/retention', view: 'retention/settings', title: 'How long names are kept', schema: retentionForm, settings: (data) => data,
    typed: ({ school: { settings } }) => ({
      keep_book_years: settings.keep_book_years, keep_signatures_years: settings.keep_signatures_years, retention_on: settings.retention_on ? '1' : undefined,
    }),
  }),
  get('/settings/privacy-notice', 'change-settings', (req, res) =>
    res.page('retention/notice', { kept: noticeOf(req.school.settings), school: req.school.settings }, { title: 'Privacy notice' })),
  get('/settings/privacy-assessment', 'change-settings', (req, res) =>
    res.page('retention/assessment', { kept: noticeOf(req.school.settings), school: req.school.settings }, { title: 'Data-protection impact assessment' })),
  get('/settings/retention/report', 'change-settings', showReport),
]

async function showReport(req: Request, res: Response): Promise<void> {
  const { keep_book_years, keep_signatures_years, retention_done_before, retention_on } = req.school.settings
  const input = { asked: { keep_book_years, keep_signatures_years, retention_done_before }, today: dayOf(req.now) }
  const report = await readBeside<typeof input, Report>(req.db, new URL('./work', import.meta.url), input)
  res.page('retention/report', { report, retention_on, retention_done_before }, { title: 'What would be cut today' })
}
