import { stillNotBack } from '../model/end-of-day.ts'
import type { Check } from '../model/school.ts'
import { addDays } from '../model/wall-clock.ts'
import { type Simulation, today } from '../play/simulation.ts'
import { iso, lineOf, mustAgree } from './differ.ts'

const LOOKED_BACK = 21

/** The closed checks of the last weeks with each line, and what was found since; a day that nobody closed has none. */
export async function checksAgree(sim: Simulation, all = false): Promise<void> {
  const since = all ? '' : addDays(today(sim), -LOOKED_BACK)
  const checks = [...sim.school.checks.values()].filter(({ day }) => day >= since)
  mustAgree(sim, 'End-of-day checks', await checkRows(sim, since), checks.map(checkLine))
  mustAgree(sim, 'Lines of the end-of-day checks', await lineRows(sim, since), checks.flatMap(({ day, lines }) => lines.map((one) => (
    lineOf(day, one.code, one.result, iso(one.at), one.loan?.borrower ?? keeperOf(sim, one.code), one.loan?.className ?? '', iso(one.due), iso(one.found))))))
}

function keeperOf({ school }: Simulation, code: string): string {
  return school.devices.get(code)!.keeper ?? ''
}

function checkLine({ day, closed, by, counts, later }: Check): string {
  const evening = later ? lineOf(iso(later.closed), later.by, later.notBack) : 'no second close'
  return lineOf(day, iso(closed), by, counts.in, counts['expected later'], counts['off-site'], counts.excused, counts['not back'], evening)
}

async function checkRows({ kit }: Simulation, since: string): Promise<string[]> {
  const rows = await kit.db.selectFrom('day_checks as k').innerJoin('people as p', 'p.id', 'k.closed_by_id').leftJoin('people as q', 'q.id', 'k.later_closed_by_id')
    .selectAll('k').select(['p.name as by', 'q.name as later_by']).where('k.day', '>=', since).execute()
  return rows.map((row) => lineOf(row.day, row.closed_at, row.by, row.in_count, row.later_count, row.off_site_count, row.excused_count, row.not_back_count,
    row.later_closed_at ? lineOf(row.later_closed_at, row.later_by, row.later_not_back_count) : 'no second close'))
}

async function lineRows({ kit }: Simulation, since: string): Promise<string[]> {
  const rows = await kit.db.selectFrom('day_check_lines as n').innerJoin('devices as d', 'd.id', 'n.device_id')
    .leftJoin('people as h', 'h.id', 'n.holder_id').leftJoin('classes as c', 'c.id', 'n.class_id')
    .select(['n.day', 'd.code', 'n.result', 'n.at', 'h.name as holder', 'c.name as class_name', 'n.due_at', 'n.found_at']).where('n.day', '>=', since).execute()
  return rows.map((row) => lineOf(row.day, row.code, row.result, row.at, row.holder, row.class_name, row.due_at, row.found_at))
}

/** The codes that a page lists under "Not back at the last check". */
export function notBackAgrees(sim: Simulation, where: string, html: string): void {
  const part = html.split('Not back at the last check</h2>')[1]?.split(/<\/section>|<h2/)[0] ?? ''
  const shown = [...new Set([...part.matchAll(/class="code"[^>]*>([A-Z]{2}-\d{4})</g)].map(([, code]) => code!))]
  mustAgree(sim, `“Not back at the last check” ${where}`, shown, stillNotBack(sim.school))
}
