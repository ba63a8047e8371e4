import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { sendCsv } from '../http/csv.ts'
import { get, type Route } from '../http/routes.ts'
import { loanNotice } from '../loans/notice.ts'
import { can, type Capability } from '../auth/permissions.ts'
import { BOOK_COLUMNS, exportEntries } from './export.ts'
import { bookQuery } from './forms.ts'
import { bookModel, PRINTED } from './model.ts'

export const bookRoutes: Route[] = [
  get('/book', 'read-book', book),
  get('/book/print', 'read-book', print),
  get('/book.csv', 'read-book', exported),
  get('/my-loans', 'signed-in', mine),
]

async function book(req: Request, res: Response): Promise<void> {
  const model = await bookModel(req.db, bookQuery.parse(req.query), req.now)
  await show(req, res, 'book/index', { ...model, ...mayOf(req), own: false }, 'Signing-out book')
}

/** The same entries on paper: more of them at once, with what was asked and when. */
async function print(req: Request, res: Response): Promise<void> {
  const query = bookQuery.parse(req.query)
  const model = await bookModel(req.db, { ...query, before: undefined, after: undefined }, req.now, PRINTED, true)
  res.page('book/print', { ...model, now: req.now.toISOString(), day: dayOf(req.now), most: PRINTED }, { title: 'Signing-out book' })
}

async function exported(req: Request, res: Response): Promise<void> {
  const { before: _, after: __, ...filters } = bookQuery.parse(req.query)
  await sendCsv(res, 'signing-out-book', BOOK_COLUMNS, exportEntries(req.db, filters, req.now, () => res.destroyed))
}

/** One's own entries: what everybody may read of the book; on request only those out now, or for one class. */
async function mine(req: Request, res: Response): Promise<void> {
  const { before, after, state, class: classId } = bookQuery.parse(req.query)
  const asked = { ...bookQuery.parse({ person: req.viewer!.person_id }), state, class: classId }
  const model = await bookModel(req.db, { ...asked, before, after }, req.now)
  const own = (href: string | null) => href && href.replace('/book?', '/my-loans?').replace(/person=[^&]*&/, '')
  const pages = { newer: own(model.newer), older: own(model.older) }
  await show(req, res, 'book/mine', { ...model, ...pages, may_correct: false, own: true, is_all: !state && !classId }, 'What I have booked out')
}

const DONE: Record<string, string> = {
  'corrected-second': 'The book is corrected. The clocks went back that night and the time came twice: the second one, after the change, is written down.',
  'corrected': 'The book is corrected. What stood there before is beside it.',
  'struck-out': 'The entry is struck out, and stays in the book with your reason.',
}

async function show(req: Request, res: Response, view: string, model: object, title: string): Promise<void> {
  const { loan, done } = req.query
  const notice = await loanNotice(req.db, loan, req.viewer!.person_id, req.now) ?? DONE[String(done)]
  const then = view === 'book/mine' ? 'my-loans' : 'book'
  res.page(view, { ...model, then }, { title, fragment: 'book/_entries', ...notice && { notice } })
}

/** What whoever reads the book may do beside reading it. */
function mayOf({ viewer }: Request) {
  const may = (capability: Capability) => can(viewer!.roles, capability)
  return { may_correct: may('correct-book'), may_trace: may('trace-devices'), may_write_in: may('book-out-for-others') }
}
