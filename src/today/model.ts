import { returnsFor, type TodayReturns } from '../absences/today.ts'
import { type TodayUnsigned, unsignedFor } from '../agreements/today.ts'
import { reviewFor, type TodayReview } from '../access-review/today.ts'
import { keepingFor, type TodayKept } from '../allocations/today.ts'
import { permissionsFor, type TodayPermissions } from '../approvals/today.ts'
import type { Account } from '../auth/account.ts'
import { can, type Capability } from '../auth/permissions.ts'
import { dayOf, instantsOf } from '../calendar/days.ts'
import { isOverdue, latenessAt, type Lateness } from '../calendar/late.ts'
import { findOpenPause } from '../calendar/school/lateness.ts'
import { missingYear } from '../calendar/school/picture.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { holderOf, standingOf } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { failedOrOwed, type Line as CheckLine } from '../device-checks/standing.ts'
import { GOING } from '../end-of-day/rules.ts'
import { listStillNotBack } from '../end-of-day/store.ts'
import { fieldsHash, newFormKey } from '../http/forms.ts'
import type { Leaving } from '../leavers/rules.ts'
import { leavingFor } from '../leavers/today.ts'
import { listLapsed, type Lapsed } from '../off-site/register.ts'
import { maySlip } from '../loans/rules.ts'
import type { Held } from '../master-passwords/list.ts'
import { masterPasswordsFor } from '../master-passwords/today.ts'
import { newYearFor, type TodayNewYear } from '../new-year/today.ts'
import { isOwed, periodOn } from '../password-resets/rules.ts'
import { devicesOf, type Line as ResetLine, type Owed, owedIn } from '../password-resets/standing.ts'
import type { Line as OwnDevice } from '../personal-devices/list.ts'
import { personalDevicesFor } from '../personal-devices/today.ts'
import type { ReservationLine } from '../reservations/lines.ts'
import { offeredFor } from '../reservations/offers.ts'
import { whenOf } from '../reservations/standing.ts'
import { reservationsFor } from '../reservations/today.ts'
import { runUpFor, type TodayRunUp } from '../run-up/today.ts'
import type { Settings } from '../settings/store.ts'
import { type CardOut, listNotBack } from '../supply-cards/store.ts'
import type { ToWipe } from '../trips/store.ts'
import { toWipeFor } from '../trips/today.ts'
import {
  answeredBy, foldSets, type Group, groupOut, type OutFacts, sortOut, type Sorted, type Step, stepsOf,
} from './rules.ts'
import {
  countBackSince, listKept, listOut, listOutOfUse, type OutOfUse, readPulse, readSetUpFacts,
} from './store.ts'

type Line = OutFacts & { form_key: string, may_undo: boolean, overdue: boolean, return_by: string | null }
type StillNotBack = Awaited<ReturnType<typeof listStillNotBack>>[number] & { form_key: string }
/** `tonight`: it may go home with whoever looks after it, and they have not said so yet. */
type KeptLine = { code: string, type_name: string, words: string, return_by: string | null, tonight: { device_id: string, form_key: string } | null }

/** Today as one person may see it: a part that is not theirs is null. */
export type TodayModel = {
  version: string, day: string
  not_back: StillNotBack[] | null
  tiles: { out: number, overdue: number, off_site: number, back: number } | null
  overdue: Line[] | null, overdue_in_all: number, off_site: Line[] | null
  /** Late, but to be back by an arranged day; and returns whose day has passed. */
  arranged: Line[] | null, late_returns: TodayReturns['late']
  checks: { lines: CheckLine[], in_all: number } | null
  personal_devices: OwnDevice[], master_passwords: Held[]
  permissions: TodayPermissions, to_wipe: ToWipe[], unsigned: TodayUnsigned, keeping: TodayKept, access_review: TodayReview | null
  /** Passwords that are due or late to be reset: the school's to technician and lead, and one's own. */
  resets: { lines: Owed[], due: string, late: boolean, in_all: number } | null, my_resets: ResetLine[]
  /** What lapsed while it is off-site. */
  lapsed: Lapsed[]
  run_up: TodayRunUp, new_year: TodayNewYear | null
  groups: { words: string, groups: (Group & { form_key: string, all: string })[] }[] | null
  out_of_use: OutOfUse[] | null, leaving: Leaving[] | null
  paused: { id: string, from_at: string, form_key: string, may_end: boolean } | null, pause_key: string | null
  /** What did not come back of those for whom one answers; who reads the book sees it among all that is overdue. */
  answering: Line[], cards: CardOut[]
  /** The school year that the calendar lacks ("2027/28"). */
  missing_year: string | null
  reserved: ReservationLine[]
  /** How many reservations are offered that nobody has taken. */
  offered: number
  mine: Line[], mine_sets: (Group & { all: string, overdue: boolean })[], kept: KeptLine[], steps: (Step & { may: boolean })[] | null, may_put_away: boolean
}

const MOST_LINES = 40
const MOST_CHECKS = 10

/** Changes whenever this viewer's Today may have: cheap enough to be asked every half minute. */
export async function todayVersion(db: Db, viewer: Account, now: Date, lateness: Lateness | null = null): Promise<string> {
  return fieldsHash([await readPulse(db, lateness, now), dayOf(now), viewer.person_id, viewer.roles])
}

/** A bounded number of queries, none of them for a single line. */
export async function todayModel(db: Db, viewer: Account, settings: Settings, now: Date): Promise<TodayModel> {
  const may = (capability: Capability) => can(viewer.roles, capability)
  const out = await listOut(db, may('read-book') ? undefined : viewer.person_id)
  const pause = await findOpenPause(db)
  const calendar = await readCalendar(db)
  const [lateness, when] = [latenessAt(now, calendar, pause?.from_at ?? null), whenOf(now, calendar, settings)]
  const period = periodOn(dayOf(now), calendar, settings)
  const returns = await returnsFor(db, viewer, now)
  const sorted = sortOut(out, lateness, returns.until)
  const mineOf = (own: OutFacts[]) => {
    const { sets, single } = foldSets(own)
    return { mine: lines(single), mine_sets: sets.map((set) => ({ all: ownOf(set), overdue: isOverdue(set.due_at, lateness), ...set })) }
  }
  const lines = (loans: OutFacts[]) => loans.map((loan) => lineOf(loan, viewer, { lateness, returns }, now))
  return {
    version: await todayVersion(db, viewer, now, lateness), day: dayOf(now),
    not_back: may('do-end-of-day') ? await notBackOf(db, returns) : null,
    tiles: may('read-book') ? await tilesOf(db, sorted, now) : null,
    overdue: may('read-book') ? lines(sorted.overdue.slice(0, MOST_LINES)) : null,
    overdue_in_all: sorted.overdue.length, arranged: may('read-book') ? lines(sorted.arranged.slice(0, MOST_LINES)) : null, late_returns: returns.late,
    off_site: may('read-book') ? lines(sorted.off_site) : null,
    checks: may('record-checks') ? await failedOrOwed(db, now, MOST_CHECKS) : null,
    permissions: await permissionsFor(db, viewer, now), to_wipe: await toWipeFor(db, viewer),
    personal_devices: await personalDevicesFor(db, viewer, settings, now), master_passwords: await masterPasswordsFor(db, viewer, settings, now),
    unsigned: await unsignedFor(db, viewer, now), keeping: await keepingFor(db, viewer, now), access_review: await reviewFor(db, viewer, calendar, now),
    resets: may('record-resets') ? resetsOf(await owedIn(db, period, now)) : null,
    my_resets: (await devicesOf(db, viewer.person_id, period, now)).filter(({ cells }) => isOwed(cells[0]!.standing)),
    lapsed: await lapsedFor(db, viewer, out, now), run_up: await runUpFor(db, viewer, settings, now), new_year: await newYearFor(db, viewer, settings, now),
    groups: may('book-out-for-others') ? groupsOf(sorted) : null,
    out_of_use: may('take-out-of-use') ? await listOutOfUse(db) : null,
    leaving: may('see-people') ? await leavingFor(db, now) : null,
    ...mineOf(Object.values(sorted).flat().filter(({ borrower_id }) => borrower_id === viewer.person_id)),
    answering: may('read-book') ? [] : lines(answeredBy(viewer.person_id, sorted.overdue)), cards: may('edit-people') ? await listNotBack(db, dayOf(now), MOST_CHECKS) : [],
    reserved: await reservationsFor(db, viewer, when), offered: await offeredFor(db, viewer, when), kept: await keptOf(db, viewer.person_id, { settings, returns }, now),
    paused: pause ? { ...pause, form_key: newFormKey(), may_end: may('pause-day') } : null, pause_key: may('pause-day') ? newFormKey() : null,
    missing_year: may('keep-calendar') ? missingYear(dayOf(now), calendar) : null,
    steps: await stepsFor(db, viewer, settings), may_put_away: may('change-settings'),
  }
}

/** Each line ends in the tick that says it is in after all. */
async function notBackOf(db: Db, { until }: TodayReturns): Promise<StillNotBack[]> {
  return (await listStillNotBack(db, MOST_LINES)).filter(({ device_id }) => !until.has(device_id)).map((line) => ({ form_key: newFormKey(), ...line }))
}

/** All of them are due on one day, so that either each is late or none. */
function resetsOf(owed: Owed[]): TodayModel['resets'] {
  const [first] = owed
  if (!first) return null
  const { period, standing } = first.cell
  return { lines: owed.slice(0, MOST_CHECKS), due: period.due, late: standing === 'late', in_all: owed.length }
}

/** What is added stands in front: keys that are put onto a copy cost ten times what the copy costs. */
function lineOf(loan: OutFacts, { person_id }: Account, { lateness, returns }: { lateness: Lateness, returns: TodayReturns }, now: Date): Line {
  const may_undo = maySlip({ returned_at: null, voided_at: null, ...loan }, person_id, now)
  const return_by = returns.until.get(loan.loan_id) ?? null
  return { form_key: newFormKey(), may_undo, overdue: return_by === null && isOverdue(loan.due_at, lateness), return_by, ...loan }
}

/** Whoever reads the book sees all of it, everybody else their own; nothing is asked where nothing is away. */
async function lapsedFor(db: Db, { roles, person_id }: Account, out: OutFacts[], now: Date): Promise<Lapsed[]> {
  if (!out.some(({ off_site }) => off_site === 1)) return []
  const lapsed = await listLapsed(db, now)
  return can(roles, 'read-book') ? lapsed : lapsed.filter((loan) => loan.person_id === person_id)
}

async function tilesOf(db: Db, sorted: Sorted, now: Date) {
  const all = Object.values(sorted).flat()
  const back = await countBackSince(db, instantsOf(dayOf(now)).from)
  return { out: all.length, overdue: sorted.overdue.length, off_site: all.filter((loan) => loan.off_site).length, back }
}

function groupsOf({ due_today, due_later }: Sorted) {
  const named = [{ words: 'Due back today', loans: due_today }, { words: 'Due later', loans: due_later }]
  return named.filter(({ loans }) => loans.length > 0).map(({ words, loans }) => ({
    words, groups: groupOut(loans).map((group) => ({ form_key: newFormKey(), all: allOf(group), ...group })),
  }))
}

/** The address of the book's entries of one group, where each can be brought back. */
function allOf({ borrower_id, class_id }: Group): string {
  const asked = { state: 'out', person: borrower_id, ...class_id && { class: class_id } }
  return `/book?${new URLSearchParams(asked).toString()}`
}

function ownOf({ class_id }: Group): string {
  return `/my-loans?${new URLSearchParams({ state: 'out', class: class_id! }).toString()}`
}

async function keptOf(db: Db, personId: string, { settings: { keepers_standing_yes }, returns }: { settings: Settings, returns: TodayReturns }, now: Date): Promise<KeptLine[]> {
  return (await listKept(db, personId)).map((facts) => {
    const state = standingOf(facts)
    const holder = holderOf(facts)
    const isHeld = state === 'looked after' || state === 'out'
    const isGoing = state === 'looked after' && facts.last_place === GOING && dayOf(facts.last_seen_at!) === dayOf(now)
    const words = isHeld ? `with ${holder?.id === personId ? 'me' : holder?.name}` : state
    const mayGo = state === 'looked after' && facts.off_site_rule !== 'no' && !keepers_standing_yes && !isGoing
    const tonight = mayGo ? { device_id: facts.device_id, form_key: newFormKey() } : null
    return { code: facts.code, type_name: facts.type_name, words: isGoing ? 'going home with me tonight' : words, return_by: returns.until.get(facts.device_id) ?? null, tonight }
  })
}

/** The first-run checklist, for those who can do something on it, until it is done or put away. */
async function stepsFor(db: Db, { roles }: Account, { checklist_put_away, preset, is_demo }: Settings) {
  const theirs = ['import-lists', 'print-labels', 'open-desk'] as const
  if (checklist_put_away || is_demo || !theirs.some((capability) => can(roles, capability))) return null
  const steps = stepsOf({ ...await readSetUpFacts(db), has_rules: preset !== null }).map((step) => ({ ...step, may: can(roles, step.capability) }))
  return steps.every(({ done }) => done) ? null : steps
}
