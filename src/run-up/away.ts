import { unsignedOf } from '../agreements/standing.ts'
import { type Approval, withDevices } from '../approvals/read.ts'
import { listApprovals } from '../approvals/store.ts'
import { at, dayOf } from '../calendar/days.ts'
import { countsTo } from '../calendar/holidays.ts'
import type { Reason } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { encryptionOf, type Line as CheckLine } from '../device-checks/standing.ts'
import { sayFor } from '../http/say.ts'
import type { AwayStanding } from '../off-site/lapses.ts'
import { awayStanding } from '../off-site/register.ts'
import { type AwayNow, listAwayNow } from '../off-site/register-store.ts'
import type { Judging } from './home.ts'
import { type RunUpDevice, type Want, wantsOver } from './rules.ts'

/** A device that will be away over the holiday, or that somebody wishes to take, and what does not hold for it. */
export type AwayLine = { code: string, type_name: string, who: string, person_id: string, why: string, wants: (Want & { approval_id: string | null })[] }

const MOST = 200

/** What of all that is away or wished to be does not count until the fifth school day back: each line with what mends it. */
export async function listWanting(db: Db, devices: RunUpDevice[], reasons: Map<string, Reason[]>, judging: Judging, now: Date): Promise<AwayLine[]> {
  const unsigned = await unsignedOf(db, null, now)
  const over = { counts_to: countsTo(judging.holiday, judging.calendar), day: sayFor(now).day }
  const wants = (standing: AwayStanding, approval_id: string | null) => wantsOver(standing, over, judging.calendar).map((want) => ({ ...want, approval_id }))
  const loans = (await listAwayNow(db, now.toISOString())).filter(({ due_at }) => dayOf(due_at) > judging.holiday.last_day)
  const lines = [
    ...loans.map((loan) => loanLine(loan, wants(awayStanding(loan, !unsigned.has(loan.person_id)), null))),
    ...await wishLines(db, devices, judging, (standing, person, approval) => wants({ ...standing, signed: !unsigned.has(person) }, approval), now),
    ...devices.filter(({ goes_home, keeper_id }) => goes_home === 1 && keeper_id !== null).map((device) => keptLine(device, reasons.get(device.device_id) ?? [])),
  ]
  return lines.filter((line) => line.wants.length > 0).toSorted((a, b) => a.code.localeCompare(b.code))
}

function loanLine({ code, type_name, who, person_id }: AwayNow, wants: AwayLine['wants']): AwayLine {
  return { code, type_name, who, person_id, why: 'booked out over the holiday', wants }
}

const MENDS: Record<string, Want['mend']> = { 'not-checked': 'check', 'no-permission': 'permission', 'permission-ends': 'permission', 'not-signed': 'signature' }

function keptLine({ code, type_name, keeper, keeper_id }: RunUpDevice, reasons: Reason[]): AwayLine {
  const wants = reasons.map(({ code, words }) => ({ words, mend: MENDS[code] ?? 'keeper' as const, approval_id: null }))
  return { code, type_name, who: keeper!, person_id: keeper_id!, why: 'looked after, is to go home', wants }
}

type Judge = (standing: Omit<AwayStanding, 'signed'>, personId: string, approvalId: string) => AwayLine['wants']

/** What somebody asked to take over the holiday, or may take and has not yet. */
async function wishLines(db: Db, devices: RunUpDevice[], { holiday }: Judging, judge: Judge, now: Date): Promise<AwayLine[]> {
  const today = dayOf(now)
  const found = [...await listApprovals(db, { show: 'waiting', person_id: null }, today, null, MOST), ...await listApprovals(db, { show: 'in force', person_id: null }, today, null, MOST)]
  const wished = (await withDevices(db, found)).filter((one) => one.from_day <= holiday.last_day && (one.granted_until ?? one.until_day) > holiday.last_day)
  const known = new Map(devices.map((device) => [device.device_id, device]))
  const pairs = wished.flatMap((approval) => approval.devices.flatMap(({ device_id }) => {
    const device = known.get(device_id)
    return device && !device.loan_id && device.keeper_id !== approval.person_id ? [{ approval, device }] : []
  }))
  const checks = new Map((await encryptionOf(db, pairs.map(({ device }) => device.device_id), new Date(at(holiday.last_day, '12:00')))).map((line) => [line.device_id, line]))
  return pairs.map(({ approval, device }) => wishLine(approval, device, judge({ ...standingAs(approval, device, checks.get(device.device_id)), taken_on: holiday.last_day }, approval.person_id, approval.id)))
}

function wishLine(approval: Approval, { code, type_name }: RunUpDevice, wants: AwayLine['wants']): AwayLine {
  return { code, type_name, who: approval.person, person_id: approval.person_id, why: approval.decision === null ? 'asked for' : 'permitted', wants }
}

function standingAs(approval: Approval, device: RunUpDevice, check: CheckLine | undefined): Omit<AwayStanding, 'signed' | 'taken_on'> {
  const last = check?.last ?? null
  return {
    rule: device.off_site_rule, overridden: false, needs_check: check !== undefined && check.standing.standing !== 'not needed',
    check: last && { passed: last.passed === 1, finding: last.finding, valid_until: last.valid_until },
    permission: approval.decision === null ? null : { until_day: approval.granted_until!, revoked: false },
  }
}
