import { isBlank } from '../values/blanks.ts'
import { cleanCode } from '../values/codes.ts'
import { readDate } from '../values/dates.ts'
import { readPrice } from '../values/prices.ts'
import { saysWhatItIs } from '../values/types.ts'
import type { Field } from './fields.ts'

const TESTS: Partial<Record<Field, (cell: string) => boolean>> = {
  code: (cell) => cleanCode(cell) !== null && /\d/.test(cell) && !isMachineId(cell),
  serial: (cell) => /\d|[A-Z]{4}/i.test(cell),
  item: hasLetters,
  computer_name: (cell) => /\d|^\S+$/.test(cell),
  quantity: (cell) => /^\d{1,3}$/.test(cell),
  price: (cell) => { const read = readPrice(cell); return read === null || 'pence' in read },
  bought_on: isDate, due_on: isDate, first_day: isDate, last_day: isDate,
  warranty: hasDigit, slot: hasDigit,
  email: (cell) => cell.includes('@'),
  name: (cell) => /\p{L}.*[\s,]/u.test(cell.trim()) && !cell.includes('@'),
  job_title: (cell) => !/^(?:mr|mrs|miss|ms|mx|dr|rev)\.?$/i.test(cell),
}

const DISTINCT: readonly Field[] = ['code', 'serial']

/**
 * Whether what stands in a column can mean this. A heading that means one thing is believed unless nearly
 * everything below it speaks against it; one that may mean several needs most of it to speak for it.
 */
export function fits(field: Field, cells: readonly string[], sure: 1 | 2): boolean {
  const said = cells.filter((cell) => !isBlank(cell))
  if (said.length === 0 || (sure === 2 && said.length < 3)) return true
  if (DISTINCT.includes(field) && new Set(said).size < said.length * 0.7) return false
  if (field === 'quantity' && isLineCount(said)) return false
  if (field === 'item' && sure === 1 && said.filter(saysWhatItIs).length < said.length * 0.3) return false
  const test = TESTS[field]
  return !test || said.filter(test).length >= said.length * (sure === 2 ? 0.2 : 0.6)
}

/** A column that only counts the lines: 1, 2, 3 … */
export function isLineCount(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => !isBlank(cell))
  return said.length > 2 && said.every((cell, i) => /^\d+$/.test(cell) && Number(cell) === Number(said[0]) + i)
}

function hasLetters(cell: string): boolean {
  return /\p{L}/u.test(cell)
}

function hasDigit(cell: string): boolean {
  return /\d/.test(cell)
}

function isDate(cell: string): boolean {
  const read = readDate(cell, 'dmy')
  return read !== null && hasDigit(cell) && ('day' in read || read.problem.includes('calendar'))
}

function isMachineId(cell: string): boolean {
  return /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i.test(cell) || /^[0-9a-f]{24,}$/i.test(cell)
}
