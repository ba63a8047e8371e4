import type { Db } from '../database/open.ts'
import { listLines, type NamedCheck, type RecordLine } from './store.ts'

/** One closed check as it stands for good, and what was found since. */
export async function recordModel(db: Db, check: NamedCheck) {
  const all = await listLines(db, check.day)
  const of = (result: RecordLine['result']) => all.filter((line) => line.result === result)
  const not_back = of('not back')
  return {
    check, lines: { not_back, later: of('expected later'), off_site: of('off-site'), excused: of('excused') },
    missing: not_back.filter(({ found_at }) => found_at === null).length,
  }
}
