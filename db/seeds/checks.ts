import type { Row } from '../../src/database/tables.ts'
import type { Lending } from './lending.ts'
import { clock, dayAt, iso, type Scene, staffOn } from './scene.ts'
import { staffDay } from './terms.ts'

type Checks = { day_checks: Row<'day_checks'>[], day_check_lines: Row<'day_check_lines'>[], events: Row<'events'>[] }
type Unusable = Pick<Row<'out_of_use'>, 'device_id' | 'because' | 'from_at' | 'until_at'>

const DAYS = 15
/** On one evening nobody did it. */
const NOT_DONE = 9

/** The end-of-day checks of the last three weeks, as the book of those evenings has them; today's is still to be done (M5). */
export function pastChecks(scene: Scene, lendings: Lending[], unusable: Unusable[]): Checks {
  const checks: Checks = { day_checks: [], day_check_lines: [], events: [] }
  let day = dayAt(scene.now.getTime())
  for (let i = 1; i <= DAYS; i++) {
    day = staffDay(day, -1)
    if (i !== NOT_DONE) addCheck(scene, day, lendings, unusable, checks)
  }
  return checks
}

function addCheck(scene: Scene, day: string, lendings: Lending[], unusable: Unusable[], checks: Checks): void {
  const at = clock(day, '15:52')
  const lines = linesAt(scene, day, at, lendings, unusable)
  const many = (result: Row<'day_check_lines'>['result']) => lines.filter((line) => line.result === result).length
  const gone = unusable.filter(({ because, from_at }) => because === 'retired' && from_at <= iso(at)).length
  const closed_by_id = closerOn(scene, day)
  const evening = lines.filter(({ result }) => result === 'expected later').flatMap((line) => missed(scene, line, lendings, clock(day, '17:50')))
  const has_evening = many('expected later') > 0
  checks.day_checks.push({
    day, closed_at: iso(at), closed_by_id, full_sweep: 0, in_count: scene.kit.length - gone - lines.length,
    later_count: many('expected later'), off_site_count: many('off-site'), excused_count: many('excused'), not_back_count: many('not back'),
    later_closed_at: has_evening ? iso(clock(day, '17:50')) : null, later_closed_by_id: has_evening ? closed_by_id : null,
    later_not_back_count: has_evening ? evening.length : null,
  })
  checks.day_check_lines.push(...lines, ...evening)
  checks.events.push({ id: scene.id(at), at: iso(at), verb: 'check.closed', actor_id: closed_by_id, desk_id: null, subject: 'day', subject_id: day, data: '{}' })
}

/** The technician and the teaching assistants take turns. */
function closerOn(scene: Scene, day: string): string {
  const staff = staffOn(scene, day).filter(({ part }) => part.roles.includes('technician') || /assistant/i.test(part.job))
  return staff[Number(day.slice(-2)) % staff.length]!.id
}

const isOutAt = (at: number) => ({ taken, back, voided }: Lending) => taken <= at && (back === null || back > at) && (voided === null || voided > at)

function linesAt(scene: Scene, day: string, at: number, lendings: Lending[], unusable: Unusable[]): Row<'day_check_lines'>[] {
  const bare = {
    day, at: iso(at), reason: null, exception_id: null, loan_id: null, holder_id: null, answers_id: null, class_id: null, due_at: null,
    last_seen_at: null, last_place: null, found_at: null,
  }
  const unused = unusable.filter(({ from_at, until_at }) => from_at <= iso(at) && (until_at === null || until_at > iso(at)))
  const excused = unused.filter(({ because }) => because !== 'retired').map(({ device_id, because }) => ({ ...bare, device_id, result: 'excused' as const, reason: because }))
  const idle = new Set(unused.map(({ device_id }) => device_id))
  const out = lendings.filter(isOutAt(at)).filter(({ kit }) => !idle.has(kit.id)).map((lending) => ({ ...bare, ...lineOf(scene, lending, at) }))
  const isOut = new Set(out.map(({ device_id }) => device_id))
  const kept = scene.kit.filter(({ id, keeper }) => keeper && !isOut.has(id) && !idle.has(id))
    .map(({ id, keeper }) => ({ ...bare, device_id: id, result: 'off-site' as const, reason: 'standing yes', holder_id: keeper!.id }))
  return [...excused, ...out, ...kept]
}

function lineOf(scene: Scene, lending: Lending, at: number) {
  const { id, kit, borrower, answers, room, due, off_site, taken, desk } = lending
  const away = off_site ? 'off-site' as const : 'expected later' as const
  const result = due > at ? away : 'not back' as const
  return {
    device_id: kit.id, result, reason: result === 'off-site' ? 'loan' : null, loan_id: id, holder_id: borrower.id, answers_id: answers.id,
    class_id: room?.id ?? null, due_at: iso(due), last_seen_at: iso(taken), last_place: scene.desks[desk]!.name,
    found_at: result === 'not back' ? foundAt(scene, lending) : null,
  }
}

/** Found by being scanned in again, if that has happened yet. */
function foundAt({ now }: Scene, { back, outcome }: Lending): string | null {
  return back !== null && back <= now.getTime() && outcome !== 'lost' ? iso(back) : null
}

/** What was to come later that evening and had not by then. */
function missed(scene: Scene, line: Row<'day_check_lines'>, lendings: Lending[], at: number): Row<'day_check_lines'>[] {
  const lending = lendings.find(({ id }) => id === line.loan_id)!
  if (!isOutAt(at)(lending) || dayAt(lending.due) !== line.day) return []
  return [{ ...line, result: 'not back', at: iso(at), found_at: foundAt(scene, lending) }]
}
