import type { Request, Response } from 'express'
import { z } from 'zod'
import { get, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { lookUp } from './look-up.ts'
import { MOST_LINES } from './rules.ts'

export const whoHadItRoutes: Route[] = [
  get('/who-had-it', 'trace-devices', show),
]

const query = z.object({ lines: z.string().max(10_000).default('').catch('') })

async function show(req: Request, res: Response): Promise<void> {
  const { lines } = query.parse(req.query)
  const found = await lookUp(req.db, lines, sayFor(req.now).when)
  res.page('who-had-it/index', { lines, ...found, most: MOST_LINES, now: req.now.toISOString() }, { title: 'Who had it when' })
}
