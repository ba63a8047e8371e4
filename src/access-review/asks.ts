import { dayOf } from '../calendar/days.ts'
import { termOn } from '../calendar/terms.ts'
import type { AskSource } from '../reminders/asks.ts'
import { exampleAsks, reviewAsks, sayReview } from './reminders.ts'
import { listReviewers, listUnreviewed } from './store.ts'

/** The access review, as its part in the daily letter. */
export const accessReviewAsks: AskSource<'access review'> = {
  async read(db, { settings, calendar }, now) {
    const term = settings.remind_access_review ? termOn(dayOf(now), calendar) : null
    if (!term) return []
    const owed = await listUnreviewed(db, term.key, dayOf(now))
    return owed.length === 0 ? [] : reviewAsks(owed.map(({ person_id }) => person_id), await listReviewers(db, dayOf(now)), term, dayOf(now))
  },
  examples: exampleAsks,
  say: { 'access review': sayReview },
}
