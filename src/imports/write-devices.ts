import { dayOf, at } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { dueAt } from '../calendar/due.ts'
import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import type { Actor } from '../events/record.ts'
import type { Loan } from '../loans/store.ts'
import type { Writes } from './apply.ts'
import { inserting, upserting } from './compiled.ts'
import type { Import } from './detail.ts'
import type { DeviceState, LoanFields, OutOfUseFields, SetFields, StagedRow } from './rows.ts'
import { fieldsOf, rowsThatWrite } from './staged-rows.ts'

/** What an import of devices writes: trolleys, devices, their tags, those out of use, and loans carried over. */
export async function writesOfDevices(db: Db, { id, format }: Import, actor: Actor, now: Date): Promise<Writes> {
  const queries: Writes['queries'] = []
  const loans: Loan[] = []
  const before = new Map<string, object>()
  const sets: Row<'sets'>[] = []
  for await (const rows of rowsThatWrite(db, id)) {
    sets.push(...fieldsOf<SetFields>(rows, 'set').map(({ set }) => set))
    for (const { device } of statesBefore(rows)) before.set(device.id, device)
    queries.push(...writesOfPart(db, rows, now))
    loans.push(...await loansOf(db, { id, format }, fieldsOf<LoanFields>(rows, 'loan'), actor, now))
  }
  const set_tags = sets.map((set) => tag(set.code, 'code', { set_id: set.id }, now))
  return {
    queries: [
      ...inserting(db, 'sets', sets),
      ...inserting(db, 'tags', set_tags),
      ...queries,
      ...inserting(db, 'loans', loans),
    ],
    before: { table: 'devices', rows: before },
    loans: loans.map((loan) => ({ device_id: loan.device_id, loan_id: loan.id, borrower_id: loan.borrower_id })),
  }
}

function statesBefore(rows: StagedRow[]): DeviceState[] {
  return rows.filter(({ what, before }) => what === 'device' && before !== null)
    .map(({ before }) => JSON.parse(before!) as DeviceState)
}

function writesOfPart(db: Db, rows: StagedRow[], now: Date): Writes['queries'] {
  const states = fieldsOf<DeviceState>(rows, 'device')
  const known = new Map(
    statesBefore(rows).map(({ device, tags }) => [device.id, new Map(tags.map(({ text, what }) => [text, what]))]),
  )
  const tags = states.flatMap(({ device, tags: own }) =>
    own.map(({ text, what }) => tag(text, what, { device_id: device.id }, now)),
  )
  const was = ({ device_id, text }: Row<'tags'>) => known.get(device_id!)?.get(text)
  const ended = fieldsOf<OutOfUseFields>(rows, 'out of use').map(({ id, device_id, because }) => ({
    id, device_id, because, note: 'As the imported list has it', from_at: now.toISOString(), until_at: null,
  }))
  return [
    ...upserting(db, 'devices', states.map(({ device }) => device), 'id'),
    ...inserting(db, 'tags', tags.filter((each) => was(each) === undefined)),
    ...upserting(
      db, 'tags', tags.filter((each) => was(each) !== undefined && was(each) !== each.what), 'text', ['what'],
    ),
    ...inserting(db, 'out_of_use', ended),
  ]
}

const OF_NOTHING = { device_id: null, set_id: null, person_id: null, class_card_id: null }

export function tag(
  text: string, what: Row<'tags'>['what'], of: { device_id: string } | { set_id: string }, now: Date,
): Row<'tags'> {
  return { text, what, ...OF_NOTHING, ...of, created_at: now.toISOString() }
}

type Source = Pick<Import, 'id' | 'format'>

/** Open check-outs of another system, due on the day they are expected back, otherwise by the end of today. */
async function loansOf(
  db: Db, { id: import_id, format }: Source, fields: LoanFields[], actor: Actor, now: Date,
): Promise<Loan[]> {
  if (fields.length === 0) return []
  const calendar = await readCalendar(db)
  const people = await db.selectFrom('people').select(['id', 'last_day'])
    .where('id', 'in', fields.map(({ borrower_id }) => borrower_id)).execute()
  return fields.map(({ id, device_id, borrower_id, due_on }) => {
    const later = due_on !== null && due_on > dayOf(now)
    const last_day = people.find((person) => person.id === borrower_id)?.last_day ?? null
    return {
      id, device_id, borrower_id, class_id: null, answers_id: borrower_id,
      purpose: `Carried over from ${format === 'snipe-it' ? 'Snipe-IT' : 'a list'}`, taken_at: now.toISOString(),
      due_at: dueAt(
        { taken_at: later ? at(due_on, '00:00') : now.toISOString(), off_site: false, until: null, last_day },
        calendar,
      ),
      off_site: 0, source: 'import', out_desk_id: null, booked_out_by_id: actor.person_id, import_id,
      returned_at: null, back_desk_id: null, taken_back_by_id: null, on_charge: null, outcome: null, voided_at: null,
      voided_by_id: null,
    }
  })
}
