import type { Db } from '../database/open.ts'
import { readsFile } from '../school-file/read-beside.ts'
import { type Asked, type Report, reportOn } from './report.ts'

/** For `readBeside`: it counts through the whole history. */
export function read(db: Db, { asked, today }: { asked: Asked, today: string }): Promise<Report> {
  return reportOn(db, asked, today)
}

export const work = readsFile(read)
