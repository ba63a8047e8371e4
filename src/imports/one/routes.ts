import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { Forbidden, NotFound } from '../../errors.ts'
import { sendCsv } from '../../http/csv.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { applyImport } from '../apply.ts'
import type { Import } from '../detail.ts'
import { aboutForm, answersFrom, columnsFrom, datesForm, viewQuery } from '../forms.ts'
import { mayImport } from '../may.ts'
import { columnsModel, columnValues } from '../pages/columns.ts'
import { PROBLEM_COLUMNS, problemsOf } from '../pages/files.ts'
import { viewModel } from '../pages/view.ts'
import { BROKEN, fail } from '../read-file.ts'
import { rememberMapping } from '../remembered.ts'
import { begin, isRunning, settled, WAIT_MS } from '../running.ts'
import { stageImport } from '../stage.ts'
import { findImport, moveImport, removeImport, updateImport } from '../store.ts'
import { turned } from '../turn-about.ts'
import { undoImport } from '../undo.ts'

export const oneImportRoutes: Route[] = [
  get('/imports/:id', 'import-lists', show),
  get('/imports/:id/progress', 'import-lists', showProgress),
  get('/imports/:id/problems.csv', 'import-lists', sendProblems),
  get('/imports/:id/columns', 'import-lists', askColumns),
  post('/imports/:id/columns', 'import-lists', answerColumns),
  post('/imports/:id/about', 'import-lists', turnAbout),
  post('/imports/:id/answers', 'import-lists', answer),
  post('/imports/:id/apply', 'import-lists', apply),
  post('/imports/:id/undo', 'import-lists', undo),
  post('/imports/:id/throw-away', 'import-lists', throwAway),
]

const CUT_OFF = 'Kitbook was stopped while it worked on this list, and nothing was written. Choose the file again.'

/** An import that its viewer may see; one that a restart cut off says so. */
async function importOf(req: Request): Promise<Import> {
  const imp = await findImport(req.db, String(req.params['id']))
  if (!imp) throw new NotFound('There is no such import.')
  const busy = imp.state === 'reading' || imp.state === 'applying'
  if (busy && !isRunning(imp.id)) {
    await fail(req.db, imp, CUT_OFF)
    return importOf(req)
  }
  if (!busy && !mayImport(req.viewer!.roles, imp.about)) throw new Forbidden()
  return imp
}

async function show(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  if (imp.state === 'reading' || imp.state === 'applying') {
    return res.page('imports/progress', progressOf(imp), { title: imp.file_name })
  }
  if (imp.state === 'mapping') return showColumns(res, imp, formOf(columnValues(imp)))
  if (imp.state === 'failed') {
    return res.page(
      'imports/failed', { file_name: imp.file_name, sentence: imp.detail.sentence }, { title: imp.file_name },
    )
  }
  return showLines(req, res, imp, formOf())
}

async function showLines(req: Request, res: Response, imp: Import, form: Form): Promise<void> {
  const model = await viewModel(req.db, imp, viewQuery.parse(req.query), req.now, form)
  const title = imp.state === 'preview' ? `Preview of ${imp.file_name}` : imp.file_name
  res.page('imports/view', model, { title, fragment: 'imports/_lines', status: form.problems.length > 0 ? 422 : 200 })
}

function progressOf({ id, file_name, state, progress }: Import) {
  return {
    id, file_name, label: state === 'reading' ? 'Reading the list' : 'Bringing the list in',
    done: state === 'applying' ? 100 : progress,
  }
}

/** What the progress asks for every second; when the work has ended, the browser goes to its result. */
async function showProgress(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  if (imp.state === 'reading' || imp.state === 'applying') {
    return res.page('imports/progress', progressOf(imp), { title: imp.file_name, fragment: 'imports/_progress' })
  }
  if (req.get('HX-Request')) return void res.set('HX-Redirect', `/imports/${imp.id}`).status(204).end()
  res.redirect(303, `/imports/${imp.id}`)
}

async function sendProblems(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  await sendCsv(res, `problems-${imp.about}`, PROBLEM_COLUMNS, problemsOf(req.db, imp.id))
}

async function askColumns(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  if (imp.state !== 'mapping' && imp.state !== 'preview') return res.redirect(303, `/imports/${imp.id}`)
  await showColumns(res, { ...imp, detail: { ...imp.detail, settled: false } }, formOf(columnValues(imp)))
}

async function showColumns(res: Response, imp: Import, form: Form): Promise<void> {
  const title = imp.detail.settled ? 'Which comes first, the day or the month?' : 'What do the columns mean?'
  res.page('imports/columns', await columnsModel(res.req.db, imp, form), {
    title, status: form.problems.length > 0 ? 422 : 200,
  })
}

/** What the columns mean, remembered for the next list with these headings; and the order of dates, if asked. */
async function answerColumns(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  const { detail } = imp
  const asked = 'column_0' in req.body
  const { mapping, problems } = asked
    ? columnsFrom(req.body, detail.headings, imp.about)
    : { mapping: detail.mapping, problems: [] }
  const dates = detail.unclear_dates.length > 0 && !asked ? parseForm(datesForm, req.body) : null
  const wrong = [...problems, ...(dates && !dates.ok ? dates.form.problems : [])]
  if (wrong.length > 0) {
    return showColumns(res, { ...imp, detail: { ...detail, settled: !asked } }, formOf(req.body, wrong))
  }
  if (asked) await rememberMapping(req.db, detail.headings, imp.about, mapping, req.now)
  const answers = answersFrom(req.body, detail.answers)
  await readAgain(req, res, { ...imp, detail: { ...detail, mapping, settled: true, answers } })
}

async function turnAbout(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  const parsed = parseForm(aboutForm, req.body)
  if (!parsed.ok) return showColumns(res, imp, parsed.form)
  if (!mayImport(req.viewer!.roles, parsed.data.about)) throw new Forbidden()
  await readAgain(req, res, await turned(req.db, imp, parsed.data.about))
}

async function answer(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  await readAgain(req, res, { ...imp, detail: { ...imp.detail, answers: answersFrom(req.body, imp.detail.answers) } })
}

async function readAgain(req: Request, res: Response, imp: Import): Promise<void> {
  const { db, log, now } = req
  const detail = { ...imp.detail, sentence: null }
  const next = { ...imp, state: 'reading' as const, progress: 30, detail }
  if (imp.state === 'preview' || imp.state === 'mapping') {
    const { state, progress, about, format } = next
    if (await moveImport(db, imp.id, imp.state, { state, progress, about, format, detail })) {
      begin(imp.id, () => stageImport(db, next, now), async (error) => {
        log.error({ err: error }, 'a list could not be read')
        await fail(db, next, BROKEN)
      })
    }
  }
  await settled(imp.id, WAIT_MS)
  res.redirect(303, `/imports/${imp.id}`)
}

const NOT_WRITTEN =
  'Kitbook could not write this, so nothing of it was written. Is there room on the disk? Then bring it in again.'

async function apply(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  const { db, log, now } = req
  if (await moveImport(db, imp.id, 'preview', { state: 'applying' })) {
    begin(imp.id, () => applyImport(db, imp, actorOf(req), now), async (error) => {
      log.error({ err: error }, 'a list could not be brought in')
      await updateImport(db, imp.id, { state: 'preview', detail: { ...imp.detail, sentence: NOT_WRITTEN } })
    })
  }
  await settled(imp.id, WAIT_MS)
  res.redirect(303, `/imports/${imp.id}`)
}

async function undo(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  if (imp.state !== 'applied') return res.redirect(303, `/imports/${imp.id}`)
  const result = await undoImport(req.db, imp, actorOf(req), req.now)
  if (result.undone) return res.redirect(303, `/imports/${imp.id}`)
  const problems = result.reasons.map((message) => ({ name: '', message }))
  await showLines(req, res, imp, formOf({}, problems))
}

async function throwAway(req: Request, res: Response): Promise<void> {
  const imp = await importOf(req)
  await removeImport(req.db, imp.id)
  res.redirect(303, '/imports?done=thrown-away')
}
