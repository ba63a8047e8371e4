import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

export type JobRun = Row<'job_runs'>

export function listJobRuns(db: Db): Promise<JobRun[]> {
  return db.selectFrom('job_runs').selectAll().orderBy('what').execute()
}

/** How a job went the last time, in place of the time before. */
export async function writeJobRun(db: Db, run: JobRun): Promise<void> {
  await db.insertInto('job_runs').values(run).onConflict((c) => c.column('what').doUpdateSet((e) => ({
    started_at: e.ref('excluded.started_at'), ended_at: e.ref('excluded.ended_at'), result: e.ref('excluded.result'),
    error: e.ref('excluded.error'),
  }))).execute()
}
