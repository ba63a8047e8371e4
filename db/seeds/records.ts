import type { Row } from '../../src/database/tables.ts'
import type { Lending } from './lending.ts'
import { chance } from './random.ts'
import { iso, leadOf, type Scene } from './scene.ts'

type Rows = { loans: Row<'loans'>[], sightings: Row<'sightings'>[], events: Row<'events'>[] }
/** A lending as `now` knows it, its instants written once for all rows that share them. */
type Known = Lending & { taken_at: string, returned_at: string | null, writer: string | null, desk_id: string | null }

/** Loans as the desk would have written them by `now`, with what was seen and logged, each in the order of time. */
export function recordsOf(scene: Scene, lendings: Lending[]): Rows {
  const now = scene.now.getTime()
  const known = lendings.filter(({ taken }) => taken <= now).map((lending) => asKnown(scene, lending, now))
  known.sort((a, b) => a.taken - b.taken)
  return {
    loans: known.map((lending) => loanRow(scene, lending)),
    sightings: known.flatMap((lending) => seen(scene, lending)).sort((a, b) => inTime(a.seen_at, b.seen_at)),
    events: known.flatMap((lending) => told(scene, lending)).sort((a, b) => inTime(a.at, b.at)),
  }
}

/** What will only happen later has not happened. */
function asKnown(scene: Scene, lending: Lending, now: number): Known {
  const { taken, back, voided, outcome, source, desk } = lending
  const isBack = back !== null && back <= now
  return {
    ...lending, taken_at: iso(taken), returned_at: isBack ? iso(back) : null, outcome: isBack ? outcome : null,
    voided: voided !== null && voided <= now ? voided : null, writer: writerOf(scene, lending),
    desk_id: source === 'desk' ? scene.desks[desk]!.id : null,
  }
}

/** Who wrote the loan down when no desk did: the borrower, or the lead from the paper sheet of a power cut. */
function writerOf(scene: Scene, { source, borrower }: Lending): string | null {
  if (source === 'desk') return null
  return source === 'paper' ? leadOf(scene).id : borrower.id
}

function loanRow(scene: Scene, lending: Known): Row<'loans'> {
  const { id, kit, borrower, answers, room, purpose, source, taken_at, returned_at, outcome, voided } = lending
  const scanned = outcome === 'returned' || outcome === 'passed on'
  return {
    id, device_id: kit.id, borrower_id: borrower.id, class_id: room?.id ?? null, answers_id: answers.id, purpose,
    taken_at, due_at: iso(lending.due), off_site: lending.off_site ? 1 : 0, source,
    out_desk_id: lending.desk_id, booked_out_by_id: lending.writer, import_id: null,
    returned_at, outcome, back_desk_id: scanned ? scene.desks[0]!.id : null,
    taken_back_by_id: null, on_charge: outcome === 'returned' ? chargedOf(scene) : null,
    voided_at: voided === null ? null : iso(voided), voided_by_id: null,
  }
}

function chargedOf({ random }: Scene): 0 | 1 | null {
  if (chance(random, 0.5)) return null
  return chance(random, 0.9) ? 1 : 0
}

/** A device is seen when it is scanned out and in; a return that nobody scanned was not seen. */
function seen(scene: Scene, lending: Known): Row<'sightings'>[] {
  const { kit, taken, taken_at, back, returned_at, outcome, desk_id, writer } = lending
  const suite = scene.desks[0]!
  const place = scene.desks.find(({ id }) => id === desk_id)?.name ?? 'the suite'
  const out = { id: scene.id(taken), device_id: kit.id, seen_at: taken_at, place, desk_id, by_id: writer }
  if (outcome !== 'returned') return [out]
  const seen_at = returned_at!
  return [out, { ...out, id: scene.id(back!), seen_at, place: suite.name, desk_id: suite.id, by_id: null }]
}

function told(scene: Scene, lending: Known): Row<'events'>[] {
  const { id, kit, borrower, taken, taken_at, back, returned_at, outcome, voided, desk_id, writer } = lending
  const about = { subject: 'device', subject_id: kit.id, data: `{"loan_id":"${id}"}`, actor_id: writer, desk_id }
  const events: Row<'events'>[] = [{
    ...about, id: scene.id(taken), at: taken_at, verb: 'loan.out',
    data: `{"loan_id":"${id}","borrower_id":"${borrower.id}"}`,
  }]
  const verb = `loan.${outcome === 'returned' ? 'back' : outcome}`
  const atDesk = { ...about, actor_id: null, desk_id: scene.desks[0]!.id }
  if (outcome) events.push({ ...atDesk, id: scene.id(back!), at: returned_at!, verb })
  if (voided !== null) events.push({ ...about, id: scene.id(voided), at: iso(voided), verb: 'loan.voided' })
  return events
}

function inTime(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
