import type { Request, Response } from 'express'
import { get, type Route } from '../http/routes.ts'
import type { Job } from './run.ts'
import { nextRun, timetable } from './schedule.ts'
import { type JobRun, listJobRuns } from './store.ts'

type Needs = Parameters<typeof timetable>[0]

/** What the server does by itself: when each job ran last, how it went, and when it is next. */
export function jobRoutes(needs: Needs): Route[] {
  const jobs = timetable(needs)
  return [get('/settings/jobs', 'change-settings', (req, res) => showJobs(req, res, jobs))]
}

async function showJobs(req: Request, res: Response, jobs: Job[]): Promise<void> {
  const runs = new Map((await listJobRuns(req.db)).map((run) => [run.what, run]))
  const lines = jobs.map((job) => lineOf(job, runs.get(job.what), req.now))
  res.page('jobs/index', { jobs: lines, failed: lines.filter(({ state }) => state === 'failed').length }, { title: 'What runs by itself' })
}

function lineOf(job: Job, run: JobRun | undefined, now: Date) {
  const { what, means, often } = job
  const next = nextRun(job, now)?.toISOString() ?? null
  return { what, means, often, next, last: run?.started_at ?? null, state: stateOf(run), words: run?.error || run?.result || '' }
}

function stateOf(run: JobRun | undefined): 'never' | 'running' | 'failed' | 'done' {
  if (!run) return 'never'
  if (run.ended_at === null) return 'running'
  return run.error ? 'failed' : 'done'
}
