import { isBlank } from '../values/blanks.ts'
import { cleanCode } from '../values/codes.ts'
import { readDate } from '../values/dates.ts'
import { readPrice } from '../values/prices.ts'
import type { Field } from './fields.ts'

type Test = (cells: string[]) => boolean

/** A column fits a meaning unless most of what stands in it speaks against it. */
const TESTS: Partial<Record<Field, Test>> = {
  code: (cells) => most(cells, (cell) => cleanCode(cell) !== null && /\d/.test(cell) && !isMachineId(cell)) && areDistinct(cells),
  serial: (cells) => most(cells, (cell) => /\d|[A-Z]{4}/i.test(cell) && !/\s.*\s/.test(cell)) && areDistinct(cells),
  item: (cells) => most(cells, (cell) => /\p{L}/u.test(cell)),
  quantity: (cells) => cells.every((cell) => /^\d{1,3}$/.test(cell)),
  price: (cells) => most(cells, (cell) => { const read = readPrice(cell); return read === null || 'pence' in read }),
  bought_on: isDate, warranty: (cells) => most(cells, (cell) => /\d/.test(cell)), due_on: isDate,
  first_day: isDate, last_day: isDate,
  email: (cells) => most(cells, (cell) => cell.includes('@')),
  name: (cells) => most(cells, (cell) => /\p{L}/u.test(cell) && !/@/.test(cell)),
  job_title: (cells) => most(cells, (cell) => !/^(?:mr|mrs|miss|ms|mx|dr|rev)\.?$/i.test(cell)),
  slot: (cells) => most(cells, (cell) => /\d/.test(cell)),
}

/** Whether what stands in a column can mean this. */
export function fits(field: Field, cells: readonly string[]): boolean {
  const said = cells.filter((cell) => !isBlank(cell))
  return said.length === 0 || (TESTS[field]?.(said) ?? true)
}

/** A column that only counts the lines: 1, 2, 3 … */
export function isLineCount(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => !isBlank(cell))
  return said.length > 2 && said.every((cell, i) => /^\d+$/.test(cell) && Number(cell) === Number(said[0]) + i)
}

function most(cells: string[], test: (cell: string) => boolean): boolean {
  return cells.filter(test).length >= cells.length * 0.6
}

function areDistinct(cells: string[]): boolean {
  return new Set(cells).size >= cells.length * 0.7
}

function isDate(cells: string[]): boolean {
  return most(cells, (cell) => /\d/.test(cell) && readDate(cell, 'dmy') !== null)
}

function isMachineId(cell: string): boolean {
  return /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i.test(cell) || /^[0-9a-f]{24,}$/i.test(cell)
}
