import { withDays } from '../absences/read.ts'
import { findReturnOf } from '../absences/store.ts'
import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { keptOf } from '../allocations/device.ts'
import { dayOf } from '../calendar/days.ts'
import { isOverdue } from '../calendar/late.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import { isFirstDayBack } from '../calendar/due.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { type Reason, sinceOf, type State, stateOf } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { checksOf } from '../device-checks/standing.ts'
import { extenderOf, factsOf } from '../extensions/extend.ts'
import { refusalsToAsk } from '../extensions/rules.ts'
import { newFormKey } from '../http/forms.ts'
import { bookOutModel, readOwn, reasonsFor } from '../loans/book-out-page.ts'
import { maySlip } from '../loans/rules.ts'
import { findLoan } from '../loans/store.ts'
import { findOpenOutOfUse } from '../out-of-use/store.ts'
import { nextOf } from '../reservations/next.ts'
import { readSettings } from '../settings/store.ts'
import { listTagsOf } from '../tags/of-device.ts'
import { deviceModel } from '../password-resets/device.ts'
import { type Before, listSightings, readHistory } from './history.ts'
import { homeWords } from './rules.ts'
import type { Device } from './store.ts'

/** What views/devices/view.ejs needs. */
export async function devicePage(db: Db, viewer: Account, details: Device, before: Before | null, now: Date) {
  const facts = (await custodyOf(db, [details.id]))[0]!
  const seen = await listSightings(db, details.id, 5)
  const out_of_use = facts.because === null ? null : await findOpenOutOfUse(db, details.id)
  const may = mayDo(viewer)
  const past = may.read_book ? await readHistory(db, details.id, before) : null
  return {
    details, facts, ...await stateShown(db, facts, now), since: sinceOf(facts), home: homeWords(facts), seen,
    note: out_of_use?.note ?? '', out_of_use_id: out_of_use?.id ?? null, kept: facts.keeper_id === null ? null : await keptOf(db, viewer, details.id),
    tags: await listTagsOf(db, details.id), checks: await checksOf(db, details.id, now),
    resets: await deviceModel(db, viewer, details.id, now), next: facts.because || facts.keeper_id ? null : await nextOf(db, viewer, facts, now),
    past: past && {
      entries: past.entries, first: before === null, earlier: past.earlier && earlierAddress(details.code, past.earlier),
    },
    may: { ...may, ask: mayAsk(viewer, facts), ask_keeper: mayAskKeeper(viewer, facts) }, act: await nextAct(db, viewer, facts, now),
  }
}

function mayDo({ roles }: Account) {
  return {
    edit: can(roles, 'edit-devices'), take_out: can(roles, 'take-out-of-use'),
    read_book: can(roles, 'read-book'), print: can(roles, 'print-labels'), check: can(roles, 'record-checks'),
  }
}

/** Whether there is a permission that this viewer could ask for (M7). */
function mayAsk({ roles }: Account, { off_site_rule, because }: CustodyFacts): boolean {
  return can(roles, 'book-out') && ['lead', 'head'].includes(off_site_rule) && (because === null || because === 'in repair')
}

/** Whether somebody else looks after it whom this viewer could ask to lend it (M3). */
function mayAskKeeper({ roles, person_id }: Account, { keeper_id, because }: CustodyFacts): boolean {
  return can(roles, 'book-out') && keeper_id !== null && keeper_id !== person_id && because === null
}

/** The state as the card says it: what is out after its time is overdue, unless its return is arranged by a day that has not passed. Only what is out asks the calendar. */
async function stateShown(db: Db, facts: CustodyFacts, now: Date): Promise<{ state: State | 'overdue', first_day_back: boolean, return_by: string | null }> {
  const state = stateOf(facts)
  const arranged = state === 'in store' || facts.because !== null ? undefined : await findReturnOf(db, facts.device_id)
  const return_by = (await withDays(db, arranged ? [arranged] : []))[0]?.by_day ?? null
  if (facts.due_at === null) return { state, first_day_back: false, return_by }
  const overdue = state === 'out' && (return_by ?? '') < dayOf(now) && isOverdue(facts.due_at, await readLateness(db, now))
  return { state: overdue ? 'overdue' : state, first_day_back: isFirstDayBack(facts.due_at, facts.taken_at!, await readCalendar(db)), return_by }
}

type BookOutModel = Awaited<ReturnType<typeof bookOutModel>>

export type NextAct =
  | { kind: 'book out', book_out: BookOutModel, reasons: Reason[] }
  | { kind: 'bring back', bring_back: { loan_id: string, code: string, form_key: string, ask_clean: boolean }, may_undo: boolean, may_extend: boolean }
  | { kind: 'put back in use' }
  | { kind: 'none', reasons: Reason[] }

/** The one act that the device's state asks of this viewer, or why there is none. */
async function nextAct(db: Db, viewer: Account, facts: CustodyFacts, now: Date): Promise<NextAct> {
  if (facts.because && can(viewer.roles, 'take-out-of-use')) return { kind: 'put back in use' }
  if (facts.loan_id && !facts.because) {
    const loan = await findLoan(db, facts.loan_id)
    const bring_back = { loan_id: facts.loan_id, code: facts.code, form_key: newFormKey(), ask_clean: (await readSettings(db)).return_checklist }
    if (!loan) return { kind: 'none', reasons: [] }
    const extending = await factsOf(db, loan, { by: extenderOf(viewer), wanted: null })
    const may_extend = refusalsToAsk(extending).length === 0
    return { kind: 'bring back', bring_back, may_extend, may_undo: maySlip(loan, viewer.person_id, now) }
  }
  const own = await readOwn(db, viewer, facts, now)
  const { reasons, warnings } = await reasonsFor(db, viewer, facts, own, now)
  const book_out = await bookOutModel(db, viewer, facts, own, now)
  const mended = book_out.may_say_yes_for !== null || book_out.people.length > 0
  if (facts.because || reasons.length > 0 && !mended) return { kind: 'none', reasons }
  return { kind: 'book out', book_out, reasons: [...reasons, ...warnings] }
}

function earlierAddress(code: string, { at, id }: Before): string {
  return `/devices/${code}?${new URLSearchParams({ earlier: at, than: id }).toString()}`
}
