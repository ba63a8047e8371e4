import type { Request, Response } from 'express'
import { z } from 'zod'
import { dayOf, timeOf } from '../calendar/days.ts'
import { type CsvColumn, sendCsv } from '../http/csv.ts'
import { formOf, type Problem } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { type Answer, lookUp } from './look-up.ts'
import { MOST_LINES } from './rules.ts'

/** One look-up has an address to keep; a long list is pasted into the form, which changes nothing either. */
export const whoHadItRoutes: Route[] = [
  get('/who-had-it', 'trace-devices', (req, res) => show(req, res, req.query)),
  post('/who-had-it', 'trace-devices', (req, res) => show(req, res, req.body)),
  post('/who-had-it.csv', 'trace-devices', download),
]

const MOST_CHARACTERS = 200_000
const asked = z.object({ lines: z.string().default('').catch('') })

async function show(req: Request, res: Response, fields: unknown): Promise<void> {
  const { lines } = asked.parse(fields ?? {})
  const problems = problemsOf(req.method, lines)
  const found = problems.length > 0 ? { answers: [], left_off: 0 } : await lookUp(req.db, lines, sayFor(req.now).dated, req.now)
  const model = { form: formOf({ lines }, problems), ...found, most: MOST_LINES, now: req.now.toISOString(), by: req.viewer!.name }
  res.page('who-had-it/index', model, { title: 'Who had it when', status: problems.length > 0 ? 422 : 200 })
}

/** The same answers as a file, a row for each. */
async function download(req: Request, res: Response): Promise<void> {
  const { lines } = asked.parse(req.body ?? {})
  if (problemsOf(req.method, lines).length > 0) return show(req, res, req.body)
  const { answers } = await lookUp(req.db, lines, sayFor(req.now).dated, req.now)
  await sendCsv(res, `who-had-it-${dayOf(req.now)}`, COLUMNS, [answers])
}

const moment = (instant: string | null | undefined) => instant ? `${dayOf(instant)} ${timeOf(instant)}` : null
const COLUMNS: readonly CsvColumn<Answer>[] = [
  ['Asked', ({ line }) => line.typed.trim()], ['Device', ({ device }) => device?.code], ['Type', ({ device }) => device?.type_name],
  ['Moment', ({ asked: one }) => moment(one?.moment)], ['Who had it', ({ said }) => said?.who], ['How sure', ({ said }) => said?.certainty],
  ['Why', ({ said, problem }) => said?.why ?? problem], ['Class', ({ at }) => at?.class_name], ['Purpose', ({ at }) => at?.purpose],
  ['Answers for it', ({ at }) => at?.answers], ['Taken', ({ at }) => moment(at?.taken_at)], ['Back', ({ at }) => moment(at?.returned_at)],
  ['Before', ({ before }) => before?.borrower], ['After', ({ after }) => after?.borrower],
]

function problemsOf(method: string, lines: string): Problem[] {
  const problem = (message: string) => [{ name: 'lines', message }]
  if (method === 'POST' && lines.trim() === '') return problem('Write a device, then a day and a time')
  return lines.length > MOST_CHARACTERS ? problem('That is too much at once: paste fewer lines') : []
}
