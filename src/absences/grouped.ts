import { grouped } from '../text/grouped.ts'
import type { AwaitedLine } from './store.ts'

/** One return that is awaited, with the codes of what is not back. */
export type Return = Pick<AwaitedLine, 'id' | 'person' | 'by_day' | 'how' | 'made_by_id'> & { codes: string[] }

/** Lines of the same absence stand together. */
export function byAbsence(lines: readonly AwaitedLine[]): Return[] {
  return [...grouped(lines, ({ id }) => id).values()].map((all) => {
    const { id, person, by_day, how, made_by_id } = all[0]!
    return { id, person, by_day, how, made_by_id, codes: all.map(({ code }) => code) }
  })
}
