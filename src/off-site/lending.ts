import { readApprovals } from '../approvals/lending.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { type AwayFacts, overriddenBy } from '../custody/away.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { encryptionOf, type Line } from '../device-checks/standing.ts'
import type { Actor } from '../events/record.ts'
import { sayFor } from '../http/say.ts'
import { readSettings } from '../settings/store.ts'
import { permissionEnds, permissionsWanting, type Uses } from './rules.ts'
import { insertOffSiteLoans, listOverrides } from './store.ts'
import { acceptTerms, standingAcceptance } from './terms.ts'

/** A wish to take devices away from school; `acceptance`: of the terms, made already, made with this wish, or not at all. */
export type AwayWish = Uses & { acceptance: { id: string } | 'now' | null }

/** What one device needs to leave, and the records that say so. */
export type Leaving = { facts: AwayFacts, check_id: string | null, approval_id: string | null, override_id: string | null }

type Journey = { borrower_id: string, due_of: (deviceId: string) => string, wish: AwayWish }

/** By device, what stands for and against its leaving with somebody until each is due (UTC ISO): a bounded number of queries (M6–M9). */
export async function readLeaving(db: Db, devices: CustodyFacts[], { borrower_id, due_of, wish }: Journey, now: Date): Promise<Map<string, Leaving>> {
  const [today, ids] = [dayOf(now), devices.map(({ device_id }) => device_id)]
  const [settings, calendar] = [await readSettings(db), await readCalendar(db)]
  const checks = new Map((await encryptionOf(db, ids, now)).map((line) => [line.device_id, line]))
  const approvals = await readApprovals(db, borrower_id, ids, today)
  const overrides = new Map((await listOverrides(db, ids, borrower_id, today)).map((one) => [one.device_id, one.id]))
  const terms_accepted = wish.acceptance !== null || await standingAcceptance(db, borrower_id, today) !== null
  const only_warn = settings.off_site_warn_until !== null && today < settings.off_site_warn_until
  const { day } = sayFor(now)
  return new Map(devices.map(({ device_id, off_site_rule: rule }) => {
    const approval = approvals.get(device_id) ?? null
    const check = checks.get(device_id)
    const ends = permissionEnds(rule, approval, { taken_on: today, back_on: dayOf(due_of(device_id)) }, calendar)
    const facts = {
      rule, check: wantingOf(check), permissions: permissionsWanting(rule, approval, wish), permission_ends: ends && day(ends),
      terms_accepted, overridden: overrides.has(device_id), only_warn,
    }
    return [device_id, { facts, check_id: check?.check_id ?? null, approval_id: approval?.approval_id ?? null, override_id: overrides.get(device_id) ?? null }]
  }))
}

/** Of an encryption check that does not hold, why. */
export function wantingOf(check: Line | undefined): string | null {
  const holds = check === undefined || ['holds', 'runs out soon', 'not needed'].includes(check.standing.standing)
  return holds ? null : check.words.toLowerCase()
}

type Gone = { loan_id: string, device: CustodyFacts, leaving: Leaving }

type Wish = { borrower_id: string, away?: AwayWish | null, actor: Actor }

/** Writes down beside each loan by what it left: the acceptance, permission, check or the head's word (M6). */
export async function keepLeaving(db: Act, gone: Gone[], { borrower_id, away, actor }: Wish, now: Date): Promise<void> {
  if (!away || gone.length === 0) return
  const acceptance_id = await acceptanceOf(db, borrower_id, away, actor.desk_id, now)
  await insertOffSiteLoans(db, gone.map(({ loan_id, device, leaving: { facts, override_id, ...by } }) => {
    const overrode = overriddenBy(device, facts).join(' ')
    return {
      loan_id, acceptance_id, ...by, override_id: overrode ? override_id : null, overrode,
      carries_personal_data: away.carries_personal_data ? 1 : 0, video_calls: away.video_calls ? 1 : 0,
    }
  }))
}

async function acceptanceOf(db: Act, person_id: string, { acceptance }: AwayWish, desk_id: string | null, now: Date): Promise<string> {
  if (acceptance === 'now') return acceptTerms(db, { person_id, how: 'own account', desk_id }, now)
  return acceptance?.id ?? (await standingAcceptance(db, person_id, dayOf(now)))!
}
