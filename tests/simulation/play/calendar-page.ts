import { endOf, isOpen, nextOpen, type Special } from '../model/calendar.ts'
import { addDays, dayOf } from '../model/wall-clock.ts'
import { withdrawOfClosedDays } from '../model/post.ts'
import { logged } from '../model/school.ts'
import { CLUB_ENDS, FIRST_LESSON_ENDS, HEAD, LEAD } from './cast.ts'
import { Disagreement, type Simulation } from './simulation.ts'
import { type Fields, mustSend, signIn } from './visitor.ts'

/** The year, the week, the lesson and the club are entered on the calendar’s own page. */
export async function enterCalendar(sim: Simulation): Promise<void> {
  const { halfTerms, special, starts, ends } = sim.school.calendar
  const lead = await signIn(sim, LEAD.name)
  const send = (path: string, fields: Fields) => mustSend(sim, lead, `/calendar/${path}`, fields)
  for (const [school_year, from, until] of [['2026/27', '2026-09', '2027-08'], ['2027/28', '2027-09', '2028-08']] as const) {
    const halves = halfTerms.filter(({ first }) => from <= first && first < until)
    const lines = halves.flatMap(({ name, first, last }, i) => [[`name_${i + 1}`, name], [`first_${i + 1}`, first], [`last_${i + 1}`, last]])
    await send('half-terms', { school_year, ...Object.fromEntries(lines) })
  }
  const times = [1, 2, 3, 4, 5].flatMap((n) => [[`starts_${n}`, starts], [`ends_${n}`, ends[n - 1]]])
  await send('week', Object.fromEntries(times))
  await send('lessons', { name_1: 'Lesson 1', starts_1: '09:00', ends_1: FIRST_LESSON_ENDS, weekdays_1: ['1', '2', '3', '4', '5'] })
  await send('clubs', { name_1: 'Club', ends_1: CLUB_ENDS, weekdays_1: ['1', '2', '3', '4'] })
  for (const [day, one] of special) await send('days', { first: day, ...fieldsOf(one) })
}

function fieldsOf({ kind, ends }: Special): Fields {
  return { kind, ends: ends ?? '', name: kind }
}

/** The head says that a day is closed, on the day itself or afterwards. Open loans due on a closed day are asked about. */
export async function closeDay(sim: Simulation, day: string, choice: 'move' | 'leave'): Promise<void> {
  const { school } = sim
  const head = await signIn(sim, HEAD.name)
  const fields = { first: day, kind: 'closed', ends: '', name: 'Snow' }
  school.calendar.special.set(day, { kind: 'closed', ends: null })
  const moved = [...school.out.values()].filter(({ due }) => !isOpen(dayOf(due), school.calendar))
  if (moved.length > 0) await expectQuestion(sim, fields, moved.length)
  await mustSend(sim, head, '/calendar/days', moved.length > 0 ? { ...fields, choice } : fields)
  withdrawOfClosedDays(school, sim.post)
  if (choice === 'leave') return
  for (const loan of moved) loan.due = endOf(nextOpen(dayOf(loan.due), school.calendar), school.calendar)
  logged(school, 'loan.due moved', moved.length)
}

async function expectQuestion(sim: Simulation, fields: Fields, moved: number): Promise<void> {
  const head = await signIn(sim, HEAD.name)
  const { status, text } = await head.post('/calendar/days', { form_key: `asked-${sim.seed}-${String(fields['first'])}-${moved}`, ...fields })
  const rows = [...text.matchAll(/data-label="Then due"/g)].length
  if (rows !== moved) throw new Disagreement(sim, `closing ${String(fields['first'])} asks about ${rows} loans (${status}), the model expects ${moved}`)
}

/** Every day from the first to the last one. */
export function daysFrom(first: string, last: string): string[] {
  const days = [first]
  while (days.at(-1)! < last) days.push(addDays(days.at(-1)!, 1))
  return days
}
