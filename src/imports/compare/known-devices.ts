import type { Db } from '../../database/open.ts'
import type { Row } from '../../database/tables.ts'
import { tagText } from '../../tags/scan.ts'
import { fold } from '../../text/fold.ts'
import type { ReadDevice } from '../lines/read.ts'
import { grouped } from '../../text/grouped.ts'
import type { DeviceState } from '../rows.ts'
import { statesOfDevices } from '../states.ts'

export type KnownTag = { text: string, what: string, device_id: string | null }
export type Borrower = Pick<Row<'people'>, 'id' | 'name' | 'search_name' | 'email' | 'kind' | 'first_day' | 'last_day'>

/** What Kitbook holds that some lines of a list may be about. */
export type KnownDevices = {
  tags: Map<string, KnownTag>
  devices: Map<string, DeviceState>
  /** By device: who has it now. */
  out: Map<string, { borrower_id: string, borrower: string }>
  /** `device borrower` of loans that an import carried over before. */
  carried: Set<string>
  out_of_use: Map<string, string>
  by_email: Map<string, Borrower>
  by_name: Map<string, Borrower[]>
}

/** Asks for everything that a batch of lines needs, in a few queries however many lines it has. */
export async function knownDevices(db: Db, rows: readonly ReadDevice[]): Promise<KnownDevices> {
  const texts = [...new Set(rows.flatMap(({ code, serial, tags }) => [code, serial, ...tags.map(({ text }) => text)])
    .filter((text) => text !== null).map(tagText))]
  const tags = await listTags(db, texts)
  const ids = [...new Set(tags.flatMap(({ device_id }) => device_id ?? []))]
  const loans = await listLoans(db, ids)
  const people = await listBorrowers(db, rows.flatMap(({ out_to }) => out_to ?? []))
  return {
    tags: new Map(tags.map((tag) => [tag.text, tag])),
    devices: await statesOfDevices(db, ids),
    out: new Map(loans.filter(({ returned_at }) => returned_at === null).map((loan) => [loan.device_id, loan])),
    carried: new Set(
      loans.filter(({ source }) => source === 'import').map((loan) => `${loan.device_id} ${loan.borrower_id}`),
    ),
    out_of_use: new Map((await listOutOfUse(db, ids)).map(({ device_id, because }) => [device_id, because])),
    by_email: new Map(people.flatMap((person) => (person.email ? [[person.email, person]] : []))),
    by_name: grouped(people, ({ search_name }) => search_name),
  }
}

/** An empty `in ()` is not SQL. */
async function some<T, R>(list: T[], query: (list: T[]) => Promise<R[]>): Promise<R[]> {
  return list.length === 0 ? [] : query(list)
}

function listTags(db: Db, texts: string[]) {
  return some(texts, (list) =>
    db.selectFrom('tags').select(['text', 'what', 'device_id']).where('text', 'in', list).execute(),
  )
}

/** Open loans, and those that an import carried over at any time. */
function listLoans(db: Db, ids: string[]) {
  return some(ids, (list) => db.selectFrom('loans as l').innerJoin('people as p', 'p.id', 'l.borrower_id')
    .select(['l.device_id', 'l.borrower_id', 'p.name as borrower', 'l.source', 'l.returned_at'])
    .where('l.device_id', 'in', list).where('l.voided_at', 'is', null)
    .where((e) => e.or([e('l.returned_at', 'is', null), e('l.source', '=', 'import')])).execute())
}

function listOutOfUse(db: Db, ids: string[]) {
  return some(ids, (list) => db.selectFrom('out_of_use').select(['device_id', 'because'])
    .where('device_id', 'in', list).where('until_at', 'is', null).execute())
}

function listBorrowers(db: Db, wanted: NonNullable<ReadDevice['out_to']>[]) {
  const emails = wanted.flatMap(({ email }) => email ?? [])
  const names = wanted.map(({ name }) => fold(name)).filter((name) => name !== '')
  return some(wanted, () =>
    db.selectFrom('people').select(['id', 'name', 'search_name', 'email', 'kind', 'first_day', 'last_day'])
      .where((e) => e.or([e('email', 'in', [...emails, '']), e('search_name', 'in', [...names, ''])])).execute(),
  )
}
