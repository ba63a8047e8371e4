import { sql } from 'kysely'
import { get, type Route } from './routes.ts'

export const healthRoutes: Route[] = [
  get('/healthz', 'public', async (req, res) => {
    await sql`select 1`.execute(req.db)
    res.type('text').send('ok')
  }),
]
