import { DateTime } from 'luxon'
import { tagText } from '../../tags/scan.ts'
import { fold } from '../../text/fold.ts'
import { said } from '../values/blanks.ts'
import { cleanCode, readSerial } from '../values/codes.ts'
import { type Home, homeInNotes, readHome, readSlot, slotInLabel } from '../values/homes.ts'
import { makeAndModel, withoutMake } from '../values/makers.ts'
import { readEmail } from '../values/names.ts'
import { readPrice } from '../values/prices.ts'
import { withoutCount } from '../values/several.ts'
import { monthsIn, outOfUseBecause } from '../values/statuses.ts'
import { type TypeClues, typeOf } from '../values/types.ts'
import type { Reading } from './cells.ts'
import type { List, ReadDevice, SchoolTypes } from './read.ts'

export type Style = (code: string) => string

/** What a line says of one device; where it stands for several, each begins as this. */
export function readDevice(
  reading: Reading, list: List, typeFor: TypeFor, style: Style,
): Omit<ReadDevice, 'line' | 'part'> {
  const { problems, cautions } = reading
  const names = namesOf(reading, style)
  const home = homeOf(reading, names.computer_name)
  const what = whatOf(reading, names, list, typeFor)
  if (/^personal/i.test(reading.cell('owner'))) problems.push('It is somebody’s own, not the school’s')
  const bought_on = reading.day('bought_on')
  return {
    ...names, ...what, ...home, bought_on,
    price_pence: priceOf(reading), warranty_until: warrantyOf(reading, bought_on),
    because: outOfUseBecause(reading.cell('status')), out_to: outTo(reading), problems, cautions,
  }
}

/** A computer's name that can stand for a code ("SCH-LT-001", "iPad 1-07"), unlike "Jo's iPad". */
const NUMBERED = /^(?=.*\d)(?:[a-z0-9][a-z0-9_-]*|[a-z]+ \d+(?:[-.]\d+)?)$/i

type Names = Pick<ReadDevice, 'code' | 'code_stated' | 'tags' | 'serial' | 'computer_name'>

function namesOf(reading: Reading, style: Style): Names {
  const typed = said(reading.cell('code'))
  const clean = cleanCode(typed)
  if (typed !== '' && clean === null) {
    reading.problems.push(`“${typed}” cannot be a code: use up to 20 letters, digits and hyphens`)
  }
  const computer_name = reading.words('computer_name', 64)
  const named = typed === '' && NUMBERED.test(computer_name) ? cleanCode(computer_name) : null
  const code = clean ? style(clean) : named
  const stickers = [typed, ...reading.cell('old_number').split(/[,;/]/).map(said)].map(tagText)
  return {
    code, code_stated: clean !== null, serial: serialOf(reading), computer_name,
    tags: [
      ...[...new Set(stickers)]
        .filter((text) => text !== '' && text !== code)
        .map((text) => ({ text, what: 'old number' as const })),
      ...(computer_name && tagText(computer_name) !== code
        ? [{ text: tagText(computer_name), what: 'computer name' as const }]
        : []),
    ],
  }
}

function serialOf({ cell, cautions }: Reading): string | null {
  const read = readSerial(said(cell('serial')))
  if (read && 'caution' in read) cautions.push(read.caution)
  return read && 'serial' in read ? read.serial : null
}

type What = Pick<ReadDevice, 'type_id' | 'unknown_type' | 'make' | 'model'>

function whatOf(reading: Reading, names: Names, list: List, typeFor: TypeFor): What {
  const item = withoutCount(reading.words('item', 80))
  const whole = reading.words('model', 80)
  const { make, model } = list.mapping.includes('make')
    ? withoutMake(reading.words('make', 80), whole)
    : makeAndModel(whole)
  const key = fold(item || whole || make)
  const answer = list.answers.types[key]
  if (answer === 'leave') reading.problems.push('Left out, as you chose')
  const clues = { item, make, model, label: names.computer_name, os: reading.cell('os'), code: names.code ?? '' }
  const type_id = typeFor(clues, answer)
  return { type_id, unknown_type: type_id === null ? key : null, make, model }
}

export type TypeFor = (clues: TypeClues, answer: string | undefined) => string | null

/** The types of a list's devices; thousands of lines say the same few things. */
export function rememberedTypes(types: SchoolTypes, usual: string | null): TypeFor {
  const known = new Map<string, string | null>()
  return (clues, answer) => {
    if (types.some(({ id }) => id === answer)) return answer!
    const key = JSON.stringify({
      ...clues,
      label: clues.label.replace(/\d+/g, '0'), code: clues.code.replace(/\d+/g, '0'),
    })
    const type = known.has(key) ? known.get(key)! : typeOf(clues, types, usual)
    known.set(key, type)
    return type
  }
}

type Kept = Pick<ReadDevice, 'set' | 'slot' | 'place' | 'notes'>

function homeOf(reading: Reading, label: string): Kept {
  const stated = readHome(reading.words('home', 80))
  const spoken = homeInNotes(reading.words('home_notes', 2000))
  const notes = [reading.words('notes', 2000), spoken.notes].filter(Boolean).join('; ')
  const away = /^location$/i.test(reading.cell('out_to_kind')) ? reading.words('out_to_place', 80) : ''
  const home: Home = stated.set === null && spoken.home ? spoken.home : stated
  const slot = readSlot(reading.cell('slot')) ?? home.slot ?? (home.set === null ? null : slotInLabel(label))
  return { set: home.set, slot, place: away || (home.set === null ? home.place : ''), notes }
}

function priceOf({ cell, problems }: Reading): number | null {
  const read = readPrice(cell('price'))
  if (read && 'problem' in read) problems.push(`Price: ${read.problem}`)
  return read && 'pence' in read ? read.pence : null
}

/** A warranty is a day, or a length of time that counts from the purchase. */
function warrantyOf(reading: Reading, boughtOn: string | null): string | null {
  const months = monthsIn(reading.cell('warranty'))
  if (months === null) return reading.day('warranty')
  return boughtOn === null ? null : DateTime.fromISO(boughtOn).plus({ months }).minus({ days: 1 }).toISODate()
}

function outTo(reading: Reading): ReadDevice['out_to'] {
  if (/^(?:location|asset)$/i.test(reading.cell('out_to_kind'))) return null
  const address = readEmail(reading.cell('out_to_email'))
  const email = address && 'email' in address ? address.email : null
  const parts = [reading.words('out_to_first', 80), reading.words('out_to_last', 80)].filter(Boolean).join(' ')
  const name = parts || reading.words('out_to_name', 80).replace(/\s*\([^)]*\)$/, '')
  return email === null && name === '' ? null : { email, name, due_on: reading.day('due_on') }
}
