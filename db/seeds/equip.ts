import { dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import { searchText } from '../../src/devices/rules.ts'
import { tagsOfDevice } from '../../src/tags/of-device.ts'
import type { IdAt } from './ids.ts'
import { codeOf, inventSerial, setsOf, type Stock } from './kit.ts'
import { pick, type Random } from './random.ts'
import type { Adult, Kit } from './scene.ts'
import { addDays } from './terms.ts'

type Making = { from: Date, random: Random, id: IdAt }
type Equipment = { kit: Kit[], devices: Row<'devices'>[], sets: Row<'sets'>[] }

/** The stock as rows, in trolleys where its type has them; `typeIds` are the device types' ids by name. */
export function equip(making: Making, stock: Stock[], typeIds: Map<string, string>): Equipment {
  const parts = stock.map((line) => {
    const sets = setRows(making, line)
    const typeId = typeIds.get(line.type)!
    const devices = Array.from({ length: line.count }, (_, i) => deviceRow(making, line, i, typeId, sets))
    const kit = devices.map((device): Kit => ({
      id: device.id, code: device.code, type: line.type, set_id: device.set_id, keeper: null, free_from: 0, blocked: [],
    }))
    return { kit, devices, sets }
  })
  return {
    kit: parts.flatMap(({ kit }) => kit),
    devices: parts.flatMap(({ devices }) => devices),
    sets: parts.flatMap(({ sets }) => sets),
  }
}

function setRows({ from, id }: Making, { type, count }: Stock): Row<'sets'>[] {
  const plan = setsOf[type]
  if (!plan) return []
  return Array.from({ length: Math.ceil(count / plan.size) }, (_, i) => ({
    id: id(from.getTime()), code: `${plan.prefix}-${i + 1}`, name: `${plan.name} ${i + 1}`,
    place: plan.places[i % plan.places.length]!, slots: plan.slots ? plan.size : null,
  }))
}

/** A laptop in four still carries the number from the register before this one. */
const oldNumbersOf = ({ computer_name, code }: Row<'devices'>) =>
  computer_name && Number(code.slice(-4)) % 4 === 1 ? [`MPS/ICT/${code.slice(-3)}`] : []

function deviceRow(making: Making, line: Stock, i: number, type_id: string, sets: Row<'sets'>[]): Row<'devices'> {
  const { from, random, id } = making
  const [make, model, price_pence, years] = pick(random, line.models)
  const code = codeOf(line.prefix, i + 1)
  const bought_on = addDays(dayOf(from), -365 * (years - 1) - i % 20)
  const set = sets[Math.floor(i / (setsOf[line.type]?.size ?? 1))]
  const device = {
    id: id(from.getTime()), code, type_id, make, model, serial: inventSerial(random, code),
    computer_name: line.type === 'Laptop' ? `MARROWBY-${code}` : '', bought_on, price_pence,
    warranty_until: addDays(bought_on, 3 * 365), set_id: set?.id ?? null,
    slot: set?.slots ? i % set.slots + 1 : null, place: set ? '' : 'the suite', notes: '',
    search_text: '', created_at: from.toISOString(),
  }
  return { ...device, search_text: searchText({ ...device, old_numbers: oldNumbersOf(device) }) }
}

/** A class card with its class's name. */
export type Card = { id: string, name: string }

/** Everything that can be scanned: devices, sets, badges and this year's class cards. */
export function tagRows(at: Date, { devices, sets }: Equipment, adults: Adult[], cards: Card[]): Row<'tags'>[] {
  const nothing = { device_id: null, set_id: null, person_id: null, class_card_id: null, created_at: at.toISOString() }
  return [
    ...devices.flatMap((device) => tagsOfDevice({ ...device, old_numbers: oldNumbersOf(device) })
      .map((tag) => ({ ...nothing, ...tag, device_id: device.id }))),
    ...sets.map(({ id, code }) => ({ ...nothing, text: code, what: 'code' as const, set_id: id })),
    ...adults.filter(hasBadge)
      .map(({ id }, i) => ({ ...nothing, text: codeOf('P', i + 1), what: 'badge' as const, person_id: id })),
    ...cards.map(({ id, name }) => (
      { ...nothing, text: cardText(name), what: 'class card' as const, class_card_id: id })),
  ]
}

const hasBadge = ({ part }: Adult) => part.kind !== 'visitor' && part.stay !== 'left'

/** "Year 4 Oak" is `CL-4OAK`. */
const cardText = (name: string) =>
  `CL-${name.replace('Year ', '').replace('Reception', 'R').replace(' ', '').toUpperCase()}`
