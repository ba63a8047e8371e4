import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { listTypes } from '../device-types/store.ts'
import type { Problem } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { capital } from '../text/capital.ts'
import { type InTheWay, inTheWay } from './rules.ts'
import type { When } from './standing.ts'
import { readDays } from './stock.ts'
import type { ReservationRow } from './store.ts'

type Wanted = Pick<Row<'reservations'>, 'id' | 'day' | 'slot' | 'starts' | 'ends' | 'type_id' | 'set_id' | 'device_id' | 'wanted'>

/** The most that one message names. */
const NAMED = 3

/** What stands against some reservations, by day and lesson, each also against those before it; nothing when all can be kept. */
export async function problemsInTheWay(db: Db, rows: readonly Wanted[], when: When): Promise<Problem[]> {
  const days = rows.map(({ day }) => day).toSorted()
  const on = await readDays(db, days[0]!, days.at(-1)!, when)
  const [say, names] = [sayFor(when.now), new Map((await listTypes(db)).map(({ id, name }) => [id, name]))]
  const found = rows.flatMap((row, i) => {
    const { stock, wants, rows: standing } = on(row.day)
    const way = inTheWay(row, stock, [...wants, ...rows.slice(0, i).filter(({ day }) => day === row.day)])
    const then = `${say.day(row.day)}, ${row.slot}`
    return wordsOf(way, standing, names).map((words) => ({ name: row.type_id ? 'wanted' : 'what', words: `${then}: ${words}` }))
  })
  return found.length === 0 ? [] : [{ name: found[0]!.name, message: messageOf(found.map(({ words }) => words)) }]
}

function wordsOf({ taken, away, short }: InTheWay, standing: readonly ReservationRow[], types: ReadonlyMap<string, string>): string[] {
  if (taken.length > 0) return [`reserved by ${standing.find(({ id }) => taken.includes(id))?.person ?? 'you already'}`]
  if (away) return ['it is not in the suite then']
  return short.map(({ type_id, free }) => `${free === 0 ? 'none' : `only ${free}`} free of ${types.get(type_id)}`)
}

function messageOf(words: string[]): string {
  const more = words.length - NAMED
  return capital(words.slice(0, NAMED).join('; ') + (more > 0 ? `; and ${more} more` : ''))
}
