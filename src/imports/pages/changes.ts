import { homeWords } from '../../devices/rules.ts'
import type { Say } from '../../http/say.ts'
import { COMPARED } from '../compare/device.ts'
import type { DeviceState, PersonState, StagedRow } from '../rows.ts'
import type { LineModel, Names } from './lines.ts'

type Said = Record<string, string>

/** What changes, each from what to what; texts to scan only where nothing else says it. */
export function changesOf(row: StagedRow, before: string, names: Names, say: Say): LineModel['changes'] {
  const [from, to] = [before, row.fields].map((json) => (row.what === 'device'
    ? sayDevice(JSON.parse(json) as DeviceState, names, say)
    : sayPerson(JSON.parse(json) as PersonState, names, say))) as [Said, Said]
  const changed = Object.keys(to).filter((what) => from[what] !== to[what])
  const told = changed.filter((what) => what !== SCANNED)
  return (told.length > 0 ? told : changed).map((what) => ({ what, from: from[what] ?? '', to: to[what] || 'nothing' }))
}

const SCANNED = 'Scanned as'

const DEVICE_WORDS: Partial<Record<(typeof COMPARED)[number], string>> = {
  code: 'Code', make: 'Make', model: 'Model', serial: 'Serial number', computer_name: 'Computer name', notes: 'Notes',
}

function sayDevice({ device, tags }: DeviceState, names: Names, say: Say): Said {
  const { bought_on, warranty_until, price_pence, set_id } = device
  const plain = COMPARED.flatMap((column) =>
    (DEVICE_WORDS[column] ? [[DEVICE_WORDS[column], String(device[column] ?? '')]] : []))
  const set_name = set_id === null ? null : names.sets.get(set_id) ?? 'a trolley'
  return {
    ...Object.fromEntries(plain) as Said,
    Bought: bought_on ? say.day(bought_on) : '', Price: price_pence === null ? '' : say.pounds(price_pence),
    Warranty: warranty_until ? `until ${say.day(warranty_until)}` : '', Home: homeWords({ ...device, set_name }),
    [SCANNED]: tags.map(({ text }) => text).join(', '),
  }
}

function sayPerson({ person, class_ids, roles }: PersonState, names: Names, say: Say): Said {
  const { first_day, last_day } = person
  return {
    Name: person.name, Email: person.email ?? '', Kind: person.kind, Position: person.job_title,
    'First day': first_day ? say.day(first_day) : '', 'Last day': last_day ? say.day(last_day) : '',
    Classes: class_ids.map((id) => names.classes.get(id) ?? 'another class').join(', '), Roles: roles.join(', '),
  }
}
