import { addDays, dayOf } from '../../src/calendar/days.ts'
import type { OffSite, Row } from '../../src/database/tables.ts'
import type { Scene } from './scene.ts'

type Facts = {
  loans: Row<'loans'>[], device_checks: Row<'device_checks'>[]
  types: Map<string, { id: string, rule: OffSite }>, terms: Pick<Row<'terms'>, 'id' | 'text_hash'>
}
type Told = { terms_acceptances: Row<'terms_acceptances'>[], approvals: Row<'approvals'>[], off_site_loans: Row<'off_site_loans'>[] }

/** By what each device left that went home: the terms accepted at the desk, its check, and the head's yes where its type wants one (M6). */
export function awayRecords(scene: Scene, { loans, device_checks, types, terms }: Facts): Told {
  const kits = new Map(scene.kit.map((kit) => [kit.id, kit]))
  const head = scene.adults.find(({ part }) => part.roles.includes('head'))!.id
  const approvals = new Map<string, Row<'approvals'>>()
  const told: Told = { terms_acceptances: [], approvals: [], off_site_loans: [] }
  for (const loan of loans.filter(({ off_site }) => off_site === 1)) {
    const at = Date.parse(loan.taken_at)
    const acceptance = { id: scene.id(at), person_id: loan.borrower_id, terms_id: terms.id, text_hash: terms.text_hash, accepted_at: loan.taken_at, how: 'badge and PIN' as const, desk_id: loan.out_desk_id }
    const { id: type_id, rule } = types.get(kits.get(loan.device_id)!.type)!
    const key = `${loan.borrower_id} ${type_id}`
    const isAsked = (rule === 'lead' || rule === 'head') && loan.borrower_id !== head
    if (isAsked && !approvals.has(key)) approvals.set(key, approvalOf(scene, loan, type_id, head))
    const check = device_checks.find(({ device_id, at }) => device_id === loan.device_id && at < loan.taken_at)
    told.terms_acceptances.push(acceptance)
    told.off_site_loans.push({
      loan_id: loan.id, acceptance_id: acceptance.id, approval_id: isAsked ? approvals.get(key)!.id : null, check_id: check?.id ?? null,
      override_id: null, overrode: '', carries_personal_data: 0, video_calls: 0,
    })
  }
  return { ...told, approvals: [...approvals.values()] }
}

/** Given a day before the first time, for the year. */
function approvalOf(scene: Scene, { borrower_id, taken_at }: Row<'loans'>, type_id: string, head: string): Row<'approvals'> {
  const asked = Date.parse(taken_at) - 24 * 3600_000
  const [asked_at, until_day] = [new Date(asked).toISOString(), addDays(dayOf(scene.now), 60)]
  return {
    id: scene.id(asked), person_id: borrower_id, type_id, trip_id: null, from_day: dayOf(taken_at), until_day, why: 'Planning at home',
    carries_personal_data: 0, video_calls: 0, asked_at, asked_by_id: borrower_id, decision: 'approved', decided_at: asked_at, decided_by_id: head,
    decided_as: 'head', granted_until: until_day, words: '', revoked_at: null, revoked_by_id: null, revoked_words: '', in_school: 0,
  }
}
