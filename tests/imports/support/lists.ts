import { readFileSync } from 'node:fs'
import { defaultDeviceTypes } from '../../../src/device-types/defaults.ts'
import { FORMATS } from '../../../src/imports/columns/formats.ts'
import { recognise, usualIn } from '../../../src/imports/columns/recognise.ts'
import { readSheet, type Sheet } from '../../../src/imports/file/sheet.ts'
import { dateOrder } from '../../../src/imports/lines/cells.ts'
import { readDevices } from '../../../src/imports/lines/devices.ts'
import { readPeople } from '../../../src/imports/lines/people.ts'
import { type Answers, type List, NO_ANSWERS } from '../../../src/imports/lines/read.ts'

export const TYPES = defaultDeviceTypes.map(({ name, code_prefix }) => ({ id: name, name, code_prefix }))

export function sample(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url))
}

export function sheetOf(file: Buffer | string): Sheet {
  const read = readSheet(Buffer.from(file))
  if (!read.ok) throw new Error(read.sentence)
  return read.sheet
}

export function recognised(file: Buffer | string) {
  const sheet = sheetOf(file)
  return { sheet, ...recognise(sheet.headings, sheet.lines.slice(0, 200).map(({ cells }) => cells)) }
}

function listOf(file: Buffer | string, answers: Partial<Answers>): List {
  const { sheet, mapping, format } = recognised(file)
  const usual = FORMATS.find(({ key }) => key === format)?.type ?? usualIn(sheet.headings, mapping)
  const order = dateOrder(sheet.lines, mapping)
  return {
    lines: sheet.lines, mapping, usual, order: order === 'ask' ? answers.date_order ?? 'dmy' : order,
    answers: { ...NO_ANSWERS, ...answers },
  }
}

export const devicesOf = (file: Buffer | string, answers: Partial<Answers> = {}) => readDevices(listOf(file, answers), TYPES)
export const peopleOf = (file: Buffer | string, answers: Partial<Answers> = {}) => readPeople(listOf(file, answers)).rows
