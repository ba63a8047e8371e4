import { createHash } from 'node:crypto'
import { type Simulation } from '../play/simulation.ts'
import { lineOf, mustAgree } from './differ.ts'

/** What was read of the log before: its last event, how many, and a sum over all of them. */
export type Read = { last: string, count: number, hash: string }

export const NOTHING_READ: Read = { last: '', count: 0, hash: '' }

type Event = { id: string, at: string, verb: string, actor_id: string | null, subject_id: string, data: string }

const summed = (hash: string, event: Event) => createHash('sha256').update(hash + JSON.stringify(event)).digest('base64')

function eventsSince({ kit }: Simulation, last: string): Promise<Event[]> {
  return kit.db.selectFrom('events').select(['id', 'at', 'verb', 'actor_id', 'subject_id', 'data']).where('id', '>', last).orderBy('id').execute()
}

/** Reads on from what was read before. Nothing was put in before that or taken out: the count says so. */
export async function readOn(sim: Simulation, read: Read): Promise<Read> {
  const events = await eventsSince(sim, read.last)
  const next = { last: events.at(-1)?.id ?? read.last, count: read.count + events.length, hash: events.reduce(summed, read.hash) }
  const { n } = await sim.kit.db.selectFrom('events').select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  mustAgree(sim, 'How many events the log holds', [String(n)], [String(next.count)])
  return next
}

/** The whole log once more: every event is still what it was when it was first read. */
export async function logStands(sim: Simulation, read: Read): Promise<void> {
  const again = (await eventsSince(sim, '')).reduce(summed, '')
  mustAgree(sim, 'The log read again', [again], [read.hash])
}

/** Everything that the model did is in the log, as often as it was done. */
export async function logAgrees(sim: Simulation): Promise<void> {
  const rows = await sim.kit.db.selectFrom('events').select((e) => ['verb', e.fn.countAll<number>().as('n')]).groupBy('verb').execute()
  const told = rows.filter(({ verb }) => sim.school.log.has(verb)).map(({ verb, n }) => lineOf(verb, n))
  mustAgree(sim, 'Events by kind', told, [...sim.school.log].filter(([, times]) => times > 0).map(([verb, times]) => lineOf(verb, times)))
}
