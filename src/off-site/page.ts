import type { Account } from '../auth/account.ts'
import { awayChoices } from '../calendar/away-choices.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { isHeads } from '../custody/away.ts'
import { stateOf } from '../custody/rules.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Db } from '../database/open.ts'
import { can } from '../auth/permissions.ts'
import { type Form, formOf } from '../http/forms.ts'
import { listClassChoices, listOwnPurposes, listPeopleChoices } from '../loans/choices.ts'
import { type BookOut, judge } from '../loans/lend.ts'
import { findBorrower } from '../loans/store.ts'
import { readLimits } from '../people/limits.ts'
import { readSettings } from '../settings/store.ts'
import { findTerms } from './store.ts'
import { termLines } from './terms.ts'

/** What somebody has to fill in, or what stands against it, for taking one device off-site (M6). */
export async function awayPage(db: Db, viewer: Account, device: CustodyFacts, now: Date, form?: Form) {
  const today = dayOf(now)
  const { kind, last_day } = (await findBorrower(db, viewer.person_id))!
  const [judged] = await judge(db, plainWish(viewer, device), now)
  const settings = await readSettings(db)
  const may_override = can(viewer.roles, 'override-off-site')
  return {
    device, state: stateOf(device), form: form ?? formOf({ until: '' }), reasons: judged!.reasons, warnings: judged!.warnings,
    due: awayChoices({ taken_at: now.toISOString(), last_day, same_day: (await readLimits(db, kind)).same_day }, await readCalendar(db)),
    classes: await listClassChoices(db, viewer.person_id, today), purposes: await listOwnPurposes(db, viewer.person_id),
    field_is_on_site: settings.field_is_on_site, asks: { personal_data: settings.ask_personal_data, video_calls: settings.ask_video_calls },
    terms: termLines((await findTerms(db))!.text), may_ask: judged!.reasons.some(isHeads),
    overriding: may_override ? { people: (await listPeopleChoices(db, today, false)).filter(({ value }) => value !== viewer.person_id) } : null,
  }
}

/** As if it were taken until the next school day with the terms accepted: what stands against it then is more than a tick mends. */
function plainWish({ person_id }: Account, { device_id }: CustodyFacts): BookOut {
  return {
    device_ids: [device_id], borrower_id: person_id, class_id: null, answers_id: null, purpose: '', until: null,
    source: 'own account', actor: { person_id, desk_id: null },
    away: { acceptance: 'now', carries_personal_data: false, video_calls: false },
  }
}
