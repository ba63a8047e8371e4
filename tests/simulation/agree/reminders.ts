import { dayOf } from '../model/wall-clock.ts'
import { keptOn, type Letter } from '../model/post.ts'
import { now, type Simulation } from '../play/simulation.ts'
import { iso, lineOf, mustAgree } from './differ.ts'

const LOOKED_BACK = 14

/** The ledger of the last weeks: who was told of which loan, in which part of a letter, for which day. */
export async function ledgerAgrees(sim: Simulation, all = false): Promise<void> {
  const since = all ? '' : iso(now(sim) - LOOKED_BACK * 24 * 3600_000)
  const letters = sim.post.letters.filter(({ written }) => iso(written) >= since)
  mustAgree(sim, 'The ledger of reminders', await ledgerRows(sim, since), notWrittenAnew(letters.flatMap(ledgerOf)))
}

function ledgerOf({ person, day, written, state, lines, stolen }: Letter): string[] {
  const line = (kind: string, what: string, of: string, withdrawn: boolean) => lineOf(person, kind, what, of, iso(written), withdrawn ? 'withdrawn' : '')
  if (stolen !== null) return [line('alarm', `${stolen} stolen ${iso(written)}`, '', false)]
  return [
    line('digest', 'letter', day, state === 'withdrawn'),
    ...lines.map(({ kind, code, loan, period, withdrawn }) => line(kind, loan ? `${code} ${iso(loan.taken)}` : code, period, withdrawn)),
  ]
}

/** A withdrawn line that is written anew is one line. */
function notWrittenAnew(lines: string[]): string[] {
  const keyOf = (line: string) => line.split(' | ').slice(0, 4).join(' | ')
  return [...new Map(lines.map((line) => [keyOf(line), line])).values()]
}

async function ledgerRows({ kit }: Simulation, since: string): Promise<string[]> {
  const rows = await kit.db.selectFrom('reminders as r').innerJoin('people as p', 'p.id', 'r.person_id')
    .leftJoin('loans as l', 'l.id', 'r.what').leftJoin('devices as d', 'd.id', 'l.device_id').leftJoin('devices as v', 'v.id', 'r.what')
    .leftJoin('out_of_use as o', 'o.id', 'r.what').leftJoin('devices as s', 's.id', 'o.device_id')
    .select(['p.name', 'r.kind', 'r.what', 'r.period', 'r.at', 'r.withdrawn_at', 'd.code', 'l.taken_at', 'v.code as device', 's.code as stolen', 'o.from_at']).where('r.at', '>=', since).execute()
  const whatOf = (row: typeof rows[number]) => (row.code ? `${row.code} ${row.taken_at}` : row.stolen ? `${row.stolen} stolen ${row.from_at}` : row.device ?? row.what)
  return rows.map((row) => lineOf(row.name, row.kind, whatOf(row), row.period, row.at, row.withdrawn_at ? 'withdrawn' : ''))
}

const codesIn = (text: string) => [...new Set(text.match(/\b(LT|IP)-\d{4}\b/g))].toSorted().join(' ')

/** The outbox holds exactly the letters of the last thirty days, each with the devices that it tells of, gone or not. */
export async function outboxAgrees(sim: Simulation): Promise<void> {
  const rows = await sim.kit.db.selectFrom('outbox as o').innerJoin('people as p', 'p.id', 'o.person_id')
    .select(['o.id', 'p.name', 'o.to_address', 'o.body_text', 'o.created_at', 'o.sent_at', 'o.next_try_at']).execute()
  const stateOf = (row: typeof rows[number]) => (row.sent_at ? 'sent' : row.next_try_at === null ? 'withdrawn' : 'waiting')
  const codesOf = ({ state, body_text }: { state: string, body_text: string }) => (state === 'withdrawn' ? '' : codesIn(body_text))
  mustAgree(sim, 'The outbox', rows.map((row) => lineOf(row.name, row.to_address, row.created_at, codesOf({ state: stateOf(row), body_text: row.body_text }), stateOf(row))),
    keptOn(sim.post, now(sim)).map((letter) => lineOf(letter.person, sim.school.people.get(letter.person)!.address, iso(letter.written), codesToldIn(letter), letter.state)))
  const kept = new Set(rows.map(({ id }) => id))
  const sent = rows.filter(({ sent_at }) => sent_at !== null).map(({ id, to_address, sent_at }) => lineOf(id, to_address, sent_at))
  mustAgree(sim, 'What the mail server holds of it', sim.taken.filter(({ id }) => kept.has(id)).map(({ id, to, at }) => lineOf(id, to, iso(at))), sent)
  oneReminderADay(sim)
}

function codesToldIn({ state, lines, stolen }: Letter): string {
  if (stolen !== null) return stolen
  return state === 'withdrawn' ? '' : codesIn(lines.filter(({ withdrawn }) => !withdrawn).map(({ code }) => code).join(' '))
}

/** The mail server took each letter once, and for nobody two reminders on one day. */
function oneReminderADay(sim: Simulation): void {
  const sent = sim.post.letters.filter(({ state }) => state === 'sent')
  const addressOf = (person: string) => sim.school.people.get(person)!.address
  mustAgree(sim, 'What the mail server took, and when', sim.taken.map(({ to, at }) => lineOf(to, iso(at))), sent.map(({ person, went }) => lineOf(addressOf(person), iso(went))))
  const keys = sim.taken.filter(({ subject }) => !subject.startsWith('Please act now')).map(({ to, at }) => lineOf(to, dayOf(at)))
  mustAgree(sim, 'Second reminders of a day', keys.filter((key, i) => keys.indexOf(key) !== i), [])
}
