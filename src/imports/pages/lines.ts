import type { Say } from '../../http/say.ts'
import type { Db } from '../../database/open.ts'
import { homeWords } from '../../devices/rules.ts'
import { changesOf } from './changes.ts'
import type {
  ClassFields, DeviceState, LoanFields, OutOfUseFields, PersonState, ProblemFields, SetFields, StagedRow, Status, What,
} from '../rows.ts'

/** A line of the preview or the report, in words. */
export type LineModel = {
  line: number, status: Status, label: string, is_code: boolean, href: string | null
  words: string, changes: { what: string, from: string, to: string }[], reason: string
}

/** Names of what lines only have ids of. */
export type Names = { types: Map<string, string>, sets: Map<string, string>, classes: Map<string, string> }

export async function namesFor(db: Db, importId: string): Promise<Names> {
  const named = (rows: { id: string, name: string }[]) => rows.map(({ id, name }) => [id, name] as const)
  const staged = await db.selectFrom('import_rows').select(['what', 'fields']).where('import_id', '=', importId)
    .where('what', 'in', ['set', 'class']).execute()
  const newSets = staged.filter(({ what }) => what === 'set')
    .map(({ fields }) => (JSON.parse(fields) as SetFields).set)
  const newClasses = staged.filter(({ what }) => what === 'class')
    .map(({ fields }) => JSON.parse(fields) as ClassFields)
  return {
    types: new Map(named(await db.selectFrom('device_types').select(['id', 'name']).execute())),
    sets: new Map([...named(await db.selectFrom('sets').select(['id', 'name']).execute()), ...named(newSets)]),
    classes: new Map([...named(await db.selectFrom('classes').select(['id', 'name']).execute()), ...named(newClasses)]),
  }
}

/** `linked`: what the line is about is in Kitbook by now, and has a page. */
export function lineModel(row: StagedRow, names: Names, say: Say, linked: boolean): LineModel {
  const { line, status, reason } = row
  const fields: unknown = JSON.parse(row.fields)
  const shown = row.status === 'problem' && 'label' in (fields as object)
    ? problemLine(fields as ProblemFields, row.what)
    : SHOWN[row.what](fields as never, names, say)
  const changes = row.before === null || status !== 'changed' ? [] : changesOf(row, row.before, names, say)
  if (changes.length > 0 && row.what === 'device') shown.words = shortWords(fields as DeviceState, names)
  return { line, status, reason, changes, ...shown, href: addressNow(row, linked, shown.href) }
}

/** Where it is to be found now: what is new has no page before it is brought in, and a new code no effect. */
function addressNow({ status, what, before }: StagedRow, linked: boolean, href: string | null): string | null {
  if (linked || status === 'unchanged') return status === 'problem' ? null : href
  if (status !== 'changed') return null
  return what === 'device' ? `/devices/${(JSON.parse(before!) as DeviceState).device.code}` : href
}

type Shown = Pick<LineModel, 'label' | 'is_code' | 'href' | 'words'>
type Show<F> = (fields: F, names: Names, say: Say) => Shown

const SHOWN: { [W in What]: Show<never> } = {
  device: showDevice, person: showPerson, set: showSet, class: showClass, loan: showLoan, 'out of use': showOutOfUse,
}

function problemLine({ label, words }: ProblemFields, what: What): Shown {
  return { label, is_code: what !== 'person', href: null, words: what === 'loan' ? 'booked out in the list' : words }
}

function showDevice({ device }: DeviceState, names: Names, say: Say): Shown {
  const { code, make, model, serial, bought_on, price_pence, notes } = device
  const bought = [bought_on && say.day(bought_on), price_pence !== null && say.pounds(price_pence)]
    .filter(Boolean)
    .join(' for ')
  const parts = [
    [names.types.get(device.type_id), make, model].filter(Boolean).join(' '), serial && `serial number ${serial}`,
    homeWords({ ...device, set_name: setName(device.set_id, names) }), bought && `bought ${bought}`,
    notes && `“${notes}”`,
  ]
  return { label: code, is_code: true, href: `/devices/${code}`, words: parts.filter(Boolean).join(', ') }
}

/** Beside its changes a device needs no more than its kind. */
function shortWords({ device: { type_id, make, model } }: DeviceState, names: Names): string {
  return [names.types.get(type_id), make, model].filter(Boolean).join(' ')
}

function showPerson({ person, class_ids }: PersonState, names: Names, say: Say): Shown {
  const { first_day, last_day } = person
  const parts = [
    person.job_title || person.kind, person.job_title && person.kind !== 'staff' && person.kind, person.email,
    class_ids.map((id) => names.classes.get(id)).filter(Boolean).join(', '),
    first_day && `from ${say.day(first_day)}`, last_day && `until ${say.day(last_day)}`,
  ]
  return { label: person.name, is_code: false, href: `/people/${person.id}`, words: parts.filter(Boolean).join(', ') }
}

function showSet({ set }: SetFields, _names: Names, say: Say): Shown {
  const words = set.slots === null ? 'a new trolley or set' : `a new trolley with ${say.count(set.slots, 'slot')}`
  return { label: set.name, is_code: false, href: `/sets/${set.code}`, words }
}

function showClass({ id, name }: ClassFields): Shown {
  return { label: name, is_code: false, href: `/classes/${id}`, words: 'a new class of this school year' }
}

function showLoan({ code, who }: LoanFields): Shown {
  return { label: code, is_code: true, href: `/devices/${code}`, words: `booked out to ${who}` }
}

function showOutOfUse({ code, because }: OutOfUseFields): Shown {
  return { label: code, is_code: true, href: `/devices/${code}`, words: because }
}

function setName(id: string | null, names: Names): string | null {
  return id === null ? null : names.sets.get(id) ?? 'a trolley'
}
