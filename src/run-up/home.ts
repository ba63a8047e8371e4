import { unsignedOf } from '../agreements/standing.ts'
import { type ApprovalFact, readKeepersApprovals } from '../approvals/lending.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { at, dayOf, instantsOf, schoolYearOf } from '../calendar/days.ts'
import type { Holiday } from '../calendar/holidays.ts'
import type { AwayFacts } from '../custody/away.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { limitsOf } from '../custody/limits.ts'
import { type Agreement, type Borrower, type Reason, reasonsToTakeHome } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { encryptionOf, type Line } from '../device-checks/standing.ts'
import { type Say, sayFor } from '../http/say.ts'
import { wantingOf } from '../off-site/lending.ts'
import { permissionEnds, permissionsWanting } from '../off-site/rules.ts'
import { findTerms, listAccepted, listKeepersOverrides } from '../off-site/store.ts'
import type { Settings } from '../settings/store.ts'

export type Judging = { holiday: Holiday, calendar: Calendar, settings: Settings }

type Keeper = Pick<Borrower, 'kind' | 'last_day'>

type Known = {
  checks: Map<string, Line>, approvals: Map<string, ApprovalFact | null>, overridden: Set<string>, accepted: Set<string>
  unsigned: Set<string>, keepers: Map<string, Keeper>
}

/**
 * What stands against each keeper's taking home over the holiday what they look after, by device: judged as for any loan that
 * leaves the school on the last day before it, in a bounded number of queries (M3, M6–M9).
 */
export async function judgeKept(db: Db, devices: CustodyFacts[], judging: Judging, now: Date): Promise<Map<string, Reason[]>> {
  const kept = devices.filter(({ keeper_id }) => keeper_id !== null)
  if (kept.length === 0) return new Map()
  const leaves = leavesOn(judging.holiday, now)
  const known = await readKnown(db, kept, leaves)
  return new Map(kept.map((device) => [device.device_id, reasonsToTakeHome({
    device, away: awayFacts(device, known, judging, leaves, now), agreement: agreementOf(device.keeper_id!, known, judging, leaves), unsigned_may: judging.settings.unsigned_may,
    borrower: known.keepers.get(device.keeper_id!)!, limits: limitsOf(known.keepers.get(device.keeper_id!)!.kind, judging.settings), today: dayOf(leaves),
  })]))
}

async function keepersOf(db: Db, people: string[]): Promise<Map<string, Keeper>> {
  const rows = await db.selectFrom('people').select(['id', 'kind', 'last_day']).where('id', 'in', people).execute()
  return new Map(rows.map(({ id, ...keeper }) => [id, keeper]))
}

/** Before the school's day a missing signature is only a warning. */
function agreementOf(keeperId: string, { unsigned }: Known, { settings: { agreement_warn_until } }: Judging, leaves: Date): Agreement {
  if (!unsigned.has(keeperId)) return 'signed'
  return agreement_warn_until !== null && dayOf(leaves) < agreement_warn_until ? 'warn' : 'unsigned'
}

/** The day that decides: the last one before the holiday, or today once that has passed. */
function leavesOn({ last_day }: Holiday, now: Date): Date {
  const last = new Date(at(last_day, '12:00'))
  return last < now ? now : last
}

async function readKnown(db: Db, kept: CustodyFacts[], leaves: Date): Promise<Known> {
  const [day, ids] = [dayOf(leaves), kept.map(({ device_id }) => device_id)]
  const people = [...new Set(kept.map(({ keeper_id }) => keeper_id!))]
  const since = instantsOf(schoolYearOf(day).starts_on).from
  return {
    checks: new Map((await encryptionOf(db, ids, leaves)).map((line) => [line.device_id, line])),
    approvals: await readKeepersApprovals(db, ids, day),
    overridden: new Set((await listKeepersOverrides(db, ids, day)).map(({ device_id }) => device_id)),
    accepted: new Set((await listAccepted(db, people, (await findTerms(db))!.id, since)).map(({ person_id }) => person_id)),
    unsigned: await unsignedOf(db, people, leaves), keepers: await keepersOf(db, people),
  }
}

function awayFacts(device: CustodyFacts, known: Known, { holiday, calendar, settings }: Judging, leaves: Date, now: Date): AwayFacts {
  const { device_id: id, keeper_id, off_site_rule: rule } = device
  const taken_on = dayOf(leaves)
  const approval = known.approvals.get(id) ?? null
  const ends = permissionEnds(rule, approval, { taken_on, back_on: holiday.first_day_back }, calendar)
  return {
    rule, check: checkWanting(known.checks.get(id), sayFor(now)), permissions: permissionsWanting(rule, approval, { carries_personal_data: false, video_calls: false }),
    permission_ends: ends && sayFor(now).day(ends), terms_accepted: known.accepted.has(keeper_id!), overridden: known.overridden.has(id),
    only_warn: settings.off_site_warn_until !== null && taken_on < settings.off_site_warn_until,
  }
}

/** A check that runs out before the last day holds today: it is said until when, not that it ran out. */
function checkWanting(check: Line | undefined, { day }: Say): string | null {
  const since = check?.standing.standing === 'owed' ? check.standing.since : null
  return since === null ? wantingOf(check) : `counts until ${day(since)} only`
}
