import type { Request, Response } from 'express'
import { newId } from '../database/ids.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { type About } from './columns/fields.ts'
import { EMPTY_DETAIL, type Import } from './detail.ts'
import { refusalOf } from './file/junk.ts'
import { abouts, mayImport } from './may.ts'
import { oneImportRoutes } from './one/routes.ts'
import { TEMPLATES } from './pages/files.ts'
import { listModel } from './pages/list.ts'
import { BROKEN, fail, readFile } from './read-file.ts'
import { begin, settled, WAIT_MS } from './running.ts'
import { findImport, insertImport, listImports, removeImport } from './store.ts'
import { sweepImports } from './sweep.ts'
import { takeUpload, uploadOf } from '../http/upload.ts'

export const importRoutes: Route[] = [
  get('/imports', 'import-lists', (req, res) => showList(req, res, formOf())),
  post('/imports', 'import-lists', upload, takeUpload),
  get('/imports/templates/devices.csv', 'import-lists', (_req, res) => sendTemplate(res, 'devices')),
  get('/imports/templates/people.csv', 'import-lists', (_req, res) => sendTemplate(res, 'people')),
  ...oneImportRoutes,
]

const DONE: Record<string, string> = { 'thrown-away': 'The list is thrown away. Nothing of it was kept.' }

async function showList(req: Request, res: Response, form: Form): Promise<void> {
  const mine = abouts(req.viewer!.roles)
  const notice = DONE[String(req.query['done'])]
  const model = { ...listModel(await listImports(req.db, mine, 30)), abouts: mine, form }
  res.page('imports/index', model, {
    title: 'Imports', status: form.problems.length > 0 ? 422 : 200,
    ...(notice !== undefined && { notice }),
  })
}

/** Reads the file beside the request; a short list is shown at once, a long one with its progress. */
async function upload(req: Request, res: Response): Promise<void> {
  const refuse = (message: string) => showList(req, res, formOf({}, [{ name: 'file', message }]))
  const sent = uploadOf(req)
  if (!sent.ok) return refuse(sent.sentence)
  const junk = refusalOf(sent.bytes)
  if (junk) return refuse(junk)
  const imp = await newImport(req, sent.name)
  const { db, log, now } = req
  begin(imp.id, () => readFile(db, imp, sent.bytes, now), async (error) => {
    log.error({ err: error }, 'a list could not be read')
    await fail(db, imp, BROKEN)
  })
  await settled(imp.id, WAIT_MS)
  const refusal = refusalAfterReading(req, (await findImport(db, imp.id))!)
  if (refusal === null) return res.redirect(303, `/imports/${imp.id}`)
  await removeImport(db, imp.id)
  return refuse(refusal)
}

function refusalAfterReading(req: Request, { state, about, detail }: Import): string | null {
  if (state === 'reading') return null
  if (state === 'failed') return detail.sentence
  return mayImport(req.viewer!.roles, about) ? null : NOT_YOURS[about]
}

const NOT_YOURS: Record<About, string> = {
  devices: 'This is a list of devices. The computing lead or the technician can bring it in.',
  people: 'This is a list of people. The office, the computing lead or the business manager can bring it in.',
}

async function newImport(req: Request, file_name: string): Promise<Import> {
  await sweepImports(req.db, req.now)
  const imp: Import = {
    id: newId(), about: 'devices', file_name, format: '', state: 'reading', progress: 0, detail: EMPTY_DETAIL,
    by_id: req.viewer!.person_id, created_at: req.now.toISOString(), applied_at: null, undone_at: null,
  }
  await insertImport(req.db, imp)
  return imp
}

async function sendTemplate(res: Response, about: About): Promise<void> {
  await sendCsv(res, about, TEMPLATES[about], none())
}

async function* none(): AsyncGenerator<never[]> {}
