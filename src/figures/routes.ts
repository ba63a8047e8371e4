import type { Request, Response } from 'express'
import { z } from 'zod'
import { get, type Route } from '../http/routes.ts'
import { figuresModel } from './model.ts'

export const figuresRoutes: Route[] = [get('/figures', 'read-book', figures)]

/** What cannot be read is four weeks. */
const figuresQuery = z.object({ days: z.coerce.number().int().min(1).max(366).catch(28) })

async function figures(req: Request, res: Response): Promise<void> {
  const { days } = figuresQuery.parse({ days: req.query['days'] ?? 28 })
  res.page('figures/index', await figuresModel(req.db, days, req.now), { title: 'Figures' })
}
