import { fold } from '../../text/fold.ts'
import { cleanCode, codeStyle } from '../values/codes.ts'
import { readSeveral, type Several } from '../values/several.ts'
import { said } from '../values/blanks.ts'
import { columnsOf, type Reading, readingOf } from './cells.ts'
import { readDevice, rememberedTypes, type Style } from './device.ts'
import { markDuplicates } from './duplicates.ts'
import type { DevicesRead, List, ReadDevice, ReadSet, SchoolTypes, SeveralOffer } from './read.ts'

/** Every device of a list, with what is wrong with it; a line "(x6)" gives six. */
export function readDevices(list: List, types: SchoolTypes): DevicesRead {
  const style = codeStyle(codesOf(list))
  const columns = columnsOf(list.mapping)
  const typeFor = rememberedTypes(types, list.usual)
  const several: SeveralOffer[] = []
  const rows = list.lines.flatMap((line) => {
    const reading = readingOf(line, columns, list.order)
    const many = severalOf(reading, line.line, list, several)
    const device = withPrefix(readDevice(reading, list, typeFor, style), types)
    return spread(device, many, style, reading).map((row, part) => ({ ...row, line: line.line, part }))
  })
  for (const row of rows) refuseNameless(row)
  markDuplicates(rows)
  return { about: 'devices', rows, several, sets: setsOf(rows) }
}

/** The third laptop of a list that only counts them is LT-3: a bare 3 would be the third iPad too. */
function withPrefix(device: Single, types: SchoolTypes): Single {
  const type = types.find(({ id }) => id === device.type_id)
  if (!type || !/^\d{1,3}$/.test(device.code ?? '')) return device
  return { ...device, code: `${type.code_prefix}-${device.code}` }
}

function codesOf(list: List): string[] {
  const column = list.mapping.indexOf('code')
  return column < 0 ? [] : list.lines.map(({ cells }) => cells[column] ?? '')
}

function severalOf(reading: Reading, line: number, list: List, offers: SeveralOffer[]): Several | null {
  const read = readSeveral(reading.cell('item'), reading.cell('quantity'), said(reading.cell('code')))
  if (read === null) return null
  if ('problem' in read) {
    if (!list.answers.as_one.includes(line)) reading.problems.push(read.problem)
    return null
  }
  const as_one = list.answers.as_one.includes(line)
  offers.push({ line, text: said(reading.cell('item')) || said(reading.cell('code')), count: read.count, as_one })
  return as_one ? null : read
}

type Single = Omit<ReadDevice, 'line' | 'part'>

/** Devices without a code or serial number of their own stay one line, which then says so. */
function spread(device: Single, many: Several | null, style: Style, reading: Reading): Single[] {
  const serials = many && serialsOf(reading, many.count)
  if (!many || (!many.codes && !serials)) return [device]
  const cautions = [...device.cautions]
  if (device.serial !== null && !serials) {
    cautions.push('The serial number is left out: it cannot belong to all of them')
  }
  if (device.price_pence !== null) cautions.push('The price is left out: it may be for one or for all of them')
  return Array.from({ length: many.count }, (_, i) => {
    const code = cleanCode(many.codes?.[i] ?? '')
    return {
      ...device, code: code && style(code), code_stated: code !== null, tags: [], computer_name: '', slot: null,
      serial: serials?.[i] ?? null, price_pence: null, out_to: null,
      problems: [...device.problems], cautions: i === 0 ? cautions : [],
    }
  })
}

function serialsOf(reading: Reading, count: number): string[] | null {
  const serials = reading.cell('serial').split(/[,;/\s]+/).filter(Boolean).map((text) => text.toUpperCase())
  return serials.length === count ? serials : null
}

/** Without a code or a serial number the same list could never be recognised again. */
function refuseNameless({ code, serial, problems }: ReadDevice): void {
  if (code === null && serial === null) problems.push('There is neither a code nor a serial number to know it by')
}

function setsOf(rows: ReadDevice[]): ReadSet[] {
  const sets = new Map<string, ReadSet>()
  for (const { set: name, slot, line, problems } of rows) {
    if (name === null || problems.length > 0) continue
    const key = fold(name)
    const set = sets.get(key) ?? { key, name, slots: null, line }
    sets.set(key, { ...set, slots: slot === null ? set.slots : Math.max(slot, set.slots ?? 0) })
  }
  return [...sets.values()]
}
