import type { Request, Response } from 'express'
import { z } from 'zod'
import { formOf, type Problem } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { lookUp } from './look-up.ts'
import { MOST_LINES } from './rules.ts'

/** One look-up has an address to keep; a long list is pasted into the form, which changes nothing either. */
export const whoHadItRoutes: Route[] = [
  get('/who-had-it', 'trace-devices', (req, res) => show(req, res, req.query)),
  post('/who-had-it', 'trace-devices', (req, res) => show(req, res, req.body)),
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

function problemsOf(method: string, lines: string): Problem[] {
  const problem = (message: string) => [{ name: 'lines', message }]
  if (method === 'POST' && lines.trim() === '') return problem('Write a device, then a day and a time')
  return lines.length > MOST_CHARACTERS ? problem('That is too much at once: paste fewer lines') : []
}
