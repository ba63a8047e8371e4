import type { Request } from 'express'
import { NotFound } from '../../errors.ts'
import { readNow } from '../page.ts'
import type { Plan } from '../store.ts'

/** The plan of the school year that can be planned now. Throws NotFound. */
export async function planOf(req: Pick<Request, 'db' | 'school' | 'now'>): Promise<Plan> {
  const { plan } = await readNow(req.db, req.school.settings, req.now)
  if (!plan) throw new NotFound('Nobody has begun a plan for the new school year.')
  return plan
}
